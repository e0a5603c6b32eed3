"""An author's text (CommonMark with tables and callouts) made into HTML that is safe anywhere."""

from waypost.text.convert import Converter
from waypost.text.every import text_problems
from waypost.text.folder import files_in
from waypost.text.made import Converted, Plain
from waypost.text.names import Names, Place
from waypost.text.pictures import sizes_in

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
