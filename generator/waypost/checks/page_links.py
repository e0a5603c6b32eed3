"""Relative links and pictures of hand-written pages, which a build would refuse as broken."""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from waypost.checks.check import CheckContext
from waypost.checks.page_placeholders import markdown_of, text_start
from waypost.core import urls
from waypost.core.nodes import Text
from waypost.diagnostics import Problem, nearest
from waypost.markdown.link_targets import page_address
from waypost.markdown.markdown_parser import OPEN, MarkdownSource
from waypost.model import entries
from waypost.model.records import ENTRY_TYPES, Category, Knowledge, Tree

RAW: Final = re.compile(r"^ {0,3}<([a-z][a-z0-9-]*)|<!--", re.MULTILINE | re.IGNORECASE)
"""Begins an HTML block or a comment, in which MkDocs reads no Markdown."""

ELSEWHERE: Final = re.compile(r"[^/?#]*:|[/\\]|[?#]|\Z")
"""Begins a link that isn't relative, or leads to the page itself."""

THEME_FILES: Final = "assets/"
DATA: Final = (".txt", ".json", ".xml")
"""Ends the names of the files for machines, which the build makes."""

INDEX: Final = re.compile(r"(?:(?<=/)|\A)index\.(?:html|md)\Z")
FURTHER: Final = re.compile(r"(?<=/)[0-9]+/\Z")
"""Ends the address of a further page of a long list."""

LISTS: Final = (f"{Category.kind.folder}/", urls.A_TO_Z)
CLOSE: Final = 0.8
"""Two paths with the same ending are alike in any case."""


def page_links_lead_somewhere(context: CheckContext) -> Iterator[Problem]:
    """Each relative link of a hand-written page leads to a page or file that there is."""
    if context.beside is None or not context.pages:
        return
    sources = {*context.files, *context.beside, *_generated(context.knowledge, context.away)}
    served = {INDEX.sub("", address) for address in context.files.values()}
    served |= {page_address(source) for source in sources}
    served |= entries.redirects(context.knowledge).keys()
    for page in context.pages:
        file = Path(page.at.file).relative_to(context.folder).as_posix()
        folder, address = posixpath.dirname(file), page_address(file)
        for offset, width, written in _relative_links(page):
            path = unquote(re.split("[?#]", written, maxsplit=1)[0])
            source = posixpath.normpath(posixpath.join(folder, path))
            if source in sources or _is_served(_joined(address, path), served):
                continue
            if not (source.endswith(".md") and _is_further(page_address(source), served)):
                meant = nearest(source, sources, CLOSE)
                shown = posixpath.relpath(meant, folder or ".") if meant else ""
                about = {"link": written, "nearest": shown}
                yield Problem("dead-page-link", page.mark(offset), about, width=width)


def _generated(knowledge: Knowledge, away: Set[tuple[str, str]]) -> Iterator[str]:
    """The names under which hand-written pages link to generated ones."""
    yield from ("index.md", f"{urls.A_TO_Z.rstrip('/')}.md")
    yield from (f"{cls.kind.folder}/index.md" for cls in ENTRY_TYPES if cls.kind.folder)
    for id, record in entries.addressed(knowledge):
        if (record.kind.link, id) not in away:
            address = record.kind.address(id).rstrip("/")
            yield f"{address}/index.md" if isinstance(record, Tree) else f"{address}.md"


def _joined(address: str, path: str) -> str:
    """The address that ``path`` leads to from the page at ``address``."""
    found = posixpath.normpath(posixpath.join(address, path)).lstrip("./")
    return INDEX.sub("", f"{found}/" if found and path.endswith(("/", ".")) else found)


def _is_served(address: str, served: Set[str]) -> bool:
    made = address.startswith(THEME_FILES) or address.endswith(DATA)
    return address in served or made or _is_further(address, served)


def _is_further(address: str, served: Set[str]) -> bool:
    return address.startswith(LISTS) and FURTHER.sub("", address) in served


def _relative_links(page: Text) -> Iterator[tuple[int, int, str]]:
    """The offset, the width and the target of each relative link and picture."""
    source = markdown_of(page, text_start(page))
    raw = list(_raw(source.typed))
    found = list(_targets(source))
    offsets = source.offsets(start for start, _, _ in found)
    for offset, (start, end, written) in zip(offsets, found, strict=True):
        before = bisect_right(raw, (offset, len(page))) - 1
        if before < 0 or offset >= raw[before][1]:
            yield offset, len(source.data[start:end].decode().partition("\n")[0]), written


def _raw(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of ``text`` that are HTML, each up to the last end of its tag."""
    done = 0
    ends: dict[str, int] = {}
    for found in RAW.finditer(text):
        if found.start() < done:
            continue
        name = found[1]
        if not name:
            end = text.find("-->", found.end())
            done = end if end >= 0 else len(text)
        else:
            if name not in ends:
                ends[name] = text.rfind(f"</{name}")
            done = ends[name]
        if done > found.start():
            yield found.start(), done


def _targets(source: MarkdownSource) -> Iterator[tuple[int, int, str]]:
    for event, span in source.events():
        match event:
            case {"Start": {"Link": link} | {"Image": link}}:
                written = source.restored(link["dest_url"])
                # A footnote of one word is no link, nor is what a plugin or a fact puts in.
                footnote = source.data.startswith(b"[^", span["start"])
                if link["link_type"] == "Email" or footnote or OPEN in written or "{" in written:
                    continue
                if not ELSEWHERE.match(written):
                    yield span["start"], span["end"], written
