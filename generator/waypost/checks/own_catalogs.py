"""The owner's own words: catalogs beside the knowledge base, and what is wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from waypost.core.messages import Messages
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.parser import characters
from waypost.parser.encoding import decode
from waypost.parser.glob import matching
from waypost.parser.read_file import read_bytes

FOLDER: Final = "locales"
LARGEST: Final = 1024 * 1024
"""Bytes of a catalog; all of Waypost's messages take a twentieth."""


@dataclass(frozen=True, slots=True)
class OwnCatalogs:
    """The catalogs in the folder ``root`` of a knowledge base.

    ``texts`` are the contents of those that were read, by the names that marks use. ``folder`` is
    watched for new ones.
    """

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.root / FOLDER

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were read."""
        return tuple(map(Path, self.texts))

    def messages(self, language: str) -> Messages:
        """The messages in a language: the owner's, where their catalog has no errors, and ours."""
        file = self.folder / f"{language}.po"
        name = file.as_posix()
        data = read_bytes(file, name, self.root, LARGEST)
        if isinstance(data, Problem):
            self.problems.extend([data] if data.code != "file-missing" else [])
            return Messages(language)
        # Few sites have one.
        from waypost.checks.catalog_problems import catalog_problems

        text, found = decode(data, name)
        self.texts[name] = text
        found += characters.check(text, name)
        found += catalog_problems(text, name, language)
        self.problems.extend(found)
        broken = any(severity(each) is Severity.ERROR for each in found)
        return Messages(language, "" if broken else text)

    def note_unused(self, languages: Sequence[str]) -> None:
        """Report the catalogs of languages that the site hasn't."""
        for file in matching(self.root, f"{FOLDER}/*.po"):
            if file.stem not in languages:
                about = {"language": file.stem, "listed": ", ".join(languages)}
                self.problems.append(Problem("unused-catalog", Mark(file.as_posix(), 1, 1), about))
