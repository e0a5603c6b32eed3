"""Static checks of a tree: problems that show without walking it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping

from waypost.diagnostics import Problem, nearest
from waypost.model.records import Outcome, Question
from waypost.trees.answer_types import type_of
from waypost.trees.compile_plan import answers_in
from waypost.trees.rules import Rules

MOST_OPTIONS = 50
"""Options that a reader can be asked to choose from."""

LEADS = "An answer leads to the id of a question or an outcome of the same tree."

Known = Mapping[str, Collection[str]]
"""Ids by kind, such as the ids of all policies under ``policy``."""


def static_problems(rules: Rules, known: Known) -> Iterator[Problem]:
    """The problems that every part of a tree shows by itself."""
    if not rules.tree.questions:
        id = rules.tree.id
        yield Problem("no-questions", id.at, {"tree": id}, width=max(1, len(id)))
    yield from _targets(rules)
    for question in rules.tree.questions:
        yield from _options(question)
        yield from _wrong_fields(question)
    for outcome in rules.tree.outcomes:
        yield from _text(outcome)
        yield from _citations(outcome, known)
        yield from _answers(outcome, rules)


def _targets(rules: Rules) -> Iterator[Problem]:
    ids = [*rules.of_questions, *rules.of_outcomes]
    known = set(ids)
    for each in rules.of_questions.values():
        for rule in each.rules:
            if rule.to is not None and rule.to not in known:
                about = {"target": rule.to, "nearest": nearest(rule.to, ids)}
                about |= {"wanted": "question or outcome", "why": LEADS}
                yield Problem("unknown-target", rule.to.at, about, width=len(rule.to))


def _options(question: Question) -> Iterator[Problem]:
    if not type_of(question).has_options:
        return
    if not question.options:
        yield Problem(
            "no-options", question.id.at, {"question": question.id}, width=len(question.id)
        )
    about = {"question": question.id, "count": str(len(question.options))}
    if len(question.options) == 1:
        yield Problem("single-option", question.id.at, about, width=len(question.id))
    if len(question.options) > MOST_OPTIONS:
        about["limit"] = str(MOST_OPTIONS)
        yield Problem("too-many-options", question.id.at, about, width=len(question.id))
    seen: dict[str, object] = {}
    for option in question.options:
        first = seen.setdefault(_same(option.label), option)
        if first is not option:
            about = {"label": option.label, "question": question.id}
            yield Problem(
                "duplicate-label", option.label.at, about, width=max(1, len(option.label))
            )


def _same(label: str) -> str:
    return " ".join(unicodedata.normalize("NFC", label).split())


def _wrong_fields(question: Question) -> Iterator[Problem]:
    for name in type_of(question).unfit:
        if getattr(question, name) not in (None, ()):
            about = {"question": question.id, "field": name, "type": question.type}
            yield Problem("wrong-field", question.id.at, about, width=len(question.id))


def _text(outcome: Outcome) -> Iterator[Problem]:
    has_text = any(variant.text.strip() for variant in outcome.body)
    missing = []
    if outcome.title is None or not outcome.title.strip():
        missing.append("title")
    if not has_text and outcome.guide is None:
        missing.append("text (neither body nor guide)")
    if missing:
        about = {"outcome": outcome.id, "missing": " and no ".join(missing)}
        yield Problem("missing-text", outcome.id.at, about, width=len(outcome.id))


def _citations(outcome: Outcome, known: Known) -> Iterator[Problem]:
    policies = known.get("policy", ())
    for policy in outcome.cites:
        if policy not in policies:
            close = nearest(policy, sorted(policies))
            about = {"policy": policy, "outcome": outcome.id, "nearest": close}
            yield Problem("missing-citation", policy.at, about, width=len(policy))


def _answers(outcome: Outcome, rules: Rules) -> Iterator[Problem]:
    for variant in outcome.body:
        for place in answers_in(variant.text):
            if place.name not in rules.axes.questions:
                about = {"name": place.name, "nearest": nearest(place.name, rules.axes.questions)}
                at = variant.text.mark(place.start)
                yield Problem("unknown-name", at, about, width=place.end - place.start)
