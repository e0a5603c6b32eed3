"""Whatever a foreign file holds, it is understood or said not to be; nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from waypost.exchange import (
    converters,
    csv_xlsx,
    data_lists,
    html_faq,
    json_format,
    markdown_faq,
)
from waypost.exchange.import_result import ImportResult, Missed, decoded
from waypost.exchange.merge import plan
from waypost.markdown.from_html import markdown as rewritten

MARKUP = """<p> </p> <b> </b> <ul> <li> </ul> <table> <td> </table> <a> </a> <pre> </pre> <h1>
<blockquote> <script> </script> &amp; &#x0; <!-- --- ``` > - ? text * | " ; question,answer
section,id ü 😀 '=1 [ {"""
LONGER = [
    "**Q: How?** ",
    "<details><summary>Q?</summary>",
    "<dl><dt>Q?</dt><dd>",
    "- Why?",
    "[x]: y",
    "[a](b)",
    "![a](b)",
    "question: Why?",
    "answer: So",
    "=====",
    '<script type="application/ld+json">',
    '{"@type":"FAQPage","mainEntity":[{"@type":"Question"',
    '<a href="https://example.org/(">',
    "# What?",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    " ",
    "\x00",
    "\ufeff",
    "\u2028",
]
PIECES = some.sampled_from([*MARKUP.split(), *LONGER])
TEXTS = some.one_of(some.lists(PIECES, max_size=25).map("".join), some.text(max_size=60))
DATA = some.one_of(TEXTS.map(str.encode), some.binary(max_size=80))
NAMES = """waypost knowledge articles sections faqs facts title body id name label_names
section_id draft question answer trees synonyms x"""
KEYS = some.sampled_from(NAMES.split())
JSON = some.recursive(
    some.one_of(some.none(), some.booleans(), some.integers(0, 3), some.floats(), TEXTS),
    lambda inner: some.one_of(
        some.lists(inner, max_size=4), some.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


def from_yaml(data: bytes) -> ImportResult:
    value, faults = data_lists.yaml_values(data)
    return ImportResult.of([*faults, *(data_lists.read(value) if value else ())])


def of_text(reader: Callable[[str], ImportResult]) -> Callable[[bytes], ImportResult]:
    """A reader of texts that takes bytes, as files hold them."""

    def read(data: bytes) -> ImportResult:
        text = decoded(data)
        return ImportResult(missed=(text,)) if isinstance(text, Missed) else reader(text)

    return read


READERS = {
    "csv": of_text(csv_xlsx.from_csv),
    "workbook": csv_xlsx.from_workbook,
    "markdown": of_text(markdown_faq.read),
    "html": of_text(html_faq.read),
    "rst": of_text(lambda text: converters.read_rst(text, "a.rst")),
    "yaml": from_yaml,
}


def planned(reading: ImportResult) -> None:
    """What was read can be planned, and all that wasn't is said with its place and reason."""
    made = plan(reading, None)
    assert all(missed.where and missed.why for missed in made.missed)
    assert reading.found or reading.missed or made.steps == ()


@pytest.mark.parametrize("form", READERS)
@given(data=DATA)
def test_any_bytes_are_read_or_refused(form: str, data: bytes) -> None:
    """Tables, workbooks, Markdown and pages."""
    planned(READERS[form](data))


@given(JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    """Exports of Zendesk and of other versions of ours."""
    plainly = json.loads(json.dumps(value))
    planned(json_format.read({"knowledge": plainly, "waypost": 1, "sections": plainly}))
    for whole in (plainly, {"articles": plainly, "sections": plainly}):
        planned(ImportResult.of(data_lists.read(whole)))


@given(TEXTS)
def test_any_html_becomes_markdown(html: str) -> None:
    """However its tags are nested."""
    made = rewritten(html)
    assert "<script" not in made.replace("\\<", "")
