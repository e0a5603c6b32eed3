"""The result of reading a foreign source: records, and what was left out, each with its place.

A reader is a function from a file's content to an `ImportResult`; `formats.read` picks the reader,
walks a folder file by file, and joins the results. A reader makes records of fields as they stand
in the YAML, and decides nothing about what is there already: ids, topics and links between entries
are settled by `merge.plan`. Every word of a source is in a record, in the ``text`` of a `Missed`,
or was dropped by a rule that the docs name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from waypost.edit.yaml_writer import Plain

LONGEST_TEXT: Final = 1_000_000
"""Characters of a text: no answer has as many, and each takes a hundred bytes on its way."""
TOO_LONG: Final = f"a text of it has more than {LONGEST_TEXT:,} characters"


@dataclass(frozen=True, slots=True)
class Found:
    """A record for a section of the knowledge base; ``where`` it stood, in the file's own terms.

    ``name`` is its id in a section that is keyed by ids, such as the facts. A single value of the
    knowledge base itself, such as its title, is a section whose one field is ``value``. ``cells``
    are those of a table, by field: ``C2``. ``file`` is the file of a folder in which it stood.
    ``addresses`` are those by which the source knew it: web addresses, paths, or ``#anchors``.
    Links to them lead to the entry, and where one is of the old site it goes on leading there.
    """

    where: str
    section: str
    fields: Mapping[str, Plain]
    name: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A part that wasn't taken, and why. A ``minor`` one loses no record.

    ``text`` are the words of the source that are in no record for this; ``file`` as in `Found`.
    """

    where: str
    why: str
    minor: bool = False
    text: str = ""
    file: str = ""


class PageTitle(Missed):
    """The title of a page of questions, which may be the name of a site."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The records and single values of a source, and the parts of it that weren't understood.

    ``files`` are pictures and the like that go into ``content/``: the path there, and the file.
    ``root`` is the folder of the source, with what lies beside it, and ``base_url`` the address of
    the old site, for links that don't name it.
    """

    found: tuple[Found, ...] = ()
    missed: tuple[Missed, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    root: Path | None = None
    base_url: str = ""

    @classmethod
    def of(cls, rows: Iterable[Found | Missed]) -> ImportResult:
        """The result of rows that were understood or not, in their order."""
        parted = tuple(rows)
        return cls(
            tuple(row for row in parted if isinstance(row, Found)),
            tuple(row for row in parted if isinstance(row, Missed)),
        )

    def titled(self) -> tuple[str, ImportResult]:
        """The only title of the pages, if there is one, and the result without a note of it."""
        titles = {each.text for each in self.missed if isinstance(each, PageTitle)}
        if len(titles) != 1:
            return "", self
        rest = (each for each in self.missed if not isinstance(each, PageTitle))
        return titles.pop(), replace(self, missed=tuple(rest))

    def published(self) -> ImportResult:
        """The same with no draft, for who asks that all be published."""
        shown = [
            replace(each, fields={k: v for k, v in each.fields.items() if k != "draft"})
            for each in self.found
        ]
        return replace(self, found=tuple(shown))


def quoted(text: str) -> str:
    """The first words of a text in quotation marks, on one line.

    >>> quoted("Who\\n asks?")
    '“Who asks?”'
    """
    line = " ".join(text[:400].split())
    cut = line[:60].rpartition(" ")[0] or line[:60]
    return f"“{line if len(line) <= 60 else cut + '…'}”"


def decoded(data: bytes, encoding: str = "") -> str | Missed:
    """The text of ``data``: in UTF-8 by default, and in UTF-16 where its first bytes say so."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else encoding or "utf-8").lstrip("\ufeff")
    except LookupError:
        return Missed("the file", f"there is no encoding “{encoding}”")
    except UnicodeError as reason:
        at = getattr(reason, "start", 0)
        line, start = data.count(b"\n", 0, at) + 1, data.rfind(b"\n", 0, at)
        named = "UTF-16" if wide else encoding or "UTF-8"
        other = "another" if encoding else "its"
        remedy = f"save the file as UTF-8, or name {other} --encoding, such as windows-1252"
        return Missed(
            f"line {line}, byte {at - start}", f"0x{data[at]:02X} is not {named}; {remedy}"
        )
    if text.count("\0") * 4 > len(text):
        why = "it is no text, or UTF-16 without its mark; then say --encoding utf-16-le"
        return Missed("the file", why)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def nothing(where: str, why: str) -> ImportResult:
    """The result of a file that can't be read at all."""
    return ImportResult(missed=(Missed(where, why),))
