"""What our Markdown has besides CommonMark, and what only looks like a sign of it."""

from __future__ import annotations

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

_KINDS: Final = r"(?:faq|policy|guide|topic|tree|outcome)"
BROKEN: Final = re.compile(
    rf"\]\s?\((?:\s*{_KINDS}\s*:|https?:)[^()\n]{{0,200}}\)"
    rf"|\)\[(?:{_KINDS}|https?):[^\[\]\n]{{0,200}}\]"
    rf"|\({_KINDS}:[a-z0-9/_-]{{1,160}}\)"
)
"""What only looks like a link: a space too many, or its brackets the wrong way round."""
