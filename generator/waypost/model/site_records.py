"""The records beside the entries: glossary, contacts, news, and settings of readers' pages."""

from dataclasses import dataclass
from typing import ClassVar

from waypost.core.nodes import Text
from waypost.model.declare import Placed, may, needs
from waypost.model.entry_records import TITLE_ALIASES
from waypost.model.field_types import Address, Date, Id, Line, OneOf, Prose, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Placed):
    """A word that readers may not know."""

    called: ClassVar = "glossary term"

    term: Text = needs(Line(), "The word.", "Flash sale", aliases=("name",))
    definition: Text = needs(
        Line(),
        "What it means.",
        "A short discount on some products.",
        aliases=("text", "description"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Placed):
    """Somebody whom the reader can ask."""

    id: Text = needs(Id(), "How other entries name them.", "seller")
    title: Text = needs(Line(), "What readers see.", "The seller", aliases=TITLE_ALIASES)
    how: Text | None = may(Prose(), "How to reach them.", "Message them from the order page.")
    url: Text | None = may(
        Address(), "An address: https, mailto or tel.", "mailto:help@example.org"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Placed):
    """Something that readers may want to hear of."""

    date: Text = needs(Date(), "The day it changed.", "2026-11-22")
    text: Text = needs(Line(), "What changed.", "The window is now 5 days.")
    entry: Text | None = may(Ref("entry"), "Which entry it is about.", "how-long-to-cancel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Placed):
    """The address that "Was this helpful?" sends to. Without it the question isn't shown."""

    endpoint: Text | None = may(
        Line(),
        "An https address. It gets a POST with JSON: `page` and `helpful`.",
        "https://example.org/fb",
        shown=False,
    )
    email: Text | None = may(
        Line(),
        "Where no endpoint is given: an address for a mail that the reader's own program opens.",
        "help@example.org",
        shown=False,
    )
    subject: Text | None = may(
        Line(),
        "The mail's subject. {verdict}, {title} and {address} stand for the reader's verdict and "
        "the page.",
        "'{verdict}: {title}'",
    )
    body: Text | None = may(
        Line(),
        "The mail's first words; the same may stand in it.",
        "'About {address}'",
        aliases=("text", "content", "description"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantReturns(Placed):
    """The return policy as search engines read it (schema.org MerchantReturnPolicy)."""

    called: ClassVar = "return policy"

    country: Text = needs(Line(), "ISO 3166 code of the country.", "US")
    category: Text = needs(
        OneOf("finite", "unlimited", "not-permitted"), "How long returns are open.", "finite"
    )
    days: Text | None = may(Line(), "Days, where finite; a fact may stand here.", "30")
    method: Text | None = may(OneOf("mail", "store", "kiosk"), "How the item goes back.", "mail")
    fees: Text | None = may(OneOf("free", "customer", "original-shipping"), "Who pays.", "customer")
