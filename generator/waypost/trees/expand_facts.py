"""Expands facts in the short texts of a tree, so that labels read as they do on its pages."""

from __future__ import annotations

from dataclasses import replace

from waypost.core.nodes import Text
from waypost.model import placeholders
from waypost.model.facts import Facts
from waypost.model.placeholders import Placeholder
from waypost.model.records import Outcome, Question, Tree


def with_facts(tree: Tree, facts: Facts) -> Tree:
    """``tree`` with facts in its questions, labels and titles. Longer texts are left alone."""
    return replace(
        tree,
        questions=tuple(_question(each, facts) for each in tree.questions),
        outcomes=tuple(_outcome(each, facts) for each in tree.outcomes),
    )


def _question(question: Question, facts: Facts) -> Question:
    options = tuple(
        replace(each, label=put(each.label, facts)) if "{{" in each.label else each
        for each in question.options
    )
    if "{{" in question.ask:
        question = replace(question, ask=put(question.ask, facts))
    return question if options == question.options else replace(question, options=options)


def _outcome(outcome: Outcome, facts: Facts) -> Outcome:
    if outcome.title is None or "{{" not in outcome.title:
        return outcome
    return replace(outcome, title=put(outcome.title, facts))


def put(text: Text, facts: Facts) -> Text:
    """``text`` with the facts that exist; anything else stays as it is written."""

    def value(place: Placeholder) -> str | None:
        if place.family != placeholders.FACTS or place.name not in facts:
            return None
        return facts.value(place.name) if place.bare else facts.text(place.name)

    return Text(placeholders.replace(text, value), text.at, text.block)
