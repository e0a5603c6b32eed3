"""Prepares the change that an import makes: new records at the ends of their sections."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from waypost.edit import splices as splice
from waypost.edit.add_entry import Addition, placed
from waypost.edit.document import Splice, YamlDocument, document, find, items
from waypost.edit.edit_transaction import PreparedEdit, SourceFiles, open_base, prepare
from waypost.edit.yaml_writer import Plain, block
from waypost.exchange.import_result import Found
from waypost.exchange.merge import DIFFERS, NEW, ImportPlan, ImportStep
from waypost.exchange.table import KEYED, RECORDS, key_of
from waypost.model.json_schema import FILE

MODELINE: Final = f"# yaml-language-server: $schema=./{FILE}\n"


def apply(path: Path, plan: ImportPlan, day: date, *, overwrite: bool = False) -> PreparedEdit:
    """The change that writes the records that are new by ``plan`` and, if asked, those that differ.

    Raises:
        EditRefused: the result would have errors that weren't there before.
        OSError: a file can't be read.
    """
    if not path.exists():
        # The settings of a site beside it give its title.
        title = {} if (path.parent / "mkdocs.yml").exists() else {"title": "Help"}
        text = MODELINE + _new_file(plan, title)
        base = SourceFiles(path, (document(path, b""),), {path: b""})
        return prepare(base, {path: text.encode()}, day)
    base = open_base(path)
    new = [step.found for step in plan.of(NEW)]
    records = [each for each in new if each.section in RECORDS]
    splices = placed(base, [Addition(each.section, each.fields, each.name) for each in records])
    doc = base.documents[0]
    splices += [
        (doc.path, splice.section(doc, each.section, each.fields["value"]))
        for each in new
        if each.section not in RECORDS
    ]
    for step in plan.of(DIFFERS) if overwrite else []:
        for doc in base.documents:
            splices += [(doc.path, each) for each in _overwritten(doc, step)]
    return prepare(base, base.changed(splices), day)


def _new_file(plan: ImportPlan, about: Mapping[str, Plain]) -> str:
    """A whole knowledge base, its sections in the order of the model; ``about`` it as a default."""
    new = [step.found for step in plan.of(NEW)]
    site = {each.section: each.fields["value"] for each in new if each.section not in RECORDS}
    parts = [block({name: value}) for name, value in {**about, **site}.items()]
    for section in RECORDS:
        found = [each for each in new if each.section == section]
        if not found:
            continue
        named: Plain = {each.name: each.fields for each in found}
        records: Plain = [each.fields for each in found]
        parts.append(block({section: named if section in KEYED else records}))
    return "\n\n".join(parts) + "\n"


def _overwritten(doc: YamlDocument, step: ImportStep) -> list[Splice]:
    """The fields of a record that differ, in the file where it stands."""
    found = step.found
    if found.section not in RECORDS:
        if doc.root is None or find(doc.root, found.section) is None:
            return []
        return [splice.any_value(doc, doc.root, found.section, found.fields["value"])]
    record = _record(doc, found)
    if record is None:
        return []
    return [splice.any_value(doc, record, name, found.fields[name]) for name in step.changed]


def _record(doc: YamlDocument, found: Found) -> yaml.Node | None:
    section = find(doc.root, found.section)
    if found.section in KEYED:
        node = find(section, found.name)
        return node if isinstance(node, yaml.MappingNode) else None
    name = key_of(found.section)
    wanted = found.fields.get(name)
    ids = ((find(item, name), item) for item in items(section))
    return next((item for id, item in ids if id is not None and id.value == wanted), None)
