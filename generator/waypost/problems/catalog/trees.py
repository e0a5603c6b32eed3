"""What a decision tree can get wrong."""

from waypost.problems.wording import Wording

WORDINGS: dict[str, Wording] = {}
