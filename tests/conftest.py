"""What all tests share."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.data import ROOT
from tests.web import launch, served

# A test run generates the same inputs every time; `make fuzz` looks for new ones, and longer.
settings.register_profile("test", max_examples=200, deadline=None, derandomize=True)
settings.register_profile("fuzz", max_examples=20_000, deadline=None)
settings.load_profile("test")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that refreshes expected outputs, to be reviewed as a diff."""
    parser.addoption("--update-cases", action="store_true", help="rewrite expected outputs")


@pytest.fixture
def agree(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds what is expected, or rewrite that file."""
    update = request.config.getoption("--update-cases")

    def compare(expected: Path, actual: str) -> None:
        if update:
            expected.write_text(actual, encoding="utf-8", newline="\n")
        assert expected.exists(), f"{expected} is missing; make it with --update-cases"
        assert actual == expected.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The sample, built once for the whole run."""
    folder = shared_folder / "sample-site"
    with (shared_folder / "sample-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
            done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.fail(f"the sample doesn't build:\n{done.stdout}{done.stderr}")
    return folder


@pytest.fixture(scope="session")
def serve(site: Path) -> Iterator[str]:
    """The address at which the built sample is served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A real browser."""
    browser = launch(playwright)
    yield browser
    browser.close()
