"""The types of value that a field can hold: declarations, which loading and the schema act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type of value. Two of one class with the same attributes are equal."""

    @property
    def held(self) -> type | None:
        """The class of the records that a value holds, if it holds any."""
        match self:
            case Record(cls) | Named(cls):
                return cls
            case Many(item) | OneOrMany(item):
                return item.held
        return None

    @property
    def is_plural(self) -> bool:
        """True where a field holds any number of values, as a tuple."""
        return isinstance(self, Many | OneOrMany | Named | Values | Variants)


class Line(FieldType):
    """Text without markup, shown as it is."""


@dataclass(frozen=True, slots=True)
class Inline(Line):
    """Text of one line with emphasis, code and, where it is no link itself, links."""

    links: bool = True


@dataclass(frozen=True, slots=True)
class Address(Line):
    """An address on the web, of a mailbox or of a telephone, to which pages link.

    ``inside`` is true where it may be an entry or a page of the site itself.
    """

    inside: bool = False


class Icon(Line):
    """The name of an icon of Material's own set."""


class Mailbox(Line):
    """One mail address."""


class Phone(Line):
    """A telephone number as people write it; it may be made of facts."""


class Color(FieldType):
    """A colour as six or three hexadecimal digits behind a #."""


class Pixels(FieldType):
    """A length in pixels."""


class FontNames(FieldType):
    """Names of fonts with commas between."""


class Prose(FieldType):
    """Markdown."""


class Id(FieldType):
    """A name that becomes part of an address."""


@dataclass(frozen=True, slots=True)
class Ref(FieldType):
    """The id of something else: a source, fact, category, policy, guide, faq, contact, tree,
    outcome, or any entry."""

    to: str


class Date(FieldType):
    """A day, as YYYY-MM-DD."""


class Period(FieldType):
    """A length of time: a whole number of days, weeks, months or years."""


class Flag(FieldType):
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class OneOf(FieldType):
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Many(FieldType):
    """A list."""

    item: FieldType


@dataclass(frozen=True, slots=True)
class OneOrMany(FieldType):
    """One value, or a list of them."""

    item: FieldType


@dataclass(frozen=True, slots=True)
class Record(FieldType):
    """A record of the model. A text in its place stands for its field ``shorthand``."""

    cls: type
    shorthand: str | None = None


@dataclass(frozen=True, slots=True)
class Named(FieldType):
    """Records by id. A text in place of a record stands for its field ``shorthand``."""

    cls: type
    shorthand: str | None = None


class Values(FieldType):
    """Names with a single value each."""


class Variants(FieldType):
    """Markdown, or a list of Markdown texts with the answers for which each stands."""


@dataclass(frozen=True, slots=True)
class Raw(FieldType):
    """A part with a language of its own, kept as it was written; ``language`` names it."""

    language: str


class OptionId(FieldType):
    """The id of an option: like an id, but it becomes part of a page only, so case may vary."""
