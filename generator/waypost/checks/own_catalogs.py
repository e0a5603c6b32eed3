"""The owner's own words: catalogs beside the knowledge base, and what is wrong in them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from waypost.core.messages import Messages, known_messages, plurals_of
from waypost.core.nodes import Mark
from waypost.core.po_file import CatalogEntry, CatalogForm, PoFile, plural_rule, read_po
from waypost.diagnostics import Problem, Severity, nearest
from waypost.diagnostics.message_format import severity
from waypost.parser import characters
from waypost.parser.encoding import decode
from waypost.parser.glob import matching
from waypost.parser.read_file import read_bytes

FOLDER: Final = "locales"
VALUE: Final = re.compile(r"%\((\w+)\)s")
LARGEST: Final = 1024 * 1024
"""Bytes of a catalog; all of Waypost's messages take a twentieth."""

MOST_FORMS: Final = 6


@dataclass(frozen=True, slots=True)
class OwnCatalogs:
    """The catalogs in the folder of a knowledge base.

    ``texts`` are the contents of those that were read, by the names that marks use. ``folder`` is
    watched for new ones.
    """

    root: Path
    texts: dict[str, str]
    problems: list[Problem]

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
        text, found = decode(data, name)
        self.texts[name] = text
        found += characters.check(text, name)
        found += catalog_problems(read_po(text), name, language)
        self.problems.extend(found)
        broken = any(severity(each) is Severity.ERROR for each in found)
        return Messages(language, "" if broken else text)

    def note_unused(self, languages: Sequence[str]) -> None:
        """Report the catalogs of languages that the site hasn't."""
        for file in matching(self.root, f"{FOLDER}/*.po"):
            if file.stem not in languages:
                about = {"language": file.stem, "listed": ", ".join(languages)}
                self.problems.append(Problem("unused-catalog", Mark(file.as_posix(), 1, 1), about))


def own_catalogs(kb: Path) -> OwnCatalogs:
    """The catalogs beside the knowledge base ``kb``."""
    return OwnCatalogs(kb.parent, {}, [])


def catalog_problems(file: PoFile, name: str, language: str) -> Iterator[Problem]:
    """Everything that is wrong in a catalog."""
    for line, why in file.faults:
        yield Problem("bad-catalog", Mark(name, line, 1), {"why": why})
    plurals = file.plurals or plurals_of(language)
    if not _has_rule(plurals):
        assert file.header is not None
        at = Mark(name, file.header.line, 1)
        yield Problem("bad-plural-forms", at, {"language": language})
        plurals = plurals_of(language)
    known = {entry.ids: entry for entry in known_messages()}
    for entry in file.entries:
        if entry.ids in known:
            yield from _faults_of_forms(entry, name, plurals[0])
        else:
            ids = [each.ids[0] for each in known.values()]
            about = {"message": entry.ids[0], "nearest": nearest(entry.ids[0], ids)}
            yield Problem("unknown-message", Mark(name, entry.line, 1), about)


def _has_rule(plurals: tuple[int, str]) -> bool:
    """True if the rule gives each number one of the forms."""
    number, expression = plurals
    try:
        rule = plural_rule(expression)
        return 0 < number <= MOST_FORMS and all(0 <= rule(n) < number for n in range(200))
    except (ValueError, ZeroDivisionError):
        return False


def _faults_of_forms(entry: CatalogEntry, name: str, forms: int) -> Iterator[Problem]:
    wanted = forms if len(entry.ids) > 1 else 1
    if [form.number for form in entry.forms] != list(range(wanted)):
        about = {"count": str(len(entry.forms)), "wanted": str(wanted)}
        yield Problem("catalog-forms", Mark(name, entry.line, 1), about)
    for form in entry.forms if entry.is_translated else ():
        if why := _wrong_values(entry, form):
            at = Mark(name, form.line, 1)
            yield Problem("catalog-values", at, {"why_values": why, "message": entry.ids[-1]})


def _wrong_values(entry: CatalogEntry, form: CatalogForm) -> str:
    """The difference of the values in a form from those of the message, in words."""
    wanted, found = (Counter(VALUE.findall(text)) for text in (entry.ids[-1], form.text))
    # “a day ago” says its number in words.
    spare = {"num"} if len(entry.ids) > 1 else set()
    lost = [f"%({each})s" for each in wanted if each not in found and each not in spare]
    odd = [f"%({each})s" for each in found if each not in wanted]
    if "%" in VALUE.sub("", form.text):
        odd.append("a % that begins no value")
    told = (
        f"it lacks {', '.join(lost)}" if lost else "",
        f"it has {', '.join(odd)}" if odd else "",
    )
    return " and ".join(filter(None, told))
