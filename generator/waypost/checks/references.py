"""References by id: each leads somewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from waypost.checks.check import CheckContext
from waypost.checks.same_questions import plain
from waypost.core.nodes import Text
from waypost.diagnostics import Problem, nearest
from waypost.model import field_types
from waypost.model.id_index import SECTIONS, referable_ids
from waypost.model.records import ENTRY_TYPES, Knowledge, Outcome, Placed, Scenario
from waypost.model.walk import walk


@dataclass(frozen=True, slots=True)
class Reference:
    """A field of a record that names another record."""

    owner: Placed
    field: str
    to: str
    id: Text


def references(record: Placed) -> Iterator[Reference]:
    """Every reference in ``record`` and in the records that it holds."""
    for owner, spec, type_, id in walk(record, field_types.Ref):
        assert isinstance(type_, field_types.Ref)
        yield Reference(owner, spec.name, type_.to, id)


OF_THE_TREE: frozenset[tuple[type, str]] = frozenset(
    {(Outcome, "cites"), (Outcome, "continue"), (Scenario, "expect")}
)
"""References that the tree's own proof looks at."""


def references_lead_somewhere(context: CheckContext) -> Iterator[Problem]:
    """Whatever is named by id is there."""
    known = referable_ids(context.knowledge)
    for reference in references(context.knowledge):
        if (type(reference.owner), reference.field) in OF_THE_TREE:
            continue
        if reference.id not in known[reference.to]:
            titles = _titles(context.knowledge, reference.to)
            yield _unknown(reference, known[reference.to], titles)


def _titles(knowledge: Knowledge, to: str) -> Mapping[str, str]:
    """Ids by what readers see of their records, which editors may write in the place of the id."""
    records = getattr(knowledge, SECTIONS[to]) if to in SECTIONS else ()
    shown = (
        (getattr(each, "question", None) or getattr(each, "title", None), each) for each in records
    )
    return {plain(title): str(each.id) for title, each in shown if title}


def _unknown(reference: Reference, known: frozenset[str], titles: Mapping[str, str]) -> Problem:
    spoken = titles.get(plain(reference.id), "")
    about = {
        "id": reference.id,
        "to": LABELS.get(reference.to, reference.to),
        "nearest": spoken or nearest(reference.id, sorted(known)),
        "known": ", ".join(sorted(known)[:12]) or "none yet",
    }
    code = "unknown-category" if reference.to == "category" else "unknown-reference"
    return Problem.of(code, reference.id, **about)


LABELS: Mapping[str, str] = {cls.kind.name: cls.kind.label for cls in ENTRY_TYPES}
"""The labels in messages of the kinds of entry that references name."""
