"""Reading on after a mistake, so that one run names them all."""

from __future__ import annotations

import re
from dataclasses import replace

from waypost.core.nodes import Mark, Node, Scalar
from waypost.diagnostics import Problem
from waypost.parser.events import Mistake, events
from waypost.parser.limits import MOST_MENDS, MOST_REREADING
from waypost.parser.node_builder import Builder
from waypost.parser.source_text import DISGUISE, Draft, Edit, reveal
from waypost.parser.syntax_errors.diagnose import find
from waypost.parser.syntax_errors.error_context import Finding, Scene, indent_of

_INNER_QUESTION_MARK = re.compile(r"([^\s\[\]{},?:-] *)\?")


class Reading:
    """One file, read again after each mistake with that mistake mended.

    Nothing is reported twice for one line: what comes after a mistake on the same line is most
    likely its consequence.
    """

    def __init__(self, text: str, name: str, *, pure: bool = False) -> None:
        self.draft = Draft(_without_question_marks(text) if pure else text, name)
        self.problems: list[Problem] = []
        self._pure = pure
        self._whole = True
        self._tries: dict[int, int] = {}
        self._named: set[int] = set()
        self._directives()

    def _directives(self) -> None:
        """Take away the lines with % at the top, which the parser would obey."""
        for number, line in enumerate(self.draft.lines):
            if line.startswith("%"):
                word = line.split()[0]
                self._mend(
                    Finding("directive", number, 0, (Edit(number, 0, 1, "#"),), {"word": word})
                )
            elif line.strip() and not line.lstrip().startswith("#"):
                break

    def nodes(self) -> Node | None:
        """What the file says, or nothing where some of it had to be left out."""
        budget = MOST_REREADING
        for _ in range(MOST_MENDS):
            builder = Builder(self.draft)
            budget -= len(builder.text)
            mistake = self._run(builder)
            if mistake is None:
                return self._done(builder)
            if not self._mend(find(Scene.of(mistake, builder))) or budget < 0:
                break
        self._keep(builder)
        return None

    def _run(self, builder: Builder) -> Mistake | None:
        try:
            builder.run(events(builder.text, pure=self._pure))
        except Mistake as mistake:
            return mistake
        return None

    def _done(self, builder: Builder) -> Node | None:
        self._keep(builder)
        root = builder.root
        if not (builder.whole and self._whole):
            return None
        if root is None or (isinstance(root, Scalar) and root.empty):
            name = self.draft.name
            self.problems.append(Problem("empty-file", Mark(name, 1, 1), {"file": name}))
            return None
        return root

    def _keep(self, builder: Builder) -> None:
        # Between the marks of a merge a key stands twice because both versions do.
        merged = any(each.code == "merge-mark" for each in self.problems)
        self.problems += [
            each
            for each in builder.problems
            if each.at.line - 1 not in self._named and not (merged and each.code == "duplicate-key")
        ]

    def _mend(self, finding: Finding) -> bool:
        """Report a finding and change the draft; false where there is nothing left to change."""
        line = finding.line
        tries = self._tries.get(line, 0)
        if finding.code:
            self._report(finding)
        self._tries[line] = tries + 1
        self._whole = self._whole and finding.whole
        before = self.draft.text if tries else ""
        if finding.edits and tries < 4:
            self.draft.apply(finding.edits)
            if not before or before != self.draft.text:
                return True
        self._report(replace(finding, code=finding.code or "syntax"))
        return self._blank(line, tries)

    def _report(self, finding: Finding) -> None:
        if finding.line not in self._named:
            at = self.draft.mark(finding.line, finding.column)
            width = max(1, finding.width)
            about = {name: reveal(value) for name, value in finding.about.items()}
            self.problems.append(Problem(finding.code, at, about, width=width))
        self._named |= {finding.line, *finding.settles}

    def _blank(self, line: int, tries: int) -> bool:
        """Leave out the list item around ``line``, and its whole section where that didn't help."""
        self._whole = False
        lines = self.draft.lines
        line = min(line, len(lines) - 1)
        start = line
        while start > 0 and not _begins(lines[start], section=tries > 1):
            start -= 1
        limit = indent_of(lines[start])
        end = max(start, line) + 1
        while end < len(lines) and (not lines[end].strip() or indent_of(lines[end]) > limit):
            end += 1
        filled = [number for number in range(start, end) if lines[number]]
        self.draft.apply([Edit(number, 0, len(lines[number]), "") for number in filled])
        return bool(filled)


def _begins(line: str, *, section: bool) -> bool:
    if not line.strip():
        return False
    return not line.startswith(" ") or (not section and line.lstrip(" ").startswith("- "))


def _without_question_marks(text: str) -> str:
    """For PyYAML's own parser, which ends a text in brackets at each; libyaml doesn't."""
    return _INNER_QUESTION_MARK.sub(rf"\1{DISGUISE['?']}", text)
