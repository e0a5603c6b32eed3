"""The records of a knowledge base outside its trees: sources, facts, topics, entries, settings."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from waypost.core.nodes import Text
from waypost.diagnostics.catalog import WARNINGS
from waypost.model.declare import Addressed, EntryKind, Placed, may, needs
from waypost.model.field_types import (
    Address,
    Date,
    Flag,
    Icon,
    Id,
    Inline,
    Line,
    Many,
    OneOf,
    OneOrMany,
    Period,
    Prose,
    Record,
    Ref,
)

TITLE_ALIASES = ("name", "heading", "label")
REVIEWED_ALIASES = ("updated", "last_reviewed")
PHRASING_ALIASES = (
    "synonyms",
    "phrasings",
    "alternatives",
    "alternative_questions",
    "variations",
)

category_field = partial(
    may, Ref("category"), "Its topic.", "cancelling", aliases=("topic", "section", "kategorie")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Placed):
    """A source: the place where something was learned."""

    id: Text = needs(Id(), "How other entries name this source.", "guide")
    title: Text = needs(
        Line(), "What readers see.", "AliExpress cancellation guide", aliases=TITLE_ALIASES
    )
    url: Text | None = may(
        Address(), "Its address on the web (https).", "https://example.org/guide"
    )
    retrieved: Text | None = may(Date(), "The day it was read.", "2026-11-22")
    withdrawn: Text | None = may(Date(), "The day it stopped being valid.", "2027-01-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Placed):
    """A unit of numbers, in the forms that the language has for it (CLDR's plural categories).

    A form stands behind the number, or has the number where `{}` stands in it.
    """

    zero: Text | None = may(Line(), "For none, as in Arabic.", "قطعة")
    one: Text | None = may(Line(), "For one, as in German.", "Tag")
    two: Text | None = may(Line(), "For two, as in Arabic.", "قطعتان")
    few: Text | None = may(Line(), "For a few, as in Polish.", "dni robocze")
    many: Text | None = may(Line(), "For many, as in Polish.", "dni roboczych")
    other: Text = needs(Line(), "For all other numbers.", "Tage")


unit_field = partial(
    may,
    Record(Unit, shorthand="other"),
    "What the number counts. Minutes, hours, days, weeks, months, years, % and currencies by their "
    "ISO codes (EUR) are said as the language says them.",
    "days",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Placed):
    """A value that the texts and tree rules refer to, written once."""

    id: Text = needs(Id(), "How texts and rules name this fact.", "cancel_days_max")
    value: Text = needs(Line(), "The value. It may be made of other facts.", "5", shown=False)
    unit: Unit | None = unit_field()
    unit_one: Text | None = may(
        Line(), "What it counts when it is 1; in English the unit without its s.", "day"
    )
    label: Text | None = may(Line(), "Its name in a box of short facts.", "Window")
    source: Text | None = may(Ref("source"), "Where it was learned.", "guide")
    reviewed: Text | None = may(
        Date(), "The day it was last checked.", "2026-11-22", aliases=REVIEWED_ALIASES
    )
    review_every: Text | None = may(Period(), "How long a check lasts.", "6 months")
    owner: Text | None = may(
        Line(), "Who keeps it right.", "Orders team", aliases=("author",), shown=False
    )
    conflict: Text | None = may(Line(), "How sources disagree about it.", "One page says 4 days.")
    notes: Text | None = may(
        Line(), "For editors; never published.", "Ask again in spring.", shown=False
    )


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
        Inline(), "A sentence for its card.", "Before and after it ships", aliases=("description",)
    )
    icon: Text | None = may(Icon(), "An icon of Material's set for its card.", "truck-outline")
    facts: tuple[Text, ...] = may(
        Many(Ref("fact")), "Facts for the box on its page.", "[cancel_window]", ()
    )
    previous_ids: tuple[Text, ...] = may(
        Many(Id()), "Old ids; their addresses redirect.", "[cancel]", ()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Addressed):
    """The fields that policies, guides, FAQs, trees and outcomes have in common."""

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
    owner: Text | None = may(
        Line(), "Who keeps it right.", "Orders team", aliases=("author",), shown=False
    )
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
    notes: Text | None = may(
        Line(), "For editors; never published.", "Ask the seller team.", shown=False
    )
    ignore: tuple[Text, ...] = may(
        OneOrMany(OneOf((*WARNINGS, "contradicts-fact"))),
        "Codes of problems that aren't reported for this entry.",
        "[number-in-prose]",
        (),
    )
    conflict: Text | None = may(Line(), "How sources disagree about it.", "One page says 4 days.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Placed):
    """Something to press at the end of a page."""

    label: Text = needs(Line(), "What it does, as a short order.", "Open My Orders")
    url: Text = needs(
        Address(inside=True),
        "Where it leads: https, mailto or tel, or an entry of this site.",
        "https://example.org/orders",
    )


action_field = partial(
    may,
    Record(Action),
    "What to press there.",
    "{label: Open My Orders, url: https://example.org/orders}",
)


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
    category: Text | None = category_field()
    summary: Text | None = may(
        Inline(),
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
    category: Text | None = category_field()
    summary: Text | None = may(
        Inline(),
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
    action: Action | None = action_field()
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
        aliases=PHRASING_ALIASES,
    )
    answer: Text | None = may(
        Prose(),
        "The answer, verdict first.",
        "Up to 3 days is safe.",
        aliases=("a", "body", "content", "text", "response", "antwort"),
        content=True,
    )
    category: Text | None = category_field()
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
