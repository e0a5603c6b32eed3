"""Publish a site: analyse the knowledge base, build beside the old site, verify, swap."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from waypost.build import output_guard, staged_folder
from waypost.build.build_result import BuildOptions, BuildResult, is_dated
from waypost.build.old_site import OldSite
from waypost.build.site_build import SiteBuild, Stopped
from waypost.build.staged_folder import Built
from waypost.checks.analyse import analyse
from waypost.diagnostics.environment_refusal import EnvironmentRefusal
from waypost.diagnostics.report import in_order
from waypost.mkdocs_plugin import site_settings
from waypost.mkdocs_plugin.look_settings import read_look
from waypost.mkdocs_plugin.site_settings import SiteSettings
from waypost.parser.input_guard import inspect


def build(
    file: Path, kb: Path | None, site_dir: Path | None, day: date, options: BuildOptions
) -> BuildResult:
    """Publish the site that the settings in ``file`` describe, as of ``day``.

    ``kb`` and ``site_dir`` stand in place of what the settings name. Nothing is published where
    problems stand against it. Raises `EnvironmentRefusal`.
    """
    settings = site_settings.load(file, site_dir)
    source = knowledge_base(settings, kb)
    target = settings.target
    staged_folder.recover(target)
    inputs = settings.inputs
    if odd := inspect([*inputs, source]):
        return BuildResult(tuple(odd), day)
    result = BuildResult((), day)

    def put_into(folder: Path, read_old: Callable[[], OldSite]) -> Built:
        nonlocal result
        analysis = analyse(source, day, settings.content, parallel=True)
        look = read_look(settings.config).problems
        problems = in_order([*analysis.problems, *look])
        result = BuildResult(problems, day, analysis.texts, is_dated(analysis))
        if look or not analysis.ok(strict=options.strict):
            raise Stopped
        output_guard.guard_position(output_guard.settle(target), analysis.files)
        work = SiteBuild(settings, source, analysis, options)
        work.notes += filter(None, [analysis.ended])
        try:
            return work.build(folder, read_old())
        finally:
            problems = in_order([*analysis.problems, *work.problems])
            result = replace(result, problems=problems, notes=tuple(work.notes))

    with suppress(Stopped):
        published = staged_folder.publish(put_into, target, keep=[*inputs, source])
        return replace(result, published=published)
    return result


def knowledge_base(settings: SiteSettings, kb: Path | None) -> Path:
    """The file of the knowledge base. Raises `EnvironmentRefusal` where there is none."""
    source = kb or settings.kb
    remedy = "name the knowledge base: --kb"
    if not os.path.lexists(source):
        raise EnvironmentRefusal(source, "it isn't there", remedy)
    if source.is_dir():
        raise EnvironmentRefusal(source, "it is a folder", remedy)
    return source
