"""Every save is followed, and the latest one wins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.serve.sample import begun, edit, served
from waypost.serve.file_watcher import Watch
from waypost.serve.session import PreviewSession, SaveResult, follow

ANSWER = "    answer: |\n      "
PAGE = "questions/cancel-with-offer/index.html"


@pytest.fixture
def told() -> list[SaveResult]:
    """What open pages were told, in order."""
    return []


@pytest.fixture
def session(folder: Path, told: list[SaveResult]) -> Iterator[PreviewSession]:
    """The sample's preview, which follows every save."""
    made = begun(folder)
    watch = Watch()
    watch.on(made.watched)
    Thread(target=follow, args=(made, watch, told.append), daemon=True).start()
    yield made
    watch.stop()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_latest_of_many_saves_is_shown(
    folder: Path, session: PreviewSession, told: list[SaveResult]
) -> None:
    """However many come while an earlier one is analysed."""
    edit(folder, ANSWER, f"{ANSWER}Save 0. ")
    for number in range(20):
        edit(folder, f"Save {number}.", f"Save {number + 1}.")
        time.sleep(0.05)
    until(lambda: "Save 20." in served(session, PAGE))
    until(lambda: "Save 20." in told[-1].texts[(folder / "faq.yaml").as_posix()])
    assert [news.version for news in told] == sorted(news.version for news in told)


def test_problems_of_the_latest_save_are_told(
    folder: Path, session: PreviewSession, told: list[SaveResult]
) -> None:
    """Though an earlier save was good; its pages stay."""
    edit(folder, ANSWER, f"{ANSWER}First. ")
    until(lambda: "First." in served(session, PAGE))
    edit(folder, "    question: How long", "    qestion: How long")
    until(lambda: any(news.errors for news in told))
    assert {problem.code for problem in told[-1].errors} == {"unknown-key"}
    assert "First." in served(session, PAGE)


def test_a_hand_written_page_and_an_included_file_are_followed(
    folder: Path, session: PreviewSession
) -> None:
    """The one is new to the preview, the other isn't named before it is included."""
    (folder / "content" / "more.md").write_text("# More\n\nOne.\n", encoding="utf-8")
    until(lambda: shows(session, "more/index.html", "One."))
    more = "faqs:\n  - id: more\n    question: More?\n    answer: Yes.\n    category: offers\n"
    (folder / "more.yaml").write_text(more, encoding="utf-8")
    edit(folder, "language: en\n", "language: en\ninclude: more.yaml\n")
    until(lambda: shows(session, "questions/more/index.html", "Yes."))
    (folder / "more.yaml").write_text(more.replace("Yes", "No"), encoding="utf-8")
    until(lambda: shows(session, "questions/more/index.html", "No."))


def shows(session: PreviewSession, name: str, words: str) -> bool:
    """Whether there is such a page, and it holds ``words``."""
    data = session.read(name)
    return data is not None and words in data.decode()


def test_a_save_is_told_though_other_folders_are_watched_from_then_on(tmp_path: Path) -> None:
    """Events of the folders until then may be lost; the file itself tells."""
    kb, more = tmp_path / "faq.yaml", tmp_path / "more"
    kb.write_text("title: Help\n", encoding="utf-8")
    more.mkdir()
    watch = Watch()
    watch.on([kb])
    watch._observer.unschedule_all()
    kb.write_text("title: Our help\n", encoding="utf-8")
    watch.on([kb, more])
    assert watch.wait(10) == {kb}
    watch.stop()
