"""Verify that the search of a built site loads: its index is sound, and the engine takes it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any, Final

from waypost.build.site_fault import Finding
from waypost.search.output_files import DATA_FILE, parts_of
from waypost.search.validate_index import Unsound, check

FOLDER: Final = "assets/waypost"
ENGINE: Final = "search.*.mjs"
WAIT: Final = 60
"""Seconds that the engine gets."""


def unusable(site: Path, known: Collection[str] = ()) -> Iterator[Finding]:
    """Why the search of ``site`` wouldn't work; nothing where it would, or the site has none.

    The engine itself loads the index where Node is installed, unless both were verified in an
    earlier build: ``known`` are names in the old site, which hold a hash of the content.
    """
    engine = engine_of(site)
    for file in sorted((site / FOLDER).glob(DATA_FILE)):
        place = f"{FOLDER}/{file.name}"
        parts = {name: path.read_text("utf-8") for name, path in parts_of(file).items()}
        verified = engine is not None and {place, f"{FOLDER}/{engine.name}"} <= set(known)
        question = Question(file.read_text("utf-8"), parts)
        with Asked(engine, idle=verified) as asked:
            if why := question.fault():
                yield Finding(place, why)
            elif engine is None:
                yield Finding(place, "has no engine to search it")
            else:
                asked.ask(question)
                if why := asked.refusal():
                    yield Finding(place, why)


def engine_of(site: Path) -> Path | None:
    """The engine of the search of ``site``, if it has one."""
    return next(iter(sorted((site / FOLDER).glob(ENGINE))), None)


@dataclass(frozen=True, slots=True)
class Question:
    """The search's data and its parts, as their files hold them: can an engine use these?"""

    data: str
    parts: Mapping[str, str]

    def fault(self) -> str:
        """What is wrong with them, as far as that can be told without an engine."""
        try:
            check(json.loads(self.data), {name: json.loads(each) for name, each in self.rows()})
        except Unsound as fault:
            return f"isn't an index that the search can use: {fault}"
        return ""

    def rows(self) -> Iterable[tuple[str, str]]:
        """The parts with their names."""
        return self.parts.items()

    def written(self) -> str:
        """All that the engine is to be given, as JSON."""
        parts = ",".join(f"{json.dumps(name)}:{each}" for name, each in self.rows())
        queries = json.dumps(_queries(json.loads(self.data)))
        return f'{{"data":{self.data},"parts":{{{parts}}},"queries":{queries}}}'


def _queries(data: Any) -> list[str]:
    """Two titles, from the beginning and the middle: what readers see, and so may type."""
    shown = data.get("shown", [])
    return [row[1] for row in shown[:: len(shown) // 2 + 1]] or ["help"]


class Asked:
    """The engine that is to be asked, in Node, whether it takes an index.

    It is loaded at once, unless it stays ``idle``. Where there is no Node, nobody is asked.
    """

    def __init__(self, engine: Path | None, *, idle: bool = False) -> None:
        self.engine = engine
        self._timer: Timer | None = None
        self._process: subprocess.Popen[str] | None = None
        node = shutil.which("node")
        if engine is None or node is None or idle:
            return
        script = Path(__file__).parent.parent / "search" / "loads.mjs"
        with suppress(OSError):
            self._process = subprocess.Popen(
                [node, "--single-threaded", str(script), engine.resolve().as_uri()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )

    def __enter__(self) -> Asked:
        """It doesn't outlive those who ask."""
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer:
            self._timer.cancel()
        if self._process:
            self._process.kill()
            self._process.wait()
            for end in (self._process.stdin, self._process.stdout):
                if end:
                    with suppress(OSError):
                        end.close()

    def ask(self, question: Question) -> None:
        """Ask. `refusal` tells the answer."""
        if self._process and self._process.stdin:
            self._timer = Timer(WAIT, self._process.kill)
            self._timer.daemon = True
            self._timer.start()
            # An old Node doesn't even listen.
            with suppress(OSError), self._process.stdin as ear:
                ear.write(question.written())
            self._process.stdin = None

    def refusal(self) -> str:
        """Why the engine doesn't take it; nothing where it does, or where nobody can tell."""
        if self._process is None:
            return ""
        try:
            said, _ = self._process.communicate()
            why = json.loads(said)["refused"]
        except (OSError, subprocess.SubprocessError, ValueError):
            # An old Node, one that has no room here, and one that was ended say nothing about it.
            return ""
        return f"isn't taken by the search engine: {why}" if why else ""
