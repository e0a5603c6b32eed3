"""YAML text to nodes that know where they stand. Every scalar stays the text that was typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from waypost.nodes import Mark, Node, Scalar
from waypost.problems import Problem
from waypost.source import characters
from waypost.source.build import Builder
from waypost.source.decode import decode
from waypost.source.draft import Draft
from waypost.source.events import Mistake, events
from waypost.source.files import read_bytes, too_large
from waypost.source.limits import LARGEST_FILE

__all__ = ["Parsed", "parse", "read"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says.

    ``root`` is absent where the file says nothing or can't be read far enough to be checked
    further. It may be there beside errors: then it is what the editor evidently meant. ``text`` is
    the file with line feeds as its only line ends, for code frames.
    """

    root: Node | None
    problems: tuple[Problem, ...]
    text: str


def read(path: Path, name: str, within: Path | None = None) -> Parsed:
    """The file at ``path``; its problems call it ``name``. Nothing is raised for what it is.

    A symbolic link may not lead out of ``within``, the file's own folder by default.
    """
    data = read_bytes(path, name, within)
    return Parsed(None, (data,), "") if isinstance(data, Problem) else parse(data, name)


def parse(data: bytes, name: str) -> Parsed:
    """The nodes of a YAML text and everything that is wrong with it as YAML."""
    if len(data) > LARGEST_FILE:
        return Parsed(None, (too_large(Mark(name, 1, 1)),), "")
    text, problems = decode(data, name)
    problems += characters.check(text, name)
    root, more = _nodes(text, name)
    return Parsed(root, tuple(sorted([*problems, *more], key=lambda each: each.at)), text)


def _nodes(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    draft = Draft(characters.cleaned(text), name)
    builder = Builder(draft)
    try:
        builder.run(events(draft.text))
    except Mistake as mistake:
        place = mistake.context_mark or mistake.problem_mark
        at = Mark(name, place.line + 1, place.column + 1) if place else Mark(name, 1, 1)
        why = " ".join(filter(None, (mistake.context, mistake.problem)))
        return None, [*builder.problems, Problem("syntax", at, {"why": why})]
    root = builder.root if builder.whole else None
    if builder.whole and (root is None or (isinstance(root, Scalar) and root.empty)):
        return None, [*builder.problems, Problem("empty-file", Mark(name, 1, 1), {"file": name})]
    return root, builder.problems
