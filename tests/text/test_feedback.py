"""Verdicts go over https or into a mail to one address; what else is written there is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.pages.rendering import rendered
from waypost.checks.analyse import analyse
from waypost.pages import page_context


def codes(folder: Path, feedback: str) -> list[str]:
    """The problems of a knowledge base that sends verdicts so."""
    file = folder / "faq.yaml"
    file.write_text(
        f"feedback: {{{feedback}}}\nfaqs: [{{id: fee, question: Is it free?, answer: Yes.}}]\n",
        encoding="utf-8",
    )
    return [problem.code for problem in analyse(file, date(2026, 11, 22)).problems]


@pytest.mark.parametrize(
    "address",
    [
        "/verdicts",
        "mailto:help@shop.example",
        "http://shop.example/verdicts",
        "https://shop.example;script-src 'unsafe-inline'",
        "javascript:alert(1)",
    ],
)
def test_an_endpoint_is_an_https_address(tmp_path: Path, address: str) -> None:
    assert codes(tmp_path, f'endpoint: "{address}"') == ["unfit-endpoint"]


@pytest.mark.parametrize(
    "address", ["help@shop.example?bcc=all@shop.example", "mailto:help@shop.example", "help"]
)
def test_a_mail_goes_to_one_address(tmp_path: Path, address: str) -> None:
    assert codes(tmp_path, f"email: '{address}'") == ["unfit-email"]


def test_both_may_be_given(tmp_path: Path) -> None:
    both = "endpoint: 'https://shop.example/v?key=1', email: help@shop.example"
    assert codes(tmp_path, both) == []


@pytest.mark.parametrize(("feedback", "asks"), [("", False), ("feedback: {send: no}\n", True)])
def test_readers_are_asked_where_the_owner_says_so(
    tmp_path: Path, feedback: str, asks: bool
) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text(f"{feedback}faqs: [{{id: fee, question: Is it free?, answer: Yes.}}]\n")
    found = rendered(page_context(analyse(file, date(2026, 11, 22)).site))
    assert any("Was this helpful?" in page.html for page in found) is asks
