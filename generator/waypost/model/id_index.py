"""The ids of a knowledge base by what they name, as an editor's completion offers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from waypost.model import entries
from waypost.model.records import Entry, Knowledge

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
        "contact": _ids(knowledge.contacts),
        "question": tuple(dict.fromkeys(str(question.id) for question in questions)),
        "work_out": tuple(str(name) for tree in trees for name, _ in tree.work_out),
        "entry": (),
    }
    for cls in entries.AS_DECLARED:
        found = tuple(str(entry.id) for _, entry in entries.of_type(knowledge, cls))
        by_kind[cls.kind.name] = found
        by_kind["entry"] += found if issubclass(cls, Entry) else ()
    options: dict[str, tuple[str, ...]] = {}
    for question in questions:
        options[str(question.id)] = options.get(str(question.id), ()) + _ids(question.options)
    return Known(by_kind, options)


def _ids(records: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(record.id) for record in records)  # type: ignore[attr-defined]
