"""Context of a conversion: what texts may link to, the facts, and what was decided of both."""

from collections.abc import Mapping

from waypost.diagnostics import nearest
from waypost.markdown.link_targets import LinkPlace, Names
from waypost.markdown.links import Refusal, Target, judge_link, judge_picture
from waypost.markdown.markdown_parser import neutral
from waypost.model import placeholders
from waypost.model.facts import Facts
from waypost.model.placeholders import Placeholder


class TextContext:
    """All texts of a knowledge base share one. Each address and each fact is looked at once."""

    def __init__(self, names: Names, facts: Facts) -> None:
        self.names = names
        self.facts = facts
        self._links: dict[str, Target | Refusal] = {}
        self._pictures: dict[str, Target | Refusal] = {}
        self._values: dict[tuple[str, bool], str] = {}
        self._nearest: dict[str, str] = {}

    def link(self, written: str) -> Target | Refusal:
        """The verdict on a link's address."""
        if written not in self._links:
            self._links[written] = judge_link(written, self.names)
        return self._links[written]

    def picture(self, written: str) -> Target | Refusal:
        """The verdict on a picture's address."""
        if written not in self._pictures:
            self._pictures[written] = judge_picture(written, self.names)
        return self._pictures[written]

    def knows(self, place: Placeholder) -> bool:
        """Tell if a placeholder names a fact that there is."""
        return place.family == placeholders.FACTS and place.name in self.facts

    def value(self, name: str, *, bare: bool) -> str:
        """The words of a fact that there is, without its unit where ``bare``."""
        found = self._values.get((name, bare))
        if found is None:
            found = neutral(self.facts.value(name) if bare else self.facts.text(name))
            self._values[name, bare] = found
        return found

    def words(self, place: Placeholder, answers: Mapping[str, str]) -> str | None:
        """The words in the place of a placeholder; None where it is shown as typed."""
        if self.knows(place):
            return self.value(place.name, bare=place.bare)
        if place.family == placeholders.ANSWERS and place.name in answers:
            return neutral(answers[place.name])
        return None

    def title(self, place: LinkPlace) -> str:
        """An entry's title with its placeholders put in."""
        return neutral(placeholders.replace(place.title, lambda each: self.words(each, {})))

    def nearest_fact(self, name: str) -> str:
        """The id of the fact that was probably meant; empty where there is none like it."""
        # Looking for it takes long where there are many.
        if name not in self._nearest:
            self._nearest[name] = nearest(name, self.facts)
        return self._nearest[name]
