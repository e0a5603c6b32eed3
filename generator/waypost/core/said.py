"""What a knowledge base says, as short keys: two that say the same on each page have the same ones.

Where a record stands in its file has no say in it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, Final

from waypost.core.kept import key
from waypost.core.nodes import Mark, Text
from waypost.model.facts import Facts
from waypost.model.records import NOWHERE, Entry, Fact, Faq, Guide, Knowledge, Placed, Policy

Single = Faq | Policy | Guide

OWN: Final = ("source", "reviewed", "review_every", "owner", "notes", "conflict")
TEXTS: Final[Mapping[type, tuple[str, ...]]] = {
    Faq: ("answer", "also_asked", "related", "tree", *OWN),
    Policy: ("summary", "body", *OWN),
    Guide: ("summary", "intro", "steps", "outro", *OWN),
}
"""The fields of an entry that nothing but what shows them depends on."""

TRAITS: Final[Mapping[type, tuple[str, ...]]] = {
    Faq: ("question", "tags", "policies", "guide", "popular"),
    Policy: ("title", "tags"),
    Guide: ("title", "tags", "policies"),
}
"""The fields by which other pages choose what they show, and in which order; the title first."""

KINDS: Final[Mapping[type, str]] = {Faq: "faq", Policy: "policy", Guide: "guide"}
SECTIONS: Final = ("faqs", "policies", "guides")

VALUES: Final = ("value", "unit")
"""The fields of a fact that stand where it is named."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a site says.

    ``texts`` are keys of all that an entry itself says, by its name, and ``traits`` the values of
    its `TRAITS`. ``facts`` is a key of what facts say, ``rest`` of everything else.
    """

    texts: Mapping[str, str]
    traits: Mapping[str, Sequence[Any]]
    facts: str
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


def of(
    knowledge: Knowledge,
    facts: Facts,
    away: Iterable[tuple[str, str]] = (),
    named: Iterable[str] = (),
) -> Said:
    """What ``knowledge`` says with these ``facts``; what is ``away`` isn't published.

    ``named`` are facts that other pages than ours name.
    """
    texts, traits, rest = {}, {}, []
    for entry in singles(knowledge):
        kind: Any = type(entry)
        text, trait, other = _columns(kind)
        called, row = name(entry), trait(entry)
        says, about = repr(text(entry)), repr(row)
        texts[called] = key(says, about, repr(facts.said_in(says)))
        traits[called] = [_plain(each) for each in row]
        rest.append(repr((other(entry), facts.said_in(about))))
    for each in fields(knowledge):
        if each.name not in SECTIONS:
            says = repr(list(_placeless(getattr(knowledge, each.name))))
            # Facts are made of each other; only what they come to counts.
            rest += [each.name, says, repr(facts.said_in(says) if each.name != "facts" else ())]
    shown = {str(id) for category in knowledge.categories for id in category.facts}
    rest.append(repr((facts.said(shown.union(named)), sorted(away))))
    return Said(texts, traits, key(repr(facts.said(facts))), key(*rest))


def title(row: Sequence[Any]) -> str:
    """The title among the values of an entry's `TRAITS`."""
    return str(row[0])


def texts_of(entry: Single) -> str:
    """What is in the `TEXTS` of ``entry``, as one text."""
    kind: Any = type(entry)
    return "\n\n".join(
        value if isinstance(value, str) else "\n\n".join(value)
        for value in _columns(kind)[0](entry)
        if value
    )


def other_texts(knowledge: Knowledge) -> Iterator[str]:
    """All texts but those of single entries."""
    for each in fields(knowledge):
        if each.name not in SECTIONS:
            found = _placeless(getattr(knowledge, each.name))
            yield from (part for part in found if isinstance(part, str))


def with_traits(entry: Single, row: Sequence[Any]) -> Single:
    """``entry`` with other values of its `TRAITS`. Raises ValueError where they don't fit."""
    names = TRAITS[type(entry)]
    found = dict(zip(names, map(_as_texts, row), strict=True))
    changed: Single = replace(entry, **found)
    return changed


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return str(value) if isinstance(value, str) else value


def _as_texts(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(Text(each, NOWHERE) for each in value)
    return Text(value, NOWHERE) if isinstance(value, str) else value


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
def _columns(kind: Hashable) -> tuple[Callable[[Any], Any], ...]:
    """What takes an entry's texts, its traits, and all else out of it."""
    assert isinstance(kind, type)
    texts, traits = TEXTS[kind], TRAITS[kind]
    known = {*texts, *traits, "at"}
    others = (each.name for each in fields(kind) if each.name not in known)
    return attrgetter(*texts), attrgetter(*traits), attrgetter(*others)


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
    left = VALUES if isinstance(record, Fact) else ()
    return (getattr(record, each.name) for each in fields(record) if each.name not in left)
