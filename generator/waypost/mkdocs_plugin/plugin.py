"""The MkDocs plugin: generated pages handed to MkDocs through its public events, nothing more.

It has two uses. MkDocs draws every page, which is what ``mkdocs build`` does; or it draws one
skeleton for each layout, and the plugin takes the frame of the site from them (see `frame`).
"""

import io
import logging
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from waypost.checks.analyse import Analysis, Site, analyse
from waypost.core.nodes import Text
from waypost.diagnostics import Severity, report
from waypost.diagnostics.message_format import severity
from waypost.markdown import Converter
from waypost.mkdocs_plugin import languages, page_meta, site_settings, theme_setup
from waypost.mkdocs_plugin.fact_tokens import FactTokens
from waypost.mkdocs_plugin.frame import WrittenPage, squeeze
from waypost.mkdocs_plugin.languages import ONE_LANGUAGE, languages_of
from waypost.mkdocs_plugin.look_settings import read_look
from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun, Request
from waypost.mkdocs_plugin.site_files import other_files
from waypost.mkdocs_plugin.site_plan import SITE_MAP, SitePlan, ThemeValues, plan_site
from waypost.mkdocs_plugin.site_settings import WaypostConfig
from waypost.mkdocs_plugin.skeletons import Skeletons
from waypost.model import scalars
from waypost.model.declare import NOWHERE
from waypost.model.facts import NO_FACTS
from waypost.model.records import Knowledge
from waypost.pages import Page
from waypost.pages.machine import markdown_copy
from waypost.pages.template_environment import COMPILED, message_functions

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
"""Keeps Material's notice about its own future off an editor's screen."""

log = logging.getLogger("mkdocs.plugins.waypost")


class WaypostPlugin(BasePlugin[WaypostConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of a knowledge base to a site."""

    supports_multiple_instances = False

    def __init__(self) -> None:
        self.serving = False
        self.request: Request | None = None
        self.requested = False
        self.last_good: Site | None = None
        self.languages = ONE_LANGUAGE
        self.site: Site
        self.plan: SitePlan
        self.theme = ThemeValues()
        self.skeletons: Skeletons | None = None
        self.written: dict[str, WrittenPage] = {}
        self._page: Page | None = None
        self._tokens: FactTokens

    @property
    def written_pages(self) -> tuple[WrittenPage, ...]:
        """The hand-written pages that were drawn, by the names of their files."""
        return tuple(self.written[name] for name in sorted(self.written))

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note the command: a preview outlives a broken knowledge base, a build doesn't."""
        self.serving = command == "serve"

    @event_priority(100)  # before other plugins ask the theme what it wants
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the knowledge base, and set what the theme needs where the site doesn't."""
        # MkDocs keeps one instance for all builds of a process; nothing may pass between them.
        self.written = {}
        self.theme = ThemeValues()
        theme_setup.set_up(config)
        site = self._requested() or self._analysed(config)
        if site.knowledge.title.at == NOWHERE:
            named = replace(site.knowledge, title=Text(config.site_name, NOWHERE))
            site = site._replace(knowledge=named)
        self.site = site
        look = read_look(config)
        if look.problems and not self.requested:
            raise PluginError("waypost: " + "\n".join(map(report.one_line, look.problems)))
        languages.adapt(config, site)
        words = theme_setup.set_language(config, site.messages)
        self.theme = ThemeValues(self.theme.problems, words=words, style=look.style)
        return config

    def _requested(self) -> Site | None:
        request, self.request = self.request, None
        self.requested = request is not None
        self.skeletons = request.skeletons if request else None
        self.languages = request.languages if request else ONE_LANGUAGE
        return request.site if request else None

    def _analysed(self, config: MkDocsConfig) -> Site:
        path = Path(config.config_file_path or ".").parent / self.config.kb
        try:
            folder = Path(config.docs_dir)
            analysis = analyse(path, _day(self.config.on), folder, drafts=self.serving)
        except OSError as error:
            raise PluginError(f"waypost: can't read {path}: {error.strerror}") from None
        config.watch.extend(map(str, (*analysis.files, *analysis.folders)))
        if analysis.ok():
            self.last_good = analysis.site
            self.languages = languages_of(analysis.sites, folder)
            for problem in analysis.problems:
                if severity(problem) is Severity.WARNING:
                    log.warning(report.one_line(problem))
            return analysis.site
        if not self.serving:
            raise PluginError("waypost: " + _problems(analysis))
        problems = _problems(analysis)
        log.error(problems)
        self.theme = ThemeValues(problems)
        # Without entries, a site stands under the problems until the first good save.
        return self.last_good or Site(Knowledge(), NO_FACTS, Converter(), (), analysis.site.day)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, or the skeletons of their layouts, and the navigation."""
        self.plan = plan_site(
            config,
            files,
            self.site,
            self.theme,
            cards=not self.serving,
            languages=self.languages,
        )
        if not self.requested:
            for problem in self.plan.unheeded:
                log.warning(report.one_line(problem))
        theirs = files.get_file_from_path(SITE_MAP)
        if theirs and (self.plan.has_site_map or self.plan.prefix):
            # MkDocs copies the template, as it isn't one of a page any more.
            files.remove(theirs)
        if self.skeletons:
            for file in self.skeletons.files(self.plan, config):
                files.append(file)
        else:
            for source, plan in self.plan.plans.items():
                at = plan.outline.at
                line = str(at.line) if at else ""
                files.append(page_meta.file_of(plan.outline, source, line, config))
        config.nav = self.plan.nav
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Name generated pages in the navigation; the theme prints titles as they are."""
        for page in nav.pages:
            if page.file.src_uri in self.plan.plans:
                page.title = page_meta.escaped(self.plan.name(page.file.src_uri))
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Give a generated page its title and front matter; put facts into a hand-written one."""
        if self._page_of(page) is not None:
            return ""
        self._tokens = FactTokens(markdown)
        text, unknown, trees = self.plan.placeholders.fill(markdown, self._tokens)
        for name in unknown:
            log.warning(f"{page.file.src_uri}: nothing is called {name}")
        if trees:
            page.meta["tree"] = True
        page.meta["languages"] = self.languages.having(page.url.removeprefix("./")).split()
        return text

    def _page_of(self, page: MkDocsPage) -> Page | None:
        """Our page, or its skeleton, behind MkDocs'; it is described to the theme."""
        source = page.file.src_uri
        self._page = None
        if self.skeletons and (skeleton := self.skeletons.by_source.get(source)):
            self._page, title = skeleton.page, skeleton.title
            card = skeleton.card if self.plan.cards.by_page else ""
            having = skeleton.spec.languages
        elif plan := self.plan.plans.get(source):
            self._page = self.plan.context.render(plan.view())
            title = self.plan.name(source)
            card = self.plan.card(self._page.address)
            having = self.languages.having(self._page.address)
        if self._page:
            page.title = page_meta.escaped(title)
            page.meta = page_meta.meta(self._page, card, having)
        return self._page

    @event_priority(100)  # before other plugins read the text of a page
    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The page's real HTML, put in after MkDocs' own Markdown step."""
        if (own := self._page) is not None:
            page.toc = page_meta.contents(own)
            # Its anchors are checked with the rest of the site's, against the HTML.
            page.present_anchor_ids = None
            return own.html
        html = self._put_facts(html, page)
        html = self.plan.placeholders.with_trees(html, page.url)
        location = "" if page.meta.get("unlisted") else page.canonical_url or page.abs_url or ""
        source = page.file.src_uri
        copy = f"{markdown_copy.from_html(html)}\n"
        self.written[source] = WrittenPage(source, unquote(page.url), location, copy)
        return html

    def _put_facts(self, html: str, page: MkDocsPage) -> str:
        """Put the facts into ``html``, and into all that MkDocs took from the Markdown."""
        tokens = self._tokens
        if tokens.values:
            page.title = tokens.as_text(page.title or "")
            tokens.name_headings(page.toc)
            ids = page.present_anchor_ids or ()
            page.present_anchor_ids = {tokens.as_id(each) for each in ids}
            page.markdown = tokens.markdown
        return tokens.put_in(html)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's templates see our values."""
        env.globals["waypost"] = self.plan.theme
        env.globals |= message_functions(self.site.messages)
        # The site's other languages draw the same templates.
        env.bytecode_cache = env.bytecode_cache or COMPILED
        return env

    @event_priority(100)  # what other plugins see is what is written
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Take white space out of a generated page; keep a skeleton's layout, and write nothing."""
        source = page.file.src_uri
        if self.skeletons and source in self.skeletons.by_source:
            self.skeletons.take(source, squeeze(output, page.content or ""))
            return ""
        if source in self.plan.plans:
            return squeeze(output, page.content or "")
        return output

    @event_priority(100)  # before other plugins look at what was built
    def _write_files(self, *, config: MkDocsConfig) -> None:
        """Write the files beside the pages that MkDocs has drawn."""
        if self.skeletons is not None:
            return
        others = other_files(self.plan, self.written_pages)
        for path in others:
            target = Path(config.site_dir, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(others[path].make())

    @event_priority(-100)  # after all that other plugins do for the source
    def _build_languages(self, *, config: MkDocsConfig) -> None:
        """Draw the site's other languages below the source's, where MkDocs itself builds it."""
        if self.requested:
            return
        target = Path(config.site_dir)
        settings = site_settings.load(Path(config.config_file_path), target)
        kb = Path(config.config_file_path).parent / self.config.kb
        every, serving = self.languages, self.serving
        for site in every.sites[1:]:
            run = MkDocsRun(settings, kb, site, serving, every)
            for problem in run.draw_pages(target / site.edition.prefix).problems:
                log.warning(report.one_line(problem))
        # Plugins were shut down with each of these runs.
        config.plugins.on_startup(command="serve" if serving else "build", dirty=False)

    on_post_build = CombinedEvent(_write_files, _build_languages)


def _day(value: object) -> date:
    if value is None:
        return date.today()
    day = value if isinstance(value, date) else scalars.day(str(value))
    if day is None:
        raise PluginError(f"waypost: `on: {value}` is not a day; write it like 2026-11-22")
    return day


def _problems(analysis: Analysis) -> str:
    """The problems as text, with code frames."""
    out = io.StringIO()
    report.print_frames(analysis.problems, analysis.texts, out)
    return f"{report.summary(analysis.problems)}\n\n{out.getvalue()}"
