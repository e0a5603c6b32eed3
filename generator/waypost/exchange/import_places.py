"""Problems of an import, told at the place in the imported file that they come from."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from waypost.diagnostics import Problem
from waypost.edit.document import document, find, items, pairs
from waypost.exchange.import_result import Found
from waypost.exchange.table import KEYED, RECORDS


def place(problem: Problem, contents: Mapping[Path, bytes], imported: Iterable[Found]) -> str:
    """The place of ``problem`` in the imported file; empty where it isn't of what was imported.

    ``contents`` are the files of the knowledge base as they would be, where the problem stands.
    """
    data = next(
        (data for path, data in contents.items() if path.as_posix() == problem.at.file), b""
    )
    root = document(Path(problem.at.file), data).root
    for section in RECORDS:
        node = find(root, section)
        named = [(str(key.value), key, value) for key, value in pairs(node)]
        listed = [(_id(section, item), item, item) for item in items(node)]
        for id, start, record in named if section in KEYED else listed:
            if not _holds(start, record, problem):
                continue
            for found in imported:
                if (found.section, found.name or found.fields.get(_key(section))) == (section, id):
                    return _shown(found, record, problem)
    return ""


def _shown(found: Found, record: yaml.Node, problem: Problem) -> str:
    inside = (str(key.value) for key, value in pairs(record) if _holds(key, value, problem))
    name = next(inside, "")
    cell = found.cells.get(name)
    return ", ".join(filter(None, (found.where, cell and f"cell {cell}", name)))


def _key(section: str) -> str:
    return "term" if section == "glossary" else "id"


def _id(section: str, record: yaml.Node) -> str:
    node = find(record, _key(section))
    return str(node.value) if node else ""


def _holds(start: yaml.Node, node: yaml.Node, problem: Problem) -> bool:
    """True if ``problem`` stands between the beginning of ``start`` and the end of ``node``."""
    at = (problem.at.line - 1, problem.at.column - 1)
    begin, end = start.start_mark, node.end_mark
    return (begin.line, begin.column) <= at < (end.line, end.column)
