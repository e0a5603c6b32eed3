"""Decoding: UTF-8 is accepted; any other encoding is detected, for a problem that names it."""

import codecs
import re

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.parser.limits import MOST_CHARACTER_PROBLEMS

# By a byte order mark, or by the zero bytes around ASCII characters, with which a text starts.
# UTF-32 comes first: its little-endian mark begins with UTF-16's.
_WIDE = (
    (re.compile(rb"(\xff\xfe\0\0)|[\x01-\x7f]\0\0\0"), "UTF-32", "utf-32-le"),
    (re.compile(rb"(\0\0\xfe\xff)|\0\0\0[\x01-\x7f]"), "UTF-32", "utf-32-be"),
    (re.compile(rb"(\xff\xfe)|[\x01-\x7f]\0[\x01-\x7f]\0"), "UTF-16", "utf-16-le"),
    (re.compile(rb"(\xfe\xff)|\0[\x01-\x7f]\0[\x01-\x7f]"), "UTF-16", "utf-16-be"),
)
_NEVER_IN_TEXT = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")
_NOT_UTF8 = re.compile("[\udc80-\udcff]+")
"""Bytes that the error handler ``surrogateescape`` could not decode."""


def decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """A file's text with line feeds as its only line ends, and what is wrong with its bytes."""
    for start, label, codec in _WIDE:
        if found := start.match(data):
            text = data[len(found[1] or b"") :].decode(codec, "replace")
            return _lines(text), [Problem("not-utf-8", Mark(name, 1, 1), {"encoding": label})]
    if _is_binary(data):
        return "", [Problem("not-text", Mark(name, 1, 1), {"file": name})]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _lines(data.decode("utf-8")), []
    except UnicodeDecodeError:
        return _damaged(_lines(data.decode("utf-8", "surrogateescape")), name)


def _is_binary(data: bytes) -> bool:
    sample = data[:4096]
    strange = len(sample) - len(sample.translate(None, _NEVER_IN_TEXT))
    return strange >= 8 and strange * 20 > len(sample)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _damaged(text: str, name: str) -> tuple[str, list[Problem]]:
    """Text with what can't be read as Windows-1252, and the first fault of each line."""
    problems: list[Problem] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        found = _NOT_UTF8.search(line)
        if found and len(problems) < MOST_CHARACTER_PROBLEMS:
            at_end = number == len(lines) and found.end() == len(line)
            problems.append(_fault(found, Mark(name, number, found.start() + 1), at_end))
    shown = _NOT_UTF8.sub(lambda found: _bytes(found).decode("cp1252", "replace"), text)
    return shown, problems


def _fault(found: re.Match[str], at: Mark, at_end: bool) -> Problem:
    bad = run = _bytes(found)
    try:
        run.decode("utf-8")
    except UnicodeDecodeError as fault:
        bad = run[: fault.end]
    cut_off = at_end and bad == run and bad[0] >= 0xC2
    code = "cut-off-character" if cut_off else "bad-utf-8"
    return Problem(code, at, {"bytes": bad.hex(" ").upper()})


def _bytes(found: re.Match[str]) -> bytes:
    return found[0].encode("utf-8", "surrogateescape")
