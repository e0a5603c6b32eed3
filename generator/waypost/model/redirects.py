"""Old addresses: what was renamed is still found where it used to be."""

from collections.abc import Iterator, Mapping

from waypost.model.entries import addressed, previous_ids
from waypost.model.records import Knowledge, Outcome


def redirects(knowledge: Knowledge) -> Mapping[str, str]:
    """For each old address the present one; both are relative to the site's root."""
    taken = {record.kind.address(id) for id, record in addressed(knowledge)}
    return {old: new for old, new in sorted(_moved(knowledge)) if old not in taken}


def _moved(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for id, record in addressed(knowledge):
        here = record.kind.address(id)
        yield from ((record.kind.address(old), here) for old in previous_ids(id, record))
    # A tree that was renamed took its outcomes along.
    for tree in knowledge.trees:
        for outcome in tree.outcomes:
            here = Outcome.kind.address(f"{tree.id}/{outcome.id}")
            for name in tree.previous_ids:
                for id in (outcome.id, *outcome.previous_ids):
                    yield Outcome.kind.address(f"{name}/{id}"), here
