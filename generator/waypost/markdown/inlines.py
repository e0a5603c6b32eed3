"""The running text of one block: links and pictures judged, placeholders put in as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from waypost.markdown.extensions import BROKEN
from waypost.markdown.link_targets import Names, Place
from waypost.markdown.links import Refusal, Target, judge_link, judge_picture
from waypost.markdown.markdown_parser import AT
from waypost.markdown.offsets import Spots
from waypost.markdown.placeholder_masks import COLON, Masked, neutral
from waypost.markdown.text_finding import Finding
from waypost.model import placeholders
from waypost.model.facts import Facts
from waypost.model.placeholders import Placeholder

FACT: Final = "fact"
HTML: Final = re.compile(
    r"</?(?:a|b|base|br|button|center|details|div|em|font|form|h[1-6]|hr|i|iframe|img|input|kbd|li"
    r"|link|meta|object|embed|ol|p|script|span|strong|style|sub|summary|sup|svg|table|td|th|tr|u|ul"
    r"|video)(?:[\s/][^<>]{0,200})?>|<!--",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Work:
    """One text while it is converted: what is known, and what was found."""

    masked: Masked
    spots: Spots
    names: Names
    facts: Facts
    answers: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)
    links: list[Target] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def find(self, code: str, offset: int, about: Mapping[str, str], width: int = 1) -> None:
        """Note what is wrong, in the words that were typed."""
        said = {name: self.unmask(value).replace(COLON, ":") for name, value in about.items()}
        self.findings.append(Finding(code, offset, said, width))

    def say(self, place: Placeholder) -> str:
        """What stands for a placeholder, or the placeholder as typed where nothing does."""
        if place.family == placeholders.FACTS and place.name in self.facts:
            value = self.facts.value(place.name) if place.bare else self.facts.text(place.name)
            return neutral(value)
        if place.family == placeholders.ANSWERS and place.name in self.answers:
            return neutral(self.answers[place.name])
        return self.masked.typed(place)

    def unmask(self, text: str) -> str:
        """``text`` with its placeholders put in, as plain text."""
        parts = self.masked.parts(text)
        return "".join(part if isinstance(part, str) else self.say(part) for part in parts)

    def address(self, text: str) -> str:
        """An address with bare values put in."""
        parts = self.masked.parts(text)
        made = [part if isinstance(part, str) else self._bare(part) for part in parts]
        return "".join(made).replace(COLON, ":")

    def title(self, place: Place) -> str:
        """An entry's title with its placeholders put in."""
        return neutral(placeholders.replace(place.title, self._known))

    def _known(self, place: Placeholder) -> str | None:
        known = place.family == placeholders.FACTS and place.name in self.facts
        return self.say(place) if known else None

    def _bare(self, place: Placeholder) -> str:
        known = place.family == placeholders.FACTS and place.name in self.facts
        return neutral(self.facts.value(place.name)) if known else self.say(place)


def settle(inline: Token, work: Work) -> None:
    """Make the children of ``inline`` fit to be published."""
    children = inline.children or []
    _spot_html(inline, children, work)
    _spot_broken_links(inline, children, work)
    made: list[Token] = []
    targets: list[Target | None] = []
    for token in children:
        match token.type:
            case "link_open":
                targets.append(_open_link(token, inline, work))
                made += [token] if targets[-1] else []
            case "link_close":
                made += _close_link(token, made, targets.pop(), work)
            case "image":
                made += _image(token, inline, work)
            case "text" if targets and targets[-1] and _is_auto(made):
                made.append(_text(_auto_title(token, targets[-1], work)))
            case "text" | "text_special":
                made += _texts(token.content, work)
            case "code_inline":
                token.content = work.unmask(token.content)
                made.append(token)
            case _:
                made.append(token)
    inline.children = made


def _open_link(token: Token, inline: Token, work: Work) -> Target | None:
    written = work.address(str(token.attrs.get("href", "")))
    verdict = judge_link(written, work.names)
    if isinstance(verdict, Refusal):
        _refuse(verdict, token, inline, work)
        return None
    work.links.append(verdict)
    title = str(token.attrs.get("title", ""))
    token.attrs = {"href": verdict.href}
    if title:
        token.attrs["title"] = work.unmask(title)
    if verdict.external and verdict.href.startswith("https:"):
        token.attrs["rel"] = "external noopener noreferrer"
    return verdict


def _refuse(refusal: Refusal, token: Token, inline: Token, work: Work) -> None:
    offset = work.spots.inside(inline, token.meta.get(AT, 0))
    work.find(refusal.code, offset, refusal.about)


def _close_link(token: Token, made: list[Token], target: Target | None, work: Work) -> list[Token]:
    if target is None:
        return []
    if made[-1].type == "link_open":
        return [_text(work.title(target.place) if target.place else target.href), token]
    return [token]


def _is_auto(made: list[Token]) -> bool:
    return bool(made) and made[-1].type == "link_open" and made[-1].info == "auto"


def _auto_title(token: Token, target: Target | None, work: Work) -> str:
    place = target.place if target else None
    return work.title(place) if place else work.unmask(token.content)


def _image(token: Token, inline: Token, work: Work) -> list[Token]:
    """The picture, or its description where it can't be shown."""
    alt = work.unmask(_words(token.children or []))
    verdict = judge_picture(work.address(str(token.attrs.get("src", ""))), work.names)
    if isinstance(verdict, Refusal):
        _refuse(verdict, token, inline, work)
        return [_text(alt)] if alt else []
    work.pictures.append(verdict.href)
    title = work.unmask(str(token.attrs.get("title", "")))
    token.attrs = {"src": verdict.href, "alt": alt, "loading": "lazy", "decoding": "async"}
    if verdict.size:
        token.attrs |= dict(zip(("width", "height"), verdict.size, strict=True))
    if title:
        token.attrs["title"] = title
    token.content = alt
    return [token]


def _words(tokens: list[Token]) -> str:
    """Tokens as plain words: what stands for a picture that isn't seen."""
    words = []
    for token in tokens:
        if token.type == "image":
            words.append(_words(token.children or []))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        else:
            words.append(token.content)
    return "".join(words)


def _texts(content: str, work: Work) -> Iterator[Token]:
    for part in work.masked.parts(content):
        if isinstance(part, str):
            yield _text(part)
        elif part.family == placeholders.FACTS and part.name in work.facts:
            yield Token(FACT, "", 0, content=work.say(part), meta={"id": part.name})
        else:
            yield _text(work.say(part))


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _spot_html(inline: Token, children: list[Token], work: Work) -> None:
    """Tell once about HTML, which is shown as it was typed."""
    if "<" not in inline.content or any(found.code == "html-in-text" for found in work.findings):
        return
    for token in children:
        match = HTML.search(token.content) if token.type == "text" else None
        place = inline.content.find(match[0]) if match else -1
        if match and place >= 0 and inline.content[place - 1 : place] != "\\":
            offset = work.spots.inside(inline, place)
            work.find("html-in-text", offset, {"tag": match[0]}, len(match[0]))
            return


def _spot_broken_links(inline: Token, children: list[Token], work: Work) -> None:
    """Tell about links that readers would see as they were typed."""
    if not BROKEN.search(inline.content):
        return
    for token in children:
        for match in BROKEN.finditer(token.content) if token.type == "text" else ():
            place = inline.content.find(match[0])
            if place >= 0:
                offset = work.spots.inside(inline, place)
                work.find("broken-link", offset, {"text": match[0]}, len(match[0]))
