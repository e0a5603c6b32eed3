"""What must hold over a whole knowledge base. Each check is a small function in one list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waypost.core import urls
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem, nearest
from waypost.model import entries, field_types
from waypost.model.declare import what
from waypost.model.records import (
    ENTRY_TYPES,
    Addressed,
    Entry,
    Fact,
    Faq,
    Knowledge,
    Outcome,
    Placed,
    Scenario,
)
from waypost.model.walk import walk

Check = Callable[[Knowledge], Iterable[Problem]]


def check(knowledge: Knowledge) -> list[Problem]:
    """The problems that every check finds."""
    return [problem for each in CHECKS for problem in each(knowledge)]


SECTIONS = ("faqs", "policies", "guides", "categories", "sources", "facts", "contacts", "trees")
"""The parts of a knowledge base whose records have ids."""


def ids_are_unique(knowledge: Knowledge) -> Iterator[Problem]:
    """No two records of a section share an id, over all files."""
    for section in SECTIONS:
        yield from _repeated(getattr(knowledge, section))


def _repeated(records: Iterable[Any]) -> Iterator[Problem]:
    seen: dict[str, Mark] = {}
    for record in records:
        first = seen.setdefault(record.id.casefold(), record.id.at)
        if first is not record.id.at:
            about = {"id": record.id, "what": what(type(record))}
            yield Problem(
                "duplicate-id", record.id.at, about, also=(first,), width=len(record.id) or 1
            )


def trees_share_one_namespace(knowledge: Knowledge) -> Iterator[Problem]:
    """Questions and outcomes of a tree have different ids, since targets name both."""
    for tree in knowledge.trees:
        questions = {question.id: question.id.at for question in tree.questions}
        for outcome in tree.outcomes:
            if outcome.id in questions:
                also = (questions[outcome.id],)
                about = {
                    "key": outcome.id,
                    "first": str(also[0].line),
                    "why_mend": "Questions and outcomes need ids of their own: rename one.",
                }
                yield Problem(
                    "duplicate-key", outcome.id.at, about, also=also, width=len(outcome.id)
                )


RESERVED_FOR_TREES = frozenset(
    {urls.A_TO_Z.strip("/"), *(cls.kind.folder for cls in ENTRY_TYPES if cls.kind.folder)}
)
"""Addresses directly under the root, where trees stand too."""


def tree_addresses_are_free(knowledge: Knowledge) -> Iterator[Problem]:
    """A tree stands directly under the root, where the site's own sections stand."""
    for tree in knowledge.trees:
        if tree.id in RESERVED_FOR_TREES:
            yield Problem("reserved-id", tree.id.at, {"value": tree.id}, width=len(tree.id))


def old_addresses_are_free(knowledge: Knowledge) -> Iterator[Problem]:
    """An old id redirects, so nothing may live at it."""
    for records in entries.namespaces(knowledge):
        yield from _taken(records)


def _taken(records: Sequence[Addressed]) -> Iterator[Problem]:
    owners = {record.id: record.id for record in records}
    for record in records:
        for old in record.previous_ids:
            owner = owners.setdefault(old, old)
            if owner is not old:
                about = {"id": old, "what": what(type(record))}
                yield Problem("previous-id-taken", old.at, about, also=(owner.at,), width=len(old))


def all_entries(knowledge: Knowledge) -> Iterator[Entry | Fact]:
    """Everything that has a source and a review date: facts, entries, and outcomes of trees."""
    return (record for _, record in entries.reviewed(knowledge))


@dataclass(frozen=True, slots=True)
class Reference:
    """A field of a record that names another record."""

    owner: Placed
    field: str
    to: str
    id: Text


def references(record: Placed) -> Iterator[Reference]:
    """Every reference in ``record`` and in the records that it holds."""
    for owner, spec, type_, id in walk(record, field_types.Ref):
        assert isinstance(type_, field_types.Ref)
        yield Reference(owner, spec.name, type_.to, id)


def known_ids(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """The ids that a reference may name, by what it refers to."""
    known = {
        singular: frozenset(str(record.id) for record in getattr(knowledge, section))
        for singular, section in SINGULAR.items()
    }
    outcomes = frozenset(
        f"{tree.id}/{each.id}" for tree in knowledge.trees for each in tree.outcomes
    )
    shown = (known[cls.kind.name] for cls in entries.PUBLISHED if cls.kind.section)
    return known | {"entry": outcomes.union(*shown)}


SINGULAR: Mapping[str, str] = {
    "faq": "faqs",
    "policy": "policies",
    "guide": "guides",
    "category": "categories",
    "source": "sources",
    "fact": "facts",
    "contact": "contacts",
    "tree": "trees",
}

OF_THE_TREE: frozenset[tuple[type, str]] = frozenset({(Outcome, "cites"), (Scenario, "expect")})
"""References that the tree's own proof looks at."""


def references_lead_somewhere(knowledge: Knowledge) -> Iterator[Problem]:
    """Whatever is named by id is there."""
    known = known_ids(knowledge)
    for reference in references(knowledge):
        if (type(reference.owner), reference.field) in OF_THE_TREE:
            continue
        if reference.id not in known[reference.to]:
            titles = _titles(knowledge, reference.to)
            yield _unknown(reference, known[reference.to], titles)


def _titles(knowledge: Knowledge, to: str) -> Mapping[str, str]:
    """Ids by what readers see of their records, which editors may write in the place of the id."""
    records = getattr(knowledge, SINGULAR[to]) if to in SINGULAR else ()
    shown = (
        (getattr(each, "question", None) or getattr(each, "title", None), each) for each in records
    )
    return {_same(title).rstrip("?.! "): str(each.id) for title, each in shown if title}


def _unknown(reference: Reference, known: frozenset[str], titles: Mapping[str, str]) -> Problem:
    spoken = titles.get(_same(reference.id).rstrip("?.! "), "")
    about = {
        "id": reference.id,
        "to": LABELS.get(reference.to, reference.to),
        "nearest": spoken or nearest(reference.id, sorted(known)),
        "known": ", ".join(sorted(known)[:12]) or "none yet",
    }
    code = "unknown-category" if reference.to == "category" else "unknown-reference"
    return Problem(code, reference.id.at, about, width=len(reference.id))


LABELS: Mapping[str, str] = {cls.kind.name: cls.kind.label for cls in ENTRY_TYPES}
"""The labels in messages of the kinds of entry that references name."""


def entries_say_something(knowledge: Knowledge) -> Iterator[Problem]:
    """An entry has one of the texts that its kind needs, such as an answer.

    Where an entry has a fault, its text may be what couldn't be read; a draft may still lack it.
    """
    for _, entry in entries.addressed(knowledge):
        needs = entry.kind.needs
        if not needs or entry.faulty or getattr(entry, "draft", False):
            continue
        values = [getattr(entry, name) for name in needs]
        if not any(map(_says, values)):
            blank = next(filter(None, reversed(values)), values[0])
            at = getattr(blank, "at", entry.at)
            # Of a list one item is enough.
            named = (
                name.removesuffix("s") if isinstance(value, tuple) else name
                for name, value in zip(needs, values, strict=True)
            )
            about = {"id": entry.id, "what": what(type(entry)), "field": " or ".join(named)}
            yield Problem("no-text", at, about)


def _says(value: Text | tuple[Text, ...] | None) -> bool:
    return bool(value.strip() if isinstance(value, Text) else value)


def questions_differ(knowledge: Knowledge) -> Iterator[Problem]:
    """No two FAQs ask the very same, however their letters are encoded."""
    seen: dict[str, Faq] = {}
    for faq in knowledge.faqs:
        first = seen.setdefault(_same(faq.question), faq)
        if first is not faq and faq.question:
            about = {"question": faq.question, "first": first.id}
            yield Problem(
                "same-question",
                faq.question.at,
                about,
                also=(first.question.at,),
                width=len(faq.question),
            )


def _same(question: str) -> str:
    composed = question if question.isascii() else unicodedata.normalize("NFC", question)
    return " ".join(composed.casefold().split())


def language_has_a_code(knowledge: Knowledge) -> Iterator[Problem]:
    """Browsers and screen readers understand the code of a language, not its name."""
    language = knowledge.language
    if not LANGUAGE.fullmatch(language):
        code = LANGUAGES.get(language.casefold(), language.replace("_", "-"))
        meant = code if LANGUAGE.fullmatch(code) else ""
        about = {"value": language, "nearest": meant}
        yield Problem("bad-language", language.at, about, width=len(language) or 1)


LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
LANGUAGES: Mapping[str, str] = {
    name: code
    for code, names in {
        "en": "english",
        "de": "german deutsch",
        "fr": "french français",
        "es": "spanish español",
        "it": "italian italiano",
        "pt": "portuguese português",
        "nl": "dutch nederlands",
        "pl": "polish polski",
        "ru": "russian русский",
        "tr": "turkish türkçe",
        "zh": "chinese 中文",
        "ja": "japanese 日本語",
        "ar": "arabic العربية",
    }.items()
    for name in names.split()
}


def units_stand_once(knowledge: Knowledge) -> Iterator[Problem]:
    """A value doesn't say its unit itself: readers would see it twice."""
    for fact in knowledge.facts:
        bare = fact.value.strip()
        unit = (fact.unit or "").strip()
        if unit and bare != unit and bare.casefold().endswith(unit.casefold()):
            number = bare[: -len(unit)].rstrip()
            about = {"id": fact.id, "value": bare, "unit": unit, "number": number}
            yield Problem("unit-twice", fact.value.at, about, width=len(bare))


def something_is_published(knowledge: Knowledge) -> Iterator[Problem]:
    """A knowledge base has at least one entry. Where it has a fault, entries may be lost in it."""
    published = (getattr(knowledge, cls.kind.section, ()) for cls in entries.PUBLISHED)
    if not any(published) and not knowledge.faulty:
        yield Problem("nothing-to-publish", knowledge.at)


def phrasings_are_listed_once(knowledge: Knowledge) -> Iterator[Problem]:
    """No phrasing stands under two questions: the search couldn't tell which is meant."""
    seen: dict[str, tuple[Faq, Mark]] = {}
    for faq in knowledge.faqs:
        for text in (faq.question, *faq.also_asked):
            first, at = seen.setdefault(_same(text), (faq, text.at))
            if first is not faq and text is not faq.question:
                about = {"phrasing": text, "first": first.id, "line": f"{at.file}:{at.line}"}
                yield Problem("phrasing-listed-twice", text.at, about, (at,), len(text) or 1)


CHECKS: tuple[Check, ...] = (
    something_is_published,
    language_has_a_code,
    units_stand_once,
    ids_are_unique,
    trees_share_one_namespace,
    tree_addresses_are_free,
    old_addresses_are_free,
    references_lead_somewhere,
    entries_say_something,
    questions_differ,
    phrasings_are_listed_once,
)
