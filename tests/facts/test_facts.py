"""Facts are written once, may be made of each other, and every mistake in them is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.core import cldr
from waypost.core.messages import Messages
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import message_format
from waypost.model.facts import LONGEST_VALUE, Facts, Resolved, resolve
from waypost.model.records import Fact, Unit
from waypost.model.units import UnitWords, unit_words


def text(value: str, line: int = 1) -> Text:
    return Text(value, Mark("faq.yaml", line, 1))


def facts(**values: str | tuple[str, str]) -> Resolved:
    """Resolve facts given as a value, or as a value with its unit."""
    made = []
    for line, (id, value) in enumerate(values.items(), 1):
        number, unit = value if isinstance(value, tuple) else (value, None)
        counted = Unit(at=text(id).at, other=text(unit)) if unit else None
        made.append(Fact(id=text(id), value=text(number, line), unit=counted))
    return resolve(tuple(made))


def good(**values: str | tuple[str, str]) -> Facts:
    resolved = facts(**values)
    assert resolved.problems == ()
    return resolved.facts


def messages(resolved: Resolved) -> list[str]:
    return [
        f"{found.at.line} {found.code}: {message_format.message(found)}"
        for found in resolved.problems
    ]


def test_a_fact_reads_as_its_value_with_its_unit() -> None:
    known = good(window=("5", "days"), fee="none", share=("20", "%"))
    assert known.text("window") == "5 days"
    assert known.value("window") == "5"
    assert known.text("fee") == "none"
    assert known.text("share") == "20%"


@pytest.mark.parametrize(
    ("language", "value", "unit", "one", "read"),
    [
        ("en", "1", "days", None, "1 day"),
        ("en", "1", "ms", None, "1 ms"),
        ("en", "1", "series", None, "1 series"),
        ("en", "1", "gas bottles", None, "1 gas bottle"),
        ("en", "1", "hours a day", None, "1 hour a day"),
        ("en", "1", "people", None, "1 person"),
        ("en", "3", "£ per day", None, "£3 per day"),
        ("en-GB", "1", "working days", None, "1 working day"),
        ("en", "1", "copies", None, "1 copy"),
        ("en", "1", "houses", None, "1 house"),
        ("en", "1", "business", None, "1 business"),
        ("en", "2", "days", None, "2 days"),
        ("en", "1", "children", "child", "1 child"),
        ("de", "1", "Tage", None, "1 Tage"),
        ("de", "1", "Tage", "Tag", "1 Tag"),
        ("en", "12.50", "£", None, "£12.50"),
        ("en", "-5", "US$", None, "-US$5"),
        ("en", "5–7", "€", None, "€5–7"),
        ("en", "none", "£", None, "none £"),
        ("en", "5", "GBP", None, "£5.00"),
        ("de-AT", "5", "€", None, "5 €"),
        ("ja", "500", "¥", None, "¥500"),
        ("en", "1", "day", None, "1 day"),
        ("en", "1000", "days", None, "1,000 days"),
        ("en", "1000", "business days", None, "1,000 business days"),
        ("en", "1234567.5", "£", None, "£1,234,567.5"),
        ("en", "-1", "days", None, "-1 day"),
        ("en", "3", "PCS", None, "3 PCS"),
        ("en", "29.9", "EUR", None, "€29.90"),
        ("en", "-5", "USD", None, "-$5.00"),
        ("en", "29.905", "EUR", None, "€29.905"),
        ("en", "5–7", "EUR", None, "€5–7"),
        ("en", "none", "EUR", None, "none €"),
        ("de", "29.9", "EUR", None, "29,90\xa0€"),
        ("de", "1234.5", "EUR", None, "1.234,50\xa0€"),
        ("de", "none", "EUR", None, "none\xa0€"),
        ("ja", "5", "JPY", None, "￥5"),
        ("de", "1", "days", None, "1 Tag"),
        ("de", "1", "day", None, "1 Tag"),
        ("de", "1000", "days", None, "1.000 Tage"),
        ("de", "1.5", "weeks", None, "1,5 Wochen"),
        ("de", "3 bis 5", "days", None, "3 bis 5 Tage"),
        ("de", "5", "%", None, "5\xa0%"),
        ("de", "29.9", "€", None, "29,9 €"),
        ("tr", "5", "%", None, "%5"),
        ("ja", "30", "days", None, "30 日"),
        ("pl", "2", "weeks", None, "2 tygodnie"),
        ("pl", "5", "weeks", None, "5 tygodni"),
        ("pl", "1.5", "weeks", None, "1,5 tygodnia"),
        ("ar", "2", "weeks", None, "أسبوعان"),
        ("ar", "11", "weeks", None, "11 أسبوعًا"),
        ("pt-BR", "2", "hours", None, "2 horas"),
        ("sv", "-5", "%", None, "−5\xa0%"),
        ("tlh", "1", "days", None, "1 day"),
        ("not a language", "2", "days", None, "2 days"),
    ],
)
def test_a_unit_is_written_as_its_language_does(
    language: str, value: str, unit: str, one: str | None, read: str
) -> None:
    """One day is no days, and an English price begins with its currency."""
    words = [Text(each, Mark("faq.yaml", 1, 1)) for each in ("a", value, unit, one or "")]
    counted = Unit(at=words[2].at, other=words[2])
    fact = Fact(id=words[0], value=words[1], unit=counted, unit_one=words[3] if one else None)
    assert resolve((fact,), Messages(language)).facts.text("a") == read


@pytest.mark.parametrize("unit", sorted(cldr.DURATIONS))
@pytest.mark.parametrize("number", ["0", "1", "2", "1.5", "1000"])
def test_english_says_durations_as_cldr_does_and_loads_nothing_for_it(
    unit: str, number: str
) -> None:
    from_cldr = UnitWords("en", cldr.unit_forms(unit, "en"))
    assert unit_words(Unit(other=text(unit)), "en").say(number) == from_cldr.say(number)


def test_a_unit_may_give_its_forms() -> None:
    """The language's plural categories choose among them; the others take the last."""
    pieces = Unit(one=text("sztuka"), few=text("sztuki"), many=text("sztuk"), other=text("sztuki"))
    words = unit_words(pieces, "pl")
    assert [words.say(each) for each in ("1", "3", "5", "1.5")] == [
        "1 sztuka",
        "3 sztuki",
        "5 sztuk",
        "1,5 sztuki",
    ]
    pieces = Unit(two=text("يومان"), few=text("أكثر من {} أيام"), other=text("يوم"))
    words = unit_words(pieces, "ar")
    assert [words.say(each) for each in ("2", "3", "100")] == [
        "2 يومان",
        "أكثر من 3 أيام",
        "100 يوم",
    ]


def test_a_value_without_its_unit_is_written_as_the_language_does_but_whole_in_a_value() -> None:
    """A range reads alike at both ends, and a rule can still test a fact made of another."""
    words = {
        "least": ("1000.5", "days"),
        "most": ("2000", "days"),
        "same": "{{ facts.least.value }}",
    }
    words["range"] = "{{ facts.least.value }} bis {{ facts.most }}"
    made = [
        Fact(
            id=text(id),
            value=text(value if isinstance(value, str) else value[0]),
            unit=None if isinstance(value, str) else Unit(other=text(value[1])),
        )
        for id, value in words.items()
    ]
    known = resolve(tuple(made), Messages("de")).facts
    assert known.text("range") == "1.000,5 bis 2.000 Tage"
    assert (known.number("same"), known.value("least")) == (Decimal("1000.5"), "1000.5")


def test_a_fact_may_be_made_of_other_facts_in_any_order() -> None:
    known = good(
        window="{{ facts.least.value }} to {{facts.most}}",
        least=("3", "days"),
        most=("5", "days"),
    )
    assert known.text("window") == "3 to 5 days"


def test_numbers_are_exact() -> None:
    known = good(a="1.10", b="-3", c="3 to 5", d="1e5", e="٣", f="{{ facts.a }}", g="1,000")
    numbers = [known.number(id) for id in "abcdefg"]
    assert numbers == [Decimal("1.10"), Decimal(-3), None, None, None, Decimal("1.10"), None]
    assert str(known.number("a")) == "1.10"


def test_days_are_exact() -> None:
    known = good(a="2026-11-22", b="2026-02-30", c="20261122", d="2026-W01-1")
    assert [known.date(id) for id in "abcd"] == [date(2026, 11, 22), None, None, None]


def test_an_unknown_fact_is_named_with_the_nearest_one() -> None:
    resolved = facts(window="5", rule="within {{ facts.windw }} days")
    assert messages(resolved) == ["2 unknown-fact: There is no fact “windw”."]
    assert message_format.hint(resolved.problems[0]).startswith("Did you mean “window”?")
    assert resolved.facts.text("rule") == "within {{ facts.windw }} days"


def test_facts_that_go_round_in_a_circle_are_reported_once() -> None:
    resolved = facts(a="{{ facts.b }}", b="{{ facts.c }}", c="{{ facts.a }}", d="{{ facts.a }}!")
    assert messages(resolved) == ["1 fact-cycle: The fact “a” is made of itself: a → b → c → a."]


def test_a_fact_made_of_itself_is_a_circle_too() -> None:
    assert [found.code for found in facts(a="{{ facts.a }}").problems] == ["fact-cycle"]


def test_two_circles_are_two_problems() -> None:
    resolved = facts(a="{{ facts.a }}", b="{{ facts.c }}", c="{{ facts.b }}", d="{{ facts.c }}")
    assert [(found.code, found.at.line) for found in resolved.problems] == [
        ("fact-cycle", 1),
        ("fact-cycle", 2),
    ]


def test_facts_that_double_each_other_are_stopped_at_the_limit() -> None:
    """Thirty lines must not make a text of a billion characters."""
    chain = {f"f{n}": f"{{{{ facts.f{n - 1} }}}}" * 10 for n in range(1, 30)}
    resolved = facts(f0="lol", **chain)
    assert {found.code for found in resolved.problems} == {"long-fact"}
    assert max(len(resolved.facts.value(id)) for id in resolved.facts) <= LONGEST_VALUE


def test_a_chain_of_ten_thousand_facts_needs_no_deep_stack() -> None:
    chain = {f"f{n}": f"{{{{ facts.f{n + 1} }}}}" for n in range(10_000)}
    assert good(**chain, f10000="7").text("f0") == "7"


def test_anything_else_in_double_braces_is_text() -> None:
    written = "{{ 7*7 }} {{ facts }} {{ answers.status }} {{ facts.a.b }} {{{ facts. }}}"
    assert good(a="1", b=written).text("b") == written


@pytest.mark.parametrize("hostile", ["<script>", "__proto__", "constructor", "\\1", "{0}", "%s"])
def test_a_value_is_data_whatever_it_holds(hostile: str) -> None:
    known = good(a=hostile, b="[{{ facts.a }}]")
    assert known.text("b") == f"[{hostile}]"


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefgx"))))
def test_every_fact_has_a_value_and_nothing_is_raised(made: dict[str, list[str]]) -> None:
    resolved = facts(
        **{id: "".join(f"{{{{ facts.{name} }}}}" for name in names) for id, names in made.items()}
    )
    assert set(resolved.facts) == set(made)
    for id in made:
        assert isinstance(resolved.facts.text(id), str)
    if not resolved.problems:
        assert not any("{{" in resolved.facts.value(id) for id in made)
