"""A build of generated questions beside other engines building the same pages from Markdown."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks import chart, knowledge, results
from benchmarks.measure import Contestant, Run, compare

ROOT = Path(__file__).parent.parent
SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "100,1000,10000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
LARGE = 5000
"""From this size on each runs once: a round takes minutes."""

BASELINE = os.environ.get("BENCH_BASELINE", "")
"""The Python of another checkout's environment, whose waypost is measured beside this one."""

EDITS = {"answer": knowledge.edit, "title": knowledge.retitle, "question": knowledge.add}
"""Edits after which a site is built again; the chart has the first."""

CHARTED = ("waypost", "waypost, answer", "mkdocs", "mkdocs, pruned", "zensical", "hugo, bare")

THEME = "theme: {name: material, font: false%s}\n"
PRUNED = ", features: [navigation.prune]"
ZENSICAL = ROOT / ".venv-engines" / "bin" / "zensical"
HEAD = ("questions", "what", "wall s", "of mkdocs", "cpu s", "peak MiB", "files", "MB")


def main() -> None:
    """Measure each size and the sample, write the table and draw the chart."""
    rows: list[Sequence[str]] = []
    walls: dict[str, list[tuple[int, float]]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            medians = compare(list(contestants(size, Path(folder))), rounds(size))
        peer = min(run.wall for name, run in medians.items() if name.startswith("mkdocs"))
        rows += [row(f"{size:,}", name, run, peer) for name, run in medians.items()]
        for name, run in medians.items():
            if name not in CHARTED:
                continue
            walls.setdefault(name, []).append((size, run.wall))
        # A run that is cut off leaves what it has measured.
        write(rows, walls)
        print(f"build: {size} questions measured", flush=True)
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        site = Path(folder) / "site"
        command = [sys.executable, "-m", "waypost", "build", "--site-dir", str(site)]
        sample = compare([Contestant("waypost", command, ROOT, site)], ROUNDS)["waypost"]
    rows.append(row("the sample", "waypost", sample, None))
    print(write(rows, walls))


def write(rows: Sequence[Sequence[str]], walls: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """Write what was measured so far, and draw the chart; the table."""
    table = results.table(HEAD, rows)
    parts = (introduction(), table, growth(walls), chart.LINK)
    results.write("Building a site", "\n\n".join(filter(None, parts)))
    chart.write(walls)
    return table


def memory() -> Path | None:
    """A file system in memory: it takes the disk, which others use too, out of the figures."""
    return Path("/dev/shm") if Path("/dev/shm").is_dir() else None


def rounds(size: int) -> int:
    """How often each contestant runs."""
    return 1 if size >= LARGE else ROUNDS


def introduction() -> str:
    """What was measured, and how."""
    return (
        f"{results.machine()} Versions: {results.versions(ZENSICAL)}. Whole processes, in turn, "
        f"on a file system in memory: the median of {ROUNDS}, one run from {LARGE:,} questions on. "
        "The three lines below a build are builds after one answer was changed, after a title was "
        "changed and after a question was added. `baseline` is the version before. The peers build "
        "the same pages from Markdown with Material, only topics in the navigation; `mkdocs, "
        "pruned` has all pages in it, with navigation.prune. *of mkdocs* compares with the faster "
        "of the two."
    )


def growth(walls: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """How cost grows with size."""
    found = dict(walls.get("waypost", ()))
    if not {1000, 10_000} <= found.keys():
        return ""
    growth = found[10_000] / found[1000]
    return f"From 1,000 to 10,000 questions waypost takes {growth:.1f} times as long."


def contestants(size: int, folder: Path) -> Iterator[Contestant]:
    """Waypost and its peers, each in a folder of its own with the same content."""
    python = sys.executable
    plain = folder / "mkdocs"
    make_markdown(size, plain)
    yield from builds(size, folder / "waypost", "waypost", python)
    if BASELINE:
        yield from builds(size, folder / "baseline", "baseline", BASELINE)
    mkdocs = [python, "-m", "mkdocs", "build", "-q"]
    yield Contestant("mkdocs", mkdocs, plain, plain / "site")
    if size < LARGE:
        # With ten thousand pages in the navigation this takes longer than all others together.
        pruned = [*mkdocs, "-f", "pruned.yml", "-d", "pruned"]
        yield Contestant("mkdocs, pruned", pruned, plain, plain / "pruned")
    if ZENSICAL.exists():
        zensical = [str(ZENSICAL), "build", "--clean", "-f", "zensical.yml"]
        yield Contestant("zensical", zensical, plain, plain / "zensical")
    if hugo := shutil.which("hugo"):
        make_hugo(plain)
        yield Contestant("hugo, bare", [hugo, "--quiet"], plain, plain / "public")


def builds(size: int, folder: Path, name: str, python: str) -> Iterator[Contestant]:
    """A cold build by the waypost that ``python`` imports, and builds after edits."""
    make_waypost(size, folder)
    build = [python, "-m", "waypost", "build"]
    # The version before kept a cache beside the settings.
    cold = partial(shutil.rmtree, folder / ".waypost-cache", ignore_errors=True)
    yield Contestant(name, build, folder, folder / "site", cold)
    for what, edit in EDITS.items():
        before = partial(edit, folder / "faq.yaml")
        yield Contestant(f"{name}, {what}", build, folder, folder / "site", before, again=True)


def make_waypost(size: int, folder: Path) -> None:
    """A site of ours."""
    (folder / "content").mkdir(parents=True)
    knowledge.write_yaml(size, folder / "faq.yaml")
    (folder / "mkdocs.yml").write_text(
        f"site_name: Bench\ndocs_dir: content\n{THEME % ''}plugins: [search, waypost]\n"
    )


def make_markdown(size: int, folder: Path) -> None:
    """The same questions as Markdown pages, with settings for each engine."""
    knowledge.write_markdown(size, folder / "docs")
    topics = sorted(path.name for path in (folder / "docs" / "topics").iterdir())
    nav = "nav:\n  - index.md\n" + "".join(f"  - topics/{name}\n" for name in topics)
    head = "site_name: Bench\nplugins: [search]\n"
    (folder / "mkdocs.yml").write_text(head + THEME % "" + nav)
    (folder / "pruned.yml").write_text(head + THEME % PRUNED)
    zensical = "theme: {name: material, variant: classic, font: false}\nsite_dir: zensical\n"
    (folder / "zensical.yml").write_text(head + zensical + nav)


def make_hugo(folder: Path) -> None:
    """A theme for Hugo that does next to nothing."""
    (folder / "hugo.toml").write_text('contentDir = "docs"\ntitle = "Bench"\n')
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    page = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}"
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(page)


def row(size: str, name: str, run: Run, peer: float | None) -> Sequence[str]:
    """A line of the table."""
    return (
        size,
        name,
        f"{run.wall:.2f}",
        f"{run.wall / peer:.2f}" if peer else "",
        f"{run.cpu:.2f}",
        f"{run.peak:.0f}",
        f"{run.files:,}",
        f"{run.bytes / 1e6:.1f}",
    )


if __name__ == "__main__":
    main()
