"""Running text of one block as HTML and as words: facts put in as data, links and pictures judged.

Neighbouring pieces of text are gathered into runs, because the parser cuts them at every sign that
might have meant something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final

from waypost.markdown.links import Refusal, Target
from waypost.markdown.markdown_parser import LESS, OPEN, Events, MarkdownSource
from waypost.markdown.mistyped import BROKEN, HTML
from waypost.markdown.text_context import TextContext
from waypost.model.placeholders import ANSWERS, Placeholder

if TYPE_CHECKING:
    from pyromark.event import Event

TYPED_LESS: Final = (b"<", LESS.encode())
BY_LABEL: Final = frozenset({"Reference", "Collapsed", "Shortcut"})
BARE: Final = frozenset({"Autolink", "Email"})
TAGS: Final = {"Strong": "strong", "Emphasis": "em", "Strikethrough": "del"}

ADDRESS: Final = re.compile(
    # Behind a word and a bracket stands no address, but the argument of CSS's url().
    r"(?<![A-Za-z0-9_/@.:=\"'-])(?<!\w\()(?:(?P<web>https?://)|(?P<www>www\.(?=\w))|(?=[\w.+-]{1,64}@[\w-]+\.\w))"
    r"[^\s<>\"“”„«»（）【】「」『』〈〉《》、。，；：！？…]+",
    re.IGNORECASE,
)
"""An address in running text, with what may stand behind it."""

AFTER_ADDRESS: Final = ".,:;!?*_~'’"
"""Signs at the end of an address that belong to the sentence."""

STARS: Final = re.compile(r"(?<!\*)\*{2,3}[^\s*]{1,12}|(?<=[^\s*])\*{2,3}(?!\*)")
"""Two stars with a word beside them, which would be shown as they were typed."""

LOCAL: Final = re.compile(
    r"http://(?:localhost|127\.|10\.|192\.168\.|[^/]*\.local\b)", re.IGNORECASE
)
"""Addresses that lead a reader to no other site; they are shown without a link."""

Find = Callable[[str, int, Mapping[str, str], int], None]
"""Takes a problem: its code, the byte where it starts, its particulars, and its width."""


class InlineWriter:
    """Writes inline events to ``out`` as HTML and to ``words`` as plain text.

    ``links`` and ``pictures`` are what was published, ``labels`` the link definitions in use.
    ``run`` are the pieces of text that wait to be written, ``starts`` the bytes where they begin,
    and ``skip`` the characters that will be left out of them. ``depth`` counts open elements.
    """

    def __init__(
        self, source: MarkdownSource, context: TextContext, answers: Mapping[str, str], find: Find
    ) -> None:
        self.source = source
        self.context = context
        self.answers = answers
        self.find = find
        self.out: list[str] = []
        self.words: list[str] = []
        self.depth = 0
        self.links: list[Target] = []
        self.pictures: list[str] = []
        self.labels: set[str] = set()
        self.run: list[str] = []
        self.starts: list[int] = []
        self.skip = 0
        self._open: list[tuple[int, Target | None]] = []
        self._tags: list[str] = []
        typed = source.typed
        self._seek_html = "<" in typed
        # To look for one sign takes a thirtieth of the time of two.
        self._seek_stars = "*" in typed and "**" in typed
        odd = "(" in typed or ("[" in typed and ("[[" in typed or "][" in typed))
        self._seek_broken = odd and bool(BROKEN.search(typed))
        self._seek_address = (
            "@" in typed or (":" in typed and "://" in typed) or "www." in typed.lower()
        )
        self._headings: Sequence[str] | None = None
        self._plain = not (
            self._seek_html or self._seek_broken or self._seek_address or source.altered
        )

    def headings(self) -> Sequence[str]:
        """The ids of the text's headings."""
        if self._headings is None:
            self._headings = self.context.headings(self.source)
        return self._headings

    def flush(self) -> None:
        run = self.run
        if not run:
            return
        text = run[0] if len(run) == 1 else "".join(run)
        is_plain = self._plain and not self.skip and OPEN not in text
        if is_plain and not (self._seek_stars and "**" in text):
            self.words.append(text)
            self.out.append(escaped(text))
        else:
            self._write(self.source.restored(text))
        run.clear()
        self.starts.clear()

    def taken(self) -> str:
        """The words of the block that ends here."""
        self.flush()
        words = "".join(self.words).strip()
        self.words.clear()
        self.depth = 0
        return words

    def begin(self, name: str, about: Any, start: int, events: Events) -> None:
        """Begin an inline element. ``events`` go on with what stands in it."""
        self.flush()
        if name == "Link":
            self._begin_link(about, start, events)
        elif name == "Image":
            self._picture(about, start, events)
        else:
            self.depth += 1
            # One tilde is a sign like any other: it strikes nothing.
            single = name == "Strikethrough" and not self.source.data.startswith(b"~~", start)
            self._tags.append("" if single else TAGS[name])
            self._mark(f"<{TAGS[name]}>", single=single)

    def end(self, name: str) -> None:
        self.flush()
        if name == "Link":
            self._end_link()
        else:
            self.depth -= 1
            tag = self._tags.pop()
            self._mark(f"</{tag}>", single=not tag)

    def _mark(self, tag: str, *, single: bool) -> None:
        if single:
            self.literal("~")
        else:
            self.out.append(tag)

    def _write(self, text: str) -> None:
        if self._seek_html and "<" in text:
            self._find_html(text)
        if self._seek_stars and "**" in text:
            self._find_stars(text)
        if self._seek_broken and ("(" in text or "[" in text):
            self._find_broken_links(text)
        skipped, self.skip = self.skip, 0
        done = skipped
        # A link holds no other.
        for found in ADDRESS.finditer(text, done) if self._seek_address and not self._open else ():
            self._fill(text[done : found.start()])
            done = found.start() + self._address(found)
        self._fill(text[done:])

    def _address(self, found: re.Match[str]) -> int:
        """Write an address as a link to itself. Returns how many characters it has."""
        shown = found[0]
        end, open_ended = len(shown), shown.count(")") - shown.count("(")
        while shown[end - 1] in AFTER_ADDRESS or (shown[end - 1] == ")" and open_ended > 0):
            open_ended -= shown[end - 1] == ")"
            end -= 1
        shown = shown[:end]
        written = self.address(shown)
        begun = {"@": "mailto:", "w": "https://"}
        scheme = "" if found["web"] else begun["w" if found["www"] else "@"]
        verdict = self.context.link(scheme + written)
        if isinstance(verdict, Refusal):
            if found["web"] and "." in written and not LOCAL.match(written):
                (start,) = self._bytes_at(iter((found.start(),)))
                self.find(verdict.code, start, verdict.about, len(shown))
            self._fill(shown)
            return len(shown)
        self.links.append(verdict)
        rel = EXTERNAL if verdict.href.startswith("https:") else ""
        self.out.append(f'<a href="{escaped(verdict.href)}"{rel}>')
        self._fill(shown)
        self.out.append("</a>")
        return len(shown)

    def _fill(self, text: str) -> None:
        """Write a run with placeholders: a fact's words are literal text, in an element."""
        for part in self.source.parts(text) if OPEN in text else (text,):
            if not part:
                continue
            if isinstance(part, str):
                words = part
                self.out.append(escaped(part))
            else:
                words = self.value(part)
                html = escaped(words)
                if self.context.knows(part):
                    html = f'<span class="wp-fact" data-fact="{part.name}">{html}</span>'
                elif part.family == ANSWERS and part.name in self.answers:
                    html = f'<span data-answer="{part.name}">{html}</span>'
                self.out.append(html)
            self.words.append(words)

    def value(self, place: Placeholder, *, in_address: bool = False) -> str:
        """The words of a placeholder, or the placeholder as typed where nothing stands for it."""
        words = self.context.words(place, self.answers, in_address=in_address)
        return self.source.as_typed(place) if words is None else words

    def filled(self, text: str) -> str:
        """A piece that the parser gave as plain text, its placeholders put in."""
        return self.source.filled(text, self.value)

    def address(self, text: str) -> str:
        """An address with bare values put in."""
        return self.source.filled(text, partial(self.value, in_address=True))

    def literal(self, words: str) -> None:
        """Write ``words`` that are no part of the source."""
        self.flush()
        self.words.append(words)
        self.out.append(escaped(words))

    def line_break(self, *, hard: bool) -> None:
        self.flush()
        self.words.append("\n" if hard else " ")
        self.out.append("<br>\n" if hard else "\n")

    def code(self, text: str) -> None:
        self.flush()
        words = self.filled(text)
        self.words.append(words)
        self.out.append(f"<code>{escaped(words)}</code>")

    def _begin_link(self, link: Mapping[str, str], start: int, events: Events) -> None:
        """Begin a link, or only its words where it may not lead there."""
        self.depth += 1
        kind = link["link_type"]
        if kind in BY_LABEL:
            self.labels.add(label(link["id"]))
        written = self.address(("mailto:" if kind == "Email" else "") + link["dest_url"])
        verdict = self.context.link(written, self.headings)
        if isinstance(verdict, Refusal):
            # A footnote is told as such.
            if not link["id"].startswith("^"):
                self.find(verdict.code, start, verdict.about, 1)
            self._open.append((0, None))
            return
        self.links.append(verdict)
        title = self.filled(link["title"])
        self.out.append(
            f'<a href="{escaped(verdict.href)}"'
            + (f' title="{escaped(title)}"' if title else "")
            + (EXTERNAL if verdict.external and verdict.href.startswith("https:") else "")
            + ">"
        )
        self._open.append((len(self.out), verdict))
        if kind in BARE:
            shown = "".join(_until(events, "Link", _words))
            self.literal(self.context.title(verdict.place) if verdict.place else self.filled(shown))
            self._end_link()

    def _end_link(self) -> None:
        """End a link. One without words gets the title of what it leads to."""
        self.depth -= 1
        begun, target = self._open.pop()
        if target is None:
            return
        if len(self.out) == begun:
            self.literal(self.context.title(target.place) if target.place else target.href)
        self.out.append("</a>")

    def _picture(self, image: Mapping[str, str], start: int, events: Events) -> None:
        """Write a picture, or its description where it can't be shown."""
        if image["link_type"] in BY_LABEL:
            self.labels.add(label(image["id"]))
        alt = self.filled("".join(_until(events, "Image", self._alt)))
        verdict = self.context.picture(self.address(image["dest_url"]))
        if isinstance(verdict, Refusal):
            self.find(verdict.code, start, verdict.about, 1)
            if alt:
                self.literal(alt)
            return
        self.pictures.append(verdict.href)
        title = self.filled(image["title"])
        size = ' width="{}" height="{}"'.format(*verdict.size) if verdict.size else ""
        self.words.append(alt)
        self.out.append(
            f'<img src="{escaped(verdict.href)}" alt="{escaped(alt)}" loading="lazy"'
            f' decoding="async"{size}' + (f' title="{escaped(title)}">' if title else ">")
        )

    def _alt(self, event: Event) -> str:
        """The words of an event in a description. A link in it leads nowhere."""
        match event:
            case {"Start": {"Link": inner} | {"Image": inner}} if inner["link_type"] in BY_LABEL:
                self.labels.add(label(inner["id"]))
        return _words(event)

    def _find_html(self, text: str) -> None:
        """Tell once about HTML, which is shown as it was typed."""
        data = self.source.data
        for match in HTML.finditer(text):
            start = next(self._bytes_at(iter((match.start(),))))
            if data.startswith(TYPED_LESS, start) and data[start - 1 : start] != b"\\":
                self.find("html-in-text", start, {"tag": self.filled(match[0])}, len(match[0]))
                self._seek_html = False
                return

    def _find_stars(self, text: str) -> None:
        """Tell once about stars that were meant to make words strong, and didn't."""
        found = STARS.search(text)
        if found:
            (start,) = self._bytes_at(iter((found.start(),)))
            if self.source.data.startswith(b"**", start):
                self.find("stray-stars", start, {"text": self.filled(found[0])}, len(found[0]))
                self._seek_stars = False

    def _find_broken_links(self, text: str) -> None:
        """Tell about links that readers would see as they were typed."""
        found = list(BROKEN.finditer(text))
        starts = self._bytes_at(match.start() for match in found)
        for match, start in zip(found, starts, strict=True):
            shown = self.filled(match[0])
            self.find("broken-link", start, {"text": shown}, len(match[0]))

    def _bytes_at(self, offsets: Iterator[int]) -> Iterator[int]:
        """The bytes of the source at ``offsets`` of the run, which ascend."""
        number = begin = 0
        for offset in offsets:
            while offset - begin >= len(self.run[number]):
                begin += len(self.run[number])
                number += 1
            before = self.run[number][: offset - begin]
            yield self.starts[number] + len(before.encode())


EXTERNAL: Final = ' rel="external noopener noreferrer"'


def escaped(text: str) -> str:
    """``text`` as HTML, in an element or between double quotes."""
    if "&" in text or "<" in text or ">" in text or '"' in text:
        return escape(text)
    return text


def label(id: str) -> str:
    """The label of a link definition as labels are compared: case and spaces don't matter."""
    return " ".join(id.split()).casefold()


def _until(events: Events, tag: str, words: Callable[[Event], str]) -> Iterator[str]:
    """``words`` of all events up to the end of the ``tag`` that has begun, which may hold more."""
    depth = 1
    for event, _ in events:
        match event:
            case {"Start": {"Image": _}} if tag == "Image":
                depth += 1
            case {"End": str(ended)} if ended == tag:
                depth -= 1
                if not depth:
                    return
        yield words(event)


def _words(event: Event) -> str:
    match event:
        case {"Text": str(text)} | {"Code": str(text)} | {"InlineHtml": str(text)}:
            return text
        case "SoftBreak" | "HardBreak":
            return " "
    return ""
