"""The frame of a site: all that MkDocs and the theme contribute to it, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any

from waypost.mkdocs_plugin.layout import Layout, LayoutSpec


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A hand-written page as MkDocs made it.

    ``source`` is its file below the folder of hand-written pages. ``location`` is what the site
    map calls it, empty for nothing. ``markdown`` is its text for machines.
    """

    source: str
    address: str
    location: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The result of one run of MkDocs over the hand-written pages and the skeletons.

    ``key`` is the hash of all that MkDocs read. ``files`` are the files that it wrote, and
    ``warnings`` what it said, each with the code of a diagnostic.
    """

    key: str
    layouts: Mapping[LayoutSpec, Layout]
    written: tuple[WrittenPage, ...]
    files: tuple[str, ...]
    warnings: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> str:
        """The frame as one line, equal for equal frames. Pieces of layouts are stored once."""
        pieces: dict[str, int] = {}
        layouts = [
            [astuple(spec), [pieces.setdefault(each, len(pieces)) for each in layout.pieces]]
            for spec, layout in sorted(self.layouts.items(), key=lambda item: astuple(item[0]))
        ]
        value = {
            "key": self.key,
            "pieces": list(pieces),
            "layouts": layouts,
            "written": [asdict(page) for page in self.written],
            "files": self.files,
            "warnings": self.warnings,
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Frame:
        """The frame that became ``text``. Raises ValueError where it is none."""
        try:
            value: Mapping[str, Any] = json.loads(text)
            pieces: Sequence[str] = value["pieces"]
            return cls(
                str(value["key"]),
                {
                    LayoutSpec(*spec): Layout(tuple(pieces[each] for each in numbers))
                    for spec, numbers in value["layouts"]
                },
                tuple(WrittenPage(**page) for page in value["written"]),
                tuple(map(str, value["files"])),
                tuple((str(code), str(why)) for code, why in value["warnings"]),
            )
        except (LookupError, TypeError, RecursionError) as fault:
            raise ValueError("not a frame") from fault
