"""`analyse`: the whole way from a file to the values that a site is made of, and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from waypost import parser
from waypost.checks.check import CheckContext, run_checks
from waypost.checks.own_catalogs import OwnCatalogs
from waypost.checks.page_placeholders import pages_with_placeholders
from waypost.checks.registry import CHECKS
from waypost.checks.suppress import told_once, without_consequences, without_ignored
from waypost.checks.translations import LanguagePart, in_language, translation_problems
from waypost.core.messages import Messages
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.diagnostics.report import in_order
from waypost.markdown import Converter, Names
from waypost.model import publication
from waypost.model.entries import referable_ids
from waypost.model.facts import Facts, resolve
from waypost.model.includes import Gathered, Read, gather
from waypost.model.records import Knowledge
from waypost.model.translation import (
    ALONE,
    Edition,
    Translation,
    language_file,
    seen_file,
    texts_of,
)
from waypost.parser.content_files import content_folder, files_in, language_folder, theme_files
from waypost.parser.image_size import sizes_in
from waypost.parser.input_guard import inspect

if TYPE_CHECKING:
    from waypost.trees import Compiled


class Site(NamedTuple):
    """All that pages are made of: what readers see on ``day``.

    ``trees`` holds the compiled trees in the order of the knowledge base. ``edition`` says which
    language of several it is in.
    """

    knowledge: Knowledge
    facts: Facts
    converter: Converter
    trees: tuple[Compiled, ...]
    day: date
    edition: Edition = ALONE

    @property
    def messages(self) -> Messages:
        """Our messages in the site's language."""
        return self.facts.messages


class Analysis(NamedTuple):
    """A site and what is wrong with it. Publish it only where `ok` holds.

    ``knowledge`` and ``trees`` are whole, with drafts and what isn't out. ``problems`` are sorted
    by place. ``texts`` are the files' contents by name, for code frames; ``files`` and ``folders``
    are what a preview watches. ``context`` is what was checked. ``others`` are the same site in its
    other languages.
    """

    site: Site
    knowledge: Knowledge
    trees: tuple[Compiled, ...]
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    context: CheckContext
    translations: tuple[Translation, ...] = ()
    others: tuple[Site, ...] = ()

    @property
    def sites(self) -> tuple[Site, ...]:
        """The site in each of its languages, the source first."""
        return (self.site, *self.others)

    @property
    def ended(self) -> str:
        """A line for editors where the notice is over; no problem, as it was meant to end."""
        notice = self.knowledge.notice
        if notice is None or self.site.knowledge.notice:
            return ""
        where = f"{notice.at.file}:{notice.at.line}"
        return f"The notice ({where}) ended on {notice.until}; no page shows it any more."

    def ok(self, *, strict: bool = False) -> bool:
        """True where nothing keeps the site from being published."""
        return not any(strict or severity(each) is Severity.ERROR for each in self.problems)


def analyse(
    path: Path,
    day: date,
    content: Path | None = None,
    read: Read = parser.read,
    *,
    written: Mapping[Path, bytes] | None = None,
    drafts: bool = False,
    parallel: bool = False,
    comparisons: bool = True,
    before: Analysis | None = None,
) -> Analysis:
    """Parse, load, check and compile the knowledge base at ``path`` as it stands on ``day``.

    Args:
        path: the knowledge base's own file.
        day: the day on which readers see the site.
        content: the folder of hand-written pages and pictures that texts may link to; by default
            the one that the settings beside the file name.
        read: reads one file.
        written: hand-written pages, and sources of translations, as they will be.
        drafts: keep drafts, as a preview does.
        parallel: allow for a worker process. The calling process must have no threads then.
        comparisons: run the checks that compare each entry with all others; `compare` does it
            later.
        before: an analysis whose conversions serve for texts that haven't changed since.
    """
    gathered = gather(path, read, written)
    knowledge, translated = gathered.knowledge, gathered.translations
    catalogs = OwnCatalogs(path.parent)
    resolved = resolve(knowledge.facts, catalogs.messages(str(knowledge.language)))
    shown = publication.published_on(knowledge, day, drafts=drafts)
    folder = content or content_folder(path)
    files = files_in(folder)
    names = Names.of(knowledge, files, sizes_in(folder, files), shown.away)
    converter = Converter(names, resolved.facts)
    if before and before.site.converter.serves(names, resolved.facts):
        converter = before.site.converter
    trees = _compiled(knowledge, resolved.facts)
    unreadable: list[Problem] = []
    pages = tuple(pages_with_placeholders(folder, files, written or {}, unreadable))
    context = CheckContext(
        knowledge=knowledge,
        resolved=resolved,
        converter=converter,
        day=day,
        drafts=drafts,
        trees=trees,
        pages=pages,
        files=names.files,
        folder=folder,
        beside=theme_files(path),
        away=names.away,
    )
    checks = [check for check in CHECKS if comparisons or not check.compares]
    found = (
        *gathered.problems,
        *inspect([folder, *(language_folder(folder, each.language) for each in translated)]),
        *unreadable,
        *run_checks(checks, context, whole=gathered.whole, parallel=parallel),
    )
    faulty_lines = {each.at[:2] for each in found if severity(each) is Severity.ERROR}
    languages, untrue = _languages(translated, context, names, catalogs, faulty_lines)
    catalogs.note_unused([str(knowledge.language), *(each.language for each in translated)])
    problems = (*found, *untrue, *catalogs.problems)
    in_languages = {name for each in translated for name in each.files}
    primary = tuple(told_once(without_consequences(problems, knowledge, in_languages)))
    faulty = {each.at.file for each in primary}
    edition = Edition(str(knowledge.language)) if languages else ALONE
    site = _site(context, shown.knowledge, edition)
    return Analysis(
        site,
        knowledge,
        trees,
        in_order(without_ignored(primary, knowledge)),
        {
            **gathered.texts,
            **catalogs.texts,
            **{page.at.file: page for page in pages if page.at.file in faulty},
        },
        (*gathered.files, *catalogs.files, *_language_files(gathered)),
        (*gathered.folders, catalogs.folder),
        context,
        translated,
        tuple(_site(each.context, each.shown.knowledge, each.edition) for each in languages),
    )


def _languages(
    translations: Iterable[Translation],
    context: CheckContext,
    names: Names,
    catalogs: OwnCatalogs,
    faulty: Collection[tuple[str, int]],
) -> tuple[list[LanguagePart], list[Problem]]:
    """The further languages of a knowledge base, and what is wrong with their texts."""
    parts: list[LanguagePart] = []
    problems: list[Problem] = []
    texts = texts_of(context.knowledge) if translations else []
    for translation in translations:
        folder = language_folder(context.folder, translation.language)
        files = files_in(folder)
        own = Names.of(Knowledge(), files, sizes_in(folder, files))
        messages = catalogs.messages(translation.language)
        parts.append(in_language(context, texts, translation, messages, names, own))
        problems += parts[-1].problems()
        problems += translation_problems(texts, translation, faulty)
    return parts, problems


def _language_files(gathered: Gathered) -> Iterator[Path]:
    """The files of its languages that there are or may be one day, for a preview to watch."""
    path = gathered.files[0]
    for each in gathered.translations:
        yield seen_file(path, each.language)
        yield from (language_file(file, each.language) for file in gathered.files)


def _site(context: CheckContext, shown: Knowledge, edition: Edition) -> Site:
    seen = {str(tree.id): tree for tree in shown.trees}
    trees = (each for each in context.trees if each.tree.id in seen)
    open_trees = tuple(replace(each, tree=seen[each.tree.id]) for each in trees)
    return Site(shown, context.facts, context.converter, open_trees, context.day, edition)


def compare(analysis: Analysis) -> tuple[Problem, ...]:
    """The problems that an analysis without comparisons has left out."""
    checks = [check for check in CHECKS if check.compares]
    found = run_checks(checks, analysis.context, whole=True, parallel=False)
    return in_order(without_ignored(found, analysis.knowledge))


def _compiled(knowledge: Knowledge, facts: Facts) -> tuple[Compiled, ...]:
    if not knowledge.trees:
        return ()
    # The compiler takes longer to load than a small knowledge base to check.
    from waypost.trees import compile_tree

    known = referable_ids(knowledge)
    return tuple(compile_tree(tree, facts, known) for tree in knowledge.trees)
