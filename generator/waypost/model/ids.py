"""The form of ids, and the address of a topic that is named in free text."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 80
"""Characters of an id, so that every file system can hold the page named after it."""

PATTERN: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
OPTION_PATTERN: Final = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")

RESERVED: Final = frozenset({"search", "assets", "index", "404", "sitemap"})
"""Addresses that the site needs for itself."""

DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)}
)
"""Names that Windows keeps for devices, whatever their extension."""


UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
RINGS: Final = str.maketrans({"å": "aa", "ø": "oe"})
PLAIN_UMLAUTS: Final = frozenset(
    {"sv", "fi", "et", "hu", "tr", "az", "tk", "es", "fr", "it", "pt", "ca", "nl", "sk", "is"}
)
"""Languages that write a bare vowel where an umlaut can't be had."""

KANA: Final = re.compile("[\u3040-\u30ff]")
"""Signs of Japanese, whose other letters have no one reading."""


def nearest_valid(text: str, language: str = "") -> str:
    """An id made from ``text`` of a ``language`` (BCP 47), or nothing where none can be.

    Letters of other scripts are transliterated, and umlauts are as the language has them.
    """
    plain = unicodedata.normalize("NFC", text[:400]).lower()
    if not plain.isascii():
        # Most ids are of ASCII alone.
        from anyascii import anyascii

        tongue = language.partition("-")[0].lower()
        plain = plain.translate(RINGS if tongue in ("da", "no", "nb", "nn") else {})
        plain = plain if tongue in PLAIN_UMLAUTS else plain.translate(UMLAUTS)
        known = (char if char.isascii() or _is_word(char) else "-" for char in plain)
        plain = "" if KANA.search(plain) else re.sub("['`\"]", "", anyascii("".join(known))).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def has_latin(text: str) -> bool:
    return any(unicodedata.name(char, "").startswith("LATIN") for char in text)


def topic_slug(name: str) -> str:
    """The id of a topic that entries name in free text, in any script.

    Letters and digits of every script stay. What would be empty, reserved or too long for a file
    name ends in a few characters of a digest, so that two such names stay apart.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    spaced = "".join(char if _is_word(char) else " " for char in folded)
    slug = "-".join(spaced.split())
    if slug and len(slug.encode()) <= LONGEST and slug not in RESERVED | DEVICES:
        return slug
    # Few names need one, and OpenSSL takes a while to load.
    import hashlib

    digest = hashlib.sha256(folded.encode()).hexdigest()[:8]
    return f"{slug[:20].strip('-') or 'topic'}-{digest}"


def _is_word(char: str) -> bool:
    # Vowel signs of Indic scripts are marks, which `str.isalnum` doesn't count.
    return char.isalnum() or unicodedata.category(char).startswith("M")
