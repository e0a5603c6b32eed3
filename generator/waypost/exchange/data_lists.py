"""Lists of questions in YAML and JSON, under any usual names, nested by topics or not.

They stand so in Jekyll's and Hugo's data files, in Microsoft's ``YamlMime:FAQ``, in the exports of
Intercom and Freshdesk, and in the sources of many a web page.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Node, Scalar, Sequence
from waypost.diagnostics.message_format import errors_of, message
from waypost.edit.yaml_writer import Plain
from waypost.exchange.field_words import NAMES, plain_name
from waypost.exchange.import_result import Found, Missed
from waypost.exchange.markdown_marks import ASKS, without_label
from waypost.exchange.markdown_text import faithful
from waypost.markdown.from_html import ended, markdown, one_line
from waypost.model import ids
from waypost.parser import parse

ANSWERS: Final = ("answer", "body", "content", "html", "markdown", "text", "response", "reply")
"""Names of answers, before those that may also mean something else."""

TOPIC_NAMES: Final = ("title", "name", "category", "section", "topic", "label", "heading", "group")
UNNAMED: Final = frozenset(
    (
        *("faq", "faqs", "question", "questions", "items", "entries", "data", "list", "lists"),
        *("sections", "categories", "groups", "topics", "articles", "results", "content", "body"),
        *("children", "folders", "collections", "main_entity", "qna_list", "docs", "pages", "all"),
        "translations",
    )
)
"""Keys above lists that are no topics."""

PARENTS: Final = ("section_id", "folder_id", "category_id", "collection_id", "parent_id")
SETTINGS: Final = frozenset({"metadata", "type", "version", "lang", "language", "description_text"})
"""Keys of files, and of entries, that say nothing to readers."""

LEADS: Final = ("description", "summary", "subtitle", "excerpt")
"""Names of what stands above an answer, where it isn't the answer itself."""

HTML: Final = re.compile(r"</?(?:p|div|br|ul|ol|li|table|h[1-6]|strong|em|b|i|span|a|img)\b[^<>]*>")
MARKDOWN: Final = re.compile(r"\]\(|\*\*|^(?:#{1,6}|[-*+]|\d+\.) |^```", re.MULTILINE)
PLACED: Final = re.compile(
    r"id|uuid|order|weight|position|sort|index|icon|image|url|link|href|lang"
    r"|locale|type|slug|key|\w+_at|\w*date|\w*_?ids?|author\w*|\w*count|votes|views|hits|thumbs_\w+"
)


def yaml_values(data: bytes) -> tuple[Any, list[Missed]]:
    """The values of a YAML file, whose texts know their lines, and what in it isn't YAML."""
    parsed = parse(data, "")
    faults = errors_of(list(parsed.problems))
    missed = [Missed(f"line {each.at.line}", message(each)) for each in faults]
    if parsed.root is None:
        return None, missed or [Missed("the file", "it is empty")]
    return _values(parsed.root), missed


def _values(node: Node) -> Any:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [_values(item) for item in node]
        case MapNode():
            return {name: _values(value) for name, value in node.entries}


def read(value: Any) -> Iterator[Found | Missed]:
    """The questions in nested lists and mappings, and the words that belong to none."""
    named = {str(e["id"]): str(name) for e in _mappings(value) if (name := _group_name(e))}
    reader = _Lists(named)
    rows = list(reader.walk(value, "", "", hidden=False))
    if not any(isinstance(row, Found) for row in rows):
        yield Missed("the file", "no list in it has questions with answers, by any usual names")
    yield from rows
    used = {row.fields.get("category") for row in rows if isinstance(row, Found)}
    for name, where in reader.groups:
        if name not in used:
            yield Missed(f"entry {where}", f"“{name[:60]}” has no questions", minor=True, text=name)
    for key, texts in reader.unknown.items():
        why = f"“{key[:40]}” is no field of a question, so it is left out of {len(texts)}"
        yield Missed("the file", why, minor=True, text="\n".join(texts))


def is_html(text: str) -> bool:
    """True for a text that is HTML, and not Markdown with some in it."""
    return bool(HTML.search(text)) and (text.lstrip().startswith("<") or not MARKDOWN.search(text))


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner:
        if isinstance(item, dict | list):
            yield from _mappings(item)


def _group_name(entry: Mapping[str, Any]) -> str:
    if "id" not in entry or any(name in entry for name in ("body", "answer", "question")):
        return ""
    return str(entry.get("name") or entry.get("title") or "")


class _Lists:
    """Walks values; ``unknown`` are the texts of entries by keys that are no fields."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self.named = named
        self.unknown: dict[str, list[str]] = {}
        self.groups: list[tuple[str, str]] = []

    def walk(self, value: Any, topic: str, where: str, *, hidden: bool) -> Iterator[Found | Missed]:
        """The entries in ``value``; what ``hidden`` groups hold are drafts."""
        if isinstance(value, list):
            for number, item in enumerate(value, start=1):
                yield from self.walk(item, topic, f"{where} {number}".strip(), hidden=hidden)
            return
        if not isinstance(value, dict):
            if str(value or "").strip():
                yield Missed(
                    _place(value, where),
                    f"“{str(value)[:60]}” belongs to no question",
                    text=str(value),
                )
            return
        fields = {plain_name(str(key)): (key, item) for key, item in value.items()}
        question, answer = _question(fields), _answer(fields)
        if question and answer:
            yield from self._entry(fields, question, answer, topic, where, hidden=hidden)
            return
        nested = {
            k: v for k, (_, v) in fields.items() if isinstance(v, dict | list) and k not in SETTINGS
        }
        if not nested and (name := _group_name(value)):
            self.groups.append((name, where))
            return
        if question and not nested:
            place = _place(fields[question][1], where)
            yield Missed(
                place, f"“{str(fields[question][1])[:60]}” has no answer", text=_words(value)
            )
            return
        own = next(
            (
                fields[name][1]
                for name in TOPIC_NAMES
                if name in fields and isinstance(fields[name][1], str)
            ),
            "",
        )
        hidden = hidden or _is_hidden(fields)
        for name, (key, item) in fields.items():
            if name in nested:
                below = own if nested and own and where else "" if name in UNNAMED else str(key)
                yield from self.walk(item, below or topic, f"{where} {key}".strip(), hidden=hidden)
            elif isinstance(item, str) and item.strip() and ASKS.search(str(key)):
                pair = {"question": (key, key), "answer": (key, item)}
                yield from self._entry(pair, "question", "answer", topic, where, hidden=hidden)
            elif (
                isinstance(item, str)
                and item.strip()
                and item is not own
                and not PLACED.fullmatch(name)
                and name not in SETTINGS
            ):
                why = f"“{key}” belongs to no question"
                yield Missed(_place(item, where or str(key)), why, minor=True, text=item)

    def _entry(
        self,
        fields: Mapping[str, tuple[str, Any]],
        question: str,
        answer: str,
        topic: str,
        where: str,
        *,
        hidden: bool,
    ) -> Iterator[Found | Missed]:
        asked = [str(each) for each in _many(fields[question][1])]
        made: dict[str, Plain] = {"question": without_label(one_line(asked[0]))}
        text = _text(fields[answer][1])
        notes: list[str] = []
        answered = markdown(text, notes.append) if is_html(text) else faithful(text.strip())
        told = next((_text(fields[name][1]).strip() for name in LEADS if name in fields), "")
        if told and answered and answer not in LEADS and told not in answered:
            answered = f"{told}\n\n{answered}"
        made["answer"] = ended(answered)
        place = _place(fields[question][1], where)
        if not str(made["answer"]).strip():
            yield Missed(place, f"“{made['question']}” has no answer", text=_words(asked))
            return
        made |= {"also_asked": asked[1:]} if asked[1:] else {}
        old: list[str] = []
        for name, (key, value) in fields.items():
            known = NAMES.get(name, "")
            if name in (question, answer, *LEADS):
                continue
            if name in ("url", "html_url", "permalink", "link", "href") and isinstance(value, str):
                old.append(value)
            elif known == "id":
                made |= {"id": str(value)} if _is_good_id(value) else {}
                old += [f"#{value}", f"articles {value}"]
            elif known == "category" or name in PARENTS:
                named = next(iter(_many(value)), "")
                named = (
                    named.get("name") or named.get("title") if isinstance(named, dict) else named
                )
                named = self.named.get(str(named), "" if name in PARENTS else named)
                made |= {"category": one_line(str(named))} if named else {}
            elif known in ("tags", "also_asked") and value:
                made[known] = [
                    str(e.get("name", e) if isinstance(e, dict) else e) for e in _many(value)
                ]
            elif known == "popular":
                made |= {"popular": "yes"} if str(value).lower() in ("true", "yes", "1") else {}
            elif known == "notes" and value:
                notes.append(_words(value))
            elif (
                not PLACED.fullmatch(name)
                and name not in SETTINGS
                and name not in HIDING
                and _words(value)
            ):
                self.unknown.setdefault(str(key), []).append(_words(value))
        made |= {"category": topic} if topic and "category" not in made else {}
        made |= {"draft": "yes"} if hidden or _is_hidden(fields) else {}
        made |= {"notes": " ".join(" ".join(notes).split())} if notes else {}
        yield Found(place, "faqs", made, addresses=tuple(old) or ("",))


HIDING: Final = {
    "draft": ("true", "yes", "1"),
    "published": ("false", "no", "0"),
    "state": ("draft",),
    "status": ("1", "draft", "unpublished", "archived"),
    "visibility": ("2", "3", "4", "private", "internal", "agents", "hidden", "logged_in"),
    "hidden": ("true", "yes", "1"),
    "private": ("true", "yes", "1"),
    "internal": ("true", "yes", "1"),
}
"""Keys and values by which an entry or a group isn't for everybody."""


def _is_hidden(fields: Mapping[str, tuple[str, Any]]) -> bool:
    told = ((values, fields[name][1]) for name, values in HIDING.items() if name in fields)
    return any(str(value).lower() in values for values, value in told)


def _question(fields: Mapping[str, tuple[str, Any]]) -> str:
    """The key of the question."""
    names = [name for name in fields if NAMES.get(name) == "question"]
    return next(
        (name for name in sorted(names, key=("title", "name").count) if _is_words(fields[name][1])),
        "",
    )


def _answer(fields: Mapping[str, tuple[str, Any]]) -> str:
    """The key of the answer: a text, a list of paragraphs, or a mapping with a text."""
    names = [name for name in ANSWERS if name in fields]
    names += [name for name in fields if NAMES.get(name) == "answer" and name not in names]
    return next((name for name in names if _text(fields[name][1]).strip()), "")


def _is_words(value: Any) -> bool:
    return (isinstance(value, str) and bool(value.strip())) or (
        isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)
    )


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = next(
            (
                value[name]
                for name in ("text", "html", "markdown", "body", "content", "en")
                if name in value
            ),
            "",
        )
    if isinstance(value, list):
        return "\n\n".join(value) if all(isinstance(each, str) for each in value) else ""
    return (
        str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _words(value: Any) -> str:
    """All texts in a value."""
    if isinstance(value, dict | list):
        return " ".join(
            filter(None, map(_words, value.values() if isinstance(value, dict) else value))
        )
    return "" if value is None or isinstance(value, bool) else str(value)


def _is_good_id(value: Any) -> bool:
    id = str(value)
    taken = id in ids.RESERVED | ids.DEVICES or len(id) > ids.LONGEST
    return (
        bool(ids.PATTERN.fullmatch(id))
        and not re.fullmatch(r"[0-9a-f-]*\d[0-9a-f-]*", id)
        and not taken
    )


def _place(value: Any, where: str) -> str:
    """The line of a text of YAML; in JSON the way to it."""
    first = value[0] if isinstance(value, list) and value else value
    at = getattr(first, "at", None)
    return f"line {at.line}" if at else f"entry {where}" if where else "the file"
