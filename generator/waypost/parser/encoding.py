"""Decoding: UTF-8 is accepted; any other encoding is detected, for a problem that names it."""

from __future__ import annotations

import codecs
import re

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.parser.limits import MOST_CHARACTER_PROBLEMS

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKED = (
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
)
# A text without a mark starts with an ASCII character, so its zero bytes tell the encoding.
_UNMARKED = (
    (re.compile(rb"[\x01-\x7f]\0\0\0"), "UTF-32", "utf-32-le"),
    (re.compile(rb"\0\0\0[\x01-\x7f]"), "UTF-32", "utf-32-be"),
    (re.compile(rb"[\x01-\x7f]\0[\x01-\x7f]\0"), "UTF-16", "utf-16-le"),
    (re.compile(rb"\0[\x01-\x7f]\0[\x01-\x7f]"), "UTF-16", "utf-16-be"),
)
_NEVER_IN_TEXT = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")


def decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """A file's text with line feeds as its only line ends, and what is wrong with its bytes."""
    wide = _wide(data)
    if wide:
        label, codec, skip = wide
        problem = Problem("not-utf-8", Mark(name, 1, 1), {"encoding": label})
        return _lines(data[skip:].decode(codec, "replace")), [problem]
    if _is_binary(data):
        return "", [Problem("not-text", Mark(name, 1, 1), {"file": name})]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _lines(data.decode("utf-8")), []
    except UnicodeDecodeError:
        return _damaged(data, name)


def _is_binary(data: bytes) -> bool:
    sample = data[:4096]
    strange = len(sample) - len(sample.translate(None, _NEVER_IN_TEXT))
    return strange >= 8 and strange * 20 > len(sample)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _wide(data: bytes) -> tuple[str, str, int] | None:
    for mark, label, codec in _MARKED:
        if data.startswith(mark):
            return label, codec, len(mark)
    return next(((*found[1:], 0) for found in _UNMARKED if found[0].match(data)), None)


def _damaged(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """Text with what can't be read as Windows-1252, and the first fault of each line."""
    faults: list[tuple[int, bytes]] = []

    def replace(fault: UnicodeError) -> tuple[str, int]:
        assert isinstance(fault, UnicodeDecodeError)
        bad = fault.object[fault.start : fault.end]
        faults.append((fault.start, bad))
        shown = bad.decode("cp1252", "replace")
        return shown, fault.end

    codecs.register_error("waypost-damaged", replace)
    text = _lines(data.decode("utf-8", "waypost-damaged"))
    return text, _faults(data, faults, name)


def _faults(data: bytes, faults: list[tuple[int, bytes]], name: str) -> list[Problem]:
    problems: dict[int, Problem] = {}
    line, counted = 1, 0
    for start, bad in faults:
        before = data[counted:start]
        line += before.count(b"\n") + before.replace(b"\r\n", b"").count(b"\r")
        counted = start
        if line not in problems:
            problems[line] = _fault(data, start, bad, line, name)
        if len(problems) == MOST_CHARACTER_PROBLEMS:
            break
    return list(problems.values())


def _fault(data: bytes, start: int, bad: bytes, line: int, name: str) -> Problem:
    begin = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    column = len(data[begin:start].decode("utf-8", "replace")) + 1
    shown = " ".join(f"{byte:02X}" for byte in bad)
    at = Mark(name, line, column)
    if start + len(bad) == len(data) and bad[0] >= 0xC2:
        return Problem("cut-off-character", at, {"bytes": shown})
    return Problem("bad-utf-8", at, {"bytes": shown})
