"""What readers load: the weight of pages beside plain Material, and Lighthouse's marks."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.results import machine, table, write
from tests.web import BROWSERS, QUIET, Handler, launch, served

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
PAGES = {
    "home": "",
    "question": "questions/how-long-to-cancel/",
    "topic": "topics/cancelling/",
    "tree": "order-help/",
}
MARKS = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
QUERY = "coupon back"
HIT = ".md-search-result__item mark"

PLAIN = """
site_name: Plain
site_url: https://plain.example/
theme: {name: material, font: false, features: [navigation.tabs, navigation.indexes]}
plugins: [search]
"""


@dataclass(frozen=True, slots=True)
class Weight:
    """What the first view of a page asks for: requests, and their bodies' bytes under gzip."""

    requests: int
    bytes: int


class Compressing(Handler):
    """Serves text under gzip, as web servers do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, compressed."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            return self.send_error(404)
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=31536000" if path == file else "no-cache")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


class Slow(Compressing):
    """Serves as a phone far from a mast sees it: 400 kbit/s for all, 400 ms for each request."""

    LATENCY = 0.4
    RATE = 50_000
    line = threading.Lock()
    free_at = 0.0

    def setup(self) -> None:
        """Let all that is written share one line."""
        super().setup()
        write = self.wfile.write

        def share(data: bytes) -> int:
            for start in range(0, len(data), 1000):
                part = data[start : start + 1000]
                with Slow.line:
                    Slow.free_at = max(Slow.free_at, time.monotonic()) + len(part) / self.RATE
                    wait = Slow.free_at - time.monotonic()
                time.sleep(max(0, wait))
                write(part)
            return len(data)

        self.wfile.write = share  # type: ignore[method-assign, assignment]

    def do_GET(self) -> None:
        """Answer late."""
        time.sleep(self.LATENCY)
        super().do_GET()


def first_view(browser: Browser, address: str) -> Weight:
    """The weight of the page at ``address`` for a reader who was never there."""
    context = browser.new_context(viewport={"width": 375, "height": 667})
    page = context.new_page()
    seen: list[Response] = []
    page.on("response", lambda response: seen.append(response))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    sizes = [len(gzip.compress(each.body(), 6)) for each in seen]
    context.close()
    return Weight(len(sizes), sum(sizes))


def first_search(browser: Browser, home: str, query: str = QUERY) -> Weight:
    """What a first search for ``query`` on the page ``home`` loads beyond the page itself."""
    context = browser.new_context(viewport={"width": 375, "height": 667})
    page = context.new_page()
    page.goto(home)
    page.wait_for_load_state("networkidle")
    seen: list[Response] = []
    context.on("response", lambda response: seen.append(response))
    page.locator("#wp-query").click()
    page.keyboard.type(query)
    page.wait_for_selector(HIT)
    page.wait_for_load_state("networkidle")
    sizes = [len(gzip.compress(each.body(), 6)) for each in seen]
    context.close()
    return Weight(len(sizes), sum(sizes))


def seconds_to_a_result(browser: Browser, home: str, *, from_address: bool) -> float:
    """Seconds until the first result is there, for a reader who was never at ``home``.

    Counted from the touch of the field, or, with the query in the address, from its opening.
    """
    context = browser.new_context(viewport={"width": 375, "height": 667})
    page = context.new_page()
    if from_address:
        start = time.monotonic()
        page.goto(f"{home}?q={QUERY}", wait_until="commit")
    else:
        page.goto(home)
        page.wait_for_load_state("networkidle")
        start = time.monotonic()
        page.locator("#wp-query").click()
        page.keyboard.type(QUERY)
    page.wait_for_selector(HIT)
    seconds = time.monotonic() - start
    context.close()
    return seconds


def plain(folder: Path) -> Path:
    """A site of plain Material with one page, built in ``folder``."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Plain\n\nA page.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(build, cwd=folder, check=True, env=quiet)
    return folder / "site"


def lighthouse(address: str) -> Mapping[str, int]:
    """The median of each mark of some runs on a phone's settings."""
    runs = [_marks(address) for _ in range(RUNS)]
    return {mark: round(statistics.median(run[mark] for run in runs)) for mark in MARKS}


def _marks(address: str) -> Mapping[str, float]:
    flags = f"--chrome-flags=--headless=new {' '.join(QUIET)}"
    command = [str(LIGHTHOUSE), address, "--output=json", "--quiet", flags]
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    wishes = os.environ | ({"CHROME_PATH": browser} if browser else {})
    done = subprocess.run(command, capture_output=True, check=True, env=wishes)
    report: Any = json.loads(done.stdout)
    return {mark: 100 * (report["categories"][mark]["score"] or 0) for mark in MARKS}


def main() -> None:
    """Weigh both sites' pages, and let Lighthouse mark them where it is installed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = folder / "ours"
        build = [sys.executable, "-m", "waypost", "build", "--site-dir", str(ours)]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        sites = {"Waypost": (ours, PAGES), "plain Material": (plain(folder / "p"), {"home": ""})}
        rows = [row for name, (site, pages) in sites.items() for row in _rows(name, site, pages)]
        searched = _searched(ours)
    head = ["site", "page", "requests", "kB, gzipped", *MARKS]
    note = (
        "" if LIGHTHOUSE.exists() else "\n\nLighthouse isn't installed: npm ci --prefix benchmarks."
    )
    told = f"{machine()} First view on a phone; text is served under gzip. "
    told += f"Lighthouse: a phone's settings, median of {RUNS} runs."
    text = f"{table(head, rows)}{note}\n\n{searched}"
    write("Weight", f"{told}\n\n{text}")
    print(text)


def _searched(site: Path) -> str:
    """What a first search weighs, and how soon it answers on a slow line."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        with served(site, handler=Compressing) as address:
            weight = first_search(browser, address)
        with served(site, handler=Slow) as address:
            touched, opened = (
                statistics.median(
                    seconds_to_a_result(browser, address, from_address=way) for _ in range(RUNS)
                )
                for way in (False, True)
            )
        browser.close()
    return (
        f"A first search loads {weight.bytes / 1000:.1f} kB more in {weight.requests} requests. "
        f"With 400 kbit/s and 400 ms its first result is there {touched:.1f} s after the field "
        f"was touched; {opened:.1f} s after the page was opened with the query in its address."
    )


def _rows(name: str, site: Path, pages: Mapping[str, str]) -> list[list[str]]:
    rows = []
    with served(site, handler=Compressing) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        weights = {kind: first_view(browser, address + path) for kind, path in pages.items()}
        browser.close()
        for kind, weight in weights.items():
            marks = lighthouse(address + pages[kind]) if LIGHTHOUSE.exists() else {}
            shown = [str(marks.get(mark, "–")) for mark in MARKS]
            rows.append([name, kind, str(weight.requests), f"{weight.bytes / 1000:.1f}", *shown])
    return rows


if __name__ == "__main__":
    main()
