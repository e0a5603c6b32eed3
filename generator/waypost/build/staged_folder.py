"""Build beside, verify, swap, clean; and recover from a build that was killed.

Beside the site ``site`` stands, while a build runs, the folder ``.site.waypost``: the lock, the new
site, and what is being removed. A run that was killed leaves it behind, and the next run reads from
it what is to be done: ``old`` is in it only while a site is moved in two steps, and goes back if
``site`` is missing; all else is waste.
"""

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from waypost.build import manifest, output_guard, swap
from waypost.build.lock import locked
from waypost.build.manifest import Manifest
from waypost.build.old_site import OldSite
from waypost.core.worker import begun
from waypost.diagnostics.environment_refusal import EnvironmentRefusal


@dataclass(frozen=True, slots=True)
class Built:
    """The files that a build has put into an empty folder.

    ``keys`` and ``frames`` go into the manifest. ``digests`` are checksums that are known, so that
    these files needn't be read again; ``linked`` names the files that are the old site's as well.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    frames: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    linked: Set[str] = frozenset()


Build = Callable[[Path, Callable[[], OldSite]], Built]
"""Puts a site into an empty folder. The function given waits until the site that stands is read."""

LARGE: Final = 100_000
"""Bytes of a manifest from which on it pays to read the old site in a second process."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published site. ``edited`` are files that somebody had changed in the old one."""

    target: Path
    files: int
    changed: bool
    edited: tuple[str, ...] = ()


def publish(build: Build, target: Path, *, keep: Iterable[Path] = ()) -> Published:
    """Let ``build`` put a site into an empty folder, and swap it with what is at ``target``.

    ``keep`` are the inputs, which the site must not touch. Raises `EnvironmentRefusal` for whatever
    the environment forbids. ``target`` is untouched then, as it is when ``build`` raises.
    """
    target = output_guard.settle(target)
    output_guard.guard_position(target, keep)
    with _system_errors(target), _workspace(target) as work:
        output_guard.guard_folder(target)
        worth = manifest.size(target) > LARGE
        with begun(partial(OldSite.read, target), worth=worth) as read_old:
            new = work / f"new-{secrets.token_hex(4)}"
            new.mkdir()
            built = build(new, read_old)
            old = read_old()
        digests = manifest.measure(new, manifest.names(new), built.digests)
        after = Manifest(digests, built.keys, built.frames)
        _replace(old, new, after, built.linked)
        return Published(target, len(digests), old.now != digests, old.edited())


def _replace(old: OldSite, new: Path, after: Manifest, linked: Set[str]) -> None:
    """Swap the site in ``new``, with the manifest ``after``, for the old one if it differs."""
    manifest.write(new, after)
    if old.now == after.digests and old.ours and old.manifest == after:
        return
    # Servers make validators of a file's time: what stays the same isn't to be sent again.
    same = (name for name in old.now if old.now[name] == after.digests.get(name))
    for name in same:
        if name not in linked:
            _, time = old.states[name]
            os.utime(new / name, ns=(time, time))
    swap.settle_on_disk(new)
    _guard_old(old, after, linked)
    _put(old.folder, new)


def _guard_old(old: OldSite, after: Manifest, linked: Set[str]) -> None:
    """Raise `EnvironmentRefusal` where somebody wrote into the old site since it was read.

    A linked file is the same in both sites: who changes it changes both.
    """
    here = manifest.states(old.folder)
    output_guard.guard_strangers(old.folder, here, old.manifest.digests if old.ours else None)
    changed = [name for name in linked if name in here and here[name] != old.states[name]]
    output_guard.guard_changes(old.folder, changed, after.digests)


def recover(target: Path) -> None:
    """Finish what a killed build of ``target`` left undone; nothing while a build is running."""
    target = output_guard.settle(target)
    if target.name and _beside(target).is_dir():
        with _system_errors(target), suppress(EnvironmentRefusal), _workspace(target):
            pass


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.waypost")


@contextmanager
def _system_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentRefusal.by_system(error, target) from error


@contextmanager
def _workspace(target: Path) -> Iterator[Path]:
    work = _beside(target)
    if work.is_symlink():
        raise EnvironmentRefusal(
            work, "it is a link, and Waypost works in a folder of that name", "remove it"
        )
    made = _make_parents(work)
    try:
        work.mkdir(exist_ok=True)
        with locked(work / "lock"):
            _restore(target, work)
            try:
                yield work
            finally:
                # What can't be removed now is removed by the next run; it must not fail this one.
                with suppress(OSError):
                    _restore(target, work)
    finally:
        _forget([work, *made])


def _make_parents(path: Path) -> list[Path]:
    missing = [parent for parent in path.parents if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True)
    return missing


def _forget(folders: list[Path]) -> None:
    # Only what is empty goes: a folder that holds the site, or another build's lock, stays.
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _restore(target: Path, work: Path) -> None:
    old = work / "old"
    if old.is_dir() and not old.is_symlink() and not target.exists():
        old.rename(target)
    for path in sorted(work.iterdir()):
        if path.name != "lock":
            _remove(path)


def _remove(path: Path) -> None:
    # Renamed first: a folder called "old" is always whole, so that it may be put back.
    waste = path.with_name(f"waste-{secrets.token_hex(4)}")
    path.rename(waste)
    if waste.is_symlink() or not waste.is_dir():
        waste.unlink()
        return
    with suppress(PermissionError):
        shutil.rmtree(waste)
        return
    waste.chmod(stat.S_IRWXU)
    for folder, folders, _ in os.walk(waste):
        for name in folders:
            if not (inner := Path(folder, name)).is_symlink():
                inner.chmod(stat.S_IRWXU)
    shutil.rmtree(waste)


def _put(target: Path, new: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not swap.exchange(new, target):
        old = new.with_name("old")
        target.rename(old)
        new.rename(target)
    swap.settle_names(target.parent)
