"""A knowledge base as plain values, in the shape of its YAML: texts, lists and mappings."""

from typing import Any, Final

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Node, Scalar, Sequence
from waypost.edit.yaml_writer import Plain
from waypost.model import field_types
from waypost.model.declare import Placed, fields_of
from waypost.model.records import Knowledge, Variant

NOT_EXCHANGED: Final = frozenset({"include"})
"""Fields about files, not about their content."""


def plain(knowledge: Knowledge) -> dict[str, Plain]:
    """The values of ``knowledge`` field by field, without those that are defaults."""
    made = record(knowledge)
    if _are_made_up(knowledge):
        del made["categories"]
    return {name: value for name, value in made.items() if name not in NOT_EXCHANGED}


def record(of: Placed, *, leave_out: str = "") -> dict[str, Plain]:
    """The fields of a record; ``leave_out`` is its id where that is the key."""
    made: dict[str, Plain] = {}
    for name, spec in fields_of(type(of)).items():
        value = getattr(of, spec.attribute)
        if name != leave_out and value not in (None, (), "", spec.default):
            made[name] = _value(spec.type, value)
    return made


def _value(type_: field_types.FieldType, value: Any) -> Plain:
    match type_:
        case field_types.Flag():
            return "yes" if value else "no"
        case field_types.Many(item) | field_types.OneOrMany(item):
            return [_value(item, each) for each in value]
        case field_types.Record(_, shorthand):
            made = record(value)
            return made[shorthand] if shorthand and list(made) == [shorthand] else made
        case field_types.Named():
            return {str(each.id): record(each, leave_out="id") for each in value}
        case field_types.Values():
            return {str(name): str(text) for name, text in value}
        case field_types.Variants():
            return _variants(value)
        case field_types.Raw():
            return node_value(value)
        case _:
            return str(value)


def _variants(variants: tuple[Variant, ...]) -> Plain:
    if len(variants) == 1 and variants[0].when is None:
        return str(variants[0].text)
    return [
        {"else": str(each.text)}
        if each.when is None
        else {"when": node_value(each.when), "text": str(each.text)}
        for each in variants
    ]


def node_value(node: Node) -> Plain:
    """The value of ``node``, whose texts know their places; an empty text for nothing."""
    match node:
        case Scalar():
            return "" if node.empty else node.text
        case Sequence():
            return [node_value(item) for item in node]
        case MapNode():
            return {str(name): node_value(value) for name, value in node.entries}


def named_topics(knowledge: Knowledge) -> dict[str, str]:
    """The names of the topics that entries name in free text, by the ids made from them."""
    if not _are_made_up(knowledge):
        return {}
    return {str(topic.id): str(topic.title) for topic in knowledge.categories}


def _are_made_up(knowledge: Knowledge) -> bool:
    """True where no topic is declared: those made from free text stand where entries name them."""
    topics = knowledge.categories
    return bool(topics) and all(topic.id.at == topic.title.at for topic in topics)
