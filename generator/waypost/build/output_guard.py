"""Guards for the output folder: a site is never written over what Waypost didn't make."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePath

from waypost.build import manifest
from waypost.diagnostics.environment_refusal import LONGEST_PATH, EnvironmentRefusal
from waypost.diagnostics.message_format import visible

DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers leave behind by themselves: nobody's work, so no obstacle."""

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
        raise EnvironmentRefusal(target, "its links lead nowhere", ELSEWHERE) from error


def guard_position(target: Path, keep: Iterable[Path] = ()) -> None:
    """Raise `EnvironmentRefusal` where no site may be, as over or inside the inputs ``keep``."""
    if target == Path(target.anchor):
        raise EnvironmentRefusal(target, "the root of the disk can't be a site", ELSEWHERE)
    for name, path in (("your home folder", Path.home()), ("the current folder", Path.cwd())):
        if path.resolve().is_relative_to(target):
            raise EnvironmentRefusal(target, f"the site would replace {name}", ELSEWHERE)
    for path in keep:
        real = path.resolve()
        shown = visible(str(path), LONGEST_PATH)
        if real.is_relative_to(target):
            why = f"the site would replace its own source, {shown}"
            raise EnvironmentRefusal(target, why, ELSEWHERE)
        if target.is_relative_to(real):
            why = f"the site would lie inside its own source, {shown}"
            raise EnvironmentRefusal(target, why, ELSEWHERE)


def guard_folder(target: Path) -> None:
    """Raise `EnvironmentRefusal` if something is at ``target`` that may not be replaced."""
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise EnvironmentRefusal(target, "it is a file, and a site is a folder", ELSEWHERE)
    if os.path.ismount(target):
        raise EnvironmentRefusal(
            target, "it is a mount point and can't be swapped", "name a folder inside it"
        )
    if not os.access(target, os.W_OK) or _is_write_protected(target):
        raise EnvironmentRefusal(
            target, "it is write-protected", "allow writing (chmod u+w), or " + ELSEWHERE
        )


def guard_strangers(target: Path, names: Iterable[str], known: manifest.Digests | None) -> None:
    """Raise `EnvironmentRefusal` if we didn't make some of the files ``names`` in ``target``.

    ``known`` is the manifest that it carries.
    """
    ours = {manifest.NAME, *(known or ())}
    strangers = sorted(
        name for name in names if name not in ours and PurePath(name).name not in DROPPINGS
    )
    if strangers and known is None and not _is_output_of_mkdocs(target, strangers):
        why = f"Waypost didn't make this folder, and there are files in it ({_some(strangers)})"
        raise EnvironmentRefusal(target, why, "move them away, or " + ELSEWHERE)
    if strangers and known is not None:
        why = f"there are files in it that Waypost didn't make: {_some(strangers)}"
        raise EnvironmentRefusal(
            target, why, "move them away (hand-written files belong into content/)"
        )


def guard_changes(target: Path, names: Iterable[str], digests: manifest.Digests) -> None:
    """Raise `EnvironmentRefusal` if one of the files ``names`` isn't what ``digests`` say of it."""
    for name in names:
        if manifest.checksum(os.path.join(target, name)) != digests[name]:
            why = f"{visible(name)} in it was changed while the site was built"
            raise EnvironmentRefusal(target, why, "build again")


def _is_output_of_mkdocs(target: Path, strangers: Iterable[str]) -> bool:
    """True if ``mkdocs build`` wrote the folder; it empties it each time but for hidden files."""
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
