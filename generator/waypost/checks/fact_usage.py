"""Facts: each is used somewhere, and rests on a source that is still valid."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from waypost.checks.check import CheckContext
from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Node, Scalar
from waypost.diagnostics import Problem
from waypost.model import entries, field_types, scalars
from waypost.model.records import Fact, Knowledge
from waypost.model.walk import walk

REFERENCE: Final = re.compile(r"\bfacts\.([A-Za-z0-9_-]+)")
REFERRING: Final = (
    field_types.Ref,
    field_types.Line,
    field_types.Inline,
    field_types.Address,
    field_types.Phone,
    field_types.Prose,
    field_types.Values,
    field_types.Variants,
    field_types.Raw,
)
"""The kinds of value that may refer to a fact."""


def facts_are_used(context: CheckContext) -> Iterator[Problem]:
    """A fact that nothing refers to is probably written as prose somewhere."""
    unused = {str(fact.id) for fact in context.knowledge.facts}
    used = _used(context.knowledge)
    while unused and (id := next(used, None)) is not None:
        unused.discard(id)
    for fact in context.knowledge.facts:
        if fact.id in unused:
            yield Problem.of("unused-fact", fact.id, id=fact.id)


def _used(knowledge: Knowledge) -> Iterator[str]:
    """The facts to which something refers."""
    for _, _, type_, value in walk(knowledge, *REFERRING):
        match type_:
            case field_types.Ref(to):
                yield from [str(value)] if to == "fact" else ()
            case field_types.Values():
                for _, text in value:
                    yield from _in_text(text)
            case field_types.Variants():
                for variant in value:
                    yield from _in_text(variant.text)
                    yield from _in_node(variant.when)
            case field_types.Raw():
                yield from _in_node(value)
            case _:
                yield from _in_text(value)


def _in_text(text: str) -> Iterator[str]:
    if "facts." in text:
        yield from (match[1] for match in REFERENCE.finditer(text))


def _in_node(node: Node | None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield from _in_text(node.text)
    elif isinstance(node, MapNode):
        for _, value in node.entries:
            yield from _in_node(value)
    elif node is not None:
        for item in node:
            yield from _in_node(item)


def sources_are_valid(context: CheckContext) -> Iterator[Problem]:
    """An entry that rests on a source withdrawn by the day has to be looked at again."""
    withdrawn = {
        str(source.id): source.withdrawn
        for source in context.knowledge.sources
        if source.withdrawn and (scalars.day(source.withdrawn) or date.max) <= context.day
    }
    for _, entry in entries.reviewed(context.knowledge):
        if entry.source in withdrawn:
            what = "fact" if isinstance(entry, Fact) else "entry"
            about = {"id": entry.id, "source": entry.source, "what": what}
            yield Problem.of("withdrawn-source", entry.source, **about, day=withdrawn[entry.source])
