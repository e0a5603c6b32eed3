"""What stands on each kind of page: a small knowledge base in, exact HTML out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pages.shop import SHOP, context, page, pages
from waypost.model.entries import redirects
from waypost.pages.outputs import redirect

KINDS = {
    "home": "",
    "question": "questions/how-long/",
    "topics": "topics/",
    "topic": "topics/returns/",
    "policy": "policies/may-return/",
    "policies": "policies/",
    "guide": "guides/send-it-back/",
    "guides": "guides/",
    "tree": "where-now/",
    "chart": "where-now/sitemap/",
    "outcome": "where-now/ask/",
    "a-z": "a-z/",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_written_as_expected(kind: str, agree: Callable[[Path, str], None]) -> None:
    agree(SHOP.parent / f"{kind}.html", page(KINDS[kind]).html + "\n")


def test_every_kind_of_page_has_a_case() -> None:
    assert {each.kind for each in pages()} == set(KINDS)


def graph(address: str) -> dict[str, dict[str, Any]]:
    """The structured data of a page by type."""
    return {each["@type"]: each for each in json.loads(page(address).structured)["@graph"]}


def test_breadcrumbs_tell_search_engines_the_way() -> None:
    crumbs = graph("questions/how-long/")["BreadcrumbList"]["itemListElement"]
    assert [(each["name"], each["item"]) for each in crumbs] == [
        ("Home", "https://help.shop.example/"),
        ("Returning an item", "https://help.shop.example/topics/returns/"),
        (
            "How long can I return <b>things</b>?",
            "https://help.shop.example/questions/how-long/",
        ),
    ]


def test_a_topic_page_is_a_faq_page_in_the_words_that_it_shows() -> None:
    asked = graph("topics/returns/")["FAQPage"]["mainEntity"]
    assert [(each["name"], each["acceptedAnswer"]["text"]) for each in asked] == [
        (
            "How long can I return <b>things</b>?",
            "30 days. Keep the return label. Take a picture.",
        ),
        ("Who pays for a return?", "We do, within the window."),
    ]


def test_home_tells_search_engines_the_terms_of_returns() -> None:
    assert graph("")["OnlineStore"]["hasMerchantReturnPolicy"] == {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": "US",
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": 30,
        "returnMethod": "https://schema.org/ReturnByMail",
        "returnFees": "https://schema.org/FreeReturn",
    }


def test_an_empty_topic_is_not_shown() -> None:
    assert not any("Nothing here yet" in each.html for each in pages())


def test_old_addresses_lead_on() -> None:
    assert redirects(context().knowledge) == {
        "find-it/": "where-now/",
        "find-it/ask/": "where-now/ask/",
        "find-it/be-patient/": "where-now/wait/",
        "find-it/send/": "where-now/send/",
        "find-it/wait/": "where-now/wait/",
        "policies/old-rule/": "policies/may-return/",
        "questions/how-many-days/": "questions/how-long/",
        "where-now/be-patient/": "where-now/wait/",
    }


def test_a_redirect_is_written_as_expected(agree: Callable[[Path, str], None]) -> None:
    old, new = "questions/how-many-days/", "questions/how-long/"
    html = redirect(context(), old, new, page(new).title, "assets/waypost/moved.js")
    agree(SHOP.parent / "moved.html", html)
