"""The knowledge base as frozen records, with the records that stand beside its entries."""

from dataclasses import dataclass
from typing import ClassVar, Final

from waypost.core.nodes import Text
from waypost.diagnostics.catalog import WARNINGS
from waypost.model.declare import NOWHERE, Addressed, Placed, may, needs
from waypost.model.entry_records import (
    TITLE_ALIASES,
    Category,
    Entry,
    Fact,
    Faq,
    Guide,
    Policy,
    Source,
)
from waypost.model.field_types import (
    Address,
    Date,
    Id,
    Inline,
    Line,
    Mailbox,
    Many,
    Named,
    OneOf,
    OneOrMany,
    Period,
    Phone,
    Prose,
    Record,
    Ref,
)
from waypost.model.tree_records import Option, Outcome, Question, Scenario, Tree, Variant

__all__ = [
    "ENTRY_TYPES",
    "NOWHERE",
    "Addressed",
    "Category",
    "Entry",
    "Fact",
    "Faq",
    "Guide",
    "Option",
    "Outcome",
    "Placed",
    "Policy",
    "Question",
    "Scenario",
    "Source",
    "Tree",
    "Variant",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Placed):
    """A word that readers may not know."""

    called: ClassVar = "glossary term"

    term: Text = needs(Line(), "The word.", "Flash sale", aliases=("name",))
    definition: Text = needs(
        Inline(),
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
        Address(inside=True),
        "Their page or chat: https, mailto or tel, or an entry of this site.",
        "https://example.org/chat",
    )
    email: Text | None = may(Mailbox(), "Their mail address.", "help@example.org")
    phone: Text | None = may(Phone(), "Their telephone number.", "+1 555 0100")
    hours: Text | None = may(Line(), "When they can be reached.", "Monday to Friday, 9 to 17")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Placed):
    """Something that readers may want to hear of."""

    date: Text = needs(Date(), "The day it changed.", "2026-11-22")
    text: Text = needs(Inline(), "What changed.", "The window is now 5 days.")
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
        Mailbox(),
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
        OneOf(("finite", "unlimited", "not-permitted")), "How long returns are open.", "finite"
    )
    days: Text | None = may(Line(), "Days, where finite; a fact may stand here.", "30")
    method: Text | None = may(OneOf(("mail", "store", "kiosk")), "How the item goes back.", "mail")
    fees: Text | None = may(
        OneOf(("free", "customer", "original-shipping")), "Who pays.", "customer"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge(Placed):
    """A whole knowledge base, all its files together."""

    called: ClassVar = "knowledge base"

    title: Text = may(
        Line(),
        "The help centre's name.",
        "Order help",
        Text("Help", NOWHERE),
        aliases=TITLE_ALIASES,
    )
    language: Text = may(
        Line(), "Its language (BCP 47).", "en", Text("en", NOWHERE), aliases=("lang",), shown=False
    )
    review_every: Text | None = may(Period(), "How long a check lasts, by default.", "6 months")
    include: tuple[Text, ...] = may(
        OneOrMany(Line()),
        "Further files of the same shape, as globs.",
        "topics/*.yaml",
        (),
        shown=False,
    )
    ignore: tuple[Text, ...] = may(
        OneOrMany(OneOf(WARNINGS)),
        "Codes of warnings that aren't reported for this knowledge base.",
        "[near-duplicate]",
        (),
    )
    sources: tuple[Source, ...] = may(
        Named(Source), "Where things were learned.", "{guide: {title: Cancellation guide}}", ()
    )
    facts: tuple[Fact, ...] = may(
        Named(Fact, shorthand="value"),
        "Values written once; a text alone is the value.",
        "{window: {value: 5, unit: days}, hotline: 555-0100}",
        (),
    )
    categories: tuple[Category, ...] = may(
        Many(Record(Category)),
        "The topics, in order.",
        "[{id: fees, title: Fees}]",
        (),
        aliases=("topics",),
    )
    policies: tuple[Policy, ...] = may(
        Many(Record(Policy)), "The rules.", "[{id: fees, title: Fees, body: None.}]", ()
    )
    guides: tuple[Guide, ...] = may(
        Many(Record(Guide)),
        "The how-tos.",
        "[{id: cancel, title: Cancel an order, steps: [Log in., Press Cancel.]}]",
        (),
    )
    faqs: tuple[Faq, ...] = may(
        Many(Record(Faq)),
        "The questions.",
        "[{id: fee, question: Is it free?, answer: Yes.}]",
        (),
        aliases=("questions",),
    )
    synonyms: tuple[tuple[Text, ...], ...] = may(
        Many(Many(Line())), "Groups of words that mean the same.", "[[coupon, voucher]]", ()
    )
    glossary: tuple[Term, ...] = may(
        Many(Record(Term)), "Words explained.", "[{term: Bundle, definition: Some items.}]", ()
    )
    contacts: tuple[Contact, ...] = may(
        Named(Contact), "Whom readers can ask.", "{seller: {title: The seller}}", ()
    )
    trees: tuple[Tree, ...] = may(
        Many(Record(Tree)),
        "Decision trees.",
        "[{id: help, title: Help, questions: {where: {ask: Where is it?, go: wait}},"
        " outcomes: {wait: {title: Wait, body: It will come.}}}]",
        (),
    )
    changes: tuple[Change, ...] = may(
        Many(Record(Change)), "News for readers.", "[{date: 2026-11-22, text: No fee.}]", ()
    )
    feedback: Feedback | None = may(
        Record(Feedback), "Where readers' verdicts go.", "{email: help@example.org}"
    )
    merchant_returns: MerchantReturns | None = may(
        Record(MerchantReturns),
        "The return policy for machines.",
        "{country: US, category: unlimited}",
    )


ENTRY_TYPES: Final[tuple[type[Addressed], ...]] = (Faq, Policy, Guide, Category, Tree, Outcome)
"""Every kind of entry, in the order in which an id that says no kind is looked up."""
