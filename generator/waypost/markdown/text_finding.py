"""What is wrong in a text, by its offset: a text converted once can then be reported anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from waypost.core.nodes import Text
from waypost.diagnostics import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of a text that doesn't know yet where the text stands."""

    code: str
    offset: int
    about: Mapping[str, str] = field(default_factory=dict)
    width: int = 1

    def within(self, text: Text) -> Problem:
        """This finding as a problem of ``text``."""
        return Problem(self.code, text.mark(self.offset), self.about, width=self.width)
