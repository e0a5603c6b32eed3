"""A verdict is sent where the owner wants it, under the site's own policy, and nowhere else."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import KINDS, reader
from tests.build import project
from tests.web import served

pytestmark = pytest.mark.browser

OPENSSL = shutil.which("openssl")

KNOWLEDGE = """
title: Help
feedback: {FEEDBACK}
faqs:
  - {id: leave, question: "Leave & rest?", answer: Use the portal.}
"""


@contextmanager
def endpoint(folder: Path, heard: list[tuple[str, str]]) -> Iterator[str]:
    """The https address of a server on this machine that puts what it is sent into ``heard``."""

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            heard.append((self.path, self.rfile.read(size).decode()))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    made += ["-days", "2", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([str(part) for part in made], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"https://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def policy_of(site: Path) -> str:
    """The policy that ``waypost build`` tells the host to send."""
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        name, _, value = line.strip().partition(": ")
        if name == "Content-Security-Policy":
            return value
    pytest.fail("the site has no policy")


@contextmanager
def asked(chromium: Browser, folder: Path, feedback: str) -> Iterator[Page]:
    """A question's page of a site with ``feedback``, served with the site's own policy."""
    project.make(folder / "shop", KNOWLEDGE.replace("FEEDBACK", feedback))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder / "shop")
        built = project.build()
    assert built.exit_code == 0, built.stderr
    site = folder / "shop" / "site"
    context = chromium.new_context(ignore_https_errors=True)
    with served(site, {"Content-Security-Policy": policy_of(site)}) as address:
        page = context.new_page()
        page.goto(f"{address}questions/leave/")
        yield page
    context.close()


@pytest.mark.skipif(not OPENSSL, reason="openssl makes the certificate")
def test_a_verdict_reaches_its_endpoint_and_the_policy_allows_nothing_beside_it(
    chromium: Browser, tmp_path: Path
) -> None:
    heard: list[tuple[str, str]] = []
    with (
        endpoint(tmp_path, heard) as host,
        asked(chromium, tmp_path, f'endpoint: "{host}/verdicts"') as page,
    ):
        page.get_by_role("button", name="No").click()
        expect(page.get_by_role("status").get_by_text("Thank you.", exact=True)).to_be_visible()
        page.wait_for_timeout(300)
        elsewhere = "path => fetch(path, {method: 'POST', mode: 'no-cors'}).then(() => 1, () => 0)"
        assert page.evaluate(elsewhere, f"{host}/elsewhere") == 0
    assert [(path, json.loads(body)) for path, body in heard] == [
        ("/verdicts", {"page": "/questions/leave/", "helpful": False})
    ]


def test_a_verdict_that_cannot_be_sent_says_so(chromium: Browser, tmp_path: Path) -> None:
    with asked(chromium, tmp_path, 'endpoint: "https://localhost:9/verdicts"') as page:
        page.get_by_role("button", name="Yes").click()
        expect(page.get_by_role("status").filter(has_text="couldn’t be sent")).to_be_visible()


def mail_opened(page: Page) -> dict[str, Any]:
    """The mail that the page opens when a reader says no."""
    page.evaluate(
        """() => { window.opened = [];
          navigation.addEventListener("navigate", (event) => {
            window.opened.push(event.destination.url); event.preventDefault(); }); }"""
    )
    page.get_by_role("button", name="No").click()
    page.wait_for_function("window.opened.length")
    parts = urlsplit(page.evaluate("window.opened[0]"))
    assert parts.scheme == "mailto"
    return {"to": unquote(parts.path)} | {
        name: value for name, [value] in parse_qs(parts.query).items()
    }


def test_a_verdict_opens_a_mail_about_the_page(chromium: Browser, tmp_path: Path) -> None:
    with asked(chromium, tmp_path, "email: help@shop.example") as page:
        mail = mail_opened(page)
        assert mail == {
            "to": "help@shop.example",
            "subject": "Not helpful: Leave & rest?",
            "body": f"{page.url}\n\n",
        }


def test_the_owner_words_the_mail(chromium: Browser, tmp_path: Path) -> None:
    worded = "email: help@shop.example, subject: '[{verdict}] {title}', body: 'On {address} {x}:'"
    with asked(chromium, tmp_path, worded) as page:
        mail = mail_opened(page)
        assert mail["subject"] == "[Not helpful] Leave & rest?"
        assert mail["body"].startswith(f"On {page.url} {{x}}:")


def test_without_an_address_a_verdict_is_shown_and_not_sent(
    chromium: Browser, tmp_path: Path
) -> None:
    """Not even to an address that is there for later, which the policy doesn't allow."""
    address = "endpoint: 'https://localhost:9/verdicts'"
    with asked(chromium, tmp_path, f"send: no, {address}") as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url) if request.post_data else None)
        page.get_by_role("button", name="No").click()
        said = "Thank you. Nothing was sent. It would have said: /questions/leave/, No"
        expect(page.get_by_role("status").get_by_text(said, exact=True)).to_be_visible()
        assert sent == []
        assert "localhost:9" not in policy_of(tmp_path / "shop" / "site")


def test_without_script_nobody_is_asked(chromium: Browser, serve: str) -> None:
    with reader(chromium, script=False) as page:
        page.goto(serve + KINDS["question"])
        expect(page.get_by_text("Was this helpful?")).to_be_hidden()
