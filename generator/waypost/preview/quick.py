"""An edit inside one answer, read by itself: its page can show at once, before all else is checked.

Only what is sure is taken: the lines that changed stand inside one entry, the entry reads without a
problem, and nothing of it differs but its text. Then no other part of the knowledge base has a say
in its page, and no check that looks at several entries can find anything new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from waypost import source
from waypost.gather import gather
from waypost.model import Faq, Knowledge, Placed, Policy
from waypost.pipeline import Site

TEXT: Final = {Faq: ("faqs", "answer"), Policy: ("policies", "body")}
"""Where such entries stand, and the field that may differ."""

Lines = list[str]


def edited(site: Site, before: Mapping[str, str]) -> tuple[Site, Faq | Policy] | None:
    """``site`` with the one text that was edited, and its entry; None where more may have changed.

    ``before`` are the texts of the files that ``site`` was made from, by name.
    """
    changed = [(name, text) for name, text in _now(before) if text != before[name]]
    if len(changed) != 1:
        return None
    name, text = changed[0]
    old, new = before[name].split("\n"), text.split("\n")
    found = _place(site.knowledge, name, old, new)
    if found is None:
        return None
    entry, last = found
    now = _read(entry, new[entry.at.line - 1 : last + len(new) - len(old)])
    if now is None or site.converter.convert(_text(now)).problems:
        return None
    return replace(site, knowledge=_with(site.knowledge, entry, now)), now


def _now(before: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in before:
        try:
            yield name, Path(name).read_bytes().decode().replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            yield name, ""


def _place(
    knowledge: Knowledge, name: str, old: Lines, new: Lines
) -> tuple[Faq | Policy, int] | None:
    """The entry within which all changes are, and the number of its last line."""
    start = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    most = min(len(old), len(new)) - start
    same = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    first, last = start + 1, len(old) - same
    records = sorted(_records(knowledge, name), key=lambda record: record.at.line)
    ends = [*(record.at.line - 1 for record in records[1:]), len(old)]
    for entry, end in zip(records, ends, strict=True):
        if entry.at.line < first and last <= end:
            return (entry, end) if isinstance(entry, Faq | Policy) else None
    return None


def _records(knowledge: Knowledge, name: str) -> Iterator[Placed]:
    for group in (
        knowledge.faqs,
        knowledge.policies,
        knowledge.guides,
        knowledge.categories,
        knowledge.sources,
        knowledge.facts,
        knowledge.contacts,
        knowledge.glossary,
        knowledge.changes,
        knowledge.trees,
    ):
        yield from (record for record in group if record.at.file == name)


def _read(entry: Faq | Policy, lines: Lines) -> Faq | Policy | None:
    """What ``lines`` say, if it is ``entry`` with another text."""
    section, field = TEXT[type(entry)]
    above = "\n" * (entry.at.line - 2) + f"{section}:\n"
    text = (above + "\n".join(lines) + "\n").encode()
    gathered = gather(Path(entry.at.file), lambda _, name, __: source.parse(text, name))
    found = getattr(gathered.knowledge, section)
    if gathered.problems or len(found) != 1:
        return None
    now: Faq | Policy = found[0]
    text_before: dict[str, Any] = {field: getattr(entry, field)}
    same = replace(now, at=entry.at, **text_before) == entry and now.at == entry.at
    return now if same and _text(now) and _text(now) != _text(entry) else None


def _text(entry: Faq | Policy) -> str:
    return getattr(entry, TEXT[type(entry)][1]) or ""


def _with(knowledge: Knowledge, entry: Faq | Policy, now: Faq | Policy) -> Knowledge:
    section, _ = TEXT[type(entry)]
    records = getattr(knowledge, section)
    changed: dict[str, Any] = {section: tuple(now if e is entry else e for e in records)}
    return replace(knowledge, **changed)
