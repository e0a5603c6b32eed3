"""Verify that the search of a built site loads: its index is sound, and the engine takes it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from waypost.publish.verify import Finding
from waypost.search.site import DATA_FILE
from waypost.search.sound import Unsound, check

FOLDER: Final = "assets/waypost"
ENGINE: Final = "search.*.mjs"
DATA_DOTS: Final = 2
"""Dots in the name of the first file, ``search.HASH.json``; the parts have one more."""

WAIT: Final = 60
"""Seconds that the engine gets."""


def unusable(site: Path, known: Collection[str] = ()) -> Iterator[Finding]:
    """Why the search of ``site`` wouldn't work; nothing where it would, or the site has none.

    The engine itself loads the index where Node is installed, unless both were verified in an
    earlier build: ``known`` are names in the old site, which hold a hash of the content.
    """
    folder = site / FOLDER
    files = {path.name: path for path in sorted(folder.glob(DATA_FILE))}
    firsts = [name for name in files if name.count(".") == DATA_DOTS]
    engines = sorted(folder.glob(ENGINE))
    for name in firsts:
        start = name.removesuffix("json")
        parts = {
            other.removeprefix(start).removesuffix(".json"): path
            for other, path in files.items()
            if other.startswith(start) and other != name
        }
        data = _read(files[name])
        if why := _unsound(data, {part: _read(path) for part, path in parts.items()}):
            yield Finding(f"{FOLDER}/{name}", f"isn't an index that the search can use: {why}")
        elif not engines:
            yield Finding(f"{FOLDER}/{name}", "has no engine to search it")
        elif not {f"{FOLDER}/{each}" for each in (name, engines[0].name)} <= set(known):
            why = refusal(engines[0], files[name], parts, _queries(data))
            if why:
                yield Finding(f"{FOLDER}/{name}", f"isn't taken by the search engine: {why}")


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


def refusal(engine: Path, data: Path, parts: Mapping[str, Path], queries: list[str]) -> str:
    """Why ``engine`` doesn't take the index; nothing where it does, or where no Node can tell."""
    node = shutil.which("node")
    if node is None:
        return ""
    given = {
        "engine": engine.resolve().as_uri(),
        "data": data.resolve().as_uri(),
        "parts": {name: path.resolve().as_uri() for name, path in parts.items()},
        "queries": queries,
    }
    script = Path(__file__).parent.parent / "search" / "loads.mjs"
    try:
        done = subprocess.run(
            [node, str(script)],
            input=json.dumps(given),
            capture_output=True,
            encoding="utf-8",
            timeout=WAIT,
            check=True,
        )
        return str(json.loads(done.stdout)["refused"])
    except (OSError, subprocess.SubprocessError, ValueError):
        # An old Node, or one that has no room here, says nothing about the index.
        return ""
