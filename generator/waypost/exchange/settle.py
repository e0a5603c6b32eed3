"""Settles an import: what the knowledge base can't hold of a record is left out, and said."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from waypost import parser
from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem
from waypost.diagnostics.message_format import message
from waypost.edit.edit_transaction import EditRefused, PreparedEdit
from waypost.edit.yaml_writer import Plain
from waypost.exchange.apply import apply
from waypost.exchange.import_result import Found, Missed
from waypost.exchange.merge import DIFFERS, NEW, ImportPlan, ImportStep
from waypost.exchange.table import KEYED, RECORDS, key_of

MOST_ROUNDS: Final = 8
"""How often what is left is checked again; a fault may show only once another one is gone."""

NEEDED: Final = frozenset({"id", "question", "answer", "title", "steps", "term", "definition"})
"""Fields without which a record is left out."""

LARGE: Final = ("file-too-large", "too-many-lines")
LINKS: Final = frozenset({"unknown-link", "unknown-part"})
CORRECTED: Final = {"bad-date": "nearest", "bad-id": "nearest", "category-clash": "first"}
"""Problems, and their particular that says what was meant."""


def settled(
    path: Path, plan: ImportPlan, day: date, *, overwrite: bool = False
) -> tuple[ImportPlan, PreparedEdit | None]:
    """``plan`` without what would be an error in the knowledge base, and the change it makes.

    Raises:
        EditRefused: the knowledge base can't be read, or no record is to blame for an error.
        OSError: a file can't be read.
    """
    for last in range(MOST_ROUNDS, 0, -1):
        if not plan.of(NEW) and not (overwrite and plan.of(DIFFERS)):
            return plan, None
        try:
            return plan, apply(path, plan, day, overwrite=overwrite)
        except EditRefused as refused:
            faults = dict(_faults(refused))
            if large := [each for each in refused.problems if each.code in LARGE]:
                why = f"one file can't hold it all: {message(large[0])} Import it in parts, each "
                why += "into a file of its own (--kb), and name these under include"
                return replace(plan, steps=(), missed=(*plan.missed, Missed("the file", why))), None
            if last == 1 or not faults:
                raise
            plan = _mended(plan, faults, whole=last < MOST_ROUNDS // 2)
    raise AssertionError("the last round has returned or raised")


def _faults(refused: EditRefused) -> Iterator[tuple[tuple[str, str], dict[str, Problem]]]:
    """The first problem of each field, by the records that have some: section and id."""
    found: dict[tuple[str, str], dict[str, Problem]] = {}
    for path, data in refused.contents.items():
        root = parser.parse(data, path.as_posix()).root
        records = sorted(_records(root)) if isinstance(root, MapNode) else []
        starts = [start for start, *_ in records]
        for problem in refused.problems:
            at = (problem.at.line, problem.at.column)
            place = bisect_right(starts, at) - 1
            if problem.at.file != path.as_posix() or place < 0 or not records[place][1]:
                continue
            _, section, id, names = records[place]
            field = next((name for start, name in reversed(names) if start <= at), "")
            found.setdefault((section, id), {}).setdefault(field, problem)
    yield from found.items()


Start = tuple[int, int]


def _records(root: MapNode) -> Iterator[tuple[Start, str, str, list[tuple[Start, str]]]]:
    """The records of a file: where each starts, its section and id, and its fields.

    The key of each section is one of no section: what stands behind it belongs to no record.
    """
    for section, node in root.entries:
        yield _start(section), "", "", []
        if section not in RECORDS or isinstance(node, Scalar):
            continue
        if section in KEYED and isinstance(node, MapNode):
            for id, record in node.entries:
                yield _start(id), section, str(id), _names(record)
        elif isinstance(node, Sequence):
            for record in node:
                yield _start(record), section, _id(section, record), _names(record)


def _start(node: Node | Text) -> Start:
    return node.at.line, node.at.column


def _names(record: Node) -> list[tuple[Start, str]]:
    entries = record.entries if isinstance(record, MapNode) else ()
    return [(_start(name), str(name)) for name, _ in entries]


def _id(section: str, record: Node) -> str:
    node = record.get(key_of(section)) if isinstance(record, MapNode) else None
    return str(node.text) if isinstance(node, Scalar) else ""


def _mended(
    plan: ImportPlan, faults: Mapping[tuple[str, str], Mapping[str, Problem]], *, whole: bool
) -> ImportPlan:
    """``plan`` without the ``faults``; where ``whole``, without the records that have some."""
    steps: list[ImportStep] = []
    missed = list(plan.missed)
    for step in plan.steps:
        found = step.found
        known = found.name or str(found.fields.get(key_of(found.section), ""))
        problems = faults.get((found.section, known), {}) if step.what in (NEW, DIFFERS) else {}
        fields = dict(found.fields)
        notes = [(name, each, _mend(fields, name, each)) for name, each in problems.items()]
        if bad := [note for note in notes if whole or not note[2]]:
            name, problem, _ = bad[0]
            text = "\n".join(map(str, found.fields.values()))
            why = f"{message(problem)} The record was left out."
            missed.append(Missed(_where(found, name), why, text=text, file=found.file))
            continue
        for name, problem, done in notes:
            text = "" if name in fields else str(found.fields[name])
            why = f"{message(problem)} {done}"
            missed.append(Missed(_where(found, name), why, True, text, found.file))
        changed = tuple(name for name in step.changed if name in fields)
        steps.append(replace(step, found=replace(found, fields=fields), changed=changed))
    return replace(plan, steps=tuple(steps), missed=tuple(missed))


def _mend(fields: dict[str, Plain], name: str, problem: Problem) -> str:
    """Take a fault out of a field, or the field with it. Says what was done, if anything was."""
    old = fields.get(name, "")
    if meant := problem.about.get(CORRECTED.get(problem.code, "")):
        fields[name] = meant
        return f"It was read as “{meant}”."
    if problem.code in LINKS and isinstance(old, str):
        fields[name] = without_link(old, problem.about["link"])
        return "Its words were kept." if fields[name] != old else ""
    if name in NEEDED or not old:
        return ""
    del fields[name]
    if name in ("publish_on", "draft"):
        fields["draft"] = "yes"
        return "The entry was made a draft."
    return "It was left out."


def _where(found: Found, name: str) -> str:
    cell = found.cells.get(name)
    return ", ".join(filter(None, (found.where, cell and f"cell {cell}", name)))


def without_link(text: str, address: str) -> str:
    """Markdown with the words alone of the links to ``address``.

    >>> without_link("[Costs](#costs) and [more](b).", "#costs")
    'Costs and [more](b).'
    """
    leads = rf'\(\s*<?{re.escape(address)}>?(?:\s+"[^"\n]*")?\s*\)'
    bare = re.sub(rf"(?<!!)\[((?:[^\[\]\\]|\\.)*)\]{leads}", r"\1", text)
    return bare if bare != text else re.sub(rf"\](?={leads})", r"\\]", text)
