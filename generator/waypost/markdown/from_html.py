"""HTML to Markdown, for imports and for the Markdown copies of pages.

nh3 makes the HTML well-formed and harmless first. Ready-made converters leave signs unescaped that
a paragraph of plain words may begin with, and know nothing of a page's heading levels.
"""

import re
from html import unescape
from posixpath import commonprefix
from typing import Final

import nh3

KEPT: Final = {
    *("p", "br", "hr", "div", "strong", "b", "em", "i", "a", "ul", "ol", "li", "code", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
    *("blockquote", "del", "s", "strike"),
}
"""Tags that are converted; of all others the words stay."""

MARKS: Final = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"} | dict.fromkeys(
    ("del", "s", "strike"), "~~"
)
BLOCKS: Final = {"p", "div", "ul", "ol", "blockquote", "pre", "table"}
TOKEN: Final = re.compile(r'([^<]+)|<(/?)([a-z0-9]+)((?: [^\s"=]+="[^"]*")*)>')
"""A text or a tag, as nh3 writes them: no comment, values in double quotes, signs escaped."""

VALUE: Final = re.compile(r' (?:href|id)="([^"]*)"')
WITHIN: Final = re.compile(r' href="#([^"]*)"')
HEADING_ID: Final = re.compile(r'<h[1-6] id="([A-Za-z0-9_-]+)"')
ALLOWED: Final = {"a": {"href"}, **{f"h{level}": {"id"} for level in range(1, 7)}}
"""The attributes that are kept of what is imported."""

SPECIAL: Final = re.compile(r"([\\`*_\[\]<]|~(?=~))")
AT_START: Final = re.compile(r"^(\s*)(?:([-+>#=])|(\d+)([.)])(?=\s))", re.MULTILINE)
"""Signs that would make a line of plain words a list, a quote or a heading."""


def one_line(html: str) -> str:
    """The words of a title, which may hold entities and tags."""
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def markdown(html: str) -> str:
    """HTML as Markdown: paragraphs, emphasis, links, lists, tables, code, quotes and headings."""
    if not re.search(r"<[a-zA-Z!/]|&[a-zA-Z#]", html):
        return html.replace("\r\n", "\n").strip()
    kept = nh3.clean(html, tags=KEPT, attributes=ALLOWED, link_rel=None)
    # Of links within the text those to headings lead on.
    ids = set(HEADING_ID.findall(kept))
    return written(WITHIN.sub(lambda link: link[0] if link[1] in ids else "", kept), top=3)


def written(html: str, top: int = 1) -> str:
    """Well-formed HTML of the tags `KEPT` as Markdown, no heading above the level ``top``."""
    writer = _Writer(top)
    writer.read(html)
    return writer.text()


def ended(text: str) -> str:
    """``text`` with a line break at its end where it has several lines, as YAML shows it best."""
    return f"{text}\n" if "\n" in text else text


def _escaped(found: re.Match[str]) -> str:
    sign = f"\\{found[2]}" if found[2] else f"{found[3]}\\{found[4]}"
    return found[1] + sign


class _Writer:
    """Writes Markdown while it reads HTML as nh3 writes it."""

    def __init__(self, top: int) -> None:
        self.top = top
        self.blocks: list[str] = []
        self.line = ""
        self.prefix: list[str] = []
        self.counters: list[int] = []
        self.bullet = ""
        self.links: list[str] = []
        self.row: list[str] | None = None
        self.rows: list[list[str]] = []
        self.raw = False
        self.heading = False
        self.id = ""
        self.linked: set[str] = set()
        self.around = ""

    def read(self, html: str) -> None:
        """Take in the whole of ``html``."""
        self.linked = set(WITHIN.findall(html))
        for text, end, tag, attributes in TOKEN.findall(html):
            if text:
                self._data(unescape(text) if "&" in text else text)
            elif end:
                self._end(tag)
            else:
                value = VALUE.search(attributes)
                self._start(tag, unescape(value[1]) if value else "")

    def _start(self, tag: str, value: str) -> None:
        """Begin a tag with the ``value`` of its address or id."""
        if tag in BLOCKS or tag[0] == "h":
            self._end_block()
        match tag:
            case "br":
                self.line += " " if self.row is not None else "\\\n"
            case "hr":
                self._put("---")
            case "pre":
                self.raw = True
            case "a":
                self.links.append(value)
                self.line += "["
            case "ul" | "ol":
                self.counters.append(0 if tag == "ul" else 1)
            case "li":
                self._end_block()
                self._start_item()
            case "blockquote":
                self.prefix.append("> ")
            case "table":
                self.rows = []
            case "tr":
                self.row = []
            case "th" | "td":
                self.line = ""
            case _ if tag in MARKS and not self.raw:
                self.line += MARKS[tag]
            case _ if tag[0] == "h":
                self.line = "#" * max(self.top, int(tag[1])) + " "
                self.heading = True
                self.id = f" {{#{value}}}" if value in self.linked else ""

    def _end(self, tag: str) -> None:
        match tag:
            case "a":
                self._end_link()
            case "li" | "blockquote":
                self._end_block()
                self.prefix.pop()
            case "ul" | "ol":
                self._end_block()
                self.counters.pop()
            case "pre":
                self._end_code()
            case "th" | "td":
                if self.row is not None:
                    self.row.append(" ".join(self.line.split()).replace("|", "\\|"))
                self.line = ""
            case "tr":
                self.rows.append(self.row or [])
                self.row = None
            case "table":
                self._end_table()
            case _ if tag in MARKS and not self.raw:
                self._end_mark(MARKS[tag])
            case _ if tag in BLOCKS or tag[0] == "h":
                self._end_block()

    def _data(self, data: str) -> None:
        if self.raw:
            self.line += data
            return
        words = re.sub(r"\s+", " ", data.replace("\u00a0", " "))
        if not self.line or self.line.endswith("\n"):
            words = words.lstrip()
        self.line += SPECIAL.sub(r"\\\1", words)

    def text(self) -> str:
        """The whole as Markdown."""
        self._end_block()
        return "\n".join(self.blocks).strip("\n")

    def _start_item(self) -> None:
        number = self.counters[-1] if self.counters else 0
        self.bullet = f"{number}. " if number else "- "
        if number:
            self.counters[-1] += 1
        self.prefix.append(" " * len(self.bullet))

    def _end_link(self) -> None:
        address = self.links.pop() if self.links else ""
        before, _, words = self.line.rpartition("[")
        if words.strip() and address and ")" not in address and " " not in address:
            self.line += f"]({address})"
        else:
            self.line = before + words

    def _end_mark(self, mark: str) -> None:
        before, found, words = self.line.rpartition(mark)
        if not found:
            return
        core = words.strip()
        lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        self.line = f"{before}{lead}{mark}{core}{mark}{trail}" if core else before + words

    def _end_code(self) -> None:
        code = self.line.strip("\n")
        self.raw = False
        self.line = ""
        self._put(f"```\n{code}\n```")

    def _end_table(self) -> None:
        rows = [row for row in self.rows if row]
        self.rows, self.line = [], ""
        if not rows:
            return
        width = max(map(len, rows))
        lines = [" | ".join([*row, *[""] * (width - len(row))]) for row in rows]
        lines.insert(1, " | ".join(["---"] * width))
        self._put("\n".join(f"| {line} |" for line in lines))

    def _end_block(self) -> None:
        words = self.line.removesuffix("\\\n").strip()
        self.line = ""
        if words:
            self._put(words + self.id if self.heading else AT_START.sub(_escaped, words))
        self.heading = False

    def _put(self, block: str) -> None:
        """Add a block, under the marks of the lists and quotes in which it stands."""
        pad = "".join(self.prefix)
        first = "".join(self.prefix[:-1]) + self.bullet if self.bullet and self.prefix else pad
        if self.blocks and not (self.bullet and self.around):
            self.blocks.append(commonprefix([self.around, pad]).rstrip())
        self.around = pad
        lines = block.split("\n")
        rest = [pad + line if line else pad.rstrip() for line in lines[1:]]
        self.blocks += [first + lines[0], *rest]
        self.bullet = ""
