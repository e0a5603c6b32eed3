"""Publication: drafts, and entries that are published from a day to a day."""

import operator
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Any, Final, TypeVar

from waypost.model import entries, field_types, scalars
from waypost.model.declare import Addressed, Placed, fields_of
from waypost.model.records import Category, Entry, Knowledge, Notice, Outcome

P = TypeVar("P", bound=Placed)

SECTIONS: Final = {cls.kind.name: cls.kind.section for cls in entries.PUBLISHED if cls.kind.section}
"""The sections whose records may be away, by what a reference calls one."""


def is_published(entry: Addressed, day: date, *, drafts: bool = False) -> bool:
    """True where readers see ``entry`` on ``day``; ``drafts`` counts drafts, as a preview does."""
    if getattr(entry, "draft", False) and not drafts:
        return False
    if not isinstance(entry, Entry):
        return True
    first, last = period(entry)
    return (first is None or first <= day) and (last is None or day < last)


def period(entry: Entry) -> tuple[date | None, date | None]:
    """The first day on which ``entry`` is published, and the first on which it no longer is."""
    return scalars.day(entry.publish_on), scalars.day(entry.expires_on)


def is_over(notice: Notice, day: date) -> bool:
    """True where the last day of ``notice`` is before ``day``."""
    last = scalars.day(notice.until)
    return last is not None and last < day


def meet(one: Entry, other: Entry) -> bool:
    """True where there may be a day on which both are out."""
    (first, last), (begin, end) = period(one), period(other)
    ends_before = last is not None and begin is not None and last <= begin
    begins_after = end is not None and first is not None and end <= first
    return not ends_before and not begins_after


@dataclass(frozen=True, slots=True)
class Publication:
    """The part of a knowledge base that readers see on a day, and what is ``away``, by kind and id.

    A topic without entries has no page, so it is away too.
    An outcome's id is ``TREE/OUTCOME``, as in links.
    """

    knowledge: Knowledge
    away: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def published_on(
    knowledge: Knowledge,
    day: date,
    *,
    drafts: bool = False,
    left_out: Collection[tuple[str, str]] = (),
) -> Publication:
    """``knowledge`` without what readers don't see on ``day``, and without references to it.

    ``left_out`` are entries by kind and id that aren't shown on any day.
    """
    if knowledge.notice and is_over(knowledge.notice, day):
        knowledge = replace(knowledge, notice=None)
    shown = _published_on(knowledge, day, drafts=drafts, left_out=left_out)
    inside = chain.from_iterable(entries.of_type(shown.knowledge, cls) for cls in entries.IN_TOPICS)
    used = {getattr(record, "category", None) for _, record in inside}
    empty = {str(each.id) for each in knowledge.categories if each.id not in used}
    return replace(shown, away=shown.away | {(Category.kind.link, id) for id in empty})


def _published_on(
    knowledge: Knowledge, day: date, *, drafts: bool, left_out: Collection[tuple[str, str]]
) -> Publication:
    away = set(left_out) | {
        (cls.kind.name, id)
        for cls in entries.PUBLISHED
        for id, record in entries.of_type(knowledge, cls)
        if not is_published(record, day, drafts=drafts)
    }
    if not away:
        return Publication(knowledge)
    outcomes = (id for id, _ in entries.of_type(knowledge, Outcome))
    gone = frozenset(
        away | {("outcome", id) for id in outcomes if ("tree", id.partition("/")[0]) in away}
    )
    named = gone | {("entry", id) for _, id in gone}
    sections: dict[str, Any] = {
        section: tuple(
            _without(record, named)
            for record in getattr(knowledge, section)
            if (kind, str(record.id)) not in gone
        )
        for kind, section in SECTIONS.items()
    }
    changes = tuple(_without(change, named) for change in knowledge.changes)
    return Publication(replace(knowledge, **sections, changes=changes), gone)


def _without(record: P, gone: frozenset[tuple[str, str]]) -> P:
    """``record`` without its references to what is gone; itself where it has none."""
    changed: dict[str, Any] = {}
    for spec in fields_of(type(record)).values():
        value = getattr(record, spec.attribute)
        if value:
            new = _without_gone(spec.type, value, gone)
            if new is not value:
                changed[spec.attribute] = new
    return replace(record, **changed) if changed else record


def _without_gone(
    type_: field_types.FieldType, value: Any, gone: frozenset[tuple[str, str]]
) -> Any:
    match type_:
        case field_types.Ref(to):
            return None if (to, value) in gone else value
        case field_types.Many(field_types.Ref(to)):
            left = tuple(each for each in value if (to, each) not in gone)
            return value if len(left) == len(value) else left
        case field_types.Named():
            new = tuple(_without(each, gone) for each in value)
            return new if any(map(operator.is_not, new, value)) else value
    return value
