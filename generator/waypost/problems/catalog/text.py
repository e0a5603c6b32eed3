"""What an author's text can get wrong."""

from waypost.problems.wording import Wording

WORDINGS: dict[str, Wording] = {}
