"""YAML parser: bytes to nodes with positions. Every scalar stays the text that was typed."""

from pathlib import Path
from typing import NamedTuple

from waypost.core.nodes import Mark, Node
from waypost.diagnostics import Problem
from waypost.parser import characters
from waypost.parser.encoding import decode
from waypost.parser.limits import LARGEST_FILE, MOST_LINES
from waypost.parser.read_file import read_bytes, too_large
from waypost.parser.recovery import RecoveringParser

__all__ = [
    "Parsed",
    "characters",
    "content_files",
    "encoding",
    "events",
    "file_hash",
    "glob",
    "image_size",
    "input_guard",
    "limits",
    "parse",
    "read",
    "read_file",
    "system_fonts",
    "theme_icons",
]


class Parsed(NamedTuple):
    """A parsed file.

    ``root`` is None where the file is empty or can't be read far enough to be checked
    further. It may be there beside errors: then it is what the editor evidently meant. ``text`` is
    the file with line feeds as its only line ends, for code frames.
    """

    root: Node | None
    problems: tuple[Problem, ...]
    text: str


def read(path: Path, name: str, within: Path | None = None) -> Parsed:
    """The file at ``path``; its problems call it ``name``. Nothing is raised for what it is.

    No symbolic link is followed below ``within``, the file's own folder by default.
    """
    data = read_bytes(path, name, within)
    return Parsed(None, (data,), "") if isinstance(data, Problem) else parse(data, name)


def parse(data: bytes, name: str, *, pure: bool = False) -> Parsed:
    """The nodes of a YAML text and everything that is wrong with it as YAML.

    ``pure`` asks for PyYAML's parser in Python, which is used anyway where libyaml is missing.
    """
    if len(data) > LARGEST_FILE:
        return Parsed(None, (too_large(Mark(name, 1, 1)),), "")
    text, problems = decode(data, name)
    if problems and not text:
        return Parsed(None, tuple(problems), text)
    if text.count("\n") >= MOST_LINES:
        limit = {"limit": f"{MOST_LINES:,}"}
        return Parsed(None, (Problem("too-many-lines", Mark(name, MOST_LINES, 1), limit),), "")
    problems += characters.check(text, name)
    parser = RecoveringParser(characters.cleaned(text) if problems else text, name, pure=pure)
    root = parser.nodes()
    found = sorted([*problems, *parser.problems], key=lambda each: each.at)
    return Parsed(root, tuple(found), text)
