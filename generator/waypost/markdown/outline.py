"""Outline of a Markdown file: its headings, and the lines on which they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyromark import Markdown, Options

PARSER: Final = Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH)


@dataclass(frozen=True, slots=True)
class OutlineHeading:
    """A heading outside of lists and quotes: its level (1 to 6), its words without pictures, and
    its lines from ``start`` up to ``end``, counted from 0."""

    level: int
    words: str
    start: int
    end: int


def outline(text: str) -> Iterator[OutlineHeading]:
    """The headings of ``text``, in order."""
    data = text.encode("utf-8", "replace")
    depth = pictures = line = done = 0
    words: list[str] = []
    for event, span in PARSER.events_with_range(data.decode()):
        match event:
            case {"Start": {"BlockQuote": _} | {"List": _}}:
                depth += 1
            case {"End": {"BlockQuote": _} | {"List": _}}:
                depth -= 1
            case {"Start": {"Image": _}}:
                pictures += 1
            case {"End": "Image"}:
                pictures -= 1
            case {"Start": {"Heading": _}}:
                words = []
            case "SoftBreak" | "HardBreak":
                words.append(" ")
            case {"Text": str(piece)} | {"Code": str(piece)} if not pictures:
                words.append(piece)
            case {"End": {"Heading": str(level)}} if not depth:
                line += data.count(b"\n", done, span["start"])
                done = span["start"]
                end = line + data.count(b"\n", span["start"], span["end"])
                end += not data.endswith(b"\n", span["start"], span["end"])
                yield OutlineHeading(int(level[1]), " ".join("".join(words).split()), line, end)
