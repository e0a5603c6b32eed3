"""An edit inside one entry, read by itself: it can show at once, before all else is checked.

Only what is certain is taken. The lines that changed stand inside one entry of a knowledge base
without errors; the entry reads without one, keeps its id, its topic and the days on which it is
out; and every check that an entry's own words can fail is run on it, and on what rests on it. Then
no check over the whole can find an error. Advice that the whole may bring is told a little later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from waypost import parser
from waypost.checks.analyse import Prepared, open_trees
from waypost.checks.check import CheckContext
from waypost.checks.numbers_in_prose import numbers_are_facts
from waypost.checks.references import OF_THE_TREE, references
from waypost.checks.required_content import entries_say_something
from waypost.checks.texts import texts_convert
from waypost.core.nodes import Text
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.markdown import Converter, Names
from waypost.model import ids, publication
from waypost.model.facts import Resolved
from waypost.model.id_index import referable_ids
from waypost.model.loader import load
from waypost.model.records import Faq, Guide, Knowledge, Outcome, Placed, Policy, Tree
from waypost.parser.encoding import decode
from waypost.parser.read_file import read_bytes
from waypost.serve.changed_page import written_topics
from waypost.trees import Compiled, compile_tree

SECTIONS: Final = {Faq: "faqs", Policy: "policies", Guide: "guides", Tree: "trees"}
"""Where the entries stand that can be read by themselves."""

NAMED: Final = ("id", "category", "draft", "publish_on", "expires_on", "previous_ids")
"""Fields by which other parts of a knowledge base know an entry, or know whether it is out."""

Apart = Faq | Policy | Guide | Tree
Lines = list[str]
Places = Mapping[str, Sequence[tuple[int, Placed]]]
"""For each file the records in it by the numbers of their first lines, in order."""


@dataclass(frozen=True, slots=True)
class Base:
    """A knowledge base without errors, and the lines on which its records begin now."""

    prepared: Prepared
    places: Places

    @classmethod
    def of(cls, prepared: Prepared) -> Base:
        """The base that was just made from files."""
        places: dict[str, list[tuple[int, Placed]]] = {name: [] for name in prepared.texts}
        for record in _records(prepared.knowledge):
            if record.at.file in places:
                places[record.at.file].append((record.at.line, record))
        for found in places.values():
            found.sort(key=lambda place: place[0])
        return cls(prepared, places)


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of a base: the next one, the entry as it reads now, and the first line of it
    that changed. Without an entry the files say what the base says."""

    base: Base
    entry: Apart | None = None
    line: int = 0


def edited(base: Base) -> Edit | None:
    """The edit that the files show; None where more may have changed, or not for the good."""
    changed = [
        each for each in _now(base.prepared.texts) if each[1] != base.prepared.texts[each[0]]
    ]
    if not changed:
        return Edit(base)
    name, text = changed[0]
    if len(changed) > 1 or text is None:
        return None
    spot = _spot(base, name, base.prepared.texts[name].split("\n"), text.split("\n"))
    if spot is None:
        return None
    now = _read(spot, name, base.prepared.knowledge)
    if now is None:
        return None
    prepared = _with(base.prepared, spot.entry, now)
    if prepared is None:
        return None
    prepared = replace(prepared, texts={**prepared.texts, name: text})
    return Edit(Base(prepared, _moved(base.places, name, spot, now)), now, spot.changed)


def _now(before: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    root = Path(next(iter(before), ".")).parent
    for name in before:
        data = read_bytes(Path(name), name, root)
        text, problems = ("", [data]) if isinstance(data, Problem) else decode(data, name)
        yield name, None if problems else text


@dataclass(frozen=True, slots=True)
class _Spot:
    """An entry in which lines changed: the number of its first line, of the first that changed,
    its ``lines`` as they are now, and by how many there are more."""

    entry: Apart
    line: int
    changed: int
    lines: Lines
    more: int


def _spot(base: Base, name: str, old: Lines, new: Lines) -> _Spot | None:
    """The entry within which all changes are."""
    least = min(len(old), len(new))
    start = next((n for n in range(least) if old[n] != new[n]), least)
    most = least - start
    same = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    first, last = start + 1, len(old) - same
    places = base.places[name]
    lines = [line for line, _ in places]
    for number, (line, entry) in enumerate(places):
        end = lines[number + 1] - 1 if number + 1 < len(places) else len(old)
        if line <= first <= end:
            more = len(new) - len(old)
            end = _end(old, line, end)
            now = new[line - 1 : end + more]
            whole = last <= end and lines.count(line) == 1 and _end(now, 1, len(now)) == len(now)
            fits = whole and line > 1 and isinstance(entry, Apart)
            return _Spot(entry, line, first, now, more) if fits else None  # type: ignore[arg-type]
    return None


def _end(lines: Lines, first: int, last: int) -> int:
    """The last line from ``first`` to ``last`` that is still the entry's: a key at the very left
    begins something else."""
    for number in range(first, last):
        if lines[number][:1] not in ("", " ", "#", "-"):
            return number
    return last


def _records(knowledge: Knowledge) -> Iterator[Placed]:
    for group in (
        knowledge.faqs,
        knowledge.policies,
        knowledge.guides,
        written_topics(knowledge),
        knowledge.sources,
        knowledge.facts,
        knowledge.contacts,
        knowledge.glossary,
        knowledge.changes,
        knowledge.trees,
        [each for each in (knowledge.feedback, knowledge.merchant_returns) if each],
    ):
        yield from group


def _read(spot: _Spot, name: str, knowledge: Knowledge) -> Apart | None:
    """What the lines say now, if it is the same entry in other words."""
    entry, section = spot.entry, SECTIONS[type(spot.entry)]
    # The lines above it are there so that it is read where it stands.
    text = "\n" * (spot.line - 2) + f"{section}:\n" + "\n".join(spot.lines) + "\n"
    parsed = parser.parse(text.encode(), name)
    if parsed.root is None:
        return None
    problems = list(parsed.problems)
    found = load(parsed.root, problems.append).get(section, ())
    if _errors(problems) or len(found) != 1:
        return None
    now: Apart = _in_topic(found[0], knowledge)
    stands = (now.at.line, now.at.column) == (spot.line, entry.at.column)
    return now if stands and not now.faulty and _named(now) == _named(entry) else None


def _in_topic(entry: Apart, knowledge: Knowledge) -> Apart:
    """``entry`` with its topic's id, where topics are made from what entries name."""
    made = len(written_topics(knowledge)) < len(knowledge.categories)
    if made and not isinstance(entry, Tree) and entry.category:
        slug = ids.topic_slug(entry.category)
        return replace(entry, category=Text(slug, entry.category.at))
    return entry


def _named(entry: Apart | Outcome) -> list[Any]:
    own = [getattr(entry, name, None) for name in NAMED]
    return own + [_named(outcome) for outcome in getattr(entry, "outcomes", ())]


def _titles(entry: Apart | Outcome) -> list[Any]:
    own = [getattr(entry, name, None) for name in ("question", "title")]
    return own + [_titles(outcome) for outcome in getattr(entry, "outcomes", ())]


def _with(before: Prepared, entry: Apart, now: Apart) -> Prepared | None:
    """``before`` with ``now`` in the place of ``entry``; None where it has an error there."""
    section = SECTIONS[type(entry)]
    records = getattr(before.knowledge, section)
    changed: dict[str, Any] = {section: tuple(now if e is entry else e for e in records)}
    knowledge = replace(before.knowledge, **changed)
    shown = publication.published_on(knowledge, before.site.day, drafts=True).knowledge
    converter = before.site.converter
    if _titles(now) != _titles(entry):
        # Links are named after what they lead to.
        names = replace(converter.names, places=Names.of(knowledge).places)
        converter = Converter(names, converter.facts)
    known = referable_ids(knowledge)
    trees = tuple(
        compile_tree(now, before.site.facts, known)
        if isinstance(now, Tree) and each.tree is entry
        else each
        for each in before.trees
    )
    if any(_errors(_problems(now, knowledge, converter, known, trees))):
        return None
    site = replace(
        before.site, knowledge=shown, converter=converter, trees=open_trees(trees, shown)
    )
    return replace(before, site=site, knowledge=knowledge, trees=trees)


def _problems(
    now: Apart,
    knowledge: Knowledge,
    converter: Converter,
    known: Mapping[str, frozenset[str]],
    trees: Iterable[Compiled],
) -> Iterator[Problem]:
    """All that may be wrong in ``now`` alone, or in what rests on it."""
    section = SECTIONS[type(now)]
    alone: dict[str, Any] = {section: (now,)}
    by_itself = Knowledge(**alone)
    resolved = Resolved(converter.facts)
    context = CheckContext(
        knowledge=by_itself, resolved=resolved, converter=converter, day=date.min
    )
    yield from texts_convert(context)
    yield from entries_say_something(context)
    for each in references(now):
        if (type(each.owner), each.field) not in OF_THE_TREE and each.id not in known[each.to]:
            yield Problem("unknown-reference", each.id.at)
    yield from (problem for tree in trees if tree.tree is now for problem in tree.problems)
    yield from numbers_are_facts(replace(context, knowledge=_around(now, knowledge)))


def _around(now: Apart, knowledge: Knowledge) -> Knowledge:
    """``now``, what rests on it, and what these rest on, among the facts."""
    faqs = [e for e in knowledge.faqs if e is now or now.id in e.policies]
    guides = [e for e in knowledge.guides if e is now or now.id in e.policies]
    trees = [
        tree
        for tree in knowledge.trees
        if tree is now or any(now.id in outcome.cites for outcome in tree.outcomes)
    ]
    resting: tuple[Faq | Guide, ...] = (*faqs, *guides)
    behind = {id for entry in resting for id in entry.policies}
    behind |= {id for tree in trees for outcome in tree.outcomes for id in outcome.cites}
    policies = [policy for policy in knowledge.policies if policy is now or policy.id in behind]
    return replace(
        knowledge,
        faqs=tuple(faqs),
        guides=tuple(guides),
        policies=tuple(policies),
        trees=tuple(trees),
    )


def _moved(places: Places, name: str, spot: _Spot, now: Apart) -> Places:
    """Where records stand after an edit."""
    found = [
        (line + spot.more if line > spot.line else line, now if record is spot.entry else record)
        for line, record in places[name]
    ]
    return {**places, name: found}


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if severity(problem) is Severity.ERROR]
