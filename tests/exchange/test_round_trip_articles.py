"""Any answers come back from other help desks as readers saw them."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.exchange.test_articles import STYLES, shown
from waypost.checks.analyse import analyse
from waypost.edit.yaml_writer import Plain, block
from waypost.exchange.articles import Article, articles, to_intercom, to_markdown, to_zendesk
from waypost.exchange.formats import read
from waypost.exchange.merge import plan
from waypost.exchange.settle import settled

DAY = date(2026, 11, 23)
SIGNS = r"""card Größe 3.5 a_b C# R&D 100% 返品 x*y 1. - + # \* &lt; \<b> | ~ \[x] a\_b_ ! : \` "q"
it's (c) https://e.org/a_b"""
WORDS = some.lists(some.sampled_from(SIGNS.split()), max_size=5).map(lambda w: " ".join(["so", *w]))
MARKED = [
    *("`a < *b*`", "``a`b``", "[to](https://e.org/a_(b)?c=1&d=2)", "[other](faq:q0)", "a\\\nb"),
    *("[**bold** link](https://e.org/)", "~~old~~", "~~*both*~~ x"),
]
LINE = some.lists(
    some.one_of(
        WORDS,
        WORDS.map(lambda words: f"**{words} end**"),
        WORDS.map(lambda words: f"*{words} end*"),
        some.sampled_from(MARKED),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
CELLS = some.tuples(WORDS, WORDS).map(lambda row: f"| {' / '.join(row[0].split('|'))} | x |")
TABLE = some.lists(CELLS, min_size=2, max_size=3).map(
    lambda rows: "\n".join([rows[0], "| --- | --- |", *rows[1:]])
)
FIXED = [
    *("```\nif a < b:\n    *x*\n```", "    indented *code*", "---", "### so *much*"),
    "- [x] so\n- [ ] so *so*",
    *("> [!NOTE]\n> so", "> [!WARNING] so *x*\n>\n> - so", "> [!caution]\n> > [!TIP] *b*"),
    *("![so](so.png)", "| so | x |\n| --- | --- |"),
]


def listed(mark: str, items: list[tuple[str, list[str]]]) -> str:
    """Blocks as items behind a mark."""
    texts = ("\n\n".join([first, *more]) for first, more in items)
    indent = "\n" + " " * (len(mark) + 1)
    made = "\n".join(f"{mark} {text.replace(chr(10), indent)}" for text in texts)
    return re.sub(r"^ +$", "", made, flags=re.MULTILINE)


def quote(blocks: list[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))


BLOCK = some.recursive(
    some.one_of(LINE, TABLE, some.sampled_from(FIXED)),
    lambda inner: some.one_of(
        some.builds(
            listed,
            some.sampled_from(["-", "1.", "2.", "10."]),
            some.lists(some.tuples(LINE, some.lists(inner, max_size=3)), min_size=1, max_size=3),
        ),
        some.lists(inner, min_size=1, max_size=2).map(quote),
    ),
    max_leaves=6,
)
ANSWER = some.lists(BLOCK, min_size=1, max_size=4).map(
    lambda blocks: "\n\n".join(["so", *blocks, "so\n"])
)


def exported(style: str, made: list[Article], folder: Path) -> Path:
    """The file or folder of an export."""
    folder.mkdir()
    if style == "markdown":
        for name, text in to_markdown(made):
            (folder / name).write_text(text, encoding="utf-8")
        return folder
    value = to_zendesk(made, "Help") if style == "zendesk" else to_intercom(made)
    (folder / "all.json").write_text(json.dumps(value), encoding="utf-8")
    return folder / "all.json"


def of(kb: Path) -> list[Article]:
    return articles(analyse(kb, DAY, drafts=True))


def seen(article: Article) -> list[object]:
    """An article as readers see it, whether the items of its lists stand apart or not."""
    text = re.sub(r"<li>\s*<p>(.*?)</p>", r"<li>\1", shown(article.html))
    return [
        article.id,
        article.title,
        article.topic,
        article.draft,
        re.sub(" ?([<>]) ?", r"\1", text),
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("style", STYLES)
@given(answers=some.lists(ANSWER, min_size=1, max_size=2))
def test_any_answers_come_back_as_readers_saw_them(style: str, answers: list[str]) -> None:
    """Emphasis, links, lists, quotes, code and tables, with signs of every kind in them."""
    faqs: list[Plain] = [
        {"id": f"q{at}", "question": f"How about {at}?", "answer": answer, "category": "A & B"}
        for at, answer in enumerate(answers)
    ]
    with tempfile.TemporaryDirectory() as folder:
        kb, copy = Path(folder, "faq.yaml"), Path(folder, "copy.yaml")
        (kb.parent / "content").mkdir()
        (kb.parent / "content" / "so.png").touch()
        kb.write_text(block({"title": "Help", "faqs": faqs}) + "\n", encoding="utf-8")
        there = exported(style, before := of(kb), Path(folder, "out"))
        change = settled(copy, plan(read(there), None), DAY)[1]
        assert change
        change.write()
        assert [seen(each) for each in of(copy)] == [seen(each) for each in before]
