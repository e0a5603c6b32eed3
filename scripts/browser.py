"""Make sure that a Chromium for the browser tests is there: `python scripts/browser.py`.

One on the PATH is taken; else Playwright downloads its own; else Debian's package is installed
where that is allowed; else one sentence says what to do, and the exit status is 1. Each counts only
if it starts: some systems have a stub on the PATH, or lack a library that Playwright's own needs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PATIENCE = 300
"""Seconds that one way of installing may take."""

START = """
from playwright.sync_api import sync_playwright
from tests.web import launch
with sync_playwright() as playwright:
    launch(playwright).close()
"""


def starts() -> bool:
    """Whether the tests would find a browser that starts."""
    return _runs(sys.executable, "-c", START)


def playwrights_own() -> bool:
    """Whether Playwright has, or can download, a browser of its own."""
    return _runs(sys.executable, "-m", "playwright", "install", "chromium")


def debians() -> bool:
    """Whether Debian's package could be installed."""
    if not shutil.which("apt-get"):
        return False
    become = [] if _runs("test", "-w", "/var/lib/dpkg") else ["sudo", "-n"]
    # One source of packages that can't be reached doesn't mean that this package can't.
    _runs(*become, "apt-get", "update", "-qq")
    return _runs(*become, "apt-get", "install", "-y", "-qq", "chromium")


def _runs(*command: str) -> bool:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Try each way in turn."""
    if starts() or (playwrights_own() and starts()) or (debians() and starts()):
        return 0
    print(
        "The browser tests need Chromium: install it (Debian: apt-get install chromium) "
        "and run this again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
