"""The life of an entry: a draft, published from a day to a day, and checked again in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeVar

from waypost.core.nodes import Text
from waypost.model import entries, field_types, scalars
from waypost.model.declare import fields_of
from waypost.model.records import Entry, Fact, Knowledge, Placed, Tree

P = TypeVar("P", bound=Placed)

SECTIONS: Final = {cls.kind.name: cls.kind.section for cls in entries.PUBLISHED if cls.kind.section}
"""The sections whose records may be away, by what a reference calls one."""


def is_out(entry: Entry | Tree, day: date, *, drafts: bool = False) -> bool:
    """True where readers see ``entry`` on ``day``; ``drafts`` counts drafts, as a preview does."""
    if entry.draft and not drafts:
        return False
    if isinstance(entry, Tree):
        return True
    first, last = period(entry)
    return (first is None or first <= day) and (last is None or day < last)


def period(entry: Entry) -> tuple[date | None, date | None]:
    """The first day on which ``entry`` is published, and the first on which it no longer is."""
    return _day(entry.publish_on), _day(entry.expires_on)


@dataclass(frozen=True, slots=True)
class Out:
    """The part of a knowledge base that readers see on a day, and what is ``away``, by kind and id.

    An outcome's id is ``TREE/OUTCOME``, as in links.
    """

    knowledge: Knowledge
    away: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def out(knowledge: Knowledge, day: date, *, drafts: bool = False) -> Out:
    """``knowledge`` without what readers don't see on ``day``, and without references to it."""
    away = {
        (kind, str(record.id))
        for kind, section in SECTIONS.items()
        for record in getattr(knowledge, section)
        if not is_out(record, day, drafts=drafts)
    }
    outcomes = {
        ("outcome", f"{tree.id}/{outcome.id}")
        for tree in knowledge.trees
        for outcome in tree.outcomes
        if ("tree", str(tree.id)) in away or not is_out(outcome, day, drafts=drafts)
    }
    if not away and not outcomes:
        return Out(knowledge)
    gone = frozenset(away | outcomes)
    kept: dict[str, Any] = {
        section: tuple(
            _without(record, gone)
            for record in getattr(knowledge, section)
            if (kind, str(record.id)) not in gone
        )
        for kind, section in SECTIONS.items()
    }
    changes = tuple(_without(change, gone) for change in knowledge.changes)
    return Out(replace(knowledge, **kept, changes=changes), gone)


def _without(record: P, gone: frozenset[tuple[str, str]]) -> P:
    """``record`` without its references to what is gone; itself where it has none."""
    changed: dict[str, Any] = {}
    for name, spec in fields_of(type(record)).items():
        value = getattr(record, name)
        if value:
            new = _kept(spec.type, value, gone)
            if new is not value:
                changed[name] = new
    return replace(record, **changed) if changed else record


def _kept(type_: field_types.FieldType, value: Any, gone: frozenset[tuple[str, str]]) -> Any:
    match type_:
        case field_types.Ref(to):
            return None if _is_gone(to, value, gone) else value
        case field_types.Many(field_types.Ref(to)):
            left = tuple(each for each in value if not _is_gone(to, each, gone))
            return value if len(left) == len(value) else left
        case field_types.Named():
            new = tuple(_without(each, gone) for each in value)
            same = all(one is other for one, other in zip(new, value, strict=True))
            return value if same else new
    return value


def _is_gone(to: str, id: str, gone: frozenset[tuple[str, str]]) -> bool:
    if to == "entry":
        return any((cls.kind.name, str(id)) in gone for cls in entries.PUBLISHED)
    return (to, str(id)) in gone


def next_check(entry: Entry | Fact, every: Text | None) -> date | None:
    """The day on which ``entry`` has to be checked again; ``every`` is the default period.

    Nothing where no period is known, or where it was never checked.
    """
    checked, period = _day(entry.reviewed), entry.review_every or every
    return scalars.later(checked, period) if checked and period else None


NEVER: Final = "never checked"
CHECK: Final = "to be checked"
EXPIRES: Final = "expires"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that has to be looked at: when, which (``kind`` and ``id``), and why."""

    day: date
    kind: str
    id: str
    title: str
    why: str
    owner: str
    entry: Entry | Fact


def due(knowledge: Knowledge, by: date, owner: str = "") -> list[Due]:
    """Entries and facts that have to be looked at ``by`` a day, soonest first.

    What should be checked from time to time but never was is due at once; what expires is due on
    that day; a draft is never due. ``owner`` leaves only what somebody keeps, whatever the case of
    the letters.
    """
    found = (
        each
        for id, record in entries.reviewed(knowledge)
        for each in _due(id, record, knowledge.review_every)
    )
    mine = (each for each in found if not owner or each.owner.casefold() == owner.casefold())
    return sorted(
        (each for each in mine if each.day <= by), key=lambda each: (each.day, each.kind, each.id)
    )


def _due(id: str, record: Entry | Fact, every: Text | None) -> Iterator[Due]:
    if isinstance(record, Entry):
        shown = entries.title(record)
        if record.draft:
            return
    else:
        shown = record.label
    title = " ".join((shown or record.id).split())
    kind = type(record).__name__.lower()
    for day, why in _reasons(record, every):
        yield Due(day, kind, id, title, why, str(record.owner or ""), record)


def _reasons(record: Entry | Fact, every: Text | None) -> Iterator[tuple[date, str]]:
    if checked := next_check(record, every):
        yield checked, CHECK
    elif record.review_every or every:
        yield date.min, NEVER
    last = None if isinstance(record, Fact) else _day(record.expires_on)
    if last:
        yield last, EXPIRES


def _day(text: str | None) -> date | None:
    return scalars.day(text) if text else None
