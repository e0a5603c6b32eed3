"""Every word of a source is in a record, or in the report of what was left out."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from waypost.exchange.formats import read
from waypost.exchange.import_report import report
from waypost.exchange.merge import plan
from waypost.exchange.settle import settled

WORD = re.compile(r"w\d+x")

# Each piece of a page is a form; every % becomes a word of its own.
MARKDOWN = """\
# %
## %?
## %
### How %?
###### % %
**%?**
**%**
Q: %?
A: %
% %, *%* and [%](https://e.org/a).
- %?
- %
1. **%?** %
2. %
> %
| % | % |\\n|---|---|\\n| % | % |
```\\n%\\n```
<!-- % -->
<details><summary>%?</summary>\\n\\n%\\n\\n</details>
<details>\\n<summary>%</summary>%</details>
<p>%</p>
<b>%?</b><br>%
%\\n===
## % {#a-b}
- %\\n\\n  %
    %
![%](p.png) %
[%][r]
***
%[^a]\\n\\n[^a]: %\\n    %
[^b]: %\\n\\n    %
| Question | % | Answer |\\n|---|---|---|\\n| % | % | %? |\\n| % | %
{{ % }} {{< % >}}
### {{ % }}
{literal}`%` {ref}`% <%>` {x}`%`
```{note} %\\n%\\n```
```{include} %\\n```
{# % #}
=== "%"\\n\\n    %\\n    === '%'\\n        %
""".splitlines()
HTML = """\
<h1>%</h1>
<h2>%?</h2>
<h2>%</h2>
<h3 id="a">How %?</h3>
<p>%</p>
<p><b>%?</b></p>
<p><strong>%</strong> %</p>
<div>%<p>%</p>%</div>
<ul><li>%?<li>%<ul><li>%</ul></ul>
<ol start=3><li><p>%</p><p>%</p></ol>
<dl><dt>%?</dt><dd>%</dd></dl>
<dl><dt>%</dt><dd>%</dd></dl>
<details><summary>%?</summary>%</details>
<details><summary>%</summary><p>%</p></details>
<table><tr><th>%</th></tr><tr><td><p>%</p><ul><li>%</ul></td></tr></table>
<blockquote>%</blockquote>
<pre>%</pre>
<!-- % -->
<section>%</section>
%
<a href="https://e.org/">%</a>
<img alt="%" src="a.png">
<em>%</em><br>%
<figure><figcaption>%</figcaption></figure>
<p>{{ % }} {# % #}</p>
<h3>{{ % }}?</h3>
<h3><button>%?</button></h3>
<p>%<sup id="r"><a href="#n">1</a></sup> <a id="s" href="#n">[a]</a></p>
<ol><li id="n">% <a href="#r">%</a></li></ol>
<div><h2>%</h2>% <p id="n"><a href="#s">1</a>: %</p>\\n<p>%</p></div>
<p>{{ % }}</p>
<div itemscope itemtype="https://schema.org/Question"><b itemprop="name">%?</b>\
<div itemprop="acceptedAnswer"><p itemprop="text">%</p>%</div></div>
""".splitlines()
RST = """\
%\\n===
%?\\n---
%\\n---
How %?\\n^^^^^^
% *%* **%** ``%`` `% <https://e.org/a>`_
- %?
- %\\n\\n  %
1. %\\n2. %
%\\n  %
:%: %
.. note:: %
.. % %
.. unknown:: %\\n\\n   %
.. image:: p.png\\n   :alt: %
::\\n\\n  %
== ==\\n%  %\\n== ==\\n%  %\\n== ==
|%|
:role:`%`
% [1]_\\n\\n.. [1] %
.. _a:\\n
.. code:: js\\n\\n   %
""".splitlines()
ASCIIDOC = """\
= %
== %?
== %
=== How %?
% *%* _%_ `%` https://e.org/x[%]
* %?
* %\\n+\\n%
. %\\n. %
%:: %
NOTE: %
// %
|===\\n|% |%\\n\\n|% |%\\n|===
[source,js]\\n----\\n%\\n----
image::p.png[%]
[qanda]\\n%?:: %
.%\\n****\\n%\\n****
%footnote:[%]
[[a]]
""".splitlines()
PAGES = {
    "faq.md": MARKDOWN,
    "other.md": MARKDOWN,
    "faq.html": HTML,
    "other.html": HTML,
    "faq.rst": RST,
    "other.rst": RST,
}


def filled(text: str) -> str:
    numbers = count()
    return re.sub("%", lambda _: f"w{next(numbers)}x", text)


def kept(name: str, text: str | bytes | dict[str, str]) -> set[str]:
    """The words of an import of a file, or of a folder of files: of its entries and its report."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        for at, each in text.items() if isinstance(text, dict) else {"": text}.items():
            file = source / at
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(each if isinstance(each, bytes) else each.encode())
        made, _ = settled(Path(folder) / "kb.yaml", plan(read(source), None), date(2026, 11, 23))
    entries = [json.dumps(step.found.fields, ensure_ascii=False) for step in made.steps]
    return set(WORD.findall("\n".join([*entries, report(name, made, ())])))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("name", PAGES)
@given(data=some.data())
def test_no_word_of_a_page_is_lost(name: str, data: some.DataObject) -> None:
    """Markup of each kind, of any pieces in any order."""
    if name.endswith(".rst"):
        pytest.importorskip("docutils")
    pieces = data.draw(some.lists(some.sampled_from(PAGES[name]), min_size=1, max_size=8))
    text = filled("\n\n".join(pieces).replace("\\n", "\n"))
    assert kept(name, text) >= set(WORD.findall(text))


@pytest.mark.skipif(not shutil.which("asciidoctor"), reason="asciidoctor isn't installed")
@settings(max_examples=8, deadline=None)
@given(some.lists(some.sampled_from(ASCIIDOC), min_size=3, max_size=8))
def test_no_word_of_asciidoc_is_lost(pieces: list[str]) -> None:
    """Fewer texts of it, as each starts its converter. Comments don't leave that."""
    text = filled("\n\n".join(pieces).replace("\\n", "\n"))
    seen = re.sub(r"^// .*", "", text, flags=re.MULTILINE)
    assert kept("faq.adoc", text) >= set(WORD.findall(seen))


SETTINGS = ["title: %", "tags: [%, %]", "category: %", "description: %", "draft: true", "own: 1"]
FILES = some.dictionaries(
    some.sampled_from(["a.md", "b.mdx", "faq.md", "c/d.md", "c/index.md", "c/e.html"]),
    some.tuples(
        some.lists(some.sampled_from(SETTINGS), max_size=5, unique=True),
        some.lists(some.sampled_from(MARKDOWN), max_size=5),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES)
def test_no_word_of_a_folder_is_lost(files: dict[str, tuple[list[str], list[str]]]) -> None:
    """Files with front matter, as articles or as lists of questions."""
    numbers = count()
    texts = {
        name: re.sub(
            "%",
            lambda _: f"w{next(numbers)}x",
            "\n".join(["---", *head, "---", "\n\n".join(body).replace("\\n", "\n")]),
        )
        for name, (head, body) in files.items()
    }
    # In HTML a word in angle brackets is a tag.
    seen = (
        re.sub(r"<w\d+x>", "", text) if name.endswith(".html") else text
        for name, text in texts.items()
    )
    assert kept("docs", texts) >= set(WORD.findall("".join(seen)))


def table(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


HEADS = [
    "question",
    "answer",
    "topic",
    "tags",
    "draft",
    "reviewed",
    "source",
    "policies",
    "id",
    "notes",
    "own",
]
CELLS = some.sampled_from(["%", "", "% %", "%\n%", "<p>%</p>", "%; %", '["%"]', "=%", "yes"])
ROWS = some.lists(some.lists(CELLS, min_size=2, max_size=12), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.sampled_from(HEADS), min_size=2, max_size=8, unique=True), ROWS)
def test_no_word_of_a_table_is_lost(heads: list[str], rows: list[list[str]]) -> None:
    """Whatever its columns are, and however long its rows."""
    text = filled(table([heads, *rows]))
    assert kept("table.csv", text) == set(WORD.findall(text))


HEADED = some.lists(some.sampled_from(HEADS), min_size=2, max_size=8, unique=True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.lists(some.tuples(some.one_of(HEADED, some.just(["own"])), ROWS), min_size=1, max_size=3)
)
def test_no_word_of_a_workbook_is_lost(sheets: list[tuple[list[str], list[list[str]]]]) -> None:
    """On any of its sheets, whether it has questions or not."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    numbers = count()
    for number, (heads, rows) in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in [heads, *rows]:
            sheet.append([re.sub("%", lambda _: f"w{next(numbers)}x", cell) for cell in row])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    assert kept("book.xlsx", out.getvalue()) == {f"w{number}x" for number in range(next(numbers))}


KEYS = [
    "question",
    "answer",
    "title",
    "name",
    "body",
    "description",
    "category",
    "tags",
    "items",
    "articles",
    "own",
]
VALUES = some.recursive(
    some.sampled_from(["%", "%?", "<p>%</p>", "# %\n%", "", True, None]),
    lambda inner: some.one_of(
        some.lists(inner, max_size=3),
        some.dictionaries(some.sampled_from(KEYS), inner, max_size=4),
    ),
    max_leaves=10,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("name", ["list.json", "list.yml"])
@given(value=VALUES)
def test_no_word_of_a_list_is_lost(name: str, value: Any) -> None:
    """Lists and mappings under any names, of any shape."""
    text = filled(json.dumps(value) if name == "list.json" else yaml.safe_dump(value))
    assert kept(name, text) == set(WORD.findall(text))


def some_of(**fields: list[Any]) -> some.SearchStrategy[Any]:
    """Mappings that have each key or not, with one of its values."""
    return some.fixed_dictionaries(
        {}, optional={name: some.sampled_from(values) for name, values in fields.items()}
    )


BODIES = ["<p>%</p>", "<h2>%</h2><ul><li>%</ul>", "<!-- % -->%", "", None]
ZENDESK = some_of(
    id=[1, 2], title=["%?", "%"], name=["%"], body=BODIES, section_id=[7, 8], draft=[True, False],
    label_names=[["%", "%"], []], user_segment_id=[None, 5],
)  # fmt: skip
INTERCOM = some_of(
    type=["article"], id=["1", "2"], title=["%?", "%"], description=["%", None], body=BODIES,
    state=["draft", "published"], parent_id=["7", "8"],
)  # fmt: skip
FRESHDESK = some_of(
    id=[1, 2], title=["%?", "%"], description=BODIES, status=[1, 2], tags=[["%"], []],
    seo_data=[{"meta_title": "%", "meta_description": "%"}],
)  # fmt: skip
DESCRIBED = some_of(
    name=["%?", ["%?", "%?"]], text=["%"],
    acceptedAnswer=[{"text": "<b>%</b>"}, [{"text": "%"}, {"text": "%"}]],
    suggestedAnswer=[{"text": "%"}, [{"text": "%"}]], keywords=["%"],
)  # fmt: skip
EXPORTS: dict[str, tuple[Any, Callable[[list[Any]], Any]]] = {
    "zendesk": (
        ZENDESK,
        lambda them: {"articles": them, "sections": [{"id": 7, "name": "%", "description": "%"}]},
    ),
    "intercom": (
        INTERCOM,
        lambda them: {"type": "list", "data": them, "collections": [{"id": "7", "name": "%"}]},
    ),
    "freshdesk": (
        FRESHDESK,
        lambda them: [{"name": "%", "folders": [{"name": "%", "visibility": 1, "articles": them}]}],
    ),
    "json-ld": (
        DESCRIBED,
        lambda them: {"@type": "FAQPage", "name": "%", "mainEntity": them, "description": "%"},
    ),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("of", EXPORTS)
@given(data=some.data())
def test_no_word_of_an_export_is_lost(of: str, data: some.DataObject) -> None:
    """Articles with some of their fields, and the groups beside or around them."""
    article, around = EXPORTS[of]
    text = filled(json.dumps(around(data.draw(some.lists(article, min_size=1, max_size=4)))))
    assert kept("export.json", text) == set(WORD.findall(text))
