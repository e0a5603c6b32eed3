"""An edit of a text is mended into the site that stands, as if all of it had been built."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.kept.test_kept import DAY, publish_clean, tree
from waypost import kept
from waypost.kept import FOLDER
from waypost.output import manifest, taking
from waypost.publish import ahead, swap
from waypost.publish.build import build
from waypost.publish.job import Job
from waypost.publish.outcome import Outcome, Wishes
from waypost.publish.patch import Patch
from waypost.publish.refusal import Refused
from waypost.search.files import PLACE

SETTINGS = """\
site_name: Mended
site_url: https://help.example/a/
docs_dir: content
theme: {name: material, font: false, custom_dir: overrides}
plugins: [search, waypost]
"""
BASE = """\
title: Help
facts:
  window: {value: 5, unit: days}
  fee: {value: 3}
  spare: {value: 1}
  years: {value: 20}
  price: {value: "{{ facts.fee }} USD"}
sources:
  guide: {title: The guide, retrieved: 2026-11-22}
categories:
  - {id: one, title: One, facts: [window]}
  - {id: two, title: Two}
glossary:
  - {term: Voucher, definition: A code that takes money off.}
contacts:
  seller: {title: The seller, how: Write to them.}
policies:
  - id: rule
    title: The rule
    category: one
    summary: Be kind.
    body: "Always. See [the way](guide:way)."
    source: guide
    reviewed: 2026-11-22
guides:
  - id: way
    title: The way
    category: two
    summary: Two steps.
    intro: Before you begin.
    steps: [First do this., Then that.]
    outro: All done.
    policies: [rule]
faqs:
  - id: q1
    question: What is a voucher?
    answer: |
      A voucher lasts {{ facts.window }}.

      ### How long

      Until it ends.
    category: one
    policies: [rule]
    popular: yes
  - id: q2
    question: When does it come?
    answer: Soon. See [what it is](faq:q1).
    category: one
    related: [q1, q3]
  - id: q3
    question: Where is it?
    answer: Here.
    category: two
    guide: way
    tree: help
  - id: q4
    question: Who asks what a voucher is?
    answer: You do.
    previous_ids: [q0]
  - id: q5
    question: What does it cost?
    answer: "It is {{ facts.price }}. See [](faq:q2) and [](policies/rule)."
trees:
  - id: help
    title: What now?
    questions:
      where: {ask: Where is it?, options: {here: Here, there: There}, go: {here: keep, there: go}}
    outcomes:
      keep: {title: Keep it, body: Do., guide: way, cites: [rule], contacts: [seller]}
      go: {title: Go there, body: Go.}
"""
ABOUT = "# About\n\nWe help: see [a question](questions/q3.md), {{ waypost.tree('help') }}.\n"
ABOUT += "\nFor {{ facts.years }} years.\n"

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


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    for folder in ("content", "overrides/partials"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content" / "about.md").write_text("---\nfeatured: true\n---\n" + ABOUT)
    (tmp_path / "overrides" / "partials" / "copyright.html").write_text("<p>Ours</p>")
    (tmp_path / "faq.yaml").write_text(BASE)
    file = tmp_path / "mkdocs.yml"
    file.write_text(SETTINGS)
    return file


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The builds of whole sites."""
    builds: list[Job] = []
    run = Job.run

    def counted(self: Job, *given: object) -> Outcome:
        builds.append(self)
        return run(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Job, "run", counted)
    return builds


def edit(settings: Path, old: str, new: str, file: str = "faq.yaml") -> None:
    """Replace something once."""
    path = settings.parent / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def published(settings: Path) -> Outcome:
    """Publish the site."""
    outcome = build(settings, None, settings.parent / "site", DAY, Wishes())
    assert outcome.published, outcome.problems
    return outcome


def assert_as_clean(settings: Path) -> None:
    """The site is what a build makes that has nothing to go on."""
    publish_clean(settings, settings.parent / "clean")
    assert tree(settings.parent / "site") == tree(settings.parent / "clean")


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


def hack(site: Path) -> None:
    (site / "questions/q3/index.html").write_text("Hacked.")


def remove(site: Path) -> None:
    (site / "kb.json").unlink()


def forge(site: Path) -> None:
    hack(site)
    manifest.write(site, manifest.measure(site))


@pytest.mark.parametrize("harm", [hack, remove, forge, shutil.rmtree])
def test_a_site_that_isnt_what_it_was_is_built_whole(
    settings: Path, whole: list[Job], harm: Callable[[Path], None]
) -> None:
    published(settings)
    whole.clear()
    edit(settings, "You do.", "We do.")
    harm(settings.parent / "site")
    published(settings)
    assert len(whole) == 1
    assert_as_clean(settings)


def test_a_file_that_isnt_ours_is_never_lost(settings: Path) -> None:
    published(settings)
    note = settings.parent / "site" / "notes.txt"
    note.write_text("mine")
    edit(settings, "You do.", "We do.")
    with pytest.raises(Refused, match=r"notes\.txt"):
        published(settings)
    assert note.read_text() == "mine"


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


def test_another_version_of_any_package_builds_the_whole(
    settings: Path, tmp_path: Path, whole: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packages" / "markdown-9.9.dist-info").mkdir(parents=True)
    published(settings)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    whole.clear()
    edit(settings, "You do.", "We do.")
    published(settings)
    assert len(whole) == 1


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


def test_nothing_is_written_into_files_of_the_old_site(settings: Path) -> None:
    published(settings)
    aside = settings.parent / "copy"
    shutil.copytree(settings.parent / "site", aside, copy_function=taking.take)
    before = tree(aside)
    for old, new in EDITS[:4]:
        edit(settings, old, new)
        published(settings)
    assert tree(aside) == before


def test_a_search_that_would_not_load_is_never_published(
    settings: Path, whole: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    published(settings)
    whole.clear()
    made = ahead.files

    def broken(*given: object) -> Iterator[tuple[str, str]]:
        for name, text in made(*given):  # type: ignore[arg-type]
            yield name, json.dumps({"index": {}}) if name != PLACE else text

    monkeypatch.setattr(ahead, "files", broken)
    edit(settings, "You do.", "We do.")
    published(settings)
    assert len(whole) == 1
    assert_as_clean(settings)


def test_the_same_settings_asked_for_from_another_folder_build_what_they_name(
    settings: Path, whole: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another project may lie in that folder, under the very same names."""
    other = settings.parent / "other"
    for folder in ("content", "overrides"):
        shutil.copytree(settings.parent / folder, other / folder)
    (other / settings.name).write_text(SETTINGS)
    (other / "faq.yaml").write_text(BASE.replace("You do.", "The others do."))
    monkeypatch.chdir(settings.parent)
    assert build(Path(settings.name), None, None, DAY, Wishes()).published
    before = tree(settings.parent / "site")
    whole.clear()
    monkeypatch.chdir(other)
    assert build(settings, None, None, DAY, Wishes()).published
    assert len(whole) == 1
    assert tree(settings.parent / "site") == before


def test_a_file_that_is_put_there_at_the_last_moment_is_never_lost(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(settings)
    note = settings.parent / "site" / "notes.txt"
    monkeypatch.setattr(swap, "settle_on_disk", lambda folder: note.write_text("mine"))
    edit(settings, "You do.", "We do.")
    with pytest.raises(Refused, match=r"notes\.txt"):
        published(settings)
    assert note.read_text() == "mine"


def test_a_file_that_is_changed_after_it_was_taken_over_is_never_published(
    settings: Path, whole: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    published(settings)
    drawn = Patch._drawn

    def hacked(self: Patch, *given: object) -> object:
        hack(settings.parent / "site")
        return drawn(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Patch, "_drawn", hacked)
    whole.clear()
    edit(settings, "You do.", "We do.")
    published(settings)
    assert len(whole) == 1
    assert_as_clean(settings)


def test_a_pipe_in_the_place_of_a_page_is_refused_and_waited_for_by_nobody(settings: Path) -> None:
    published(settings)
    page = settings.parent / "site" / "kb.json"
    page.unlink()
    os.mkfifo(page)
    edit(settings, "You do.", "We do.")
    with pytest.raises(Refused, match="no plain file"):
        published(settings)


@pytest.mark.parametrize(
    "line",
    ["trace not json", "trace {}", "trace 5", "trace [1]", "trace " + "[" * 100_000, "\udcff"],
)
def test_a_trace_of_another_form_is_ignored(settings: Path, line: str, whole: list[Job]) -> None:
    """Its checksum says that nothing is wrong with it."""
    published(settings)
    whole.clear()
    body = line.encode("utf-8", "surrogateescape")
    (settings.parent / FOLDER / "trace.json").write_bytes(kept._head(sha256(body)) + body)
    edit(settings, "You do.", "We do.")
    published(settings)
    assert len(whole) == 1
