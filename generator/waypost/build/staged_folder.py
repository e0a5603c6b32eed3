"""Build beside, verify, swap, clean; and recover from a build that was killed.

Beside the site ``site`` stands, while a build runs, the folder ``.site.waypost``: the lock, the new
site, and what is being removed. A run that was killed leaves it behind, and the next run reads from
it what is to be done: ``old`` is in it only while a site is moved in two steps, and goes back if
``site`` is missing; all else is waste.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from os.path import samestat
from pathlib import Path

from waypost.build import manifest, output_guard, swap
from waypost.build.errors import NotWhole, Refused
from waypost.build.lock import locked
from waypost.build.manifest import NO_SUMS, Sums
from waypost.build.site_fault import Finding

Verify = Callable[[Path], tuple[Finding, ...]]
"""Tells what is wrong with a site."""


def whole(site: Path) -> tuple[Finding, ...]:
    """The faults of ``site`` as it is, none if it may be published."""
    # Who knows what was built verifies it in another way, and needn't load this one.
    from waypost.build import verify

    return verify.whole(site)


@dataclass(frozen=True, slots=True)
class Published:
    """What was published. ``edited`` are files that somebody had changed in the old site.

    ``sum`` is the checksum of the new site's manifest.
    """

    target: Path
    files: int
    changed: bool
    edited: tuple[str, ...] = ()
    sum: str = ""


def publish(
    build: Callable[[Path], Sums | None],
    target: Path,
    *,
    verify: Verify = whole,
    keep: Iterable[Path] = (),
) -> Published:
    """Let ``build`` write a site into an empty folder, verify it, and put it in ``target``'s place.

    ``build`` may return checksums of files that it has written, so that they needn't be read again.
    ``keep`` are the inputs, which the site must not touch. Raises `Refused` for whatever the
    environment forbids and `NotWhole` for what ``verify`` finds. ``target`` is untouched then, as
    it is when ``build`` raises.
    """
    with opened(target, keep) as site:
        # What would be in the way at the end is told before anything is built.
        output_guard.guard_strangers(
            site.target, manifest.names(site.target), manifest.read(site.target)
        )
        known = build(site.new) or NO_SUMS
        there = manifest.states(site.new)
        after = manifest.measure(site.new, known, there)
        if findings := verify(site.new):
            raise NotWhole(findings)
        return site.replace(site.old(known, there), after)


@dataclass(frozen=True, slots=True)
class Old:
    """The site that a new one is to replace.

    ``carried`` is the manifest that it carries, ``now`` what lies in it, in these ``states``.
    ``taken`` are the names of files that the new site has taken over.
    """

    carried: manifest.Manifest
    now: manifest.Manifest
    states: manifest.States
    taken: Collection[str]


@dataclass(frozen=True, slots=True)
class Building:
    """The folder ``new``, in which a site is made that is to stand in ``target``."""

    target: Path
    new: Path

    def guard(self, keep: Iterable[Path]) -> None:
        """Raise `Refused` where the site must not be, for one of the inputs ``keep``."""
        output_guard.guard_position(self.target, keep)

    def old(self, known: Sums, there: manifest.States | None = None) -> Old:
        """What stands in the target. Raises `Refused` if a file is among it that we didn't make, or
        one that was changed after it was taken over.

        ``known`` are the checksums of files that the new site has taken over; or of any files of
        it, whose states are ``there``.
        """
        carried = manifest.read(self.target)
        here = manifest.states(self.target)
        output_guard.guard_strangers(self.target, here, carried)
        taken: Collection[str] = known.keys()
        if there is not None:
            # A file that was taken over is the same one, under two names.
            both = here.keys() & there.keys()
            taken = {name for name in both if samestat(here[name], there[name])}
        same = {name: known[name] for name in known.keys() & taken}
        now = manifest.measure(self.target, same, here)
        output_guard.guard_changes(self.target, same, now)
        return Old(carried or {}, now, here, taken)

    def replace(self, old: Old, after: manifest.Manifest) -> Published:
        """Put the new site in place, with ``after`` for its manifest, where it differs."""
        before, now = old.carried, old.now
        manifest.write(self.new, after)
        both = before.keys() & now.keys()
        edited = tuple(sorted(name for name in both if before[name] != now[name]))
        if now != after or before != after:
            # Servers make validators of a file's time: what stays the same isn't to be sent again.
            again = (now.keys() & after.keys()) - set(old.taken)
            same = (name for name in again if now[name] == after[name])
            _keep_times(self.new, {name: old.states[name] for name in same})
            swap.settle_on_disk(self.new)
            # Somebody may have put a file there while the rest was made.
            output_guard.guard_strangers(self.target, manifest.names(self.target), before or None)
            _put(self.target, self.new)
        sum = manifest.sum_of(self.target)
        return Published(self.target, len(after), now != after, edited, sum)


@contextmanager
def opened(target: Path, keep: Iterable[Path]) -> Iterator[Building]:
    """A folder for a site that nobody else makes meanwhile; what is left in it goes at the end.

    Raises `Refused` as `publish` does, for the system's errors in whatever is done inside, too.
    """
    target = output_guard.settle(target)
    output_guard.guard_position(target, keep)
    with _system_errors(target), _workspace(target) as work:
        output_guard.guard_folder(target)
        new = work / f"new-{secrets.token_hex(4)}"
        new.mkdir()
        yield Building(target, new)


def recover(target: Path) -> None:
    """Finish what a killed build of ``target`` left undone; nothing while a build is running."""
    target = output_guard.settle(target)
    if target.name and _beside(target).is_dir():
        with _system_errors(target), suppress(Refused), _workspace(target):
            pass


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.waypost")


@contextmanager
def _system_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused.by_system(error, target) from error


@contextmanager
def _workspace(target: Path) -> Iterator[Path]:
    work = _beside(target)
    if work.is_symlink():
        raise Refused(work, "it is a link, and Waypost works in a folder of that name", "remove it")
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


def _keep_times(new: Path, times: manifest.States) -> None:
    for name, old in times.items():
        os.utime(os.path.join(new, name), ns=(old.st_atime_ns, old.st_mtime_ns))


def _put(target: Path, new: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not swap.exchange(new, target):
        old = new.with_name("old")
        target.rename(old)
        new.rename(target)
    swap.settle_names(target.parent)
