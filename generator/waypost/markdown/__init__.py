"""An author's text (CommonMark with tables and callouts) made into HTML that is safe anywhere."""

from waypost.markdown.converter import Converter
from waypost.markdown.edition_converter import EditionConverter
from waypost.markdown.link_targets import Names

__all__ = [
    "Converter",
    "EditionConverter",
    "Names",
    "callouts",
    "conversion_result",
    "from_html",
    "heading_ids",
    "html_tree",
    "link_targets",
    "links",
    "markdown_parser",
    "outline",
]
