"""What readers press leads somewhere: numbers can be dialled, mails go to one, links are alive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from waypost.checks.analyse import analyse
from waypost.core.web_address import dialled
from waypost.diagnostics.message_format import hint, message
from waypost.pages import page_context

BASE = """
facts: {hotline: 555-0100, desk: ask for us}
guides:
  - {id: pay, title: Pay, steps: [Pay.], action: {label: Pay now, url: "%s"}}
  - {id: later, title: Later, steps: [Wait.], draft: yes}
contacts: {desk: {title: The desk%s}}
faqs: [{id: fee, question: Is it free?, answer: Yes.}]
"""


def problems(
    folder: Path, action: str = "https://shop.example", contact: str = ""
) -> Sequence[str]:
    """The problems of a knowledge base with this action and this contact, but for unused facts."""
    file = folder / "faq.yaml"
    file.write_text(BASE % (action, contact), encoding="utf-8")
    found = analyse(file, date(2026, 11, 22)).problems
    return [
        f"{each.at.line}:{each.at.column} {each.code}: {message(each)} {hint(each)}"
        for each in found
        if each.code not in ("unused-fact",)
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://shop.example/orders?a=1",
        "mailto:help@shop.example",
        "tel:+15550100",
        "guide:pay",
        "guide:pay#step-1",
        "faq:fee",
        "questions/fee/",
        "a-z/",
    ],
)
def test_an_action_leads_to_the_web_a_mailbox_a_telephone_or_an_entry(
    tmp_path: Path, address: str
) -> None:
    assert problems(tmp_path, address) == []
    assert problems(tmp_path, contact=f', url: "{address}"') == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("guide:pax", "unknown-link"),
        ("guide:pay#step-7", "unknown-part"),
        ("guide:later", "unpublished-link"),
        ("no-such-page.html", "unsafe-address"),
        ("http://shop.example", "unsafe-address"),
        ("javascript:alert(1)", "unsafe-address"),
        ("//shop.example", "unsafe-address"),
        ("shop.example", "unsafe-address"),
    ],
)
def test_an_address_that_leads_nowhere_is_reported_where_it_stands(
    tmp_path: Path, address: str, code: str
) -> None:
    [found] = problems(tmp_path, address)
    assert found.startswith(f"4:72 {code}: ")
    [found] = problems(tmp_path, contact=f', url: "{address}"')
    assert found.startswith(f"6:41 {code}: ")


def test_the_nearest_entry_is_named(tmp_path: Path) -> None:
    [found] = problems(tmp_path, "guide:pax")
    assert "Did you mean “pay”?" in found


@pytest.mark.parametrize("number", ["+44 (0)20 7946 0958", "555-0100", "{{ facts.hotline }}"])
def test_a_number_is_written_as_people_write_it(tmp_path: Path, number: str) -> None:
    assert problems(tmp_path, contact=f', phone: "{number}"') == []


@pytest.mark.parametrize("number", ["call us", "12", "tel:+1555", "{{ facts.desk }}", "+1 555 x1"])
def test_what_cannot_be_dialled_is_no_number(tmp_path: Path, number: str) -> None:
    [found] = problems(tmp_path, contact=f', phone: "{number}"')
    assert " unfit-phone: " in found
    assert "Write it as it is dialled" in found


@pytest.mark.parametrize("address", ["mailto:a@b.example", "desk", "a@b.example, c@d.example"])
def test_a_mail_goes_to_one_address(tmp_path: Path, address: str) -> None:
    [found] = problems(tmp_path, contact=f', email: "{address}"')
    assert " unfit-email: " in found


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    contact = ', url: "ftp://x", email: nobody, phone: none'
    assert len(problems(tmp_path, "guide:pax", contact)) == 4


def test_a_number_is_dialled_without_its_signs() -> None:
    assert dialled("+44 (0)20 7946-0958") == "+442079460958"
    assert dialled("(555) 0100") == "5550100"


def test_a_button_whose_entry_is_not_published_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text(BASE % ("guide:later", ""), encoding="utf-8")
    shown = page_context(analyse(file, date(2026, 11, 22)).site, "")
    assert shown.action(shown.knowledge.guides[0]) is None
