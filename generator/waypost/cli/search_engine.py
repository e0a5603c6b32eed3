"""Runs the search engine of the browser, ``assets/search.mjs``, in Node, or else in Chromium.

Ranking so has one implementation; `search` makes only its data.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from waypost.cli.options import CommandRefused
from waypost.search import stemmers
from waypost.search.quality_report import QueryResult
from waypost.search.site_index import classic_engine, in_script

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
WAIT: Final = 300
_OPEN, _SHUT = "<pre>", "</pre>"


def ask(index: Mapping[str, Any], queries: Iterable[str], limit: int = 10) -> list[QueryResult]:
    """The result of each query; raises `CommandRefused` where no program runs the engine."""
    calls = [{"query": query, "limit": limit} for query in queries]
    if node := shutil.which("node"):
        text = _by_node(node, index, calls)
    elif browser := next(filter(None, map(shutil.which, BROWSERS)), None):
        text = _by_browser(browser, index, calls)
    else:
        raise CommandRefused(
            "the search runs in Node (20 or newer) or Chromium; neither is installed."
        )
    return [QueryResult(**row) for row in json.loads(text)]


def _by_node(node: str, index: Mapping[str, Any], calls: list[dict[str, Any]]) -> str:
    given = {"engine": stemmers.engine_uri(index["language"]), "index": index, "calls": calls}
    script = Path(__file__).with_suffix(".mjs")
    return _run([node, str(script)], json.dumps(given))


def _by_browser(browser: str, index: Mapping[str, Any], calls: list[dict[str, Any]]) -> str:
    page = (
        f"<!doctype html><meta charset=utf-8>{_OPEN}{_SHUT}<script>\n"
        f"{classic_engine(index['language'])}\n"
        f"const search = engine.createSearch({in_script(index)});\n"
        f"const calls = {in_script(calls)};\n"
        "const rows = calls.map(({ query, limit }) => search.explain(query, limit));\n"
        "const text = new TextEncoder().encode(JSON.stringify(rows));\n"
        'document.querySelector("pre").textContent = '
        'Array.from(text, (byte) => byte.toString(16).padStart(2, "0")).join("");\n</script>'
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "search.html"
        file.write_text(page, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        out = _run([browser, *flags, "--dump-dom", file.as_uri()])
    found = out.partition(_OPEN)[2].partition(_SHUT)[0]
    return bytes.fromhex(found).decode()


def _run(command: list[str], given: str | None = None) -> str:
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, encoding="utf-8", timeout=WAIT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as reason:
        raise CommandRefused(f"{Path(command[0]).name} didn't answer: {reason}") from None
    if done.returncode:
        # Node names a module by its address, which here is the engine's whole text.
        why = re.sub(r"data:[\w/;,+=]+", "search.mjs", done.stderr).strip()
        raise CommandRefused(f"{Path(command[0]).name} failed: {why[-300:]}")
    return done.stdout
