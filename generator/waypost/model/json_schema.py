"""The editor's schema (JSON Schema, draft 7), made from the model's declarations.

Every scalar stays the text that was typed, so a field takes numbers and truth values as well. Where
a knowledge base is given, its ids are offered for completion; other text stays allowed, since the
schema is older than what the editor is typing: `waypost check` says whether an id exists.
"""

import json
from collections.abc import Iterable
from typing import Any

from ruamel.yaml import YAML

from waypost.model import field_types
from waypost.model.declare import FieldSpec, Placed, fields_of
from waypost.model.entries import KnownIds
from waypost.model.field_types import FieldType
from waypost.model.ids import LONGEST
from waypost.model.records import Knowledge, MerchantReturns, Question

Schema = dict[str, Any]

ID_PATTERN = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
PERIOD_PATTERN = r"^\d+ (day|week|month|year)s?$"
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
FILE = "faq.schema.json"
"""Its name beside the knowledge base."""


def schema(known: KnownIds | None = None) -> Schema:
    """The schema of `faq.yaml` and of every file that it includes."""
    maker = _Maker(known or KnownIds())
    top = maker.record(Knowledge)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Waypost knowledge base",
        **top,
        "definitions": maker.definitions(),
    }


def written(known: KnownIds | None = None) -> str:
    """The schema as the text of `faq.schema.json`."""
    return json.dumps(schema(known), ensure_ascii=False, indent=2) + "\n"


def example(text: str) -> Any:
    """A field's example as a value; ``text`` is YAML as an editor would type it."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


class _Maker:
    """Makes the parts of a schema; the records that it refers to become definitions."""

    def __init__(self, known: KnownIds) -> None:
        self.known = known
        self.made: dict[str, Schema] = {}

    def definitions(self) -> Schema:
        """Every record referred to so far, and those that they refer to."""
        self.made |= {"target": self._target(), "rules": self._rules(), "when": self._when()}
        return dict(sorted(self.made.items()))

    def record(self, cls: type[Placed], *, keyed: bool = False) -> Schema:
        """A record; ``keyed`` where its id is the key under which it stands."""
        wanted = [each for each in fields_of(cls).values() if not (keyed and each.name == "id")]
        required = [each.name for each in wanted if each.required]
        result: Schema = {
            "type": "object",
            "description": summary(cls),
            "properties": {each.name: self.field(cls, each) for each in wanted},
            "additionalProperties": False,
        }
        return result | ({"required": required} if required else {})

    def field(self, owner: type[Placed], spec: FieldSpec) -> Schema:
        shape = self.values(spec.type)
        if not spec.required:
            shape = _or_empty(shape)
        if owner is MerchantReturns and spec.name == "days":
            shape = _offer((f"{{{{ facts.{id} }}}}" for id in self.known.ids("fact")), shape)
        return {"description": spec.meaning, "examples": [example(spec.example)], **shape}

    def refer(self, cls: type[Placed], *, keyed: bool = False) -> Schema:
        name = cls.__name__
        if name not in self.made:
            self.made[name] = {}
            self.made[name] = self.record(cls, keyed=keyed)
        return {"$ref": f"#/definitions/{name}"}

    def values(self, type_: FieldType) -> Schema:
        match type_:
            case field_types.Line() | field_types.Prose():
                return dict(SCALAR)
            case field_types.Id():
                return {"type": ["string", "integer"], "pattern": ID_PATTERN, "maxLength": LONGEST}
            case field_types.Date():
                return {"type": "string", "pattern": DATE_PATTERN}
            case field_types.Period():
                return {"type": "string", "pattern": PERIOD_PATTERN}
            case field_types.Flag():
                return {"enum": ["yes", "no", True, False]}
            case field_types.OneOf(words):
                return {"enum": list(words)}
            case field_types.Ref(to):
                return _offer(self.known.ids(to), {"type": ["string", "integer"]})
            case field_types.Many(item):
                return {"type": "array", "items": self.values(item)}
            case field_types.OneOrMany(item):
                one = self.values(item)
                return {"anyOf": [one, {"type": "array", "items": one}]}
            case field_types.Record(cls, shorthand):
                shape = self.refer(cls)
                return {"anyOf": [dict(SCALAR), shape]} if shorthand else shape
            case field_types.Named():
                return self._named(type_)
            case field_types.Values():
                answers = {
                    name: _offer(self.known.options.get(name, ()), {"type": ["string", "number"]})
                    for name in self.known.ids("question")
                }
                return {"type": "object", "properties": answers, "additionalProperties": SCALAR}
            case field_types.Variants():
                return {"anyOf": [dict(SCALAR), {"type": "array", "items": _VARIANT}]}
            case field_types.Raw("table"):
                return {"type": "array", "items": self._row()}
            case field_types.Raw():
                return self._go({"type": "object", "additionalProperties": _TARGET})
        raise TypeError(f"no schema is known for {type_!r}")

    def _named(self, type_: field_types.Named) -> Schema:
        shape = self.refer(type_.cls, keyed=True)
        each = {"anyOf": [dict(SCALAR), shape]} if type_.shorthand else shape
        named = {"type": "object", "propertyNames": {"pattern": ID_PATTERN}}
        options = self.known.options if type_.cls is Question else {}
        own = {name: self._own_question(ids) for name, ids in options.items() if ids}
        return named | ({"properties": own} if own else {}) | {"additionalProperties": each}

    def _go(self, by_option: Schema) -> Schema:
        return {"anyOf": [_TARGET, by_option, {"$ref": "#/definitions/rules"}]}

    def _target(self) -> Schema:
        targets = [*self.known.ids("question"), *self.known.ids("outcome")]
        return _offer(targets, {"type": ["string", "integer"]}) | {
            "description": "The question or outcome that comes next."
        }

    def _rules(self) -> Schema:
        rule = {
            "type": "object",
            "properties": {"when": _WHEN, "to": _TARGET, "else": _TARGET},
            "additionalProperties": False,
        }
        return {"type": "array", "description": "Rules; the first that holds wins.", "items": rule}

    def _when(self) -> Schema:
        return {
            "type": "object",
            "description": "Tests by name; all must hold.",
            "properties": self._tests(),
            "additionalProperties": _TEST,
        }

    def _row(self) -> Schema:
        cells = {name: _or_empty(test) for name, test in self._tests().items()}
        return {
            "type": "object",
            "properties": {**cells, "to": _TARGET},
            "additionalProperties": _or_empty(_TEST),
            "required": ["to"],
        }

    def _tests(self) -> Schema:
        """For each name that a rule can test, what it can be tested for."""
        facts = [f"{sign} facts.{id}" for id in self.known.ids("fact") for sign in ("<=", ">")]
        tests: Schema = {}
        for name in (*self.known.ids("question"), *self.known.ids("work_out")):
            options = self.known.options.get(name, ())
            if options:
                offered = [*options, *(f"not {id}" for id in options)]
                tests[name] = _offer(offered, {"type": ["string", "integer", "array"]})
            else:
                tests[name] = _offer(facts, {"type": ["string", "number", "array"]})
        return tests

    def _own_question(self, options: Iterable[str]) -> Schema:
        """A question with its options as the keys of its `go`."""
        shape = dict(self.record(Question, keyed=True))
        by_option = {
            "type": "object",
            "properties": dict.fromkeys(options, _TARGET),
            "additionalProperties": _TARGET,
        }
        go = {**shape["properties"]["go"], **_or_empty(self._go(by_option))}
        shape["properties"] = {**shape["properties"], "go": go}
        return shape


_TARGET: Schema = {"$ref": "#/definitions/target"}
_WHEN: Schema = {"$ref": "#/definitions/when"}
_TEST: Schema = {
    "type": ["string", "number", "boolean", "array"],
    "description": "An option, `not` an option, a list of options, or `<= 3`, `3..5`.",
}
_VARIANT: Schema = {
    "type": "object",
    "properties": {
        "when": _WHEN,
        "text": {"description": "The text, where all of `when` holds.", **SCALAR},
        "else": {"description": "The text for all other readers.", **SCALAR},
    },
    "additionalProperties": False,
}


def summary(cls: type[Placed]) -> str:
    """A record's docstring on one line: a sentence or two for editors."""
    return " ".join((cls.__doc__ or "").split())


def _offer(ids: Iterable[str], shape: Schema) -> Schema:
    offered = list(dict.fromkeys(ids))
    return {"anyOf": [{"enum": offered}, shape]} if offered else shape


def _or_empty(shape: Schema) -> Schema:
    """``shape``, or nothing: an empty value is no text."""
    if isinstance(shape.get("type"), str | list):
        types = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
        return shape | {"type": [*types, "null"]}
    if "enum" in shape:
        return shape | {"enum": [*shape["enum"], None]}
    if "anyOf" in shape:
        return shape | {"anyOf": [*shape["anyOf"], {"type": "null"}]}
    return {"anyOf": [shape, {"type": "null"}]}
