"""A save doesn't wait for the check of the one before, and the latest save wins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from tests.preview.sample import edit, served
from waypost.checks.analyse import prepare
from waypost.serve import session
from waypost.serve.file_watcher import Watch
from waypost.serve.follow import follow
from waypost.serve.session import News, Preview

ANSWER = "    answer: |\n      "
PAGE = "questions/cancel-with-offer/index.html"


class Gate:
    """Holds every check back once it has read the files, as long as it is ``shut``."""

    def __init__(self) -> None:
        self.open = Event()
        self.reached = Event()
        self.open.set()

    def prepare(self, *given: Any, **more: Any) -> Any:
        """What stands in the place of the pipeline."""
        prepared = prepare(*given, **more)
        self.reached.set()
        assert self.open.wait(30)
        return prepared

    def shut(self) -> None:
        """From now on a check waits."""
        self.open.clear()
        self.reached.clear()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """The gate through which all checks go."""
    made = Gate()
    monkeypatch.setattr(session, "prepare", made.prepare)
    return made


@pytest.fixture
def told() -> list[News]:
    """What open pages were told, in order."""
    return []


@pytest.fixture
def preview(folder: Path, gate: Gate, told: list[News]) -> Iterator[Preview]:
    """The sample's preview, which follows every save."""
    made = Preview(folder / "mkdocs.yml", None, None)
    assert made.refresh()
    watch = Watch()
    watch.on(made.watched)
    tell: Callable[[News, bool], None] = lambda news, shown: told.append(news)  # noqa: E731
    Thread(target=follow, args=(made, watch, tell), daemon=True).start()
    yield made
    gate.open.set()
    watch.stop()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_save_during_a_check_shows_at_once(
    folder: Path, preview: Preview, gate: Gate, told: list[News]
) -> None:
    """And what that check finds about the earlier save is forgotten."""
    gate.shut()
    edit(folder, ANSWER, f"{ANSWER}First. ")
    assert gate.reached.wait(20)
    assert "First." in served(preview, PAGE)
    edit(folder, "First.", "Second.")
    until(lambda: "Second." in served(preview, PAGE))
    assert len(told) == 2
    gate.open.set()
    until(lambda: len(told) == 3)
    assert "Second." in told[-1].texts[(folder / "faq.yaml").as_posix()]
    assert "Second." in served(preview, PAGE)


def test_problems_of_the_latest_save_are_told(
    folder: Path, preview: Preview, gate: Gate, told: list[News]
) -> None:
    """Though an earlier save is still being checked, and was good."""
    gate.shut()
    edit(folder, ANSWER, f"{ANSWER}First. ")
    assert gate.reached.wait(20)
    edit(folder, "    question: How long", "    qestion: How long")
    time.sleep(0.3)
    gate.open.set()
    until(lambda: any(news.errors for news in told))
    assert {problem.code for problem in told[-1].errors} == {"unknown-key"}
    assert "First." in served(preview, PAGE)


def test_a_save_beside_an_unchecked_one_shows_once_that_is_good(
    folder: Path, preview: Preview, gate: Gate, told: list[News]
) -> None:
    """It can't be looked at by itself before, but then it isn't checked first."""
    gate.shut()
    edit(folder, "value: 5", "value: 6")
    assert gate.reached.wait(20)
    edit(folder, ANSWER, f"{ANSWER}Beside it. ")
    time.sleep(0.3)
    assert "Beside it." not in served(preview, PAGE)
    gate.open.set()
    until(lambda: "Beside it." in served(preview, PAGE))
    until(lambda: len(told) == 3)
    assert not any(news.errors for news in told)


def test_a_hand_written_page_and_an_included_file_are_followed(
    folder: Path, preview: Preview
) -> None:
    """The one is new to the preview, the other isn't named before it is included."""
    (folder / "content" / "more.md").write_text("# More\n\nOne.\n", encoding="utf-8")
    until(lambda: shows(preview, "more/index.html", "One."))
    more = "faqs:\n  - id: more\n    question: More?\n    answer: Yes.\n    category: offers\n"
    (folder / "more.yaml").write_text(more, encoding="utf-8")
    edit(folder, "language: en\n", "language: en\ninclude: more.yaml\n")
    until(lambda: shows(preview, "questions/more/index.html", "Yes."))
    (folder / "more.yaml").write_text(more.replace("Yes", "No"), encoding="utf-8")
    until(lambda: shows(preview, "questions/more/index.html", "No."))


def shows(preview: Preview, name: str, words: str) -> bool:
    """Whether there is such a page, and it holds ``words``."""
    with preview.serving(name) as there:
        file = (there or Path()) / name
        return file.is_file() and words in file.read_text(encoding="utf-8")
