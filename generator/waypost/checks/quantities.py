"""Numbers with a unit in running text: "3 to 5 days", "two weeks", "12.50 %", "€5"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "minute": ("minutes", "minute", "mins", "min"),
    "hour": ("hours", "hour", "hrs", "hr"),
    "day": ("calendar days", "calendar day", "days", "day"),
    "business day": ("business days", "business day", "working days", "working day"),
    "night": ("nights", "night"),
    "week": ("weeks", "week"),
    "month": ("months", "month"),
    "year": ("years", "year"),
    "%": ("%", "percent", "per cent"),
    "$": ("us dollars", "us dollar", "dollars", "dollar", "usd", "us$", "$"),
    "€": ("euros", "euro", "eur", "€"),
    "£": ("pounds sterling", "pounds", "pound", "gbp", "£"),
    "¥": ("yen", "yuan", "jpy", "cny", "¥"),
    "₹": ("rupees", "rupee", "inr", "₹"),
}
"""Ways to write a unit, by what they count; longer ones first."""

BEFORE: Final = ("us$", "$", "€", "£", "¥", "₹", "usd", "eur", "gbp", "jpy", "cny", "inr")
"""Units that may stand before their number."""

SPOKEN: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    "twenty thirty forty fifty sixty seventy eighty ninety hundred",
)
WORDS: Final = {
    word: Decimal(number)
    for words, numbers in zip(SPOKEN, (range(1, 16), range(20, 101, 10)), strict=True)
    for word, number in zip(words.split(), numbers, strict=True)
}
"""Numbers that people write out."""

SPOKEN_WORDS: Final = tuple(WORDS)

LONGEST_SIGN: Final = 3
"""Letters of the signs for a unit, such as ms and kg, which have no plural."""

ENDING: Final = re.compile("(?:en|es|e|n|s|a|i|o)$")
ENDINGS: Final = ("", "e", "en", "n", "s", "es", "a", "i", "o")
"""How words for a unit end in one number or case, and in another."""

RATE: Final = re.compile(
    r"\s*(?:/|a|an|per|each|every|pro|je|am|im|in der)\s*"
    r"(?:day|week|month|year|24|tag|woche|monat|jahr)\b",
    re.IGNORECASE,
)
"""The words behind a habit, such as "5 days a week": no term that a fact could hold."""


class Quantity(NamedTuple):
    """A number with its unit, and where the whole of it stands in the text."""

    number: Decimal
    unit: str
    start: int
    end: int


def quantities(text: str, custom: Iterable[str] = ()) -> Iterator[Quantity]:
    """The quantities of ``text`` in order; both ends of a range count.

    ``custom`` are further units, as facts name them.
    """
    units, pattern = _pattern(_custom(custom))
    for match in pattern.finditer(text):
        unit = units.get(" ".join((match["unit"] or match["sign"]).casefold().split()))
        if unit is None or RATE.match(text, match.end()):
            continue
        written = [match["low"], match["high"], match["amount"], match["amount_high"]]
        for number in map(_number, filter(None, written)):
            yield Quantity(number, unit, match.start(), match.end())


class QuantityFilter:
    """A quick filter: tells that a text states no quantity of these ``units``: most texts don't.

    ``custom`` are further units, as for `quantities`.
    """

    def __init__(self, units: Iterable[str], custom: Iterable[str] = ()) -> None:
        wanted = frozenset(units)
        known, _ = _pattern(_custom(custom))
        ways = {way.split()[0] for way, unit in known.items() if unit in wanted and way}
        self._signs = tuple(way for way in ways if way in BEFORE)
        # Where “day” doesn't stand behind a number, “days” doesn't either.
        self._after = tuple(way for way in ways if not any(map(way.startswith, ways - {way})))
        # How letters beyond ASCII are folded is the pattern's affair.
        self._any = not all(way.isascii() or way in BEFORE for way in ways)

    def __call__(self, text: str) -> bool:
        """True where ``text`` may state such a quantity; False is certain."""
        if self._any:
            return True
        low = (text if text.isascii() else text.translate(FOLDED)).lower()
        for sign in self._signs:
            if sign in low:
                return True
        named = [way for way in self._after if way in low]
        return any(_behind_number(low, way) for way in named)


FOLDED: Final = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})
"""Letters that a pattern without regard to case takes for others."""


def _behind_number(text: str, way: str) -> bool:
    """True where ``way`` stands in ``text`` with the end of a number before it."""
    at = text.find(way)
    while at >= 0:
        # What stands between may be markup that is read as a space.
        before = text[max(0, at - 16) : at].rstrip().rstrip("-<>`").rstrip()
        if before[-1:].isdigit() or before.endswith(SPOKEN_WORDS):
            return True
        at = text.find(way, at + 1)
    return False


def _custom(units: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({unit.casefold() for unit in units if unit.strip()}))


def _number(written: str) -> Decimal:
    word = WORDS.get(written.casefold())
    if word is not None:
        return word
    plain = re.sub(r"[,. \u00a0'](?=\d{3}(?:\D|$))", "", written).replace(",", ".")
    return Decimal(plain).normalize()


@lru_cache(maxsize=64)
def _pattern(custom: tuple[str, ...]) -> tuple[dict[str, str], re.Pattern[str]]:
    """The units by the ways to write them, and a pattern that finds numbers with them."""
    known = {way: unit for unit, ways in UNITS.items() for way in ways}
    units = dict(known)
    for unit in custom:
        plain = " ".join(unit.split())
        plural = (f"{unit}s", unit.removesuffix("s")) if len(unit) > LONGEST_SIGN else ()
        for way in (unit, *plural, *_inflected(unit)):
            units.setdefault(" ".join(way.split()), known.get(plain, plain))
    ways = sorted(filter(None, units), key=len, reverse=True)
    after = "|".join(_way(way) for way in ways)
    signs = "|".join(re.escape(sign) for sign in BEFORE)
    digits = r"(?:\d{1,3}(?:[,.\u00a0']\d{3})+|\d{1,12})(?:[.,]\d{1,4})?"
    number = rf"{digits}|(?:{'|'.join(WORDS)})\b"
    # A dash that begins a line begins an item of a list.
    to = r"(?:[ \t\u00a0]*[-–—][ \t\u00a0]*|\s+(?:to|or|and|bis)\s+)"
    return units, re.compile(
        rf"(?<![\w.,:/#-])(?:"
        rf"(?P<low>{number})(?:{to}(?P<high>{number}))?[\s\u00a0-]{{0,2}}(?P<unit>{after})"
        rf"|(?P<sign>{signs})\s?(?P<amount>{number})"
        rf"(?:{to}(?:{signs})?\s?(?P<amount_high>{number}))?)",
        re.IGNORECASE,
    )


def _inflected(unit: str) -> Iterator[str]:
    """Other endings of a unit that is one word, as many languages have them: Tage, Tagen, Tag."""
    base = ENDING.sub("", unit)
    if unit.isalpha() and len(base) >= 3:
        yield from (base + ending for ending in ENDINGS)


def _way(way: str) -> str:
    escaped = r"\s+".join(re.escape(part) for part in way.split())
    return escaped + (r"\b" if way[-1].isalnum() else "")
