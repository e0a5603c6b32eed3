"""Markdown with questions: headings, bold lines, items, `<details>`; or an article a file."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any, Final

import yaml

from waypost.core.nodes import NULLS
from waypost.edit.yaml_writer import Plain
from waypost.exchange import table
from waypost.exchange.field_words import HIDING, is_hidden
from waypost.exchange.import_result import Found, ImportResult, Missed, PageTitle, quoted
from waypost.exchange.markdown_marks import DEEP, MarkedText, QuestionMark, marked, without_label
from waypost.exchange.markdown_text import IMPORT, Comments, Definitions, faithful
from waypost.exchange.other_marks import ESCAPED, read_marks
from waypost.markdown.from_html import ended
from waypost.markdown.outline import outline
from waypost.model import ids

FAQ_NAME: Final = re.compile(r"faq|f\.a\.q|questions|troubleshoot|fragen|preguntas", re.IGNORECASE)
"""Names of files and pages on which every part is a question, whether it asks or not."""

NO_TOPIC: Final = re.compile(
    r"\W*(?:q\s?&\s?a\W*)?(?:faqs?|frequently asked questions|common questions|questions?"
    r"|häufig(?:e| gestellte) fragen|fragen und antworten|foire aux questions|questions fréquentes"
    r"|preguntas frecuentes|perguntas frequentes|domande frequenti|veelgestelde vragen"
    r"|よくある質問|常见问题)?\W*(?:\(?faqs?\)?)?\W*",
    re.IGNORECASE,
)
"""Headings above questions that say only that they are some."""

CONTENTS: Final = re.compile(
    rb"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[^\n]*\]\(#[^)\n]*\)[ \t]*$"
    rb"|^[ \t]*(?:[-*+] .*\n)?\{:[^}\n]*\}[ \t]*$|^\[\[?_?toc_?\]\]?[ \t]*$"
    rb"|^[ \t]*<a\b[^<>\n]*>[ \t]*</a>[ \t]*$|^\([^()\s]+\)=[ \t]*$"
    rb"|^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*\[[^\]\n]*\]\(#[^)\n]*\)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Lines of a table of contents, rules, and links back to the top: they belong to the page."""

ANCHOR: Final = re.compile(rb"(?:<a\b[^<>]*\b(?:id|name)=[\"']?|^\()([^\"'\s<>()]+)", re.M)
INCLUDES: Final = re.compile(
    r"^[ \t]*(?:(`{3,}|:{3,})\{?(?:include|toctree)\b.*?^[ \t]*\1|--8<--.*?$|\{!.*?!\}"
    r"|\.\. include::.*?$"
    r"|\{[%{]-?<?\s*#?include\b[^{}]*\}\}?|<[A-Z]\w* */>)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
"""A mark that stands for a text of another file."""

INCLUDED: Final = "it holds nothing but what it includes from elsewhere"

SUFFIX: Final = re.compile(r"[ _-]+[0-9a-f]{32}\Z")
"""The number that Notion writes behind the names of pages."""

PROPERTIES: Final = re.compile(r"(# [^\n]+\n\n)((?:[^\W\d_][^:\n]{0,60}: [^\n]+\n)+)(?=\n|\Z)")
"""The title of a page of Notion's, and what its database says of it."""

SAID: Final = ("title", "description", "category", "categories", "section", "tags", "keywords")
"""Settings of front matter that readers see."""

ANSWER: Final = re.compile(
    r"\A\s*(?:\*\*|__)?(?:A|Answer|Antwort|Respuesta|Resposta|R|Réponse|答|Ответ)\s*\d*"
    r"(?:[:：](?:\*\*|__)?|(?:\*\*|__)[:：])[ \t]*"
)


def read(text: str, name: str = "", topic: str = "", *, one_of_many: bool = False) -> ImportResult:
    """Read a Markdown file called ``name``; ``topic`` is what its folder says.

    One of many files that hasn't mostly questions is an article.
    """
    return ImportResult.of(from_text(text, name, topic, one_of_many=one_of_many))


def from_text(
    text: str, name: str, topic: str = "", *, one_of_many: bool = False, typed_ids: bool = True
) -> list[Found | Missed]:
    """The questions of a text; `read` tells the rest. ``typed_ids`` become ids of entries."""
    text = read_marks(text)
    start, settings, faults = front_matter(text)
    if SUFFIX.search(PurePosixPath(name).stem) and (found := PROPERTIES.match(text)):
        pairs = [line.partition(": ")[::2] for line in found[2].splitlines()]
        settings = {key.lower(): value for key, value in pairs}
        text = found[1] + "\n" * len(pairs) + text[found.end() :]
        told = [pair for pair in pairs if pair[0].lower() not in (*SAID, *HIDING)]
        why = "is a property of the page, in no entry"
        faults = [
            Missed("line 3", f"{quoted(': '.join(pair))} {why}", True, ": ".join(pair))
            for pair in told
        ]
    page = _Page(marked(text, start), start, settings, name, topic)
    page.typed_ids = typed_ids
    rows = list(page.article() if page.is_article(one_of_many) else page.questions())
    if not any(isinstance(row, Found) for row in rows):
        rows = [replace(row, minor=row.why == INCLUDED) for row in rows if isinstance(row, Missed)]
        rows = rows or [Missed("the file", "it holds no question with an answer")]
    return [*faults, *rows, *_unused(settings, [row for row in rows if isinstance(row, Found)])]


def front_matter(text: str) -> tuple[int, dict[str, Any], list[Missed]]:
    """The character at which the text starts, after settings between ``---`` or ``+++`` lines."""
    found = re.match(r"(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", text, re.S | re.M)
    if not found:
        return 0, {}, []
    try:
        if found[1] == "---":
            read: Any = yaml.load(found[2], Loader=yaml.BaseLoader)  # noqa: S506 (texts alone)
        else:
            import tomllib

            read = tomllib.loads(found[2])
    except (ValueError, RecursionError, yaml.YAMLError) as reason:
        why = f"its settings can't be read ({str(reason).splitlines()[0]})"
        return found.end(), {}, [Missed("line 1", why, minor=True, text=found[2])]
    pairs = read.items() if isinstance(read, dict) else ()
    known = {str(key).lower(): value for key, value in pairs if str(value) not in NULLS}
    return found.end(), known, []


def _unused(settings: Mapping[str, Any], entries: Sequence[Found]) -> Iterator[Missed]:
    """The settings for readers that are in no entry."""
    fields = [each.fields for each in entries]
    known = {str(value) for each in fields for value in each.values()}
    known |= {str(tag) for each in fields for tag in each.get("tags", ())}
    for name in SAID:
        for text in _list(settings, name):
            answers = (str(each.get("answer")) for each in fields)
            if without_label(text) not in known and not any(text in each for each in answers):
                yield Missed(
                    "line 1", f"{quoted(text)} is the page's {name}, in no entry", True, text
                )


class _Page:
    """One Markdown file on its way to records."""

    def __init__(
        self, source: MarkedText, start: int, settings: Mapping[str, Any], name: str, topic: str
    ) -> None:
        self.source = source
        self.start = len(source.data.decode()[:start].encode())
        self.settings = settings
        self.name = name
        self.typed_ids = True
        self.topic = _text(settings, "category", "categories", "section") or topic
        self.comments = Comments(source)
        self.definitions = Definitions(source)
        self.marks = source.marks
        self.starts = [each.start for each in self.marks]
        self.asks = [0, *accumulate(each.asks for each in self.marks)]
        tops = [each for each in self.marks if each.level == 1]
        self.title = None if len(tops) != 1 or "title" in settings else tops[0]
        told = (
            f"{PurePosixPath(name).stem} {settings.get('title')} {self.title and self.title.words}"
        )
        self.listed = bool(FAQ_NAME.search(told))
        self.asked = self._asked()

    def _asked(self) -> list[QuestionMark]:
        """The marks that are questions, in order."""
        headings = [each for each in self.marks if each.level < DEEP]
        beside = self._beside(headings)
        asking = {each.level for each in headings if each.asks}
        if self.listed:
            asking = set(range(DEEP))
        others = [each for each in self.marks if each.level == DEEP]
        siblings = sum(each.asks for each in others) * 2 >= len(others)
        made: list[QuestionMark] = []
        for mark in self.marks:
            over = made[-1] if made else None
            last = over.reach if over and (over.level < DEEP or over.end) else 0
            if mark.start < last and not (mark.asks and mark.level < DEEP):
                continue
            if mark.level == DEEP:
                taken = mark.asks or (siblings and bool(made) and made[-1].level == DEEP)
            else:
                taken = mark.asks or (
                    (mark.level in asking or mark.number in beside)
                    and mark is not self.title
                    and self._leaf(mark)
                )
            if taken and not CONTENTS.fullmatch(self._line(mark)) and not self._only_titles(mark):
                made.append(mark)
        return made

    def _beside(self, headings: Sequence[QuestionMark]) -> set[int]:
        """The numbers of the headings of whose siblings at least half are topics of questions."""
        above: list[QuestionMark] = []
        siblings: dict[tuple[int, int], list[QuestionMark]] = {}
        for mark in headings:
            above = [each for each in above if each.level < mark.level]
            siblings.setdefault((above[-1].number if above else -1, mark.level), []).append(mark)
            above.append(mark)
        return {
            mark.number
            for marks in siblings.values()
            if 0 < len(marks) <= 2 * sum(map(self._holds, marks))
            for mark in marks
        }

    def _only_titles(self, mark: QuestionMark) -> bool:
        """True for a title that asks, such as “Have a question?”, right above questions."""
        below = self.marks[mark.number + 1 : mark.number + 2] if mark is self.title else ()
        return any(
            each.asks and not self.definitions.data[mark.body : each.start].strip()
            for each in below
        )

    def _holds(self, mark: QuestionMark) -> bool:
        """True for a heading with questions below it."""
        return self.asks[bisect_left(self.starts, mark.reach)] > self.asks[mark.number + 1]

    def _line(self, mark: QuestionMark) -> bytes:
        return self.source.data[mark.start : self.source.data.find(b"\n", mark.start)]

    def _leaf(self, mark: QuestionMark) -> bool:
        """True for a heading with text below it, and no question."""
        later = bisect_left(self.starts, mark.reach)
        inner = later > mark.number + 1
        # On a page of questions what stands only above other headings is a topic.
        own = self.starts[mark.number + 1] if inner and self.listed else mark.reach
        text = CONTENTS.sub(b"", self.definitions.data[mark.body : own])
        return not self._holds(mark) and bool(text.strip())

    def is_article(self, one_of_many: bool) -> bool:
        """True where the whole file is one entry."""
        headings = [m for m in self.marks if m is not self.title and m.level < DEEP]
        few = sum(mark.level < DEEP for mark in self.asked) * 2 < len(headings)
        deep = any(mark.level == DEEP for mark in self.asked)
        if not self.asked:
            return one_of_many or bool(self._title())
        return one_of_many and not self.listed and (few or deep)

    def _title(self) -> str:
        return _text(self.settings, "title") or (self.title.words if self.title else "")

    def article(self) -> Iterator[Found | Missed]:
        """The whole file as one entry."""
        title = self._title()
        start = self.start
        first = next((each for each in self.marks if each.level == 1 and each.words == title), None)
        if heading := self.title or first:
            head = CONTENTS.sub(b"", self.source.data[start : heading.start]).decode()
            start = start if IMPORT.sub("", head).strip() else heading.body
        name = PurePosixPath(self.name).stem
        name = self.topic or name if name.casefold() in ("index", "_index", "readme") else name
        title = title or in_words(name)
        mark = QuestionMark(
            1, title, start, start, id=_text(self.settings, "slug", "id"), asks=True
        )
        yield from self._question(mark, len(self.source.data), self.topic, alone=True)
        yield from self.definitions.unused()

    def questions(self) -> Iterator[Found | Missed]:
        """The questions with their answers; a heading above them that asks nothing is a topic."""
        topics: dict[int, str] = {}
        done = self.start
        asked = {mark.number for mark in self.asked}
        starts = [*(mark.start for mark in self.asked), len(self.source.data)]
        marks = [mark for mark in self.marks if mark.level < DEEP or mark.number in asked]
        left: list[tuple[int, int, QuestionMark | None]] = []
        named: list[QuestionMark] = []
        used: set[str] = set()
        for number, mark in enumerate(marks, start=1):
            if mark.start < done:
                continue
            left.append((done, mark.start, None))
            if mark.level < DEEP:
                topics = {level: name for level, name in topics.items() if level < mark.level}
            next_asked = starts[bisect_right(starts, mark.start)]
            if mark.number in asked:
                done = min(mark.reach, next_asked)
                above = [name for level, name in sorted(topics.items()) if level < mark.level]
                topic = above[-1] if above else self.topic
                for row in self._question(mark, done, topic):
                    used |= {topic} if isinstance(row, Found) else set()
                    yield row
                if mark.end and self.source.data[done : done + 9].lower() == b"</details":
                    done = self.source.data.index(b">", done) + 1
            elif mark is self.title or NO_TOPIC.fullmatch(mark.words):
                done = mark.body
                why = f"{quoted(mark.words)} is the page's title, in no entry"
                kind = Missed if mark.asks or NO_TOPIC.fullmatch(mark.words) else PageTitle
                yield kind(f"line {self.source.line(mark.start)}", why, True, mark.words)
            else:
                topics[mark.level] = mark.words
                named.append(mark)
                done = mark.body
                if next_asked >= mark.reach:
                    done = min([mark.reach, *(each.start for each in marks[number : number + 1])])
                    left.append((mark.start, done, mark))
        left.append((done, len(self.source.data), None))
        told = {id(heading) for _, _, heading in left}
        for mark in named:
            if mark.words not in used and id(mark) not in told:
                why = f"{quoted(mark.words)} is a topic without questions of its own"
                yield Missed(f"line {self.source.line(mark.start)}", why, True, mark.words)
        for first, last, heading in left:
            yield from self._left(first, last, heading)
        yield from self.definitions.unused()

    def _left(self, start: int, end: int, heading: QuestionMark | None) -> Iterator[Missed]:
        body = max(start, heading.body if heading else 0)
        text = CONTENTS.sub(b"", self.comments.without(body, end, self.definitions.data)).decode()
        notes = self.comments.within(body, end)
        bare = heading is not None and not self.definitions.data[body:end].strip(b" \t\n\f-*_")
        if text.strip() or notes or bare:
            space = len(text) - len(text.lstrip()) if not heading else 0
            lines = self.source.data[start:end]
            first = start + len(lines) - len(lines.lstrip()) if space else start
            # Signs of a text that was HTML are escaped.
            text = text if self.typed_ids else ESCAPED.sub(r"\1", text)
            words = " ".join((heading.words if heading else "", text.strip(), *notes)).strip()
            why = f"{quoted(words)} belongs to no question"
            where = f"line {self.source.line(first)}"
            yield Missed(where, why, minor=heading is None, text=words)

    def _question(
        self, mark: QuestionMark, end: int, topic: str, *, alone: bool = False
    ) -> Iterator[Found | Missed]:
        if mark.table:
            yield from self._rows(mark, topic)
            return
        where = f"line {self.source.line(mark.start if not alone else self.start)}"
        question = without_label(mark.words)
        text = self.comments.without(mark.body, end, self.definitions.data).decode()
        if not alone:
            text = ANSWER.sub("", text, count=1) if ANSWER.match(text) else text
        text = text.lstrip(" ") if mark.level == DEEP else text
        # The breaks of the line before the answer, and before the next question.
        text = re.sub(r"\A(?:[ \t]*\\\n)+", "\n", re.sub(r"(?:\\\n[ \t]*)+\Z", "", text))
        text = re.sub(
            r"(?:\n[ \t]*(?:[-*_][ \t]*){3,}|\n[ \t]*\[[^\]\n]*\]\(#(?:top)?\))+\s*\Z", "", text
        )
        text = _dedented(text) if mark.end else text.strip("\n").rstrip()
        answer = self.definitions.added(faithful(text).strip("\n").rstrip(), question)
        question = self.definitions.raised(question, [])
        answer = answer if self.typed_ids else _raised(answer)
        if alone and (told := _text(self.settings, "description")) and told not in answer:
            answer = f"{told}\n\n{answer}".strip()
        notes = self.comments.within(mark.start, end)
        if alone and not INCLUDES.sub("", text).strip() and text.strip():
            yield Missed(where, INCLUDED, minor=True, text=f"{question} {text}")
            return
        if not answer.strip():
            words = " ".join((question, *notes))
            yield Missed(where, f"{quoted(question)} has no answer under it", text=words)
            return
        fields: dict[str, Plain] = {"question": question, "answer": ended(answer)}
        typed = re.search(rb"\{#[^\s{}]+\}[ \t#]*$", self._line(mark)) or alone
        own = ids.nearest_valid(mark.id) if typed and self.typed_ids else ""
        fields |= {"id": own} if own and own not in ids.RESERVED | ids.DEVICES else {}
        fields |= {"category": topic} if topic else {}
        fields |= {"tags": tags} if (tags := _list(self.settings, "tags", "keywords")) else {}
        fields |= {"draft": "yes"} if is_hidden(self.settings) else {}
        fields |= {"notes": " ".join(" ".join(notes).split())} if notes else {}
        old = _list(self.settings, "aliases", "redirect_from", "permalink", "url")
        above = self.source.data[self.start if alone else 0 : mark.start].rstrip()
        above = above if alone else above.rpartition(b"\n")[2]
        named = ANCHOR.findall(above + self._line(mark))
        anchors = [f"#{mark.id}"] if mark.id and not alone else [""]
        anchors += [f"#{name.decode()}" for name in named]
        yield Found(where, "faqs", fields, addresses=(*anchors, *old))

    def _rows(self, mark: QuestionMark, topic: str) -> Iterator[Found | Missed]:
        """The questions of a table that has them in a column."""
        first = self.source.line(mark.start)
        lines = self.source.data[mark.start : mark.end].decode().rstrip().split("\n")
        cells = [_cells(line) for line in lines]
        rows = [
            (f"line {number}", [*row, *[""] * (len(cells[0]) - len(row))])
            for number, row in enumerate(cells, start=first)
            if number != first + 1  # the line of dashes
        ]
        made = table.read(rows, topic=topic)
        for row in made.found:
            links = (f"[{address}]({address})" for address in row.addresses if address)
            answer = self.definitions.added("\n\n".join((str(row.fields["answer"]), *links)))
            fields = {**row.fields, "answer": ended(answer)}
            yield replace(row, fields=fields, cells={}, addresses=("",))
        yield from (replace(each, where=f"line {first}") for each in made.missed)


def in_words(name: str) -> str:
    """The name of a file or folder as readers know it."""
    name = re.sub(r"\A\d+[-_. ]+", "", SUFFIX.sub("", name))
    words = " ".join(re.sub(r"[-_]+", " ", name).split())
    return words[:1].upper() + words[1:]


def _cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    bare = re.sub(r"\A\s*\||(?<!\\)\|\s*\Z", "", line)
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", bare)]


def _raised(text: str) -> str:
    """A text that was HTML, with its highest headings on the third level."""
    lines, headings = text.split("\n"), list(outline(text))
    for each in headings:
        level = min(6, 3 + each.level - min(heading.level for heading in headings))
        lines[each.start] = "#" * level + lines[each.start].lstrip("#")
    return "\n".join(lines)


def _dedented(text: str) -> str:
    """An answer below an item or a label, without the indent that all its further lines share."""
    first, _, rest = text.strip("\n").partition("\n")
    if text.startswith("\n") or not first.strip():
        first, rest = "", text.strip("\n")
    lines = rest.split("\n")
    indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    # Four columns and more are code, unless all of it stands in an item.
    indent = min(indents, default=0)
    return (
        "\n".join([*([first.strip()] if first else []), *(line[indent:] for line in lines)])
        .strip("\n")
        .rstrip()
    )


def _text(settings: Mapping[str, Any], *names: str) -> str:
    return next(iter(_list(settings, *names)), "")


def _list(settings: Mapping[str, Any], *names: str) -> list[str]:
    for name in names:
        value = settings.get(name)
        values = (
            value
            if isinstance(value, list)
            else str(value or "").split(",")
            if "tag" in name or "key" in name
            else [value]
        )
        texts = [" ".join(str(each).split()) for each in values if isinstance(each, str | int)]
        if any(texts):
            return [each for each in texts if each]
    return []
