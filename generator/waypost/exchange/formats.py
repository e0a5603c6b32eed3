"""Which file is what: readers by the names of formats, a guess from the file, and folders."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from waypost.diagnostics import Problem
from waypost.diagnostics.message_format import message
from waypost.exchange import (
    ENDINGS,
    FORMATS,
    converters,
    csv_xlsx,
    data_lists,
    html_faq,
    json_format,
    markdown_faq,
)
from waypost.exchange.cells import loaded
from waypost.exchange.field_words import WEB_ADDRESS
from waypost.exchange.import_result import Found, ImportResult, Missed, decoded, nothing
from waypost.exchange.table import ADDRESSES_ALONE, RECORDS
from waypost.parser.read_file import read_bytes

UNNAMED: Final = f"its name doesn't tell what it is; say --format {'|'.join(FORMATS)}"
SITEMAP: Final = re.compile(r"<(?:urlset|sitemapindex)\b")
UNREAD: Final = re.compile(
    r".*[.](?:txt|xml|docx?|od[ts]|pdf|rtf|pptx?|xls|pages|epub|zip)\Z", re.I
)
"""Files that people write texts in, or pack them into, which aren't read."""

PASSED_OVER: Final = re.compile(
    r"[.]|node_modules\Z|(?:package|tsconfig|composer)[^/]*\.json\Z"
    r"|.*\.schema\.json\Z"
)
"""Files and folders that belong to programs."""

LARGEST_SOURCE: Final = 32 * 1024 * 1024
"""Bytes of a source: markup may take as much again as what a file of a knowledge base holds."""

LARGEST_PAGE: Final = 8 * 1024 * 1024
"""Bytes of a file of markup, which is read as one page."""

PAGES: Final = {
    "markdown": markdown_faq.read,
    "html": html_faq.read,
    "rst": converters.read_rst,
    "asciidoc": converters.read_asciidoc,
}
"""The readers of markup."""

ASKED: Final = re.compile(rb"^[ \t]*(?:#{1,6}[ \t]|\*\*|__)|<(?:h[1-6]|summary|dt)\b", re.M | re.I)
"""The beginning of what may be a question of a page."""

MOST_RECORDS: Final = 20_000
"""Records of a source: twice those that a file of a knowledge base holds."""

MOST_VALUES: Final = 2_000_000
"""Lists, mappings and items of JSON, so that memory stays below 500 MB."""


def read(
    source: Path,
    style: str = "",
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
    base_url: str = "",
) -> ImportResult:
    """Read ``source`` in the format ``style`` (one of `FORMATS`), or in that of its name.

    Of a folder all files are read. ``columns`` are those of a table, by the fields they hold, and
    ``base_url`` is the address of the old site. What is too large, or nested too deeply, is refused
    as a whole.
    """
    reader = _Reader(style, encoding, columns or {})
    made = _folder(source, reader) if source.is_dir() else reader.file(source, source.name)
    return replace(made, root=source if source.is_dir() else source.parent, base_url=base_url)


def _folder(source: Path, reader: "_Reader") -> ImportResult:
    """All files of a folder; the names of folders in it are topics."""
    topics: dict[str, str] = {"": ""}
    found: list[Found] = []
    missed: list[Missed] = []
    size = 0
    for path in _files(source):
        name = path.relative_to(source).as_posix()
        folder = name.rpartition("/")[0]
        if folder not in topics:
            topics[folder] = _topic(source / folder)
        kind = reader.kind(path)
        if not kind:
            if UNREAD.match(name):
                why = "a file of this kind isn't read; one that a text links to comes along"
                missed.append(Missed("the file", why, minor=True, file=name))
            continue
        size += path.stat().st_size
        if size > LARGEST_SOURCE:
            why = f"its files hold more than {LARGEST_SOURCE >> 20} MB; import it in parts"
            return nothing("the folder", why)
        made = reader.file(path, name, topics[folder], alone=False)
        found += (replace(each, file=name) for each in made.found)
        data = kind in ("json", "yaml") and not made.found
        missed += (replace(each, file=name, minor=data or each.minor) for each in made.missed)
        if len(found) + len(missed) > MOST_RECORDS:
            return nothing("the folder", _too_many())
    if not found and all(each.minor for each in missed):
        missed.append(Missed("the folder", "it holds no file that can be read"))
    return ImportResult(tuple(found), tuple(missed))


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names; no symbolic link is followed."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not PASSED_OVER.match(name))
        for name in sorted(names):
            path = Path(at, name)
            if not PASSED_OVER.match(name) and not path.is_symlink() and path.is_file():
                yield path


def _topic(folder: Path) -> str:
    """The name of a folder as readers know it: Docusaurus' and Hugo's label, or made of its own."""
    label = folder / "_category_.json"
    data = read_bytes(label, label.name)
    if isinstance(data, bytes) and (found := re.search(rb'"label"\s*:\s*("[^"]*")', data)):
        return str(json.loads(found[1].decode("utf-8", "replace")))
    return markdown_faq.in_words(folder.name)


def _too_many() -> str:
    return f"it has more than {MOST_RECORDS:,} records; import it in parts"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads files in one format, or each in that of its name."""

    style: str
    encoding: str
    columns: Mapping[str, str]

    def kind(self, file: Path) -> str:
        return self.style or ENDINGS.get(file.suffix.casefold(), "")

    def file(self, file: Path, name: str, topic: str = "", *, alone: bool = True) -> ImportResult:
        """Read a file, which a folder of the source calls ``name``."""
        page = self.kind(file) in PAGES
        largest = LARGEST_PAGE if page else LARGEST_SOURCE
        data = read_bytes(file.resolve(), str(file), largest=largest)
        if isinstance(data, Problem):
            return nothing("the file", message(data))
        if page and len(ASKED.findall(data)) > MOST_RECORDS:
            return nothing("the file", _too_many())
        try:
            if self.kind(file) == "xlsx":
                made = csv_xlsx.from_workbook(data, self.columns)
            else:
                text, kind = decoded(data, self.encoding), self.kind(file)
                if isinstance(text, Missed):
                    return ImportResult(missed=(text,)) if kind else nothing("the file", UNNAMED)
                made = self._read(text, kind, name, topic, alone)
        except RecursionError:
            return nothing("the file", "it is nested too deeply")
        if len(made.found) + len(made.missed) > MOST_RECORDS:
            return nothing("the file", _too_many())
        return made

    def _read(self, text: str, kind: str, name: str, topic: str, alone: bool) -> ImportResult:
        if kind in PAGES:
            return PAGES[kind](text, name, topic, one_of_many=not alone)
        match kind:
            case "csv":
                return csv_xlsx.from_csv(text, self.columns)
            case "yaml":
                return _yaml(text)
            case "json" | "zendesk":
                return _json(text)
        listed = all(map(WEB_ADDRESS.fullmatch, text.split()[:99])) or SITEMAP.search(text[:2_000])
        if name.lower().endswith(".txt") and not listed:
            return markdown_faq.read(text, name, topic)
        return nothing("the file", ADDRESSES_ALONE if listed else UNNAMED)


def _yaml(text: str) -> ImportResult:
    value, faults = data_lists.yaml_values(text.encode())
    sections = [name for name in RECORDS if isinstance(value, dict) and name in value]
    asked = value["faqs"] if "faqs" in sections else []
    ours = all(isinstance(each, dict) and "id" in each for each in asked)
    if sections and isinstance(asked, list) and ours:
        return json_format.read({json_format.MARK: json_format.VERSION, "knowledge": value})
    return ImportResult.of([*faults, *(data_lists.read(value) if value else ())])


def _json(text: str) -> ImportResult:
    if sum(map(text.count, "{[,")) > MOST_VALUES:
        return nothing("the file", f"it holds more than {MOST_VALUES:,} values; import it in parts")
    try:
        parsed = loaded(text)
    except ValueError as reason:
        return nothing("the file", f"it can't be read as JSON ({reason})")
    if isinstance(parsed, dict) and json_format.MARK in parsed:
        return json_format.read(parsed)
    pages = data_lists.described(parsed)
    return ImportResult.of(row for page in pages or [parsed] for row in data_lists.read(page))
