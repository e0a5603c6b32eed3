"""The watch loop: after each save the session is refreshed, and open pages are told."""

from collections.abc import Callable
from typing import NoReturn

from waypost.serve.file_watcher import Watch
from waypost.serve.session import PreviewSession, SaveResult

Tell = Callable[[SaveResult], None]
"""Hears the result of a save."""


def follow(session: PreviewSession, watch: Watch, tell: Tell) -> NoReturn:
    """Show each save, for ever. Raises what an analysis raises."""
    watched = frozenset(session.watched)
    _compare(session, tell)
    while True:
        before, watched = watched, frozenset(session.watched)
        watch.on(session.watched)
        # A file that is watched from now on may have been saved since it was read.
        if watch.wait(0 if watched - before else None) or watched - before:
            tell(session.refresh())
            _compare(session, tell)


def _compare(session: PreviewSession, tell: Tell) -> None:
    if late := session.compare():
        tell(late)
