"""A check: a function from all that is known of a knowledge base to the problems that it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from waypost.core.nodes import Text
from waypost.core.worker import begun
from waypost.diagnostics import Problem
from waypost.markdown import Converter
from waypost.model.facts import Facts, Resolved
from waypost.model.records import Knowledge

if TYPE_CHECKING:
    from waypost.trees import Compiled

MANY: Final = 2_000
"""Questions from which on a second process pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """All that a check may look at: the whole ``knowledge``, drafts included, as of ``day``.

    ``trees`` are its compiled trees, ``pages`` the hand-written pages of the content ``folder``
    that may have something to check. ``files`` gives the address of each of its files; ``beside``
    are those that the theme adds, None where the settings may change links. ``away`` is what isn't
    published on this day. ``drafts`` is true in a preview, which shows them.
    """

    knowledge: Knowledge
    resolved: Resolved
    converter: Converter
    day: date
    drafts: bool = False
    trees: tuple[Compiled, ...] = ()
    pages: tuple[Text, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path()
    beside: frozenset[str] | None = None
    away: frozenset[tuple[str, str]] = frozenset()

    @property
    def facts(self) -> Facts:
        return self.resolved.facts


class Check(NamedTuple):
    """A check in the list of all checks.

    Attributes:
        find: the function. Its docstring says what holds where it finds nothing.
        codes: the codes of the problems that it may report; each has its severity in the
            catalogue.
        partial: true where it makes sense for a knowledge base of which a file couldn't be read.
            All others would report as missing what stands in that file.
        converts: true where it converts texts, which pages and the search need later.
        compares: true where it compares each entry with all others. Such checks find nothing that
            keeps a site from being published, and a preview shows a page before it runs them.
    """

    find: Callable[[CheckContext], Iterable[Problem]]
    codes: Set[str]
    partial: bool = False
    converts: bool = False
    compares: bool = False


def run_checks(
    checks: Sequence[Check], context: CheckContext, *, whole: bool, parallel: bool
) -> Iterator[Problem]:
    """The problems that ``checks`` find; ``whole`` is false where a file couldn't be read.

    ``parallel`` allows for a worker process where there is much to look at; the calling process
    must have no threads then. Texts are converted in this process.
    """
    wanted = [check for check in checks if whole or check.partial]
    others = [check for check in wanted if not check.converts]
    worth = parallel and len(context.knowledge.faqs) >= MANY
    with begun(partial(_found, others, context), worth=worth) as found:
        yield from _found([check for check in wanted if check.converts], context)
        yield from found()


def _found(checks: Sequence[Check], context: CheckContext) -> list[Problem]:
    return [problem for check in checks for problem in check.find(context)]
