"""What the advice passes over at a glance is what a closer look finds nothing in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from waypost.checks.numbers_in_prose import NOT_PROSE
from waypost.checks.quantities import UNITS, QuantityFilter, quantities

PIECES = [
    *("5", "12", "3.5", "1,000", "two", "Ten", "hundred", "one", "٥", "a", "today", "is"),
    *("days", "DAYS", "day", "Mınutes", "hourſ", "weeks", "%", "€", "$", "US$", "usd", "pounds"),
    *("business", "working days", "Werktage", "Stück", "km", "parcels", "per cent", "monday"),
    *(" ", " ", "  ", "-", "\u00a0", "\n", "to", "–", "`", "``", "<>", "<b>", "]()", "{{x}}", "."),
]
CUSTOM = ("Werktage", "Stück", "parcels", "km")
typed = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
units = st.sets(st.sampled_from([*UNITS, *(unit.casefold() for unit in CUSTOM)]), min_size=1)


@given(typed, units)
def test_a_text_that_is_passed_over_states_no_quantity(text: str, held: set[str]) -> None:
    plain = NOT_PROSE.sub(lambda match: " " * len(match[0]), text)
    found = [each for each in quantities(plain, CUSTOM) if each.unit in held]
    assert not found or QuantityFilter(held, CUSTOM)(text)


def test_most_texts_are_passed_over() -> None:
    mentions = QuantityFilter(["day"])
    assert not mentions("Ask the seller on the day on which it came, one by one. It has 3 parts.")
    assert mentions("It takes two days.")
