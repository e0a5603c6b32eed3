"""A build that takes no time: small whole sites, and the ways in which one can go wrong.

Run as a module it publishes one, so that a test can kill it:
``python -m tests.build.fake TARGET VERSION [kill=N] [two-steps] [slow]``.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from waypost.build import manifest, swap
from waypost.build.old_site import OldSite
from waypost.build.output_folder import OutputFolder
from waypost.build.staged_folder import Build, Built, publish

PAGES = 12
LOGO = "logo.svg"


def page(version: str, number: int) -> str:
    """A page that links to the next one and to itself."""
    following = (number + 1) % PAGES
    return (
        f'<!doctype html><html><head><title>{version}</title></head><body id="top">'
        f'<a href="../p{following}/#top">on</a><a href="#top">up</a>'
        f"<p>{version * 40}</p></body></html>\n"
    )


def build(version: str, pause: float = 0.0) -> Build:
    """A build that writes `PAGES` pages and an index of them, and links a logo that stays."""

    def write(site: Path, old: Callable[[], OldSite]) -> Built:
        for number in range(PAGES):
            time.sleep(pause)
            folder = site / f"p{number}"
            folder.mkdir()
            (folder / "index.html").write_text(page(version, number), encoding="utf-8")
        (site / "search.json").write_text(f'["{version}"]', encoding="utf-8")
        output, key, standing = OutputFolder(site), "logo", old()
        if not standing.holds(LOGO, key):
            return Built({LOGO: key}, digests={LOGO: output.put(LOGO, b"<svg/>")})
        output.link(standing.path(LOGO), LOGO)
        return Built({LOGO: key}, digests={LOGO: standing.now[LOGO]}, linked=frozenset({LOGO}))

    return write


def tree(folder: Path) -> dict[str, str]:
    """Every file and folder in ``folder`` with its checksum."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in sorted(folder.rglob("*"))
    }


def contents(folder: Path) -> dict[str, str]:
    """`tree` without the manifest, which tells what a site was made from."""
    return {name: sum for name, sum in tree(folder).items() if name != manifest.NAME}


def die_at(step: int) -> None:
    """Make this process kill itself before its ``step``-th act on the file system."""
    left = [step]

    def count(event: str, arguments: tuple[object, ...]) -> None:
        acts = event.startswith(("os.", "shutil.")) or (
            event == "open" and ".site.waypost" in str(arguments[0])
        )
        if acts:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def main(target: str, version: str, *how: str) -> None:
    """Publish one fake site, in the way that ``how`` tells."""
    if "two-steps" in how:
        swap.exchange = lambda one, other: False
    pause = 0.02 if "slow" in how else 0.0
    for word in how:
        if word.startswith("kill="):
            die_at(int(word.removeprefix("kill=")))
    publish(build(version, pause), Path(target))


if __name__ == "__main__":
    main(*sys.argv[1:])
