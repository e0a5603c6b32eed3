"""``waypost review``: entries were checked today."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from waypost.diagnostics import nearest
from waypost.edit import splices as splice
from waypost.edit import yaml_writer
from waypost.edit.document import Splice, YamlDocument
from waypost.edit.edit_transaction import EditRefused, EditResult, open_base, save
from waypost.edit.symbol import Symbol
from waypost.model.declare import fields_of, name_of
from waypost.model.records import Knowledge
from waypost.model.walk import records_in

REVIEWED: Final = frozenset(
    name_of(cls) for cls in records_in(Knowledge) if "reviewed" in fields_of(cls)
)
"""The kinds that have a review date."""


def review(path: Path, wanted: Sequence[str], day: date) -> EditResult:
    """Set ``reviewed`` of each wanted entry or fact to ``day``.

    An id may say what it means: ``faq:ID``, ``fact:ID``, ``TREE/OUTCOME``. A bare id stands for
    every entry and fact of that name.

    Raises:
        EditRefused: there is no such entry or fact, or the result would be worse.
        OSError: a file can't be read or written.
    """
    base = open_base(path)
    known = [(doc, each) for doc, each in base.symbols() if each.record and each.kind in REVIEWED]
    missing = [id for id in wanted if not any(_is(name, id) for _, name in known)]
    if missing:
        raise EditRefused(_unknown(missing[0], (name for _, name in known)))
    meant = [(doc, name) for doc, name in known if any(_is(name, id) for id in wanted)]
    splices = [(doc.path, each) for doc, name in meant for each in _dated(doc, name, day)]
    return save(base, base.changed(splices), day)


def _is(name: Symbol, wanted: str) -> bool:
    kind, colon, id = wanted.rpartition(":")
    tree, slash, own = id.rpartition("/")
    if slash and (name.kind != "outcome" or name.scope.tree != tree):
        return False
    return name.text == own and (not colon or name.kind == kind)


def _unknown(wanted: str, known: Iterable[Symbol]) -> str:
    meant = nearest(wanted, sorted({name.text for name in known}))
    return f"There is no entry or fact “{wanted}”." + (f" Did you mean “{meant}”?" if meant else "")


def _dated(doc: YamlDocument, name: Symbol, day: date) -> Iterator[Splice]:
    record = name.record
    if isinstance(record, yaml.MappingNode):
        yield from splice.value(doc, record, "reviewed", day.isoformat(), after="source")
    elif isinstance(record, yaml.ScalarNode):
        # A fact that is its value alone has no room for a date.
        full = yaml_writer.flow({"value": record.value, "reviewed": day.isoformat()})
        yield splice.in_place(doc, record, full)
