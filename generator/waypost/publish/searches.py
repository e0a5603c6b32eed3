"""Verify that the search of a built site loads: its index is sound, and the engine takes it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

from waypost.publish.verify import Finding
from waypost.search.files import DATA_FILE, parts_of
from waypost.search.sound import Unsound, check

FOLDER: Final = "assets/waypost"
ENGINE: Final = "search.*.mjs"
WAIT: Final = 60
"""Seconds that the engine gets."""


def unusable(site: Path, known: Collection[str] = ()) -> Sequence[Finding]:
    """Why the search of ``site`` wouldn't work; nothing where it would, or the site has none.

    The engine itself loads the index where Node is installed, unless both were verified in an
    earlier build: ``known`` are names in the old site, which hold a hash of the content.
    """
    with Trial(site, known) as trial:
        return trial.findings()


class Trial:
    """The search of ``site`` tried out, in a process of its own; `unusable` says how."""

    def __init__(self, site: Path, known: Collection[str] = ()) -> None:
        self._found: list[Finding] = []
        self._asked: dict[str, _Asked] = {}
        folder = site / FOLDER
        engines = sorted(folder.glob(ENGINE))
        for file in sorted(folder.glob(DATA_FILE)):
            parts = parts_of(file)
            place = f"{FOLDER}/{file.name}"
            data = _read(file)
            if engines and not {place, f"{FOLDER}/{engines[0].name}"} <= set(known):
                self._asked[place] = _Asked(engines[0], file, parts, _queries(data))
            if why := _unsound(data, {part: _read(path) for part, path in parts.items()}):
                said = f"isn't an index that the search can use: {why}"
                self._found.append(Finding(place, said))
            elif not engines:
                self._found.append(Finding(place, "has no engine to search it"))

    def __enter__(self) -> Trial:
        """Nothing that was started outlives it."""
        return self

    def __exit__(self, *_: object) -> None:
        for asked in self._asked.values():
            asked.end()

    def findings(self) -> Sequence[Finding]:
        """What is wrong; waits for the engine."""
        told = {each.file for each in self._found}
        for place, asked in self._asked.items():
            if place not in told and (why := asked.answer()):
                said = f"isn't taken by the search engine: {why}"
                self._found.append(Finding(place, said))
        return self._found


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _unsound(data: Any, parts: Mapping[str, Any]) -> str:
    try:
        check(data, parts)
    except Unsound as fault:
        return str(fault)
    return ""


def _queries(data: Any) -> list[str]:
    """A few titles: what readers see, and so may type."""
    shown = data.get("shown", [])
    return [row[1] for row in shown[:: max(1, len(shown) // 3)]] or ["help"]


class _Asked:
    """The engine asked, in Node, whether it takes an index; where there is no Node, nobody is."""

    def __init__(
        self, engine: Path, data: Path, parts: Mapping[str, Path], queries: list[str]
    ) -> None:
        given = {
            "engine": engine.resolve().as_uri(),
            "data": data.resolve().as_uri(),
            "parts": {name: path.resolve().as_uri() for name, path in parts.items()},
            "queries": queries,
        }
        script = Path(__file__).parent.parent / "search" / "loads.mjs"
        self._process: subprocess.Popen[str] | None = None
        if node := shutil.which("node"):
            # A file, so that nobody waits until Node is there to read.
            with suppress(OSError), TemporaryFile("w+", encoding="utf-8") as about:
                json.dump(given, about)
                about.seek(0)
                self._process = subprocess.Popen(
                    [node, str(script)],
                    stdin=about,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    encoding="utf-8",
                )

    def answer(self) -> str:
        """Why the engine doesn't take it; nothing where it does, or where nobody can tell."""
        if self._process is None:
            return ""
        try:
            with self._process:
                said, _ = self._process.communicate(timeout=WAIT)
            return str(json.loads(said)["refused"])
        except (OSError, subprocess.SubprocessError, ValueError):
            # An old Node, or one that has no room here, says nothing about the index.
            return ""

    def end(self) -> None:
        """Let go of it."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
