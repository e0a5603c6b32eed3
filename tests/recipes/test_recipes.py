"""The recipes for teams run as they stand, as far as that can be tried on one machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.data import ROOT, copy_sample

RECIPES = ROOT / "docs/recipes"
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def recipe(name: str) -> Any:
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team's repository: the sample."""
    return copy_sample(tmp_path)


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
    home = folder / {"github": "site", "gitlab": "public"}[name] / "index.html"
    assert "Content-Security-Policy" in home.read_text("utf-8"), "these hosts send no headers"


@pytest.mark.parametrize("lines", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_a_recipe_stops_a_mistake(lines: list[tuple[str, str]], folder: Path) -> None:
    """The first job fails, so that nothing is published."""
    kb = folder / "faq.yaml"
    kb.write_text(kb.read_text("utf-8").replace("    question:", "    qestion:", 1), "utf-8")
    first = run(lines[0][1], folder)
    assert first.returncode == 1
    assert "qestion" in first.stdout + first.stderr


FAKE_AWS = """#!/bin/sh
echo "$@" >> calls.txt
if [ "$2" = sync ]; then find "$3" -type f | sort > "$(basename "$3").txt"; fi
"""


def test_the_recipe_for_s3_uploads_hashed_files_first_to_be_kept(folder: Path) -> None:
    """So that no page ever names a file that isn't there yet."""
    (folder / "bin").mkdir()
    fake = folder / "bin" / "aws"
    fake.write_text(FAKE_AWS, encoding="utf-8")
    fake.chmod(0o755)
    script = f"PATH={fake.parent}:$PATH BUCKET=b DISTRIBUTION=d bash {RECIPES / 's3.sh'}"
    done = run(script, folder)
    assert done.returncode == 0, done.stderr
    first, second, third = (folder / "calls.txt").read_text("utf-8").splitlines()
    assert first.startswith("s3 sync hashed s3://b --cache-control public, max-age=31536000")
    assert second.startswith("s3 sync site s3://b --delete --cache-control no-cache")
    assert third.startswith("cloudfront create-invalidation --distribution-id d")
    kept = (folder / "hashed.txt").read_text("utf-8").split()
    assert any("search" in name for name in kept)
    assert all(name.startswith("hashed/assets/") and (folder / name).is_file() for name in kept)


@pytest.mark.skipif(shutil.which("node") is None, reason="node isn't installed")
@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("/", "/index.html"),
        ("/questions/a/", "/questions/a/index.html"),
        ("/assets/x.0123abcd.mjs", "/assets/x.0123abcd.mjs"),
        ("/questions/a", "301 /questions/a/"),
    ],
)
def test_the_function_for_cloudfront_finds_a_folders_page(asked: str, served: str) -> None:
    source = (RECIPES / "cloudfront.js").read_text(encoding="utf-8")
    event = f"handler({{ request: {{ uri: {asked!r} }} }})"
    say = "console.log(got.uri || `${got.statusCode} ${got.headers.location.value}`)"
    done = subprocess.run(
        ["node", "-e", f"{source}\nconst got = {event};\n{say}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == served


def test_the_recipe_for_netlify_checks_and_builds_what_it_publishes(folder: Path) -> None:
    build = tomllib.loads((RECIPES / "netlify.toml").read_text(encoding="utf-8"))["build"]
    _, ours = build["command"].split(" && ", 1)
    done = run(ours, folder)
    assert done.returncode == 0, done.stderr
    assert (folder / build["publish"] / "_headers").is_file()


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


PRE_COMMIT = shutil.which("pre-commit")
needs_pre_commit = pytest.mark.skipif(not PRE_COMMIT, reason="pre-commit isn't installed")
BUILDS = bool(os.environ.get("WAYPOST_BUILDS_HOOKS"))


def git(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """git with the path, the name and the settings of nobody in particular."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    somebody = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Editor"), ("EMAIL", "editor@example.org"))
    }
    env = {**os.environ, **somebody, "PATH": path, "PRE_COMMIT_HOME": str(folder.parent / "hooks")}
    settings = ("-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main")
    return subprocess.run(
        ["git", *settings, *words], cwd=folder, capture_output=True, text=True, env=env, check=False
    )


@pytest.fixture(params=[False, True] if BUILDS else [False])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A team's repository whose commits pass through pre-commit and these hooks.

    The hooks run with the Waypost that is tested. Where WAYPOST_BUILDS_HOOKS is set, pre-commit
    also builds their environment itself, which takes a package index and a minute.
    """
    builds = bool(request.param)
    ours = ROOT if builds else tmp_path / "waypost"
    if not builds:
        ours.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", ours)
        git("init", folder=ours)
        git("add", ".", folder=ours)
        assert git("commit", "-m", "Hooks", folder=ours).returncode == 0
    repo = recipe("pre-commit.yml")
    repo["repos"][0] |= {
        "repo": str(ours),
        "rev": git("rev-parse", "HEAD", folder=ours).stdout.strip(),
    }
    for hook in repo["repos"][0]["hooks"]:
        hook |= {} if builds else {"language": "system"}
    team = tmp_path / "team"
    team.mkdir()
    (team / ".pre-commit-config.yaml").write_text(yaml.safe_dump(repo), "utf-8")
    copy_sample(team)
    git("init", folder=team)
    git("add", ".", folder=team)
    subprocess.run([str(PRE_COMMIT), "install"], cwd=team, check=True, capture_output=True)
    return team


@needs_pre_commit
def test_a_sound_knowledge_base_is_committed(team: Path) -> None:
    """pre-commit runs all hooks, and they pass."""
    done = git("commit", "-m", "Begin", folder=team)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.count("Passed") == len(HOOKS), done.stderr


@needs_pre_commit
def test_a_mistake_is_not_committed_and_its_line_is_named(team: Path) -> None:
    """The commit fails with what the check says."""
    kb = team / "faq.yaml"
    kb.write_text(kb.read_text("utf-8").replace("    question:", "    qestion:", 1), "utf-8")
    git("add", ".", folder=team)
    done = git("commit", "-m", "Break it", folder=team)
    assert done.returncode == 1
    assert re.search(r"faq\.yaml:\d+:5: error: This FAQ has no field called “qestion”", done.stderr)
    assert not git("log", folder=team).stdout


@needs_pre_commit
def test_an_uneven_layout_is_mended_before_it_is_committed(team: Path) -> None:
    """The first try mends the file and fails, as pre-commit wants it; the second one passes."""
    kb = team / "faq.yaml"
    kb.write_text(kb.read_text("utf-8").replace("title: ", "title:    ", 1), "utf-8")
    git("add", ".", folder=team)
    first = git("commit", "-m", "Begin", folder=team)
    assert (first.returncode, "files were modified" in first.stderr) == (1, True)
    git("add", ".", folder=team)
    assert git("commit", "-m", "Begin", folder=team).returncode == 0


@needs_pre_commit
def test_a_commit_without_the_knowledge_base_is_let_through(team: Path) -> None:
    """Hooks look at YAML only."""
    git("commit", "-m", "Begin", folder=team)
    (team / "notes.txt").write_text("Call the seller.\n", "utf-8")
    git("add", ".", folder=team)
    done = git("commit", "-m", "Notes", folder=team)
    assert (done.returncode, done.stderr.count("Skipped")) == (0, len(HOOKS)), done.stderr
