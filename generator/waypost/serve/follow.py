"""Follows the saves: each is looked at as it comes, and the whole is checked in a thread beside."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread
from typing import Final, NoReturn

from waypost.serve.file_watcher import Watch
from waypost.serve.session import News, Preview

Tell = Callable[[News, bool], None]
"""Hears what a save brought, and whether its page was shown before."""

TURN: Final = 0.001
"""Seconds after which a thread lets another one work: an answer to a browser doesn't wait long
for the check beside it."""


def follow(preview: Preview, watch: Watch, tell: Tell) -> NoReturn:
    """Show each save, for ever. Raises what a check raises."""
    sys.setswitchinterval(TURN)
    checks = Checks(preview, watch, tell)
    watched = frozenset(preview.watched)
    while True:
        before, watched = watched, frozenset(preview.watched)
        watch.on(preview.watched)
        if watched - before:
            # A file that is watched from now on may have been saved since it was read.
            checks.ask(whole=False, shown=False)
        saved = watch.wait()
        checks.raise_what_was_raised()
        if saved:
            texts = {Path(name).absolute() for name in preview.texts}
            whole = not saved <= texts
            news = None if whole else preview.look()
            if news:
                tell(news, False)
            checks.ask(whole=whole, shown=news is not None)


class Checks:
    """The checks of the whole, one after the other, each of what there is when it begins."""

    def __init__(self, preview: Preview, watch: Watch, tell: Tell) -> None:
        self._preview = preview
        self._watch = watch
        self._tell = tell
        self._asked = Condition()
        self._wanted = self._whole = self._shown = False
        self._busy = self._beside = False
        self._raised: BaseException | None = None
        Thread(target=self._run, daemon=True).start()

    def ask(self, *, whole: bool, shown: bool) -> None:
        """Check again. ``whole`` says that more than the knowledge base has changed, ``shown``
        that what was saved shows already."""
        with self._asked:
            self._wanted, self._shown, self._beside = True, shown, self._busy
            self._whole |= whole
            self._asked.notify()

    def raise_what_was_raised(self) -> None:
        """Raises what a check has raised."""
        if self._raised:
            raise self._raised

    def _run(self) -> None:
        try:
            while True:
                self._check()
        except BaseException as reason:  # the other thread ends the preview with it
            self._raised = reason
            self._watch.poke()

    def _check(self) -> None:
        with self._asked:
            self._asked.wait_for(lambda: self._wanted)
            shown, whole, beside = self._shown, self._whole, self._beside
            self._wanted = self._whole = False
            self._busy = True
        if beside and not shown and not whole and (seen := self._preview.look()):
            # It came while an earlier save was being checked, and stands on that one.
            self._tell(seen, False)
            shown = True
        news = self._preview.refresh(whole=whole)
        if news:
            self._tell(news, shown)
        with self._asked:
            self._busy = False
            if not news:
                self._whole |= whole
        # There may be other files to watch now.
        self._watch.poke()
