"""References by id: each leads somewhere."""

from collections.abc import Iterator, Mapping

from waypost.checks.check import CheckContext
from waypost.checks.same_questions import plain
from waypost.core.nodes import Text
from waypost.diagnostics import Guesses, Problem, nearest
from waypost.model.entries import SECTIONS, referable_ids
from waypost.model.field_types import Icon, Ref
from waypost.model.records import ENTRY_TYPES, Knowledge, Outcome, Scenario
from waypost.model.walk import walk
from waypost.parser import theme_icons

OF_THE_TREE: frozenset[tuple[type, str]] = frozenset(
    {(Outcome, "cites"), (Outcome, "continue"), (Scenario, "expect")}
)
"""References that the tree's own proof looks at."""


def references_lead_somewhere(context: CheckContext) -> Iterator[Problem]:
    """Whatever is named by id is there."""
    known = referable_ids(context.knowledge)
    titles: dict[str, Mapping[str, str]] = {}
    guesses = Guesses()
    for owner, spec, type_, id in walk(context.knowledge, Ref):
        assert isinstance(type_, Ref)
        if (type(owner), spec.name) not in OF_THE_TREE and id not in known[type_.to]:
            if type_.to not in titles:
                titles[type_.to] = _titles(context.knowledge, type_.to)
            meant = titles[type_.to].get(plain(id)) or guesses.nearest(id, sorted(known[type_.to]))
            yield _unknown(id, type_.to, known[type_.to], meant)


def icons_are_drawn(context: CheckContext) -> Iterator[Problem]:
    """Each icon that is named comes with the theme."""
    for *_, name in walk(context.knowledge, Icon):
        if not theme_icons.drawing(name):
            meant = nearest(name.removeprefix("material/"), theme_icons.icon_names())
            yield Problem.of("unknown-icon", name, name=name, nearest=meant)


def _titles(knowledge: Knowledge, to: str) -> Mapping[str, str]:
    """Ids by what readers see of their records, which editors may write in the place of the id."""
    records = getattr(knowledge, SECTIONS[to]) if to in SECTIONS else ()
    shown = (
        (getattr(each, "question", None) or getattr(each, "title", None), each) for each in records
    )
    return {plain(title): str(each.id) for title, each in shown if title}


def _unknown(id: Text, to: str, known: frozenset[str], meant: str) -> Problem:
    about = {
        "to": LABELS.get(to, to),
        "nearest": meant,
        "known": ", ".join(sorted(known)[:12]) or "none yet",
    }
    code = "unknown-category" if to == "category" else "unknown-reference"
    return Problem.of(code, id, id=id, **about)


LABELS: Mapping[str, str] = {cls.kind.name: cls.kind.label for cls in ENTRY_TYPES}
"""The labels in messages of the kinds of entry that references name."""
