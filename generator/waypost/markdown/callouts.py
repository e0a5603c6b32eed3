"""Callouts: a quote whose first line is ``[!NOTE]``, ``[!TIP]``, ``[!IMPORTANT]``, ``[!WARNING]``
or ``[!CAUTION]``, as on GitHub. A title of one's own may follow on that line.

The parser can tell them, too, but not with a title.
"""

import re
from typing import Final

from waypost.core.messages import Messages

CALLOUTS: Final = ("note", "tip", "important", "warning", "caution")
"""The kinds."""

KINDS_ELSEWHERE: Final = {
    **dict.fromkeys(("tip", "hint", "success", "check"), "TIP"),
    **dict.fromkeys(("warning", "attention", "caution", "bug"), "WARNING"),
    **dict.fromkeys(("danger", "error", "failure"), "CAUTION"),
    "important": "IMPORTANT",
}
"""The kinds of other tools by their names, but for those that are notes."""

TITLE: Final = '<p class="wp-callout-title">'
MARKER: Final = re.compile(rb"\[!([A-Za-z]{1,30})\](?![(\[])[+-]?[ \t]*")
"""The marker that a quote begins with: its first group is what was typed as the kind."""


def callout_title(kind: str, messages: Messages) -> str:
    """The title of a callout of a kind, where the author gives none."""
    match kind:
        # l10n: the title of a box beside a text
        case "note":
            return messages.gettext("Note")
        case "tip":
            return messages.gettext("Tip")
        case "important":
            return messages.gettext("Important")
        case "warning":
            return messages.gettext("Warning")
    return messages.gettext("Caution")
