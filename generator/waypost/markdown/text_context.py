"""Context of a conversion: what texts may link to, the facts, and what was decided of both."""

from collections.abc import Mapping
from functools import cache, partial

from waypost.diagnostics import nearest
from waypost.markdown.link_targets import LinkPlace, Names
from waypost.markdown.links import judge_link, judge_picture
from waypost.markdown.markdown_parser import neutral
from waypost.model import placeholders
from waypost.model.facts import Facts
from waypost.model.placeholders import Placeholder


class TextContext:
    """All texts of a knowledge base share one. Each address and each fact is looked at once."""

    def __init__(self, names: Names, facts: Facts) -> None:
        self.facts = facts
        self.link = cache(partial(judge_link, names=names))
        """The verdict on a link's address."""
        self.picture = cache(partial(judge_picture, names=names))
        """The verdict on a picture's address."""
        self.nearest_fact = cache(partial(nearest, known=facts))
        """The id of the fact that was probably meant; empty where there is none like it."""

    def knows(self, place: Placeholder) -> bool:
        """Tell if a placeholder names a fact that there is."""
        return place.family == placeholders.FACTS and place.name in self.facts

    def words(self, place: Placeholder, answers: Mapping[str, str]) -> str | None:
        """The words in the place of a placeholder; None where it is shown as typed."""
        if self.knows(place):
            words = self.facts.value if place.bare else self.facts.text
            return neutral(words(place.name))
        if place.family == placeholders.ANSWERS and place.name in answers:
            return neutral(answers[place.name])
        return None

    def title(self, place: LinkPlace) -> str:
        """An entry's title with its placeholders put in."""
        return neutral(self.facts.expand(place.title))
