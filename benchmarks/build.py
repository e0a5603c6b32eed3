"""A build of generated questions beside plain MkDocs building the same pages from Markdown."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import knowledge, results
from benchmarks.measure import Contestant, Run, compare

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "100,1000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))

THEME = "theme: {name: material, font: false}\n"


def main() -> None:
    """Measure each size and write the table."""
    rows: list[Sequence[str]] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            medians = compare(contestants(size, Path(folder)), ROUNDS)
        peer = medians["mkdocs"].wall
        rows += [row(size, name, run, peer) for name, run in medians.items()]
        print(f"build: {size} questions measured", flush=True)
    head = ("questions", "what", "wall s", "of mkdocs", "cpu s", "peak MiB", "files", "MB")
    body = (
        f"{results.machine()} Whole processes, median of {ROUNDS}, in turn. mkdocs builds the "
        "same pages from Markdown with Material, only its topics in the navigation.\n\n"
        + results.table(head, rows)
    )
    results.write("Building a site", body)
    print(results.table(head, rows))


def contestants(size: int, folder: Path) -> list[Contestant]:
    """Waypost and plain MkDocs, each in a folder of its own with the same content."""
    ours, plain = folder / "waypost", folder / "mkdocs"
    (ours / "content").mkdir(parents=True)
    knowledge.write_yaml(size, ours / "faq.yaml")
    (ours / "mkdocs.yml").write_text(
        f"site_name: Bench\ndocs_dir: content\n{THEME}plugins: [search, waypost]\n"
    )
    knowledge.write_markdown(size, plain / "docs")
    topics = sorted(path.name for path in (plain / "docs" / "topics").iterdir())
    nav = "nav:\n  - index.md\n" + "".join(f"  - topics/{name}\n" for name in topics)
    (plain / "mkdocs.yml").write_text(f"site_name: Bench\n{THEME}plugins: [search]\n{nav}")
    python = sys.executable
    return [
        Contestant("waypost", [python, "-m", "waypost", "build"], ours, ours / "site"),
        Contestant("mkdocs", [python, "-m", "mkdocs", "build", "-q"], plain, plain / "site"),
    ]


def row(size: int, name: str, run: Run, peer: float) -> Sequence[str]:
    """A line of the table."""
    return (
        f"{size:,}",
        name,
        f"{run.wall:.2f}",
        f"{run.wall / peer:.2f}",
        f"{run.cpu:.2f}",
        f"{run.peak:.0f}",
        f"{run.files:,}",
        f"{run.bytes / 1e6:.1f}",
    )


if __name__ == "__main__":
    main()
