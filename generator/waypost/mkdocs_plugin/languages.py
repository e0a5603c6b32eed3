"""The languages of a site: settings for each, and what its pages need to lead to the others."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files

from waypost.checks.analyse import Site
from waypost.core import language_tag
from waypost.core.messages import Messages
from waypost.markdown.link_targets import page_address
from waypost.mkdocs_plugin import nav
from waypost.model.translation import Edition
from waypost.pages import page_context, page_plans
from waypost.parser.content_files import files_in, is_shared, language_folder


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language as the switch names it. ``prefix`` is its place in the whole site."""

    tag: str
    prefix: str
    messages: Messages

    @property
    def direction(self) -> str:
        return language_tag.direction(self.tag)

    @property
    def name(self) -> str:
        """Its name in itself."""
        return own_name(self.tag)

    @property
    def offer(self) -> str:
        """The words that lead a reader of this language here, as HTML."""
        offer = self.messages.gettext("In your language: %(language)s", language=self.name)
        return escape(offer)


@dataclass(frozen=True)
class Languages:
    """The ``sites`` of all languages, the source first; ``content`` is its hand-written pages'."""

    sites: tuple[Site, ...] = ()
    content: Path = Path()

    @cached_property
    def links(self) -> tuple[LanguageLink, ...]:
        """The languages, where there are several."""
        return tuple(
            LanguageLink(_tag(site), site.edition.prefix, site.messages) for site in self.sites
        )

    @cached_property
    def addresses(self) -> Mapping[str, Mapping[str, bool]]:
        """For each language the addresses of its pages, and whether search engines list each."""
        return {_tag(site): self._addresses(site) for site in self.sites}

    def _addresses(self, site: Site) -> Mapping[str, bool]:
        written = files_in(content_of(self.content, site.edition))
        own = {page_address(file): True for file in written if file.endswith(".md")}
        outlines = (plan.outline for plan in page_plans(page_context(site)))
        return {page.address: page.listed for page in outlines} | own

    def having(self, address: str) -> str:
        """The languages that have a page at ``address``, with spaces between."""
        return " ".join(tag for tag, known in self.addresses.items() if address in known)


ONE_LANGUAGE: Final = Languages()


def _tag(site: Site) -> str:
    return language_tag.tag(site.edition.language)


def languages_of(sites: tuple[Site, ...], content: Path) -> Languages:
    """The languages of ``sites``; nothing to lead to where there is one."""
    return Languages(sites, content) if len(sites) > 1 else ONE_LANGUAGE


def own_name(language: str) -> str:
    """The name of ``language`` in itself.

    >>> own_name("de"), own_name("pt-BR"), own_name("tlh")
    ('Deutsch', 'Português (Brasil)', 'tlh')
    """
    # It takes a while to load, and few sites have several languages.
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").display_name or ""
    except (UnknownLocaleError, ValueError):
        name = ""
    return name[:1].upper() + name[1:] if name else language


def content_of(content: Path, edition: Edition) -> Path:
    """The folder of the hand-written pages of ``edition``; ``content`` is the source's."""
    return language_folder(content, edition.language) if edition.prefix else content


def adapt(config: MkDocsConfig, site: Site) -> None:
    """Make ``config``, which is the source's, that of the language of ``site``."""
    edition = site.edition
    if not edition.prefix:
        return
    source = Path(config.docs_dir)
    config.docs_dir = str(content_of(source, edition))
    config.nav = nav.in_language(config.nav, source, Path(config.docs_dir))
    # Material prints this name as HTML, as it may with the owner's; a translator's is text.
    config.site_name = escape(site.converter.line(site.knowledge.title).text)
    config.site_description = ""  # mkdocs.yml says it in the source's language alone
    config.theme["language"] = None
    if config.site_url:
        config.site_url = posixpath.join(config.site_url, edition.prefix)


def source_folder(config: MkDocsConfig, edition: Edition) -> str:
    """The folder of the source's hand-written pages. ``config`` is the edition's."""
    suffix = f".{edition.language}" if edition.prefix else ""
    return config.docs_dir.removesuffix(suffix)


def share_files(files: Files, config: MkDocsConfig, edition: Edition) -> None:
    """Add the source's pictures, styles and scripts to the ``files`` of a language."""
    own, config.docs_dir = config.docs_dir, source_folder(config, edition)
    try:
        shared = get_files(config)
    finally:
        config.docs_dir = own
    known = {file.dest_uri for file in files}
    for file in _static(shared):
        if file.dest_uri not in known:
            files.append(file)


def _static(files: Files) -> Iterable[File]:
    return (
        file
        for file in files
        if not file.is_documentation_page()
        and file.inclusion is not InclusionLevel.EXCLUDED
        and is_shared(file.src_uri)
    )
