"""No text keeps a command for ever, whatever is slow with it, and nothing else is lost with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from tests.publish import project

KB = """\
faqs:
  - id: first
    question: How?
    answer: |
      A *tarpit*, [a link](#x) <and so on>.
    category: a
  - id: second
    question: Why?
    answer: See [x](faq:no-such).
    category: a
"""

MEANS = {
    "a pattern that tries for ever": "re.match('(a+)+$', 'a' * 64 + 'b')",
    "a library that heeds no signal": "hashlib.pbkdf2_hmac('sha256', b'', b'', 2**31 - 1)",
    "a lock that nobody opens": "time.sleep(3600)",
}

SLOWED = """
import hashlib, re, signal, sys, time
from waypost import source, watchdog
from waypost.lint import facts
from waypost.text import maker
watchdog.LONGEST, watchdog.LONGEST_FILE, watchdog.PATIENCE = 0.5, 1.0, 6
rightly = {where}
def slowed(text, *more):
    if "tarpit" in str(text):
        {slow}
    return rightly(text, *more)
{where} = slowed
from waypost.cli.main import main
main()
"""


def started(
    folder: Path, *command: str, slow: str = "pass", where: str = "maker.clean"
) -> subprocess.Popen[str]:
    """A command in which ``where`` does ``slow`` with a text that speaks of a tarpit."""
    code = SLOWED.format(slow=slow, where=where)
    return subprocess.Popen(
        [sys.executable, "-c", code, *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def answer(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """The exit code, and the lines on standard error; the process is given two minutes."""
    _, said = process.communicate(timeout=120)
    return process.returncode, said.splitlines()


@pytest.mark.parametrize("slow", MEANS.values(), ids=MEANS)
def test_a_text_that_keeps_a_library_busy_is_named_beside_all_else(
    slow: str, tmp_path: Path
) -> None:
    (tmp_path / "faq.yaml").write_text(KB)
    code, said = answer(started(tmp_path, "check", slow=slow))
    assert code == 1
    assert said[0].startswith("faq.yaml:5:7: error: This text takes more than 0.5 seconds")
    assert said[1].startswith("faq.yaml:9:")
    assert len(said) == 2


def test_advice_on_a_text_is_watched_too(tmp_path: Path) -> None:
    kb = KB.replace("tarpit", "tarpit of 6 days", 1)
    (tmp_path / "faq.yaml").write_text("facts: {d: {value: 5, unit: days}}\n" + kb)
    slow, where = MEANS["a pattern that tries for ever"], "facts.Sentences"
    code, said = answer(started(tmp_path, "check", slow=slow, where=where))
    assert code == 1
    assert said[1].startswith("faq.yaml:6:7: error: This text takes more than 0.5 seconds")


def test_a_file_that_is_read_for_ever_is_named(tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").write_text(KB)
    slow, where = MEANS["a pattern that tries for ever"], "source.decode"
    code, said = answer(started(tmp_path, "check", slow=slow, where=where))
    assert code == 1
    assert said[0].startswith("faq.yaml:1:1: error: This text takes more than 1 seconds")


def test_a_build_with_such_a_text_publishes_nothing(tmp_path: Path) -> None:
    project.make(tmp_path)
    (tmp_path / "faq.yaml").write_text(KB)
    before = {path.name for path in tmp_path.iterdir()}
    slow = MEANS["a library that heeds no signal"]
    code, said = answer(started(tmp_path, "build", slow=slow))
    assert code == 1
    assert "faq.yaml:5:7: error: This text takes more than" in "\n".join(said)
    assert {path.name for path in tmp_path.iterdir()} == before


def test_more_texts_than_a_few_end_the_command(tmp_path: Path) -> None:
    many = "".join(
        f"  - {{id: q{n}, question: Q{n}?, answer: A \\*tarpit {n}.}}\n" for n in range(6)
    )
    (tmp_path / "faq.yaml").write_text("faqs:\n" + many)
    code, said = answer(started(tmp_path, "check", slow=MEANS["a lock that nobody opens"]))
    assert code == 1
    assert [line.split(":")[1] for line in said] == ["2", "3", "4", "5"]


def test_what_the_system_ends_is_one_line_and_no_signal(tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").write_text(KB)
    slow = "signal.raise_signal(signal.SIGSEGV)"
    code, said = answer(started(tmp_path, "check", slow=slow))
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith("waypost: the system ended the work")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_signal_ends_both(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").write_text(KB)
    slow = "print('there', flush=True); time.sleep(3600)"
    process = started(tmp_path, "check", slow="watchdog.LONGEST = 99; " + slow)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(number)
    code, _ = answer(process)
    assert code in (-number, 1)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and _lives(process.pid):
        time.sleep(0.05)
    assert not _lives(process.pid)


def _lives(session: int) -> bool:
    """Whether any process of the session is left."""
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_text_that_a_preview_draws_is_watched_beside_a_check(tmp_path: Path) -> None:
    """A save is checked while a page is drawn, and the check's own texts end in time."""
    project.make(tmp_path)
    kb = "faqs:\n  - {id: first, question: How?, answer: A tarpit of words.}\n"
    (tmp_path / "faq.yaml").write_text(kb)
    slow = MEANS["a lock that nobody opens"]
    process = started(tmp_path, "serve", "--address", "127.0.0.1:0", slow=slow)
    assert process.stdout is not None
    assert process.stderr is not None
    address = process.stdout.readline().split()[1]
    asked = Thread(target=_asks, args=(f"{address}questions/first/",), daemon=True)
    asked.start()
    time.sleep(0.3)
    (tmp_path / "faq.yaml").write_text(kb + "glossary: [{term: A word, definition: A thing.}]\n")
    line = process.stderr.readline()
    # The preview has begun anew, and ends as the first one would have.
    process.stdout.readline()
    process.terminate()
    process.communicate(timeout=60)
    assert line.startswith("faq.yaml:2:41: error: This text takes more than 0.5 seconds")


def _asks(address: str) -> None:
    with suppress(OSError):
        urlopen(address)
