"""Links between the articles of a source become links between entries, and pictures come along.

A link that leads to something else of the old site is made whole with its address, if that was
told; else its words stay, and that is said.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from waypost.exchange import ENDINGS
from waypost.exchange.formats import PAGES
from waypost.exchange.import_result import Found, ImportResult, Missed
from waypost.exchange.old_addresses import split
from waypost.markdown.heading_ids import HeadingIds
from waypost.markdown.link_targets import KINDS, PICTURES
from waypost.markdown.outline import PARSER, outline

SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
ADDRESS: Final = re.compile(r"\]\(\s*(<[^<>\n]*>|(?:[^\s()\\]|\\.|\((?:[^()\\]|\\.)*\))*)")
DEFINED: Final = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*(<[^<>\n]*>|\S+)", re.MULTILINE)
OF_PAGES: Final = "|".join(re.escape(each) for each, name in ENDINGS.items() if name in PAGES)
ENDING: Final = re.compile(rf"(?:(?:\A|/)(?:index|_index|README))?(?:{OF_PAGES})?/?\Z")
"""The end of a page's path that other links to it leave out."""

NUMBERED: Final = re.compile(r"/(?:articles|solutions/articles)/(\d+)")
COPIED: Final = (
    *PICTURES,
    *(".pdf", ".mp4", ".webm", ".mov", ".mp3", ".zip", ".docx", ".xlsx", ".txt", ".csv"),
)
"""Endings of files that come along."""


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A new address; no ``address`` stands for words without a link. ``note`` says why."""

    address: str
    note: str = ""
    file: Path | None = None


def linked(reading: ImportResult, known: Mapping[tuple[str, str, str], str]) -> ImportResult:
    """``reading`` with the links of its entries led on.

    ``known`` are the ids of entries by file, place and question.
    """
    places: dict[str, str] = {}
    for found in reading.found:
        id = known.get(entry_key(found), "")
        for address in found.addresses if id else ():
            for key in _keys(address, found.file):
                places.setdefault(key, id)
        if id and found.file and found.addresses:  # of a page of questions the first one
            places.setdefault(ENDING.sub("", found.file), id)
    files: dict[str, Path] = {}
    missed = list(reading.missed)
    rows = []
    for found in reading.found:
        if found.addresses and isinstance(answer := found.fields.get("answer"), str):
            rewriter = _Rewriter(reading, found, places)
            text = rewriter.text(answer)
            files |= rewriter.files
            missed += rewriter.notes
            found = replace(found, fields={**found.fields, "answer": text})
        rows.append(found)
    return replace(reading, found=tuple(rows), missed=tuple(missed), files=files)


def entry_key(found: Found) -> tuple[str, str, str]:
    """The key of an entry of a source before it has an id."""
    return found.file, found.where, str(found.fields.get("question", ""))


def _keys(address: str, file: str) -> Iterator[str]:
    """The forms in which links may name an address."""
    if address.startswith("#"):
        yield f"{ENDING.sub('', file)}{address.casefold()}"
        return
    if address.startswith("articles "):
        yield address
        return
    parts = split(address)
    path = ENDING.sub("", unquote(parts.path))
    if parts.netloc:
        yield f"//{parts.netloc.casefold()}{path}"
    if path.strip("/"):
        yield f"/{path.strip('/')}"
    if number := NUMBERED.search(parts.path):
        yield f"articles {number[1]}"


class _Rewriter:
    def __init__(self, reading: ImportResult, found: Found, places: Mapping[str, str]) -> None:
        self.reading = reading
        self.found = found
        self.places = places
        self.files: dict[str, Path] = {}
        self.notes: list[Missed] = []
        self.headings: Collection[str] = ()

    def text(self, text: str) -> str:
        """``text`` with its links led on."""
        if "](" not in text and "]:" not in text:
            return text
        ids = HeadingIds(text)
        self.headings = {ids.of(each.words)[1] for each in outline(text)} if "](#" in text else ()
        data = text.encode("utf-8", "replace")
        edits: list[tuple[int, int, str]] = []
        linked_to = 0
        for event, span in PARSER.events_with_range(data.decode()):
            match event:
                case {"Start": {"Link": {"dest_url": str(old)}}}:
                    linked_to = span["end"]
                    edits += self._edits(data, span["start"], span["end"], self._link(old), "")
                case {"Start": {"Image": {"dest_url": str(old)}}}:
                    target = self._picture(old)
                    if target and SCHEME.match(target.address) and span["end"] <= linked_to:
                        target = replace(target, address="")
                    edits += self._edits(data, span["start"], span["end"], target, "!")
        for start, end, new in sorted(edits, reverse=True):
            data = data[:start] + new.encode() + data[end:]
        return DEFINED.sub(self._defined, data.decode())

    def _edits(
        self, data: bytes, start: int, end: int, target: NewTarget | None, sign: str
    ) -> Iterator[tuple[int, int, str]]:
        """The changes of one inline link or picture; of others their definition is changed."""
        source = data[start:end].decode()
        at = source.rfind("](")
        if target is None or not source.endswith(")") or at < 0:
            return
        found = ADDRESS.match(source, at)
        offset = start + len(source[:at].encode())
        if target.note:
            text = "" if target.address else source[at + 2 : -1]
            self.notes.append(Missed(self.found.where, target.note, True, text, self.found.file))
        if target.file:
            self.files[target.address] = target.file
        if not target.address:
            yield start, start + 1 + len(sign), ""
            yield offset, end, ""
        elif found:
            first = offset + len(source[at : found.start(1)].encode())
            yield first, first + len(found[1].encode()), _written(target.address)
            if sign and not target.file and SCHEME.match(target.address):
                words = source[2:at].strip() or posixpath.basename(urlsplit(target.address).path)
                yield start, start + len(source[:2].encode()), "["
                if not source[2:at].strip():
                    yield offset, offset, words

    def _defined(self, found: re.Match[str]) -> str:
        target = self._link(found[1].strip("<>"))
        if target is None or not target.address:
            return found[0]
        return found[0][: -len(found[1])] + _written(target.address)

    def _link(self, old: str) -> NewTarget | None:
        """The target of a link, or None if it stays."""
        if old.startswith("//"):
            return NewTarget(f"https:{old}")
        scheme = SCHEME.match(old)
        if scheme and scheme[1].lower() not in ("http", "https"):
            return None if scheme[1].lower() in (*KINDS, "mailto", "tel") else _nowhere(old)
        path, _, part = old.partition("#")
        folder = posixpath.dirname(self.found.file)
        here = posixpath.normpath(posixpath.join(folder, unquote(path.partition("?")[0])))
        keys = list(_keys(path, ""))
        if not path:
            if part in self.headings or unquote(part) in self.headings:
                return None
            keys = [f"{ENDING.sub('', self.found.file)}#{part.casefold()}"]
        elif not scheme and not path.startswith("/"):
            bare = ENDING.sub("", here)
            keys = [f"{bare}#{part.casefold()}", bare]
        elif part and not scheme:
            keys = [f"{ENDING.sub('', path).lstrip('/')}#{part.casefold()}", *keys]
        elif scheme:
            keys = [key for key in keys if not key.startswith("/") or key.startswith("//")]
        keys.append(ENDING.sub("", path).lstrip("/"))
        if id := next((self.places[key] for key in keys if key in self.places), ""):
            return NewTarget(f"faq:{id}")
        if scheme:
            return None
        if file := self._file(path):
            return file
        return self._whole(old)

    def _picture(self, old: str) -> NewTarget | None:
        old = f"https:{old}" if old.startswith("//") else old
        scheme = SCHEME.match(old)
        if scheme and scheme[1].lower() not in ("http", "https"):
            return NewTarget("", "a picture stands in the text itself, so only its words were kept")
        if not scheme and (file := self._file(old.partition("?")[0])):
            return file
        whole = urljoin(self.reading.base_url, old) if self.reading.base_url else old
        if SCHEME.match(whole):
            return NewTarget(
                whole, f"the picture {whole[:200]} isn't beside the source; a link leads to it"
            )
        name = "/".join(part for part in unquote(old).split("/") if part not in ("", ".", ".."))
        if not name:
            return _nowhere(old)
        return NewTarget(name, f"the picture {old[:200]} is missing; put it into content/{name}")

    def _file(self, old: str) -> NewTarget | None:
        """The file beside the source, and its path below `content/`."""
        root = self.reading.root
        path = unquote(old)
        if root is None or "\0" in path or not path.lower().endswith(COPIED):
            return None
        base = root if path.startswith("/") else root / posixpath.dirname(self.found.file)
        for folder in (base, root / "static", root / "public", root / "assets"):
            file = folder / path.lstrip("/")
            below = Path(posixpath.normpath(file.as_posix()))
            inside = below.is_relative_to(root) and below.resolve().is_relative_to(root.resolve())
            if inside and below.is_file():
                return NewTarget(below.relative_to(root).as_posix(), file=below)
        return None

    def _whole(self, old: str) -> NewTarget:
        if self.reading.base_url:
            base = (
                urljoin(self.reading.base_url, self.found.file)
                if self.found.file
                else self.reading.base_url
            )
            return NewTarget(urljoin(base, old))
        return _nowhere(old)


def _nowhere(old: str) -> NewTarget:
    return NewTarget(
        "", f"the link {old[:200]} leads to nothing of the source; its words were kept"
    )


def _written(address: str) -> str:
    plain = re.fullmatch(r"[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*", address)
    return address if plain else f"<{address}>"
