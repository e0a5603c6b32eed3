"""A small project to build: settings, a knowledge base, a hand-written page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from waypost.cli.site_commands import build_command

SETTINGS = """
site_name: Help
docs_dir: content
theme: material
plugins: [search, waypost]
"""

KNOWLEDGE = """
title: Help
faqs:
  - {id: leave, question: How do I book leave?, answer: Use the portal., category: Leave}
  - {id: sick, question: What if I am ill?, answer: "Call *us*.", category: Leave}
"""

RUN = [sys.executable, "-m", "waypost", "build"]


def make(folder: Path, knowledge: str = KNOWLEDGE) -> Path:
    """A project in ``folder``, not yet built."""
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "about.md").write_text("# About\n\nWe help.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "faq.yaml").write_text(knowledge, encoding="utf-8")
    return folder


def build(*options: str) -> Result:
    """What ``waypost build`` does in the current folder."""
    return CliRunner().invoke(build_command, list(options), catch_exceptions=False)


def environment(**more: str) -> dict[str, str]:
    """An environment for a build in a process of its own, quiet about MkDocs' future."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1"} | more
