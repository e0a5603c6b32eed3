"""Check that an engine that says nothing about what it skips has built every page."""

from collections.abc import Iterator
from pathlib import Path

from waypost.exchange.markdown_site.write_pages import DOCS


def missing(folder: Path, site: Path) -> list[str]:
    """The pages of ``folder`` that ``site``, built from it, lacks or has without their content."""
    return [page for page, content in _pages(folder / DOCS) if not _is_there(site / page, content)]


def _pages(docs: Path) -> Iterator[tuple[str, str]]:
    """The file that each page has in a built site, and the first line of its HTML."""
    for path in sorted(docs.rglob("*.md")):
        place = path.relative_to(docs)
        folder = place.parent if place.name == "index.md" else place.with_suffix("")
        lines = path.read_text(encoding="utf-8").splitlines()
        start = next((line for line in lines if line.startswith('<div class="wp ')), "")
        yield (folder / "index.html").as_posix(), start


def _is_there(page: Path, content: str) -> bool:
    return page.is_file() and content in page.read_text(encoding="utf-8", errors="replace")
