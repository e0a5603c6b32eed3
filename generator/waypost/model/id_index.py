"""The ids of a knowledge base by what they name: for references, and for an editor's completion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from waypost.model.declare import fields_of, name_of
from waypost.model.entries import PUBLISHED, of_type
from waypost.model.records import Entry, Knowledge

CLASSES: Final = {
    section: spec.type.held
    for section, spec in fields_of(Knowledge).items()
    if spec.type.held and "id" in fields_of(spec.type.held)
}
"""The sections of the knowledge base whose records have ids, with the class of these."""

SECTIONS: Final = {name_of(cls): section for section, cls in CLASSES.items()}
"""The sections whose records have ids, by the name that references use."""


def referable_ids(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """The ids that a reference may name, by what it refers to.

    An outcome is an entry by the name ``TREE/OUTCOME``.
    """
    known = {
        name: frozenset(_ids(getattr(knowledge, section))) for name, section in SECTIONS.items()
    }
    entries = (id for cls in PUBLISHED for id, _ in of_type(knowledge, cls))
    return known | {"entry": frozenset(entries)}


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Ids by kind, and the option ids of each question by the question's id."""

    by_kind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of one kind, in the order of the file; ``entry`` is every kind of entry."""
        return self.by_kind.get(kind, ())


def known_ids(knowledge: Knowledge) -> KnownIds:
    """Every id that ``knowledge`` defines."""
    trees = knowledge.trees
    questions = [question for tree in trees for question in tree.questions]
    by_kind = {name: _ids(getattr(knowledge, section)) for name, section in SECTIONS.items()}
    by_kind |= {
        "outcome": tuple(str(outcome.id) for tree in trees for outcome in tree.outcomes),
        "question": tuple(dict.fromkeys(_ids(questions))),
        "work_out": tuple(str(name) for tree in trees for name, _ in tree.work_out),
    }
    kinds = [*(name_of(cls) for cls in CLASSES.values() if issubclass(cls, Entry)), "outcome"]
    entries = tuple(id for kind in kinds for id in by_kind[kind])
    options: dict[str, tuple[str, ...]] = {}
    for question in questions:
        options[str(question.id)] = options.get(str(question.id), ()) + _ids(question.options)
    return KnownIds(by_kind | {"entry": entries}, options)


def _ids(records: Any) -> tuple[str, ...]:
    return tuple(str(record.id) for record in records)
