"""From lines that were saved to the page that shows them."""

from collections.abc import Iterator, Mapping
from itertools import takewhile

from waypost.core.nodes import Mark
from waypost.model import entries
from waypost.model.records import Category, Knowledge
from waypost.model.walk import records


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
    addresses = {id(each): each.kind.address(name) for name, each in entries.addressed(knowledge)}
    for path in records(knowledge):
        own = path[-1]
        # Topics that an entry names have no lines of their own.
        if not isinstance(own, Category) or own.at != own.id.at:
            found = (addresses.get(id(each)) for each in reversed(path))
            yield own.at, next(filter(None, found), None)
