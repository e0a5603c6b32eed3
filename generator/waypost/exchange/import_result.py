"""The result of reading a foreign file: records, and the parts that weren't understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from waypost.edit.yaml_writer import Plain


@dataclass(frozen=True, slots=True)
class Found:
    """A record for a section of the knowledge base; ``where`` it stood, in the file's own terms.

    ``name`` is its id in a section that is keyed by ids, such as the facts. A single value of the
    knowledge base itself, such as its title, is a section whose one field is ``value``. ``cells``
    are those of a table, by field: ``C2``.
    """

    where: str
    section: str
    fields: Mapping[str, Plain]
    name: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missed:
    """A part that wasn't understood, and why. A ``minor`` one loses no record."""

    where: str
    why: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The records and single values of a file, and the parts of it that weren't understood."""

    found: tuple[Found, ...] = ()
    missed: tuple[Missed, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Found | Missed]) -> ImportResult:
        """The result of rows that were understood or not, in their order."""
        parted = tuple(rows)
        return cls(
            tuple(row for row in parted if isinstance(row, Found)),
            tuple(row for row in parted if isinstance(row, Missed)),
        )


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
