"""From nodes to records: one loader for all sections, driven by the records' own declarations.

Whatever is wrong becomes a problem; a record is kept wherever its id can be read, so that one
mistake doesn't bring forth others elsewhere.
"""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, Final

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, Report
from waypost.model import field_types, hints, ids, leaf_loader, scalars
from waypost.model.declare import Placed, fields_of, required, what
from waypost.model.load_problems import (
    NO_FIELDS,
    ValuePlace,
    field_particulars,
    found,
    keys,
    misplaced_entry,
    unknown_key,
)
from waypost.model.records import Knowledge, Option

WRITTEN: Final = frozenset(
    {field_types.Line, field_types.Inline, field_types.Address, field_types.Prose}
    | {field_types.Ref, field_types.Icon, field_types.Mailbox, field_types.Phone}
)
"""The types that any text is a value of."""

LONGEST_MADE: Final = 40
"""Characters of an id that is suggested."""

MOST_GUESSES: Final = 100
"""Unknown keys of one record for which a known name is looked for, which takes its time."""


def load(root: Node, report: Report) -> dict[str, Any]:
    """The top-level fields that one file gives, by name; problems go to ``report``."""
    if not isinstance(root, MapNode):
        report(Problem("top-level", root.at, {"found": found(root)}))
        return {}
    return _fields(root, Knowledge, report)


def _record(node: Node, cls: type[Placed], report: Report, **given: Any) -> Any:
    """A record of ``cls``; None where it has no id. ``given`` are fields known already."""
    if not isinstance(node, MapNode):
        about = {"what": what(cls), "found": found(node), "why_keys": keys(cls, given)}
        report(Problem("not-a-mapping", node.at, about))
        if "id" not in given:
            return None
        blank = {name: _blank(cls, name, node.at) for name in _missing(cls, given)}
        return cls(**{"at": node.at, "faulty": True, **blank, **given})
    faults: list[Problem] = []
    read = given | _fields(node, cls, faults.append, given)
    if faults and not given and (misplaced := misplaced_entry(node, cls)):
        report(misplaced)
        return None
    missing = _missing(cls, read)
    for name in missing:
        about = field_particulars(cls, name)
        if name == "id":
            about["example"] = _id_for(read) or about["example"]
        faults.append(Problem("missing-field", node.at, about))
    for fault in faults:
        report(fault)
    if "id" in missing or read.get("id") == "":
        return None
    blank = {name: _blank(cls, name, node.at) for name in missing}
    known = fields_of(cls)
    values = {known[name].attribute if name in known else name: read[name] for name in read}
    return cls(**{"at": node.at, "faulty": bool(faults), **values, **blank})


def _id_for(read: Mapping[str, Any]) -> str:
    """An id that a record without one could have, from what readers see of it."""
    shown = str(read.get("question") or read.get("title") or "")
    made = ids.nearest_valid(shown)
    return made if len(made) <= LONGEST_MADE else made[: LONGEST_MADE + 1].rpartition("-")[0]


def _missing(cls: type[Placed], read: Mapping[str, Any]) -> list[str]:
    return [name for name in required(cls) if name not in read]


def _blank(cls: type[Placed], name: str, at: Mark) -> Any:
    return () if fields_of(cls)[name].type.is_plural else Text("", at)


def _fields(
    node: MapNode, cls: type[Placed], report: Report, given: Mapping[str, Any] = NO_FIELDS
) -> dict[str, Any]:
    """The values of the keys in ``node`` that ``cls`` knows."""
    read: dict[str, Any] = {}
    known = fields_of(cls)
    odd: list[tuple[Text, Node]] = []
    for key, value in node.entries:
        spec = known.get(key)
        if spec is None or key in given:
            odd.append((key, value))
            continue
        name, type_ = spec.name, spec.type
        # Nearly all values are such that nothing can be wrong with them.
        if type(value) is Scalar and type(type_) in WRITTEN and not value.empty:
            read[name] = value.text
        elif (
            type(value) is Sequence
            and type(type_) is field_types.Many
            and _are_texts(value, type_.item)
        ):
            read[name] = tuple([item.text for item in value.items])  # type: ignore[union-attr]
        else:
            _field(ValuePlace(key, value, cls), name, type_, read, report)
    if odd:
        _odd_keys(odd, cls, read, report, given)
    return read


def _are_texts(listed: Sequence, item: field_types.FieldType) -> bool:
    """True for a list of nothing but texts that may be any text."""
    if type(item) not in WRITTEN:
        return False
    return all(type(each) is Scalar and not each.empty for each in listed.items)


def _field(
    place: ValuePlace, name: str, type_: field_types.FieldType, read: dict[str, Any], report: Report
) -> None:
    """Put the value at ``place`` into ``read`` under the field's ``name``."""
    result = value_of(place.value, type_, place, report)
    if result is not None:
        read[name] = result
    elif name in required(place.cls):
        # Its problem has been reported; a blank keeps "missing" from being reported too.
        read[name] = _blank(place.cls, name, place.value.at)


def _odd_keys(
    odd: list[tuple[Text, Node]],
    cls: type[Placed],
    read: dict[str, Any],
    report: Report,
    given: Mapping[str, Any],
) -> None:
    """Report keys that ``cls`` doesn't know, and read on those that surely mean one it knows."""
    known = {name: spec for name, spec in fields_of(cls).items() if name not in given}
    for number, (key, value) in enumerate(odd):
        tight = re.fullmatch(hints.TIGHT, key)
        if hints.is_split_off(key, value) and tight and tight[1] in known:
            at = key.at._replace(column=key.at.column + len(tight[1]))
            report(Problem("colon-without-space", at, {"key": tight[1]}))
            name, value = tight[1], Scalar(Text(tight[2].strip(), key.at), plain=True)
        elif hints.is_split_off(key, value):
            report(Problem("split-text", key.at, {"text": key}, width=len(key)))
            continue
        else:
            guess = number < MOST_GUESSES
            report(unknown_key(key, cls, given, guess=guess))
            name = hints.key(key, known) if guess else ""
        if name and name not in read:
            place = ValuePlace(Text(name, key.at), value, cls)
            _field(place, name, known[name].type, read, report)


def value_of(node: Node, type_: field_types.FieldType, place: ValuePlace, report: Report) -> Any:
    """The value of ``node`` as ``type_``; None where it is at fault, which is then reported."""
    if type(node) is Scalar and type(type_) in WRITTEN and not node.empty:
        return node.text
    match type_:
        case field_types.Many(item):
            return _many(node, item, place, report)
        case field_types.OneOrMany(item):
            if isinstance(node, Scalar):
                one = value_of(node, item, place, report)
                return None if one is None else (one,)
            return _many(node, item, place, report)
        case field_types.Record(cls, shorthand):
            if shorthand and isinstance(node, Scalar):
                if node.empty:
                    return None
                node = MapNode(((Text(shorthand, node.at), node),), node.at)
            return _record(node, cls, report)
        case field_types.Named(cls, shorthand):
            return _named(node, cls, shorthand, place, report)
        case field_types.Values():
            return leaf_loader.pairs(node, place, report)
        case field_types.Variants():
            return leaf_loader.variants(node, place, report)
        case field_types.Raw():
            return node if isinstance(node, Scalar) else dataclasses.replace(node, at=place.at)
        case _:
            return leaf_loader.single(node, type_, place, report)


def _many(node: Node, item: field_types.FieldType, place: ValuePlace, report: Report) -> Any:
    if isinstance(node, Scalar) and node.empty and not place.is_required:
        return ()
    if not isinstance(node, Sequence):
        fault = place.problem("not-a-list", node, why_mend=_as_list(node, item))
        # Where keys stand for a list, the dash is missing before the first of them.
        report(dataclasses.replace(fault, at=node.at))
        listed = hints.as_listed(node) if isinstance(item, field_types.Record) else None
        if listed is None:
            return None
        node = listed
    if isinstance(item, field_types.Many) and (group := hints.one_group(node)):
        remedy = f"Put the words of a group in brackets of their own: [{group}]"
        report(place.problem("not-a-list", node.items[0], why_mend=remedy))
        return None
    read = [value_of(element, item, place, report) for element in node.items]
    return tuple([value for value in read if value is not None])


def _as_list(node: Node, item: field_types.FieldType) -> str:
    """How to make a list of ``node``."""
    if not isinstance(item, field_types.Record) and isinstance(node, Scalar):
        return hints.in_brackets(node)
    if isinstance(node, MapNode) and hints.as_listed(node):
        first = node.entries[0][0]
        return f"Write “- id: {first}” in the place of “{first}:”, and so on"
    if isinstance(item, field_types.Record):
        return "Put a dash and a space before the first key of each item"
    return "Write each text in a line of its own, behind a dash and a space"


def _named(
    node: Node, cls: type[Placed], shorthand: str | None, place: ValuePlace, report: Report
) -> Any:
    """Records by id; a bare text stands for a record with that one field."""
    if isinstance(node, Scalar) and node.empty and not place.is_required:
        return ()
    if not isinstance(node, MapNode):
        named_anyway = hints.as_named(node, labels=cls is Option)
        report(place.problem("not-named", node, why_mend=_by_id(named_anyway)))
        if named_anyway is None:
            return None
        node = named_anyway
    read = []
    for name, value in node.entries:
        type_ = field_types.OptionId() if cls is Option else field_types.Id()
        fault = scalars.fault(name, type_)
        if fault is not None:
            code, about = fault
            report(Problem(code, name.at, field_particulars(cls, "id") | about, width=len(name)))
            name = leaf_loader.valid_id(name, about)
        if shorthand and isinstance(value, Scalar):
            key = Text(shorthand, name.at)
            value = MapNode(((key, value),), name.at)
        read.append(_record(value, cls, report, id=name, at=name.at))
    return tuple(record for record in read if record is not None)


def _by_id(named: MapNode | None) -> str:
    """How to write records by their ids."""
    if named is None:
        return "Write each as “id:” and put its keys below it, two spaces further in."
    if all(isinstance(value, Scalar) for _, value in named.entries):
        pairs = ", ".join(f"{id}: {value.text}" for id, value in named.entries[:6])  # type: ignore[union-attr]
        return f"Write each with its id: {{{pairs}}}"
    return f"Write “{named.entries[0][0]}:” and put its keys below it, two spaces further in."
