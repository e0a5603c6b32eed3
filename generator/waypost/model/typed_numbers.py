"""Numbers as people type them: the decimal numbers that a text can mean.

`tree.mjs` reads numbers by the same rules; tests/trees/typed_answers.json holds both to them.
"""

import re
from decimal import Decimal
from typing import Final

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.model import scalars

_SCRIPTS: Final = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"
_SIGNS: Final = {
    **{digit: str(value) for digits in _SCRIPTS for value, digit in enumerate(digits)},
    **dict.fromkeys("\u2212\uff0d", "-"),
    **dict.fromkeys("\u00a0\u2009\u202f\u3000", " "),
    **dict.fromkeys("\u2019\u066c", "'"),
    "\uff0c": ",",
    "\uff0e": ".",
}
_ASCII: Final = str.maketrans(_SIGNS)

_PLAIN: Final = re.compile(r"(-?)([0-9]{1,30})(?:[.,\u066b]([0-9]{1,30}))?")
_GROUPED: Final = re.compile(
    r"(-?)([1-9][0-9]{0,2}(?:([ ,.'])[0-9]{3})(?:\3[0-9]{3}){0,9})"
    r"(?:(?!\3)[.,\u066b]([0-9]{1,30}))?"
)


def typed_numbers(text: str, clear: tuple[str, str] = ("", "")) -> tuple[str, ...]:
    """The numbers that ``text`` can mean, each as `unambiguous` writes it; none where it is none.

    Digits are ASCII, full-width or Arabic. Groups of three may be parted by spaces, apostrophes,
    commas or points, and decimals begin with a comma or a point, so that ``2,000`` means two, but
    where the language leaves no doubt: ``clear`` are its `clear_signs`.
    """
    typed = text.strip().translate(_ASCII)
    found = []
    grouped, plain = _GROUPED.fullmatch(typed), _PLAIN.fullmatch(typed)
    if grouped and plain:
        decimals, groups = clear
        grouped = None if grouped[3] in decimals else grouped
        plain = None if grouped and grouped[3] in groups else plain
    if grouped:
        sign, whole, _, rest = grouped.groups()
        found.append((sign, re.sub("[^0-9]", "", whole), rest))
    if plain:
        found.append((plain[1], plain[2], plain[3]))
    return tuple(_written(*each) for each in found)


def number_form(value: str, at: Text) -> Problem | None:
    """The problem of a number in ``at`` that isn't in YAML's form; None where ``value`` is none."""
    meant = () if scalars.number(value) is not None else typed_numbers(value)
    if not meant:
        return None
    about = {"value": value, "meant": " or ".join(meant)}
    code = "two-numbers" if len(meant) > 1 else "number-form"
    return Problem(code, at.mark(max(0, at.find(value))), about, width=len(value))


def unambiguous(value: Decimal) -> str:
    """A finite number as a text that `typed_numbers` reads as that number alone."""
    whole, _, decimals = f"{value.copy_abs():f}".partition(".")
    return _written("-" if value.is_signed() else "", whole, decimals)


def _written(sign: str, whole: str, decimals: str | None) -> str:
    whole, decimals = whole.lstrip("0") or "0", (decimals or "").rstrip("0")
    if whole == "0" and not decimals:
        return "0"
    # Three decimals after up to three digits would look like a group of thousands.
    padded = f"{decimals}0" if len(decimals) == 3 and whole != "0" and len(whole) <= 3 else decimals
    return f"{sign}{whole}.{padded}" if decimals else f"{sign}{whole}"
