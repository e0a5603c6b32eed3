"""An author's text (CommonMark with tables and callouts) made into HTML that is safe anywhere."""

from waypost.checks.texts import text_problems
from waypost.markdown.content_files import files_in
from waypost.markdown.conversion_result import Converted, Plain
from waypost.markdown.converter import Converter
from waypost.markdown.image_size import sizes_in
from waypost.markdown.link_targets import Names, Place

__all__ = [
    "Converted",
    "Converter",
    "Names",
    "Place",
    "Plain",
    "files_in",
    "sizes_in",
    "text_problems",
]
