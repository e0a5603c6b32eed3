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
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks import knowledge, results
from benchmarks.build import BASELINE, ROUNDS, SIZES, ZENSICAL, make_markdown, make_waypost, memory
from benchmarks.measure import environment

LARGEST_PEER = int(os.environ.get("BENCH_SERVE_PEERS", "1000"))
"""Up to this size mkdocs' preview is measured: a save costs it a whole build."""

PATIENCE = 600.0
"""Seconds after which a page that doesn't come is given up."""

POLL = 0.01
BETWEEN = 0.3
"""Seconds between two saves of which the second comes while the first is being worked on."""

REST = 3.0
"""Seconds, beside those that its first page took, in which an engine can do what is left to do."""

HEAD = ("questions", "what", "first page s", "median s", "slowest s", "during s", "MiB")


@dataclass(frozen=True, slots=True)
class Preview:
    """An engine's preview: its command without the port, and how an answer is edited."""

    name: str
    command: Sequence[str]
    cwd: Path
    edit: Callable[[], str]
    page: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds until the first page is served, and from each save until its page is: when all is
    done, and ``during`` the work on another one. ``memory`` is in MiB."""

    first: float
    saves: Sequence[float]
    during: Sequence[float]
    memory: float


def main() -> None:
    """Measure each size and write the table."""
    rows: list[Sequence[str]] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            for each in previews(size, Path(folder)):
                rows.append((f"{size:,}", each.name, *shown(measured(each))))
                # A run that is cut off leaves what it has measured.
                table = results.table(HEAD, rows)
                results.write("From a save to the page", f"{introduction()}\n\n{table}")
                print(f"serve: {each.name} at {size} measured", flush=True)
    print(table)


def shown(found: Figures) -> Sequence[str]:
    """The cells of a row."""
    return (
        f"{found.first:.1f}",
        f"{statistics.median(found.saves):.2f}",
        f"{max(found.saves):.2f}",
        f"{statistics.median(found.during):.2f}",
        f"{found.memory:.0f}",
    )


def introduction() -> str:
    """What was measured, and how."""
    return (
        f"{results.machine()} Versions: {results.versions(ZENSICAL)}. An answer in the middle is "
        f"saved {ROUNDS} times, and its page asked for every {POLL * 1000:.0f} ms until it shows "
        "the new word; each save waits until the one before has been worked off. *During*: the "
        f"median of {ROUNDS} saves that come {BETWEEN} s after another one. *MiB*: the memory of "
        "all its processes at the end. All on a file system in memory, on the same pages, only "
        "topics in the navigation."
    )


def previews(size: int, folder: Path) -> Iterator[Preview]:
    """Ours and the peers', each in a folder of its own with the same content."""
    python = sys.executable
    ours, plain = folder / "waypost", folder / "mkdocs"
    make_waypost(size, ours)
    if BASELINE:
        make_waypost(size, folder / "baseline")
    make_markdown(size, plain)
    middle = list(knowledge.questions(size))[size // 2].id
    page = f"questions/{middle}/"

    def in_yaml() -> str:
        return knowledge.edit(ours / "faq.yaml")

    def in_markdown() -> str:
        return knowledge.edit_markdown(plain / "docs" / "questions" / f"{middle}.md")

    serve = [python, "-m", "waypost", "serve", "--address"]
    yield Preview("waypost serve", serve, ours, in_yaml, page)
    if BASELINE:
        baseline = folder / "baseline"
        command = [BASELINE, *serve[1:]]
        edit = partial(knowledge.edit, baseline / "faq.yaml")
        yield Preview("baseline serve", command, baseline, edit, page)
    if ZENSICAL.exists():
        command = [str(ZENSICAL), "serve", "-f", "zensical.yml", "-a"]
        yield Preview("zensical serve", command, plain, in_markdown, page)
    if size <= LARGEST_PEER:
        command = [python, "-m", "mkdocs", "serve", "-q", "-a"]
        yield Preview("mkdocs serve", command, plain, in_markdown, page)
        yield Preview(
            "mkdocs serve --dirty", [*command[:-1], "--dirty", "-a"], plain, in_markdown, page
        )


def measured(preview: Preview) -> Figures:
    """What one preview takes."""
    started = time.perf_counter()
    with running(preview) as (address, process):
        page = f"{address}{preview.page}"
        wait(page, "", started)
        first = time.perf_counter() - started
        # What an engine does after it has served the page is not to be charged to the next.
        rest = REST + first
        saves, during = [], []
        for _ in range(ROUNDS):
            time.sleep(rest)
            saves.append(save(preview, page))
        for _ in range(ROUNDS):
            time.sleep(rest)
            preview.edit()
            time.sleep(BETWEEN)
            during.append(save(preview, page))
        return Figures(first, saves, during, memory_of(process))


def save(preview: Preview, page: str) -> float:
    """Seconds from a save until the page shows it."""
    word = preview.edit()
    saved = time.perf_counter()
    wait(page, word, saved)
    return time.perf_counter() - saved


def memory_of(process: int) -> float:
    """The memory of a process and all that it started, in MiB; 0 where the system doesn't tell."""
    try:
        parts = Path(f"/proc/{process}/smaps_rollup").read_text().split("\n")
        tasks = Path(f"/proc/{process}/task").iterdir()
        children = " ".join((task / "children").read_text() for task in tasks).split()
    except OSError:
        return 0.0
    own = sum(int(part.split()[1]) for part in parts if part.startswith("Pss:"))
    return own / 1024 + sum(memory_of(int(child)) for child in children)


@contextmanager
def running(preview: Preview) -> Iterator[tuple[str, int]]:
    """The preview's address, and its process' number, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [*preview.command, place],
        cwd=preview.cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    try:
        yield f"http://{place}/", process.pid
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
