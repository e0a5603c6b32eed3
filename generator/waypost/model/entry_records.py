"""The records of a knowledge base outside its trees: sources, facts, topics, entries, settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from waypost.core.nodes import Text
from waypost.model.declare import Addressed, Placed, may, needs
from waypost.model.entry_kind import EntryKind
from waypost.model.field_types import Date, Flag, Id, Line, Many, OneOf, Period, Prose, Ref

TITLE_ALIASES = ("name", "heading", "label")
REVIEWED_ALIASES = ("updated", "last_reviewed")
CATEGORY_ALIASES = ("topic", "section", "kategorie")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Placed):
    """Where something was learned."""

    id: Text = needs(Id(), "How other entries name this source.", "guide")
    title: Text = needs(
        Line(), "What readers see.", "AliExpress cancellation guide", aliases=TITLE_ALIASES
    )
    url: Text | None = may(Line(), "Its address on the web (https).", "https://example.org/guide")
    retrieved: Text | None = may(Date(), "The day it was read.", "2026-11-22")
    withdrawn: Text | None = may(Date(), "The day it stopped being valid.", "2027-01-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Placed):
    """A value that the texts and tree rules refer to, written once."""

    id: Text = needs(Id(), "How texts and rules name this fact.", "cancel_days_max")
    value: Text = needs(Line(), "The value. It may be made of other facts.", "5")
    unit: Text | None = may(Line(), "What the value counts.", "days")
    label: Text | None = may(Line(), "Its name in a box of short facts.", "Window")
    source: Text | None = may(Ref("source"), "Where it was learned.", "guide")
    reviewed: Text | None = may(
        Date(), "The day it was last checked.", "2026-11-22", aliases=REVIEWED_ALIASES
    )
    review_every: Text | None = may(Period(), "How long a check lasts.", "6 months")
    owner: Text | None = may(Line(), "Who keeps it right.", "Orders team", aliases=("author",))
    conflict: Text | None = may(Line(), "How sources disagree about it.", "One page says 4 days.")
    notes: Text | None = may(Line(), "For editors; never published.", "Ask again in spring.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Addressed):
    """A topic."""

    kind: ClassVar = EntryKind(
        name="category",
        page="topic",
        label="topic",
        link="topic",
        section="categories",
        folder="topics",
    )

    id: Text = needs(Id(), "A short name that becomes its address.", "cancelling")
    title: Text = needs(Line(), "What readers see.", "Cancelling an order", aliases=TITLE_ALIASES)
    summary: Text | None = may(
        Line(), "A sentence for its card.", "Before and after it ships", aliases=("description",)
    )
    facts: tuple[Text, ...] = may(
        Many(Ref("fact")), "Facts for the box on its page.", "[cancel_window]", ()
    )
    previous_ids: tuple[Text, ...] = may(
        Many(Id()), "Old ids; their addresses redirect.", "[cancel]", ()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Addressed):
    """The fields that policies, guides, FAQs and outcomes have in common."""

    id: Text = needs(
        Id(),
        "A short name that becomes its address.",
        "how-long-to-cancel",
        aliases=("slug", "key"),
    )
    source: Text | None = may(Ref("source"), "Where it was learned.", "guide")
    reviewed: Text | None = may(
        Date(), "The day it was last checked.", "2026-11-22", aliases=REVIEWED_ALIASES
    )
    review_every: Text | None = may(Period(), "How long a check lasts.", "6 months")
    owner: Text | None = may(Line(), "Who keeps it right.", "Orders team", aliases=("author",))
    tags: tuple[Text, ...] = may(
        Many(Line()), "Words that group entries.", "[coupon]", (), aliases=("labels", "keywords")
    )
    draft: bool = may(Flag(), "Not published yet; shown in preview only.", "yes", False)
    publish_on: Text | None = may(
        Date(), "The first day it is published.", "2027-01-01", aliases=("publish", "published_on")
    )
    expires_on: Text | None = may(
        Date(), "The first day it is no longer.", "2027-02-01", aliases=("expires",)
    )
    previous_ids: tuple[Text, ...] = may(
        Many(Id()), "Old ids; their addresses redirect.", "[old-name]", ()
    )
    notes: Text | None = may(Line(), "For editors; never published.", "Ask the seller team.")
    conflict: Text | None = may(Line(), "How sources disagree about it.", "One page says 4 days.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Entry):
    """A rule of the shop."""

    kind: ClassVar = EntryKind(
        name="policy",
        plural="policies",
        section="policies",
        folder="policies",
        icon="policy",
        needs=("summary", "body"),
        searched=True,
    )

    title: Text = needs(
        Line(), "What readers see.", "Cancelling before shipment", aliases=TITLE_ALIASES
    )
    category: Text | None = may(
        Ref("category"), "Its topic.", "cancelling", aliases=CATEGORY_ALIASES
    )
    summary: Text | None = may(
        Line(),
        "The rule in one sentence.",
        "You can cancel until it ships.",
        aliases=("description",),
        content=True,
    )
    body: Text | None = may(
        Prose(),
        "The rule in full.",
        "You can cancel until it ships.",
        aliases=("text", "content"),
        content=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Entry):
    """A how-to: ordered steps."""

    kind: ClassVar = EntryKind(
        name="guide",
        section="guides",
        folder="guides",
        icon="guide",
        needs=("steps",),
        searched=True,
    )

    title: Text = needs(
        Line(), "What the reader wants to do.", "Cancel an order", aliases=TITLE_ALIASES
    )
    category: Text | None = may(
        Ref("category"), "Its topic.", "cancelling", aliases=CATEGORY_ALIASES
    )
    summary: Text | None = may(
        Line(),
        "What it achieves, in a sentence.",
        "Six steps.",
        aliases=("description",),
        content=True,
    )
    intro: Text | None = may(
        Prose(), "What to know before the first step.", "Have it at hand.", content=True
    )
    steps: tuple[Text, ...] = needs(
        Many(Prose()), "The steps in order.", "[Log in., Press Cancel.]", content=True
    )
    outro: Text | None = may(Prose(), "What to do afterwards.", "Look for the email.", content=True)
    policies: tuple[Text, ...] = may(
        Many(Ref("policy")), "What it rests on.", "[cancel-before-shipment]", ()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Faq(Entry):
    """A question that readers ask, and its answer."""

    called: ClassVar = "FAQ"
    kind: ClassVar = EntryKind(
        name="faq",
        page="question",
        label="FAQ",
        section="faqs",
        folder="questions",
        folder_aliases=("faqs",),
        title="question",
        icon="question",
        needs=("answer",),
        searched=True,
    )

    question: Text = needs(
        Line(),
        "The question as a reader asks it.",
        "How long do I have?",
        aliases=("q", "title", "name", "frage"),
    )
    also_asked: tuple[Text, ...] = may(
        Many(Line()),
        "Other ways in which readers ask it.",
        "[is there a deadline]",
        (),
        aliases=("synonyms", "phrasings", "alternatives", "alternative_questions", "variations"),
    )
    answer: Text | None = may(
        Prose(),
        "The answer, verdict first.",
        "Up to 3 days is safe.",
        aliases=("a", "body", "content", "text", "response", "antwort"),
        content=True,
    )
    category: Text | None = may(
        Ref("category"), "Its topic.", "cancelling", aliases=CATEGORY_ALIASES
    )
    policies: tuple[Text, ...] = may(
        Many(Ref("policy")), "What it rests on.", "[cancel-before-shipment]", ()
    )
    related: tuple[Text, ...] = may(
        Many(Ref("faq")),
        "Questions to read next.",
        "[is-there-a-fee]",
        (),
        aliases=("see_also", "related_questions"),
    )
    guide: Text | None = may(Ref("guide"), "The guide to follow next.", "cancel-an-order")
    tree: Text | None = may(Ref("tree"), "The tree to ask next.", "order-help")
    popular: bool = may(Flag(), "Whether the home page shows it.", "yes", False)


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
    url: Text | None = may(Line(), "An address: https, mailto or tel.", "mailto:help@example.org")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Placed):
    """Something that readers may want to hear of."""

    date: Text = needs(Date(), "The day it changed.", "2026-11-22")
    text: Text = needs(Line(), "What changed.", "The window is now 5 days.")
    entry: Text | None = may(Ref("entry"), "Which entry it is about.", "how-long-to-cancel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Placed):
    """Where "Was this helpful?" sends its answer. Without it the question isn't shown."""

    endpoint: Text | None = may(
        Line(),
        "An https address. It gets a POST with JSON: `page` and `helpful`.",
        "https://example.org/fb",
    )
    email: Text | None = may(
        Line(),
        "Where no endpoint is given: an address for a mail that the reader's own program opens.",
        "help@example.org",
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
