"""The policy names what pages hold and nothing more, and says what it would block."""

from __future__ import annotations

import pytest

from waypost.build import csp
from waypost.build.csp import SecurityPolicy
from waypost.core import page_markup

PAGE = '<!doctype html><html><head><meta charset="utf-8"></head><body>{}</body></html>'


def policy(body: str, *sends_to: str) -> SecurityPolicy:
    """The policy of a site of one page."""
    return csp.policy_for([page_markup.read(PAGE.format(body))], sends_to)


def sources(body: str, directive: str) -> list[str]:
    """The sources of a directive besides the site itself."""
    return [each for each in policy(body).directives[directive] if each != "'self'"]


def blocked(body: str) -> list[str]:
    """What the policy of a site of one page would block."""
    pages = {"index.html": page_markup.read(PAGE.format(body))}
    return [fault.what for fault in csp.blocked(pages)]


def test_nothing_is_allowed_by_default_and_nothing_unsafe_ever() -> None:
    header = policy("<script>a()</script><style>b{}</style>").header()
    assert header.startswith("default-src 'none'; ")
    assert "unsafe" not in header
    assert "*" not in header
    assert "http" not in header


@pytest.mark.parametrize(
    ("script", "digest"),
    [
        ("alert(1)", "bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="),
        ("alert(1)\r\n", "MaeD7tQk/YNyd6Pm9J12ROmv0Z93QwNN4VH7v3gI+RI="),
    ],
)
def test_a_script_in_a_page_is_named_by_the_hash_that_browsers_take(
    script: str, digest: str
) -> None:
    assert sources(f"<script>{script}</script>", "script-src") == [f"'sha256-{digest}'"]


@pytest.mark.parametrize(
    "block",
    [
        '<script type="application/json">{}</script>',
        '<script id="__config" type=application/ld+json>{}</script>',
        '<script src="a.js"></script>',
    ],
)
def test_what_does_not_run_needs_no_hash(block: str) -> None:
    assert sources(block, "script-src") == []


@pytest.mark.parametrize("type", ["module", "text/javascript", ""])
def test_each_kind_of_script_is_hashed(type: str) -> None:
    assert len(sources(f'<script type="{type}">a()</script>', "script-src")) == 1


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ('<p onclick="a()">', "has a script in an attribute"),
        ('<td style="text-align: right">', "has a style in an attribute"),
        ('<img src="https://example.org/a.png">', "loads from another host"),
        ('<script src="//example.org/a.js"></script>', "loads from another host"),
        ('<link rel="stylesheet" href="https://example.org/a.css">', "loads from another host"),
    ],
)
def test_what_the_policy_would_block_is_said(markup: str, what: str) -> None:
    assert blocked(markup) == [what]


def test_links_to_other_hosts_are_nobodys_business() -> None:
    body = (
        '<a href="https://example.org/">x</a><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    )
    assert blocked(body) == []


def test_too_many_scripts_for_a_header_are_said() -> None:
    body = "".join(f"<script>a({number})</script>" for number in range(csp.MOST_HASHES + 1))
    assert len(blocked(body)) == 1


def test_pages_may_send_to_the_one_address_that_the_owner_named() -> None:
    rules = policy("<p>text", "https://help.example.org/verdicts?a=1")
    assert "connect-src 'self' https://help.example.org/verdicts;" in rules.header()


def test_a_host_in_another_script_is_named_as_browsers_know_it() -> None:
    rules = policy("<p>text", "https://пример.рф/verdicts")
    assert "connect-src 'self' https://xn--e1afmkfd.xn--p1ai/verdicts;" in rules.header()
    assert rules.header().isascii()


def test_a_page_can_carry_the_policy_itself() -> None:
    """Behind the encoding, which browsers look for in the first 1,024 bytes."""
    rules = policy("<p>text")
    html = csp.put_into_page(rules, PAGE.format("<p>text"))
    tag = f'<meta http-equiv="Content-Security-Policy" content="{rules.meta()}">'
    assert f'<head><meta charset="utf-8">{tag}</head>' in html
    assert "frame-ancestors" not in rules.meta()
