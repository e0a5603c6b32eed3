"""Hand-written pages: their placeholders, which name facts and trees, and marks of a merge."""

import re
from collections.abc import Container, Iterator, Mapping
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
MERGE_MARK: Final = re.compile(r"^([<>]{7}) ", re.MULTILINE)
"""The first and the last line of a conflict. The one between them may underline a heading."""

SIGNS: Final = ("{{", "facts", "<<<<<<< ", ">>>>>>> ", "](", "]:")
"""A page without any of these has no placeholder, conflict or link."""


def pages_with_placeholders(
    folder: Path, files: tuple[str, ...], written: Mapping[Path, bytes], problems: list[Problem]
) -> Iterator[Text]:
    """The pages among the ``files`` of ``folder`` that may have something to check.

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
        head = text_start(page)
        source = markdown_of(page, head)
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
        for offset, written, meant in _misspelt(page, context.facts, trees):
            if offset >= head and not source.is_code(offset):
                about = {"text": written, "nearest": meant}
                yield Problem("odd-placeholder", page.mark(offset), about, width=len(written))


def _misspelt(
    page: str, facts: Container[str], trees: Container[str]
) -> Iterator[tuple[int, str, str]]:
    """Probable placeholders that are misspelt: the offset, the words and what to write.

    Braces around other names than those of ``facts`` and ``trees`` belong to other plugins, and to
    scripts.
    """
    for offset, written, name in placeholders.misspelt(page, facts):
        says_so = "{{" in written or ("{" in written and "fact" in written.lower())
        if name in facts and says_so and not placeholders.IN_PAGE.fullmatch(written):
            yield offset, written, f"{{{{ facts.{name} }}}}"
    for match in placeholders.ODD_TREE.finditer(page):
        if match[1] in trees and not placeholders.IN_PAGE.fullmatch(match[0]):
            yield match.start(), match[0], f'{{{{ waypost.tree("{match[1]}") }}}}'


def pages_are_merged(context: CheckContext) -> Iterator[Problem]:
    """No hand-written page holds two versions of a part of it, as git leaves them."""
    for page in context.pages:
        source = markdown_of(page, text_start(page))
        opened = False
        for match in MERGE_MARK.finditer(page):
            if source.is_code(match.start()):
                continue
            ends = match[1][0] == ">"
            if not (opened and ends):
                yield Problem("merge-mark", page.mark(match.start()), {"mark": match[1]}, width=7)
            opened = not ends


def text_start(page: Text) -> int:
    """The offset at which the Markdown of ``page`` begins, below its front matter."""
    return found.end() if (found := FRONT_MATTER.match(page)) else 0


def markdown_of(page: Text, start: int) -> MarkdownSource:
    """The Markdown of ``page`` from ``start`` on, with the offsets of the page."""
    # The front matter is none of the Markdown, and has no code.
    return MarkdownSource("\n" * start + page[start:])
