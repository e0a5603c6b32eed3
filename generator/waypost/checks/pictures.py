"""The weight of pictures: a reader on a phone waits for them, and may pay by the megabyte."""

from collections.abc import Iterator
from typing import Final

from waypost.checks.check import CheckContext
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.markdown.link_targets import PICTURES
from waypost.parser.image_size import bytes_of

HEAVY: Final = 1_000_000
"""Bytes of a picture: a screenshot has a tenth of that, a photo as wide as a page a third."""


def pictures_are_light(context: CheckContext) -> Iterator[Problem]:
    """No picture of the content folder takes a phone seconds to load."""
    for name in context.files:
        file = context.folder / name
        if name.lower().endswith(PICTURES) and (size := bytes_of(file)) > HEAVY:
            about = {"size": f"{size / 1_000_000:.1f} MB"}
            yield Problem("heavy-picture", Mark(file.as_posix(), 1, 1), about)
