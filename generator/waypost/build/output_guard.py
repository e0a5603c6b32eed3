"""Where a site may be written: never over what Waypost didn't make."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePath

from waypost.build import manifest
from waypost.build.errors import LONGEST_PATH, Refused
from waypost.diagnostics.message_format import visible

SHOWN_STRANGERS = 5
"""How many unknown files a message names."""

GENERATOR = b'<meta name="generator" content="mkdocs-'
HEAD = 16_384
"""Bytes of a page in which its generator is named."""

ELSEWHERE = "name another folder: --site-dir"


def settle(target: Path) -> Path:
    """The real folder that ``target`` stands for, links followed, existing or not."""
    try:
        return target.resolve()
    except (OSError, RuntimeError) as error:
        raise Refused(target, "its links lead nowhere", ELSEWHERE) from error


def guard_position(target: Path, keep: Iterable[Path] = ()) -> None:
    """Raise `Refused` where no site may be: over or inside one of the inputs ``keep``, for one."""
    if target == Path(target.anchor):
        raise Refused(target, "the root of the disk can't be a site", ELSEWHERE)
    for name, path in (("your home folder", Path.home()), ("the current folder", Path.cwd())):
        if path.resolve().is_relative_to(target):
            raise Refused(target, f"the site would replace {name}", ELSEWHERE)
    for path in keep:
        real = path.resolve()
        shown = visible(str(path), LONGEST_PATH)
        if real.is_relative_to(target):
            raise Refused(target, f"the site would replace its own source, {shown}", ELSEWHERE)
        if target.is_relative_to(real):
            raise Refused(target, f"the site would lie inside its own source, {shown}", ELSEWHERE)


def guard_folder(target: Path) -> None:
    """Raise `Refused` if something is at ``target`` that may not be replaced."""
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise Refused(target, "it is a file, and a site is a folder", ELSEWHERE)
    if os.path.ismount(target):
        raise Refused(target, "it is a mount point and can't be swapped", "name a folder inside it")
    if not os.access(target, os.W_OK) or _is_write_protected(target):
        raise Refused(target, "it is write-protected", "allow writing (chmod u+w), or " + ELSEWHERE)


def guard_strangers(target: Path, names: Iterable[str], known: manifest.Manifest | None) -> None:
    """Raise `Refused` if among the ``names`` of files in ``target`` are some we didn't make.

    ``known`` is the manifest that it carries.
    """
    strangers = manifest.strangers(names, known or {})
    if strangers and known is None and not _is_output_of_mkdocs(target, strangers):
        why = f"Waypost didn't make this folder, and there are files in it ({_some(strangers)})"
        raise Refused(target, why, "move them away, or " + ELSEWHERE)
    if strangers and known is not None:
        why = f"there are files in it that Waypost didn't make: {_some(strangers)}"
        raise Refused(target, why, "move them away (hand-written files belong into content/)")


def guard_changes(target: Path, known: manifest.Sums, now: manifest.Manifest) -> None:
    """Raise `Refused` if a file taken over from ``target`` isn't what is ``known`` of it now.

    It is the same file in both sites: who changes it changes both.
    """
    for name, each in known.items():
        if now.get(name, each.digest) != each.digest:
            why = f"{visible(name)} in it was changed while the site was built"
            raise Refused(target, why, "build again")


def _is_output_of_mkdocs(target: Path, strangers: Iterable[str]) -> bool:
    """Whether ``mkdocs build`` wrote the folder; it empties it each time but for hidden files."""
    if any(part.startswith(".") for name in strangers for part in PurePath(name).parts):
        return False
    try:
        with (target / "index.html").open("rb") as home:
            return GENERATOR in home.read(HEAD)
    except OSError:
        return False


def _is_write_protected(target: Path) -> bool:
    # The owner took the right to write away: root may write all the same, and shouldn't.
    return not target.stat().st_mode & stat.S_IWUSR


def _some(names: list[str]) -> str:
    shown = ", ".join(visible(name) for name in names[:SHOWN_STRANGERS])
    more = len(names) - SHOWN_STRANGERS
    return f"{shown} and {more} more" if more > 0 else shown
