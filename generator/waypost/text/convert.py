"""The converter: what an editor typed in, safe HTML and plain words out, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

from waypost import placeholders, watchdog
from waypost.facts import NO_FACTS, Facts
from waypost.model import NOWHERE
from waypost.nodes import Text
from waypost.problems import Problem, nearest
from waypost.text import limits
from waypost.text.blocks import LOWEST, TOP, settle_blocks, unused_names
from waypost.text.callouts import CALLOUTS, mark_callouts
from waypost.text.findings import Finding
from waypost.text.glance import Glance
from waypost.text.inlines import Work
from waypost.text.links import Target
from waypost.text.markup import add_rules, clean
from waypost.text.masks import COLON, Masked
from waypost.text.names import Names
from waypost.text.parser import References, deepest, make_parser
from waypost.text.plain import first_sentence, lead, plain
from waypost.text.spots import Spots

HEADING: Final = re.compile(rf"(</?h)([{TOP}-{LOWEST}])>")
NO_ANSWERS: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Made:
    """A text converted, wherever it stands."""

    html: Markup = field(default_factory=Markup)
    plain: str = ""
    lead: str = ""
    links: tuple[Target, ...] = ()
    pictures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """A text converted.

    ``html`` is safe on any page once `addresses.settle` has settled its links; its headings start
    at h3. ``lead`` is the first paragraph as plain text. ``links`` and ``pictures`` are what it
    leads to and shows, ``facts`` the ids it names.
    """

    html: Markup
    plain: str
    lead: str = ""
    links: tuple[Target, ...] = ()
    pictures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def first_sentence(self) -> str:
        """The verdict."""
        return first_sentence(self.lead)

    @property
    def inline(self) -> Markup:
        """The HTML without its paragraph, where it is a single one: for a list item or a cell."""
        single = self.html.startswith("<p>") and self.html.count("<p") == 1
        return self.html[3:-4] if single and self.html.endswith("</p>") else self.html

    def under(self, level: int) -> Markup:
        """The HTML with its headings moved to stand right under a heading of this level."""
        shift = level + 1 - TOP
        return Markup(  # noqa: S704 - a tag in the sanitised text can only be our own
            HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + shift, LOWEST)}>", self.html)
        )


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without markup, its placeholders put in. It is data: escape it like any other."""

    text: str
    problems: tuple[Problem, ...] = ()


class Converter:
    """Converts the texts of one knowledge base. Equal texts are converted once.

    ``before`` may know a text from an earlier run, ``after`` hears of each that was converted.
    """

    def __init__(self, names: Names | None = None, facts: Facts = NO_FACTS) -> None:
        self.names = names or Names()
        self.facts = facts
        self._made: dict[tuple[str, tuple[tuple[str, str], ...]], Made] = {}
        self.before: Callable[[str], Made | None] | None = None
        self.after: Callable[[str, Made], None] | None = None
        self._glance = Glance(facts)
        self._openings: dict[str, str] = {}
        self._parser = make_parser()
        self._parser.core.ruler.after("block", "callouts", _callouts)
        add_rules(self._parser)

    def convert(self, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Converted:
        """``text`` as safe HTML. ``answers`` are the labels for ``{{ answers.QUESTION }}``."""
        key = (str(text), tuple(answers.items()))
        if key not in self._made:
            with watchdog.on(_placed(text).mark(0)) as wanted:
                self._made[key] = self._make_once(str(text), answers) if wanted else Made()
        made = self._made[key]
        return Converted(
            made.html,
            made.plain,
            made.lead,
            made.links,
            made.pictures,
            made.facts,
            _problems(made.findings, text),
        )

    def _make_once(self, text: str, answers: Mapping[str, str]) -> Made:
        found = self.before(text) if self.before and not answers else None
        if found is None:
            found = self._make(text, answers)
            if self.after and not answers:
                self.after(text, found)
        return found

    def line(self, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Plain:
        """A title or label with its placeholders put in. Nothing else in it means anything."""
        if len(text) > limits.LONGEST_LINE:
            return Plain("", (limits.too_long(text, limits.LONGEST_LINE).within(_placed(text)),))
        if "{" not in text and "facts." not in text:
            return Plain(str(text))
        work = self._work(str(text), answers)
        problems = _problems(work.findings, text)
        return Plain(work.unmask(work.masked.text).replace(COLON, ":"), problems)

    def plain(self, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> str:
        """The words of ``text``, as `convert` gives them; most texts needn't be converted."""
        made = self._made.get((str(text), tuple(answers.items())))
        found = self._glance.plain(text) if made is None else made.plain
        return self.convert(text, answers).plain if found is None else found

    def opening(self, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> str:
        """The first sentence of ``text``: its verdict. Most texts needn't be converted to know."""
        if answers:
            return self.convert(text, answers).first_sentence
        found = self._openings.get(text)
        if found is None:
            found = self._glance.opening(text)
            found = self.convert(text).first_sentence if found is None else found
            self._openings[text] = found
        return found

    def _work(self, text: str, answers: Mapping[str, str]) -> Work:
        masked = Masked(text)
        work = Work(masked, Spots(masked.text), self.names, self.facts, answers)
        _placeholders(work, text)
        return work

    def _make(self, text: str, answers: Mapping[str, str]) -> Made:
        too_much = limits.excess(text)
        if too_much:
            return Made(findings=(too_much,))
        work = self._work(text, answers)
        try:
            tokens = self._tokens(work)
        except limits.TooSlowError:
            return Made(findings=(Finding("slow-text", 0, {"limit": f"{limits.SLOWEST:g}"}),))
        deep = deepest(tokens)
        if deep:
            return Made(findings=(Finding("deep-text", work.spots.of_block(deep)),))
        return self._publish(tokens, work, text)

    def _tokens(self, work: Work) -> list[Token]:
        references = References()
        unknown: list[tuple[Token, str]] = []
        env: dict[str, Any] = {"references": references, UNKNOWN: unknown}
        env["deadline"] = limits.Deadline()
        tokens = self._parser.parse(work.masked.text, env)
        if deepest(tokens):
            return tokens
        settle_blocks(tokens, work)
        unused_names(references, env.get("duplicate_refs", []), work)
        for token, name in unknown:
            about = {"name": name, "nearest": nearest(name, [kind.upper() for kind in CALLOUTS])}
            work.find("unknown-callout", work.spots.inside(token, 0), about, len(name) + 3)
        return tokens

    def _publish(self, tokens: list[Token], work: Work, text: str) -> Made:
        words = plain(tokens).replace(COLON, ":")
        html = self._parser.renderer.render(tokens, self._parser.options, {})
        if not words and not work.pictures and text.strip():
            # What would show nothing, such as `1.` or `[a]: b`, is shown as it was typed.
            typed = work.unmask(work.masked.text).strip()
            words = typed.replace(COLON, ":")
            html = f"<p>{escape(typed)}</p>"
        facts = [p.name for p in work.masked.places if p.family == placeholders.FACTS]
        return Made(
            Markup(clean(html)),  # noqa: S704 - this is what the allow-list leaves
            words,
            lead(tokens).replace(COLON, ":") or words.partition("\n")[0],
            tuple(dict.fromkeys(work.links)),
            tuple(dict.fromkeys(work.pictures)),
            tuple(dict.fromkeys(name for name in facts if name in self.facts)),
            tuple(sorted(work.findings, key=lambda found: found.offset)),
        )


UNKNOWN: Final = "unknown callouts"


def _callouts(state: StateCore) -> None:
    state.env[UNKNOWN] += mark_callouts(state.tokens)


def _problems(findings: Iterable[Finding], text: str) -> tuple[Problem, ...]:
    placed = _placed(text)
    return tuple(found.within(placed) for found in findings)


def _placed(text: str) -> Text:
    return text if isinstance(text, Text) else Text(text, NOWHERE)


def _placeholders(work: Work, text: str) -> None:
    """Tell about placeholders that name no fact, and about what only looks like one."""
    # Looking for the nearest name takes long where there are many, so each is looked for once.
    likely: dict[str, str] = {}
    for place in work.masked.places:
        if place.family == placeholders.FACTS and place.name not in work.facts:
            if place.name not in likely:
                likely[place.name] = nearest(place.name, work.facts)
            about = {"name": place.name, "nearest": likely[place.name]}
            work.find("unknown-fact", place.start, about, place.end - place.start)
    for offset, written, fact in placeholders.misspelt(text, work.facts):
        about = {"text": written, "nearest": f"{{{{ facts.{fact} }}}}" if fact else ""}
        work.find("odd-placeholder", offset, about, len(written))
