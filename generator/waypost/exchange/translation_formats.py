"""Texts for translators and back: XLIFF 1.2 and PO, with placeholders and markup protected."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from waypost.core.po_file import CONTEXT, read_po
from waypost.model.translation import TranslatableText, Translation, flat

SUFFIXES: Final = {".xlf": "xliff", ".xliff": "xliff", ".po": "po"}
"""The formats by the endings of files."""

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
PROTECTED: Final = re.compile(
    r"\{\{[^{}]*\}\}|\]\([^()\s]*\)|<(?:https?|mailto|tel):[^<>\s]+>|\[!\w+\]|[*_~`]{1,3}"
)
"""Parts that tools for translators show as one sign: placeholders, addresses, marks of markup."""

NOTES: Final = {
    "outdated": "The source has changed since this was translated.",
    "unseen": "Nobody has marked this translation as looked at.",
}


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text with its translation, empty where there is none; both as `flat` writes them."""

    name: str
    source: str
    target: str
    state: str = ""
    before: str = ""
    place: tuple[str, int] = ("", 1)


class BadTranslationFile(Exception):
    """A file that isn't what its name says; the text says why."""


def pairs(
    texts: Sequence[TranslatableText], translation: Translation, *, all: bool
) -> Iterator[TextPair]:
    """The texts for a translator: ``all``, or those that are missing or out of date."""
    for text in texts:
        state = translation.state(text)
        if text.source and (all or state in ("missing", "outdated")):
            name, words = text.name, translation.texts.get(text.name)
            before = translation.seen.get(name, "") if state == "outdated" else ""
            place = (text.at.file, text.at.line)
            target = "" if words is None else flat(words)
            yield TextPair(name, flat(text.source), target, state, before, place)


def to_xliff(pairs: Sequence[TextPair], source: str, target: str) -> str:
    """``pairs`` as XLIFF 1.2, from the language ``source`` to ``target``."""
    from xml.etree import ElementTree

    root = Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    languages = {"source-language": source, "target-language": target}
    about = {"original": "waypost", "datatype": "plaintext", **languages}
    body = ElementTree.SubElement(ElementTree.SubElement(root, "file", about), "body")
    for pair in pairs:
        unit = ElementTree.SubElement(body, "trans-unit", {"id": pair.name, SPACE: "preserve"})
        unit.append(_marked("source", pair.source))
        if pair.target:
            unit.append(_marked("target", pair.target))
        for note in filter(None, (NOTES.get(pair.state), pair.before and f"Was: {pair.before}")):
            ElementTree.SubElement(unit, "note").text = note
    # Indenting would put white space into texts, which is kept in them.
    for element in (root, *root, body, *body, *chain.from_iterable(body)):
        element.tail = "\n"
    root.text = body.text = "\n"
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _marked(tag: str, text: str) -> Element:
    element, last, done = Element(tag), None, 0
    element.text = ""
    for number, part in enumerate(PROTECTED.finditer(text), 1):
        before = text[done : part.start()]
        if last is None:
            element.text = before
        else:
            last.tail = before
        last = Element("ph", {"id": str(number)})
        last.text = part[0]
        element.append(last)
        done = part.end()
    if last is None:
        element.text = text
    else:
        last.tail = text[done:]
    return element


def from_xliff(data: bytes) -> tuple[str, list[TextPair]]:
    """The language and the texts of an XLIFF file. Raises `BadTranslationFile`."""
    from xml.etree import ElementTree

    if b"<!DOCTYPE" in data[:10_000] or b"<!ENTITY" in data:
        raise BadTranslationFile("it declares entities, which XLIFF has no use for")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - without entities nothing can grow
    except ElementTree.ParseError as fault:
        raise BadTranslationFile(f"it isn't XML: {fault}") from None
    names = {"x": NAMESPACE}
    file = root.find("x:file", names)
    if file is None:
        raise BadTranslationFile("it isn't XLIFF 1.2")
    found = []
    for unit in file.iterfind(".//x:trans-unit", names):
        source, target = unit.find("x:source", names), unit.find("x:target", names)
        found.append(TextPair(unit.get("id", ""), _text(source), _text(target)))
    return file.get("target-language", ""), found


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(element.itertext())


def to_po(pairs: Sequence[TextPair], target: str) -> str:
    """``pairs`` as a PO file; what is out of date is fuzzy, with its source as it was."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalog = Catalog(project="waypost", fuzzy=False)
    catalog.locale = _locale(target)
    catalog.header_comment = "# Texts of a knowledge base, for a translator."
    for pair in pairs:
        message = catalog.add(
            pair.source,
            pair.target,
            context=pair.name,
            locations=[pair.place],
            flags=["fuzzy"] if pair.state == "outdated" else [],
            previous_id=pair.before,
            auto_comments=_kept(pair.source),
        )
        message.flags -= {"python-format", "python-brace-format"}
    out = BytesIO()
    write_po(out, catalog, width=0, include_previous=True)
    lines = out.getvalue().decode().split("\n")
    return "\n".join(line for line in lines if not DATED.match(line))


DATED: Final = re.compile(r'"(?:POT-Creation-Date|PO-Revision-Date|Generated-By): ')
"""Lines of a PO file's header that differ from day to day."""


def _kept(source: str) -> list[str]:
    parts = [part[0] for part in PROTECTED.finditer(source) if len(part[0]) > 3]
    return [f"Keep: {' '.join(dict.fromkeys(parts))}"] if parts else []


def _locale(language: str) -> str | None:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None


def from_po(data: bytes) -> tuple[str, list[TextPair]]:
    """The language and the texts of a PO file. Raises `BadTranslationFile`."""
    try:
        read = read_po(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadTranslationFile("it isn't UTF-8; save it as UTF-8") from None
    if read.faults:
        told = (f"line {fault.line}: {fault.why}" for fault in read.faults[:MOST_TOLD])
        raise BadTranslationFile("; ".join(told))
    found = []
    for entry in read.entries:
        name, _, source = entry.ids[0].partition(CONTEXT)
        if source:
            found.append(TextPair(name, source, entry.forms[0].text))
    language = LANGUAGE.search(read.header.forms[0].text) if read.header else None
    return language[1].replace("_", "-") if language else "", found


LANGUAGE: Final = re.compile(r"^Language:[ \t]*(\S*)", re.MULTILINE)
MOST_TOLD: Final = 4
"""Faults of a file that are named; the rest is seen once these are mended."""


def read_pairs(file: Path) -> tuple[str, list[TextPair]]:
    """The language and the texts of a translator's ``file``.

    Raises `BadTranslationFile` and OSError.
    """
    data = file.read_bytes()
    return from_po(data) if SUFFIXES[file.suffix.lower()] == "po" else from_xliff(data)
