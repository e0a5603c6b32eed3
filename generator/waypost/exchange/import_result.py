"""The result of reading a foreign source: records, and what was left out, each with its place.

A reader is a function from a file's bytes to an `ImportResult`; `formats.read` picks the reader,
walks a folder file by file, and joins the results. A reader makes records of fields as they stand
in the YAML, and decides nothing about what is there already: ids, topics and links between entries
are settled by `merge.plan`. Every word of a source is in a record, in the ``text`` of a `Missed`,
or was dropped by a rule that the docs name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from waypost.edit.yaml_writer import Plain


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


def utf8(data: bytes, what: str = "the file") -> str | ImportResult:
    """The text of ``data``, or the result where it isn't UTF-8; messages call it ``what``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = data.count(b"\n", 0, reason.start) + 1
        return nothing(f"line {line}", f"{what} is not UTF-8")


def nothing(where: str, why: str) -> ImportResult:
    """The result of a file that can't be read at all."""
    return ImportResult(missed=(Missed(where, why),))
