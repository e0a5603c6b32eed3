"""An edit of a text is mended into the site that stands, as if all of it had been built."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.kept.mending import BASE, SETTINGS, assert_as_clean, edit, published
from tests.kept.test_kept import DAY, tree
from waypost.build.build_result import Wishes
from waypost.build.publish import build
from waypost.build.site_build import Job
from waypost.core.kept import FOLDER

EDITS = [
    ("Until it ends.", "Until the voucher **ends**, says [the rule](policy:rule)."),
    ("A voucher lasts", "Mostly, a code lasts"),
    ("Soon. See", "Soon, and surely! See"),
    ("Here.\n", "Here, or there. Who knows?\n"),
    ("You do.", "We do."),
    ("Be kind.", "Be very kind."),
    ("Always. See", "Never. Read"),
    ("Two steps.", "A few steps."),
    ("First do this.", "First, do a voucher."),
    ("All done.", "Well done."),
    ("Before you begin.", "Look at `<b>` & “quotes”."),
    ("value: 3", "value: 4"),
    ("value: 1}", "value: 11}"),
    ("related: [q1, q3]", "related: [q1]"),
    ("When does it come?", "Zounds, when will it come?"),
    ("What does it cost?", "What does a voucher cost?"),
    ("title: The rule", "title: A rule of & for all"),
    ("popular: yes", "popular: no"),
    ("[First, do a voucher., Then that.]", "[First, do a voucher.]"),
    ("    popular: no", "    tags: [code]"),
    ("answer: We do.", "tags: [code]\n    also_asked: [any other words]\n    answer: We do."),
    ("title: The way", "title: One way"),
    ("policies: [rule]\nfaqs", "tags: [code]\nfaqs"),
    ("Zounds, when will it come?", "When?\n    guide: way\n    policies: [rule]"),
    ("reviewed: 2026-11-22\nguides", "reviewed: 2026-11-23\nguides"),
    ("source: guide\n", "conflict: Some say so.\n"),
]
"""What an editor replaces by what, one after the other."""

PLACES = ("Until it ends.\n", "Soon. See [what it is](faq:q1).\n", "Here.\n", "You do.\n")
WORDS = ("soon", "**late**", "or never", "after {{ facts.window }}", "[q](faq:q2)", "`<b>`")


def test_an_edited_text_is_mended_as_a_clean_build_has_it(settings: Path, whole: list[Job]) -> None:
    published(settings)
    whole.clear()
    for number, (old, new) in enumerate(EDITS):
        edit(settings, old, new)
        outcome = published(settings)
        assert outcome.published
        assert outcome.published.changed
        assert not whole, new
        if number % 3 == 1 or (old, new) == EDITS[-1]:
            assert_as_clean(settings)
            whole.clear()


def test_random_edits_are_mended_as_a_clean_build_has_them(
    settings: Path, whole: list[Job]
) -> None:
    chance = random.Random(11)
    published(settings)
    whole.clear()
    for _ in range(4):
        text = BASE
        for old in chance.sample(PLACES, 3):
            text = text.replace(old, "So " + " ".join(chance.sample(WORDS, 3)) + ".\n", 1)
        (settings.parent / "faq.yaml").write_text(text)
        published(settings)
        assert not whole
        assert_as_clean(settings)
        whole.clear()


def test_a_title_moves_through_many_pages_of_a_to_z(settings: Path, whole: list[Job]) -> None:
    faqs = "".join(f"  - {{id: m{n}, question: Many {n}, answer: So.}}\n" for n in range(520))
    path = settings.parent / "faq.yaml"
    path.write_text(BASE.replace("trees:", faqs + "trees:"))
    published(settings)
    first = (settings.parent / "site/a-z/1/index.html").read_text()
    whole.clear()
    for old, new in (("Many 400,", "Many 10 more,"), ("Many 9,", "About 9,")):
        edit(settings, old, new)
        published(settings)
        assert not whole
    assert (settings.parent / "site/a-z/1/index.html").read_text() != first
    assert_as_clean(settings)


def test_a_template_that_lists_titles_gets_the_whole(settings: Path, whole: list[Job]) -> None:
    (settings.parent / "overrides" / "sitemap.xml").write_text(
        "<urlset>{% for file in pages %}<url>{{ file.page.title | e }}</url>{% endfor %}</urlset>"
    )
    published(settings)
    assert "What does it cost?" in (settings.parent / "site/sitemap.xml").read_text()
    whole.clear()
    edit(settings, "What does it cost?", "What does a voucher cost?")
    published(settings)
    assert len(whole) == 1
    assert "What does a voucher cost?" in (settings.parent / "site/sitemap.xml").read_text()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("faq.yaml", "value: 5", "value: 6"),
        ("faq.yaml", "value: 20", "value: 21"),
        ("faq.yaml", "takes money off", "lowers a price"),
        (
            "faq.yaml",
            "Soon. See [what it is](faq:q1).\n    category: one",
            "Soon.\n    category: two",
        ),
        ("faq.yaml", "  - id: q4\n", "  - {id: q6, question: New?, answer: Yes.}\n  - id: q4\n"),
        ("faq.yaml", "Where is it?\n    answer", "Where?\n    answer"),
        ("faq.yaml", "Who asks what a voucher is?", "Who says it?"),
        ("faq.yaml", "body: Go.", "body: Run."),
        ("faq.yaml", "Two steps.", "Two steps\n    previous_ids: [path]"),
        ("faq.yaml", "Here.\n", "Here.\n    draft: yes\n"),
        ("mkdocs.yml", "site_name: Mended", "site_name: Other"),
        ("content/about.md", "We help", "We may help"),
        ("overrides/partials/copyright.html", "Ours", "Theirs"),
    ],
)
def test_any_other_edit_builds_the_whole(
    settings: Path, whole: list[Job], file: str, old: str, new: str
) -> None:
    published(settings)
    whole.clear()
    edit(settings, old, new, file)
    if "draft" in new:
        edit(settings, "related: [q1, q3]", "related: [q1]")
        edit(settings, "see [a question](questions/q3.md)", "see", "content/about.md")
    published(settings)
    assert len(whole) == 1
    assert_as_clean(settings)


def test_where_nothing_was_edited_nothing_changes(settings: Path, whole: list[Job]) -> None:
    published(settings)
    whole.clear()
    edit(settings, "title: Help", "# A comment.\ntitle: Help")
    outcome = published(settings)
    assert outcome.published
    assert not outcome.published.changed
    assert not whole


def test_with_links_for_editing_an_edit_that_moves_entries_builds_the_whole(
    settings: Path, whole: list[Job]
) -> None:
    more = "repo_url: https://git.example/a\nedit_uri: edit/\n"
    shown = SETTINGS.replace("font: false", "font: false, features: [content.action.edit]")
    settings.write_text(shown + more)
    published(settings)
    assert b"faq.yaml#L" in (settings.parent / "site/questions/q2/index.html").read_bytes()
    whole.clear()
    edit(settings, "Until it ends.", "Until it is over.")
    published(settings)
    assert not whole
    edit(settings, "Until it is over.", "Until it\n      is over.")
    published(settings)
    assert len(whole) == 1
    assert_as_clean(settings)


def test_a_theme_that_looks_into_texts_gets_the_whole(settings: Path, whole: list[Job]) -> None:
    (settings.parent / "overrides" / "main.html").write_text(
        "{% extends 'waypost.html' %}{% block footer %}{{ page.content | length }}{% endblock %}"
    )
    published(settings)
    whole.clear()
    edit(settings, "You do.", "We do it.")
    published(settings)
    assert len(whole) == 1
    assert_as_clean(settings)


@pytest.mark.parametrize(
    "more",
    [
        "hooks: [hook.py]\n",
        "copyright: !ENV [WHOSE, ours]\n",
        "markdown_extensions: [{pymdownx.snippets: {base_path: [faq.yaml]}}]\n",
    ],
)
def test_a_site_that_something_from_elsewhere_has_a_say_in_leaves_no_trace(
    settings: Path, more: str
) -> None:
    (settings.parent / "hook.py").write_text("")
    settings.write_text(SETTINGS + more)
    published(settings)
    assert not (settings.parent / FOLDER / "trace.json").exists()


def test_a_warning_that_is_not_about_the_knowledge_base_is_told_each_time(settings: Path) -> None:
    edit(settings, "We help", "{{ facts.nobody }} helps", "content/about.md")
    first = published(settings)
    edit(settings, "You do.", "We do.")
    again = published(settings)
    assert "settings-warning" in {each.code for each in first.problems}
    assert [each.code for each in again.problems] == [each.code for each in first.problems]


def test_an_error_in_an_edited_text_publishes_nothing(settings: Path, whole: list[Job]) -> None:
    published(settings)
    before = tree(settings.parent / "site")
    edit(settings, "You do.", "See [nothing](faq:nobody).")
    whole.clear()
    outcome = build(settings, None, settings.parent / "site", DAY, Wishes())
    assert "unknown-link" in {each.code for each in outcome.problems}
    assert outcome.published is None
    assert tree(settings.parent / "site") == before
    edit(settings, "faq:nobody", "faq:q1")
    published(settings)
    assert not whole
    assert_as_clean(settings)
