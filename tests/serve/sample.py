"""The sample in a preview."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from waypost.serve.session import PreviewSession

PAGE = "questions/how-long-to-cancel/"


def edit(folder: Path, old: str, new: str) -> None:
    """Change the first place where ``old`` stands in the knowledge base."""
    kb = folder / "faq.yaml"
    text = kb.read_text(encoding="utf-8")
    assert old in text
    kb.write_text(text.replace(old, new, 1), encoding="utf-8")


def served(session: PreviewSession, name: str) -> str:
    """The text of a file as the preview serves it."""
    data = session.read(name)
    assert data is not None, name
    return data.decode()


def everything(session: PreviewSession) -> dict[str, bytes | None]:
    """Every file as the preview serves it."""
    return {name: session.read(name) for name in keys(session)}


def keys(session: PreviewSession) -> dict[str, str]:
    """The key of every file that the preview serves."""
    assert session.shown
    names = sorted({*session.shown[""].artifacts, *session.shown[""].files})
    return {name: session.key(name) for name in names}


def begun(folder: Path) -> PreviewSession:
    """A preview that begins with what there is now."""
    session = PreviewSession(folder / "mkdocs.yml", None, None)
    news = session.refresh()
    assert (news.errors, news.failure) == ((), "")
    return session


@contextmanager
def serving(folder: Path, *options: str, said: list[str] | None = None) -> Iterator[str]:
    """The address of `waypost serve` in ``folder``; ``said`` gets what it prints later."""
    process = subprocess.Popen(
        [sys.executable, "-m", "waypost", "serve", "--address", "127.0.0.1:0", *options],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if found := re.search(r"Preview: (\S+)", line):
                yield found[1]
                break
        else:
            pytest.fail("the preview ended before it began")
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=10)
        if said is not None:
            said += rest.splitlines()
