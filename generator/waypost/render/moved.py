"""Old addresses: a page at each that leads on to where its entry is now, fragment and all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from waypost import addresses
from waypost.model import Tree
from waypost.render.desk import Desk
from waypost.render.env import draw


@dataclass(frozen=True, slots=True)
class Moved:
    """A redirect. Both addresses are relative to the site's root; ``title`` names what moved."""

    old: str
    new: str
    title: str

    @property
    def file(self) -> str:
        """The file that holds the redirect on a static host."""
        return self.old + "index.html"


def moved(desk: Desk, taken: Collection[str]) -> Iterator[Moved]:
    """The redirects of all old ids but those whose address is one of ``taken``."""
    seen = set(taken)
    for each in _all(desk):
        if each.old not in seen:
            seen.add(each.old)
            yield each


def _all(desk: Desk) -> Iterator[Moved]:
    known = desk.knowledge
    groups = (
        (known.faqs, addresses.question),
        (known.policies, addresses.policy),
        (known.guides, addresses.guide),
        (known.categories, addresses.topic),
    )
    for records, address in groups:
        for record in records:
            for old in record.previous_ids:
                yield Moved(address(old), address(record.id), desk.title(record))
    for tree in known.trees:
        yield from _tree(desk, tree)


def _tree(desk: Desk, tree: Tree) -> Iterator[Moved]:
    title = desk.prose.line(tree.title)
    for old in tree.previous_ids:
        yield Moved(addresses.tree(old), addresses.tree(tree.id), title)
    for outcome in tree.outcomes:
        names: Iterable[tuple[str, str]] = product(
            (tree.id, *tree.previous_ids), (outcome.id, *outcome.previous_ids)
        )
        for tree_id, id in names:
            if (tree_id, id) != (tree.id, outcome.id):
                new = addresses.outcome(tree.id, outcome.id)
                yield Moved(addresses.outcome(tree_id, id), new, desk.title(outcome))


def redirect(desk: Desk, each: Moved, script: str) -> str:
    """The HTML of a redirect; ``script`` is the address of the script that keeps the fragment."""
    view = {
        "language": str(desk.knowledge.language),
        "title": each.title,
        "to": addresses.relative(each.new, each.old),
        "canonical": desk.url + each.new if desk.url else "",
        "script": addresses.relative(script, each.old),
    }
    return str(draw("moved", view)) + "\n"
