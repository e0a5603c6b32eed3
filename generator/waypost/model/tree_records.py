"""The records of a decision tree."""

from dataclasses import dataclass
from typing import ClassVar

from waypost.core.nodes import Node, Text
from waypost.model.declare import NOWHERE, EntryKind, Placed, may, needs
from waypost.model.entry_records import (
    PHRASING_ALIASES,
    TITLE_ALIASES,
    Action,
    Entry,
    Unit,
    action_field,
    category_field,
    unit_field,
)
from waypost.model.field_types import (
    Date,
    Flag,
    Id,
    Inline,
    Line,
    Many,
    Named,
    OneOf,
    Prose,
    Raw,
    Record,
    Ref,
    Values,
    Variants,
)


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
        OneOf(("choice", "number", "date")),
        "What is answered.",
        "number",
        Text("choice", NOWHERE),
    )
    options: tuple[Option, ...] = may(
        Named(Option, shorthand="label"),
        "Each answer's id and label.",
        "{yes: Yes, no: No}",
        (),
        aliases=("choices", "answers"),
    )
    unit: Unit | None = unit_field()
    min: Text | None = may(Line(), "The least answer.", "0")
    max: Text | None = may(Line(), "The greatest answer.", "90")
    step: Text | None = may(Line(), "What lies between two numbers.", "1")
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
        (),
        aliases=("text", "content", "description"),
        content=True,
    )
    guide: Text | None = may(Ref("guide"), "The steps to take.", "cancel-an-order")
    action: Action | None = action_field()
    cites: tuple[Text, ...] = may(
        Many(Ref("policy")), "What it rests on.", "[cancel-before-shipment]", ()
    )
    contacts: tuple[Text, ...] = may(Many(Ref("contact")), "Whom to ask.", "[seller]", ())
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

    title: Text = needs(
        Line(), "What readers see.", "What can I do about my order?", aliases=TITLE_ALIASES
    )
    also_asked: tuple[Text, ...] = may(
        Many(Line()),
        "How readers ask for it.",
        "[where is my parcel]",
        (),
        aliases=PHRASING_ALIASES,
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
        Values(), "Values made from answers.", "{age: 'days(delivered_on, today)'}", ()
    )
    scenarios: tuple[Scenario, ...] = may(
        Many(Record(Scenario)),
        "Examples that must hold; `waypost check` runs them.",
        "[{name: on day two, given: {placed: 2}, expect: cancel-now}]",
        (),
    )
