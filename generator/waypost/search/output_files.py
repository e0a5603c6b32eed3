"""The search's files: data under a name with its hash, and one under a fixed name that holds it.

Pages name only the second. So a page stays what it is, byte for byte, when an answer elsewhere is
edited; and a reader whose page is older than the site finds the data that there is now.
"""

from typing import Final

DATA_FILE: Final = "search.*.json"
"""The name of the search's data among a site's assets."""

PLACE: Final = "assets/waypost/search.json"
"""The file that names the data: ``{"data": NAME}``, relative to this file."""


def part_of(data: str, part: str) -> str:
    """The address of ``part`` of the search's data.

    Parts have a folder of their own, so that a host needs one rule to let browsers cache them all.

    >>> part_of("assets/waypost/search.0123abcd.json", "stems-7")
    'assets/waypost/search/stems-7.0123abcd.json'
    """
    folder, slash, name = data.rpartition("/")
    return f"{folder}{slash}{name.replace('search', f'search/{part}', 1)}"
