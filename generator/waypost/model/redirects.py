"""Old addresses: what was renamed is still found where it used to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waypost.core import urls
from waypost.model.records import Knowledge, Tree


def redirects(knowledge: Knowledge) -> Mapping[str, str]:
    """For each old address the present one; both are relative to the site's root."""
    taken = set(_lived_in(knowledge))
    return {old: new for old, new in sorted(_moved(knowledge)) if old not in taken}


def _moved(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for records, address in (
        (knowledge.faqs, urls.question),
        (knowledge.policies, urls.policy),
        (knowledge.guides, urls.guide),
        (knowledge.categories, urls.topic),
    ):
        yield from (
            (address(old), address(each.id)) for each in records for old in each.previous_ids
        )
    for tree in knowledge.trees:
        yield from _moved_tree(tree)


def _moved_tree(tree: Tree) -> Iterator[tuple[str, str]]:
    """A tree that was renamed took its outcomes along."""
    for name in (tree.id, *tree.previous_ids):
        if name != tree.id:
            yield urls.tree(name), urls.tree(tree.id)
        for outcome in tree.outcomes:
            here = urls.outcome(tree.id, outcome.id)
            olds = (urls.outcome(name, id) for id in (outcome.id, *outcome.previous_ids))
            yield from ((old, here) for old in olds if old != here)


def _lived_in(knowledge: Knowledge) -> Iterator[str]:
    """The addresses at which something lives now, so that nothing else may."""
    yield from (urls.question(each.id) for each in knowledge.faqs)
    yield from (urls.policy(each.id) for each in knowledge.policies)
    yield from (urls.guide(each.id) for each in knowledge.guides)
    yield from (urls.topic(each.id) for each in knowledge.categories)
    for tree in knowledge.trees:
        yield urls.tree(tree.id)
        yield from (urls.outcome(tree.id, each.id) for each in tree.outcomes)
