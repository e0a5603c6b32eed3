"""MkDocs run on behalf of a command: to plan a site, to take its frame, or to draw every page."""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files

from waypost.checks.analyse import Site
from waypost.diagnostics import Problem
from waypost.diagnostics.report import one_line
from waypost.mkdocs_plugin.frame import Frame, LayoutSpec
from waypost.mkdocs_plugin.languages import ONE_LANGUAGE, Languages
from waypost.mkdocs_plugin.site_plan import SitePlan, plan_site
from waypost.mkdocs_plugin.site_settings import (
    PLUGIN,
    SiteSettings,
    fault_problem,
    load,
    mkdocs_log,
)
from waypost.mkdocs_plugin.skeletons import Skeletons
from waypost.parser.file_hash import names_below


@dataclass(frozen=True, slots=True)
class Request:
    """A run on behalf of a command: ``site`` has been analysed already.

    With ``skeletons`` MkDocs draws these, and they take the layouts; without, it draws all pages.
    """

    site: Site
    skeletons: Skeletons | None
    languages: Languages


@dataclass(frozen=True, slots=True)
class Drawn:
    """The result of a run: its ``problems``, and the ``frame`` if layouts were asked for.

    There is no frame where the theme changes a slot.
    """

    problems: tuple[Problem, ...]
    frame: Frame | None = None

    @property
    def has_failed(self) -> bool:
        """True if MkDocs gave up."""
        return any(problem.code == "settings-error" for problem in self.problems)

    def raise_error(self) -> None:
        """Raise `RunError` if MkDocs or a template gave up."""
        for problem in self.problems:
            if problem.code == "settings-error":
                raise RunError(problem)


class RunError(Exception):
    """MkDocs, or a plugin in it, refuses the site for a ``problem``."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(one_line(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class MkDocsRun:
    """MkDocs with the settings of a site, for ``site``, which was read from ``kb``.

    A preview, which is ``serving``, has no pictures for sharing. ``languages`` are all languages of
    the whole site, of which ``site`` is in one.
    """

    settings: SiteSettings
    kb: Path
    site: Site
    serving: bool = False
    languages: Languages = ONE_LANGUAGE

    def plan(self) -> SitePlan:
        """Plan the site without drawing anything. Raises `RunError` and OSError."""
        with self.planned() as (plan, _):
            return plan

    @contextmanager
    def planned(self) -> Iterator[tuple[SitePlan, MkDocsConfig]]:
        """The plan of the site, and the configuration that it was made with.

        Raises `RunError` and OSError.
        """
        settings, plugin = self._prepared()
        config = settings.config
        try:
            self._start(settings)
            config = config.plugins.on_config(config)
            files = get_files(config)
            plan = plan_site(
                config,
                files,
                plugin.site,
                plugin.theme,
                cards=not self.serving,
                languages=self.languages,
            )
            yield plan, config
        except RunError:
            raise
        except Exception as error:
            raise RunError(fault_problem(settings.file, error)) from error
        finally:
            config.plugins.on_shutdown()

    def draw_frame(self, folder: Path, specs: Collection[LayoutSpec]) -> Drawn:
        """Draw the hand-written pages into ``folder``, and take the layouts of ``specs``."""
        ordered = sorted(specs, key=lambda spec: (spec.source, repr(spec)))
        skeletons = Skeletons(ordered)
        problems, plugin = self._run(folder, skeletons)
        drawn = Drawn(problems)
        if drawn.has_failed or skeletons.broken:
            return drawn
        warnings = tuple((problem.code, problem.about["why"]) for problem in problems)
        files = tuple(names_below(folder))
        frame = Frame(plugin.plan.key, skeletons.layouts, plugin.written_pages, files, warnings)
        return Drawn(problems, frame)

    def draw_pages(self, folder: Path) -> Drawn:
        """Draw the whole site into ``folder``."""
        return Drawn(self._run(folder)[0])

    def _run(
        self, folder: Path, skeletons: Skeletons | None = None
    ) -> tuple[tuple[Problem, ...], Any]:
        settings, plugin = self._prepared(skeletons)
        config = settings.config
        config.site_dir = str(folder)
        problems: list[Problem] = []
        with mkdocs_log(settings.file, problems.append):
            self._start(settings)
            try:
                build.build(config)
            except Exception as error:
                if not any(problem.code == "settings-error" for problem in problems):
                    problems.append(fault_problem(settings.file, error))
            finally:
                config.plugins.on_shutdown()
                # MkDocs' pages and files hold each other, and the rest of a build needs their room.
                gc.collect()
        return tuple(problems), plugin

    def _start(self, settings: SiteSettings) -> None:
        command: Literal["serve", "build"] = "serve" if self.serving else "build"
        settings.config.plugins.on_startup(command=command, dirty=False)

    def _prepared(self, skeletons: Skeletons | None = None) -> tuple[SiteSettings, Any]:
        # Plugins change a configuration while they run.
        settings = load(self.settings.file, self.settings.site_dir)
        plugin: Any = settings.config.plugins[PLUGIN]
        plugin.config["kb"] = str(self.kb.absolute())
        plugin.request = Request(self.site, skeletons, self.languages)
        return settings, plugin
