"""Questions, hints and labels of trees, summaries and definitions hold emphasis, code and links."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from tests.pages.rendering import rendered
from waypost.checks.analyse import analyse
from waypost.pages import page_context, page_plans
from waypost.pages.machine import kb_json

KNOWN = """
facts: {fee: {value: "*5*", unit: euros}}
categories: [{id: c, title: Disks, summary: "See [`df`](faq:a) for {{ facts.fee }}"}]
policies: [{id: p, title: Keep it, category: c, summary: "**Always** keep `a_b`.", body: Kept.}]
faqs:
  - id: a
    question: What is a pod?
    category: c
    answer: "A pod.\\n\\n## One\\n\\n## Two\\n\\n## Three"
glossary: [{term: pod, definition: "A *set*, says [the guide](https://example.org)"}]
trees:
  - id: t
    title: Where now?
    questions:
      q:
        ask: "What does `get pods` show?"
        hint: "See [this](faq:a) **first**"
        options: {a: {label: "1. *Pending*", hint: "or `new`"}, b: "2024. `Run`"}
        go: {a: x, b: y}
    outcomes: {x: {title: X, body: X.}, y: {title: Y, body: Y.}}
    scenarios: [{name: a, given: {q: a}, expect: x}, {name: b, given: {q: b}, expect: y}]
"""
SIGNS = re.compile(r"[*`]|\]\(")


def test_they_are_shown_and_machines_get_their_words(tmp_path: Path) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text(KNOWN, encoding="utf-8")
    analysis = analyse(file, date(2026, 11, 23))
    assert [each.code for each in analysis.problems if each.code != "unused-fact"] == []
    context = page_context(analysis.site, "https://help.example.org/")
    pages = {page.address: page for page in rendered(context)}
    tree, topic = pages["t/"].html, pages["topics/c/"].html
    assert ">What does <code>get pods</code> show?</h2>" in tree
    assert 'See <a href="../questions/a/">this</a> <strong>first</strong></p>' in tree
    assert ">1. <em>Pending</em></a>" in tree
    assert ">2024. <code>Run</code></a>" in tree
    assert 'See <a href="../../questions/a/"><code>df</code></a> for <span' in topic
    assert '<p class="wp-lead"><strong>Always</strong> keep <code>a_b</code>.</p>' in (
        pages["policies/p/"].html
    )
    assert "<dd>A <em>set</em>, says <a href=" in pages["a-z/"].html
    assert "A <em>set</em>" in pages["questions/a/"].html
    data = json.loads(json.dumps(kb_json.data(context)))
    assert data["topics"][0]["summary"] == "See df for *5* euros"
    assert data["glossary"][0]["definition"] == "A set, says the guide"
    for page in pages.values():
        words = re.sub(r"<[^>]*>", "", page.html).replace("*5*", "")
        assert not SIGNS.search(words), page.address
        assert not SIGNS.search(page.description.replace("*5*", "") + page.title)
        assert not SIGNS.search(page.structured.replace("*5*", ""))
        labels = re.findall(r'aria-label="([^"]*)"|data-about="([^"]*)"', page.html)
        assert not any("<" in label for pair in labels for label in pair)


def test_a_change_of_emphasis_alone_makes_a_page_anew(tmp_path: Path) -> None:
    keys = []
    for summary in ("**Always** keep `a_b`.", "Always keep `a_b`."):
        file = tmp_path / "faq.yaml"
        file.write_text(KNOWN.replace("**Always** keep `a_b`.", summary), encoding="utf-8")
        context = page_context(analyse(file, date(2026, 11, 23)).site)
        keys += [plan.view().key for plan in page_plans(context) if plan.outline.kind == "policy"]
    assert len(set(keys)) == 2


def test_a_long_answer_begins_with_its_contents(tmp_path: Path) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text(KNOWN, encoding="utf-8")
    pages = {
        page.address: page.html
        for page in rendered(page_context(analyse(file, date(2026, 11, 23)).site))
    }
    answer = pages["questions/a/"]
    assert answer.index('<li><a href="#one">One</a></li>') < answer.index('<h2 id="one">One</h2>')
    assert 'id="a--one"' in pages["topics/c/"]
    assert "wp-contents" not in pages["policies/p/"]
