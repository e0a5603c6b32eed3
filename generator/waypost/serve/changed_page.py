"""From lines that were saved to the page that shows them."""

from collections.abc import Iterator, Mapping
from itertools import takewhile

from waypost.core import urls
from waypost.core.nodes import Mark
from waypost.model.records import Knowledge


def first_change(before: str, after: str) -> int:
    """The number of the first line of ``after`` that ``before`` doesn't have there."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def saved_page(
    before: Mapping[str, str], after: Mapping[str, str], knowledge: Knowledge
) -> str | None:
    """The address of the page whose lines were saved first; nothing where no page is their own."""
    for file, text in after.items():
        if before.get(file, text) != text:
            line = first_change(before[file], text)
            above = [place for place in _places(knowledge) if place[0].file == file]
            above = [place for place in above if place[0].line <= line]
            return max(above, key=lambda place: place[0].line)[1] if above else None
    return None


def _places(knowledge: Knowledge) -> Iterator[tuple[Mark, str | None]]:
    """The beginning of each record, with the address of the page that shows its lines, if any."""
    # Topics that an entry names have no lines of their own.
    topics = [topic for topic in knowledge.categories if topic.at != topic.id.at]
    entries = (*knowledge.faqs, *knowledge.policies, *knowledge.guides, *topics)
    yield from ((each.at, each.kind.address(each.id)) for each in entries)
    for tree in knowledge.trees:
        address = tree.kind.address(tree.id)
        yield tree.at, address
        yield from ((question.at, address) for question in tree.questions)
        yield from ((each.at, urls.outcome(tree.id, each.id)) for each in tree.outcomes)
        yield from ((scenario.at, address) for scenario in tree.scenarios)
    parts = (*knowledge.sources, *knowledge.facts, *knowledge.glossary)
    yield from ((each.at, None) for each in (*parts, *knowledge.contacts, *knowledge.changes))
