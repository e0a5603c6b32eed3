"""Placeholders of hand-written pages, which name facts and trees."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from waypost.checks.check import CheckContext
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem, nearest
from waypost.markdown.markdown_parser import MarkdownSource
from waypost.model import placeholders
from waypost.parser.encoding import decode
from waypost.parser.read_file import read_bytes

FRONT_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
SIGNS: Final = ("{{", "facts")
"""A page without any of these has no placeholder."""


def pages_with_placeholders(
    folder: Path, files: tuple[str, ...], written: Mapping[Path, bytes], problems: list[Problem]
) -> Iterator[Text]:
    """The pages among the ``files`` of ``folder`` that may have a placeholder.

    Some are ``written`` anew: they count as if they had been saved. What isn't UTF-8 goes to
    ``problems``.
    """
    for file in files:
        if file.endswith(".md"):
            at = Mark((folder / file).as_posix(), 1, 1)
            data = written.get(folder / file) or read_bytes(folder / file, at.file)
            # What can't be read is told where the folder is inspected.
            if isinstance(data, bytes):
                text, faults = decode(data, at.file)
                problems += faults
                if any(sign in text for sign in SIGNS):
                    yield Text(text, at, at)


def pages_name_facts(context: CheckContext) -> Iterator[Problem]:
    """Each placeholder of a hand-written page names a fact or a tree that there is."""
    trees = {str(tree.id) for tree in context.knowledge.trees}
    for page in context.pages:
        head = found.end() if (found := FRONT_MATTER.match(page)) else 0
        # The front matter is none of the Markdown, and has no code.
        source = MarkdownSource("\n" * head + page[head:])
        for match in placeholders.IN_PAGE.finditer(page):
            tree, fact = match[1], (match[2] or "").removesuffix(".value")
            at, width = page.mark(match.start()), len(match[0])
            if match.start() < head:
                about = {"text": match[0]}
                yield Problem("placeholder-in-front-matter", at, about, width=width)
            elif tree and tree not in trees and not source.is_code(match.start()):
                about = {"to": "tree", "id": tree, "nearest": nearest(tree, trees)}
                about["known"] = ", ".join(sorted(trees)[:12]) or "none yet"
                yield Problem("unknown-reference", at, about, width=width)
            elif fact and fact not in context.facts:
                meant = nearest(fact, context.facts)
                if meant or not source.is_code(match.start()):
                    about = {"name": fact, "nearest": meant}
                    yield Problem("unknown-fact", at, about, width=width)
        for offset, written, name in placeholders.misspelt(page, context.facts):
            # Braces around other names belong to other plugins, and to scripts.
            says_so = "{{" in written or ("{" in written and "fact" in written.lower())
            if name in context.facts and says_so and not source.is_code(offset) and offset >= head:
                about = {"text": written, "nearest": f"{{{{ facts.{name} }}}}"}
                at = page.mark(offset)
                if not placeholders.IN_PAGE.fullmatch(written):
                    yield Problem("odd-placeholder", at, about, width=len(written))
