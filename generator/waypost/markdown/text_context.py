"""Context of a conversion: what texts may link to, the facts, and what was decided of both."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from urllib.parse import quote, unquote

from waypost.diagnostics import nearest
from waypost.markdown.heading_ids import heading_ids
from waypost.markdown.link_targets import LinkPlace, Names
from waypost.markdown.links import Refusal, Target, judge_link, judge_picture
from waypost.markdown.markdown_parser import MarkdownSource, neutral
from waypost.model import placeholders
from waypost.model.facts import Facts
from waypost.model.placeholders import Placeholder
from waypost.model.units import singular


class TextContext:
    """All texts of a knowledge base share one. Each address and each fact is looked at once."""

    def __init__(self, names: Names, facts: Facts) -> None:
        self.facts = facts
        self._judged = cache(partial(judge_link, names=names))
        self._parts = cache(self._parts_of)
        self.picture = cache(partial(judge_picture, names=names))
        """The verdict on a picture's address."""
        self.unit_endings = cache(self._unit_endings)
        """The last words of the unit of a fact, in all its forms, without regard to case."""
        self.nearest_fact = cache(partial(nearest, known=facts))
        """The id of the fact that was probably meant; empty where there is none like it."""

    def link(self, written: str, own: Callable[[], Collection[str]] = tuple) -> Target | Refusal:
        """The verdict on a link's address; ``own`` gives the ids of its text's headings."""
        part = unquote(written.removeprefix("#")) if written.startswith("#") else ""
        if part and part in own():
            return Target(f"#{quote(part)}")
        verdict = self._judged(written)
        if isinstance(verdict, Target) and verdict.part and verdict.place:
            known = self._parts(verdict.place)
            if verdict.part not in known:
                about = {"link": written, "name": verdict.part, "page": verdict.place.id}
                return Refusal("unknown-part", **about, nearest=nearest(verdict.part, known))
        elif part and isinstance(verdict, Refusal) and (meant := nearest(part, own())):
            return Refusal(verdict.code, **verdict.about | {"nearest": f"#{meant}"})
        return verdict

    def _parts_of(self, place: LinkPlace) -> Sequence[str]:
        """The ids of the parts of an entry's page."""
        if place.steps:
            return [f"step-{number}" for number in range(1, place.steps + 1)]
        return self.headings(MarkdownSource(place.text))

    def _unit_endings(self, id: str) -> Collection[str]:
        unit = self.facts[id].unit
        forms = (singular(unit.other), *self.facts.units(id)) if unit else ()
        return {form.split()[-1].casefold() for form in forms if form.strip()}

    def headings(self, source: MarkdownSource) -> Sequence[str]:
        """The ids of the headings of a text."""
        return list(heading_ids(source, lambda text: source.filled(text, self._filled)))

    def _filled(self, place: Placeholder) -> str:
        return self.words(place, {}) or ""

    def knows(self, place: Placeholder) -> bool:
        """Tell if a placeholder names a fact that there is."""
        return place.family == placeholders.FACTS and place.name in self.facts

    def words(
        self, place: Placeholder, answers: Mapping[str, str], *, in_address: bool = False
    ) -> str | None:
        """The words in the place of a placeholder; None where it is shown as typed."""
        if self.knows(place):
            words = self.facts.bare if place.bare else self.facts.text
            words = self.facts.value if in_address else words
            return neutral(words(place.name))
        if place.family == placeholders.ANSWERS and place.name in answers:
            return neutral(answers[place.name])
        return None

    def title(self, place: LinkPlace) -> str:
        """An entry's title with its placeholders put in."""
        return neutral(self.facts.expand(place.title))
