"""Leave out problems that only follow from another one, and go when that is mended.

The catalogue declares which codes cause others, and which may follow: see `Wording`.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Final

from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.catalog import WORDINGS, Cause
from waypost.diagnostics.message_format import severity
from waypost.model import entries
from waypost.model.records import Knowledge, Tree
from waypost.model.walk import records


def without_consequences(
    problems: Iterable[Problem], knowledge: Knowledge, translations: Collection[str] = ()
) -> Iterator[Problem]:
    """The problems that stand for themselves, in their order.

    ``translations`` are the files of further languages.
    """
    found = list(problems)
    causes: dict[Cause, list[Problem]] = {cause: [] for cause in Cause}
    for each in found:
        for cause in WORDINGS[each.code].causes:
            causes[cause].append(each)
    lines = {each.at[:2] for each in causes[Cause.LINE]}
    trees = {
        cause: set(_broken_trees(knowledge, {each.at[:2] for each in causes[cause]}))
        for cause in (Cause.TREE, Cause.NUMBER)
        if causes[cause]
    }
    meant = {each.about.get("nearest", "") for each in causes[Cause.NAME]}

    def follows(problem: Problem, cause: Cause) -> bool:
        match cause:
            case Cause.LINE:
                # A key that is merely misspelt is a mistake of its own.
                misspelt = problem.code == "unknown-key" and bool(problem.about["nearest"])
                return problem.at[:2] in lines and not misspelt
            case Cause.TREE | Cause.NUMBER:
                return cause in trees and _tree_of(problem, knowledge) in trees[cause]
            case Cause.LOSS:
                return bool(causes[cause])
            case Cause.SOURCE:
                lost = chain(causes[Cause.SOURCE], causes[Cause.LOSS])
                return any(each.at.file not in translations for each in lost)
            case Cause.NAME:
                fact = problem.about["id"]
                return fact in meant or f"{{{{ facts.{fact} }}}}" in meant

    return (
        each
        for each in found
        if not any(follows(each, cause) for cause in WORDINGS[each.code].follows)
    )


FACT: Final = re.compile(r"facts\.[\w-]+")

NAMED: Final = {
    "missing-citation": ("policy", "policy"),
    "unknown-category": ("id", "topic"),
    "unknown-fact": ("name", "fact"),
    "unknown-link": ("name", ""),
    "unknown-name": ("name", "part"),
    "unknown-reference": ("id", ""),
    "unknown-target": ("target", "part"),
}
"""Codes of problems with a name, the particular that holds it, and what it would name."""


def told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with one in each file for all places of a name that was changed."""
    found = list(problems)
    places: dict[tuple[str, ...], list[Problem]] = {}
    for each in sorted(found, key=attrgetter("at")):
        if each.code in NAMED:
            places.setdefault(_named(each), []).append(each)
    for each in found:
        same = places.get(_named(each), [])
        if len(same) < 2:
            yield each
        elif each is same[0]:
            also = tuple(at for other in same for at in (other.at, *other.also))
            yield replace(each, about={**each.about, "places": str(len(also))}, also=also[1:6])


def _named(problem: Problem) -> tuple[str, ...]:
    about = problem.about
    holder, kind = NAMED.get(problem.code, ("", ""))
    return about.get(holder, ""), about.get("kind") or about.get("to") or kind, problem.at.file


def without_warnings(problems: Iterable[Problem], ignored: Collection[str]) -> Iterator[Problem]:
    """The problems without the warnings whose codes are ``ignored``."""
    return (
        each
        for each in problems
        if each.code not in ignored or severity(each) is not Severity.WARNING
    )


def without_ignored(problems: Iterable[Problem], knowledge: Knowledge) -> Iterator[Problem]:
    """The problems without those that the knowledge base ignores, or an entry around them."""
    left = without_warnings(problems, knowledge.ignore)
    if not any(getattr(each, "ignore", ()) for _, each in entries.addressed(knowledge)):
        return left
    around = (
        (path[-1].at, {code for each in path for code in getattr(each, "ignore", ())})
        for path in records(knowledge)
    )
    starts = sorted(around, key=itemgetter(0))

    def ignored(problem: Problem) -> bool:
        above = bisect_right(starts, problem.at, key=itemgetter(0)) - 1
        same_file = above >= 0 and starts[above][0].file == problem.at.file
        return same_file and problem.code in starts[above][1]

    return (each for each in left if not ignored(each))


def _broken_trees(knowledge: Knowledge, broken: Collection[tuple[str, int]]) -> Iterator[str]:
    """The trees in whose lines one of the places ``broken`` stands, or whose rules name a fact
    with its value there."""
    facts = {f"facts.{fact.id}" for fact in knowledge.facts if fact.value.at[:2] in broken}
    for tree in knowledge.trees:
        last = _last_line(tree)
        within = any(file == tree.at.file and tree.at.line <= at <= last for file, at in broken)
        if within or (facts and not facts.isdisjoint(FACT.findall(repr(tree)))):
            yield str(tree.id)


def _last_line(tree: Tree) -> int:
    parts = (*tree.questions, *tree.outcomes, *tree.scenarios)
    return max((part.at.line for part in parts), default=tree.at.line)


def _tree_of(problem: Problem, knowledge: Knowledge) -> str:
    """The tree in whose lines a problem stands."""
    above = [tree for tree in knowledge.trees if tree.at[:2] <= problem.at[:2]]
    return str(max(above, key=lambda tree: tree.at).id) if above else ""
