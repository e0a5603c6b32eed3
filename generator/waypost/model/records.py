"""The knowledge base as frozen records, each with its fields as editors write them."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from waypost.core.nodes import Node, Text
from waypost.diagnostics.catalog import WARNINGS
from waypost.model.declare import NOWHERE, Addressed, EntryKind, Placed, may, needs
from waypost.model.field_types import (
    Address,
    Date,
    Flag,
    Icon,
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
    Raw,
    Record,
    Ref,
    Values,
    Variants,
)

TITLE_ALIASES = ("name", "heading", "label")

# Fields that several records have.
title_field = partial(needs, Line(), "What readers see.", aliases=TITLE_ALIASES)
summary_field = partial(may, Inline(), aliases=("description",), content=True)
also_asked_field = partial(
    may,
    Many(Line()),
    aliases=("synonyms", "phrasings", "alternatives", "alternative_questions", "variations"),
)
category_field = partial(
    may, Ref("category"), "Its topic.", "cancelling", aliases=("topic", "section", "kategorie")
)
policies_field = partial(may, Many(Ref("policy")), "What it rests on.", "[cancel-before-shipment]")
source_field = partial(may, Ref("source"), "Where it was learned.", "guide")
reviewed_field = partial(
    may, Date(), "The day it was last checked.", "2026-11-22", aliases=("updated", "last_reviewed")
)
review_every_field = partial(may, Period(), "How long a check lasts.", "6 months")
owner_field = partial(
    may, Line(), "Who keeps it right.", "Orders team", aliases=("author",), shown=False
)
conflict_field = partial(may, Line(), "How sources disagree about it.", "One page says 4 days.")
notes_field = partial(may, Line(), "For editors; never published.", shown=False)
previous_ids_field = partial(may, Many(Id()), "Old ids; their addresses redirect.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Placed):
    """A source: the place where something was learned."""

    id: Text = needs(Id(), "How other entries name this source.", "guide")
    title: Text = title_field("AliExpress cancellation guide")
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
    source: Text | None = source_field()
    reviewed: Text | None = reviewed_field()
    review_every: Text | None = review_every_field()
    owner: Text | None = owner_field()
    conflict: Text | None = conflict_field()
    notes: Text | None = notes_field("Ask again in spring.")


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
    title: Text = title_field("Cancelling an order")
    summary: Text | None = may(
        Inline(), "A sentence for its card.", "Before and after it ships", aliases=("description",)
    )
    icon: Text | None = may(Icon(), "An icon of Material's set for its card.", "truck-outline")
    facts: tuple[Text, ...] = may(
        Many(Ref("fact")), "Facts for the box on its page.", "[cancel_window]"
    )
    previous_ids: tuple[Text, ...] = previous_ids_field("[cancel]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Addressed):
    """The fields that policies, guides, FAQs, trees and outcomes have in common."""

    id: Text = needs(
        Id(),
        "A short name that becomes its address.",
        "how-long-to-cancel",
        aliases=("slug", "key"),
    )
    source: Text | None = source_field()
    reviewed: Text | None = reviewed_field()
    review_every: Text | None = review_every_field()
    owner: Text | None = owner_field()
    tags: tuple[Text, ...] = may(
        Many(Line()), "Words that group entries.", "[coupon]", aliases=("labels", "keywords")
    )
    draft: bool = may(Flag(), "Not published yet; shown in preview only.", "yes", False)
    publish_on: Text | None = may(
        Date(), "The first day it is published.", "2027-01-01", aliases=("publish", "published_on")
    )
    expires_on: Text | None = may(
        Date(), "The first day it is no longer.", "2027-02-01", aliases=("expires",)
    )
    previous_ids: tuple[Text, ...] = previous_ids_field("[old-name]")
    notes: Text | None = notes_field("Ask the seller team.")
    ignore: tuple[Text, ...] = may(
        OneOrMany(OneOf((*WARNINGS, "contradicts-fact"))),
        "Codes of problems that aren't reported for this entry.",
        "[number-in-prose]",
    )
    conflict: Text | None = conflict_field()


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

    title: Text = title_field("Cancelling before shipment")
    category: Text | None = category_field()
    summary: Text | None = summary_field(
        "The rule in one sentence.", "You can cancel until it ships."
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
    summary: Text | None = summary_field("What it achieves, in a sentence.", "Six steps.")
    intro: Text | None = may(
        Prose(), "What to know before the first step.", "Have it at hand.", content=True
    )
    steps: tuple[Text, ...] = needs(
        Many(Prose()), "The steps in order.", "[Log in., Press Cancel.]", content=True
    )
    outro: Text | None = may(Prose(), "What to do afterwards.", "Look for the email.", content=True)
    action: Action | None = action_field()
    policies: tuple[Text, ...] = policies_field()


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
    also_asked: tuple[Text, ...] = also_asked_field(
        "Other ways in which readers ask it.", "[is there a deadline]"
    )
    answer: Text | None = may(
        Prose(),
        "The answer, verdict first.",
        "Up to 3 days is safe.",
        aliases=("a", "body", "content", "text", "response", "antwort"),
        content=True,
    )
    category: Text | None = category_field()
    policies: tuple[Text, ...] = policies_field()
    related: tuple[Text, ...] = may(
        Many(Ref("faq")),
        "Questions to read next.",
        "[is-there-a-fee]",
        aliases=("see_also", "related_questions"),
    )
    guide: Text | None = may(Ref("guide"), "The guide to follow next.", "cancel-an-order")
    tree: Text | None = may(Ref("tree"), "The tree to ask next.", "order-help")
    popular: bool = may(Flag(), "Whether the home page shows it.", "yes", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Placed):
    """One answer to a question of a tree."""

    id: Text = needs(Id(), "How rules name this answer.", "shipped")
    label: Text = needs(Inline(links=False), "What readers see.", "Shipped")
    hint: Text | None = may(Inline(), "A few words of help.", "It has left the seller")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Placed):
    """A question of a tree, and where each answer leads."""

    called: ClassVar = "question of a tree"

    id: Text = needs(Id(), "How rules name this question.", "status")
    ask: Text = needs(Inline(), "The question.", "What is the order's status?")
    hint: Text | None = may(Inline(), "Where to find the answer.", "You find it under My Orders.")
    type: Text = may(
        OneOf(("choice", "number", "date")), "What is answered.", "number", Text("choice", NOWHERE)
    )
    options: tuple[Option, ...] = may(
        Named(Option, shorthand="label"),
        "Each answer's id and label.",
        "{yes: Yes, no: No}",
        aliases=("choices", "answers"),
    )
    unit: Unit | None = unit_field()
    min: Text | None = may(Line(), "The lowest answer: number, day or fact.", "0", translated=False)
    max: Text | None = may(
        Line(), "The highest answer: number, day or fact.", "90", translated=False
    )
    step: Text | None = may(Line(), "What lies between two: number or fact.", "1", translated=False)
    go: Node | None = may(
        Raw("go"),
        "Where the answers lead.",
        "{yes: cancel-now, no: wait}",
        aliases=("goto", "next"),
    )
    table: Node | None = may(Raw("table"), "Where they lead, as a table.", "[{days: <= 3, to: ok}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Placed):
    """One way an outcome's text may read; ``when`` is absent where it always does."""

    when: Node | None
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Entry):
    """The end of a tree: the one right action."""

    kind: ClassVar = EntryKind(name="outcome", icon="flag", searched=True)

    title: Text | None = may(
        Line(),
        "The action, as a short order.",
        "Cancel it now",
        aliases=TITLE_ALIASES,
        content=True,
    )
    body: tuple[Variant, ...] = may(
        Variants(),
        "What to know about it; may vary with the answers.",
        "It comes back.",
        aliases=("text", "content", "description"),
        content=True,
    )
    guide: Text | None = may(Ref("guide"), "The steps to take.", "cancel-an-order")
    action: Action | None = action_field()
    cites: tuple[Text, ...] = policies_field()
    contacts: tuple[Text, ...] = may(Many(Ref("contact")), "Whom to ask.", "[seller]")
    otherwise: Text | None = may(
        Prose(), "What to do if it doesn't work.", "Refuse the parcel.", content=True
    )
    continue_: Text | None = may(
        Ref("question"),
        "The question to go on from once the reader has found out; its answers stand below.",
        "status",
    )

    @property
    def only_text(self) -> Text | None:
        """The text that holds for all who get here; None where it varies, or there is none."""
        return self.body[0].text if len(self.body) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Placed):
    """A reader as an example: their answers, and where they must end."""

    name: Text = needs(Line(), "What the example shows.", "pending on day two")
    given: tuple[tuple[Text, Text], ...] = needs(
        Values(),
        "The answer to each question. A number or date may be a fact (facts.ID), or the next one "
        "after it (> facts.ID).",
        "{status: pending, placed: 2}",
    )
    expect: Text = needs(Ref("outcome"), "The outcome.", "cancel-now")
    today: Text | None = may(Date(), "The day on which it happens.", "2026-11-22")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Entry):
    """A decision tree."""

    kind: ClassVar = EntryKind(name="tree", section="trees", icon="tree", searched=True)

    title: Text = title_field("What can I do about my order?")
    also_asked: tuple[Text, ...] = also_asked_field(
        "How readers ask for it.", "[where is my parcel]"
    )
    intro: Text | None = may(
        Prose(), "What to know first.", "Pick what your order page says.", content=True
    )
    category: Text | None = category_field()
    on_home: bool | None = may(
        Flag(),
        "Whether the first page shows its first question, and the navigation its title. Where some "
        "trees say yes, only they stand there; else all that don't say no.",
        "yes",
    )
    questions: tuple[Question, ...] = needs(
        Named(Question),
        "The questions by id; the first one is the start.",
        "{status: {ask: What is its status?, go: wait}}",
    )
    outcomes: tuple[Outcome, ...] = needs(
        Named(Outcome),
        "The outcomes by id.",
        "{cancel-now: {title: Cancel it now, body: It comes back.}}",
    )
    work_out: tuple[tuple[Text, Text], ...] = may(
        Values(), "Values made from answers.", "{age: 'days(delivered_on, today)'}"
    )
    scenarios: tuple[Scenario, ...] = may(
        Many(Record(Scenario)),
        "Examples that must hold; `waypost check` runs them.",
        "[{name: on day two, given: {placed: 2}, expect: cancel-now}]",
        translated=False,
    )


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
    title: Text = title_field("The seller")
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
class Notice(Placed):
    """A notice at the top of all pages."""

    text: Text = needs(
        Inline(),
        "What readers need to know now.",
        "Parcels are late this week.",
        aliases=("message", "body", "content"),
    )
    until: Text | None = may(
        Date(),
        "The last day on which it shows. It ends by itself, without a new build.",
        "2026-12-12",
        aliases=("end", "ends", "expires", "expires_on"),
    )
    level: Text = may(
        OneOf(("info", "warning")),
        "How it is shown.",
        "warning",
        Text("info", NOWHERE),
        aliases=("type", "kind", "severity"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Placed):
    """The way of verdicts on "Was this helpful?". Without it the question isn't shown."""

    send: bool = may(
        Flag(),
        "Whether verdicts are sent. `no` shows in a line what would be, to try it out before there "
        "is an address.",
        "no",
        True,
    )
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
    languages: tuple[Text, ...] = may(
        Many(Line()),
        "The site's languages (BCP 47), the one of this file first. The texts in each other one "
        "stand in a file of their own, such as faq.de.yaml.",
        "[en, de, ar]",
        (),
        shown=False,
    )
    missing_translations: Text = may(
        OneOf(("show", "leave-out")),
        "Whether an entry that isn't translated shows its source text or is left out.",
        "leave-out",
        Text("show", NOWHERE),
    )
    notice: Notice | None = may(
        Record(Notice, shorthand="text"),
        "A notice on all pages; a text alone shows until it is taken out.",
        "{text: Parcels are late this week., until: 2026-12-12}",
        aliases=("announcement", "banner"),
    )
    review_every: Text | None = may(Period(), "How long a check lasts, by default.", "6 months")
    include: tuple[Text, ...] = may(
        OneOrMany(Line()),
        "Further files of the same shape, as globs.",
        "topics/*.yaml",
        shown=False,
    )
    ignore: tuple[Text, ...] = may(
        OneOrMany(OneOf(WARNINGS)),
        "Codes of warnings that aren't reported for this knowledge base.",
        "[near-duplicate]",
    )
    sources: tuple[Source, ...] = may(
        Named(Source), "Where things were learned.", "{guide: {title: Cancellation guide}}"
    )
    facts: tuple[Fact, ...] = may(
        Named(Fact, shorthand="value"),
        "Values written once; a text alone is the value.",
        "{window: {value: 5, unit: days}, hotline: 555-0100}",
    )
    categories: tuple[Category, ...] = may(
        Many(Record(Category)),
        "The topics, in order.",
        "[{id: fees, title: Fees}]",
        aliases=("topics",),
    )
    policies: tuple[Policy, ...] = may(
        Many(Record(Policy)), "The rules.", "[{id: fees, title: Fees, body: None.}]"
    )
    guides: tuple[Guide, ...] = may(
        Many(Record(Guide)),
        "The how-tos.",
        "[{id: cancel, title: Cancel an order, steps: [Log in., Press Cancel.]}]",
    )
    faqs: tuple[Faq, ...] = may(
        Many(Record(Faq)),
        "The questions.",
        "[{id: fee, question: Is it free?, answer: Yes.}]",
        aliases=("questions",),
    )
    synonyms: tuple[tuple[Text, ...], ...] = may(
        Many(Many(Line())), "Groups of words that mean the same.", "[[coupon, voucher]]"
    )
    glossary: tuple[Term, ...] = may(
        Many(Record(Term)), "Words explained.", "[{term: Bundle, definition: Some items.}]"
    )
    contacts: tuple[Contact, ...] = may(
        Named(Contact), "Whom readers can ask.", "{seller: {title: The seller}}"
    )
    trees: tuple[Tree, ...] = may(
        Many(Record(Tree)),
        "Decision trees.",
        "[{id: help, title: Help, questions: {where: {ask: Where is it?, go: wait}},"
        " outcomes: {wait: {title: Wait, body: It will come.}}}]",
    )
    changes: tuple[Change, ...] = may(
        Many(Record(Change)), "News for readers.", "[{date: 2026-11-22, text: No fee.}]"
    )
    feedback: Feedback | None = may(
        Record(Feedback), "Where readers' verdicts go.", "{email: help@example.org}"
    )
    merchant_returns: MerchantReturns | None = may(
        Record(MerchantReturns),
        "The return policy for machines.",
        "{country: US, category: unlimited}",
        translated=False,
    )


ENTRY_TYPES: Final[tuple[type[Addressed], ...]] = (Faq, Policy, Guide, Category, Tree, Outcome)
"""Every kind of entry, in the order in which an id that says no kind is looked up."""
