"""From lines that were saved to the page that shows them."""

from collections.abc import Iterator, Mapping

from waypost.core import urls
from waypost.core.nodes import Mark
from waypost.model.records import Addressed, Category, Knowledge, Placed, Tree


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
            above = [each for each in _records(knowledge) if each.at.file == file]
            above = [each for each in above if each.at.line <= line]
            return page_of(max(above, key=lambda each: each.at.line), line) if above else None
    return None


def page_of(record: Placed, line: int) -> str | None:
    """The address of the page that shows a line of ``record``; nothing where no page is its own."""
    match record:
        case Tree():
            above = [place for place in _in_tree(record) if place[0].line <= line]
            return max(above, key=lambda place: place[0].line)[1] if above else None
        case Addressed():
            return record.kind.address(record.id)
    return None


def written_topics(knowledge: Knowledge) -> tuple[Category, ...]:
    """The topics that have lines of their own; others are made where an entry names them."""
    return tuple(topic for topic in knowledge.categories if topic.at != topic.id.at)


def _records(knowledge: Knowledge) -> tuple[Placed, ...]:
    return (
        *knowledge.faqs,
        *knowledge.policies,
        *knowledge.guides,
        *written_topics(knowledge),
        *knowledge.trees,
        *knowledge.sources,
        *knowledge.facts,
        *knowledge.glossary,
        *knowledge.contacts,
        *knowledge.changes,
    )


def _in_tree(tree: Tree) -> Iterator[tuple[Mark, str]]:
    yield tree.at, tree.kind.address(tree.id)
    yield from ((question.at, tree.kind.address(tree.id)) for question in tree.questions)
    yield from ((each.at, urls.outcome(tree.id, each.id)) for each in tree.outcomes)
    yield from ((scenario.at, tree.kind.address(tree.id)) for scenario in tree.scenarios)
