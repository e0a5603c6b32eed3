"""Summary of a knowledge base, the lines that ``waypost check`` ends with."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.checks.analyse import Analysis
from waypost.diagnostics.message_format import visible
from waypost.diagnostics.report import plural, summary
from waypost.model import entries
from waypost.model.records import Knowledge


def summary_lines(prepared: Analysis) -> Iterator[str]:
    """Lines for the number of problems, the contents, each tree's size and recorded conflicts."""
    knowledge = prepared.knowledge
    yield f"{summary(prepared.problems)}. {_contents(knowledge)}"
    for compiled in prepared.trees:
        yield f"Tree {visible(compiled.tree.id)}: {compiled.stats}"
    yield from _conflicts(knowledge)


def _contents(knowledge: Knowledge) -> str:
    kinds = [cls.kind for cls in entries.PUBLISHED if cls.kind.section]
    counted = [
        plural(len(getattr(knowledge, kind.section)), kind.label, kind.plural) for kind in kinds
    ]
    return ", ".join([*counted, plural(len(knowledge.facts), "fact")]) + "."


def _conflicts(knowledge: Knowledge) -> Iterator[str]:
    """Entries whose sources disagree, so that nobody forgets that a choice was made."""
    for _, entry in entries.reviewed(knowledge):
        if entry.conflict:
            at = entry.conflict.at
            text = visible(entry.conflict, 300)
            yield f"Conflict recorded for {entry.id} ({at.file}:{at.line}): {text}"
