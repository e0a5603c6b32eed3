"""Days of publication: each makes sense, and no tree leads to what isn't published."""

from collections.abc import Iterator
from datetime import timedelta

from waypost.checks.check import CheckContext
from waypost.diagnostics import Problem
from waypost.model import entries, publication, scalars
from waypost.model.declare import what
from waypost.model.records import Entry


def days_make_sense(context: CheckContext) -> Iterator[Problem]:
    """An entry that is published at all is published before it expires."""
    for _, entry in entries.reviewed(context.knowledge):
        if not isinstance(entry, Entry):
            continue
        first, last = publication.period(entry)
        if entry.expires_on and first and last and last <= first:
            about = {"id": entry.id, "what": what(type(entry)), "first": str(entry.publish_on)}
            about["last"] = str(entry.expires_on)
            yield Problem.of("never-out", entry.expires_on, **about)


def reviews_have_been(context: CheckContext) -> Iterator[Problem]:
    """No entry or fact was checked on a day far ahead: nobody would be told when it is due."""
    # A build may be dated back; most such days have a wrong year.
    last = context.day + timedelta(days=180)
    for id, entry in entries.reviewed(context.knowledge):
        day = scalars.day(entry.reviewed)
        if entry.reviewed and day and day > last:
            about = {"id": id, "what": what(type(entry)), "day": str(entry.reviewed)}
            yield Problem.of("review-to-come", entry.reviewed, **about)


def trees_end_in_the_open(context: CheckContext) -> Iterator[Problem]:
    """No tree that readers see leads to an outcome that they don't."""
    day, drafts = context.day, context.drafts
    for tree in context.knowledge.trees:
        if not publication.is_published(tree, day, drafts=drafts):
            continue
        for outcome in tree.outcomes:
            if not publication.is_published(outcome, day, drafts=drafts):
                about = {"id": outcome.id, "tree": tree.id, "day": day.isoformat()}
                yield Problem.of("outcome-away", outcome.id, **about)


def outcomes_last_as_long_as_their_tree(context: CheckContext) -> Iterator[Problem]:
    """No tree outlasts one of its outcomes, or is out before it: that day would stop a build."""
    for tree in context.knowledge.trees:
        first, last = publication.period(tree)
        first = max(first or context.day, context.day)
        if tree.draft or (last and last <= first):
            continue
        for outcome in tree.outcomes:
            begin, end = publication.period(outcome)
            stop = first if begin and begin > first else max(end, first) if end else None
            if stop and stop > context.day and (last is None or stop < last):
                about = {"id": outcome.id, "tree": tree.id, "day": stop.isoformat()}
                at = outcome.publish_on if stop == first else outcome.expires_on
                yield Problem.of("outcome-leaves", at or outcome.id, **about)
