"""A build after any edits is what a build from nothing is: one property for all that is reused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import chdir
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.build import fake
from tests.build.edits import EDITS, Project
from tests.mkdocs_plugin.both_ways import SMALL, same_as_mkdocs
from waypost.build.build_result import BuildOptions, BuildResult
from waypost.build.publish import build
from waypost.diagnostics import Problem

DAY = date(2026, 11, 23)
EXAMPLES = settings().max_examples // 25
"""Each takes seconds: a build is made twice after every edit."""

OPTIONS = (
    *[BuildOptions()] * 5,
    BuildOptions(strict=True),
    BuildOptions(precompress=True),
    BuildOptions(offline=True),
    BuildOptions(policy_in_pages=True),
)
numbers = some.integers(0, 9)
edits = some.tuples(some.sampled_from(EDITS), numbers, numbers)
steps = some.tuples(some.lists(edits, min_size=1, max_size=3), some.sampled_from(OPTIONS))


def published(folder: Path, options: BuildOptions) -> BuildResult:
    """Publish the project in ``folder``, as somebody in that folder would."""
    with chdir(folder):
        return build(Path("mkdocs.yml"), None, None, DAY, options)


def told(result: BuildResult) -> tuple[list[Problem], tuple[str, ...], bool]:
    """All that a build says but for what it says of the site that stood before."""
    return [*result.problems], result.notes, result.published is not None


@settings(max_examples=EXAMPLES)
@given(some.lists(steps, min_size=2, max_size=4))
def test_a_build_after_edits_is_a_build_from_nothing(
    sequence: list[tuple[list[tuple[Callable[[Project, int, int], None], int, int]], BuildOptions]],
) -> None:
    """Byte for byte, manifest included, and with the same problems; else the old site stands.

    Where there can be a frame, it is what MkDocs draws of all pages, too.
    """
    with TemporaryDirectory() as scratch:
        project = Project.read(shutil.copytree(SMALL, Path(scratch, "project")))
        site, clean = project.folder / "site", Path(scratch, "a clean one")
        published(project.folder, BuildOptions())
        for changes, options in sequence:
            good = project.copy(Path(scratch, "good"))
            for change, which, how in changes:
                change(project, which, how)
            project.write()
            before = fake.tree(site)
            result = published(project.folder, options)
            assert told(result) == told(published(project.copy(clean), options))
            if result.published:
                assert fake.tree(site) == fake.tree(clean / "site")
            else:
                assert fake.tree(site) == before
                project.restore(good)
        if published(project.copy(clean), BuildOptions()).notes == ():
            same_as_mkdocs(clean)
