"""From saving one answer to the changed page being served, beside other engines' previews."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks import knowledge, results
from benchmarks.build import ROUNDS, SIZES, ZENSICAL, make_markdown, make_waypost, memory

LARGEST_PEER = int(os.environ.get("BENCH_SERVE_PEERS", "1000"))
"""Up to this size mkdocs' preview is measured: a save costs it a whole build."""

PATIENCE = 600.0
"""Seconds after which a page that doesn't come is given up."""

POLL = 0.01


@dataclass(frozen=True, slots=True)
class Preview:
    """An engine's preview: its command without the port, and how an answer is edited."""

    name: str
    command: Sequence[str]
    cwd: Path
    edit: Callable[[], str]
    page: str


def main() -> None:
    """Measure each size and write the table."""
    rows: list[Sequence[str]] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            for each in previews(size, Path(folder)):
                first, seconds = measured(each)
                shown = (f"{statistics.median(seconds):.2f}", f"{max(seconds):.2f}")
                rows.append((f"{size:,}", each.name, f"{first:.1f}", *shown))
                print(f"serve: {each.name} at {size} measured", flush=True)
    head = ("questions", "what", "first page s", "median s", "slowest s")
    table = results.table(head, rows)
    results.write("From a save to the page", f"{introduction()}\n\n{table}")
    print(table)


def introduction() -> str:
    """What was measured, and how."""
    return (
        f"{results.machine()} Versions: {results.versions(ZENSICAL)}. An answer in the middle is "
        f"saved {ROUNDS} times, and its page asked for every {POLL * 1000:.0f} ms until it shows "
        "the new word; each save waits until the one before has been worked off. All on a file "
        "system in memory, on the same pages, only topics in the navigation."
    )


def previews(size: int, folder: Path) -> Iterator[Preview]:
    """Ours and the peers', each in a folder of its own with the same content."""
    python = sys.executable
    ours, plain = folder / "waypost", folder / "mkdocs"
    make_waypost(size, ours)
    make_markdown(size, plain)
    middle = list(knowledge.questions(size))[size // 2].id
    page = f"questions/{middle}/"

    def in_yaml() -> str:
        return knowledge.edit(ours / "faq.yaml")

    def in_markdown() -> str:
        return knowledge.edit_markdown(plain / "docs" / "questions" / f"{middle}.md")

    serve = [python, "-m", "waypost", "serve", "--address"]
    yield Preview("waypost serve", serve, ours, in_yaml, page)
    if ZENSICAL.exists():
        command = [str(ZENSICAL), "serve", "-f", "zensical.yml", "-a"]
        yield Preview("zensical serve", command, plain, in_markdown, page)
    if size <= LARGEST_PEER:
        command = [python, "-m", "mkdocs", "serve", "-q", "-a"]
        yield Preview("mkdocs serve", command, plain, in_markdown, page)
        yield Preview(
            "mkdocs serve --dirty", [*command[:-1], "--dirty", "-a"], plain, in_markdown, page
        )


def measured(preview: Preview) -> tuple[float, list[float]]:
    """Seconds until the first page is served, and from each save until its page is."""
    started = time.perf_counter()
    with running(preview) as address:
        wait(f"{address}{preview.page}", "", started)
        first = time.perf_counter() - started
        seconds = []
        for _ in range(ROUNDS):
            # What an engine does after it has served the page is not to be charged to the next.
            time.sleep(1 + first)
            word = preview.edit()
            saved = time.perf_counter()
            wait(f"{address}{preview.page}", word, saved)
            seconds.append(time.perf_counter() - saved)
    return first, seconds


@contextmanager
def running(preview: Preview) -> Iterator[str]:
    """The preview's address, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [*preview.command, place],
        cwd=preview.cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    try:
        yield f"http://{place}/"
    finally:
        process.terminate()
        process.wait(60)


def wait(url: str, word: str, since: float) -> None:
    """Ask for the page at ``url`` until it holds ``word`` in an article.

    Raises:
        TimeoutError: it didn't within `PATIENCE`.
    """
    while time.perf_counter() - since < PATIENCE:
        try:
            with urlopen(url, timeout=PATIENCE) as answer:
                html = answer.read().decode()
                if "<article" in html and word in html:
                    return
        except (URLError, ConnectionError):
            pass
        time.sleep(POLL)
    raise TimeoutError(f"{url} doesn't show {word!r}")


if __name__ == "__main__":
    main()
