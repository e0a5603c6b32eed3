"""Run MkDocs inside a publication: what it says becomes problems, what it wrote becomes known."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config import base, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files, InclusionLevel

from waypost.build import tracing
from waypost.build.deterministic import no_clock
from waypost.build.errors import Refused
from waypost.build.trace import Made
from waypost.build.verify import Known
from waypost.checks.analyse import Prepared
from waypost.core.nodes import Mark
from waypost.core.page_markup import joined
from waypost.diagnostics import Problem
from waypost.diagnostics.message_format import hint, message
from waypost.mkdocs_plugin import nav
from waypost.mkdocs_plugin.plugin import Given, Way, WaypostPlugin
from waypost.mkdocs_plugin.writing import Before
from waypost.pages.machine import markdown_copy
from waypost.parser.input_guard import inspect

PLUGIN: Final = "waypost"
WITNESS: Final = "waypost-witness"
CODES: Final = {logging.WARNING: "settings-warning", logging.ERROR: "settings-error"}


class NoOptions(base.Config):  # type: ignore[no-untyped-call]
    """The witness has nothing to set."""


class Witness(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Sees the files that MkDocs builds from, and changes nothing."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.copied: frozenset[str] = frozenset()

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Remember every page, and the owner's own files that are copied as they are."""
        del env
        shown = [file for file in files if file.inclusion is not InclusionLevel.EXCLUDED]
        self.pages = {file.dest_uri: file.src_uri for file in shown if file.is_documentation_page()}
        self.copied = frozenset(
            file.dest_uri
            for file in shown
            if not file.is_documentation_page() and file.src_dir == config.docs_dir
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """A site's settings, as far as publishing goes."""

    file: Path
    config: MkDocsConfig = field(repr=False)
    witness: Witness = field(repr=False)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files and folders that MkDocs reads."""
        folders = (self.config.docs_dir, self.config.theme.custom_dir)
        return (self.file, *(Path(folder) for folder in folders if folder))

    @property
    def content(self) -> Path:
        """The folder of hand-written pages."""
        return Path(self.config.docs_dir)

    @property
    def target(self) -> Path:
        """Where the site goes."""
        return Path(self.config.site_dir)

    @property
    def base(self) -> str:
        """The path under which the site is served, with a slash at both ends."""
        path = urlsplit(self.config.site_url or "").path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def kb(self) -> str:
        """The knowledge base that the settings name."""
        return str(self.config.plugins[PLUGIN].config["kb"])


def settings(file: Path, site_dir: Path | None = None) -> Settings:
    """Read ``mkdocs.yml``. Raises `Refused` where it is wrong: nothing can be built then."""
    for odd in inspect([file]):
        raise Refused(file, message(odd).rstrip("."), hint(odd).rstrip("."))
    if not file.is_file():
        raise Refused(file, "it isn't there", "name the settings: --config, or run waypost new")
    chosen = {} if site_dir is None else {"site_dir": str(site_dir.absolute())}
    problems: list[Problem] = []
    with _heard(file, problems.append):
        try:
            config = load_config(config_file=str(file), **chosen)
        except (Abort, ConfigurationError) as error:
            why = "; ".join(problem.about["why"] for problem in problems) or str(error)
            raise Refused(file, why.rstrip("."), "correct the settings") from error
    if PLUGIN not in config.plugins:
        raise Refused(file, "the plugin waypost isn't in it", "add `plugins: [search, waypost]`")
    witness = Witness()
    config.plugins[WITNESS] = witness
    return Settings(file, config, witness)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: what MkDocs warned of, or why it gave up, as ``problems``.

    ``known`` is what is known of the files that we wrote ourselves. ``made`` is for a trace; None
    where the site can't be mended.
    """

    problems: tuple[Problem, ...]
    known: Mapping[str, Known]
    made: Made | None = None


def run(
    chosen: Settings, site: Path, kb: Path, prepared: Prepared, before: Before | None = None
) -> Built:
    """Let MkDocs build ``prepared``, which is ``kb``'s, into ``site``.

    What hasn't changed since ``before`` is taken from there; without it nothing is traced, either.
    MkDocs' own counting of warnings misses those that it doesn't print, so all are taken here.
    """
    problems: list[Problem] = []
    known: Mapping[str, Known] = {}
    made = None
    config = chosen.config
    config.site_dir = str(site)
    plugin: Any = config.plugins[PLUGIN]
    plugin.config["kb"] = str(kb.absolute())
    traced = before is not None and tracing.possible(config)
    plugin.given = Given(prepared, Way(tracing=traced, before=before))
    with _heard(chosen.file, problems.append), no_clock():
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build.build(config)
            known = _known(plugin)
            made = tracing.made(plugin, config) if traced and not problems else None
            chosen.witness.pages |= {page.file: nav.source(page) for page in plugin.layout.pages}
        except Abort as error:
            if not any(problem.code == "settings-error" for problem in problems):
                problems.append(_problem(chosen.file, "settings-error", str(error)))
        finally:
            config.plugins.on_shutdown()
            plugin.forget()
            # MkDocs' pages and files hold each other, and checking the site needs their room.
            gc.collect()
    return Built(tuple(problems), known, made)


def _known(plugin: WaypostPlugin) -> Mapping[str, Known]:
    """What the pages that we wrote hold; and keep it for the next build, where one may use it."""
    shells = {shell.digest: shell.fixed for _, shell in plugin.writing.shells.every()}
    before = plugin.way.before
    keep = before.kept if before else None
    found = {}
    for done in plugin.done:
        parts = [shells.get(done.part.shell), done.part.own]
        markup = joined([part for part in parts if part is not None])
        found[done.page.file] = Known(done.html, markup)
        found[markdown_copy.name(done.page)] = Known(done.twin)
        if keep and done.key:
            keep.put(done.key, done.row())
    for twin in plugin.twins:
        found[twin.name] = Known(twin.sum)
        if keep:
            keep.put(twin.key, twin.row())
    return found


@contextmanager
def _heard(file: Path, tell: Callable[[Problem], None]) -> Iterator[None]:
    handler = _Ear(file, tell)
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


class _Ear(logging.Handler):
    def __init__(self, file: Path, tell: Callable[[Problem], None]) -> None:
        super().__init__(logging.WARNING)
        self.file = file
        self.tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        code = CODES[logging.ERROR if record.levelno >= logging.ERROR else logging.WARNING]
        self.tell(_problem(self.file, code, record.getMessage()))


def _problem(file: Path, code: str, why: str) -> Problem:
    said = " ".join(why.split())
    return Problem(code, Mark(file.as_posix(), 1, 1), {"why": said})
