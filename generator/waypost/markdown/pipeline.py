"""How a text is converted: parsed, made fit to be published, and cleaned.

What this takes is loaded by those who convert; most texts needn't be (see `glance`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

from waypost.diagnostics import nearest
from waypost.markdown import text_limits
from waypost.markdown.blocks import settle_blocks, unused_names
from waypost.markdown.callouts import mark_callouts
from waypost.markdown.conversion_result import Made
from waypost.markdown.extensions import CALLOUTS
from waypost.markdown.html import add_rules, clean
from waypost.markdown.inlines import Work
from waypost.markdown.link_targets import Names
from waypost.markdown.markdown_parser import References, deepest, make_parser
from waypost.markdown.offsets import Spots
from waypost.markdown.placeholder_masks import COLON, Masked
from waypost.markdown.plain_text import lead, plain
from waypost.markdown.text_finding import Finding
from waypost.model import placeholders
from waypost.model.facts import Facts


class Maker:
    """Converts texts, given what they may name."""

    def __init__(self, names: Names, facts: Facts) -> None:
        self.names = names
        self.facts = facts
        self._parser = make_parser()
        self._parser.core.ruler.after("block", "callouts", _callouts)
        add_rules(self._parser)

    def work(self, text: str, answers: Mapping[str, str]) -> Work:
        """A text with its placeholders found, and what is wrong with them."""
        masked = Masked(text)
        work = Work(masked, Spots(masked.text), self.names, self.facts, answers)
        _placeholders(work, text)
        return work

    def make(self, text: str, answers: Mapping[str, str]) -> Made:
        """``text`` converted."""
        too_much = text_limits.excess(text)
        if too_much:
            return Made(findings=(too_much,))
        work = self.work(text, answers)
        try:
            tokens = self._tokens(work)
        except text_limits.TooSlowError:
            return Made(findings=(Finding("slow-text", 0, {"limit": f"{text_limits.SLOWEST:g}"}),))
        deep = deepest(tokens)
        if deep:
            return Made(findings=(Finding("deep-text", work.spots.of_block(deep)),))
        return self._publish(tokens, work, text)

    def _tokens(self, work: Work) -> list[Token]:
        references = References()
        unknown: list[tuple[Token, str]] = []
        env: dict[str, Any] = {"references": references, UNKNOWN: unknown}
        env["deadline"] = text_limits.Deadline()
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
