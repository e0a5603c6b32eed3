"""What builds keep is used only where it says the same, and can never do harm."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from waypost import kept
from waypost.kept import FOLDER, Kept
from waypost.pipeline import Prepared, prepare
from waypost.publish.job import Job, Wishes

DAY = date(2026, 11, 23)
TEXTS = (
    "Plain words.",
    "**Strong** and [a link](faq:q1) to {{ facts.window }}.",
    "It is {{ facts.window.value }} days, says [the rule](policy:rule).",
    "A list:\n\n1. one\n2. two",
    "A [link to nothing](faq:nobody).",
    "<b>HTML</b>",
)


@pytest.fixture(autouse=True, scope="module")
def few() -> Iterator[None]:
    """Keep results of small sites too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "LEAST", 1)
        yield


def write(folder: Path, answers: list[str], window: str, titles: str = "Why") -> Path:
    """A small knowledge base."""
    block = "".join(
        f"  - id: q{n}\n    question: {titles} {n}?\n    answer: |\n"
        + "".join(f"      {line}\n" if line else "\n" for line in answer.split("\n"))
        for n, answer in enumerate(answers)
    )
    file = folder / "faq.yaml"
    file.write_text(
        f"facts:\n  window: {{value: {window}, unit: days}}\n"
        "policies:\n  - {id: rule, title: The rule, summary: Be kind., body: Always.}\n"
        f"faqs:\n{block}"
    )
    return file


def said(prepared: Prepared) -> tuple[object, ...]:
    """All that a build takes from the texts."""
    convert = prepared.site.converter.convert
    return (
        [convert(faq.answer) for faq in prepared.site.knowledge.faqs],
        prepared.problems,
    )


@given(
    some.lists(
        some.tuples(
            some.lists(some.sampled_from(TEXTS), min_size=2, max_size=5),
            some.sampled_from(["3", "5"]),
            some.sampled_from(["Why", "How"]),
        ),
        min_size=2,
        max_size=4,
    )
)
def test_whatever_is_edited_kept_texts_say_what_fresh_ones_say(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[list[str], str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    for answers, window, titles in edits:
        file = write(folder, answers, window, titles)
        store = Kept(folder, "texts")
        again = prepare(file, DAY, keep=store)
        store.save()
        assert said(again) == said(prepare(file, DAY))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def published(settings: Path, site: Path) -> tuple[str, ...]:
    """Publish; returns what was noted."""
    job = Job.of(settings, None, site, DAY)
    outcome = job.run(Wishes())
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


def test_random_edits_publish_what_a_clean_build_publishes(settings: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(4):
        answers = [chance.choice(TEXTS[:4]) for _ in range(chance.randint(2, 5))]
        write(tmp_path, answers, chance.choice("35"))
        published(settings, tmp_path / "site")
        kept_folder = tmp_path / FOLDER
        kept_folder.rename(tmp_path / "away")
        published(settings, tmp_path / "clean")
        assert tree(tmp_path / "site") == tree(tmp_path / "clean")
        # The next round goes on with what the first kept.
        for path in kept_folder.iterdir():
            path.unlink()
        kept_folder.rmdir()
        (tmp_path / "away").rename(kept_folder)


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data.replace(b"Plain", b"Prank"), "damaged"),
        (lambda data: b"", "another version"),
        (lambda data: b"\xff\x00" * 99, "another version"),
        (lambda data: b"0" * 32 + data[32:], "another version"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_ignored_with_a_line(
    settings: Path, tmp_path: Path, damage: object, why: str
) -> None:
    assert published(settings, tmp_path / "site") == ()
    before = tree(tmp_path / "site")
    file = tmp_path / FOLDER / "texts.json"
    assert callable(damage)
    file.write_bytes(damage(file.read_bytes()))
    [note] = published(settings, tmp_path / "site")
    assert why in note
    assert tree(tmp_path / "site") == before
    assert published(settings, tmp_path / "site") == ()


def test_a_full_disk_fails_no_build(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Kept, data: bytes) -> None:
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
    assert Kept(tmp_path, "x").rows == {"a": 1}


def test_a_small_site_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST", 200)
    store = Kept(tmp_path / "folder", "x")
    store.put("a", 1)
    store.save()
    assert not (tmp_path / "folder").exists()


def test_parts_of_a_key_stay_apart() -> None:
    assert kept.key("ab", "c") != kept.key("a", "bc")
    assert kept.fingerprint({"a": 1, "b": 2}) == kept.fingerprint({"b": 2, "a": 1})
