"""A site to be mended, and who notices when all of it is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept.mending import ABOUT, BASE, SETTINGS
from waypost.build.build_result import Outcome
from waypost.build.site_build import Job


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    for folder in ("content", "overrides/partials"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content" / "about.md").write_text("---\nfeatured: true\n---\n" + ABOUT)
    (tmp_path / "overrides" / "partials" / "copyright.html").write_text("<p>Ours</p>")
    (tmp_path / "faq.yaml").write_text(BASE)
    file = tmp_path / "mkdocs.yml"
    file.write_text(SETTINGS)
    return file


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The builds of whole sites."""
    builds: list[Job] = []
    run = Job.run

    def counted(self: Job, *given: object) -> Outcome:
        builds.append(self)
        return run(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Job, "run", counted)
    return builds
