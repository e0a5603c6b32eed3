"""A small server for the preview: files of the last good build, and events to open pages."""

import json
import mimetypes
import posixpath
import queue
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from secrets import token_hex
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, urlencode

from waypost.serve.session import PreviewSession

OWN: Final = "/_waypost/"
"""The path of the preview's own script and events; no page of a site starts with it."""

SCRIPT: Final = Path(__file__).parent / "live.mjs"
PING: Final = 15.0
"""Seconds between signs of life, so that a connection that is gone gets noticed."""

TYPES: Final = {".mjs": "text/javascript", ".js": "text/javascript", ".svg": "image/svg+xml"}
HTML: Final = "text/html"
OK: Final = HTTPStatus.OK

NOTICE: Final = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Waypost preview</title>
<body><main><p>SAID</p></main>
</body></html>"""
WAITING: Final = NOTICE.replace(
    "SAID", "The pages will show here as soon as the knowledge base has no errors."
).encode()
States = queue.SimpleQueue[dict[str, Any]]
"""A queue of states for one open page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request; ``to`` is where it is sent instead.

    ``key`` is that of the file.
    """

    status: HTTPStatus
    body: bytes = b""
    kind: str = ""
    to: str = ""
    key: str = ""


class LiveSite:
    """The site that is served, and the open pages that listen. Safe for several threads."""

    def __init__(self, base: str, pages: PreviewSession) -> None:
        self.base = base
        self.pages = pages
        self._state: dict[str, Any] = {"version": 0}
        self._run = token_hex(4)
        self._listeners: set[States] = set()
        self._lock = threading.Lock()

    @property
    def state(self) -> str:
        """A name for what happened last."""
        return self.named(self._state)

    def named(self, state: Mapping[str, Any]) -> str:
        """A name for a state, which another run of the preview gives no state of its own."""
        return f"{self._run}-{state['version']}"

    def publish(self, state: Mapping[str, Any]) -> None:
        """Tell every open page what happened, unless something later was told already."""
        with self._lock:
            if state["version"] < self._state["version"]:
                return
            self._state = dict(state)
            for listener in self._listeners:
                listener.put(dict(self._state))

    def subscribe(self) -> States:
        """A queue of what happens from now on; the present state comes first."""
        listener: States = queue.SimpleQueue()
        with self._lock:
            listener.put({**self._state, "page": None})
            self._listeners.add(listener)
        return listener

    def unsubscribe(self, listener: States) -> None:
        """Stop filling a queue."""
        with self._lock:
            self._listeners.discard(listener)

    def answer(self, name: str) -> Answer:
        """The answer to a request for ``name``, which is relative to the site's root."""
        path = _path(name)
        try:
            if (body := self.pages.read(path)) is not None:
                kind = TYPES.get(posixpath.splitext(path)[1]) or mimetypes.guess_type(path)[0]
                key = self.pages.key(path)
                return Answer(OK, body, kind or "application/octet-stream", key=key)
            if not name.endswith("/") and self.pages.key(_path(f"{name}/")):
                return Answer(HTTPStatus.FOUND, to=f"{self.base}{quote(name)}/")
            lost = self.pages.read(f"{path.partition('/')[0]}/404.html")
            if (missing := lost or self.pages.read("404.html")) is not None:
                return Answer(HTTPStatus.NOT_FOUND, missing, HTML)
            return Answer(OK, WAITING, HTML)
        except Exception as reason:  # a template of the site's may raise anything
            text = escape(f"This page can't be drawn: {reason}")
            notice = NOTICE.replace("SAID", text).encode()
            return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, notice, HTML)

    def key(self, name: str) -> str:
        try:
            return self.pages.key(_path(name))
        except Exception:  # the page will say why, when it is read again
            return ""


def _path(name: str) -> str:
    """The file that the address ``name`` means."""
    clean = posixpath.normpath(f"/{name}").lstrip("/")
    if name and not name.endswith("/"):
        return clean
    return f"{clean}/index.html" if clean else "index.html"


def serve(live: LiveSite, host: str, port: int) -> ThreadingHTTPServer:
    """A server for ``live``. Raises `OSError` where the address can't be had."""

    class Handler(_RequestHandler):
        shown = live

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            # A browser that goes away in the middle of an answer is no fault of anybody's.
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    return Server((host, port), Handler)


class _RequestHandler(BaseHTTPRequestHandler):
    shown: LiveSite
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, the preview's script, or its events."""
        path, _, asked = self.path.partition("?")
        if not self._is_local():
            self._send(HTTPStatus.FORBIDDEN, b"This preview is for this machine.", "text/plain")
        elif path == f"{OWN}events":
            self._events(parse_qs(asked))
        elif path == f"{OWN}live.mjs":
            self._send(HTTPStatus.OK, SCRIPT.read_bytes(), "text/javascript")
        elif not path.startswith(self.shown.base):
            self._redirect(self.shown.base)
        else:
            self._answer(unquote(path.removeprefix(self.shown.base)))

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: the terminal is for problems."""

    def _is_local(self) -> bool:
        """True if the request names this server: other names are another site's trick."""
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host") or ""
        bound, _ = self.connection.getsockname()[:2]
        return host in ("localhost", "127.0.0.1", "[::1]", bound) or bound in ("0.0.0.0", "::")  # noqa: S104

    def _answer(self, name: str) -> None:
        # What happens while the page is drawn is told to it afterwards.
        state = self.shown.state
        answer = self.shown.answer(name)
        if answer.to:
            self._redirect(answer.to)
        elif answer.kind == HTML:
            self._send(answer.status, self._live(answer, state), f"{HTML}; charset=utf-8")
        else:
            self._send(answer.status, answer.body, answer.kind)

    def _live(self, answer: Answer, state: str) -> bytes:
        """A page with the script that keeps it live."""
        about = {"base": self.shown.base, "state": state, "key": answer.key}
        source = escape(f"{OWN}live.mjs?{urlencode(about)}")
        tag = f'<script type="module" src="{source}"></script>'.encode()
        before, end, after = answer.body.rpartition(b"</body>")
        return before + tag + end + after if end else answer.body + tag

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _events(self, asked: Mapping[str, list[str]]) -> None:
        """Server-sent events, until the page goes away. It told its address and what it shows."""
        at, key, seen = (asked.get(name, [""])[0] for name in ("at", "key", "state"))
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        listener = self.shown.subscribe()
        try:
            while True:
                try:
                    state = listener.get(timeout=PING)
                    newer = self.shown.named(state) != seen
                    state["changed"] = newer and self.shown.key(at) != key
                    message = f"data: {json.dumps(state)}\n\n"
                except queue.Empty:
                    message = ": still here\n\n"
                self.wfile.write(message.encode())
                self.wfile.flush()
        except OSError:
            self.shown.unsubscribe(listener)
