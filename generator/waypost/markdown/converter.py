"""The converter: what an editor typed in, safe HTML and plain words out, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.markdown import text_limits
from waypost.markdown.conversion_result import Converted, Made, Plain
from waypost.markdown.glance import Glance
from waypost.markdown.link_targets import Names
from waypost.markdown.placeholder_masks import COLON
from waypost.markdown.text_finding import Finding
from waypost.model.facts import NO_FACTS, Facts
from waypost.model.records import NOWHERE
from waypost.parser import timeout

if TYPE_CHECKING:
    from waypost.markdown.pipeline import Maker

NO_ANSWERS: Final[Mapping[str, str]] = {}


class Converter:
    """Converts the texts of one knowledge base. Equal texts are converted once."""

    def __init__(self, names: Names | None = None, facts: Facts = NO_FACTS) -> None:
        self.names = names or Names()
        self.facts = facts
        self._made: dict[tuple[str, tuple[tuple[str, str], ...]], Made] = {}
        self._glance = Glance(facts)
        self._openings: dict[str, str] = {}

    @cached_property
    def maker(self) -> Maker:
        """What converts. Its libraries take longer to load than most runs need them."""
        from waypost.markdown.pipeline import Maker

        return Maker(self.names, self.facts)

    def convert(self, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Converted:
        """``text`` as safe HTML. ``answers`` are the labels for ``{{ answers.QUESTION }}``."""
        key = (str(text), tuple(answers.items()))
        if key not in self._made:
            with timeout.on(_placed(text).mark(0)) as wanted:
                self._made[key] = self.maker.make(str(text), answers) if wanted else Made()
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

    def line(self, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Plain:
        """A title or label with its placeholders put in. Nothing else in it means anything."""
        if len(text) > text_limits.LONGEST_LINE:
            return Plain(
                "", (text_limits.too_long(text, text_limits.LONGEST_LINE).within(_placed(text)),)
            )
        if "{" not in text and "facts." not in text:
            return Plain(str(text))
        work = self.maker.work(str(text), answers)
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


def _problems(findings: Iterable[Finding], text: str) -> tuple[Problem, ...]:
    placed = _placed(text)
    return tuple(found.within(placed) for found in findings)


def _placed(text: str) -> Text:
    return text if isinstance(text, Text) else Text(text, NOWHERE)
