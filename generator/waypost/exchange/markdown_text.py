"""A part of a Markdown file as a text of its own: comments, definitions, HTML and callouts."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from waypost.exchange.import_result import Missed
from waypost.exchange.markdown_marks import MarkedText, within
from waypost.markdown.callouts import KINDS_ELSEWHERE
from waypost.markdown.from_html import RAISED, is_html, markdown

DEFINITION: Final = re.compile(
    rb"^ {0,3}\[(?!\^)((?:[^\[\]\\\n]|\\.)+)\]:[ \t]*\S+[ \t]*(?:[\"'(][^\n]*[\"')])?[ \t]*$",
    re.MULTILINE,
)
FOOTNOTE: Final = re.compile(
    rb"^ {0,3}\[(\^[^\]\s]+)\]:[ \t]*([^\n]*(?:\n(?![ \t]*\n| {0,3}(?:\[|#|`|---))[^\n]+"
    rb"|(?:\n[ \t]*)+\n(?: {4}|\t)[^\n]*)*)",
    re.MULTILINE,
)
NOTED: Final = re.compile(r"(?<!\\)\[(\^[^\]\s]+)\]")
CODE: Final = re.compile(
    r"^(?: {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?:(?<=\n\n)|\A)(?: {4}|\t)[^\n]*(?:\n(?: {4}|\t)[^\n]*|\n(?=\n* {4}))*"
    r")|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
WHOLE: Final = re.compile(
    r"<(table|ul|ol|dl|a|b|strong|em|i|s|del|code|kbd|sub|sup|iframe|video|audio|img)\b[^>]*>",
    re.IGNORECASE,
)
"""HTML that Markdown has signs for."""

MOST_LESS: Final = 2_000
"""How often a text has a ``<`` in which tags are looked for."""

BLANK: Final = b"\f"
"""White space in place of definitions, so that nothing moves."""

TITLED: Final = re.compile(r"[ \t]*<summary[^>]*>\s*(.*?)\s*</summary>", re.DOTALL | re.IGNORECASE)
BREAK: Final = re.compile(r"[ \t]*<br\s*/?>(?:[ \t]*\n)?[ \t]*", re.IGNORECASE)
FRAME: Final = re.compile(
    r"</?(?:p|div|span|center|details|summary|section|article|figure|figcaption|font|u|small|big"
    r"|mark|nobr|aside|picture|source|wbr)\b[^<>]*>"
)
"""Tags around text that Markdown says without them."""

COMPONENT: Final = re.compile(r"</?([A-Z]\w*)\b[^<>]*>")

BETWEEN: Final = re.compile(r"(?<=\S)[ \t]*(?:</?(?:p|div)\b[^<>]*>[ \t]*)+(?=\S)")
IMPORT: Final = re.compile(r"^(?:import|export)\s[^\n]*['\";{}][ \t]*$\n?", re.MULTILINE)
OPENED: Final = re.compile(r"\A( *(?:`{3,}|~{3,}))[ \t]*(\{[\w:-]+\}[^\n]*)")
"""A block of MyST, which is read as code: its first line would be seen by nobody."""

FENCED: Final = re.compile(r":{3,}[ \t]*(?:\{?(\w+)\}?[ \t]*\[?([^\]]*)\]?)?[ \t]*")
INDENTED: Final = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]*(\w+)[ \t]*(?:\"([^\"]*)\")?[ \t]*")
"""Callouts of Docusaurus and VitePress, and of MkDocs."""

TAB: Final = re.compile(r"( *)===[!+]?[ \t]+([\"'])(.+)\2[ \t]*")
"""A content tab of MkDocs."""


class Comments:
    """The comments of a file: no reader sees them, so they become notes."""

    def __init__(self, source: MarkedText) -> None:
        self.source = source

    def _between(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        ranges = self.source.comments
        found = ranges[bisect_left(ranges, (start, 0)) : bisect_left(ranges, (end, 0))]
        return [each for each in found if each[1] <= end]

    def without(self, start: int, end: int, data: bytes) -> bytes:
        """The bytes of ``data`` from ``start`` to ``end`` without comments and blanked lines."""
        parts: list[bytes] = []
        for first, last in self._between(start, end):
            parts.append(data[start:first].rstrip(b" "))
            start = last
        return re.sub(rb"\n*\f[\f\n]*", b"\n\n", b"".join([*parts, data[start:end]]))

    def within(self, start: int, end: int) -> list[str]:
        """The words of the comments between two bytes."""
        said = (self.source.data[a:b].decode() for a, b in self._between(start, end))
        return [words for each in said if (words := " ".join(each.strip("<>!-{}/*").split()))]


class Definitions:
    """The links and footnotes that a file defines, which go with the texts that use them."""

    def __init__(self, source: MarkedText) -> None:
        self.lines: dict[str, tuple[str, int]] = {}
        self.used: set[str] = set()
        data = bytearray(source.data)
        for found in (*DEFINITION.finditer(data), *FOOTNOTE.finditer(data)):
            label = _label(found[1].decode())
            if label not in self.lines and not within(found.start(), source.code):
                text = found[0 if found.re is DEFINITION else 2].decode().strip()
                self.lines[label] = (text, source.line(found.start()))
                blank = re.sub(rb"[^\n]", BLANK, found[0])
                data[found.start() : found.end()] = blank
        self.data = bytes(data)

    def added(self, text: str, question: str = "") -> str:
        """``text`` with its footnotes and the definitions of the links in it at its end.

        It answers a ``question``, which may have footnotes, too.
        """
        if not self.lines:
            return text
        notes: list[str] = []
        self.raised(question, notes)
        parts = [outside_code(text, lambda part: self.raised(part, notes))]
        for label in notes:  # which may have more of them
            number = str(notes.index(label) + 1).translate(RAISED)
            said = faithful(re.sub(r"\n(?: {4}|\t)", "\n", self.lines[label][0]))
            parts.append(f"{number} {self.raised(said, notes)}")
        text = "\n\n".join(parts)
        labels = (_label(name) for name in re.findall(r"\[((?:[^\[\]\\]|\\.)+)\]", text))
        named = [label for label in dict.fromkeys(labels) if label in self.lines]
        self.used.update(named)
        return "\n".join([text, "", *(self.lines[name][0] for name in named)]) if named else text

    def raised(self, text: str, notes: list[str]) -> str:
        """``text`` with its marks of footnotes as the numbers of ``notes``, which gets theirs."""
        return NOTED.sub(lambda to: self._raised(to, notes), text)

    def _raised(self, found: re.Match[str], notes: list[str]) -> str:
        """The number of a footnote among the labels in ``notes``, to which it is added."""
        label = _label(found[1])
        if label not in self.lines:
            return found[0]
        self.used.add(label)
        notes += [label] if label not in notes else []
        return str(notes.index(label) + 1).translate(RAISED)

    def unused(self) -> Iterator[Missed]:
        """The definitions that no text used."""
        for name, (text, line) in self.lines.items():
            if name not in self.used:
                yield Missed(f"line {line}", f"no text uses [{name}]", minor=True, text=text)


def _label(words: str) -> str:
    return " ".join(words.casefold().split())


def as_markdown(text: str, comment: Callable[[str], object] = str) -> str:
    """HTML, or Markdown of other tools, as Markdown of ours; ``comment`` takes those of HTML."""
    return markdown(text, comment) if is_html(text) else faithful(text)


def faithful(text: str) -> str:
    """A Markdown text whose HTML, callouts and lines for other tools are Markdown of ours."""
    if "=== " in text:
        text = _untabbed(text)
    if ":::" in text or "!!!" in text or "???" in text:
        text = _callouts(text)
    if not re.search(r"[<{]|import|export", text):
        return text
    # Components of MDX have an end; a word in angle brackets is a placeholder.
    named = set(re.findall(r"</([A-Z]\w*)\s*>", text))
    return outside_code(
        text, lambda part: _plain(part, named), lambda code: OPENED.sub(r"\1\n\2", code)
    )


def outside_code(text: str, change: Callable[[str], str], code: Callable[[str], str] = str) -> str:
    """A Markdown text with the changes of what isn't code, and of what is."""
    parts: list[str] = []
    done = 0
    for found in CODE.finditer(text):
        parts += (change(text[done : found.start()]), code(found[0]))
        done = found.end()
    return "".join([*parts, change(text[done:])])


def _plain(text: str, names: Collection[str]) -> str:
    # What has more of them is refused by the check, and looking for their ends takes long.
    if "<" in text and text.count("<") <= MOST_LESS:
        text = TITLED.sub(r"\n**\1**\n", text)
        text = _elements(text)
        text = BREAK.sub(_break, text)
        text = BETWEEN.sub("\n\n", text)
        text = FRAME.sub("", text)
        text = COMPONENT.sub(
            lambda tag: "" if tag[1] in names or tag[0][-2] == "/" else tag[0], text
        )
    text = re.sub(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$\n?|\{:[^{}\n]*\}", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", IMPORT.sub("", text))


def _elements(text: str) -> str:
    """``text`` with each whole element of HTML as Markdown."""
    parts: list[str] = []
    lower, done = text.lower(), 0
    closing: dict[str, int] = {}
    for tag in WHOLE.finditer(text):
        if tag.start() < done:
            continue
        name, end = tag[1].lower(), tag.end()
        if name != "img":
            # A place that is known is looked for once, so that this is linear.
            at = closing.get(name, 0)
            if 0 <= at < end:
                at = closing[name] = lower.find(f"</{name}>", end)
            if at < 0:
                continue
            end = at + len(name) + 3
        made = markdown(text[tag.start() : end])
        block = name in ("table", "ul", "ol", "dl")
        parts += (text[done : tag.start()], f"\n\n{made}\n\n" if block else made)
        done = end
    return "".join([*parts, text[done:]])


def _break(found: re.Match[str]) -> str:
    line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    if line.lstrip().startswith("|"):
        return " "
    return "\\\n" if line.strip() else "\n"


def _untabbed(text: str) -> str:
    """``text`` with each content tab's title above what stands in it."""
    lines: list[str] = []
    tabs: list[int] = []
    title: str | None = None
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        while line.strip() and tabs and indent < tabs[-1] + 4:
            tabs.pop()
        line = line[4 * len(tabs) :]
        if found := TAB.fullmatch(line):
            title = f"{found[1]}**{found[3]}**"
            lines += [""] if lines and lines[-1] else []
            lines += [title, ""]
            tabs.append(indent)
        elif line.strip() or lines[-2:] != [title, ""]:
            lines.append(line)
    return "\n".join(lines)


def _callouts(text: str) -> str:
    """``text`` with the callouts of other tools as ours."""
    lines: list[str] = []
    source = text.split("\n")
    ends = sum(found is not None and not found[1] for found in map(FENCED.fullmatch, source))
    depth = 0
    indented = False
    for line in source:
        fenced, begins = FENCED.fullmatch(line.strip()), INDENTED.fullmatch(line)
        if indented and line.strip() and not line.startswith(("    ", "\t")):
            indented = False
            if not lines[-1].strip("> "):
                lines.pop()
            lines.append("")
        if begins or (fenced and fenced[1] and ends > depth):
            kind, title = (begins or fenced)[1], (begins or fenced)[2] or ""  # type: ignore[index]
            mark = f"[!{KINDS_ELSEWHERE.get(kind.lower(), 'NOTE')}] {title.strip()}".rstrip()
            indented, depth = bool(begins), depth + (not begins)
            lines += [""] if lines and lines[-1] else []
            lines.append("> " * (depth + indented) + mark)
        elif fenced and not fenced[1] and depth:
            depth, ends = depth - 1, ends - 1
            lines.append("")
        else:
            inner = re.sub(r"\A(?: {4}|\t)", "", line) if indented else line
            lines.append(
                ("> " * (depth + indented) + inner).rstrip() if depth or indented else line
            )
    return "\n".join(lines)
