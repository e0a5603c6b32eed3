"""Static checks of a tree: problems that show without walking it."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from functools import reduce
from itertools import chain, product
from operator import or_

from waypost.core.nodes import Text
from waypost.diagnostics import Problem, nearest
from waypost.model.records import Outcome, Question
from waypost.trees.answer_types import type_of
from waypost.trees.compile_plan import Plan, answers_in
from waypost.trees.difference_bounds import possible
from waypost.trees.intervals import Ranges, common
from waypost.trees.renamed_options import MOST_PLACES
from waypost.trees.rule_masks import RuleMasks, bits, set_bits
from waypost.trees.rules import RuleList, Rules

MOST_OPTIONS = 50
"""Options that a reader can be asked to choose from."""

LEADS = "An answer leads to the id of a question or an outcome of the same tree."

EXPECTS = "A scenario expects the id of an outcome."

Known = Mapping[str, Collection[str]]
"""Ids by kind, such as the ids of all policies under ``policy``."""


def static_problems(rules: Rules, known: Known) -> Iterator[Problem]:
    """The problems that every part of a tree shows by itself."""
    if not rules.tree.questions:
        id = rules.tree.id
        yield Problem.of("no-questions", id, tree=id)
    yield from _targets(rules)
    for question in rules.tree.questions:
        yield from _options(question)
        yield from _wrong_fields(question)
    for outcome in rules.tree.outcomes:
        yield from _text(outcome)
        yield from _citations(outcome, known)
        yield from _answers(outcome, rules)
        if (to := outcome.continue_) is not None and to not in rules.of_questions:
            about = {"target": to, "nearest": nearest(to, rules.of_questions)}
            about |= {"wanted": "question", "why": "An outcome goes on from a question."}
            yield Problem.of("unknown-target", to, **about)


def _targets(rules: Rules) -> Iterator[Problem]:
    places: dict[str, list[Text]] = {id: [] for id in rules.meant}
    for target in rules.targets():
        if target in places:
            places[target].append(target)
    expected = [each.expect for each in rules.tree.scenarios]
    for id, (first, *others) in places.items():
        of_scenario = any(first is each for each in expected)
        about = {"target": id, "nearest": rules.meant[id]}
        about["wanted"] = "outcome" if of_scenario else "question or outcome"
        about["why"] = EXPECTS if of_scenario else LEADS
        if others:
            about["places"] = str(len(others) + 1)
        also = tuple(each.at for each in others[:MOST_PLACES])
        yield Problem.of("unknown-target", first, also, **about)


def _options(question: Question) -> Iterator[Problem]:
    if not type_of(question).discrete:
        return
    id = question.id
    if not question.options:
        yield Problem.of("no-options", id, question=id)
    count = len(question.options)
    if count == 1:
        yield Problem.of("single-option", id, question=id, count=str(count))
    if count > MOST_OPTIONS:
        limit = str(MOST_OPTIONS)
        yield Problem.of("too-many-options", id, question=id, count=str(count), limit=limit)
    seen: dict[str, object] = {}
    for option in question.options:
        first = seen.setdefault(_same(option.label), option)
        if first is not option:
            yield Problem.of("duplicate-label", option.label, label=option.label, question=id)


def _same(label: str) -> str:
    return " ".join(unicodedata.normalize("NFC", label).split())


def _wrong_fields(question: Question) -> Iterator[Problem]:
    for name in type_of(question).unfit:
        if getattr(question, name) not in (None, ()):
            id = question.id
            yield Problem.of("wrong-field", id, question=id, field=name, type=question.type)


def _text(outcome: Outcome) -> Iterator[Problem]:
    has_text = any(variant.text.strip() for variant in outcome.body)
    missing = []
    if outcome.title is None or not outcome.title.strip():
        missing.append("title")
    if not has_text and outcome.guide is None:
        missing.append("text (neither body nor guide)")
    if missing:
        id = outcome.id
        yield Problem.of("missing-text", id, outcome=id, missing=" and no ".join(missing))


def _citations(outcome: Outcome, known: Known) -> Iterator[Problem]:
    policies = known.get("policy", ())
    for policy in outcome.cites:
        if policy not in policies:
            close = nearest(policy, sorted(policies))
            about = {"policy": policy, "outcome": outcome.id, "nearest": close}
            yield Problem.of("missing-citation", policy, **about)


def _answers(outcome: Outcome, rules: Rules) -> Iterator[Problem]:
    for variant in outcome.body:
        for place in answers_in(variant.text):
            at, width = variant.text.mark(place.start), place.end - place.start
            if place.name in rules.axes.questions:
                continue
            if place.name in rules.names:
                yield Problem("worked-out-in-text", at, {"name": place.name}, width=width)
            else:
                about = {"name": place.name, "nearest": nearest(place.name, rules.axes.questions)}
                yield Problem("unknown-name", at, about, width=width)


def overlaps(plan: Plan) -> Iterator[Problem]:
    """Rows of a table that one reader can fit at once."""
    for number, each in enumerate(plan.lists):
        if each.shape == "table":
            yield from _overlaps(plan, number, each)


def _overlaps(plan: Plan, number: int, table: RuleList) -> Iterator[Problem]:
    masks = plan.slots[number].masks
    never = bits(row for found in masks.wanted.values() for row in found if not found[row])
    judged = masks.full & ~masks.loose & ~never
    meeting = [_meeting(masks, axis) for axis in masks.tests]
    for row in set_bits(judged):
        others = judged & ((1 << row) - 1)
        for found in meeting:
            others &= found.get(row, others)
        first = next((each for each in set_bits(others) if _dates_fit(plan, number, row, each)), -1)
        if first >= 0:
            about = {"owner": table.owner, "row": str(row + 1), "other": str(first + 1)}
            also = (table.rules[first].at,)
            yield Problem("overlap", table.rules[row].at, about, also=also)


def _dates_fit(plan: Plan, number: int, row: int, other: int) -> bool:
    """True where some dates fit two rows at once, as far as distances between dates go."""
    wanted = plan.slots[number].masks.wanted
    chosen: dict[int, Ranges] = {}
    for axis in plan.tangled & wanted.keys():
        found = [wanted[axis][each] for each in (row, other) if each in wanted[axis]]
        if found:
            chosen[axis] = common(found[0], found[-1])
    if not chosen:
        return True
    ends = [
        (axis, plan.axes[axis].low, plan.axes[axis].high) for axis in plan.tangled - chosen.keys()
    ]
    pieces = ([(axis, *piece) for piece in ranges] for axis, ranges in chosen.items())
    return any(possible([*ends, *each], plan.axes) for each in product(*pieces))


def _meeting(masks: RuleMasks, axis: int) -> dict[int, int]:
    """For each row that tests ``axis``, the rows that can hold in the same place of it."""
    begin, pieces = masks.pieces[axis]
    known: dict[Ranges, int] = {}
    for ranges in masks.wanted[axis].values():
        if ranges not in known:
            places = (
                pieces[bisect_left(begin, low) : bisect_right(begin, high)] for low, high in ranges
            )
            known[ranges] = reduce(or_, chain.from_iterable(places), 0)
    return {row: known[ranges] for row, ranges in masks.wanted[axis].items()}
