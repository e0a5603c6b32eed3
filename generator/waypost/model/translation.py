"""Translations: the texts of a knowledge base in another language, by the same ids.

A text has a name, the path to it along ids and fields: ``faqs/is-there-a-fee/answer``. All else has
one place, the source, so that what holds of its structure holds in every language.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from waypost.core.cldr import DURATIONS
from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, Report, nearest
from waypost.model import hints, placeholders, scalars
from waypost.model.declare import FieldSpec, Placed, fields_of, what
from waypost.model.field_types import (
    Address,
    FieldType,
    Icon,
    Line,
    Many,
    Named,
    OneOrMany,
    Prose,
    Record,
    Variants,
)
from waypost.model.load_problems import ValuePlace, field_particulars, found
from waypost.model.loader import value_of
from waypost.model.records import Fact, Knowledge, Unit

Words = Text | tuple[Any, ...]
"""A text, or a list of texts that a language may have its own number of."""

P = TypeVar("P", bound=Placed)

LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""The code of a language (BCP 47), near enough for pages and the names of files."""

FREE: Final = ("also_asked", "tags", "synonyms", "conflict")
"""Fields that a language may do without: the page is whole without them."""

LINK: Final = re.compile(r"\]\(\s*<?([^\s()<>]+)|<((?:https?|mailto|tel):[^\s<>]+)>")
CALLOUT: Final = re.compile(r"^[ \t]*>[ \t]*\[!(\w+)\]", re.MULTILINE)
ITEM: Final = re.compile(r"(?:([-*+])|[0-9]{1,9}[.)])[ \t]+\S")


class TranslatableText(NamedTuple):
    """A text of the source. ``owner`` is the entry that holds it, or another record of a section.

    Without one that is ``needed`` the entry isn't wholly translated. ``source`` is empty where the
    source has none, but a language may have.
    """

    name: str
    source: Words
    spec: FieldSpec
    owner: Placed
    needed: bool

    @property
    def section(self) -> str:
        """The section of the knowledge base in which it stands."""
        return self.name.partition("/")[0]

    @property
    def at(self) -> Mark:
        """The place of the text, or of the record that has none."""
        return place_of(self.source) or self.owner.at


@dataclass(frozen=True, slots=True)
class Translation:
    """The texts of a ``language`` by name, from ``files``.

    ``seen`` has the source of each text as it was when the translation was last looked at, as
    `flat` writes it.
    """

    language: str
    texts: Mapping[str, Words] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()

    def counted(self, texts: Iterable[TranslatableText]) -> list[TranslatableText]:
        """Those of ``texts`` that a translation needs, or has though it needs not."""
        return [text for text in texts if text.needed or self.texts.get(text.name)]

    def state(self, text: TranslatableText) -> str:
        """The state of ``text``: missing, outdated, unseen or current."""
        if text.name not in self.texts:
            return "missing"
        before = self.seen.get(text.name)
        if before is None:
            return "unseen"
        return "current" if before == flat(text.source) else "outdated"


class Edition(NamedTuple):
    """A site in one of its languages. ``prefix`` is its place in the whole site, empty for the
    source's. Texts from other files than ``files`` are in the language ``source``.
    """

    language: str = ""
    prefix: str = ""
    source: str = ""
    files: frozenset[str] = frozenset()

    def foreign(self, text: str | None) -> bool:
        """True where ``text`` isn't translated."""
        return bool(
            self.prefix and text and isinstance(text, Text) and text.at.file not in self.files
        )


ALONE: Final = Edition()
"""A site of one language."""


def language_file(path: Path, language: str) -> Path:
    """The file beside ``path`` that holds its texts in ``language``.

    >>> language_file(Path("topics/fees.yaml"), "de").as_posix()
    'topics/fees.de.yaml'
    """
    return path.with_suffix(f".{language}{path.suffix}")


def seen_file(path: Path, language: str) -> Path:
    """The file that holds the source of each translation as it was when it was looked at."""
    return path.with_suffix(f".{language}.seen.json")


def flat(words: Words) -> str:
    """``words`` as one text; lists of lists in lines of words with bars between."""
    if isinstance(words, str):
        return str(words)
    return "\n".join(each if isinstance(each, str) else " | ".join(each) for each in words)


def place_of(words: Any) -> Mark | None:
    """The place of the first text in ``words``."""
    while isinstance(words, tuple) and words:
        words = words[0]
    return words.at if isinstance(words, Text) else None


_TEXT_FIELDS: Final[dict[type, Mapping[str, FieldSpec]]] = {}


def text_fields(cls: type[Placed]) -> Mapping[str, FieldSpec]:
    """The fields of ``cls`` that a translation may hold, by name."""
    if cls not in _TEXT_FIELDS:
        _TEXT_FIELDS[cls] = {
            name: spec
            for name, spec in fields_of(cls).items()
            if spec.translated
            and (spec.shown or (cls is Fact and name == "value"))
            and _holds_text(spec.type)
        }
    return _TEXT_FIELDS[cls]


def _holds_text(type_: FieldType) -> bool:
    match type_:
        case Address() | Icon():
            return False
        case Many(item):
            return _holds_text(item)
        case Record(cls) | Named(cls):
            return bool(text_fields(cls))
    return isinstance(type_, Line | Prose | Variants)


def texts_of(record: Placed) -> list[TranslatableText]:
    """Every text that a translation may hold of ``record`` and of all that it holds, in order."""
    listed: list[TranslatableText] = []

    def visit(text: TranslatableText) -> Words:
        listed.append(text)
        return text.source

    _mapped(record, (), visit)
    return listed


def translated(knowledge: Knowledge, translation: Translation) -> Knowledge:
    """``knowledge`` with the texts of ``translation``; where one is missing, the source's stays.

    Synonyms are a language's own: another's would be wrong in it.
    """
    texts = translation.texts

    def visit(text: TranslatableText) -> Words:
        return texts.get(text.name, () if text.name == "synonyms" else text.source)

    language = Text(translation.language, knowledge.language.at)
    return replace(_mapped(knowledge, (), visit), language=language)


Visit = Callable[[TranslatableText], Words]


def _mapped(record: P, path: tuple[str, ...], visit: Visit, owner: Placed | None = None) -> P:
    changed: dict[str, Any] = {}
    for spec in text_fields(type(record)).values():
        value = getattr(record, spec.attribute)
        if not (value or _is_free(record, spec)) or _is_fixed(record, spec):
            continue
        new = _new(record, spec, value, "/".join((*path, spec.name)), visit, owner or record)
        if new is not value and (new or value):
            changed[spec.attribute] = new if new or isinstance(value, tuple) else None
    return replace(record, **changed) if changed else record


def _new(
    record: Placed, spec: FieldSpec, value: Any, name: str, visit: Visit, owner: Placed
) -> Any:
    needed = spec.name not in FREE and not _is_known_unit(record)

    def text(name: str, source: Words | None) -> Any:
        needs = needed and bool(source)
        return visit(TranslatableText(name, source or (), spec, owner, needs))

    match spec.type:
        case Named() | Many(Record()):
            inside = None if isinstance(record, Knowledge) else owner
            return tuple(
                _mapped(each, (name, as_part(key)), visit, inside)
                for key, each in keyed(value).items()
            )
        case Record():
            return _mapped(value, (name,), visit, owner)
        case Many(Prose()):
            return tuple(text(f"{name}/{n}", each) for n, each in enumerate(value, 1))
        case Variants():
            return tuple(
                replace(each, text=text(f"{name}/{n}", each.text))
                for n, each in enumerate(value, 1)
            )
    return text(name, value)


def as_part(key: str) -> str:
    """``key`` as a part of a name; only the words of a glossary may hold a slash."""
    return key.replace("/", "%2F")


def keyed(records: tuple[Any, ...]) -> dict[str, Any]:
    """``records`` by the keys that translations call them: ids, terms, or days."""
    by_key: dict[str, Any] = {}
    for each in records:
        names = (getattr(each, name, "") for name in ("id", "term", "date"))
        key = first = str(next(filter(None, names), ""))
        number = 1
        while key in by_key:
            number += 1
            key = f"{first}-{number}"
        by_key[key] = each
    return by_key


def _is_free(record: Placed, spec: FieldSpec) -> bool:
    """True for what a language may have where the source has nothing."""
    return spec.name in FREE or isinstance(record, Unit)


def _is_known_unit(record: Placed) -> bool:
    """True for a unit that every language says by itself."""
    if not isinstance(record, Unit):
        return False
    word = record.other.strip()
    known = word == "%" or not DURATIONS.isdisjoint((word, f"{word}s"))
    return known or (len(word) == 3 and word.isupper())


def _is_fixed(record: Placed, spec: FieldSpec) -> bool:
    """True for the value of a fact that holds no words: it is the same in every language."""
    if not isinstance(record, Fact) or spec.name != "value":
        return False
    words = placeholders.replace(record.value, lambda _: "")
    is_value = scalars.number(record.value.strip()) or scalars.day(record.value.strip())
    return bool(is_value) or not any(map(str.isalpha, words))


class _LanguageReader(NamedTuple):
    """Reads one file of a language; texts go to ``texts``, problems to ``report``."""

    texts: dict[str, Words]
    report: Report

    def record(self, node: Node, record: Placed, path: tuple[str, ...]) -> None:
        cls = type(record)
        known = text_fields(cls)
        if not isinstance(node, MapNode):
            about = {"what": what(cls), "found": found(node), "why_keys": ", ".join(known)}
            self.report(Problem("not-a-mapping", node.at, about))
            return
        for key, value in node.entries:
            if key in known and not _is_fixed(record, known[key]):
                self.field(ValuePlace(key, value, cls), known[key], record, path)
            elif key in fields_of(cls):
                self.report(Problem.of("structure-in-translation", key, key=key, what=what(cls)))
            else:
                meant = hints.key(key, known) or nearest(key, known)
                about = {"key": key, "what": what(cls), "nearest": meant, "why_where": ""}
                why = f"It can have: {', '.join(known)}."
                self.report(Problem.of("unknown-key", key, **about, why_keys=why))

    def field(
        self, place: ValuePlace, spec: FieldSpec, record: Placed, path: tuple[str, ...]
    ) -> None:
        source = getattr(record, spec.attribute)
        name = "/".join((*path, spec.name))
        if not source and not _is_free(record, spec):
            self.report(Problem.of("nothing-to-translate", place.key, key=place.key))
            return
        match spec.type:
            case Named() | Many(Record()):
                self.records(place, spec, keyed(source), name)
            case Record(_, shorthand):
                node = place.value
                if shorthand and isinstance(node, Scalar):
                    node = MapNode(((Text(shorthand, node.at), node),), node.at)
                self.record(node, source, (name,))
                if isinstance(source, Unit) and isinstance(node, MapNode):
                    self.forms(node, name)
            case Many(Prose()) | Variants():
                faults: list[Problem] = []
                listed = value_of(place.value, OneOrMany(Prose()), place, faults.append)
                for fault in faults:
                    self.report(fault)
                if not faults and len(listed) != len(source):
                    first = source[0] if isinstance(source[0], Text) else source[0].text
                    why = f"has {len(listed)} in place of {len(source)} texts"
                    self.report(differs(place.at, first.at, why))
                for number, text in enumerate(listed or (), 1):
                    self.put(f"{name}/{number}", text)
            case type_:
                self.put(name, value_of(place.value, type_, place, self.report))

    def forms(self, node: MapNode, name: str) -> None:
        """Another language has other forms of a unit; the source's don't fill up its own."""
        for form, spec in fields_of(Unit).items():
            if not spec.required:
                self.texts.setdefault(f"{name}/{form}", Text("", node.at))
            elif node.get(form) is None:
                self.report(Problem("missing-field", node.at, field_particulars(Unit, form)))

    def records(
        self, place: ValuePlace, spec: FieldSpec, known: Mapping[str, Placed], name: str
    ) -> None:
        shorthand = spec.type.shorthand if isinstance(spec.type, Named) else None
        for id, node in self.by_id(place):
            if id not in known:
                about = {"id": id, "what": spec.name, "nearest": nearest(id, known)}
                self.report(Problem.of("unknown-translation", id, **about))
                continue
            if shorthand and isinstance(node, Scalar):
                node = MapNode(((Text(shorthand, id.at), node),), id.at)
            self.record(node, known[id], (name, as_part(id)))

    def by_id(self, place: ValuePlace) -> Iterator[tuple[Text, Node]]:
        """The records at ``place`` by id; a list of them may give each its ``id``."""
        node = place.value
        if isinstance(node, MapNode):
            yield from node.entries
            return
        for item in node if isinstance(node, Sequence) else ():
            id = item.get("id") if isinstance(item, MapNode) else None
            if isinstance(item, MapNode) and isinstance(id, Scalar):
                rest = tuple((key, value) for key, value in item.entries if key != "id")
                yield id.text, MapNode(rest, item.at)
            else:
                self.report(place.problem("not-named", item, why_mend="Write each with its id."))
        if not isinstance(node, Sequence):
            self.report(place.problem("not-named", node, why_mend="Write each with its id."))

    def put(self, name: str, words: Words | None) -> None:
        if words is None or words == "":
            return
        before = place_of(self.texts.get(name))
        if before:
            at = place_of(words) or before
            self.report(Problem("given-twice", at, {"field": name}, (before,)))
        self.texts[name] = words


def read_texts(root: Node, knowledge: Knowledge, texts: dict[str, Words], report: Report) -> None:
    """Put the texts that one file of a language gives into ``texts``; problems to ``report``."""
    _LanguageReader(texts, report).record(root, knowledge, ())


def differs(at: Mark, source: Mark, why: str) -> Problem:
    """The problem that a translation has other parts than its source."""
    about = {"where": f"{source.file}:{source.line}", "why": why}
    return Problem("translation-differs", at, about, (source,))


def differences(source: Words, words: Words) -> Iterator[Problem]:
    """The parts that a translation has lost of its source, or invented, as a problem."""
    if isinstance(source, Text) and isinstance(words, Text):
        before, after = parts_of(source), parts_of(words)
        lost, new = (", ".join(each.elements()) for each in (before - after, after - before))
        said = (f"has lost {lost}" if lost else "", f"has invented {new}" if new else "")
        if why := " and ".join(filter(None, said)):
            yield differs(words.at, source.at, why)


def parts_of(text: str) -> Counter[str]:
    """The placeholders, links, callouts and lists of a text, each as a translator sees it."""
    parts = Counter(text[each.start : each.end] for each in placeholders.find(text))
    if "](" in text or "<" in text:
        # Headings have other names in another language.
        links = ((each[1] or each[2]).partition("#")[0] for each in LINK.finditer(text))
        parts.update(f"the link to {each or 'a heading'}" for each in links if "{{" not in each)
    parts.update(f"the callout [!{each.upper()}]" for each in CALLOUT.findall(text))
    inside = ""
    for line in text.splitlines():
        item = ITEM.match(line.lstrip(" >"))
        kind = ("a list" if item[1] else "a numbered list") if item else ""
        if kind and kind != inside:
            parts[kind] += 1
        # A list goes on over empty lines and lines that are indented.
        if kind or (line.strip(" >") and not line.startswith(" ")):
            inside = kind
    return parts


def changed_words(before: str, after: str) -> str:
    """The difference of two texts, word by word: ``within [-3-]{+5+} days``.

    >>> changed_words("You have 3 days to pay.", "You have 5 days to pay.")
    '… have [-3-]{+5+} days …'
    """
    # Loaded where something has changed.
    from difflib import SequenceMatcher

    old, new = before.split(), after.split()
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    shown: list[str] = []
    for number, (kind, start, end, at, to) in enumerate(steps):
        if kind != "equal":
            gone = f"[-{' '.join(old[start:end])}-]" if end > start else ""
            shown.append(gone + (f"{{+{' '.join(new[at:to])}+}}" if to > at else ""))
        elif to - at <= 2:
            shown += new[at:to]
        else:
            # A word on either side shows where it is.
            first = new[at : at + 1] if number else []
            last = new[to - 1 : to] if number < len(steps) - 1 else []
            shown += [*first, "…", *last]
    return " ".join(shown)
