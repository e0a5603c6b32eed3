"""A tree is an entry: it has a topic, days and an owner, and it stands where entries stand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from waypost.checks.analyse import analyse
from waypost.mkdocs_plugin import nav
from waypost.pages import machine, page_context, page_plans
from waypost.search.documents import documents

TREE = """
  - id: {id}
    title: {title}
    {more}
    questions:
      q:
        ask: Where did they live?
        hint: At last.
        options: {{a: Scotland, b: England}}
        go: {{a: x, b: y}}
    outcomes: {{x: {{title: Ask, body: Ask.}}, y: {{title: Wait, body: Wait.}}}}"""


def pages(tmp_path: Path, first: str = "", second: str = "") -> dict[str, str]:
    """The pages of a site with two trees, by address; ``first`` and ``second`` are fields."""
    path = tmp_path / "faq.yaml"
    path.write_text(
        "categories: [{id: death, title: After a death}]\ntrees:"
        + TREE.format(id="register", title="Register a death", more=first)
        + TREE.format(id="inherit", title="Who inherits?", more=second)
    )
    context = page_context(analyse(path, date(2026, 11, 22)).site)
    plans = list(page_plans(context))
    outlines = {nav.source(each.outline): each.outline for each in plans}
    menu = nav.navigation(outlines, [], None, context)
    made = {each.outline.address: context.render(each.view()).html for each in plans}
    return {**made, "menu": repr([nav.name(outlines[each], context) for each in nav.paths(menu)])}


def titles(html: str) -> list[str]:
    """The titles of trees on a home page."""
    return re.findall(r'<h2 id="_tree-\d"><a [^>]*>(.*?)</a>', html)


def test_home_shows_each_tree_under_its_title(tmp_path: Path) -> None:
    """Two trees that begin with the same question are told apart, in the navigation too."""
    found = pages(tmp_path)
    assert titles(found[""]) == ["Register a death", "Who inherits?"]
    assert "'Register a death', 'Who inherits?'" in found["menu"]
    ids = re.findall(' id="([^"]*)"', found[""])
    assert len(ids) == len(set(ids))


def test_a_tree_says_whether_home_shows_it(tmp_path: Path) -> None:
    """Those that ask for it stand there, else those that don't refuse."""
    assert titles(pages(tmp_path, "on_home: yes")[""]) == ["Register a death"]
    found = pages(tmp_path, "on_home: no")
    assert titles(found[""]) == ["Who inherits?"]
    assert "Register a death" not in found["menu"]
    assert "Register a death" in found["a-z/"]


def test_a_tree_stands_in_its_topic(tmp_path: Path) -> None:
    """The topic exists with a tree alone; the tree shows when it was checked."""
    found = pages(tmp_path, "category: death\n    reviewed: 2026-11-01")
    assert ">Register a death</a>" in found["topics/death/"]
    assert "1 quick check<" in found["topics/"]
    assert 'datetime="2026-11-01"' in found["register/"]
    assert '<a href="../topics/death/">After a death</a>' in found["register/"]


def test_a_tree_is_out_from_a_day_to_a_day(tmp_path: Path) -> None:
    """Before and after, it has neither pages nor places."""
    found = pages(tmp_path, "publish_on: 2027-01-01", "expires_on: 2026-12-24")
    assert titles(found[""]) == ["Who inherits?"]
    assert "register/" not in found


VARIES = """
trees:
  - id: order
    title: What can I do about my order?
    questions:
      sent: {ask: Has it shipped?, options: {a: Yes, b: No}, go: cancel}
    outcomes:
      cancel:
        title: Cancel it
        body: {body}
"""


@pytest.mark.parametrize(
    ("body", "described", "lead"),
    [
        ("It is free. It is fast.", "It is free. It is fast.", "It is free."),
        ("You said {{ answers.sent }}.", "You said ….", "You said …."),
        (
            "[{when: {sent: a}, text: It has shipped.}, {else: It hasn't.}]",
            "Cancel it – What can I do about my order?",
            "",
        ),
    ],
    ids=["one text", "an answer in it", "two texts"],
)
def test_machines_and_results_say_of_an_outcome_what_holds_for_all(
    body: str, described: str, lead: str, tmp_path: Path
) -> None:
    """Who finds it by a search has answered nothing: no variant of its text is claimed."""
    path = tmp_path / "faq.yaml"
    path.write_text(VARIES.replace("{body}", body))
    site = analyse(path, date(2026, 11, 22)).site
    context = page_context(site)
    plans = list(page_plans(context))
    [page] = [each.view().page for each in plans if each.outline.kind == "outcome"]
    assert page.description == described
    index = machine.files(context, plans)["llms.txt"]()
    assert index.endswith(f"- [Cancel it](order/cancel/index.md): {described}\n")
    assert documents(site.knowledge, site.converter)[-1].lead == lead
