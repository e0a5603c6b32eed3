"""A whole knowledge base as JSON, as `waypost export` writes it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from waypost.edit.yaml_writer import Plain
from waypost.exchange.cells import texts_only
from waypost.exchange.import_result import Found, ImportResult, Missed, nothing, quoted
from waypost.exchange.table import KEYED, RECORDS
from waypost.model.declare import fields_of
from waypost.model.records import Knowledge

VERSION: Final = 1
MARK: Final = "waypost"


def to_json(values: Mapping[str, Plain]) -> str:
    """``values`` of a whole knowledge base as the text of a JSON file."""
    whole = {MARK: VERSION, "knowledge": values}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def read(whole: Mapping[str, Any]) -> ImportResult:
    """Read a file that `to_json` wrote."""
    if str(whole.get(MARK)) != str(VERSION):
        why = f"it was made by another version ({whole.get(MARK)}; this one reads {VERSION})"
        return nothing("the file", why)
    try:
        values = texts_only(whole.get("knowledge"))
    except ValueError as reason:
        return nothing("the file", str(reason))
    if not isinstance(values, Mapping):
        return nothing("the file", "it holds no knowledge base under “knowledge”")
    return ImportResult.of(row for section in values.items() for row in _section(*section))


def _section(section: str, value: Any) -> Iterator[Found | Missed]:
    if section not in fields_of(Knowledge):
        yield Missed(section, "there is no such section")
    elif section not in RECORDS:
        yield Found(section, section, {"value": value})
    elif section in KEYED and isinstance(value, dict):
        for id, fields in value.items():
            yield _record(f"{section}.{id}", section, fields, id)
    elif section not in KEYED and isinstance(value, list):
        for number, fields in enumerate(value, start=1):
            yield _record(f"{section}, number {number}", section, fields)
    else:
        yield Missed(section, "it isn't laid out as a knowledge base is")


def _record(where: str, section: str, fields: Any, name: str = "") -> Found | Missed:
    if not isinstance(fields, dict):
        return Missed(where, "it isn't a record of fields")
    unknown = [key for key in fields if key not in fields_of(RECORDS[section])]
    if unknown:
        return Missed(where, f"{quoted(unknown[0])} is no field of {section}")
    return Found(where, section, fields, name)
