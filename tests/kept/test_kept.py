"""What builds keep is used only where it says the same, and can never do harm."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from waypost.build.build_result import Wishes
from waypost.build.publish import build
from waypost.core import kept
from waypost.core.kept import FOLDER, Kept

DAY = date(2026, 11, 23)
TEXTS = (
    "Plain words.",
    "**Strong** and [a link](faq:q1) to {{ facts.window }}.",
    "It is {{ facts.window.value }} days, says [the rule](policy:rule).",
    "A list:\n\n1. one\n2. two",
    "A [link to nothing](faq:nobody).",
    "<b>HTML</b>",
    "See [](faq:q1), [](questions/q0), <policy:rule> and [](q1).",
    "A [way](guide:way), [](guide:old).",
    "Is it {{ spare }}, {spare}, or facts.spare?",
    "For {{ facts.spare }}, [like this](guide:{{ facts.name.value }}).",
)
GUIDES = (
    "",
    "  - {id: way, title: The way, steps: [Go.], previous_ids: [old]}\n",
    "  - {id: new, title: A way, steps: [Go.], previous_ids: [way, old]}\n",
    "  - {id: way, title: The way, steps: [Go.]}\n  - {id: old, title: Old, steps: [Go.]}\n",
)
FACTS = ("", "  spare: {value: 1}\n", "  spare: {value: 2}\n  name: {value: way}\n")


@pytest.fixture(autouse=True, scope="module")
def few() -> Iterator[None]:
    """Keep results of small sites too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "LEAST", 1)
        yield


def write(
    folder: Path,
    answers: list[str],
    window: str,
    titles: str = "Why",
    guides: str = "",
    facts: str = "",
) -> Path:
    """A small knowledge base."""
    block = "".join(
        f"  - id: q{n}\n    question: {titles} {n}?\n    answer: |\n"
        + "".join(f"      {line}\n" if line else "\n" for line in answer.split("\n"))
        for n, answer in enumerate(answers)
    )
    file = folder / "faq.yaml"
    file.write_text(
        f"facts:\n  window: {{value: {window}, unit: days}}\n{facts}"
        "policies:\n  - {id: rule, title: The rule, summary: Be kind., body: Always.}\n"
        f"faqs:\n{block}" + (f"guides:\n{guides}" if guides else "")
    )
    return file


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def published(settings: Path, site: Path) -> tuple[str, ...]:
    """Publish; returns what was noted."""
    outcome = build(settings, None, site, DAY, Wishes())
    assert outcome.published, outcome.problems
    return tuple(filter(None, outcome.notes))


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    file = tmp_path / "mkdocs.yml"
    file.write_text(SETTINGS)
    write(tmp_path, list(TEXTS[:4]), "5")
    return file


SETTINGS = """\
site_name: Kept
docs_dir: content
theme: {name: material, font: false}
plugins: [search, waypost]
"""


def publish_clean(settings: Path, target: Path) -> None:
    """Publish what a build that has nothing to go on makes of the same files."""
    folder = settings.parent / FOLDER
    folder.rename(settings.parent / "away")
    published(settings, target)
    shutil.rmtree(folder)
    # The next round goes on with what the first kept.
    (settings.parent / "away").rename(folder)


def test_random_edits_publish_what_a_clean_build_publishes(settings: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(3):
        answers = [chance.choice(TEXTS[:4]) for _ in range(chance.randint(2, 5))]
        write(tmp_path, answers, chance.choice("35"))
        published(settings, tmp_path / "site")
        publish_clean(settings, tmp_path / "clean")
        assert tree(tmp_path / "site") == tree(tmp_path / "clean")


BASE = """\
title: Help
facts:
  window: {value: 5, unit: days}
sources:
  guide: {title: The guide, retrieved: 2026-11-22}
categories:
  - {id: one, title: One}
  - {id: two, title: Two}
glossary:
  - {term: Voucher, definition: A code that takes money off.}
policies:
  - {id: rule, title: The rule, category: one, summary: Be kind., body: Always., source: guide}
guides:
  - {id: way, title: The way, category: two, steps: [First do this., Then that.]}
faqs:
  - id: q1
    question: What is a voucher?
    answer: A voucher lasts {{ facts.window }}.
    category: one
    policies: [rule]
  - id: q2
    question: When does it come?
    answer: Soon.
    category: one
    related: [q1]
  - id: q3
    question: Where is it?
    answer: Here.
    category: two
    guide: way
"""
STEPS = [
    ("faq.yaml", "Soon.", "Soon, and **surely**."),
    ("faq.yaml", "What is a voucher?", "What is this voucher?"),
    ("faq.yaml", "{id: one, title: One}", "{id: one, title: First}"),
    ("faq.yaml", "value: 5", "value: 6"),
    ("faq.yaml", "title: The guide", "title: The book"),
    ("faq.yaml", "takes money off", "lowers a price"),
    ("faq.yaml", "Be kind.", "Be very kind."),
    ("faq.yaml", "Then that.", "Then this."),
    ("faq.yaml", "related: [q1]", "related: [q3]"),
    ("faq.yaml", "  - id: q2\n", "  - {id: q0, question: New?, answer: Yes.}\n  - id: q2\n"),
    ("faq.yaml", "    category: two\n    guide: way\n", "    category: one\n"),
    ("faq.yaml", "related: [q3]", "related: [q1]"),
    ("faq.yaml", "  - id: q3\n", "  - id: q4\n    previous_ids: [q3]\n"),
    ("faq.yaml", "title: Help\n", "title: Help\nfeedback: {email: help@example.org}\n"),
    ("mkdocs.yml", "site_name: Kept", "site_name: Renamed"),
    ("mkdocs.yml", "site_name", "repo_url: https://git.example/a\nedit_uri: edit/\nsite_name"),
    ("faq.yaml", "title: Help", "# A line more.\ntitle: Help"),
    ("mkdocs.yml", "font: false}", "font: false, features: [navigation.top]}"),
    ("mkdocs.yml", "site_name", "site_url: https://help.example/a/\nsite_name"),
    ("content/about.md", "We help.", "We help: see [a question](questions/q1.md)."),
    ("content/about.md", "# About", "---\nfeatured: true\n---\n# About"),
    ("mkdocs.yml", "name: material", "name: material, custom_dir: overrides"),
    ("overrides/main.html", "Old words", "New words"),
    ("faq.yaml", "  - {id: q0, question: New?, answer: Yes.}\n", ""),
]
"""Edits one after the other: in texts, titles, topics, facts, ids, settings, and the theme."""


def test_edits_of_every_kind_publish_what_a_clean_build_publishes(
    settings: Path, tmp_path: Path
) -> None:
    (tmp_path / "faq.yaml").write_text(BASE)
    (tmp_path / "content" / "about.md").write_text("# About\n\nWe help.\n")
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "main.html").write_text(
        "{% extends 'waypost.html' %}{% block footer %}Old words{% endblock %}"
    )
    published(settings, tmp_path / "site")
    for number, (name, old, new) in enumerate(STEPS):
        file = tmp_path / name
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new, 1))
        published(settings, tmp_path / "site")
        if number % 3 == 2 or name != "faq.yaml":
            publish_clean(settings, tmp_path / "clean")
            assert tree(tmp_path / "site") == tree(tmp_path / "clean"), new


def test_a_page_that_says_the_same_is_the_same_file(settings: Path, tmp_path: Path) -> None:
    """Without this the other tests would compare clean builds with each other."""
    site = tmp_path / "site"
    published(settings, site)
    before = {name: (site / name).stat().st_ino for name in tree(site)}
    write(tmp_path, ["Edited.", *TEXTS[1:4]], "5")
    published(settings, site)
    same = [name for name in tree(site) if (site / name).stat().st_ino == before.get(name)]
    assert "questions/q2/index.html" in same
    assert "questions/q2/index.md" in same
    assert "policies/index.md" in same
    assert "questions/q0/index.html" not in same
    assert b"Edited." in (site / "questions/q0/index.html").read_bytes()


@pytest.mark.parametrize(
    "file", ["questions/q2/index.html", "questions/q2/index.md", "policies/index.md"]
)
def test_a_page_that_was_changed_by_hand_is_made_again(
    file: str, settings: Path, tmp_path: Path
) -> None:
    published(settings, tmp_path / "site")
    before = tree(tmp_path / "site")
    (tmp_path / "site" / file).write_text("Hacked.")
    published(settings, tmp_path / "site")
    assert tree(tmp_path / "site") == before


def test_a_hook_that_writes_into_pages_leaves_the_old_site_alone(
    settings: Path, tmp_path: Path
) -> None:
    (tmp_path / "hook.py").write_text(
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    for page in Path(config.site_dir).rglob('index.md'):\n"
        "        page.write_text(page.read_text() + 'Signed.')\n"
    )
    settings.write_text(SETTINGS + "hooks: [hook.py]\n")
    published(settings, tmp_path / "site")
    kept_aside = tmp_path / "copy"
    shutil.copytree(tmp_path / "site", kept_aside, copy_function=os.link)
    before = tree(kept_aside)
    published(settings, tmp_path / "site")
    assert tree(tmp_path / "site") == before
    assert tree(kept_aside) == before


@pytest.mark.parametrize("wishes", [Wishes(offline=True), Wishes(policy_in_pages=True)])
def test_a_site_that_is_rewritten_leaves_the_old_one_alone(
    wishes: Wishes, settings: Path, tmp_path: Path
) -> None:
    published(settings, tmp_path / "site")
    kept_aside = tmp_path / "copy"
    shutil.copytree(tmp_path / "site", kept_aside, copy_function=os.link)
    before = tree(kept_aside)
    assert build(settings, None, tmp_path / "site", DAY, wishes).published
    assert tree(kept_aside) == before


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data[:-2] + b"x" + data[-1:], "damaged"),
        (lambda data: b"", "another version"),
        (lambda data: b"\xff\x00" * 99, "another version"),
        (lambda data: b"0" * 32 + data[32:], "another version"),
    ],
)
@pytest.mark.parametrize("kind", ["pages.json", "trace.json"])
def test_a_file_that_cannot_be_trusted_is_ignored_with_a_line(
    settings: Path, tmp_path: Path, damage: object, why: str, kind: str
) -> None:
    assert published(settings, tmp_path / "site") == ()
    before = tree(tmp_path / "site")
    file = tmp_path / FOLDER / kind
    assert callable(damage)
    file.write_bytes(damage(file.read_bytes()))
    if kind == "pages.json":
        # A site that is mended needs no pages that were kept.
        (tmp_path / FOLDER / "trace.json").unlink()
    [note] = published(settings, tmp_path / "site")
    assert why in note
    assert tree(tmp_path / "site") == before
    assert published(settings, tmp_path / "site") == ()


def test_a_full_disk_fails_no_build(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Kept, rows: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Kept, "_write", full)
    published(settings, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").is_file()


def test_what_is_no_longer_needed_is_forgotten(tmp_path: Path) -> None:
    first = Kept(tmp_path, "x")
    first.put("a", 1)
    first.put("b", 2)
    first.save()
    second = Kept(tmp_path, "x")
    assert (second.get("a"), second.get("c")) == (1, None)
    second.save()
    third = Kept(tmp_path, "x")
    assert (third.get("a"), third.get("b")) == (1, None)


def test_a_line_of_another_form_is_as_good_as_none(tmp_path: Path) -> None:
    body = b"a {\nb [1]\n\nc\nd " + b"[" * 100_000
    (tmp_path / "x.json").write_bytes(kept._head(sha256(body)) + body)
    store = Kept(tmp_path, "x")
    assert [store.get(key) for key in "abcde"] == [None, [1], None, None, None]


def test_texts_keep_every_sign(tmp_path: Path) -> None:
    first = Kept(tmp_path, "x", 1)
    odd = {"a": "\u2028\u2029\x85\r\n\t\x00", "b": "\ud800", "c": " "}
    for key, value in odd.items():
        first.put(key, value)
    first.save()
    again = Kept(tmp_path, "x")
    assert {key: again.get(key) for key in odd} == odd


def test_a_small_site_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST", 200)
    store = Kept(tmp_path / "folder", "x")
    store.put("a", 1)
    store.save()
    assert not (tmp_path / "folder").exists()


def test_parts_of_a_key_stay_apart() -> None:
    assert kept.key("ab", "c") != kept.key("a", "bc")
    assert kept.fingerprint({"a": 1, "b": 2}) == kept.fingerprint({"b": 2, "a": 1})
