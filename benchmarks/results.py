"""RESULTS.md: a section for each benchmark, replaced when that benchmark runs."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = "# Results\n\nMeasured by `make bench`. Machines are noisy: read ratios and medians.\n"


def write(title: str, body: str) -> None:
    """Put ``body`` (Markdown) under the heading ``title``, in place of what stood there."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEAD
    section = f"## {title}\n\n{body.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(text):
        text = pattern.sub(lambda _: section + "\n", text)
    else:
        text = text.rstrip("\n") + "\n\n" + section
    RESULTS.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its columns lined up."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        return f"| {' | '.join(padded)} |"

    rule = f"| {' | '.join('-' * width for width in widths)} |"
    return "\n".join([line(head), rule, *map(line, rows)])


def machine() -> str:
    """The machine and the interpreter, in a line."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE)
        model = found[1] if found else model
    cores = os.cpu_count()
    return f"{platform.system()} on {model}, {cores} cores, Python {platform.python_version()}."


def versions(zensical: Path) -> str:
    """The versions of what is compared."""
    found = [f"{name} {metadata.version(name)}" for name in ("mkdocs", "mkdocs-material")]
    if zensical.exists():
        said = subprocess.run([zensical, "--version"], capture_output=True, text=True, check=False)
        found.append(f"zensical {said.stdout.split()[-1]}")
    return ", ".join(found)
