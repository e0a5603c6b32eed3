"""What builds keep for the next one: results by the content that they were made from.

A file is taken only if it is whole and from this very version: its first line names both. Each
other line is a key and a result as JSON, read when somebody asks for it. It is data alone, so a
file from elsewhere can't run anything. Whatever is wrong with it costs time, and nothing else: it
is ignored, and so is a disk that has no room for a new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

FOLDER: Final = ".waypost-cache"
PARTS: Final = ("pyromark", "nh3", "markupsafe", "jinja2", "mkdocs", "mkdocs-material")
"""Packages that have a say in what is kept."""

INFO: Final = (".dist-info", ".egg-info")
"""How folders end that tell of an installed package."""

LEAST: Final = 200
"""With fewer results than this nothing is kept: making them anew is as quick."""

Rows = dict[str, Any]


class _Fresh(NamedTuple):
    """A result that no file holds yet."""

    value: Any


_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Kept:
    """One file of results, ``name``, in ``folder``. ``said`` is why it couldn't be used, if so.

    With fewer results than ``least`` nothing is kept; `LEAST` unless told.
    """

    def __init__(self, folder: Path, name: str, least: int | None = None) -> None:
        self.path = folder / f"{name}.json"
        self.least = LEAST if least is None else least
        self.said = ""
        self._lines: dict[str, str] = {}
        self._used: dict[str, str | _Fresh] = {}
        self._is_whole = False
        self._read()

    def get(self, key: str) -> Any:
        """What was kept under ``key``; None where nothing was."""
        line = self._lines.get(key)
        if line is None:
            return None
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            return None
        self._used[key] = line
        return found

    def put(self, key: str, value: Any) -> None:
        """Keep ``value``, which JSON must be able to hold, under a ``key`` without spaces."""
        self._used[key] = _Fresh(value)

    def save(self) -> None:
        """Write what was asked for or put since the file was read, and nothing older."""
        if len(self._used) < self.least or (self._is_whole and not self._differs()):
            return
        with suppress(OSError):
            self._write(self._rows())

    def _differs(self) -> bool:
        """Whether the file would be another one."""
        fresh = (key for key, each in self._used.items() if not isinstance(each, str))
        return self._used.keys() != self._lines.keys() or any(
            _line(self._used[key]) != self._lines[key] for key in fresh
        )

    def _rows(self) -> Iterator[bytes]:
        # One by one: a large site's are as large as its pages.
        for number, (key, each) in enumerate(self._used.items()):
            row = f"{key} {_line(each)}".encode("utf-8", "surrogatepass")
            yield b"\n" + row if number else row

    def _read(self) -> None:
        try:
            with open(self.path, "rb") as file:
                head, body = file.readline(), file.read()
        except FileNotFoundError:
            return
        except OSError as error:
            self._ignore(error.strerror or "it can't be read")
            return
        if head != _head(hashlib.sha256(body)):
            ours = head.startswith(version().encode())
            self._ignore("it is damaged" if ours else "another version wrote it")
            return
        try:
            lines = body.decode("utf-8", "surrogatepass").split("\n")
        except UnicodeDecodeError:
            self._ignore("it is damaged")
            return
        self._is_whole = True
        self._lines = {key: line for key, _, line in (each.partition(" ") for each in lines)}

    def _ignore(self, why: str) -> None:
        self.said = f"{self.path} is ignored: {why}"

    def _write(self, rows: Iterable[bytes]) -> None:
        digest = hashlib.sha256()
        self.path.parent.mkdir(exist_ok=True)
        beside = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}")
        try:
            with open(beside, "wb") as file:
                file.write(_head(digest))
                for row in rows:
                    digest.update(row)
                    file.write(row)
                # The head is as long as it was, and says now what it is the head of.
                file.seek(0)
                file.write(_head(digest))
            os.replace(beside, self.path)
        finally:
            with suppress(OSError):
                beside.unlink()


def _line(each: str | _Fresh) -> str:
    return each if isinstance(each, str) else _AS_JSON(each.value)


class Remembered(Kept):
    """What one process remembers from one build to the next, without a file."""

    def __init__(self) -> None:
        self.said = ""
        self.rows: Rows = {}
        self._asked: Rows = {}

    def get(self, key: str) -> Any:
        """What is remembered under ``key``; None where nothing is."""
        found = self.rows.get(key)
        if found is not None:
            self._asked[key] = found
        return found

    def put(self, key: str, value: Any) -> None:
        """Remember ``value``."""
        self._asked[key] = value

    def turn(self) -> None:
        """Forget what the last build didn't ask for."""
        self.rows, self._asked = self._asked, {}

    def save(self) -> None:
        """Nothing is written."""


def key(*parts: str) -> str:
    """A short name for ``parts``, the same for no others."""
    text = "\0".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fingerprint(values: Mapping[Any, Any] | Iterable[Any]) -> str:
    """A key for a collection, whatever order it stands in."""
    rows = values.items() if isinstance(values, Mapping) else values
    return key(*sorted(map(repr, rows)))


@cache
def version() -> str:
    """A key for everything that has a say in a result: this package, Python, and what it uses."""
    found = hashlib.sha256(sys.version.encode())
    there = installed()
    for name in PARTS:
        found.update(f"{name} {_version_of(name, there)}\n".encode())
    for path in sorted(_files(os.path.dirname(os.path.dirname(__file__)))):
        with open(path, "rb") as file:
            found.update(file.read())
    return found.hexdigest()[:32]


def installed() -> tuple[str, ...]:
    """The names of folders that tell which packages are there, in which versions."""
    found: list[str] = []
    for place in filter(os.path.isdir, sys.path):
        # One that may be entered, but not listed, holds nothing that can be told.
        with suppress(OSError):
            found += sorted(name for name in os.listdir(place) if name.endswith(INFO))
    return tuple(found)


def _version_of(package: str, there: Iterable[str]) -> str:
    start = package.replace("-", "_") + "-"
    told = [name for name in there if name.lower().startswith(start)]
    if told:
        # The first on the path is the one that is imported.
        return told[0]
    # Not in a folder: this finds it wherever it is, and takes long to load.
    from importlib import metadata

    with suppress(metadata.PackageNotFoundError):
        return metadata.version(package)
    return ""


def _files(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(parent, name) for name in names)


def _head(digest: hashlib._Hash) -> bytes:
    return f"{version()} {digest.hexdigest()}\n".encode()
