"""A built site behind a local address, and a browser to read it with."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Playwright

NO_HEADERS: Mapping[str, str] = {}

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

LEFT_OUT = (
    # Playwright leaves these out, too: its own list doesn't count beside another one.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # Pages of the browser's own surface, and one kept ready: half of what a new window costs.
    "SpareRendererForSitePerProcess",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
QUIET = [
    f"--disable-features={','.join(LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host does: its own 404 page, modules with their type, no log."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".md": "text/markdown; charset=utf-8",
    }

    def __init__(self, *args: Any, headers: Mapping[str, str] = NO_HEADERS, **more: Any) -> None:
        self.more_headers = headers
        super().__init__(*args, **more)

    def end_headers(self) -> None:
        """Send the headers that the host adds to every answer."""
        for name, value in self.more_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test's own output is what counts."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own."""
        own = Path(self.directory) / "404.html"
        if code != 404 or not own.is_file():
            return super().send_error(code, message, explain)
        body = own.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


@contextmanager
def served(
    folder: Path, headers: Mapping[str, str] = NO_HEADERS, handler: type[Handler] = Handler
) -> Iterator[str]:
    """The address (with a slash at its end) at which ``folder`` is served on this machine."""
    made = partial(handler, directory=str(folder), headers=headers)
    server = ThreadingHTTPServer(("127.0.0.1", 0), made)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def launch(playwright: Playwright, *more: str) -> Browser:
    """A browser: one on the PATH, else Playwright's own, else the run fails and says why.

    ``more`` are further flags of its command line.
    """
    reasons = []
    for executable in [*filter(None, map(shutil.which, BROWSERS)), None]:
        try:
            return playwright.chromium.launch(executable_path=executable, args=[*QUIET, *more])
        except Error as error:
            reasons.append(str(error).splitlines()[0])
    pytest.fail(
        "No Chromium to test with: install one on the PATH, or run "
        f"`playwright install chromium`. ({' '.join(reasons)})"
    )
