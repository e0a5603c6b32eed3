"""From lines that were saved to the page that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from waypost import addresses
from waypost.model import Knowledge, Placed, Tree
from waypost.nodes import Mark


def first_change(before: str, after: str) -> int:
    """The number of the first line of ``after`` that ``before`` doesn't have there."""
    olds, news = before.split("\n"), after.split("\n")
    same = 0
    while same < min(len(olds), len(news)) and olds[same] == news[same]:
        same += 1
    return same + 1


def saved_page(
    before: Mapping[str, str], after: Mapping[str, str], knowledge: Knowledge
) -> str | None:
    """The address of the page whose lines were saved first; nothing where no page is their own."""
    for file, text in after.items():
        if before.get(file, text) != text:
            line = first_change(before[file], text)
            places = [place for place in _places(knowledge) if place[0].file == file]
            above = [place for place in places if place[0].line <= line]
            return max(above, key=lambda place: place[0].line)[1] if above else None
    return None


def _places(knowledge: Knowledge) -> Iterator[tuple[Mark, str | None]]:
    """Where each record starts, and the address of its page, if it has one."""
    for records, address in (
        (knowledge.faqs, addresses.question),
        (knowledge.policies, addresses.policy),
        (knowledge.guides, addresses.guide),
        (knowledge.categories, addresses.topic),
    ):
        yield from ((record.at, address(record.id)) for record in records)
    for tree in knowledge.trees:
        yield from _in_tree(tree)
    plain: Iterable[Placed] = (
        *knowledge.sources,
        *knowledge.facts,
        *knowledge.glossary,
        *knowledge.contacts,
        *knowledge.changes,
    )
    yield from ((record.at, None) for record in plain)


def _in_tree(tree: Tree) -> Iterator[tuple[Mark, str]]:
    yield tree.at, addresses.tree(tree.id)
    yield from ((question.at, addresses.tree(tree.id)) for question in tree.questions)
    yield from ((each.at, addresses.outcome(tree.id, each.id)) for each in tree.outcomes)
    yield from ((scenario.at, addresses.tree(tree.id)) for scenario in tree.scenarios)
