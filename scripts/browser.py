"""Make sure that a Chromium for the browser tests is there: `python scripts/browser.py`.

One on the PATH is taken; else Playwright downloads its own; else Debian's package is installed
where that is allowed; else one sentence says what to do, and the exit status is 1.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.web import BROWSERS

PATIENCE = 300
"""Seconds that one way of installing may take."""


def on_path() -> bool:
    """Whether a Chromium is on the PATH."""
    return any(map(shutil.which, BROWSERS))


def playwrights_own() -> bool:
    """Whether Playwright has, or can download, a browser of its own."""
    return _runs(sys.executable, "-m", "playwright", "install", "chromium")


def debians() -> bool:
    """Whether Debian's package could be installed."""
    if not shutil.which("apt-get"):
        return False
    become = [] if _runs("test", "-w", "/var/lib/dpkg") else ["sudo", "-n"]
    return (
        _runs(*become, "apt-get", "update", "-qq")
        and _runs(*become, "apt-get", "install", "-y", "-qq", "chromium")
        and on_path()
    )


def _runs(*command: str) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Try each way in turn."""
    if on_path() or playwrights_own() or debians():
        return 0
    print(
        "The browser tests need Chromium: install it (Debian: apt-get install chromium) "
        "and run this again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
