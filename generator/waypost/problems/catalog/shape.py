"""What a section or field can get wrong."""

from waypost.problems.wording import Wording

WORDINGS: dict[str, Wording] = {}
