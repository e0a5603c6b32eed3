"""Characters that have no place in a text, and files that aren't UTF-8: each named where it is."""

from __future__ import annotations

import pytest

from waypost.core.nodes import Mapping
from waypost.diagnostics import Severity, message_format
from waypost.parser import parse


def found(data: bytes) -> list[tuple[str, int, int]]:
    """The problems of a file as code and place."""
    return [(each.code, each.at.line, each.at.column) for each in parse(data, "f").problems]


@pytest.mark.parametrize(
    ("char", "code"),
    [
        *((char, "control-character") for char in "\0\a\b\v\f\x1b\x7f\x80\x85\x9f"),
        *((char, "bidi-control") for char in "\u202a\u202e\u2066\u2069"),
        *((char, "noncharacter") for char in "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"),
        ("\ufeff", "byte-order-mark"),
        *((char, "private-use") for char in "\ue000\uf8ff\U000f0000\U0010fffd"),
        ("\u0301" * 8, "many-marks"),
    ],
    ids=ascii,
)
def test_a_doubtful_character_is_named_where_it_stands(char: str, code: str) -> None:
    """In text, in keys, in comments, in blocks; what is around it doesn't suffer."""
    data = f"a: x\nb: one {char}two\n# {char}\n".encode()
    assert found(data) == [(code, 2, 8), (code, 3, 3)]


@pytest.mark.parametrize(
    ("escape", "code"),
    [
        ("\\0", "control-character"),
        ("\\x1b", "control-character"),
        ("\\e", "control-character"),
        ("\\r", "control-character"),
        ("\\N", "control-character"),
        ("\\u202e", "bidi-control"),
        ("\\uFFFE", "noncharacter"),
        ("\\U0010FFFF", "noncharacter"),
        ("\\uFEFF", "byte-order-mark"),
        ("\\ud800", "lone-surrogate"),
        ("\\ue000", "private-use"),
    ],
)
def test_an_escape_makes_no_such_character_either(escape: str, code: str) -> None:
    """The place is the backslash."""
    assert found(f'a: x\nb: "one {escape} two"\n'.encode()) == [(code, 2, 9)]


@pytest.mark.parametrize("char", [*"\t\u00a0\u061c\u200b\u200d\u200e\u200f\u2028\u2029\ufffd"])
def test_harmless_characters_stay(char: str) -> None:
    """Joiners, marks of direction, odd spaces and separators are kept; none counts as a line."""
    parsed = parse(f'a: "x{char}y"\nb: "z\\0"\n'.encode(), "f")
    assert isinstance(parsed.root, Mapping)
    assert str(parsed.root.entries[0][1].text) == f"x{char}y"  # type: ignore[union-attr]
    assert [each.at.line for each in parsed.problems] == [2]


def test_text_without_its_characters_is_never_shown_raw() -> None:
    """A message spells out what a terminal would obey."""
    parsed = parse(b'"\\e[2Jkey": x\n"\\e[2Jkey": y\n', "f")
    said = " ".join(message_format.message(each) for each in parsed.problems)
    assert "\x1b" not in said
    assert "\\u{1b}[2Jkey" in said


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UTF-32"),
    ],
)
def test_a_wide_encoding_is_named_and_the_file_is_checked_all_the_same(
    codec: str, encoding: str
) -> None:
    """An editor that saves UTF-16 hears so once, and of the other mistakes too."""
    parsed = parse("title: x\ntitle: y\n".encode(codec), "f")
    assert [each.code for each in parsed.problems] == ["not-utf-8", "duplicate-key"]
    assert encoding in message_format.message(parsed.problems[0])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: caf\xe9\nb: \xe9\xe9\n", [("bad-utf-8", 1, 7), ("bad-utf-8", 2, 4)]),
        (b"a: x\nb: caf\xc3", [("cut-off-character", 2, 7)]),
        (b"a: \xc0\x80\n", [("bad-utf-8", 1, 4)]),
        (b"a: \xed\xa0\x80\n", [("bad-utf-8", 1, 4)]),
        (b"a: \xf5\x80\x80\x80\n", [("bad-utf-8", 1, 4)]),
        ("é: ".encode() + b"\xff\n", [("bad-utf-8", 1, 4)]),
        (b"a: x\r\nb: \xe9\r\n", [("bad-utf-8", 2, 4)]),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), [("not-text", 1, 1)]),
    ],
    ids=["latin-1", "cut off", "overlong", "surrogate", "too high", "in a key", "crlf", "picture"],
)
def test_bytes_that_are_not_utf_8_are_named_once_a_line(
    data: bytes, expected: list[tuple[str, int, int]]
) -> None:
    """With the place, so that the character can be typed anew."""
    assert found(data) == expected


def test_a_byte_order_mark_at_the_start_is_welcome() -> None:
    """Windows editors write it; columns don't count it."""
    assert parse(b"\xef\xbb\xbfa: x\n", "f") == parse(b"a: x\n", "f")


def test_only_what_can_be_meant_is_a_warning() -> None:
    """Private use and piled marks build; all else doesn't."""
    parsed = parse(f"a: \ue000\nb: z{chr(0x301) * 20}\n".encode(), "f")
    assert [message_format.severity(each) for each in parsed.problems] == [Severity.WARNING] * 2
