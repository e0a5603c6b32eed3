"""A preview session: the artifacts of the site as it was last saved, made when they are asked for.

A save analyses the whole knowledge base and replaces the mapping. The site's frame is drawn again
only where its key has changed, and the search's files are computed when a browser wants them.
"""

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock, RLock
from typing import Final, NoReturn

from waypost.build.site_artifacts import MissingLayout, page_artifacts, site_artifacts
from waypost.checks.analyse import Analysis, Site, analyse, compare
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.environment_refusal import EnvironmentRefusal
from waypost.diagnostics.message_format import errors_of, severity
from waypost.mkdocs_plugin import site_settings
from waypost.mkdocs_plugin.frame import Frame, LayoutSpec
from waypost.mkdocs_plugin.languages import Languages, languages_of
from waypost.mkdocs_plugin.look_settings import read_look
from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun, RunError
from waypost.mkdocs_plugin.site_plan import SitePlan
from waypost.pages.artifact import Artifact, Artifacts
from waypost.parser.file_hash import names_below
from waypost.serve.changed_page import saved_page
from waypost.serve.file_watcher import Watch


@dataclass(frozen=True, slots=True)
class SaveResult:
    """The result of a save.

    ``errors`` keep the last good pages in place; ``failure`` is why MkDocs couldn't draw them.
    ``page`` is the address of the page whose lines were saved.
    """

    version: int
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    failure: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    page: str | None = None


@dataclass(frozen=True)
class Shown:
    """A site that is shown: its artifacts, and the ``files`` that MkDocs put into ``folder``.

    Without a ``frame`` MkDocs has drawn all of it.
    """

    plan: SitePlan
    analysis: Analysis
    frame: Frame | None
    folder: Path
    files: frozenset[str]

    @cached_property
    def pages(self) -> Artifacts:
        """The generated pages, which an editor waits for."""
        return page_artifacts(self.plan, self.frame) if self.frame else Artifacts({})

    @cached_property
    def artifacts(self) -> Artifacts:
        """Everything that MkDocs hasn't put into the folder."""
        return site_artifacts(self.plan, self.frame) if self.frame else Artifacts({})

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset(each.outline.address for each in self.plan.plans.values())


RUNNING: Final = RLock()
"""Held while MkDocs runs: it keeps state of its own, and hands one plugin to all of a process."""


class PreviewSession:
    """The preview of the site that the settings in ``file`` describe. Several threads may use it.

    ``kb`` stands in place of the knowledge base that they name; ``day`` decides what is out, today
    if None. Raises `EnvironmentRefusal` where the settings can't be read.
    """

    def __init__(self, file: Path, kb: Path | None, day: date | None) -> None:
        self.file = file
        self.kb = kb
        self.day = day
        self.settings = site_settings.load(file)
        self.home = Path(mkdtemp(prefix="waypost-preview-"))
        self.shown: Mapping[str, Shown] = {}
        """The site in each of its languages, by the folder of each; the source's is empty."""
        self.analysis: Analysis | None = None
        self._version = 0
        self._making = Lock()
        """Held while an artifact is made: the texts of a site are converted once for all pages."""

    @property
    def source(self) -> Path:
        return self.kb or self.settings.kb

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders whose changes matter."""
        known = (*self.analysis.files, *self.analysis.folders) if self.analysis else ()
        return (*self.settings.inputs, self.source, *known)

    def refresh(self) -> SaveResult:
        """Analyse what was saved, and show it where it has no errors."""
        with RUNNING:
            self._version += 1
            try:
                self.settings = site_settings.load(self.file)
            except EnvironmentRefusal as reason:
                return SaveResult(self._version, failure=str(reason))
            before = self.analysis
            day = self.day or date.today()
            analysis = analyse(
                self.source,
                day,
                self.settings.content,
                drafts=True,
                comparisons=False,
                before=before,
            )
            self.analysis = analysis
            news = self._news(before, analysis)
            news = replace(news, errors=(*news.errors, *read_look(self.settings.config).problems))
            if news.errors:
                return news
            try:
                languages = languages_of(analysis.sites, self.settings.content)
                found = [self._next(analysis, site, languages) for site in analysis.sites]
                self._show({each.plan.prefix: each for each in found})
            except (RunError, OSError) as reason:
                return replace(news, failure=str(reason))
            known = news.page in self.shown[""].addresses
            return replace(news, page=news.page if known else None)

    def compare(self) -> SaveResult | None:
        """The warnings of checks that compare all entries, which `refresh` leaves out."""
        if self.analysis is None or not self.analysis.ok():
            return None
        warnings = compare(self.analysis)
        texts = self.analysis.texts
        return SaveResult(self._version, warnings=warnings, texts=texts) if warnings else None

    def _news(self, before: Analysis | None, analysis: Analysis) -> SaveResult:
        texts = analysis.texts
        page = saved_page(before.texts, texts, analysis.knowledge) if before else None
        errors = errors_of(analysis.problems)
        warnings = tuple(p for p in analysis.problems if severity(p) is Severity.WARNING)
        return SaveResult(self._version, errors, warnings, texts=texts, page=page)

    def _next(self, analysis: Analysis, site: Site, languages: Languages) -> Shown:
        """``site`` as it is to be shown. Raises `RunError` and OSError."""
        plan = MkDocsRun(self.settings, self.source, site, True, languages).plan()
        shown = self.shown.get(plan.prefix)
        if shown and shown.frame and not plan.reasons and shown.frame.key == plan.key:
            return Shown(plan, analysis, shown.frame, shown.folder, shown.files)
        return self._drawn(plan, analysis, frozenset() if plan.reasons else plan.first_specs())

    def _drawn(self, plan: SitePlan, analysis: Analysis, specs: frozenset[LayoutSpec]) -> Shown:
        """The site in a new folder: its frame where there are ``specs``, else every page."""
        folder = Path(mkdtemp(dir=self.home))
        mkdocs = MkDocsRun(self.settings, self.source, plan.site, True, plan.languages)
        if specs:
            run = mkdocs.draw_frame(folder, specs)
            if run.frame:
                return Shown(plan, analysis, run.frame, folder, frozenset(run.frame.files))
            run.raise_error()
        run = mkdocs.draw_pages(folder)
        run.raise_error()
        return Shown(plan, analysis, None, folder, frozenset(names_below(folder)))

    def _show(self, shown: Mapping[str, Shown]) -> None:
        old, self.shown = self.shown, shown
        used = {each.folder for each in shown.values()}
        for each in old.values():
            if each.folder not in used:
                shutil.rmtree(each.folder, ignore_errors=True)

    def _place(self, path: str) -> tuple[Shown | None, str]:
        """The language that holds ``path``, and the path in it."""
        first = path.partition("/")[0] + "/"
        prefix = first if first in self.shown else ""
        return self.shown.get(prefix), path.removeprefix(prefix)

    def read(self, path: str) -> bytes | None:
        """The file at ``path``, relative to the site's root; None where there is none.

        Raises whatever making it raises.
        """
        before = self.shown
        shown, inside = self._place(path)
        if shown is None:
            return None
        if inside in shown.files:
            try:
                return (shown.folder / inside).read_bytes()
            except FileNotFoundError:
                # Another site is shown since this was looked up.
                return None if before is self.shown else self.read(path)
        with self._making:
            if artifact := self._artifact(path):
                return artifact.make()
        return None if before is self.shown else self.read(path)

    def key(self, path: str) -> str:
        """The key of the file at ``path``; empty where there is none."""
        shown, inside = self._place(path)
        if shown and inside in shown.files:
            return sha256((shown.folder / inside).read_bytes()).hexdigest()[:32]
        with self._making:
            artifact = self._artifact(path)
        return artifact.key if artifact else ""

    def _artifact(self, path: str) -> Artifact | None:
        shown, inside = self._place(path)
        if shown is None:
            return None
        found = shown.pages if inside in shown.pages else shown.artifacts
        if inside not in found:
            return None
        try:
            return found[inside]
        except MissingLayout as missing:
            with RUNNING:
                prefix = shown.plan.prefix
                # A save may have replaced the site while this waited.
                if shown is self.shown.get(prefix) and shown.frame:
                    specs = frozenset({*shown.frame.layouts, missing.spec})
                    again = self._drawn(shown.plan, shown.analysis, specs)
                    self._show({**self.shown, prefix: again})
            return self._artifact(path)

    def close(self) -> None:
        """Remove what was drawn."""
        shutil.rmtree(self.home, ignore_errors=True)


def follow(session: PreviewSession, watch: Watch, tell: Callable[[SaveResult], None]) -> NoReturn:
    """Show each save, for ever, and tell of its result. Raises what an analysis raises."""
    watched = frozenset(session.watched)
    _compare(session, tell)
    while True:
        before, watched = watched, frozenset(session.watched)
        watch.on(session.watched)
        # A file that is watched from now on may have been saved since it was read.
        if watch.wait(0 if watched - before else None) or watched - before:
            tell(session.refresh())
            _compare(session, tell)


def _compare(session: PreviewSession, tell: Callable[[SaveResult], None]) -> None:
    if late := session.compare():
        tell(late)


def quiet() -> None:
    """Keep MkDocs from telling each step of a build; its warnings stay."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
