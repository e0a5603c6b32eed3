"""Review dates: which entries and facts have to be looked at, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from waypost.core.nodes import Text
from waypost.model import entries, scalars
from waypost.model.declare import name_of
from waypost.model.records import Entry, Fact, Knowledge


def next_check(entry: Entry | Fact, every: Text | None) -> date | None:
    """The day on which ``entry`` has to be checked again; ``every`` is the default period.

    Nothing where no period is known, or where it was never checked.
    """
    checked, period = scalars.day(entry.reviewed), entry.review_every or every
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
    kind = name_of(type(record))
    for day, why in _reasons(record, every):
        yield Due(day, kind, id, title, why, str(record.owner or ""), record)


def _reasons(record: Entry | Fact, every: Text | None) -> Iterator[tuple[date, str]]:
    if checked := next_check(record, every):
        yield checked, CHECK
    elif record.review_every or every:
        yield date.min, NEVER
    last = None if isinstance(record, Fact) else scalars.day(record.expires_on)
    if last:
        yield last, EXPIRES
