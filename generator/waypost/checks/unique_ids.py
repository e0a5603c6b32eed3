"""Ids and addresses: each names one thing."""

from collections.abc import Iterator

from waypost.checks.check import CheckContext
from waypost.core import urls
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.model import entries
from waypost.model.declare import what
from waypost.model.entries import CLASSES
from waypost.model.records import ENTRY_TYPES


def ids_are_unique(context: CheckContext) -> Iterator[Problem]:
    """No two records of a section share an id, over all files."""
    for section, cls in CLASSES.items():
        seen: dict[str, Mark] = {}
        for record in getattr(context.knowledge, section):
            first = seen.setdefault(record.id.casefold(), record.id.at)
            if first is not record.id.at:
                about = {"id": record.id, "what": what(cls)}
                yield Problem.of("duplicate-id", record.id, (first,), **about)


def trees_share_one_namespace(context: CheckContext) -> Iterator[Problem]:
    """Questions and outcomes of a tree have different ids, since targets name both."""
    for tree in context.knowledge.trees:
        questions = {question.id: question.id.at for question in tree.questions}
        for outcome in tree.outcomes:
            if outcome.id in questions:
                first = questions[outcome.id]
                about = {"key": outcome.id, "first": str(first.line)}
                about["why_mend"] = "Questions and outcomes need ids of their own: rename one."
                yield Problem.of("duplicate-key", outcome.id, (first,), **about)


def files_leave_addresses_free(context: CheckContext) -> Iterator[Problem]:
    """No file of the content folder stands where the page of an entry has to."""
    owners = {
        # Some systems and hosts take A and a for the same.
        at.removesuffix("index.html").rstrip("/").casefold(): file
        for file, at in context.files.items()
    }
    for id, record in entries.addressed(context.knowledge):
        if by := owners.get(record.kind.address(id).rstrip("/")):
            title = entries.title(record) or record.id
            yield Problem.of("address-taken", record.id, file=by, title=title)


RESERVED_FOR_TREES = frozenset(
    {urls.A_TO_Z.strip("/"), *(cls.kind.folder for cls in ENTRY_TYPES if cls.kind.folder)}
)
"""Addresses directly under the root, where trees stand too."""


def tree_addresses_are_free(context: CheckContext) -> Iterator[Problem]:
    """A tree stands directly under the root, where the site's own sections stand."""
    for tree in context.knowledge.trees:
        if tree.id in RESERVED_FOR_TREES:
            yield Problem.of("reserved-id", tree.id, value=tree.id)


def old_addresses_are_free(context: CheckContext) -> Iterator[Problem]:
    """An old id redirects, so nothing may live at it."""
    # Ids are unique in each section, and among the outcomes of a tree.
    sections = (cls.kind.section for cls in ENTRY_TYPES if cls.kind.section)
    outcomes = (tree.outcomes for tree in context.knowledge.trees)
    for records in (*(getattr(context.knowledge, each) for each in sections), *outcomes):
        owners = {record.id: (record.id, record) for record in records}
        for record in records:
            for old in record.previous_ids:
                owner, holder = owners.setdefault(old, (old, record))
                if owner is not old:
                    which = "this" if holder is record else "another"
                    about = {"id": old, "holder": f"{which} {what(type(record))}"}
                    yield Problem.of("previous-id-taken", old, (owner.at,), **about)
