"""From nodes to the model: one loader for all sections, driven by the model's own declarations.

Whatever is wrong becomes a problem; a record is kept wherever its id can be read, so that one
mistake doesn't bring forth others elsewhere.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, nearest
from waypost.model import field_types, hints, ids, records, scalars

RECORDS: Mapping[str, type[records.Placed]] = {
    name: cls
    for name, cls in vars(records).items()
    if isinstance(cls, type) and issubclass(cls, records.Placed)
}
"""The model's classes by name: how a `kinds.Record` finds its class."""

EMPTY: Mapping[str, Any] = MappingProxyType({})

TEXT = "Write the text behind the colon. If it holds “: ” or braces, put quotes round all of it."

Report = Callable[[Problem], None]


FIELDS: Mapping[str, Mapping[str, dataclasses.Field[Any]]] = {
    name: {field.name: field for field in dataclasses.fields(cls) if "kind" in field.metadata}
    for name, cls in RECORDS.items()
}

KINDS: Mapping[str, Mapping[str, tuple[str, field_types.Kind]]] = {
    name: {key: (key, field.metadata["kind"]) for key, field in fields.items()}
    for name, fields in FIELDS.items()
}
"""The same with the kind alone, and with a plain text for a name."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    name: tuple(key for key, field in fields.items() if field.metadata[records.REQUIRED])
    for name, fields in FIELDS.items()
}
"""The fields that a record must have."""

SINGLE = frozenset(
    {
        field_types.Id,
        field_types.OptionId,
        field_types.Date,
        field_types.Period,
        field_types.Flag,
        field_types.Choice,
    }
)
"""The kinds whose values are one text of a certain form."""

WRITTEN = frozenset({field_types.Line, field_types.Prose, field_types.Ref})
"""The kinds that any text is a value of."""

LONGEST_MADE = 40
"""Characters of an id that is suggested."""

MOST_GUESSES = 100
"""Unknown keys of one record for which a known name is looked for, which takes its time."""


def fields_of(cls: type[records.Placed]) -> Mapping[str, dataclasses.Field[Any]]:
    """The fields of a record that an editor can write, by name."""
    return FIELDS[cls.__name__]


def load(root: Node, report: Report) -> dict[str, Any]:
    """The top-level fields that one file gives, by name; problems go to ``report``."""
    if not isinstance(root, MapNode):
        report(Problem("top-level", root.at, {"found": found(root)}))
        return {}
    return _fields(root, records.Knowledge, report)


def _record(node: Node, cls: type[records.Placed], report: Report, **given: Any) -> Any:
    """A record of ``cls``, or nothing where it has no id. ``given`` are fields known already."""
    if not isinstance(node, MapNode):
        about = {"what": what(cls), "found": found(node), "why_keys": _keys(cls, given)}
        report(Problem("not-a-mapping", node.at, about))
        if "id" not in given:
            return None
        blank = {name: _blank(cls, name, node.at) for name in _missing(cls, given)}
        return cls(**{"at": node.at, "faulty": True, **blank, **given})
    faults: list[Problem] = []
    read = given | _fields(node, cls, faults.append, given)
    missing = _missing(cls, read)
    for name in missing:
        about = _about(cls, name)
        if name == "id":
            about["example"] = _id_for(read) or about["example"]
        faults.append(Problem("missing-field", node.at, about))
    for fault in faults:
        report(fault)
    if "id" in missing:
        return None
    blank = {name: _blank(cls, name, node.at) for name in missing}
    return cls(**{"at": node.at, "faulty": bool(faults), **read, **blank})


def _id_for(read: Mapping[str, Any]) -> str:
    """An id that a record without one could have, from what readers see of it."""
    shown = str(read.get("question") or read.get("title") or "")
    made = ids.nearest_valid(shown)
    return made if len(made) <= LONGEST_MADE else made[: LONGEST_MADE + 1].rpartition("-")[0]


def _fields(
    node: MapNode, cls: type[records.Placed], report: Report, given: Mapping[str, Any] = EMPTY
) -> dict[str, Any]:
    """The values of the keys in ``node`` that ``cls`` knows."""
    read: dict[str, Any] = {}
    known = KINDS[cls.__name__]
    odd: list[tuple[Text, Node]] = []
    for key, value in node.entries:
        found = known.get(key)
        if found is None or key in given:
            odd.append((key, value))
            continue
        name, kind = found
        # Nearly all values are such that nothing can be wrong with them.
        if type(value) is Scalar and type(kind) in WRITTEN and not value.empty:
            read[name] = value.text
        elif (
            type(value) is Sequence and type(kind) is field_types.Many and _plain(value, kind.item)
        ):
            read[name] = tuple([item.text for item in value.items])  # type: ignore[union-attr]
        else:
            _field(_Place(key, value, cls), name, kind, read, report)
    if odd:
        _odd_keys(odd, cls, read, report, given)
    return read


def _plain(listed: Sequence, item: field_types.Kind) -> bool:
    """Whether a list holds nothing but texts that may be any text."""
    if type(item) not in WRITTEN:
        return False
    return all(type(each) is Scalar and not each.empty for each in listed.items)


def _field(
    at: _Place, name: str, kind: field_types.Kind, read: dict[str, Any], report: Report
) -> None:
    """Put what stands ``at`` a place into ``read`` under the field's ``name``."""
    result = _value(at.value, kind, at, report)
    if result is not None:
        read[name] = result
    elif name in NEEDED[at.cls.__name__]:
        # Its problem has been reported; a blank keeps "missing" from being reported too.
        read[name] = _blank(at.cls, name, at.value.at)


def _odd_keys(
    odd: list[tuple[Text, Node]],
    cls: type[records.Placed],
    read: dict[str, Any],
    report: Report,
    given: Mapping[str, Any],
) -> None:
    """Report keys that ``cls`` doesn't know, and read on those that surely mean one it knows."""
    known = {name: kind for name, (_, kind) in KINDS[cls.__name__].items() if name not in given}
    for number, (key, value) in enumerate(odd):
        tight = hints.TIGHT.fullmatch(key)
        if hints.is_split_off(key, value) and tight and tight[1] in known:
            at = key.at._replace(column=key.at.column + len(tight[1]))
            report(Problem("colon-without-space", at, {"key": tight[1]}))
            name, value = tight[1], Scalar(Text(tight[2].strip(), key.at), plain=True)
        elif hints.is_split_off(key, value):
            report(Problem("split-text", key.at, {"text": key}, width=len(key)))
            continue
        else:
            guess = number < MOST_GUESSES
            report(_unknown_key(key, cls, given, guess=guess))
            name = hints.key(key, known) if guess else ""
        if name and name not in read:
            place = _Place(Text(name, key.at), value, cls)
            _field(place, name, known[name], read, report)


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: under which key of which record."""

    key: Text
    value: Node
    cls: type[records.Placed]

    @property
    def at(self) -> Mark:
        # A list or mapping that starts on a later line is best shown at its key.
        return self.key.at if self.value.at.line > self.key.at.line else self.value.at

    def problem(self, code: str, node: Node, **about: str) -> Problem:
        inside = node is not self.value
        width = len(node.text.split("\n", 1)[0]) if isinstance(node, Scalar) else 1
        particulars = _about(self.cls, self.key) | {"found": found(node)} | about
        return Problem(code, node.at if inside else self.at, particulars, width=max(width, 1))


def _value(node: Node, kind: field_types.Kind, place: _Place, report: Report) -> Any:
    """What ``node`` says as ``kind``; nothing where it is at fault, which is then reported."""
    if type(node) is Scalar and type(kind) in WRITTEN and not node.empty:
        return node.text
    if type(kind) in SINGLE:
        return _single(node, kind, place, report)
    match kind:
        case field_types.Many(item):
            return _many(node, item, place, report)
        case field_types.OneOrMany(item):
            if isinstance(node, Scalar):
                one = _value(node, item, place, report)
                return None if one is None else (one,)
            return _many(node, item, place, report)
        case field_types.Record(name):
            return _record(node, RECORDS[name], report)
        case field_types.Named(name, shorthand):
            return _named(node, RECORDS[name], shorthand, place, report)
        case field_types.Values():
            return _pairs(node, place, report)
        case field_types.Variants():
            return _variants(node, place, report)
        case field_types.Raw():
            return node if isinstance(node, Scalar) else dataclasses.replace(node, at=place.at)
        case _:
            return _single(node, kind, place, report)


def _single(node: Node, kind: field_types.Kind, place: _Place, report: Report) -> Any:
    if not isinstance(node, Scalar):
        code = "list-for-text" if isinstance(node, Sequence) else "mapping-for-text"
        report(place.problem(code, node, why_mend=_as_text(node, place)))
        return None
    if node.empty:
        return _empty(node, kind, place, report)
    fault = scalars.fault(node.text, kind)
    if fault is not None:
        code, about = fault
        report(place.problem(code, node, **about))
        return _called(node.text, about) if isinstance(kind, field_types.Id) else None
    return scalars.is_yes(node.text) if isinstance(kind, field_types.Flag) else node.text


def _as_text(node: Node, place: _Place) -> str:
    """How to make a text of ``node``."""
    if isinstance(node, Sequence) and node is place.value and node.at.line > place.key.at.line:
        return (
            f"To have a list inside the text, write “{place.key}: |” and leave the list below it."
        )
    if isinstance(node, Sequence):
        return "If the text itself starts with “[” or “-”, put quotes round all of it."
    text = hints.one_text(node)
    return f"If it is text, put quotes round all of it: {text}" if text else TEXT


def _called(id: Text, about: Mapping[str, str]) -> Text:
    """What a record with a bad id is called: the id that it should have, so that others may refer
    to it by that one."""
    return Text(about.get("nearest") or str(id), id.at)


def _empty(node: Scalar, kind: field_types.Kind, place: _Place, report: Report) -> Any:
    field = fields_of(place.cls)[place.key]
    if field.metadata[records.REQUIRED] or not isinstance(field.metadata["kind"], type(kind)):
        report(place.problem("empty-value", node))
        return None
    return Text("", node.at) if isinstance(kind, field_types.Prose | field_types.Line) else None


def _many(node: Node, item: field_types.Kind, place: _Place, report: Report) -> Any:
    if isinstance(node, Scalar) and node.empty and not _is_required(place):
        return ()
    if not isinstance(node, Sequence):
        fault = place.problem("not-a-list", node, why_mend=_listed(node, item))
        # Where keys stand for a list, the dash is missing before the first of them.
        report(dataclasses.replace(fault, at=node.at))
        listed = hints.as_listed(node) if isinstance(item, field_types.Record) else None
        if listed is None:
            return None
        node = listed
    if type(item) is field_types.Record:
        cls = RECORDS[item.name]
        read = [_record(element, cls, report) for element in node.items]
    else:
        read = [_value(element, item, place, report) for element in node.items]
    return tuple([value for value in read if value is not None])


def _listed(node: Node, item: field_types.Kind) -> str:
    """How to make a list of ``node``."""
    if not isinstance(item, field_types.Record) and isinstance(node, Scalar):
        return hints.in_brackets(node)
    if isinstance(node, MapNode) and hints.as_listed(node):
        first = node.entries[0][0]
        return f"Write “- id: {first}” in the place of “{first}:”, and so on"
    return "Put a dash and a space before the first key of each item"


def _is_required(place: _Place) -> bool:
    return place.key in NEEDED[place.cls.__name__]


def _named(
    node: Node, cls: type[records.Placed], shorthand: str | None, place: _Place, report: Report
) -> Any:
    """Records by id; a bare text stands for a record with that one field."""
    if isinstance(node, Scalar) and node.empty and not _is_required(place):
        return ()
    if not isinstance(node, MapNode):
        named_anyway = hints.as_named(node, labels=cls is records.Option)
        report(place.problem("not-named", node, why_mend=_by_id(named_anyway)))
        if named_anyway is None:
            return None
        node = named_anyway
    read = []
    for name, value in node.entries:
        kind = field_types.OptionId() if cls is records.Option else field_types.Id()
        fault = scalars.fault(name, kind)
        if fault is not None:
            code, about = fault
            report(Problem(code, name.at, _about(cls, "id") | about, width=len(name)))
            name = _called(name, about)
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


def _pairs(node: Node, place: _Place, report: Report) -> Any:
    if not isinstance(node, MapNode):
        report(place.problem("not-pairs", node))
        return None
    pairs = []
    for name, value in node.entries:
        if isinstance(value, Scalar) and not value.empty:
            pairs.append((name, value.text))
        else:
            report(place.problem("not-a-value", value, name=name))
    return tuple(pairs)


def _variants(node: Node, place: _Place, report: Report) -> Any:
    if isinstance(node, Scalar):
        if node.empty:
            return ()
        return (records.Variant(at=node.at, when=None, text=node.text),)
    if not isinstance(node, Sequence):
        report(place.problem("mapping-for-text", node, why_mend=TEXT))
        return None
    read = (_variant(item, place, report) for item in node)
    return tuple(variant for variant in read if variant is not None)


def _variant(node: Node, place: _Place, report: Report) -> records.Variant | None:
    keys = {str(name) for name, _ in node.entries} if isinstance(node, MapNode) else set()
    if not isinstance(node, MapNode) or keys not in ({"when", "text"}, {"else"}):
        report(place.problem("not-a-variant", node))
        return None
    text = node.get("text") or node.get("else")
    if not isinstance(text, Scalar) or text.empty:
        report(place.problem("not-a-variant", text or node))
        return None
    return records.Variant(at=node.at, when=node.get("when"), text=text.text)


def _missing(cls: type[records.Placed], read: Mapping[str, Any]) -> list[str]:
    return [name for name in NEEDED[cls.__name__] if name not in read]


def _blank(cls: type[records.Placed], name: str, at: Mark) -> Any:
    kind = fields_of(cls)[name].metadata["kind"]
    return (
        ()
        if isinstance(kind, field_types.Many | field_types.Named | field_types.Values)
        else Text("", at)
    )


def _unknown_key(
    key: Text, cls: type[records.Placed], given: Mapping[str, Any], *, guess: bool
) -> Problem:
    known = {name: field for name, field in fields_of(cls).items() if name not in given}
    guess = guess and not _owners(key, cls)
    sure = hints.key(key, known) if guess else ""
    near = sure or (nearest(key, known) if guess else "")
    about = {
        "key": key,
        "what": what(cls),
        "nearest": near,
        "why_where": "" if near else _where(key, cls),
        "why_keys": "" if sure else f"It can have: {_keys(cls, given)}.",
    }
    return Problem("unknown-key", key.at, about, width=len(key))


def _where(key: Text, cls: type[records.Placed]) -> str:
    """Where a key would be at home that ``cls`` doesn't know."""
    if owners := _owners(key, cls):
        return f"“{key}” belongs to a {owners[0]}: is this line indented as the others of it are? "
    if " " in key:
        return "If it is text that goes on from above, indent it as far as that text. "
    return ""


def _owners(key: Text, cls: type[records.Placed]) -> list[str]:
    """The records inside a knowledge base of which ``key`` is a field, where it is at home."""
    if cls is not records.Knowledge:
        return []
    return [what(RECORDS[name]) for name in AT_HOME if key in FIELDS[name]]


AT_HOME = ("Faq", "Policy", "Guide", "Tree", "Question", "Outcome", "Fact", "Contact", "Term")
"""Records to which a line at the margin may belong, the most frequent first."""


def _about(cls: type[records.Placed], name: str) -> dict[str, str]:
    field = fields_of(cls)[name]
    return {
        "field": name,
        "what": what(cls),
        "why": field.metadata["meaning"],
        "example": field.metadata["example"],
    }


def _keys(cls: type[records.Placed], given: Mapping[str, Any]) -> str:
    """The keys that an editor may write, what is this record's own before what all entries have."""
    common = fields_of(records.Entry) if issubclass(cls, records.Entry) else {}
    names = [name for name in fields_of(cls) if name not in given]
    return ", ".join(sorted(names, key=lambda name: name in common and name != "id"))


def what(cls: type[records.Placed]) -> str:
    """The name of a record's class as editors call it."""
    return cls.called or cls.__name__.lower()


def found(node: Node) -> str:
    """What a node is, in an editor's words."""
    match node:
        case Scalar(text=text):
            return "nothing" if node.empty else f"the text “{' '.join(text[:41].split())[:40]}”"
        case Sequence():
            return "a list"
        case MapNode():
            return "a group of keys"
