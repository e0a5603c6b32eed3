"""HTML to Markdown, for imports and for the Markdown copies of pages.

nh3 makes the HTML well-formed and harmless, `html-to-markdown` writes the Markdown. In between a
tree is made of what is imported, and what Markdown can't say is said otherwise: blocks in a cell or
in emphasis, definition lists, videos. Of the rivals ``markdownify`` leaves signs unescaped that a
line of plain words may begin with, puts lists into cells with their bullets and takes seven times
as long as our own code did; ``turndown`` needs Node, and its tables a plugin that loses cells with
paragraphs. Our own writer lost words of faulty nesting, first numbers of lists and addresses with
parentheses, and took five times as long.
"""

import re
import unicodedata
from collections.abc import Callable
from html import unescape
from itertools import count
from typing import Final

import nh3

from waypost.markdown.callouts import CALLOUTS, KINDS_ELSEWHERE
from waypost.markdown.html_tree import Tag, parsed
from waypost.markdown.outline import PARSER

KEPT: Final = {
    *("p", "br", "hr", "div", "strong", "b", "em", "i", "a", "ul", "ol", "li", "code", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
    *("blockquote", "del", "s", "strike"),
}
"""Tags that Markdown has signs for."""

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
IMPORTED: Final = KEPT | {
    *("img", "dl", "dt", "dd", "caption", "tfoot", "iframe", "video", "audio", "source", "embed"),
    *("section", "article", "figure", "figcaption", "details", "summary", "center", "address"),
    *("sub", "sup", "tt", "kbd", "samp", "aside", "input"),
}
"""Tags that are read of what is imported; of all others the words stay."""

ATTRIBUTES: Final = {
    "a": {"href", "id", "name"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "code": {"class"},
    "pre": {"class", "lang"},
    **{name: {"colspan", "rowspan"} for name in ("td", "th")},
    **{name: {"src", "title"} for name in ("iframe", "video", "audio", "source", "embed")},
    **{name: {"id"} for name in ("section", "details", "dt")},
    **{name: {"id", "class"} for name in (*HEADINGS, "div", "p")},
    "aside": {"class"},
    "input": {"type", "checked"},
}
MARKS: Final = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
EMPHASIS: Final = {"strong", "em", "del"}
BLOCKS: Final = {
    *("p", "div", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "dl", "dt", "dd"),
    *("tr", "section", "article", "aside", "figure", "figcaption", "details", "summary", *HEADINGS),
}
JOINED: Final = ("ul", "ol", "blockquote")
"""Blocks to which the library would join the next one in a quote."""

GRIDS: Final = {"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr"}
CALLOUT: Final = re.compile(
    r"(?:\A|.*[\s-])(?:callout|admonition(?:block)?|alert|custom-block)(?!\S)"
)
"""The class of a callout in other tools, and in ours; another one tells its kind."""

RAISED: Final = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
LOWERED: Final = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")

SPECIAL: Final = re.compile(
    r"([`*\[\]]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|&lt;|&amp;(?=[#a-zA-Z0-9]{2,32};))"
)
"""Signs that would be read as marks; `html-to-markdown` sees to those at the start of a line."""

TABLE: Final = re.compile(r"<table>.*?</table>", re.DOTALL)
PLACE: Final = re.compile("^(.*)\ufdd9([0-9]+)\ufdd9$", re.MULTILINE)
"""The line at which a table is put, which the library would indent too far in lists."""

AS_IT_IS: Final = re.compile(r"(<(code|pre)\b.*?</\2>|<[^>]*>)", re.DOTALL)
HTML: Final = re.compile(r"</?(?:p|div|br|ul|ol|li|table|h[1-6]|strong|em|b|i|span|a|img)\b[^<>]*>")
MARKDOWN: Final = re.compile(r"\]\(|\*\*|^(?:#{1,6}|[-*+]|\d+\.) |^```", re.MULTILINE)
ID: Final = re.compile(r"[\w.:-]+")
OPEN: Final = "\ufdd5"
CLOSE: Final = "\ufdd6"
ESCAPE: Final = "\ufdd7"
APART: Final = "\ufdd8"
BACKSLASH: Final = "\\"
"""Code points for what the library must leave as it is: the ends of an id, a backslash, and a line
before a quote, which it would join to the text above."""

TASK: Final = re.compile(r"\A\s*([☑☐])")
TASKS: Final = {"☑": "\ufddcx\ufddb ", "☐": "\ufddc \ufddb "}
CALLED: Final = {0xFDDA: "[!", 0xFDDC: "[", 0xFDDB: "]"}
"""The signs around the kind of a callout, and of the box of an item to tick off."""

UNSEEN: Final = {**dict.fromkeys(map(ord, f"{OPEN}{CLOSE}{APART}}}")), **CALLED}


def one_line(html: str) -> str:
    """The words of a title, which may hold entities and tags."""
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def is_html(text: str) -> bool:
    """True for a text that is HTML, and not Markdown with some in it."""
    return bool(HTML.search(text)) and (text.lstrip().startswith("<") or not MARKDOWN.search(text))


def ended(text: str) -> str:
    """``text`` with a line break at its end where it has several lines, as YAML shows it best."""
    return f"{text}\n" if "\n" in text else text


def written(html: str, *, careful: bool = False) -> str:
    """Well-formed HTML of the tags `KEPT` as Markdown; ``careful`` escapes whatever is a sign."""
    tables = TABLE.findall(html)
    numbers = count()
    made = _converted(TABLE.sub(lambda _: f"<p>\ufdd9{next(numbers)}\ufdd9</p>", html), careful)
    if len(PLACE.findall(made)) != len(tables):
        return _converted(html, careful)
    return PLACE.sub(lambda at: _put(at[1], _converted(tables[int(at[2])], careful)), made)


def _put(before: str, lines: str) -> str:
    """Lines behind the marks of the lists and quotes ``before`` them."""
    further = re.sub(r"[^>]", " ", before)
    return before + lines.replace("\n", f"\n{further}")


def _converted(html: str, careful: bool) -> str:
    from html_to_markdown import ConversionOptions, convert

    options = ConversionOptions(
        bullets="-",
        newline_style="backslash",
        compact_tables=True,
        autolinks=False,
        extract_metadata=False,
        keep_inline_images_in=[*HEADINGS, "td", "th", "a"],
        escape_asterisks=careful,
        escape_underscores=careful,
        escape_misc=careful,
    )
    # Texts, tags (or elements with code) and the names of these take turns.
    parts = AS_IT_IS.split(html.replace("!<a ", f"{ESCAPE}!<a "))
    if not careful:
        parts[::3] = [
            SPECIAL.sub(rf"{ESCAPE}\1", text) if SPECIAL.search(text) else text
            for text in parts[::3]
        ]
    parts[2::3] = [""] * len(parts[2::3])
    text = (convert("".join(parts), options).content or "").strip("\n")
    # Within links the library escapes brackets too, and two backslashes would be one in the text.
    text = text.replace(f"{ESCAPE}{BACKSLASH}", BACKSLASH).replace(ESCAPE, BACKSLASH)
    text = re.sub(f"^[ >]*{APART}\n|{APART}", "", text, flags=re.MULTILINE).translate(CALLED)
    return re.sub(
        f"{OPEN}(.*?){CLOSE}", lambda found: "{#" + found[1].replace("\\", "") + "}", text
    )


def markdown(html: str, comment: Callable[[str], object] = str) -> str:
    """HTML as Markdown, no heading above the third level; ``comment`` takes each comment."""
    if not re.search(r"<[a-zA-Z!/]|&[a-zA-Z#]", html):
        return html.replace("\r\n", "\n").strip()
    return from_tree(parsed(html, IMPORTED, ATTRIBUTES, comment=comment))


def from_tree(root: Tag, top: int = 3, *, page: bool = False) -> str:
    """A tree of `IMPORTED` as Markdown, no heading above the level ``top``. It changes the tree.

    Of a whole ``page`` headings keep their levels, and every id.
    """
    for part in root.walk():
        if part.tags and part.tags[0].name in HEADINGS and "id" in part.attributes:
            part.tags[0].attributes.setdefault("id", part.attributes["id"])
    headings = root.all(*HEADINGS)
    for tag in headings:
        inside = (a.attributes.get("id") or a.attributes.get("name") for a in tag.all("a"))
        tag.attributes.setdefault("id", next(filter(None, inside), ""))
    ids = {tag.attributes["id"] for tag in headings}
    links = [a for a in root.all("a") if a.attributes.get("href", "")[:1] == "#"]
    linked = {a.attributes["href"][1:] for a in links}
    for a in links:
        # Of links within the text those to headings lead on.
        if a.attributes["href"][1:] not in ids and not page:
            del a.attributes["href"]
    levels = sorted({tag.name for tag in headings})
    _plain(root)
    for tag in root.all(*HEADINGS):
        tag.name = tag.name if page else f"h{min(6, top + levels.index(tag.name))}"
        id = tag.attributes.pop("id", "")
        if ID.fullmatch(id) and (page or id in linked):
            tag.parts.append(f" {OPEN}{id}{CLOSE}")
    wanted = _seen(root.text())
    if wanted != _seen(_said(made := written(root.inner()))):
        _without_broken_marks(root)
        made = written(root.inner())
    if wanted != _seen(_said(made)):
        made = written(root.inner(), careful=True)
    return made


def _said(text: str) -> str:
    """The words of a Markdown text, as readers see them."""
    return unescape(re.sub(r"<[^>]*>", "", PARSER.html(text)))


def _seen(text: str) -> str:
    return "".join(text.translate(UNSEEN).split()).replace("{#", "")


def _plain(tag: Tag) -> None:
    """Say otherwise what Markdown can't say, the innermost first."""
    parts: list[Tag | str] = []
    for part in tag.parts:
        if isinstance(part, Tag):
            part.name = MARKS.get(part.name, part.name)
            if CALLOUT.match(part.attributes.get("class", "")) and part.words():
                _as_quote(part)
            if part.name != "pre":
                _plain(part)
            last = _last(parts)
            joined = last in JOINED and tag.name == "blockquote"
            begun = any(isinstance(each, Tag) or each.strip() for each in parts)
            if joined or (part.name == "blockquote" and begun):
                parts.append(Tag("p", {}, [APART]))
            parts += _replaced(part)
        else:
            # Lines that are indented are those of the page's source, not of its text.
            parts.append(re.sub(r"\n[ \t]+", " ", part) if part.strip() else part)
    tag.parts = parts if tag.name == "code" else _marks_within(parts)


def _as_quote(tag: Tag) -> None:
    """Make a callout the quote that says it in Markdown."""
    names = re.split(r"[\s-]+", tag.attributes.pop("class"))
    own = next((each for each in names if each in CALLOUTS or each in KINDS_ELSEWHERE), "note")
    kind = own.upper() if own in CALLOUTS else KINDS_ELSEWHERE[own]
    about = [
        e for e in tag.walk() if re.search("title|heading", e.attributes.get("class", "").lower())
    ]
    title: list[Tag | str] = []
    if about:
        title = [] if about[0].words().upper() == kind else [" ", *_inline(about[0], " ")]
        about[0].parts = []
    tag.name = "blockquote"
    tag.parts = [Tag("p", {}, [f"\ufdda{kind}\ufddb", *title]), *tag.parts]


def _last(parts: list[Tag | str]) -> str:
    """The name of the last element, unless words follow it."""
    last = next((part for part in reversed(parts) if isinstance(part, Tag) or part.strip()), "")
    return last.name if isinstance(last, Tag) else ""


def _replaced(tag: Tag) -> list[Tag | str]:
    match tag.name:
        case "pre":
            return [_code(tag)]
        case "code" | "tt" | "kbd" | "samp":
            tag.name, tag.parts = "code", [tag.text()]
            return [tag] if tag.text().strip() else tag.parts
        case "sup" | "sub":
            table = RAISED if tag.name == "sup" else LOWERED
            words = tag.text().strip()
            return [words.translate(table)] if all(ord(c) in table for c in words) else tag.parts
        case "iframe" | "video" | "audio" | "embed":
            return _media(tag)
        case "table":
            return _table(tag)
        case "li":
            within = next((each for each in tag.tags if each.name == "p" and not _loose(tag)), tag)
            if within.parts and isinstance(first := within.parts[0], str):
                within.parts[0] = TASK.sub(lambda box: TASKS[box[1]], first)
        case "input":
            boxes = "☑" if "checked" in tag.attributes else "☐"
            return [boxes * (tag.attributes.get("type") == "checkbox")]
        case "dl":
            return [_definitions(tag)]
        case "summary" | "figcaption" | "caption":
            return [Tag("p", {}, tag.parts)]
        case "strong" | "em" | "del" | "a" if any(each.name in BLOCKS for each in tag.walk()):
            return _around_blocks(tag)
        case "img" if not tag.attributes.get("src"):
            return [tag.attributes.get("alt", "")]
        case "a" if not tag.attributes.get("href") or not (tag.text().strip() or tag.all("img")):
            return tag.parts
    return [tag]


def _code(tag: Tag) -> Tag:
    named = " ".join(each.attributes.get("class", "") for each in tag.walk())
    language = re.search(r"\b(?:language|lang|highlight-source)-([\w+#-]+)", named)
    kind = {"class": f"language-{language[1]}"} if language else {}
    for each in tag.all("br"):
        each.name, each.parts = "span", ["\n"]
    return Tag("pre", {}, [Tag("code", kind, [tag.text().strip("\n")])])


def _media(tag: Tag) -> list[Tag | str]:
    """A video or sound as a link to it."""
    address = next((t.attributes["src"] for t in tag.walk() if t.attributes.get("src")), "")
    words = tag.attributes.get("title") or tag.words() or address
    return [Tag("a", {"href": address}, [words]), " "] if address else tag.parts


def _around_blocks(tag: Tag) -> list[Tag | str]:
    """A link or emphasis around blocks, put around the words in each of them."""
    made: list[Tag | str] = []
    for part in tag.parts:
        if isinstance(part, Tag) and any(each.name in BLOCKS for each in part.walk()):
            if part.name not in ("pre", "table"):
                part.parts = _around_blocks(Tag(tag.name, tag.attributes, part.parts))
            made.append(part)
        elif isinstance(part, Tag) or part.strip():
            made += _marks_within([Tag(tag.name, dict(tag.attributes), [part])])
    return made


def _definitions(tag: Tag) -> Tag:
    """A definition list as a list of its terms in bold, each with what is said of it."""
    made = Tag("ul")
    for part in tag.parts:
        term = isinstance(part, Tag) and part.name == "dt"
        if (part if isinstance(part, str) else part.text()).strip() == "":
            continue
        if term or not made.parts:
            made.parts.append(Tag("li"))
        item = made.tags[-1].parts
        if isinstance(part, str):
            item.append(part)
        elif term:
            end = "" if part.words()[-1] in ":?!." else ":"
            item += [Tag("strong", {}, _inline(part, " ")), end, " "]
        elif len(item) < 4 and [each.name for each in part.tags] == ["p"] and not _loose(part):
            item += part.tags[0].parts
        elif len(item) > 3 or any(each.name in BLOCKS for each in part.tags):
            item.append(Tag("p" if len(item) > 3 else "div", {}, part.parts))
        else:
            item += part.parts
    return made


def _loose(tag: Tag) -> str:
    return "".join(part for part in tag.parts if isinstance(part, str)).strip()


def _table(tag: Tag) -> list[Tag | str]:
    """A table whose cells hold words alone; the only cell of one is no table."""
    cells = [each for each in tag.walk() if each.name in ("td", "th")]
    if len(cells) < 2:
        return list(cells[0].parts if cells else tag.parts)
    for cell in cells:
        cell.parts = _inline(cell, " ")
    captions = [each for each in tag.tags if each.name == "p"]
    tag.parts = [each for each in tag.parts if each not in captions]
    return [*captions, tag]


def _inline(tag: Tag, joint: str) -> list[Tag | str]:
    """The words and marks of an element without its blocks, and commas between items."""
    made: list[Tag | str] = []
    for part in tag.parts:
        if isinstance(part, str):
            made.append(part if part.strip() or tag.name not in GRIDS else "")
            continue
        if part.name == "br":
            made.append(" ")
        elif part.name == "pre":
            made.append(Tag("code", {}, [part.words()]))
        elif part.name in BLOCKS or part.name in ("td", "th", "tbody", "thead"):
            between = ", " if part.name == "li" else joint
            if any((each if isinstance(each, str) else each.text()).strip() for each in made):
                made.append(between)
            made += _inline(part, joint)
        else:
            part.parts = _inline(part, joint)
            made.append(part)
    return made


def _marks_within(parts: list[Tag | str]) -> list[Tag | str]:
    """Emphasis as CommonMark can say it: spaces and outer signs move out, equal marks are one."""
    made: list[Tag | str] = []
    for at, part in enumerate(parts):
        if isinstance(part, str) or part.name not in EMPHASIS | {"a"}:
            made.append(part)
            continue
        before = made[-1] if made else ""
        if isinstance(before, Tag) and before.name == part.name and part.name != "a":
            before.parts += part.parts
            continue
        rest = parts[at + 1] if at + 1 < len(parts) else ""
        after = rest[:1] if isinstance(rest, str) else rest.text()[:1]
        previous = before[-1:] if isinstance(before, str) else before.text()[-1:]
        free = part.name == "a"
        lead = _moved(part, 0, not free and _is_word(previous))
        trail = _moved(part, -1, not free and _is_word(after))
        kept = [part] if part.text().strip() or part.all("img") else part.parts
        made += [*filter(None, [lead]), *kept, *filter(None, [trail])]
    return made


def _moved(tag: Tag, end: int, signs: bool) -> str:
    """Take the spaces at an end of an element, and the ``signs``, out of its outermost text."""
    if not tag.parts or not isinstance(text := tag.parts[end], str):
        return ""
    kept = text.rstrip() if end else text.lstrip()
    if signs and kept == text:
        drop = "".join(char for char in set(text) if not _is_word(char))
        kept = text.rstrip(drop) if end else text.lstrip(drop)
    tag.parts[end] = kept
    return text[len(kept) :] if end else text[: len(text) - len(kept)]


def _is_word(char: str) -> bool:
    return bool(char) and not char.isspace() and unicodedata.category(char)[0] not in "PS"


def _without_broken_marks(root: Tag) -> None:
    """Leave emphasis out of the blocks whose words would be seen with stray signs."""
    for block in root.walk():
        inside = {each.name for each in block.tags}
        if inside & EMPHASIS and not inside & BLOCKS:
            broken = _seen(_said(written(block.inner()))) != _seen(block.text())
            block.parts = _unmarked(block) if broken else block.parts


def _unmarked(tag: Tag) -> list[Tag | str]:
    made: list[Tag | str] = []
    for part in tag.parts:
        if isinstance(part, str):
            made.append(part)
            continue
        part.parts = _unmarked(part)
        made += part.parts if part.name in EMPHASIS else [part]
    return made
