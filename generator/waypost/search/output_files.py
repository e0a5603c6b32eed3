"""The search's files: data under a name of its content, and a place that tells that name.

Pages name only the second. So a page stays what it is, byte for byte, when an answer elsewhere is
edited; and a reader whose page is older than the site finds the data that there is now.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from waypost import assets
from waypost.markdown import Converter
from waypost.model.records import Knowledge

DATA_FILE: Final = "search.*.json"
"""The name of the search's data among a site's assets."""

PLACE: Final = "assets/waypost/search.json"
"""Says where the data lies: ``{"data": NAME}``, the name relative to this file."""


def part_of(data: str, part: str) -> str:
    """The address of ``part`` of the search's data.

    Parts have a folder of their own: hosts tell by one rule that all in it can be kept for ever.

    >>> part_of("assets/waypost/search.0123abcd.json", "stems-7")
    'assets/waypost/search/stems-7.0123abcd.json'
    """
    folder, slash, name = data.rpartition("/")
    return f"{folder}{slash}{name.replace('search', f'search/{part}', 1)}"


def files(knowledge: Knowledge, converter: Converter) -> Iterator[tuple[str, str]]:
    """Every file, by its address: the data first, then its parts, then `PLACE`."""
    # Who only asks for the place needn't load what the data is made with.
    from waypost.search.site_index import as_json, data_of

    first, parts = data_of(knowledge, converter)
    data = as_json(first)
    name = assets.named("search.json", (data + as_json(parts)).encode())
    yield name, data
    for part, value in parts.items():
        yield part_of(name, part), as_json(value)
    yield PLACE, as_json({"data": posixpath.basename(name)})
