"""From nodes to values that hold no records: single texts, pairs, and texts that vary."""

from collections.abc import Mapping
from typing import Any, Final

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, Report
from waypost.model import field_types, hints, scalars
from waypost.model.declare import fields_of
from waypost.model.load_problems import ValuePlace
from waypost.model.records import Variant

HOW_TO_WRITE_TEXT: Final = (
    "Write the text behind the colon. If it holds “: ” or braces, put quotes round all of it."
)


def single(node: Node, type_: field_types.FieldType, place: ValuePlace, report: Report) -> Any:
    """The value of one text; None where it is at fault, which is reported."""
    if not isinstance(node, Scalar):
        code = "list-for-text" if isinstance(node, Sequence) else "mapping-for-text"
        report(place.problem(code, node, why_mend=_as_text(node, place)))
        return None
    if node.empty:
        return _empty(node, type_, place, report)
    fault = scalars.fault(node.text, type_)
    if fault is not None:
        code, about = fault
        report(place.problem(code, node, **about))
        return valid_id(node.text, about) if isinstance(type_, field_types.Id) else None
    return node.text.lower() in scalars.YES if isinstance(type_, field_types.Flag) else node.text


def _as_text(node: Node, place: ValuePlace) -> str:
    """How to make a text of ``node``."""
    if isinstance(node, Sequence) and node is place.value and node.at.line > place.key.at.line:
        return (
            f"To have a list inside the text, write “{place.key}: |” and leave the list below it."
        )
    if isinstance(node, Sequence):
        return "If the text itself starts with “[” or “-”, put quotes round all of it."
    text = hints.one_text(node)
    return f"If it is text, put quotes round all of it: {text}" if text else HOW_TO_WRITE_TEXT


def valid_id(id: Text, about: Mapping[str, str]) -> Text:
    """The id that a record with a bad one should have, so that others may refer to it by that."""
    return Text(about.get("nearest") or str(id), id.at)


def _empty(node: Scalar, type_: field_types.FieldType, place: ValuePlace, report: Report) -> Any:
    spec = fields_of(place.cls)[place.key]
    if isinstance(type_, field_types.Color):
        report(place.problem("bad-color", node))
        return None
    if spec.required or not isinstance(spec.type, type(type_)):
        report(place.problem("empty-value", node))
        return None
    return Text("", node.at) if isinstance(type_, field_types.Prose | field_types.Line) else None


def pairs(node: Node, place: ValuePlace, report: Report) -> Any:
    """Names with a single value each."""
    if not isinstance(node, MapNode):
        report(place.problem("not-pairs", node))
        return None
    read = []
    for name, value in node.entries:
        if isinstance(value, Scalar) and not value.empty:
            read.append((name, value.text))
        elif hints.is_split_off(name, value) and ":" not in name:
            report(Problem("split-text", name.at, {"text": name}, width=len(name)))
        else:
            report(place.problem("not-a-value", value, name=name))
    return tuple(read)


def variants(node: Node, place: ValuePlace, report: Report) -> Any:
    """A text, or texts with the answers for which each stands."""
    if isinstance(node, Scalar):
        if node.empty:
            return ()
        return (Variant(at=node.at, when=None, text=node.text),)
    if not isinstance(node, Sequence):
        report(place.problem("mapping-for-text", node, why_mend=HOW_TO_WRITE_TEXT))
        return None
    read = (_variant(item, place, report) for item in node)
    return tuple(variant for variant in read if variant is not None)


def _variant(node: Node, place: ValuePlace, report: Report) -> Variant | None:
    keys = {str(name) for name, _ in node.entries} if isinstance(node, MapNode) else set()
    if not isinstance(node, MapNode) or keys not in ({"when", "text"}, {"else"}):
        report(place.problem("not-a-variant", node))
        return None
    text = node.get("text") or node.get("else")
    if not isinstance(text, Scalar) or text.empty:
        report(place.problem("not-a-variant", text or node))
        return None
    return Variant(at=node.at, when=node.get("when"), text=text.text)
