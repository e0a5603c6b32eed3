"""What reading, checking, compiling and indexing a knowledge base cost, by parts."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from benchmarks import knowledge, results
from benchmarks.build import BASELINE
from benchmarks.measure import Contestant, compare
from benchmarks.trees import OUTCOMES, row
from waypost import parser
from waypost.checks.analyse import analyse
from waypost.checks.check import CheckContext, run_checks
from waypost.checks.registry import CHECKS
from waypost.markdown import Converter, Names
from waypost.model.entries import referable_ids
from waypost.model.facts import Resolved
from waypost.model.includes import gather
from waypost.model.records import Knowledge
from waypost.search.documents import documents
from waypost.search.site_index import as_json, data_of
from waypost.trees import compile_tree

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "100,1000,10000").split(","))
ROUNDS = 3
DAY = date(2026, 11, 23)
QUESTIONS_A_TREE = 1_000
"""A tree of ten questions for so many FAQs."""

PARTS = {
    "safe_load": "yaml.load, C loader",
    "read": "reading YAML, with positions",
    "load": "reading and loading",
    "check": "checks, texts and advice",
    "trees": "compiling the trees",
    "index": "what the search loads",
    "whole": "check, trees and search, a whole process",
}


def main() -> None:
    """Measure each size and write the table."""
    rows: list[Sequence[str]] = []
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    for size in SIZES:
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            file = Path(folder) / "faq.yaml"
            write(size, file)
            rows.append(line(size, file))
        print(f"load: {size} questions measured", flush=True)
    head = (
        "questions",
        *PARTS.values(),
        "`waypost check`, cpu",
        "wall",
        "peak MiB",
        "of the version before",
    )
    table = results.table(head, rows)
    results.write("Loading and checking", f"{introduction()}\n\n{table}")
    print(table)


def introduction() -> str:
    """What was measured, and how."""
    return (
        f"{results.machine()} Seconds of processor time without the collector, each part in a "
        f"process of its own, the median of {ROUNDS}. The last columns are whole processes, from "
        "the start of Python to its end; the very last compares their processor time with the "
        "version before. The peer is PyYAML's C loader, which gives dictionaries without "
        f"positions. There is a tree of ten questions for every {QUESTIONS_A_TREE:,} FAQs."
    )


def write(size: int, file: Path) -> None:
    """The generated questions, and trees."""
    knowledge.write_yaml(size, file)
    trees = [
        {"id": f"tree-{number}", "title": "Which?", "questions": row(10), "outcomes": OUTCOMES}
        for number in range(max(1, size // QUESTIONS_A_TREE))
    ]
    with file.open("a", encoding="utf-8") as out:
        out.write(f"trees: {json.dumps(trees)}\n")


def line(size: int, file: Path) -> Sequence[str]:
    """A line of the table."""
    runs = [_parts(file) for _ in range(ROUNDS)]
    seconds = [f"{statistics.median(run[part] for run in runs):.2f}" for part in PARTS]
    command = [sys.executable, "-m", "waypost", "check", str(file)]
    none = file.parent / "none"
    contestants = [Contestant("check", command, file.parent, none)]
    if BASELINE:
        contestants.append(Contestant("baseline", [BASELINE, *command[1:]], file.parent, none))
    runs_of = compare(contestants, ROUNDS)
    run, before = runs_of["check"], runs_of.get("baseline")
    ratio = f"{run.cpu / before.cpu:.2f}" if before else ""
    return (f"{size:,}", *seconds, f"{run.cpu:.2f}", f"{run.wall:.2f}", f"{run.peak:.0f}", ratio)


def _parts(file: Path) -> Mapping[str, float]:
    return {
        part: float(
            subprocess.run(
                [sys.executable, "-m", "benchmarks.load", part, str(file)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for part in PARTS
    }


def timed(part: str, file: Path) -> float:
    """Seconds of processor time that one part takes in this process."""
    if part == "whole":
        return whole(file)
    data = file.read_bytes()
    # What a part stands on is made before the clock starts.
    work: Callable[[], Any]
    if part == "safe_load":
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        work = lambda: yaml.load(data, Loader=loader)  # noqa: E731 - a safe loader
    elif part == "read":
        work = lambda: parser.parse(data, "faq.yaml")  # noqa: E731
    elif part == "load":
        work = lambda: gather(file)  # noqa: E731
    else:
        work = _further(part, gather(file).knowledge, file)
    gc.disable()
    start = time.process_time()
    work()
    return time.process_time() - start


def whole(file: Path) -> float:
    """Seconds of processor time that this process has taken once all is done, imports included."""
    gc.disable()
    site = analyse(file, DAY).site
    as_json(data_of(site.knowledge, documents(site.knowledge, site.converter)))
    return time.process_time()


def _further(part: str, known: Knowledge, file: Path) -> Callable[[], Any]:
    site = analyse(file, DAY).site
    if part == "trees":
        ids = referable_ids(known)
        return lambda: [compile_tree(tree, site.facts, ids) for tree in known.trees]
    converter = Converter(Names.of(known), site.facts)
    if part == "index":
        return lambda: as_json(data_of(known, documents(known, converter)))
    context = CheckContext(
        knowledge=known, resolved=Resolved(site.facts), converter=converter, day=DAY
    )
    return lambda: list(run_checks(CHECKS, context, whole=True, parallel=False))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(timed(sys.argv[1], Path(sys.argv[2])))
    else:
        main()
