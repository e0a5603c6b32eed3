"""The recipes for teams run as they stand, as far as that can be tried on one machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.data import ROOT

RECIPES = ROOT / "docs/recipes"
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def recipe(name: str) -> Any:
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team's repository: the sample."""
    for name in ("faq.yaml", "faq.schema.json", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line of a recipe, as its shell runs it, with this Waypost on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "-e", "-o", "pipefail", "-c", line]
    return subprocess.run(
        shell,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        check=False,
    )


def commands(jobs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every line of a recipe that runs Waypost, with the name of its job."""
    for name, job in jobs.items():
        if not isinstance(job, dict):
            continue
        lines = [step["run"] for step in job.get("steps", ()) if "run" in step]
        lines += [*job.get("script", ()), *job.get("after_script", ())]
        yield from ((name, line) for line in lines if line.startswith("waypost "))


GITHUB = list(commands(recipe("github.yml")["jobs"]))
GITLAB = list(commands(recipe("gitlab.yml")))


@pytest.mark.parametrize(("name", "lines"), [("github", GITHUB), ("gitlab", GITLAB)])
def test_a_recipe_checks_and_builds_the_sample(
    name: str, lines: list[tuple[str, str]], folder: Path
) -> None:
    """Every command of it ends well on a sound knowledge base, and there is a site."""
    assert len({job for job, _ in lines}) == 2, "one job checks, one publishes"
    for _, line in lines:
        done = run(line, folder)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert (folder / {"github": "site", "gitlab": "public"}[name] / "index.html").is_file()


@pytest.mark.parametrize("lines", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_a_recipe_stops_a_mistake(lines: list[tuple[str, str]], folder: Path) -> None:
    """The first job fails, so that nothing is published."""
    kb = folder / "faq.yaml"
    kb.write_text(kb.read_text("utf-8").replace("    question:", "    qestion:", 1), "utf-8")
    first = run(lines[0][1], folder)
    assert first.returncode == 1
    assert "qestion" in first.stdout + first.stderr


def test_annotations_name_the_line_that_is_wrong(folder: Path) -> None:
    """GitHub reads them from the output; the path is relative to the repository."""
    kb = folder / "faq.yaml"
    kb.write_text(kb.read_text("utf-8").replace("    question:", "    qestion:", 1), "utf-8")
    line = next(
        n for n, text in enumerate(kb.read_text("utf-8").split("\n"), 1) if "qestion" in text
    )
    said = run("waypost check --format github", folder).stdout
    assert re.search(rf"^::error file=faq\.yaml,line={line},col=5,title=unknown-key::", said, re.M)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_and_finds_its_files(hook: dict[str, Any], folder: Path) -> None:
    """What pre-commit needs is there, and the hook leaves a sound repository alone."""
    assert {"id", "name", "entry", "language", "files"} <= set(hook)
    assert re.search(hook["files"], "faq.yaml")
    assert re.search(hook["files"], "topics/fees.yml")
    assert not re.search(hook["files"], "content/index.md")
    before = (folder / "faq.yaml").read_bytes()
    done = run(hook["entry"], folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "faq.yaml").read_bytes() == before


def test_the_hooks_in_the_recipe_are_those_that_there_are() -> None:
    """The settings for pre-commit name hooks by their ids."""
    [repo] = recipe("pre-commit.yml")["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == [hook["id"] for hook in HOOKS]
