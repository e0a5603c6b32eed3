"""Patterns of markup that readers would see as it was typed."""

import re
from typing import Final, NamedTuple

from waypost.model.records import ENTRY_TYPES

HTML: Final = re.compile(
    r"</?(?:a|b|base|br|button|center|details|div|em|font|form|h[1-6]|hr|i|iframe|img|input|kbd|li"
    r"|link|meta|object|embed|ol|p|script|span|strong|style|sub|summary|sup|svg|table|td|th|tr|u|ul"
    r"|video)(?:[\s/][^<>]{0,200})?>|<!--",
    re.IGNORECASE,
)
"""HTML that people type in the hope that it works."""

_KINDS: Final = rf"(?:{'|'.join(cls.kind.link for cls in ENTRY_TYPES)})"
BROKEN: Final = re.compile(
    rf"\]\s?\((?:\s*{_KINDS}\s*:|https?:)[^()\n]{{0,200}}\)"
    rf"|\)\[(?:{_KINDS}|https?):[^\[\]\n]{{0,200}}\]"
    rf"|\({_KINDS}:[a-z0-9/_-]{{1,160}}\)"
    # Links by title.
    r"|\[[^\[\]\n]{1,200}\]\((?![<\s])[^()\n<>\"']{1,200}[^\S\n][^()\n<>\"']{1,200}\)"
    r"|\[\[[^\[\]\n]{1,200}\]\]"
    # By a label that nothing defines. Numbers are marks of notes.
    r"|(?<!\w)\[(?!\d{1,3}\])[^\[\]\n]{1,200}\]\[[^\[\]\n]{0,100}\]"
)
"""A link as people mistype it: with a space too many, or its brackets the wrong way round."""


class UnreadMarkdown(NamedTuple):
    """Signs that other programs read as ``what``, and what to write ``instead``.

    A text without one of ``signs`` has none: most have no sign of any kind, and to search for each
    pattern would take longer than all else. A ``pattern`` is compiled where a sign of it is found;
    it has several lines.
    """

    what: str
    instead: str
    signs: tuple[str, ...]
    pattern: str


def _line(pattern: str) -> str:
    return rf"^[ \t>]*{pattern}"


BULLETS: Final = "•◦▪‣●"

UNREAD: Final = (
    UnreadMarkdown(
        "a box",
        "Begin a quote with its kind, > [!WARNING], and each line of it with >.",
        ("!!!", "???", ":::"),
        _line(r"(?:!!!|\?\?\?\+?|:::+)[ \t]*[\w{].*"),
    ),
    UnreadMarkdown(
        "a tab",
        "Write a heading for each, such as ## Linux.",
        ("===",),
        _line(r"===[!+]?[ \t]+[\"'].*"),
    ),
    UnreadMarkdown(
        "a footnote",
        "Say it in brackets, or link to it.",
        ("[^", "^["),
        r"(?<!\\)(?:\[\^[\w-]{1,40}\](?!\()|\^\[[^\[\]\n]{1,300}\])",
    ),
    UnreadMarkdown(
        "attributes",
        "Take it out; {#id} is read at the end of a heading alone.",
        ("{:", "{.", "{ .", "{#", "{ #", "{\t", '="', "='", "){", "]{", "`{", "*{"),
        (
            r"(?<!\\)\{(?::[^{}\n]{1,200}|[ \t]?[.][A-Za-z][^{}\n]{0,200}"
            r"|[ \t]?[\w-]+=[\"'][^{}\n]{0,200}|[ \t]?#[A-Za-z][\w-]*[ \t]+[^{}\n]{0,200})\}"
            r"|(?<=[)\]`*])\{[ \t]*[\w-]+=[^{}\n]{1,200}\}"
            r"|(?<!\\)(?<!\{)\{#[A-Za-z][\w-]*\}(?![ \t]*$)"
        ),
    ),
    UnreadMarkdown(
        "an emoji",
        "Type the sign itself, such as 🙂.",
        (":",),
        r":(?<![\w:/\\]:)(?:[a-z][a-z0-9_+-]{1,40}|[+-]1):(?![\w:/])",
    ),
    UnreadMarkdown(
        "a mark",
        "Use *emphasis*, **strong**, ~~struck~~ or `code`.",
        ("==", "{--", "{>>", "{++", "^^", "++"),
        (
            r"(?<![=\\])==(?=[^=\s])[^=\n]{0,200}(?<=[^=\s])==(?!=)"
            r"|\{(?:--|>>|\+\+)[^{}\n]{1,200}(?:--|<<|\+\+)\}|(?<![\^\\])\^\^\w[^^\n]{0,200}\^\^"
            r"|(?<![+\w\\])\+\+\w[\w +]{0,60}(?<=\w)\+\+(?!\+)"
        ),
    ),
    UnreadMarkdown(
        "a raised or lowered sign",
        "Type the sign itself, such as H₂O.",
        ("~", "^"),
        r"(?<=[^\W_])(?:~[^\W_]{1,4}~(?!~)|\^[^\W_]{1,4}\^)",
    ),
    UnreadMarkdown(
        "a list of contents",
        "Take it out: a long answer has one.",
        ("[TOC]",),
        _line(r"\[TOC\][ \t]*$"),
    ),
    UnreadMarkdown(
        "a definition",
        "Write a list: - **Term**: its meaning.",
        (": ", ":\t"),
        _line(r":[ \t]{1,4}\S.*"),
    ),
    UnreadMarkdown(
        "an abbreviation",
        "Put the word into the glossary.",
        ("*[",),
        _line(r"\*\[[^\[\]\n]{1,80}\]:.*"),
    ),
    UnreadMarkdown(
        "a heading", "Put a space behind its signs: ## Costs.", ("##",), _line(r"#{2,6}[^\s#`{].*")
    ),
    UnreadMarkdown(
        "a list",
        "Begin each item with - and a space, or with 1. and a space.",
        (*BULLETS, "b.", "b)"),
        _line(
            rf"(?:[{BULLETS}].*(?:\n[ \t>]*[{BULLETS}].*)*|a[.)][ \t]+\S.*\n[ \t>]*b[.)][ \t]+\S.*)"
        ),
    ),
    UnreadMarkdown(
        "a table",
        "Write the line | --- | --- | below its head, with a part for each column.",
        ("|",),
        r"(?:\A|\n[ \t>]*\n)[ \t>]*\|.+\|[ \t]*\n[ \t>]*\|(?![ \t]*:?-).*",
    ),
    UnreadMarkdown(
        "a formula",
        "Write it in words or with signs, such as x².",
        ("$",),
        (
            r"(?<![\\$])\$\$[^$]{1,400}\$\$"
            r"|(?<![\\$\w])\$(?=[^\s$])(?=[^$\n]{0,200}[\\^_])[^$\n]{1,200}(?<=[^\s\\])\$(?![\w$])"
        ),
    ),
    UnreadMarkdown(
        "a template's tag",
        "Write what it should show, or show the tag itself as `code`.",
        ("{%", "{{<", "{!", "--8<"),
        (r"\{%[^{}\n]{1,200}%\}|\{\{[<%][^{}\n]{1,200}\}\}|\{!.{1,200}!\}|^--8<--.*"),
    ),
)

_BY_CHARACTER: Final[dict[str, list[tuple[str, str]]]] = {}
for _kind in UNREAD:
    for _sign in _kind.signs:
        _BY_CHARACTER.setdefault(_sign[0], []).append((_sign, _kind.what))


_SIGNS: Final = re.compile("|".join(re.escape(sign) for kind in UNREAD for sign in kind.signs))


def kinds_in(text: str) -> list[UnreadMarkdown]:
    """The kinds of which a sign stands in ``text``. A character is found much faster than two."""
    if not _SIGNS.search(text):
        return []
    seen = {
        what
        for character, signs in _BY_CHARACTER.items()
        if character in text
        for sign, what in signs
        if sign in text
    }
    return [kind for kind in UNREAD if kind.what in seen]
