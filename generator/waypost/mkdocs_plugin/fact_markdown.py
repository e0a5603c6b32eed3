"""Facts in the Markdown of a page that another engine builds: escaped for where they stand."""

import re
from typing import Final
from urllib.parse import quote

SIGN: Final = re.compile(
    r"[^\w\s.,/-]|_|[.,/-](?=[.,/-])|^[.,/-]|(?<=\d)\.(?=\s)|(?<=www)\.", re.IGNORECASE
)
"""Signs that may mean something to an engine; dots and strokes do in a few places only."""

SCHEME: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
IN_ADDRESS: Final = re.compile(r"(\]\(\s*<?|\]:\s*<?|<)[^\s()<>\"']*\Z")
PICTURE: Final = re.compile(r"!\[[^\]]*\]\(\s*<?\Z")
IN_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]*\Z")
WORDS: Final = re.compile(
    r"""\b(?:alt|title|content|value|placeholder|aria-\w+)=(?:"[^"]*|'[^']*)\Z"""
)
IN_CODE: Final = re.compile(r"<(script|style)\b(?!.*</\1)", re.IGNORECASE | re.DOTALL)


def escaped(value: str, before: str) -> str:
    """``value`` as plain words behind the Markdown ``before``.

    Entities are text to every engine. In code they show as they are typed: that is plain, and safe.

    >>> escaped("[a](b)", "Call "), escaped("javascript:a", "[x](")
    ('&#91;a&#93;&#40;b&#41;', 'javascript%3Aa')
    """
    value = " ".join(value.split())
    address = IN_ADDRESS.search(before)
    begins = address is not None and address.end() == address.end(1)
    if begins and SCHEME.match(value) and not PICTURE.search(before):
        return quote(value, safe="/:@?&=#%+,.~-")
    if value and before.endswith("<"):
        return f"&#{ord(value[0])};{_words(value[1:])}"  # no tag begins with a sign
    if address or IN_CODE.search(before) or (IN_TAG.search(before) and not WORDS.search(before)):
        return quote(value, safe="/.,~-").replace("//", "/%2F")
    return _words(value)


def _words(value: str) -> str:
    return SIGN.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), value)
