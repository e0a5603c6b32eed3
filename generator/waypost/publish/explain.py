"""Say a fault of a built page where its owner can mend it: in the file that it was written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from waypost.nodes import Mark
from waypost.problems import Problem
from waypost.publish.engine import Settings
from waypost.publish.verify import Finding


def explain(
    code: str, findings: Iterable[Finding], settings: Settings, kb: Path
) -> Iterator[Problem]:
    """The problems of kind ``code`` for ``findings``, each once, with a place as near as is known.

    A hand-written page is searched for the address; what was generated is laid at the door of the
    knowledge base.
    """
    for finding in dict.fromkeys(findings):
        about = {
            "page": finding.file.removesuffix("index.html") or "/",
            "what": finding.what,
            "address": finding.address or "–",
        }
        yield Problem(code, _place(finding, settings, kb), about)


def _place(finding: Finding, settings: Settings, kb: Path) -> Mark:
    written = settings.content / settings.witness.pages.get(finding.file, finding.file)
    if not written.is_file():
        return Mark(kb.as_posix(), 1, 1)
    lines = written.read_text(encoding="utf-8", errors="replace").splitlines()
    wanted = finding.address.rpartition("#")[2] or finding.address
    line = next((number for number, line in enumerate(lines, 1) if wanted in line), 1)
    column = lines[line - 1].find(wanted) + 1 if lines else 1
    return Mark(_near(written).as_posix(), line, max(1, column))


def _near(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
