"""Out to other help desks and in again: what both can say is the same."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.data import ROOT
from waypost.checks.analyse import analyse
from waypost.cli.main import app
from waypost.exchange.articles import Article, articles, text_with_links

SAMPLE = ROOT / "faq.yaml"
OWN = """\
title: Help
facts:
  days: {value: 5, unit: days}
categories:
  - {id: pay, title: Paying & fees}
faqs:
  - id: cards
    question: Which cards?
    answer: |
      Any, within {{ facts.days }}: see [fees](faq:fees#costs) and [that](later.md).

      `[code](faq:fees)` ![A card](img/card.png)
    category: pay
    tags: [card, money]
    popular: yes
  - {id: fees, question: Is there a fee?, answer: "No.\\n\\n## Costs\\n\\nNone.\\n"}
  - {id: later, question: And later?, answer: "Not yet.", publish_on: 2999-01-01}
  - {id: staff, question: For staff?, answer: "Half off.", draft: yes}
policies:
  - {id: rule, title: The rule, summary: In short., body: In full.}
guides:
  - {id: way, title: The way, steps: ["One.\\n\\nMore.", Two.], outro: Done.}
glossary:
  - {term: Fee, definition: Money.}
"""


def run(line: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, shlex.split(line))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def of(kb: Path) -> dict[str, Article]:
    return {each.id: each for each in articles(analyse(kb, date(2026, 11, 23), drafts=True))}


def shown(html: str) -> str:
    """What a reader sees of it: facts are plain words there, and links lead to articles."""
    plain = re.sub(r"<span class=.wp-fact.[^>]*>(.*?)</span>", r"\1", html)
    return " ".join(re.sub(r"/(?:policies|guides)/", "/questions/", plain).split())


@pytest.fixture
def own(tmp_path: Path) -> Path:
    kb = tmp_path / "own" / "faq.yaml"
    (kb.parent / "content" / "img").mkdir(parents=True)
    (kb.parent / "content" / "img" / "card.png").write_bytes(b"")
    kb.write_text(OWN)
    return kb


@pytest.mark.parametrize("style", STYLES := ["zendesk", "intercom", "markdown"])
def test_the_sample_comes_back_from_other_help_desks(style: str, tmp_path: Path) -> None:
    """Ids, titles, topics, tags, and every text as readers see it."""
    there, copy = tmp_path / f"out.{style}", tmp_path / "copy.yaml"
    there = there if style == "markdown" else there.with_suffix(".json")
    assert run(f"export --kb {SAMPLE} --format {style} -o {there}")[0] == 0
    code, said = run(f"import {there} --kb {copy}")
    assert code == 0, said
    before, after = of(SAMPLE), of(copy)
    assert set(after) == set(before)
    for id, each in before.items():
        again = after[id]
        assert (again.title, again.topic, again.draft) == (each.title, each.topic, each.draft)
        assert style == "intercom" or again.tags == each.tags
        assert style != "zendesk" or again.popular == each.popular
        if "/order-help/" not in each.html:
            assert shown(again.html) == shown(each.html)


@pytest.mark.parametrize("style", STYLES)
def test_what_is_not_out_is_a_draft_there(own: Path, style: str) -> None:
    """An entry of a later day as well; what articles can't say is named."""
    made = of(own)
    assert [id for id, each in made.items() if each.draft] == ["later", "staff"]
    code, said = run(f"export --kb {own} --format {style} -o {own.parent / 'out'}")
    assert code == 0
    assert "can't say them: glossary (1)" in said
    out = own.parent / "out"
    texts = [out.read_text()] if out.is_file() else [p.read_text() for p in out.glob("*.md")]
    drafts = {"zendesk": '"draft": true', "intercom": '"draft"', "markdown": "draft: true"}
    assert sum(text.count(drafts[style]) for text in texts) == 2


def test_markdown_files_hold_the_text_as_it_was_typed(own: Path) -> None:
    """Facts are put in, links lead to files, and pictures lie beside them."""
    folder = own.parent / "out"
    assert run(f"export --kb {own} --format markdown -o {folder}")[0] == 0
    assert (folder / "cards.md").read_text() == (
        "---\ntitle: Which cards?\nslug: cards\ncategory: Paying & fees\ntags:\n- card\n- money\n"
        "---\n\nAny, within 5 days: see [fees](fees.md#costs) and [that](later.md).\n\n"
        "`[code](faq:fees)` ![A card](img/card.png)\n"
    )
    assert (folder / "way.md").read_text().endswith("1. One.\n\n   More.\n2. Two.\n\nDone.\n")
    assert (folder / "img" / "card.png").is_file()
    code, said = run(f"export --kb {own} --format markdown -o {folder}")
    assert (code, "name one with -o" in said) == (2, True)


def test_links_of_other_forms_stay() -> None:
    """Those in code, by reference, and to other sites."""
    text = '`[a](b)` [c](b "t") [d][e] <https://e.org>\n\n[e]: b\n'
    made = text_with_links(text, lambda link: "x.md" if link == "b" else "")
    assert made == text.replace("[c](b", "[c](x.md")


def test_a_new_site_is_made_of_a_source(tmp_path: Path) -> None:
    """It builds; the report says what to look at, the lost before what is only noted."""
    source, site = ROOT / "tests/exchange/files/zendesk.json", tmp_path / "site"
    code, said = run(f"new {site} --from {source}")
    assert code == 0, said
    report = (site / "import-report.md").read_text()
    parts = re.findall(r"^## (.*)$", report, re.MULTILINE)
    assert parts == ["Not imported (2)", "Drafts (2)", "Changed on the way (1)"]
    assert analyse(site / "faq.yaml", date(2026, 11, 23)).ok(strict=True)
    assert "not overwriting" in run(f"new {site} --from {source}")[1]


def test_the_title_of_a_source_is_the_name_of_the_site(tmp_path: Path) -> None:
    """Where its name doesn't tell what it is, the command line does."""
    source, site = tmp_path / "faq.bak", tmp_path / "site"
    source.write_text("# Harbour: “all” of it\n\n## Can I pay?\n\nYes.\n")
    assert "--format csv|" in run(f"new {site} --from {source}")[1]
    assert run(f"new {site} --from {source} --format markdown")[0] == 0
    assert "\nsite_name: 'Harbour: “all” of it'\n" in (site / "mkdocs.yml").read_text()
    assert "nothing to look at" in (site / "import-report.md").read_text()


def test_nothing_is_made_of_a_source_that_cannot_be_read(tmp_path: Path) -> None:
    """The reason is said, and the folder isn't there."""
    code, said = run(f"new {tmp_path / 'site'} --from {ROOT / 'tests/exchange/files/broken.json'}")
    assert (code, "can't be read as JSON" in said) == (1, True)
    assert not (tmp_path / "site").exists()
