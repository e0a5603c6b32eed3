"""Every entry of a knowledge base, with its ids and the addresses that it had."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from waypost.core.nodes import Text
from waypost.model.declare import Addressed, fields_of, name_of
from waypost.model.records import ENTRY_TYPES, Category, Entry, Fact, Knowledge, Outcome

PUBLISHED: Final = tuple(cls for cls in ENTRY_TYPES if "draft" in fields_of(cls))
"""The kinds of entry that may be drafts: a reference to an entry means any of them."""

IN_TOPICS: Final = tuple(cls for cls in ENTRY_TYPES if "category" in fields_of(cls))
"""The kinds of entry that belong to a topic."""

_SECTIONS: Final = list(fields_of(Knowledge))
AS_DECLARED: Final = sorted(
    ENTRY_TYPES, key=lambda cls: _SECTIONS.index(cls.kind.section or "trees")
)
"""Every kind of entry, in the order of the knowledge base's sections; outcomes follow trees."""


def of_type(knowledge: Knowledge, cls: type[Addressed]) -> Iterator[tuple[str, Addressed]]:
    """The entries of one kind with their ids in links: an outcome's is ``TREE/OUTCOME``."""
    if cls.kind.section:
        for record in getattr(knowledge, cls.kind.section):
            yield str(record.id), record
        return
    for tree in knowledge.trees:
        for outcome in tree.outcomes:
            yield f"{tree.id}/{outcome.id}", outcome


def addressed(knowledge: Knowledge) -> Iterator[tuple[str, Addressed]]:
    """Everything that has a page of its own, with its id in links."""
    for cls in ENTRY_TYPES:
        yield from of_type(knowledge, cls)


def reviewed(knowledge: Knowledge) -> Iterator[tuple[str, Entry | Fact]]:
    """Everything that has a source and a review date: facts, entries, and outcomes of trees."""
    for fact in knowledge.facts:
        yield str(fact.id), fact
    for cls in AS_DECLARED:
        for id, record in of_type(knowledge, cls):
            if isinstance(record, Entry):
                yield id, record


def title(record: Addressed) -> Text | None:
    """The text that readers see as the title of ``record``."""
    value: Text | None = getattr(record, record.kind.title)
    return value


def previous_ids(id: str, record: Addressed) -> Iterator[str]:
    """The ids in links that ``record``, which is ``id`` now, had before."""
    tree, slash, _ = id.rpartition("/")
    return (f"{tree}{slash}{old}" for old in record.previous_ids)


def redirects(knowledge: Knowledge) -> Mapping[str, str]:
    """For each old address the present one; both are relative to the site's root."""
    taken = {record.kind.address(id) for id, record in addressed(knowledge)}
    return {old: new for old, new in sorted(_moved(knowledge)) if old not in taken}


def _moved(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    topics = {getattr(each, "category", None) for _, each in addressed(knowledge)}
    for id, record in addressed(knowledge):
        if isinstance(record, Category) and record.id not in topics:
            # It has no page.
            continue
        here = record.kind.address(id)
        yield from ((record.kind.address(old), here) for old in previous_ids(id, record))
    # A tree that was renamed took its outcomes along.
    for tree in knowledge.trees:
        for outcome in tree.outcomes:
            here = Outcome.kind.address(f"{tree.id}/{outcome.id}")
            for name in tree.previous_ids:
                for id in (outcome.id, *outcome.previous_ids):
                    yield Outcome.kind.address(f"{name}/{id}"), here


def content(record: Addressed, *, title: bool = True) -> Iterator[Text]:
    """The texts that tell readers something; ``title`` counts the title as one, where it does."""
    for name, spec in fields_of(type(record)).items():
        if spec.content and (title or name != record.kind.title):
            value = getattr(record, name)
            if isinstance(value, Text):
                yield value
            for item in value if isinstance(value, tuple) else ():
                yield item if isinstance(item, Text) else item.text


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
