"""The ids of a knowledge base by what they name, as an editor's completion offers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from waypost.model.records import Knowledge

NO_IDS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Known:
    """Ids by kind, and the option ids of each question by the question's id."""

    by_kind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of one kind, in the order of the file; ``entry`` is every kind of entry."""
        return self.by_kind.get(kind, ())


def known(knowledge: Knowledge) -> Known:
    """Every id that ``knowledge`` defines."""
    trees = knowledge.trees
    questions = [question for tree in trees for question in tree.questions]
    by_kind = {
        "source": _ids(knowledge.sources),
        "fact": _ids(knowledge.facts),
        "category": _ids(knowledge.categories) or _named(knowledge),
        "policy": _ids(knowledge.policies),
        "guide": _ids(knowledge.guides),
        "faq": _ids(knowledge.faqs),
        "contact": _ids(knowledge.contacts),
        "tree": _ids(trees),
        "outcome": tuple(str(outcome.id) for tree in trees for outcome in tree.outcomes),
        "question": tuple(dict.fromkeys(str(question.id) for question in questions)),
        "work_out": tuple(str(name) for tree in trees for name, _ in tree.work_out),
    }
    entries = tuple(id for kind in ("policy", "guide", "faq", "outcome") for id in by_kind[kind])
    options: dict[str, tuple[str, ...]] = {}
    for question in questions:
        options[str(question.id)] = options.get(str(question.id), ()) + _ids(question.options)
    return Known(by_kind | {"entry": entries}, options)


def _ids(records: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(record.id) for record in records)  # type: ignore[attr-defined]


def _named(knowledge: Knowledge) -> tuple[str, ...]:
    """The categories that entries name, where none are declared."""
    named = [entry.category for entry in knowledge.policies]
    named += [entry.category for entry in knowledge.guides]
    named += [entry.category for entry in knowledge.faqs]
    return tuple(dict.fromkeys(str(category) for category in named if category))
