"""JSON-LD for search engines, in the vocabulary of schema.org."""

from collections.abc import Iterable
from typing import Any

from waypost.model.records import MerchantReturns
from waypost.pages.page import Crumb, Page
from waypost.search.site_index import in_script

CONTEXT = "https://schema.org"
RETURNS = {
    "finite": "MerchantReturnFiniteReturnWindow",
    "unlimited": "MerchantReturnUnlimitedWindow",
    "not-permitted": "MerchantReturnNotPermitted",
    "mail": "ReturnByMail",
    "store": "ReturnInStore",
    "kiosk": "ReturnAtKiosk",
    "free": "FreeReturn",
    "customer": "ReturnFeesCustomerResponsibility",
    "original-shipping": "OriginalShippingFees",
}
"""schema.org's names for the values of ``merchant_returns``."""


def block(*items: dict[str, Any] | None) -> str:
    """``items`` as one JSON-LD text, safe inside a script element; nothing where there are none."""
    found = [item for item in items if item]
    return in_script({"@context": CONTEXT, "@graph": found}) if found else ""


def breadcrumbs(page: Page, url: str) -> dict[str, Any] | None:
    """The way from home to ``page``; nothing without a public ``url``."""
    if not url or not page.crumbs:
        return None
    places = [*page.crumbs, Crumb(page.title, page.address)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": place.title, "item": url + place.address}
            for n, place in enumerate(places, 1)
        ],
    }


def faq_page(questions: Iterable[tuple[str, str]]) -> dict[str, Any] | None:
    """Questions with the plain text of their answers, as a page shows them."""
    found = [
        {
            "@type": "Question",
            "name": question,
            "acceptedAnswer": {"@type": "Answer", "text": answer},
        }
        for question, answer in questions
    ]
    return {"@type": "FAQPage", "mainEntity": found} if found else None


def merchant_returns(
    terms: MerchantReturns | None, days: str, name: str, url: str
) -> dict[str, Any] | None:
    """The shop's terms of returns, as far as its owner tells them; ``days`` as plain text."""
    if not terms:
        return None
    told: dict[str, Any] = {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": str(terms.country),
        "returnPolicyCategory": f"{CONTEXT}/{RETURNS[terms.category]}",
    }
    number = days.split()[0] if days.split() else ""
    if terms.category == "finite" and number.isdecimal():
        told["merchantReturnDays"] = int(number)
    if terms.method:
        told["returnMethod"] = f"{CONTEXT}/{RETURNS[terms.method]}"
    if terms.fees:
        told["returnFees"] = f"{CONTEXT}/{RETURNS[terms.fees]}"
    shop: dict[str, Any] = {"@type": "OnlineStore", "name": name}
    return shop | ({"url": url} if url else {}) | {"hasMerchantReturnPolicy": told}
