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
    head = ["site", "page", "requests", "kB, gzipped", *MARKS]
    note = (
        "" if LIGHTHOUSE.exists() else "\n\nLighthouse isn't installed: npm ci --prefix benchmarks."
    )
    told = f"{machine()} First view on a phone; text is served under gzip. "
    told += f"Lighthouse: a phone's settings, median of {RUNS} runs."
    write("Weight", f"{told}\n\n{table(head, rows)}{note}")
    print(table(head, rows) + note)


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
