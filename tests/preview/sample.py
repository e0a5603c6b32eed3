"""The sample in a preview."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from waypost.pages.machine import FEED, KB, LLMS
from waypost.search.output_files import PLACE
from waypost.serve.session import Preview
from waypost.serve.side_files import SITE_MAP
from waypost.serve.stage import INDEXES

SITE = ("faq.yaml", "mkdocs.yml")
FOLDERS = ("content", "overrides")
PAGE = "questions/how-long-to-cancel/"
UNLISTED = "order-help/sitemap/index.md"
"""Pages that are kept from machines have no Markdown beside them."""


def edit(folder: Path, old: str, new: str) -> None:
    """Change the first place where ``old`` stands in the knowledge base."""
    kb = folder / "faq.yaml"
    text = kb.read_text(encoding="utf-8")
    assert old in text
    kb.write_text(text.replace(old, new, 1), encoding="utf-8")


def served(preview: Preview, name: str) -> str:
    """The text of a file as the preview serves it."""
    with preview.serving(name) as folder:
        assert folder
        return (folder / name).read_text(encoding="utf-8")


def pages(preview: Preview) -> dict[str, str]:
    """Every page as the preview serves it, but for the line in an edit link, which may lag behind,
    and the Markdown beside each."""
    assert preview.stage
    assert preview.folder
    names = [f"{address}{name}" for address in preview.stage.addresses for name in INDEXES]
    found = {path.relative_to(preview.folder).as_posix() for path in files(preview, ".html")}
    texts = {name: served(preview, name) for name in sorted({*names, *found}) if name != UNLISTED}
    return {name: re.sub(r"#L\d+", "", text) for name, text in texts.items()}


def files(preview: Preview, *kinds: str) -> list[Path]:
    """The files of some kinds that were drawn."""
    assert preview.folder
    return [path for path in preview.folder.rglob("*") if path.suffix in kinds]


def beside(preview: Preview) -> dict[str, str]:
    """What the search knows, the site map, and what machines read."""
    named = json.loads(served(preview, PLACE))["data"]
    data = served(preview, f"{PLACE.rpartition('/')[0]}/{named}")
    return {"data": data} | {
        name: served(preview, name) for name in (PLACE, SITE_MAP, LLMS, KB, FEED)
    }


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """The address of `waypost serve` in ``folder``."""
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
        process.wait(10)
