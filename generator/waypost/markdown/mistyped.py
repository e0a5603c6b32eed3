"""Patterns of markup that readers would see as it was typed."""

import re
from typing import Final

from waypost.model.records import ENTRY_TYPES

HTML: Final = re.compile(
    r"</?(?:a|b|base|br|button|center|details|div|em|font|form|h[1-6]|hr|i|iframe|img|input|kbd|li"
    r"|link|meta|object|embed|ol|p|script|span|strong|style|sub|summary|sup|svg|table|td|th|tr|u|ul"
    r"|video)(?:[\s/][^<>]{0,200})?>|<!--",
    re.IGNORECASE,
)
"""HTML that people type in the hope that it works."""

_KINDS: Final = rf"(?:{'|'.join(cls.kind.link for cls in ENTRY_TYPES)})"
BROKEN: Final = re.compile(
    rf"\]\s?\((?:\s*{_KINDS}\s*:|https?:)[^()\n]{{0,200}}\)"
    rf"|\)\[(?:{_KINDS}|https?):[^\[\]\n]{{0,200}}\]"
    rf"|\({_KINDS}:[a-z0-9/_-]{{1,160}}\)"
)
"""A link as people mistype it: with a space too many, or its brackets the wrong way round."""
