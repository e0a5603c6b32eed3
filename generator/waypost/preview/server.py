"""A small server for the preview: files of the last good build, and events to open pages."""

from __future__ import annotations

import json
import mimetypes
import posixpath
import queue
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

OWN: Final = "/_waypost/"
"""Where the preview's own script and events are; no page of a site starts with it."""

SCRIPT: Final = Path(__file__).parent / "live.mjs"
PING: Final = 15.0
"""Seconds between signs of life, so that a connection that is gone gets noticed."""

TYPES: Final = {".mjs": "text/javascript", ".js": "text/javascript", ".svg": "image/svg+xml"}
WAITING: Final = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Waypost preview</title>
<body><main><p>The pages will show here as soon as the knowledge base has no errors.</p></main>
</body></html>"""


class Live:
    """What the server shows, and who listens. Safe to use from several threads."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.folder: Path | None = None
        self._state: dict[str, Any] = {"version": 0}
        self._listeners: set[queue.SimpleQueue[str]] = set()
        self._lock = threading.Lock()

    @property
    def version(self) -> int:
        """The number of the build that is shown."""
        return int(self._state["version"])

    def tell(self, state: Mapping[str, Any], folder: Path | None) -> None:
        """Show ``folder`` from now on, and tell every open page what happened."""
        with self._lock:
            self.folder = folder or self.folder
            self._state = dict(state)
            for listener in self._listeners:
                listener.put(json.dumps(state))

    def listen(self) -> queue.SimpleQueue[str]:
        """A queue of what happens from now on; the present state comes first."""
        listener: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            listener.put(json.dumps({**self._state, "page": None}))
            self._listeners.add(listener)
        return listener

    def leave(self, listener: queue.SimpleQueue[str]) -> None:
        """Stop filling a queue."""
        with self._lock:
            self._listeners.discard(listener)


def serve(live: Live, host: str, port: int) -> ThreadingHTTPServer:
    """A server for ``live``. Raises `OSError` where the address can't be had."""

    class Handler(_Handler):
        shown = live

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        allow_reuse_address = True

    return Server((host, port), Handler)


class _Handler(BaseHTTPRequestHandler):
    shown: Live
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, the preview's script, or its events."""
        path = urlsplit(self.path).path
        if not self._is_local():
            self._send(HTTPStatus.FORBIDDEN, b"This preview is for this machine.", "text/plain")
        elif path == f"{OWN}events":
            self._events()
        elif path == f"{OWN}live.mjs":
            self._send(HTTPStatus.OK, SCRIPT.read_bytes(), "text/javascript")
        elif not path.startswith(self.shown.base):
            self._redirect(self.shown.base)
        else:
            self._file(unquote(path.removeprefix(self.shown.base)))

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: the terminal is for problems."""

    def _is_local(self) -> bool:
        """Whether the request names this server: other names are another site's trick."""
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host") or ""
        bound, _ = self.connection.getsockname()[:2]
        return host in ("localhost", "127.0.0.1", "[::1]", bound) or bound in ("0.0.0.0", "::")  # noqa: S104

    def _file(self, name: str) -> None:
        folder = self.shown.folder
        if folder is None:
            self._page(HTTPStatus.OK, WAITING.encode())
            return
        clean = posixpath.normpath(f"/{name}").lstrip("/")
        file = folder / clean
        if "\0" in name or not file.resolve().is_relative_to(folder.resolve()):
            self._missing(folder)
        elif file.is_dir() and name and not name.endswith("/"):
            self._redirect(f"{self.shown.base}{quote(clean)}/")
        elif file.is_dir() and (file / "index.html").is_file():
            self._page(HTTPStatus.OK, (file / "index.html").read_bytes())
        elif file.is_file() and not name.endswith("/"):
            self._found(file)
        else:
            self._missing(folder)

    def _found(self, file: Path) -> None:
        if file.suffix == ".html":
            self._page(HTTPStatus.OK, file.read_bytes())
            return
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        self._send(HTTPStatus.OK, file.read_bytes(), kind or "application/octet-stream")

    def _missing(self, folder: Path) -> None:
        page = folder / "404.html"
        self._page(HTTPStatus.NOT_FOUND, page.read_bytes() if page.is_file() else b"Not found.")

    def _page(self, status: HTTPStatus, html: bytes) -> None:
        """A page with the script that keeps it live."""
        version = self.shown.version
        base = quote(self.shown.base, safe="")
        tag = f'<script type="module" src="{OWN}live.mjs?v={version}&amp;base={base}"></script>'
        before, end, after = html.rpartition(b"</body>")
        whole = before + tag.encode() + end + after if end else html + tag.encode()
        self._send(status, whole, "text/html; charset=utf-8")

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

    def _events(self) -> None:
        """Server-sent events, until the page goes away."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        listener = self.shown.listen()
        try:
            while True:
                try:
                    message = f"data: {listener.get(timeout=PING)}\n\n"
                except queue.Empty:
                    message = ": still here\n\n"
                self.wfile.write(message.encode())
                self.wfile.flush()
        except OSError:
            self.shown.leave(listener)
