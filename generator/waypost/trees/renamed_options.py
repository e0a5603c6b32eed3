"""Options that were renamed in one place only: one problem, and read on as what they are now."""

from collections.abc import Iterator, Mapping

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, Report, nearest
from waypost.model.records import Tree

MOST_PLACES = 5

Renamed = Mapping[tuple[str, str], str]
"""By question and unknown option, the option that it probably is now; empty where none is."""


def renamed_options(tree: Tree, report: Report) -> Renamed:
    """The unknown options of ``tree`` that are named more than once: no typo happens twice."""
    found: dict[tuple[str, str], list[Text]] = {}
    for asked, text in _uses(tree):
        found.setdefault((asked, _option(text)), []).append(text)
    renamed: dict[tuple[str, str], str] = {}
    for question in tree.questions:
        ids = [str(option.id) for option in question.options]
        id = str(question.id)
        unnamed = [each for each in ids if (id, each) not in found]
        for (owner, old), places in found.items():
            if owner == id and ids and old not in ids and len(places) > 1:
                new = unnamed[0] if len(unnamed) == 1 else nearest(old, unnamed)
                renamed[owner, old] = new
                about = {"option": old, "question": id, "known": ", ".join(ids)}
                about |= {"nearest": new, "places": str(len(places))}
                also = tuple(each.at for each in places[1:MOST_PLACES])
                report(Problem.of("unknown-option", places[0], also, **about))
    return renamed


def _option(text: str) -> str:
    return text.strip().removeprefix("not ").strip()


def _uses(tree: Tree) -> Iterator[tuple[str, Text]]:
    """Every place where an option may be named, with the question's id."""
    for question in tree.questions:
        if isinstance(question.go, MapNode):
            yield from ((str(question.id), key) for key, _ in question.go.entries)
        for rules in (question.go, question.table):
            for rule in rules if isinstance(rules, Sequence) else ():
                if isinstance(rule, MapNode):
                    yield from _tests(rule.get("when") if rules is question.go else rule)
    for outcome in tree.outcomes:
        for variant in outcome.body:
            yield from _tests(variant.when)
    for scenario in tree.scenarios:
        yield from ((str(name), value) for name, value in scenario.given)


def _tests(node: Node | None) -> Iterator[tuple[str, Text]]:
    for name, value in node.entries if isinstance(node, MapNode) else ():
        for each in value if isinstance(value, Sequence) else [value]:
            if isinstance(each, Scalar):
                yield str(name), each.text
