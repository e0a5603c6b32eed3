"""A site made in both ways: from artifacts, and with every page drawn by MkDocs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from tests.build import fake
from waypost.build import host_config, manifest
from waypost.build.build_result import BuildOptions, BuildResult
from waypost.build.publish import build
from waypost.checks.analyse import analyse
from waypost.mkdocs_plugin import site_settings
from waypost.mkdocs_plugin.languages import languages_of
from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun

SMALL = Path(__file__).parent / "small"
DAY = date(2026, 11, 23)
OURS = (manifest.NAME, host_config.REDIRECTS, "_serve", *host_config.SNIPPETS)
"""Files that `waypost build` adds to what MkDocs writes."""


def small(folder: Path) -> Path:
    """A project with a few entries of every kind, in ``folder``."""
    return shutil.copytree(SMALL, folder / "small")


def published(folder: Path, options: BuildOptions = BuildOptions()) -> BuildResult:  # noqa: B008
    """Publish the site of the project in ``folder``."""
    return build(folder / "mkdocs.yml", None, None, DAY, options)


def same_as_mkdocs(folder: Path) -> None:
    """Assert that the site of the project in ``folder`` is what MkDocs draws of all its pages."""
    site = folder / "drawn"
    settings = site_settings.load(folder / "mkdocs.yml", site)
    prepared = analyse(settings.kb, DAY, settings.content)
    languages = languages_of(prepared.sites, settings.content)
    for each in prepared.sites:
        run = MkDocsRun(settings, settings.kb, each, languages=languages)
        run.draw_pages(site / each.edition.prefix).raise_error()
    assert without_ours(folder / "site") == fake.tree(site)


def without_ours(site: Path) -> dict[str, str]:
    """The files of ``site`` that both ways write, with their checksums."""
    return {name: sum for name, sum in fake.tree(site).items() if name not in OURS}
