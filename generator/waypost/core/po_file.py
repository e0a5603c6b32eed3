"""PO files of gettext, read with the place of all that is in them and of all that is wrong."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from gettext import c2py
from typing import Final, NamedTuple

LINE: Final = re.compile(
    r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d{1,3})\])?)[ \t]*)?"((?:[^"\\]|\\.)*)"[ \t]*'
)
ESCAPE: Final = re.compile(r"\\(.)")
SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r"}
PLURALS: Final = re.compile(r"Plural-Forms: *nplurals *= *(\d{1,2}) *; *plural *= *([^;\n]+)")
CONTEXT: Final = "\4"
"""Parts the context of a message from its text, where it has one."""


class CatalogForm(NamedTuple):
    """A translation, or one of its plural forms, and its line."""

    number: int
    text: str
    line: int


class CatalogFault(NamedTuple):
    """A line that can't be read, and why."""

    line: int
    why: str


@dataclass(slots=True)
class CatalogEntry:
    """A message: its English, with that for several things, and its translation.

    ``files`` are those that say it. A ``fuzzy`` translation may be wrong.
    """

    line: int
    ids: tuple[str, ...] = ()
    forms: list[CatalogForm] = field(default_factory=list)
    files: tuple[str, ...] = ()
    fuzzy: bool = False

    @property
    def is_translated(self) -> bool:
        """True if all its forms are there, and nobody doubts them."""
        return not self.fuzzy and all(form.text for form in self.forms)


@dataclass(frozen=True)
class PoFile:
    """The messages of a file, the header apart, and its ``faults``.

    ``header`` is None where there is none.
    """

    entries: tuple[CatalogEntry, ...]
    header: CatalogEntry | None
    faults: tuple[CatalogFault, ...]

    @cached_property
    def plurals(self) -> tuple[int, str] | None:
        """The number of plural forms, and the expression that tells which one a number takes."""
        found = PLURALS.search(self.header.forms[0].text) if self.header else None
        return (int(found[1]), found[2].strip()) if found else None


def plural_rule(expression: str) -> Callable[[int], int]:
    """The number of the form for a number of things. Raises ValueError."""
    try:
        return c2py(expression)
    except (RecursionError, SyntaxError) as fault:
        raise ValueError(str(fault)) from fault


def read_po(text: str) -> PoFile:
    """The PO file that is ``text``; a message with a fault is left out."""
    reader = _PoReader()
    for block in _blocks(text.split("\n")):
        reader.take(block)
    return PoFile(tuple(reader.entries.values()), reader.header, tuple(reader.faults))


class _PoReader:
    def __init__(self) -> None:
        self.entries: dict[tuple[str, ...], CatalogEntry] = {}
        self.header: CatalogEntry | None = None
        self.faults: list[CatalogFault] = []

    def take(self, block: list[tuple[int, str]]) -> None:
        """One message with its comments, by the numbers of lines."""
        faults = len(self.faults)
        entry = CatalogEntry(block[0][0])
        parts: dict[str, list[str]] = {}
        part = ""
        for number, line in block:
            if line.startswith("#"):
                entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
                if line.startswith("#:"):
                    entry.files += tuple(each.partition(":")[0] for each in line[2:].split())
                continue
            found = LINE.fullmatch(line)
            if found is None:
                self.faults.append(CatalogFault(number, _why(line)))
                continue
            if found[1]:
                part = found[1]
                if part in parts:
                    self.faults.append(CatalogFault(number, f"{part} stands twice in one message"))
                parts[part] = []
                entry.line = number if part == "msgid" else entry.line
                if part.startswith("msgstr"):
                    entry.forms.append(CatalogForm(int(found[2] or 0), "", number))
            elif not part:
                self.faults.append(CatalogFault(number, "it belongs to no msgid and no msgstr"))
                continue
            parts[part].append(ESCAPE.sub(lambda sign: SIGNS.get(sign[1], sign[1]), found[3]))
        if len(self.faults) == faults and parts:
            self._add(entry, {name: "".join(texts) for name, texts in parts.items()})

    def _add(self, entry: CatalogEntry, parts: dict[str, str]) -> None:
        said = [name for name in parts if name.startswith("msgstr")]
        if "msgid" not in parts or not said:
            missing = "msgstr" if "msgid" in parts else "msgid"
            self.faults.append(CatalogFault(entry.line, f"the message has no {missing}"))
            return
        context = f"{parts['msgctxt']}{CONTEXT}" if "msgctxt" in parts else ""
        plural = (parts["msgid_plural"],) if "msgid_plural" in parts else ()
        entry.ids = (context + parts["msgid"], *plural)
        entry.forms = [
            form._replace(text=parts[name]) for form, name in zip(entry.forms, said, strict=True)
        ]
        if entry.ids == ("",):
            self.header = entry
        elif (first := self.entries.get(entry.ids)) is not None:
            self.faults.append(
                CatalogFault(entry.line, f"the message stands in line {first.line}, too")
            )
        else:
            self.entries[entry.ids] = entry


def _blocks(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """The lines of each message: it ends with an empty line, or where another one begins."""
    block: list[tuple[int, str]] = []
    ended = False
    for number, line in enumerate(map(str.strip, lines), 1):
        if ended and (not line or line.startswith(("#", "msgctxt", "msgid ", 'msgid"'))):
            yield block
            block, ended = [], False
        if line and not line.startswith("#~"):
            block.append((number, line))
        ended = ended or line.startswith("msgstr")
    if block:
        yield block


def _why(line: str) -> str:
    if re.match(r"msg(?:ctxt|id|id_plural|str(?:\[\d+\])?)\b|\"", line):
        return 'its text has to stand in quotes, with \\" for a quote in it'
    return "a line begins with msgid, msgid_plural, msgstr, a quote or #"
