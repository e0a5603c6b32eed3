"""Every word of a source is in a record, or in the report of what was left out."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
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
<div itemscope itemtype="https://schema.org/Question"><b itemprop="name">%?</b>\
<div itemprop="acceptedAnswer"><p itemprop="text">%</p>%</div></div>
""".splitlines()
PAGES = {
    "faq.md": MARKDOWN,
    "other.md": MARKDOWN,
    "faq.html": HTML,
    "other.html": HTML,
}


def filled(text: str) -> str:
    numbers = count()
    return re.sub("%", lambda _: f"w{next(numbers)}x", text)


def kept(name: str, text: str) -> set[str]:
    """The words of an import of ``text``: those of its entries, and those of its report."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_text(text, encoding="utf-8")
        made, _ = settled(Path(folder) / "kb.yaml", plan(read(source), None), date(2026, 11, 23))
    entries = [json.dumps(step.found.fields, ensure_ascii=False) for step in made.steps]
    return set(WORD.findall("\n".join([*entries, report(name, made, ())])))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("name", PAGES)
@given(data=some.data())
def test_no_word_of_a_page_is_lost(name: str, data: some.DataObject) -> None:
    """Markdown and HTML, of any pieces in any order."""
    pieces = data.draw(some.lists(some.sampled_from(PAGES[name]), min_size=1, max_size=8))
    text = filled("\n\n".join(pieces).replace("\\n", "\n"))
    tops = re.findall(r"^# .*|^.*(?=\n===)|<h1>.*", text, re.MULTILINE)
    title = set(WORD.findall(tops[0])) if len(tops) == 1 else set()
    assert kept(name, text) >= set(WORD.findall(text)) - title


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
@pytest.mark.parametrize("written", [json.dumps], ids=["json"])
@given(value=VALUES)
def test_no_word_of_a_list_is_lost(written: Callable[[Any], str], value: Any) -> None:
    """Lists and mappings under any names, of any shape."""
    text = filled(written(value))
    assert kept("list.json", text) == set(WORD.findall(text))
