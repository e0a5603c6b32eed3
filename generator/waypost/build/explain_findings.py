"""Say a fault of a built page where its owner can mend it: in the file that it was written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from waypost.build.run_mkdocs import Settings
from waypost.build.site_fault import Finding
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem


def explain(
    code: str, findings: Iterable[Finding], settings: Settings, kb: Path
) -> Iterator[Problem]:
    """The problems of kind ``code`` for ``findings``, with places as near as is known.

    A hand-written page is searched for the address. What was generated is laid at the door of the
    knowledge base, and told once for all pages that have it.
    """
    generated: dict[tuple[str, str], list[str]] = {}
    for finding in dict.fromkeys(findings):
        written = settings.content / settings.witness.pages.get(finding.file, finding.file)
        page = finding.file.removesuffix("index.html") or "/"
        if written.is_file():
            yield _problem(code, _place(written, finding.address), page, finding)
        else:
            generated.setdefault((finding.what, finding.address), []).append(page)
    for (what, address), pages in generated.items():
        more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
        finding = Finding(pages[0], what, address)
        yield _problem(code, Mark(kb.as_posix(), 1, 1), pages[0] + more, finding)


def _problem(code: str, at: Mark, page: str, finding: Finding) -> Problem:
    return Problem(code, at, {"page": page, "what": finding.what, "address": finding.address})


def _place(written: Path, address: str) -> Mark:
    lines = written.read_text(encoding="utf-8", errors="replace").splitlines()
    wanted = address.rpartition("#")[2] or address
    number, column = next(
        ((number, line.find(wanted)) for number, line in enumerate(lines, 1) if wanted in line),
        (1, 0),
    )
    return Mark(_near(written).as_posix(), number, column + 1)


def _near(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
