"""The preview of a site: what of the knowledge base is good is shown, and drawn when asked for.

A save is looked at twice. An edit within one entry is read by itself and shows at once where that
is certain (`quick`); then the whole is checked. The second look may still be at an earlier save
when the next one comes: the first doesn't wait for it, and what it finds about an earlier save than
the one that is shown is forgotten.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from threading import RLock
from typing import Any

from jinja2 import TemplateError
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from waypost.checks.analyse import Prepared, prepare
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.serve import quick
from waypost.serve.changed_page import page_of, saved_page
from waypost.serve.side_files import NAMES as BESIDE
from waypost.serve.stage import PLUGIN, Next, Stage


@dataclass(frozen=True, slots=True)
class News:
    """What a save brought.

    ``errors`` keep the last good pages in place; ``failure`` is why MkDocs couldn't build. ``page``
    is the address of the page whose lines were saved.
    """

    version: int
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    failure: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    page: str | None = None


class Preview:
    """The preview of the site that ``settings`` (an `mkdocs.yml`) describes.

    Several threads may use it. Raises what MkDocs raises where the
    settings can't be read.
    """

    def __init__(self, settings: Path, kb: Path | None, day: date | None) -> None:
        self.settings = settings
        self.kb = kb
        self.day = day
        self.version = 0
        self.lock = RLock()
        self.config = self._configured()
        self.home = Path(mkdtemp(prefix="waypost-preview-"))
        self.stage: Stage | None = None
        self.prepared: Prepared | None = None
        self.texts: Mapping[str, str] = {}
        self._base: quick.Base | None = None
        self._looks = 0
        self._in_error = False

    @property
    def source(self) -> Path:
        """The knowledge base."""
        return self.kb or self.settings.parent / str(self.config.plugins[PLUGIN].config["kb"])

    @property
    def content(self) -> Path:
        """The folder of hand-written pages."""
        return Path(self.config.docs_dir)

    @property
    def folder(self) -> Path | None:
        """Where the last good pages are drawn; absent until there were any."""
        return self.stage.folder if self.stage else None

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders whose changes matter."""
        custom = self.config.theme.custom_dir
        files = self.prepared.files if self.prepared else ()
        folders = self.prepared.folders if self.prepared else ()
        return (
            self.settings,
            self.content,
            *([Path(custom)] if custom else []),
            self.source,
            *files,
            *folders,
        )

    @contextmanager
    def serving(self, name: str) -> Iterator[Path | None]:
        """The folder in which ``name`` stands as it is to be served; nothing in it changes then.

        None until there were pages. Raises whatever drawing a page raises.
        """
        while True:
            stage = self.stage
            if stage and name in BESIDE:
                stage.aside.ready(name)
            with self.lock:
                if stage is self.stage:
                    if stage:
                        stage.ready(name)
                    yield self.folder
                    return

    def look(self) -> News | None:
        """Show what was saved, before the whole is checked; None where that isn't certain.

        `refresh` has to follow.
        """
        base, stage = self._base, self.stage
        if base is None or stage is None:
            return None
        edit = quick.edited(base)
        if edit is None or (edit.entry is None and not self._in_error):
            return None
        to = stage.next(edit.base.prepared, edit=True) if edit.entry else None
        if edit.entry and not to:
            return None
        with self.lock:
            if self._base is not base or self.stage is not stage:
                # Meanwhile the whole of an earlier save was found good, which is a better base.
                return self.look()
            if to:
                stage.turn(to)
            self._base, self.prepared = edit.base, edit.base.prepared
            self.texts, self._in_error = edit.base.prepared.texts, False
            self._looks += 1
            self.version += 1
            page = page_of(edit.entry, edit.line) if edit.entry else None
            return News(self.version, page=page)

    def refresh(self, *, whole: bool = True) -> News | None:
        """Check the whole after a save, and show it; None where a later save shows already.

        ``whole`` says that more than the knowledge base has changed.
        """
        looks = self._looks
        try:
            config = self._configured() if whole or not self.stage else self.stage.config
        except (MkDocsException, ConfigurationError, Abort) as reason:
            with self.lock:
                self.version += 1
                return News(self.version, failure=str(reason))
        self.config = config
        day = self.day or date.today()
        prepared = prepare(self.source, day, self.content, drafts=True)
        to = self._next(prepared, config, whole=whole) if prepared.ok() else ""
        base = quick.Base.of(prepared) if prepared.ok() else None
        with self.lock:
            if self._looks != looks and prepared.texts != self.texts:
                if isinstance(to, Stage):
                    to.close()
                return None
            news = self._news(prepared)
            if isinstance(to, str):
                return replace(news, failure=to)
            self._turn(to)
            self._base = base
            known = self.stage and news.page in self.stage.addresses
            return replace(news, page=news.page if known else None)

    def _next(self, prepared: Prepared, config: MkDocsConfig, *, whole: bool) -> Next | Stage | str:
        """What to show now: another state of the stage, or another stage; or why MkDocs can't."""
        try:
            if self.stage and not whole and (to := self.stage.next(prepared)):
                return to
            if self.stage and config is self.stage.config:
                config = self._configured()
            return Stage(config, prepared, self.lock, self.home)
        except (MkDocsException, ConfigurationError, Abort, TemplateError, OSError) as reason:
            return str(reason)

    def _turn(self, to: Next | Stage) -> None:
        if isinstance(to, Stage):
            old, self.stage, self.config = self.stage, to, to.config
            if old:
                old.close()
        elif self.stage:
            self.stage.turn(to)

    def _news(self, prepared: Prepared) -> News:
        before, self.texts = self.texts, prepared.texts
        page = saved_page(before, prepared.texts, prepared.knowledge) if before else None
        errors = tuple(p for p in prepared.problems if severity(p) is Severity.ERROR)
        warnings = tuple(p for p in prepared.problems if severity(p) is Severity.WARNING)
        self.prepared = prepared
        self._in_error = bool(errors)
        self.version += 1
        return News(self.version, errors, warnings, texts=prepared.texts, page=page)

    def _configured(self) -> MkDocsConfig:
        # MkDocs has one set of plugins for all builds of a process, but here the last stage goes
        # on while the next one is laid out.
        plugins: Any = MkDocsConfig.plugins
        plugins.plugin_cache.clear()
        return load_config(config_file=str(self.settings))

    def close(self) -> None:
        """Remove what was drawn."""
        shutil.rmtree(self.home, ignore_errors=True)


def quiet() -> None:
    """Keep MkDocs from telling each step of a build; its warnings stay."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
