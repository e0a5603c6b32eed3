"""The symbols of a file: every id where it is defined, and every reference to one.

The walk follows the model's declarations, as the loader does; the languages inside (`go`, `table`,
`when`, `work_out`, texts) are read here only as far as symbols go.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import yaml

from waypost.edit.document import YamlDocument, find, inner, items, pairs
from waypost.edit.markdown_links import linked
from waypost.edit.symbol import NOWHERE, Scope, Symbol
from waypost.model import field_types
from waypost.model.declare import Placed, fields_of, name_of
from waypost.model.field_types import FieldType
from waypost.model.records import Knowledge, Question, Scenario, Tree

FACT: Final = re.compile(r"\bfacts\.([A-Za-z0-9_-]+?)(?=\.value\b|[^A-Za-z0-9_-]|$)")
ANSWER: Final = re.compile(r"\{\{\s*answers\.([A-Za-z0-9_-]+)\s*\}\}")
PLACEHOLDER: Final = re.compile(r"\{\{[^{}\n]*\}\}")
WORD: Final = re.compile(r"(?<![\w.-])[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*(?![\w(-])")


def symbols_in(doc: YamlDocument) -> Iterator[Symbol]:
    yield from _Walk(doc).record(doc.root, Knowledge, NOWHERE)


@dataclass(frozen=True, slots=True)
class _Walk:
    doc: YamlDocument

    def record(self, node: yaml.Node | None, cls: type[Placed], scope: Scope) -> Iterator[Symbol]:
        id = find(node, "id") if cls is Tree else None
        if id is not None:
            scope = Scope(str(id.value))
        for key, value in pairs(node):
            spec = fields_of(cls).get(key.value)
            if spec is None:
                continue
            if spec.name == "id":
                yield self._defined(value, name_of(cls), scope, node, keyed=False)
            else:
                yield from self.value(value, spec.type, cls, scope)

    def value(
        self, node: yaml.Node, type_: FieldType, cls: type[Placed], scope: Scope
    ) -> Iterator[Symbol]:
        match type_:
            case field_types.Ref(to):
                yield from self._reference(node, to, scope)
            case field_types.Address():
                # A link that stands alone is read as one of a text.
                yield from linked(f"]({node.value})", inner(node)[0] - 2)
            case field_types.Line() | field_types.Prose():
                yield from self.text(node, scope)
            case field_types.Many(field_types.Record(held)) if isinstance(node, yaml.MappingNode):
                # A file of a translation has these records by their ids.
                yield from self._named(node, held, scope)
            case field_types.Many(item) | field_types.OneOrMany(item):
                for each in items(node) if isinstance(node, yaml.SequenceNode) else [node]:
                    yield from self.value(each, item, cls, scope)
            case field_types.Record(held):
                yield from self.text(node, scope)
                yield from self.record(node, held, scope)
            case field_types.Named(held):
                yield from self._named(node, held, scope)
            case field_types.Values():
                yield from self._values(node, cls, scope)
            case field_types.Variants():
                yield from self._variants(node, scope)
            case field_types.Raw():
                yield from self._routes(node, scope)

    def _named(self, node: yaml.Node, cls: type[Placed], scope: Scope) -> Iterator[Symbol]:
        for key, value in pairs(node):
            yield self._defined(key, name_of(cls), scope, value, keyed=True)
            inside = replace(scope, question=key.value) if cls is Question else scope
            inside = Scope(key.value) if cls is Tree else inside
            yield from self.text(value, inside)
            yield from self.record(value, cls, inside)

    def _defined(
        self, node: yaml.Node, kind: str, scope: Scope, record: yaml.Node | None, *, keyed: bool
    ) -> Symbol:
        return replace(self._whole(node, kind, scope), record=record, keyed=keyed)

    def _whole(self, node: yaml.Node, kind: str, scope: Scope) -> Symbol:
        start, end = inner(node)
        return Symbol(kind, str(node.value), start, end, scope)

    def _reference(self, node: yaml.Node, to: str, scope: Scope) -> Iterator[Symbol]:
        if not isinstance(node, yaml.ScalarNode):
            return
        whole = self._whole(node, to, scope)
        tree, slash, outcome = whole.text.partition("/")
        if not slash:
            yield whole
            return
        middle = whole.start + len(tree)
        yield Symbol("tree", tree, whole.start, middle)
        yield Symbol("outcome", outcome, middle + 1, whole.end, Scope(tree))

    def text(self, node: yaml.Node, scope: Scope) -> Iterator[Symbol]:
        """The symbols in a text: placeholders, and links to entries."""
        if not isinstance(node, yaml.ScalarNode):
            return
        yield from text_symbols(self.doc.raw(node), node.start_mark.index, scope)

    def _values(self, node: yaml.Node, cls: type[Placed], scope: Scope) -> Iterator[Symbol]:
        for key, value in pairs(node):
            if cls is Scenario:
                yield self._whole(key, "question", scope)
                yield from self._test(value, replace(scope, question=key.value))
            else:
                yield self._defined(key, "work_out", scope, value, keyed=True)
                yield from self._matches(value, WORD, "variable", scope)
                yield from self._matches(value, FACT, "fact", scope)

    def _variants(self, node: yaml.Node, scope: Scope) -> Iterator[Symbol]:
        yield from self.text(node, scope)
        for item in items(node):
            for key, value in pairs(item):
                if key.value == "when":
                    yield from self._when(value, scope)
                else:
                    yield from self.text(value, scope)

    def _routes(self, node: yaml.Node, scope: Scope) -> Iterator[Symbol]:
        """The symbols in `go` and `table`."""
        if isinstance(node, yaml.ScalarNode):
            yield self._whole(node, "target", scope)
        for key, value in pairs(node):
            yield self._whole(key, "option", scope)
            yield from self._routes(value, scope)
        for rule in items(node):
            for key, value in pairs(rule):
                if key.value in ("to", "else"):
                    yield self._whole(value, "target", scope)
                elif key.value == "when" and isinstance(value, yaml.MappingNode):
                    yield from self._when(value, scope)
                else:
                    yield from self._condition(key, value, scope)

    def _when(self, node: yaml.Node, scope: Scope) -> Iterator[Symbol]:
        for key, value in pairs(node):
            yield from self._condition(key, value, scope)

    def _condition(self, key: yaml.Node, test: yaml.Node, scope: Scope) -> Iterator[Symbol]:
        yield self._whole(key, "variable", scope)
        yield from self._test(test, replace(scope, question=key.value))

    def _test(self, node: yaml.Node, scope: Scope) -> Iterator[Symbol]:
        for item in items(node):
            yield from self._test(item, scope)
        if isinstance(node, yaml.ScalarNode):
            yield from self._matches(node, FACT, "fact", scope)
            yield from self._matches(node, WORD, "option", scope)

    def _matches(
        self, node: yaml.Node, pattern: re.Pattern[str], kind: str, scope: Scope
    ) -> Iterator[Symbol]:
        group = pattern.groups
        for match in pattern.finditer(self.doc.raw(node)):
            start = node.start_mark.index + match.start(group)
            yield Symbol(kind, match[group], start, start + len(match[group]), scope)


def text_symbols(
    raw: str, offset: int = 0, scope: Scope = NOWHERE, *, bare: bool = True
) -> Iterator[Symbol]:
    """The symbols in a text that stands at ``offset``: facts, answers, and links to entries."""
    for place in PLACEHOLDER.finditer(raw):
        for pattern, kind in ((FACT, "fact"), (ANSWER, "question")):
            for match in pattern.finditer(place[0]):
                start = offset + place.start() + match.start(1)
                yield Symbol(kind, match[1], start, start + len(match[1]), scope)
    yield from linked(raw, offset, bare=bare)
