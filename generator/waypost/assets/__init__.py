"""The files that readers' browsers load, each under a name that changes with its content."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

__all__ = [
    "ENGINE",
    "address",
    "every",
    "named",
    "served",
    "slim",
    "snowball_names",
    "stemmers",
    "stop_words",
    "text",
]

FOLDER = Path(__file__).parent
SERVED = frozenset({".css", ".js", ".mjs", ".svg"})

ENGINE = "search.mjs"
"""The search's engine, which is served with a stemmer (``search/stemmers.py``)."""

_SOURCE_ONLY = re.compile(r"^[ \t]*(?:/\*.*?\*/[ \t]*$|//[^\n]*$)|^[ \t]+|\n(?=\s*\n)", re.S | re.M)
"""Comments that fill their lines, and indents: none stands inside a text of our own scripts."""


def every() -> Iterator[Path]:
    """Every file that a site serves as it stands, in the order of their names."""
    paths = (path for path in sorted(FOLDER.iterdir()) if path.suffix in SERVED)
    return (path for path in paths if path.name != ENGINE)


@cache
def snowball_names() -> Mapping[str, str]:
    """Snowball's names of languages by BCP 47 subtag."""
    found: Mapping[str, str] = json.loads(text("snowball.json"))
    return found


@cache
def stemmers() -> frozenset[str]:
    """Snowball's names of the languages whose stemmers are in the folder ``snowball``."""
    return frozenset(path.name.partition("-")[0] for path in (FOLDER / "snowball").iterdir())


@cache
def stop_words(name: str) -> str:
    """The words that say least in a language, by Snowball's name; empty where none are listed."""
    file = FOLDER / "stop_words" / f"{name}.txt"
    return " ".join(file.read_text(encoding="utf-8").split()) if file.is_file() else ""


@cache
def address(name: str) -> str:
    """The address of the asset ``name``, relative to the site's root.

    The name holds a hash of the content, so that a host may let browsers keep it for ever.
    """
    return named(name, served(name))


@cache
def served(name: str) -> bytes:
    """The asset ``name`` as browsers get it: without comments and indents, a fifth lighter."""
    if name.endswith(".svg"):
        return (FOLDER / name).read_bytes()
    return slim(text(name))


def slim(source: str) -> bytes:
    """A script or style without comments and indents."""
    return (_SOURCE_ONLY.sub("", source).strip() + "\n").encode()


def text(name: str) -> str:
    """The content of the asset ``name``."""
    return (FOLDER / name).read_text(encoding="utf-8")


def named(name: str, content: bytes) -> str:
    """The address of ``content`` as an asset called ``name``."""
    # A check reads assets, too, and names none; loading this takes it 2 ms.
    from hashlib import sha256

    stem, _, suffix = name.rpartition(".")
    return f"assets/waypost/{stem}.{sha256(content).hexdigest()[:8]}.{suffix}"
