"""The whole way from a file to what a site is made of: source, load, check, compile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from waypost import parser
from waypost.checks import suppress
from waypost.checks.advice import compare_questions, lint
from waypost.checks.knowledge_base import check, known_ids
from waypost.checks.snapshot import Reading, reading
from waypost.core.worker import run_parallel
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.diagnostics.report import in_order
from waypost.markdown import Converter, text_problems
from waypost.model import publication
from waypost.model.facts import Facts
from waypost.model.includes import Read
from waypost.model.records import Knowledge
from waypost.parser import timeout
from waypost.parser.input_guard import inspect

if TYPE_CHECKING:
    from waypost.trees import Compiled


MANY: Final = 2_000
"""Questions from which on worker processes pay."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that pages are made of: what readers see on ``day``.

    ``trees`` holds the compiled trees in the order of the knowledge base.
    """

    knowledge: Knowledge
    facts: Facts
    converter: Converter
    trees: tuple[Compiled, ...]
    day: date


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site and what is wrong with it. Publish it only where `ok` holds.

    ``knowledge`` and ``trees`` are whole, with drafts and what isn't out. ``problems`` are sorted
    by place. ``texts`` are the files' contents by name, for code frames; ``files`` and ``folders``
    are what a preview watches.
    """

    site: Site
    knowledge: Knowledge
    trees: tuple[Compiled, ...]
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    files: tuple[Path, ...]
    folders: tuple[Path, ...]

    def ok(self, *, strict: bool = False) -> bool:
        """Whether nothing keeps the site from being published."""
        return not any(strict or severity(each) is Severity.ERROR for each in self.problems)


def prepare(
    path: Path,
    day: date,
    content: Path | None = None,
    read: Read = parser.read,
    *,
    drafts: bool = False,
    found: Reading | None = None,
    helped: bool = False,
) -> Prepared:
    """Read, check and compile the knowledge base at ``path`` as it stands on ``day``.

    ``content`` is the folder of hand-written pages and pictures that texts may link to; by default
    the folder ``content`` beside the file. ``drafts`` keeps drafts, as a preview does. ``found`` is
    what `reading` gives for the same, where it was read already. ``helped`` lets worker processes
    look, where there is much to look at: this one must have no threads, and converts no text then.
    """
    found = found or reading(path, day, content, read, drafts=drafts)
    gathered, resolved, shown = found.gathered, found.resolved, found.shown
    knowledge, converter = gathered.knowledge, found.converter
    trees = _compiled(knowledge, resolved.facts)
    problems: Iterable[Problem] = (
        *gathered.problems,
        *timeout.problems(),
        *inspect([found.folder]),
        *resolved.problems,
        *chain.from_iterable(
            run_parallel(_checks(found, day), worth=helped and len(knowledge.faqs) >= MANY)
        ),
        *(problem for tree in trees for problem in tree.problems),
        *publication.trees_end_in_the_open(knowledge, day, drafts=drafts),
    )
    site = Site(shown.knowledge, resolved.facts, converter, open_trees(trees, shown.knowledge), day)
    return Prepared(
        site,
        knowledge,
        trees,
        in_order(heeded(suppress.without(problems, knowledge), knowledge.ignore)),
        gathered.texts,
        gathered.files,
        gathered.folders,
    )


def _checks(found: Reading, day: date) -> Sequence[Callable[[], Sequence[Problem]]]:
    """All checks of a knowledge base, as few tasks that take about as long."""
    knowledge, facts, converter = found.gathered.knowledge, found.resolved.facts, found.converter
    if not found.gathered.whole:
        return [lambda: [*text_problems(knowledge, converter)]]

    def of_texts() -> list[Problem]:
        # Together: advice asks for texts that are converted by then.
        texts = text_problems(knowledge, converter)
        return [*texts, *lint(knowledge, facts, converter, day)]

    return [of_texts, partial(compare_questions, knowledge), partial(check, knowledge)]


def _compiled(knowledge: Knowledge, facts: Facts) -> tuple[Compiled, ...]:
    if not knowledge.trees:
        return ()
    # The compiler takes longer to load than a small knowledge base to check.
    from waypost.trees import compile_tree

    known = known_ids(knowledge)
    return tuple(compile_tree(tree, facts, known) for tree in knowledge.trees)


def open_trees(trees: Iterable[Compiled], shown: Knowledge) -> tuple[Compiled, ...]:
    """Those of ``trees`` that readers see, as they see them."""
    seen = {str(tree.id): tree for tree in shown.trees}
    return tuple(replace(each, tree=seen[each.tree.id]) for each in trees if each.tree.id in seen)


def heeded(problems: Iterable[Problem], ignored: Collection[str]) -> Iterator[Problem]:
    """The problems without the warnings that a knowledge base or a command ignores."""
    return (
        each
        for each in problems
        if each.code not in ignored or severity(each) is not Severity.WARNING
    )
