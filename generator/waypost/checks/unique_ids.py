"""Ids and addresses: each names one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from waypost.checks.check import CheckContext
from waypost.core import urls
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.model import entries
from waypost.model.declare import what
from waypost.model.id_index import CLASSES
from waypost.model.records import ENTRY_TYPES, Addressed


def ids_are_unique(context: CheckContext) -> Iterator[Problem]:
    """No two records of a section share an id, over all files."""
    for section in CLASSES:
        yield from _repeated(getattr(context.knowledge, section))


def _repeated(records: Iterable[Any]) -> Iterator[Problem]:
    seen: dict[str, Mark] = {}
    for record in records:
        first = seen.setdefault(record.id.casefold(), record.id.at)
        if first is not record.id.at:
            about = {"id": record.id, "what": what(type(record))}
            yield Problem(
                "duplicate-id", record.id.at, about, also=(first,), width=len(record.id) or 1
            )


def trees_share_one_namespace(context: CheckContext) -> Iterator[Problem]:
    """Questions and outcomes of a tree have different ids, since targets name both."""
    for tree in context.knowledge.trees:
        questions = {question.id: question.id.at for question in tree.questions}
        for outcome in tree.outcomes:
            if outcome.id in questions:
                also = (questions[outcome.id],)
                about = {
                    "key": outcome.id,
                    "first": str(also[0].line),
                    "why_mend": "Questions and outcomes need ids of their own: rename one.",
                }
                yield Problem(
                    "duplicate-key", outcome.id.at, about, also=also, width=len(outcome.id)
                )


RESERVED_FOR_TREES = frozenset(
    {urls.A_TO_Z.strip("/"), *(cls.kind.folder for cls in ENTRY_TYPES if cls.kind.folder)}
)
"""Addresses directly under the root, where trees stand too."""


def tree_addresses_are_free(context: CheckContext) -> Iterator[Problem]:
    """A tree stands directly under the root, where the site's own sections stand."""
    for tree in context.knowledge.trees:
        if tree.id in RESERVED_FOR_TREES:
            yield Problem("reserved-id", tree.id.at, {"value": tree.id}, width=len(tree.id))


def old_addresses_are_free(context: CheckContext) -> Iterator[Problem]:
    """An old id redirects, so nothing may live at it."""
    for records in entries.namespaces(context.knowledge):
        yield from _taken(records)


def _taken(records: Sequence[Addressed]) -> Iterator[Problem]:
    owners = {record.id: record.id for record in records}
    for record in records:
        for old in record.previous_ids:
            owner = owners.setdefault(old, old)
            if owner is not old:
                about = {"id": old, "what": what(type(record))}
                yield Problem("previous-id-taken", old.at, about, also=(owner.at,), width=len(old))
