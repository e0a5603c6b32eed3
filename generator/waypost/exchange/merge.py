"""Plans an import: which records are new to a knowledge base, unchanged, or different."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from waypost.diagnostics.message_format import errors_of, message
from waypost.edit.add_entry import unused
from waypost.edit.yaml_writer import Plain
from waypost.exchange.entry_links import entry_key, linked
from waypost.exchange.import_result import (
    LONGEST_TEXT,
    TOO_LONG,
    Found,
    ImportResult,
    Missed,
    quoted,
)
from waypost.exchange.old_addresses import led_on
from waypost.exchange.other_marks import as_code
from waypost.exchange.table import KEYED, RECORDS, key_of
from waypost.exchange.to_plain import named_topics, plain
from waypost.model.declare import fields_of
from waypost.model.ids import topic_slug
from waypost.model.records import Knowledge
from waypost.parser import characters

NEW: Final = "new"
SAME: Final = "unchanged"
DIFFERS: Final = "differs"

TITLES: Final = ("question", "title", "term", "name", "text")
NOT_IDENTIFIED: Final = frozenset(
    section for section, cls in RECORDS.items() if "id" not in fields_of(cls)
)
"""Sections whose records have no id: a term is known by its word, a change by its fields."""


@dataclass(frozen=True, slots=True)
class ImportStep:
    """One record or value of an import; ``changed`` are the fields that would be overwritten."""

    what: str
    found: Found
    changed: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of the record in messages."""
        fields = self.found.fields
        known = (fields.get(name) for name in ("id", *TITLES))
        return self.found.name or next((str(each) for each in known if each), self.found.section)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The steps of an import, and the parts of the file that it leaves out.

    ``files`` go into ``content/``: the path there, and the file. ``redirects`` are the paths of the
    old site, and the ids of the questions to which they lead, or none for the home page.
    """

    steps: tuple[ImportStep, ...]
    missed: tuple[Missed, ...]
    files: Mapping[str, Path] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)

    def of(self, what: str) -> list[ImportStep]:
        """The steps of one kind."""
        return [step for step in self.steps if step.what == what]


def plan(
    reading: ImportResult, knowledge: Knowledge | None, *, overwrite: bool = False
) -> ImportPlan:
    """The plan of importing ``reading`` into ``knowledge``, or into a new file.

    ``overwrite`` says that what differs will be changed, so that its topic is needed too.
    """
    reading = _told_apart(as_code(reading))
    made = _Planner(reading, knowledge, overwrite=overwrite).plan()
    if not any(found.addresses for found in reading.found):
        return made
    # The ids are needed first: then links can lead to them.
    ids = {entry_key(step.found): step.id for step in made.steps if step.found.section == "faqs"}
    reading = linked(reading, ids)
    made = _Planner(reading, knowledge, overwrite=overwrite).plan()
    entries = [(step.id, step.found) for step in made.steps]
    redirects, notes = led_on(entries, reading.base_url)
    missed = (*made.missed, *notes)
    return replace(made, missed=missed, files=reading.files, redirects=redirects)


def _told_apart(reading: ImportResult) -> ImportResult:
    """``reading`` in which a title of articles in several topics has its topic behind it."""
    first: dict[str, Found] = {}
    rows, missed = [], list(reading.missed)
    for found in reading.found:
        question, topic = (str(found.fields.get(name, "")) for name in ("question", "category"))
        before = first.setdefault(_same(question), found) if found.section == "faqs" else found
        differs = before.fields.get("answer") != found.fields.get("answer")
        if topic and differs and before.fields.get("category") != topic:
            apart = f"{question} ({topic if topic.casefold() != question.casefold() else 2})"
            why = f"{quoted(question)} stands twice; this one became {quoted(apart)}"
            missed.append(Missed(found.where, why, minor=True, file=found.file))
            found = replace(found, fields={**found.fields, "question": apart})
        rows.append(found)
    return replace(reading, found=tuple(rows), missed=tuple(missed))


class _Planner:
    def __init__(
        self, reading: ImportResult, knowledge: Knowledge | None, *, overwrite: bool
    ) -> None:
        self.reading = reading
        self.overwrite = overwrite
        self.there: dict[str, Any] = plain(knowledge) if knowledge else {}
        self.named = named_topics(knowledge) if knowledge else {}
        self.missed = list(reading.missed)
        imported = (each.fields for each in reading.found if each.section == "categories")
        self.topics = {
            name.casefold(): str(topic["id"])
            for topic in (*self.there.get("categories", ()), *imported)
            for name in (str(topic.get("id")), str(topic.get("title")))
        }
        self.spelled = {topic_slug(name): name for name in self.named.values()}
        there: Any = self.there.get("sources", {})
        named = {e.name: e.fields for e in reading.found if e.section == "sources"}
        self.sources = {
            name.casefold(): id
            for id, of in (there | named).items()
            for name in (str(of.get("title", id)), id)
        }
        self.known = {section: dict(self._existing(section)) for section in RECORDS}
        self.taken: dict[str, set[str]] = {
            section: {str(record.get("id", "")) for record in records.values()}
            for section, records in self.known.items()
        }
        self.first: dict[str, str] = {}
        self.seen: dict[tuple[str, str], Plain] = {}
        site = {each.section: str(each.fields.get("value")) for each in reading.found}
        self.language = str(self.there.get("language", site.get("language", "")))
        self.asked = {_same(str(faq.get("question"))): faq for faq in self.known["faqs"].values()}

    def plan(self) -> ImportPlan:
        records = [each for each in self.reading.found if each.section in RECORDS]
        # Of a value that stands twice the last one counts.
        single = {e.section: e for e in self.reading.found if e.section not in RECORDS}
        steps = [step for found in records for step in self._step(found)]
        steps += map(self._single, single.values())
        return ImportPlan(tuple(steps), tuple(self.missed))

    def _existing(self, section: str) -> Iterator[tuple[str, dict[str, Plain]]]:
        records = self.there.get(section, {} if section in KEYED else [])
        if section in KEYED:
            yield from records.items()
            return
        for record in records:
            topic = record.get("category")
            settled = {"category": self.named[topic]} if topic in self.named else {}
            yield _key(section, record), {**record, **settled}

    def _step(self, found: Found) -> Iterator[ImportStep]:
        if fault := _fault(found.fields):
            found = replace(found, fields=_cleaned(found.fields))
            left = _fault(found.fields)
            text = "\n".join(map(str, found.fields.values())) if left else ""
            why = left or f"{fault}; it was taken out"
            self.missed.append(Missed(found.where, why, not left, text, found.file))
            if left:
                return
        yield from self._source(found)
        found = self._settled(self._named(found))
        if self._repeats(found):
            return
        there = self._match(found)
        if there is not None:
            step = self._compared(found, there)
            if step.what == DIFFERS and self.overwrite:
                yield from self._topic(found)
                step = replace(step, found=self._settled(step.found))
            yield step
        else:
            yield from self._topic(found)
            yield ImportStep(NEW, self._complete(self._settled(found)))

    def _named(self, found: Found) -> Found:
        """``found`` without its id, if an earlier question of the file has that."""
        question, id = str(found.fields.get("question")), str(found.fields.get("id", ""))
        if found.section != "faqs" or self.first.setdefault(id, question) == question:
            return found
        return replace(found, fields={k: v for k, v in found.fields.items() if k != "id"})

    def _settled(self, found: Found) -> Found:
        """``found`` with its source by id, and its topic where the knowledge base declares topics.

        Elsewhere two spellings of a topic that would have one address are joined.
        """
        fields = dict(found.fields)
        if source := self.sources.get(str(fields.get("source", "")).casefold()):
            fields["source"] = source
        topic = str(fields.get("category", ""))
        if id := self.topics.get(topic.casefold()):
            fields["category"] = id
        elif topic and not self.topics:
            first = fields["category"] = self.spelled.setdefault(topic_slug(topic), topic)
            if first != topic:
                both = f"{quoted(topic)} and {quoted(str(first))}"
                why = f"{both} were joined: one topic, two spellings"
                self.missed.append(Missed(found.where, why, True, topic, found.file))
        return replace(found, fields=fields)

    def _source(self, found: Found) -> Iterator[ImportStep]:
        """The source that ``found`` names in words, if there is none of this name yet."""
        title = str(found.fields.get("source", ""))
        if title and title.casefold() not in self.sources:
            id = unused({*self.sources.values()}, title, self.language)
            self.sources[title.casefold()] = id
            yield ImportStep(NEW, Found(found.where, "sources", {"title": title}, id))

    def _topic(self, found: Found) -> Iterator[ImportStep]:
        """The topic that ``found`` names, if topics are declared and it isn't there yet."""
        title = str(found.fields.get("category", ""))
        if title and self.topics and title.casefold() not in self.topics:
            id = unused(self.taken["categories"], title, self.language)
            self.taken["categories"].add(id)
            self.topics[title.casefold()] = self.topics[id] = id
            yield ImportStep(NEW, Found(found.where, "categories", {"id": id, "title": title}))

    def _match(self, found: Found) -> dict[str, Plain] | None:
        """The record of the knowledge base that ``found`` is about."""
        if found.section == "faqs" and not found.fields.get("id"):
            return self.asked.get(_same(str(found.fields.get("question"))))
        return self.known[found.section].get(found.name or _key(found.section, found.fields))

    def _compared(self, found: Found, there: dict[str, Plain]) -> ImportStep:
        changed = tuple(
            name
            for name, value in found.fields.items()
            if _comparable(value) != _comparable(there.get(name, ""))
        )
        complete = {**found.fields, "id": there["id"]} if "id" in there else found.fields
        return ImportStep(DIFFERS if changed else SAME, replace(found, fields=complete), changed)

    def _repeats(self, found: Found) -> bool:
        """True where an earlier record of the file is the same one; that is reported."""
        key = found.name or _key(found.section, found.fields)
        marks = {(found.section, key)} if key else set()
        if found.section == "faqs":
            marks.add(("question", _same(str(found.fields.get("question")))))
        answer = found.fields.get("answer", "")
        before = [self.seen[mark] for mark in marks if mark in self.seen]
        if before:
            shown = key or str(found.fields.get("question"))
            why = f"{quoted(shown)} stands twice in the file"
            text = "\n".join(map(str, found.fields.values()))
            self.missed.append(Missed(found.where, why, before == [answer], text, found.file))
        for mark in marks:
            self.seen.setdefault(mark, answer)
        return bool(before)

    def _complete(self, found: Found) -> Found:
        """``found`` with an id, where it needs one; from now on it counts as known."""
        fields = dict(found.fields)
        if found.section not in KEYED | NOT_IDENTIFIED:
            words = next((str(fields[name]) for name in TITLES if fields.get(name)), found.section)
            id = str(fields.get("id") or unused(self.taken[found.section], words, self.language))
            self.taken[found.section].add(id)
            fields = {"id": id, **fields}
        return replace(found, fields=fields)

    def _single(self, found: Found) -> ImportStep:
        name = found.section
        if name not in self.there:
            return ImportStep(NEW, found)
        same = _comparable(self.there[name]) == _comparable(found.fields["value"])
        return ImportStep(SAME, found) if same else ImportStep(DIFFERS, found, (name,))


def _fault(value: Plain) -> str:
    """Why a value can't stand in a knowledge base: a character that no text may hold."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return TOO_LONG
        errors = errors_of(characters.check(value, ""))
        return message(errors[0]).rstrip(".") if errors else ""
    parts = value.values() if isinstance(value, Mapping) else value
    return next(filter(None, map(_fault, parts)), "")


def _cleaned(value: Any) -> Any:
    """A value without the characters that no text may hold."""
    if isinstance(value, str):
        pairs = zip(value, characters.cleaned(value), strict=True)
        return "".join(char for char, kept in pairs if char == kept)
    if isinstance(value, Mapping):
        return {key: _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value]


def _key(section: str, fields: Mapping[str, Plain]) -> str:
    if section == "changes":
        return repr(sorted(fields.items()))
    return str(fields.get(key_of(section), ""))


def _comparable(value: Plain) -> Plain:
    """A value as it is compared: line breaks at the end of a text don't count."""
    if isinstance(value, str):
        return value.strip("\n")
    if isinstance(value, Mapping):
        return {key: _comparable(item) for key, item in value.items()}
    return [_comparable(item) for item in value]


def _same(question: str) -> str:
    return " ".join(question.casefold().split())
