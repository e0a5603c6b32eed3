"""What the README shows works as it says."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.data import ROOT
from waypost.checks.analyse import Analysis, analyse
from waypost.cli.main import COMMANDS
from waypost.diagnostics.message_format import hint

README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)[0]


def prepared(folder: Path, text: str) -> Analysis:
    path = folder / "faq.yaml"
    path.write_text(text, encoding="utf-8")
    return analyse(path, date(2026, 11, 22))


def test_its_ten_lines_are_a_knowledge_base(tmp_path: Path) -> None:
    """They are ten, have no problem, and answer what the README quotes."""
    site = prepared(tmp_path, EXAMPLE)
    assert len(EXAMPLE.splitlines()) == 10
    assert site.problems == ()
    answer = site.site.converter.convert(site.site.knowledge.faqs[0].answer).plain
    assert f"“**{answer.replace(' from', '** from')}”" in README


def test_a_misspelt_fact_is_named(tmp_path: Path) -> None:
    """The mistake that it describes stops publication, with the suggestion that it gives."""
    wrong = EXAMPLE.replace("facts.return_days", "facts.retrun_days")
    site = prepared(tmp_path, wrong)
    assert not site.ok()
    assert any("return_days" in hint(problem) for problem in site.problems)


def test_it_names_every_command() -> None:
    """Each command stands in its table, and nothing else does."""
    assert set(re.findall(r"^\| `waypost ([a-z-]+)", README, re.MULTILINE)) == set(COMMANDS)


def test_start_your_own_works_from_a_clone(tmp_path: Path) -> None:
    """Its lines as they stand, from a clone without anything installed to a site."""
    lines = re.findall(r"^\$ (.*)", README.partition("## Start your own")[2], re.MULTILINE)[:4]
    assert lines.pop() == "waypost serve"
    subprocess.run(["git", "clone", "-q", ROOT, tmp_path / "clone"], check=True)
    # Nothing of the environment that runs the tests may be found.
    outside = [each for each in os.environ["PATH"].split(":") if str(ROOT) not in each]
    script = "\n".join(["set -e", *lines, "waypost build --strict", "command -v waypost"])
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path / "clone",
        env={**os.environ, "PATH": ":".join(outside)},
        capture_output=True,
        text=True,
        check=False,
    )
    if "No matching distribution" in done.stderr or "Max retries" in done.stderr:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(tmp_path / "clone/.venv/bin/waypost")
    assert (tmp_path / "my-help/site/index.html").exists()
