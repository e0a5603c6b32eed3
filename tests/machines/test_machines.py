"""Machines read what people read: the same content as Markdown, JSON, a feed and an index."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.pages.shop import URL, context, pages, plans
from waypost.pages.outputs import markdown_copies, outputs

CASES = Path(__file__).parent / "cases"
FILES = [
    "llms.txt",
    "feed.xml",
    "kb.json",
    "index.md",
    "questions/how-long/index.md",
    "topics/returns/index.md",
    "policies/may-return/index.md",
    "guides/send-it-back/index.md",
    "where-now/index.md",
    "where-now/ask/index.md",
]


def files(url: str = URL) -> dict[str, str]:
    found = markdown_copies(context(url), plans(url))
    found |= outputs(context(url), plans(url), cards=[])
    wanted = (path for path in found if path.endswith((".md", ".txt", ".xml", ".json")))
    return {path: found[path].make().decode() for path in wanted}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_written_as_expected(name: str, agree: Callable[[Path, str], None]) -> None:
    text = files()[name]
    if name == "kb.json":
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    agree(CASES / name.replace("/", "_"), text)


def test_every_listed_page_has_its_markdown() -> None:
    listed = {f"{page.address}index.md" for page in pages() if page.listed}
    assert {name for name in files() if name.endswith(".md")} == listed


def test_kb_json_fits_its_schema_and_every_field_is_described() -> None:
    found = files()
    schema = json.loads(found["kb.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(found["kb.json"]), schema)
    fields = schema["properties"]["entries"]["items"]["properties"]
    assert all(field.get("description") for field in fields.values())
    assert set(json.loads(found["kb.json"])["entries"][0]) == set(fields)


def test_the_feed_is_dated_by_its_content_alone() -> None:
    feed = ElementTree.fromstring(files()["feed.xml"])
    atom = "{http://www.w3.org/2005/Atom}"
    days = [entry.findtext(f"{atom}updated") for entry in feed.iter(f"{atom}entry")]
    assert days == ["2026-11-22T00:00:00Z", "2026-10-01T00:00:00Z"]
    assert feed.findtext(f"{atom}updated") == days[0]


def test_without_a_public_address_there_is_no_feed() -> None:
    assert "feed.xml" not in files("")


def test_the_same_knowledge_gives_the_same_bytes() -> None:
    assert files() == files()
