"""What the YAML itself can get wrong."""

from waypost.problems.wording import Wording

WORDINGS: dict[str, Wording] = {}
