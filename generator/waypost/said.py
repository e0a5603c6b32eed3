"""What a knowledge base says, as short keys: two that say the same on each page have the same ones.

Where a record stands in its file has no say in it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Final

from waypost.kept import key
from waypost.model import Entry, Faq, Guide, Knowledge, Placed, Policy
from waypost.nodes import Mark

Single = Faq | Policy | Guide

TEXTS: Final[Mapping[type, tuple[str, ...]]] = {
    Faq: ("answer",),
    Policy: ("summary", "body"),
    Guide: ("summary", "intro", "steps", "outro"),
}
"""The fields of an entry that nothing but what shows them depends on."""

KINDS: Final[Mapping[type, str]] = {Faq: "faq", Policy: "policy", Guide: "guide"}
SECTIONS: Final = ("faqs", "policies", "guides")


@dataclass(frozen=True, slots=True)
class Said:
    """Keys of a site: of each entry's ``texts``, by its name, and of all the ``rest``."""

    texts: Mapping[str, str]
    rest: str


def name(entry: Single) -> str:
    """What an entry is called among all: ``faq/is-there-a-fee``."""
    return f"{KINDS[type(entry)]}/{entry.id}"


def names(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The names of those of ``entries`` that have texts with a key of their own."""
    return tuple(name(each) for each in entries if isinstance(each, Single))


def singles(knowledge: Knowledge) -> Iterator[Single]:
    """The entries whose texts have keys of their own."""
    for section in SECTIONS:
        yield from getattr(knowledge, section)


def of(knowledge: Knowledge, away: Iterable[tuple[str, str]] = ()) -> Said:
    """The keys of ``knowledge``, of which what is ``away`` isn't published."""
    texts, rest = {}, []
    for entry in singles(knowledge):
        kind: Any = type(entry)
        text, other = _columns(kind)
        texts[name(entry)] = key(repr(text(entry)))
        rest.append(repr(other(entry)))
    about = [
        repr((each.name, list(_placeless(getattr(knowledge, each.name)))))
        for each in fields(knowledge)
        if each.name not in SECTIONS
    ]
    return Said(texts, key(*rest, *about, repr(sorted(away))))


def places(knowledge: Knowledge) -> str:
    """A key for where the records stand that pages have links for editing to."""
    outcomes = (outcome for tree in knowledge.trees for outcome in tree.outcomes)
    records: list[Placed] = [
        *singles(knowledge),
        *knowledge.categories,
        *knowledge.trees,
        *outcomes,
    ]
    return key(repr([(each.at.file, each.at.line) for each in records]))


@cache
def _columns(kind: Hashable) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    assert isinstance(kind, type)
    texts = TEXTS[kind]
    others = (f.name for f in fields(kind) if f.name not in texts and f.name != "at")
    return attrgetter(*texts), attrgetter(*others)


def _placeless(value: Any) -> Iterable[Any]:
    """``value`` taken apart, without the places in it."""
    if isinstance(value, Mark):
        return
    if isinstance(value, str) or not (is_dataclass(value) or isinstance(value, tuple)):
        yield value
        return
    parts = value if isinstance(value, tuple) else _values(value)
    # Without brackets, values of two records could run into each other.
    yield "("
    for part in parts:
        yield from _placeless(part)
    yield ")"


def _values(record: Any) -> Iterator[Any]:
    return (getattr(record, each.name) for each in fields(record))
