"""A part of a Markdown file as a text of its own: comments, definitions, HTML and callouts."""

import re
from collections.abc import Iterator
from typing import Final

from waypost.exchange.import_result import Missed
from waypost.exchange.markdown_marks import MarkedText
from waypost.markdown.from_html import markdown

DEFINITION: Final = re.compile(
    rb"^ {0,3}\[(?!\^)((?:[^\[\]\\\n]|\\.)+)\]:[ \t]*\S+[ \t]*(?:[\"'(][^\n]*[\"')])?[ \t]*$",
    re.MULTILINE,
)
CODE: Final = re.compile(
    r"^( {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?:(?<=\n\n)|\A)(?: {4}|\t)[^\n]*(?:\n(?: {4}|\t)[^\n]*|\n(?=\n* {4}))*"
    r")|(`+)(?!`).*?(?<!`)\3(?!`)",
    re.MULTILINE | re.DOTALL,
)
WHOLE: Final = re.compile(
    r"<(table|ul|ol|dl|a|b|strong|em|i|s|del|code|kbd|sub|sup|iframe|video|audio)\b[^>]*>.*?</\1\s*>"
    r"|<img\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""HTML that Markdown has signs for."""

TITLED: Final = re.compile(r"<summary[^>]*>\s*(.*?)\s*</summary>", re.DOTALL | re.IGNORECASE)
BREAK: Final = re.compile(r"[ \t]*<br\s*/?>(?:[ \t]*\n)?[ \t]*", re.IGNORECASE)
FRAME: Final = re.compile(
    r"</?(?:p|div|span|center|details|summary|section|article|figure|figcaption|font|u|small|big"
    r"|mark|nobr|picture|source|wbr)\b[^<>]*>"
)
"""Tags around text that Markdown says without them."""

COMPONENT: Final = re.compile(r"</?([A-Z]\w*)\b[^<>]*>")

BETWEEN: Final = re.compile(r"(?<=\S)[ \t]*(?:</?(?:p|div)\b[^<>]*>[ \t]*)+(?=\S)")
IMPORT: Final = re.compile(r"^(?:import|export)\s[^\n]*['\";{}][ \t]*$\n?", re.MULTILINE)
ADMONITION: Final = re.compile(
    r"^:{3,}[ \t]*(\w+)[ \t]*\[?([^\n\]]*)\]?[ \t]*\n(.*?)^:{3,}[ \t]*$"
    r"|^(?:!!!|\?\?\?\+?)[ \t]*(\w+)[ \t]*(?:\"([^\"\n]*)\")?[ \t]*\n"
    r"((?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+)",
    re.MULTILINE | re.DOTALL,
)
KINDS: Final = {
    **dict.fromkeys(("tip", "hint", "success", "check"), "TIP"),
    **dict.fromkeys(("warning", "attention", "caution", "bug"), "WARNING"),
    **dict.fromkeys(("danger", "error", "failure"), "CAUTION"),
    "important": "IMPORTANT",
}


class Comments:
    """The comments of a file: no reader sees them, so they become notes."""

    def __init__(self, source: MarkedText) -> None:
        self.source = source

    def without(self, start: int, end: int, data: bytes) -> bytes:
        """The bytes of ``data`` from ``start`` to ``end`` without those of comments."""
        parts: list[bytes] = []
        for first, last in self.source.comments:
            if start <= first and last <= end:
                parts.append(data[start:first].rstrip(b" "))
                start = last
        return b"".join([*parts, data[start:end]])

    def within(self, start: int, end: int) -> list[str]:
        """The words of the comments between two bytes."""
        ranges = ((a, b) for a, b in self.source.comments if start <= a and b <= end)
        said = (self.source.data[a:b].decode() for a, b in ranges)
        return [words for each in said if (words := " ".join(each.strip("<>!-{}/*").split()))]


class Definitions:
    """The link definitions of a file, which go with the texts that use them."""

    def __init__(self, source: MarkedText) -> None:
        self.lines: dict[str, tuple[str, int]] = {}
        self.used: set[str] = set()
        data = bytearray(source.data)
        for found in DEFINITION.finditer(source.data):
            if not any(first <= found.start() < last for first, last in source.code):
                line = source.line(found.start())
                self.lines.setdefault(_label(found[1].decode()), (found[0].decode().strip(), line))
                data[found.start() : found.end()] = b" " * (found.end() - found.start())
        self.data = bytes(data)

    def added(self, text: str) -> str:
        """``text`` with the definitions of the links in it at its end."""
        if not self.lines:
            return text
        labels = (_label(name) for name in re.findall(r"\[((?:[^\[\]\\]|\\.)+)\]", text))
        named = [label for label in dict.fromkeys(labels) if label in self.lines]
        self.used.update(named)
        return "\n".join([text, "", *(self.lines[name][0] for name in named)]) if named else text

    def unused(self) -> Iterator[Missed]:
        """The definitions that no text used."""
        for name, (text, line) in self.lines.items():
            if name not in self.used:
                yield Missed(f"line {line}", f"no text uses [{name}]", minor=True, text=text)


def _label(words: str) -> str:
    return " ".join(words.casefold().split())


def faithful(text: str) -> str:
    """A Markdown text whose HTML, callouts and lines for other tools are Markdown of ours."""
    if ":::" in text or "!!!" in text or "???" in text:
        text = ADMONITION.sub(_callout, text)
    if "<" not in text and "{:" not in text and "import" not in text and "export" not in text:
        return text
    parts: list[str] = []
    done = 0
    for code in CODE.finditer(text):
        parts += (_plain(text[done : code.start()]), code[0])
        done = code.end()
    return "".join([*parts, _plain(text[done:])])


def _plain(text: str) -> str:
    if "<" in text:
        text = TITLED.sub(r"\n**\1**\n", text)
        text = WHOLE.sub(_converted, text)
        text = BREAK.sub(_break, text)
        text = BETWEEN.sub("\n\n", text)
        text = FRAME.sub("", text)
        # Components of MDX have an end; a word in angle brackets is a placeholder.
        names = set(re.findall(r"</([A-Z]\w*)\s*>", text))
        text = COMPONENT.sub(
            lambda tag: "" if tag[1] in names or tag[0][-2] == "/" else tag[0], text
        )
    text = re.sub(r"^[ \t]*\{:[^}\n]*\}[ \t]*$\n?", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", IMPORT.sub("", text))


def _converted(html: re.Match[str]) -> str:
    made = markdown(html[0])
    block = html[1] and html[1].lower() in ("table", "ul", "ol", "dl")
    return f"\n\n{made}\n\n" if block else made


def _break(found: re.Match[str]) -> str:
    line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    if line.lstrip().startswith("|"):
        return " "
    return "\\\n" if line.strip() else "\n"


def _callout(found: re.Match[str]) -> str:
    kind, title = found[1] or found[4], found[2] or found[5] or ""
    body = found[3] if found[1] else re.sub(r"^(?: {4}|\t)", "", found[6], flags=re.MULTILINE)
    lines = [
        f"[!{KINDS.get(kind.lower(), 'NOTE')}] {title.strip()}".strip(),
        *body.strip().split("\n"),
    ]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
