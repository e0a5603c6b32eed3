"""Whatever the layout of a file, an edit changes what it says by just what was asked."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from waypost.edit.add_entry import Addition, add
from waypost.edit.edit_transaction import EditRefused
from waypost.edit.formatter import formatted
from waypost.edit.mark_reviewed import review
from waypost.edit.rename_id import rename
from waypost.exchange.to_plain import plain
from waypost.model.includes import gather

DAY = date(2026, 11, 23)
KEYS = {
    "question": ["What is {n}?", '"What: is {n}?"', "'What # {n}?'", "What is\n    {i}{n}?"],
    "answer": [
        "Yes {n}.",
        '"Yes: {n}."',
        "|\n    {i}Yes {n}.\n\n    {i}And [more](faq:q0).",
        ">-\n    {i}Yes\n    {i}{n}.",
        "|+\n    {i}Yes {n}.\n\n",
        "|\n    {i}Yes {n}.\n  # not text",
    ],
    "related": ["[q0]", "[ q0, q0 ]", "\n    {i}- q0", "\n  {i}- q0   # the first", "[]", "~", ""],
    "owner": ["Me", "~", "", "'Me and you'  # who"],
    "reviewed": ["2026-01-01", "'2026-01-01'", "", '"2026-01-01"   # late'],
}


@some.composite
def bases(draw: some.DrawFn) -> str:
    """A knowledge base of a few FAQs, each laid out in some way."""
    dash = draw(some.sampled_from(["- ", "  - ", "-   ", "    -   "]))
    blank = draw(some.sampled_from(["", "\n", "\n# between\n", "\n\n"]))
    entries = []
    for number in range(draw(some.integers(1, 4))):
        if draw(some.integers(0, 4)) == 0:
            flow = "{{id: q{n}, question: What is {n}?, answer: Yes., related: [q0]}}"
            entries.append(dash + flow.format(n=number))
            continue
        keys = [
            "question",
            "answer",
            *draw(some.lists(some.sampled_from(["related", "owner", "reviewed"]), unique=True)),
        ]
        lines = [f"id: q{number}" + draw(some.sampled_from(["", "  # id", "   "]))]
        for key in draw(some.permutations(keys)):
            indent = " " * (len(dash) - 2)
            value = draw(some.sampled_from(KEYS[key])).format(n=number, i=indent)
            space = "" if not value or value.startswith("\n") else " "
            lines.append(f"{key}:{space}{value}")
        pad = "\n" + " " * len(dash)
        entries.append(dash + pad.join(lines))
    head = draw(some.sampled_from(["", "---\n", "# head\ntitle: T\n", "title:   T   # two\n\n"]))
    tail = draw(
        some.sampled_from(["", "\n", "\n# the end\n", "\nglossary:\n- {term: a, definition: b}\n"])
    )
    text = head + "faqs:\n" + blank.join(f"{entry}\n" for entry in entries).rstrip("\n") + tail
    return text.replace("\n", "\r\n") if draw(some.booleans()) else text


def said(kb: Path) -> dict[str, Any]:
    return plain(gather(kb).knowledge)


def settled(value: Any) -> Any:
    """``value`` without the line break at the end of a text, which a file's last line may lack."""
    if isinstance(value, dict):
        return {key: settled(item) for key, item in value.items()}
    return [settled(item) for item in value] if isinstance(value, list) else value.rstrip("\n")


def sound(kb: Path) -> bool:
    """Whether a generated layout is one that Waypost accepts."""
    return not [
        p for p in gather(kb).problems if p.code not in ("comment-in-text", "comment-in-block")
    ]


def checked(text: str, edit: Any, expect: Any) -> None:
    """Write ``text``, edit it, and compare what it says then with what ``expect`` makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "faq.yaml"
        kb.write_bytes(text.encode())
        if not sound(kb):
            return
        before = said(kb)
        try:
            edit(kb)
        except EditRefused:
            assert kb.read_bytes() == text.encode()
            raise
        assert settled(said(kb)) == settled(expect(before))
        after = kb.read_bytes().decode()
        lost = [line for line in text.splitlines() if line not in after.splitlines()]
        assert len(lost) <= text.count("q0") + 2, "lines that need not change have changed"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(bases())
def test_a_review_sets_one_date(text: str) -> None:
    def expect(before: dict[str, Any]) -> dict[str, Any]:
        before["faqs"][0]["reviewed"] = "2026-11-23"
        return before

    checked(text, lambda kb: review(kb, ["q0"], DAY), expect)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(bases())
def test_an_addition_adds_one_entry(text: str) -> None:
    new = {"id": "new", "question": "New: one?", "answer": "Yes.\n\n- no\n"}

    def expect(before: dict[str, Any]) -> dict[str, Any]:
        before["faqs"].append(new)
        return before

    checked(text, lambda kb: add(kb, [Addition("faqs", new)], DAY), expect)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(bases())
def test_a_rename_changes_every_place(text: str) -> None:
    def expect(before: dict[str, Any]) -> dict[str, Any]:
        for faq in before["faqs"]:
            faq["answer"] = faq["answer"].replace("faq:q0", "faq:other")
            if "related" in faq:
                faq["related"] = ["other" if id == "q0" else id for id in faq["related"]]
        before["faqs"][0] |= {"id": "other", "previous_ids": ["q0"]}
        return before

    checked(text, lambda kb: rename(kb, "q0", "other", DAY), expect)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(bases())
def test_a_layout_says_the_same_and_settles(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "faq.yaml"
        kb.write_bytes(text.encode())
        if not sound(kb):
            return
        before = said(kb)
        once = formatted(kb.read_bytes(), "faq.yaml")
        kb.write_bytes(once)
        assert settled(said(kb)) == settled(before)
        assert formatted(once, "faq.yaml") == once
