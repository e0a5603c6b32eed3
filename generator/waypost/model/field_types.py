"""The kinds of value that a field can hold. They only say what; `load` and `schema` act on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. Two of one class with the same particulars are equal."""


class Line(Kind):
    """Text without markup, shown as it is."""

    __slots__ = ()


class Prose(Kind):
    """Markdown."""

    __slots__ = ()


class Id(Kind):
    """A name that becomes part of an address."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref(Kind):
    """The id of something else: a source, fact, category, policy, guide, faq, contact, tree,
    outcome, or any entry."""

    to: str


class Date(Kind):
    """A day, as YYYY-MM-DD."""

    __slots__ = ()


class Period(Kind):
    """A length of time: a whole number of days, weeks, months or years."""

    __slots__ = ()


class Flag(Kind):
    """Yes or no."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, init=False)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    def __init__(self, *words: str) -> None:
        object.__setattr__(self, "words", words)


@dataclass(frozen=True, slots=True)
class Many(Kind):
    """A list."""

    item: Kind


@dataclass(frozen=True, slots=True)
class OneOrMany(Kind):
    """One value, or a list of them."""

    item: Kind


@dataclass(frozen=True, slots=True)
class Record(Kind):
    """A record of the model, named by its class."""

    name: str


@dataclass(frozen=True, slots=True)
class Named(Kind):
    """Records by id. A text in place of a record stands for its field ``shorthand``."""

    name: str
    shorthand: str | None = None


class Values(Kind):
    """Names with a single value each."""

    __slots__ = ()


class Variants(Kind):
    """Markdown, or a list of Markdown texts with the answers for which each stands."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Raw(Kind):
    """A part with a language of its own, kept as it was written; ``language`` names it."""

    language: str


class OptionId(Kind):
    """The id of an option: like an id, but it becomes part of a page only, so case may vary."""

    __slots__ = ()
