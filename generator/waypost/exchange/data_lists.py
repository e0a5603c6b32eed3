"""Lists of questions in YAML and JSON, under any usual names, nested by topics or not.

They stand so in Jekyll's and Hugo's data files, in Microsoft's ``YamlMime:FAQ``, in the exports of
Zendesk, Intercom and Freshdesk, in the descriptions of pages for search engines (JSON-LD), and in
the sources of many a web page.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, Final

from waypost.diagnostics.message_format import errors_of, message
from waypost.edit.yaml_writer import Plain
from waypost.exchange.cells import texts_only
from waypost.exchange.field_words import (
    ADDRESS,
    HIDING,
    NAMES,
    NUMBER,
    WEB_ADDRESS,
    is_hidden,
    plain_name,
)
from waypost.exchange.import_result import LONGEST_TEXT, TOO_LONG, Found, Missed, quoted
from waypost.exchange.markdown_marks import ASKS, without_label
from waypost.exchange.markdown_text import as_markdown
from waypost.exchange.to_plain import node_value
from waypost.markdown.from_html import ended, one_line
from waypost.model import ids
from waypost.parser import parse

ANSWERS: Final = ("answer", "body", "content", "html", "markdown", "text", "response", "reply")
"""Names of answers, before those that may also mean something else."""

LEADS: Final = ("description", "summary", "subtitle", "excerpt")
"""Names of what stands above an answer, where it isn't the answer itself."""

TOPICS: Final = ("title", "name", "category", "section", "topic", "label", "heading", "group")
PARENTS: Final = ("section_id", "folder_id", "category_id", "collection_id", "parent_id")
UNNAMED: Final = re.compile(
    r"faqs?|questions?|items|entries|data|lists?|sections|categories|groups|topics|articles|results"
    r"|content|body|children|folders|collections|main_entity|qna_list|docs|pages|all|translations"
)
"""Keys above lists that are no topics."""

SILENT: Final = re.compile(
    r"metadata|version|lang(?:uage)?|locale|\w*type|\w*context|description_text|id|uuid|order|weight"
    r"|position|sort|index|icon|image|slug|key|\w+_at|\w*date\w*|\w*_ids?|author\w*|\w*count|votes"
    r"|views|hits|thumbs_\w+|next_page|\w*segment_ids?|vote_sum|source_locale|outdated\w*"
    r"|\w+_disabled|default_\w+|statistics"
)
"""Keys that say nothing to readers."""

TAG: Final = re.compile(r"<[^<>]*>")
HIDDEN: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL)
WORD: Final = re.compile(r"[^\W_]+")
LETTER: Final = re.compile(r"[^\W\d_]")
GROUPED: Final = re.compile(r"\b(?:sections|categories|collections|folders) (?:id )?\S+\Z")
"""The way to a topic that others name by its id, and which may have a description."""

LANGUAGE: Final = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
OURS: Final = re.compile(r"/(?:questions|policies|guides)/([^/]+)/")
"""The address of an article that is an export of ours."""


def yaml_values(data: bytes) -> tuple[Any, list[Missed]]:
    """The values of a YAML file, whose texts know their lines, and what in it isn't YAML."""
    parsed = parse(data, "the file")
    faults = errors_of(list(parsed.problems))
    missed = [Missed(f"line {each.at.line}", message(each)) for each in faults]
    if parsed.root is None:
        return None, missed or [Missed("the file", "it is empty")]
    return node_value(parsed.root), missed


def read(value: Any, where: str = "") -> Iterator[Found | Missed]:
    """The questions in nested lists and mappings, and the words that belong to none.

    ``where`` is the place of the whole in its file, if it isn't the file.
    """
    try:
        plain = texts_only(value)
    except ValueError as reason:
        yield Missed(where or "the file", str(reason))
        return
    mappings = [each for each in _inside(plain) if isinstance(each, dict)]
    reader = _Lists({each["id"]: name for each in mappings if (name := _group(each))}, where)
    rows = list(reader.walk(plain, "", "", hidden=False))
    if not any(isinstance(row, Found) for row in rows):
        why = "no list in it has questions with answers, by any usual names"
        yield Missed(where or "the file", why)
    yield from rows
    told = [_words(row.fields) if isinstance(row, Found) else row.text for row in rows]
    told += [*(name for name, _ in reader.groups), *map(" ".join, reader.unknown.values())]
    known = {word for text in told for word in WORD.findall(text)}
    for text in _texts(plain):
        words = WORD.findall(unescape(TAG.sub(" ", HIDDEN.sub(" ", text))))
        if LETTER.search(text) and not known.issuperset(words):
            why = f"{quoted(text)} belongs to no question"
            yield Missed(where or "the file", why, minor=True, text=text)
    used = {row.fields.get("category") for row in rows if isinstance(row, Found)}
    for name, place in reader.groups:
        if name not in used:
            yield Missed(place, f"{quoted(name)} has no questions", minor=True, text=name)
    for key, texts in reader.unknown.items():
        why = f"{quoted(key)} is no field of a question, so it is left out of {len(texts)}"
        yield Missed(where or "the file", why, minor=True, text="\n".join(texts))
    if any(each.get("next_page") for each in mappings):
        why = "the export goes on at “next_page”; only this page of it was read"
        yield Missed("the file", why, minor=True)


def _inside(value: Any) -> Iterator[Any]:
    """A value and all values in it."""
    yield value
    for item in _items(value):
        yield from _inside(item)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value that say something to readers."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not _is_silent(plain_name(key), item):
                yield from _texts(item)


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def described(value: Any) -> list[Mapping[str, Any]]:
    """The descriptions of pages with questions in JSON-LD."""
    kinds = re.compile(r"'(?:[^']*/)?(?:FAQ|QA)Page'")
    mappings = (each for each in _inside(value) if isinstance(each, dict))
    return [each for each in mappings if kinds.search(f"{[each.get('@type')]}")]


def _group(entry: Mapping[str, Any]) -> str:
    """The name of a section, folder or collection that others name by its id."""
    named = entry.get("name") or entry.get("title")
    if not isinstance(named, str) or not isinstance(entry.get("id"), str):
        return ""
    return "" if any(name in entry for name in ("body", "answer", "question")) else one_line(named)


class _Lists:
    """Walks values; ``unknown`` are the texts of entries by keys that are no fields."""

    def __init__(self, named: Mapping[str, str], file: str) -> None:
        self.named = named
        self.file = file
        self.unknown: dict[str, list[str]] = {}
        self.groups: list[tuple[str, str]] = []

    def walk(self, value: Any, topic: str, way: str, *, hidden: bool) -> Iterator[Found | Missed]:
        """The entries in ``value``; what ``hidden`` groups hold are drafts."""
        if isinstance(value, list):
            for number, item in enumerate(value, start=1):
                id = item.get("id") if isinstance(item, dict) else ""
                named = f"{way} id {id}" if isinstance(id, str) and id else f"{way} {number}"
                yield from self.walk(item, topic, named.strip(), hidden=hidden)
        elif isinstance(value, dict):
            yield from self._mapping(value, topic, way, hidden=hidden)
        elif value.strip():
            why = f"{quoted(value)} belongs to no question"
            yield Missed(self._place(value, way), why, text=value)

    def _mapping(
        self, value: Mapping[str, Any], topic: str, way: str, *, hidden: bool
    ) -> Iterator[Found | Missed]:
        fields = {plain_name(key): item for key, item in value.items()}
        hidden = hidden or is_hidden({name: _words(item) for name, item in fields.items()})
        question, answer = _question(fields), _answer(fields)
        of_topic = answer in LEADS and (GROUPED.search(way) or _holds_entries(value))
        if question and answer and not of_topic:
            yield self._entry(fields, question, answer, topic, way, hidden=hidden)
            return
        lists = [key for key, item in value.items() if not isinstance(item, str) and _words(item)]
        if not lists and (name := _group(value)):
            self.groups.append((name, self._place(name, way)))
        elif not lists and (question or answer):
            told, lacks = fields[question or answer], "answer" if question else "question"
            why = f"{quoted(_words(told))} has no {lacks}"
            yield Missed(self._place(told, way), why, text=_words(value))
        else:
            titles = (_first_language(fields.get(name)) for name in TOPICS)
            own = next(filter(_is_text, titles), "")
            spoken = _languages(value)
            for key, item in value.items():
                if key in spoken[1:]:
                    why = f"{quoted(key)} is another language; {quoted(spoken[0])} was read"
                    place = self._place(item, f"{way} {key}")
                    yield Missed(place, why, isinstance(item, str), _words(item))
                    continue
                name = plain_name(key)
                below = own if own and way else "" if UNNAMED.fullmatch(name) or spoken else key
                if key in lists and not SILENT.fullmatch(name):
                    yield from self.walk(
                        item, below or topic, f"{way} {key}".strip(), hidden=hidden
                    )
                elif _is_text(item) and ASKS.search(key):
                    pair = {"question": key, "answer": item}
                    yield self._entry(pair, "question", "answer", topic, way, hidden=hidden)
                elif item in (own, topic) or _is_silent(name, item):
                    continue
                elif LETTER.search(_words(item)):
                    why = f"{quoted(key)} belongs to no question"
                    yield Missed(self._place(item, way or key), why, minor=True, text=_words(item))

    def _entry(
        self,
        fields: Mapping[str, Any],
        question: str,
        answer: str,
        topic: str,
        way: str,
        *,
        hidden: bool,
    ) -> Found | Missed:
        if any(len(text) > LONGEST_TEXT for text in _texts(fields)):
            return Missed(self._place(fields[question], way), TOO_LONG, text=_words(fields))
        asked = [one_line(each) for each in _many(fields[question])]
        place = self._place(fields[question], way)
        notes: list[str] = []
        text = _text(fields[answer])
        made = as_markdown(text.strip(), notes.append)
        lead = next((_text(fields[name]).strip() for name in LEADS if name in fields), "")
        if not made.strip():
            return Missed(place, f"{quoted(asked[0])} has no answer", text=_words(fields))
        if answer not in LEADS and lead not in made:
            made = f"{lead}\n\n{made}"
        found: dict[str, Plain] = {"question": without_label(asked[0]), "answer": ended(made)}
        found |= {"also_asked": asked[1:]} if asked[1:] else {}
        addresses = []
        question_words = _words(fields[question])
        for name, value in fields.items():
            field = NAMES.get(name, name)
            if name in (question, answer, *LEADS) or not _words(value):
                continue
            if _words(value) == question_words or (name == "url" and "html_url" in fields):
                continue  # a title beside a name, and where the API has an article
            if field == ADDRESS and _is_silent(name, value):
                addresses.append(value)
                ours = OURS.fullmatch(value)
                found |= {"id": ours[1]} if ours and _is_good_id(ours[1]) else {}
            elif field == "id" and isinstance(value, str):
                found |= {"id": value} if _is_good_id(value) else {}
                addresses += [f"#{value}", f"articles {value}"]
            elif field == "category" or name in PARENTS:
                first = _many(value)[0]
                first = _text(first) or first.get("name", "") if isinstance(first, dict) else first
                named = self.named.get(first, "" if name in PARENTS else one_line(first))
                found |= {"category": named} if named else {}
            elif field in ("tags", "also_asked"):
                texts = [_words(e.get("name") if isinstance(e, dict) else e) for e in _many(value)]
                found[field] = [each for each in texts if each.strip()]
            elif field == "popular":
                found |= {"popular": "yes"} if value in ("yes", "true", "1") else {}
            elif field == "notes":
                notes.append(_words(value))
            elif not _is_silent(name, value):
                self.unknown.setdefault(name, []).append(_words(value))
        found |= {"category": topic} if topic and "category" not in found else {}
        found |= {"draft": "yes"} if hidden else {}
        found |= {"notes": " ".join(" ".join(notes).split())} if notes else {}
        return Found(place, "faqs", found, addresses=tuple(addresses) or ("",))

    def _place(self, value: Any, way: str) -> str:
        """The line of a text of YAML; in JSON the way to it."""
        at = getattr(_many(value)[0], "at", None)
        here = f"line {at.line}" if at else f"entry {way}" if way else ""
        return ", ".join(filter(None, (self.file, here))) or "the file"


def _is_silent(name: str, value: Any) -> bool:
    if NAMES.get(name) == ADDRESS:
        return isinstance(value, str) and bool(WEB_ADDRESS.fullmatch(value.strip()))
    return bool(SILENT.fullmatch(name)) or name.removeprefix("is_") in HIDING


def _languages(value: Any) -> list[str]:
    """The keys of a mapping that says one thing in several languages."""
    keys = [key for key in value if key != "id"] if isinstance(value, dict) else []
    return keys if len(keys) > 1 and all(map(LANGUAGE.fullmatch, keys)) else []


def _first_language(value: Any) -> Any:
    return value[spoken[0]] if (spoken := _languages(value)) else value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _holds_entries(value: Mapping[str, Any]) -> bool:
    """True for a topic with a description, and not a question with that as its answer."""
    inner = (each for item in value.values() for each in _inside(item) if isinstance(each, dict))
    named = ({plain_name(key): item for key, item in each.items()} for each in inner)
    return any(_question(fields) and _answer(fields) for fields in named)


def _question(fields: Mapping[str, Any]) -> str:
    """The key of the question: a text, or a list of ways to ask it."""
    names = [name for name in fields if NAMES.get(name) == "question"]
    names.sort(key=("title", "name").count)
    return next(
        (n for n in names if _words(fields[n]) and all(map(_is_text, _many(fields[n])))), ""
    )


def _answer(fields: Mapping[str, Any]) -> str:
    """The key of the answer: a text, a list of paragraphs, or a mapping with a text."""
    names = [name for name in fields if NAMES.get(name) == "answer" and name not in ANSWERS]
    return next((n for n in (*ANSWERS, *names) if _text(fields.get(n)).strip()), "")


def _text(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]
    if isinstance(value, dict):
        value = next((value[name] for name in (*ANSWERS, "en") if name in value), "")
    texts = value if isinstance(value, list) else [value]
    return "\n\n".join(texts) if all(isinstance(each, str) for each in texts) else ""


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) and value else [value]


def _words(value: Any) -> str:
    """All texts in a value."""
    if isinstance(value, str):
        return str(value)
    return " ".join(filter(None, map(_words, _items(value))))


def _is_good_id(id: str) -> bool:
    """True for an id of letters that an entry may have."""
    fits = bool(ids.PATTERN.fullmatch(id)) and len(id) <= ids.LONGEST
    return fits and not NUMBER.fullmatch(id) and id not in ids.RESERVED | ids.DEVICES
