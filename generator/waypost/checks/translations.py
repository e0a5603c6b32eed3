"""The languages of a knowledge base: each one's site, and what is wrong with its translations."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from waypost.checks.check import CheckContext
from waypost.checks.same_questions import phrasings_are_listed_once, questions_differ
from waypost.checks.texts import texts_convert
from waypost.core.messages import Messages
from waypost.diagnostics import Problem
from waypost.markdown import EditionConverter, Names
from waypost.model import publication
from waypost.model.declare import Addressed
from waypost.model.facts import resolve
from waypost.model.translation import (
    Edition,
    TranslatableText,
    Translation,
    Words,
    changed_words,
    differences,
    flat,
    place_of,
    translated,
)
from waypost.parser.content_files import is_shared

CHECKED = (texts_convert, questions_differ, phrasings_are_listed_once)
"""The checks of texts that hold for each language by itself."""


def translation_problems(
    texts: Iterable[TranslatableText],
    translation: Translation,
    faulty: Collection[tuple[str, int]],
) -> Iterator[Problem]:
    """Translations that have lost parts of their sources, or whose sources have changed.

    ``faulty`` are the files and lines of errors. A text that holds one isn't compared: its mistake
    would be told as one of its translations, which would take it over.
    """
    language, unseen = translation.language, []
    for text in texts:
        words = translation.texts.get(text.name)
        if not words or (faulty and any(line in faulty for line in _lines(text.source))):
            continue
        yield from differences(text.source, words)
        at = place_of(words) or text.at
        match translation.state(text):
            case "outdated":
                about = {
                    "where": f"{text.at.file}:{text.at.line}",
                    "why_changed": changed_words(translation.seen[text.name], flat(text.source)),
                    "language": language,
                    "name": text.name,
                }
                yield Problem("outdated-translation", at, about, (text.at,))
            case "unseen":
                unseen.append(at)
    if unseen:
        about = {"language": language, "count": str(len(unseen))}
        yield Problem("unseen-translation", unseen[0], about)


def _lines(words: Words) -> Iterator[tuple[str, int]]:
    """The lines on which ``words`` stand, each with its file."""
    if isinstance(words, tuple):
        for each in words:
            yield from _lines(each)
    else:
        last = words.mark(len(words)).line
        yield from ((words.at.file, line) for line in range(words.at.line, last + 1))


def incomplete(texts: Iterable[TranslatableText], translation: Translation) -> set[tuple[str, str]]:
    """The entries of which a text is missing, by kind and id. A tree with an outcome is one."""
    missing = (text for text in texts if text.needed and text.name not in translation.texts)
    return {
        (owner.kind.name, str(owner.id))
        for owner in (text.owner for text in missing)
        if isinstance(owner, Addressed) and owner.kind.section not in ("", "categories")
    }


class LanguagePart(NamedTuple):
    """A language of a knowledge base: all that is known of it, and what readers see of it."""

    context: CheckContext
    edition: Edition
    shown: publication.Publication

    def problems(self) -> Iterator[Problem]:
        """The problems of its texts. The source's own have been told."""
        found = (problem for check in CHECKED for problem in check(self.context))
        return (each for each in found if each.at.file in self.edition.files)


def in_language(
    context: CheckContext,
    texts: Iterable[TranslatableText],
    translation: Translation,
    messages: Messages,
    names: Names,
    own: Names,
) -> LanguagePart:
    """``context``, which is the source's, in the language of ``translation``.

    ``names`` has the files of the source's hand-written pages, ``own`` those of the language's.
    """
    known, language = context.knowledge, translation.language
    left_out: Collection[tuple[str, str]] = ()
    if known.missing_translations == "leave-out":
        left_out = incomplete(texts, translation)
    knowledge = translated(known, translation)
    shown = publication.published_on(
        knowledge, context.day, drafts=context.drafts, left_out=left_out
    )
    # A page that the language lacks is the source's.
    files = {
        file: address if is_shared(file) else f"../{address}"
        for file, address in names.files.items()
    }
    resolved = resolve(knowledge.facts, messages)
    mine = Names.of(knowledge, away=shown.away)
    mine = replace(mine, files={**files, **own.files}, sizes={**names.sizes, **own.sizes})
    edition = Edition(language, f"{language}/", str(known.language), translation.files)
    converter = EditionConverter(mine, resolved.facts, edition, context.facts)
    trees: tuple[Any, ...] = ()
    if context.trees:
        # The compiler takes longer to load than a small knowledge base to check.
        from waypost.trees import in_words_of

        trees = tuple(
            in_words_of(compiled, tree, resolved.facts)
            for compiled, tree in zip(context.trees, knowledge.trees, strict=True)
        )
    return LanguagePart(
        replace(
            context,
            knowledge=knowledge,
            resolved=resolved,
            converter=converter,
            trees=trees,
            away=shown.away,
        ),
        edition,
        shown,
    )
