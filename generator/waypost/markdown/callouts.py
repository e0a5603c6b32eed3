"""Callouts: a quote whose first line is ``[!NOTE]``, ``[!TIP]``, ``[!IMPORTANT]``, ``[!WARNING]``
or ``[!CAUTION]``, as on GitHub. A title of one's own may follow on that line.

The parser can tell them, too, but not with a title.
"""

import re
from typing import Final, NamedTuple

CALLOUTS: Final = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}
"""The kinds, and the title where the author gives none."""

TITLE: Final = '<p class="wp-callout-title">'
MARKER: Final = re.compile(rb"\[!([A-Za-z]{1,30})\](?![(\[])[ \t]*")


class CalloutMarker(NamedTuple):
    """The marker that a quote begins with: what was typed, and the byte where it ends."""

    typed: str
    end: int

    @property
    def kind(self) -> str:
        """The kind, if it is one of `CALLOUTS`."""
        return self.typed.lower()


def marker_at(data: bytes, start: int) -> CalloutMarker | None:
    """The marker at the byte ``start``, if one stands there."""
    found = MARKER.match(data, start)
    return CalloutMarker(found[1].decode(), found.end()) if found else None


def opening(kind: str) -> str:
    """The HTML that a callout begins with."""
    return f'<div class="wp-callout wp-callout-{kind}" role="note">\n'
