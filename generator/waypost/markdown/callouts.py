"""Callouts: a quote whose first line is ``[!NOTE]``, ``[!TIP]``, ``[!IMPORTANT]``, ``[!WARNING]``
or ``[!CAUTION]``, as on GitHub. A title of one's own may follow on that line.

The parser can tell them, too, but not with a title.
"""

import re
from typing import Final

CALLOUTS: Final = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}
"""The kinds, and the title where the author gives none."""

TITLE: Final = '<p class="wp-callout-title">'
MARKER: Final = re.compile(rb"\[!([A-Za-z]{1,30})\](?![(\[])[+-]?[ \t]*")
"""The marker that a quote begins with: its first group is what was typed as the kind."""
