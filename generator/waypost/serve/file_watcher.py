"""Waits for saves, by the system's own events."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SETTLE: Final = 0.02
"""Seconds without a further event after which a save is over: editors write in several steps."""

SAVES: Final = frozenset({"created", "modified", "deleted", "moved", "closed"})
Stamp = tuple[int, int]


class Watch:
    """Watches files and folders; `wait` returns once something in them was saved."""

    def __init__(self) -> None:
        self._saved = threading.Event()
        self._observer = Observer()
        self._folders: frozenset[Path] = frozenset()
        self._paths: tuple[Path, ...] = ()
        self._seen: dict[Path, Stamp] = {}
        self._observer.start()

    def on(self, paths: Iterable[Path]) -> None:
        """Watch these, and nothing else. A folder is watched with all that it holds."""
        before = self._paths
        self._paths = tuple(dict.fromkeys(path.absolute() for path in paths))
        folders = frozenset(path if path.is_dir() else path.parent for path in self._paths)
        folders = frozenset(each for each in folders if each.is_dir())
        if folders != self._folders:
            self._observer.unschedule_all()
            for folder in folders:
                handler = _EventHandler(self._saved)
                self._observer.schedule(handler, str(folder), recursive=folder in self._paths)
            self._folders = folders
        # What was watched before is as it was: a save during a build is still to be told, and so
        # is a file that came meanwhile. Its event may be gone with the observer of other folders.
        now = self._stamps()
        new = {path: stamp for path, stamp in now.items() if not _held(path, before)}
        known = {path: s for path, s in self._seen.items() if _held(path, self._paths)}
        self._seen = new | known
        if self._seen != now:
            self._saved.set()

    def wait(self, timeout: float | None = None) -> frozenset[Path] | None:
        """The paths that were saved since the last call; nothing when time is up."""
        if not self._saved.wait(timeout):
            return None
        while self._saved.is_set():
            self._saved.clear()
            self._saved.wait(SETTLE)
        before, self._seen = self._seen, self._stamps()
        both = {*before, *self._seen}
        return frozenset(path for path in both if before.get(path) != self._seen.get(path))

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def _stamps(self) -> dict[Path, Stamp]:
        """The state of every file, to tell a save from a mere event."""
        found: dict[Path, Stamp] = {}
        for path in self._paths:
            for file in path.rglob("*") if path.is_dir() else [path]:
                try:
                    known = file.stat()
                except OSError:
                    continue
                if file.is_file():
                    found[file] = (known.st_mtime_ns, known.st_size)
        return found


def _held(path: Path, paths: Iterable[Path]) -> bool:
    return any(path == each or each in path.parents for each in paths)


class _EventHandler(FileSystemEventHandler):
    def __init__(self, saved: threading.Event) -> None:
        self.saved = saved

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in SAVES:
            self.saved.set()
