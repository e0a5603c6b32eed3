"""What the knowledge base as a whole can get wrong."""

from waypost.problems.wording import Wording

WORDINGS: dict[str, Wording] = {}
