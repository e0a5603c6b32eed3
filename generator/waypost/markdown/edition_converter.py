"""Converter of a language's texts, which leaves the source's to a converter of their own."""

from collections.abc import Mapping

from waypost.markdown.conversion_result import Converted, PlainLine
from waypost.markdown.converter import NO_ANSWERS, Converter
from waypost.markdown.link_targets import Names
from waypost.model.facts import Facts
from waypost.model.translation import Edition


class EditionConverter(Converter):
    """Converts the texts of ``edition``. One that isn't translated gets the facts of its source."""

    def __init__(self, names: Names, facts: Facts, edition: Edition, source: Facts) -> None:
        super().__init__(names, facts)
        self._edition = edition
        self._source = Converter(names, source)

    def convert(self, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Converted:
        if self._edition.foreign(text):
            return self._source.convert(text, answers)
        return super().convert(text, answers)

    def inline(self, text: str) -> Converted:
        return self._source.inline(text) if self._edition.foreign(text) else super().inline(text)

    def line(self, text: str) -> PlainLine:
        return self._source.line(text) if self._edition.foreign(text) else super().line(text)
