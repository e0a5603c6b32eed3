"""Error recovery: after a mistake of syntax the text is corrected and parsed again."""

import re
from dataclasses import replace

from waypost.core.nodes import Mark, Node, Scalar
from waypost.parser.events import Mistake, events
from waypost.parser.limits import MOST_CORRECTIONS, MOST_REREADING
from waypost.parser.node_builder import NodeBuilder
from waypost.parser.problem_log import ProblemLog
from waypost.parser.source_text import STAND_IN_FOR, LineEdit, SourceText
from waypost.parser.syntax_errors.error_context import ErrorContext, SyntaxFinding, indent_of

_INNER_QUESTION_MARK = re.compile(r"([^\s\[\]{},?:-] *)\?")

_DIRECTIVE = re.compile(r"(?:[^\S\n]*(?:#.*)?\n)*+%")

MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


class RecoveringParser:
    """Parses one file, again after each mistake of syntax with that mistake corrected.

    Nothing is reported twice for one line: what comes after a mistake on the same line is most
    likely its consequence.
    """

    def __init__(self, text: str, name: str, *, pure: bool = False) -> None:
        # PyYAML's own parser ends a text in brackets at each question mark; libyaml doesn't.
        stood_in = _INNER_QUESTION_MARK.sub(rf"\1{STAND_IN_FOR['?']}", text) if pure else text
        self.source = SourceText(stood_in, name)
        self._log = ProblemLog(self.source)
        self.problems = self._log.problems
        self._pure = pure
        self._complete = True
        self._tries: dict[int, int] = {}
        self._reported: set[int] = set()
        self._comment_directives()
        self._leave_out_merge_marks()

    def _comment_directives(self) -> None:
        """Report the lines with % at the top, which the parser would obey, as comments."""
        directive = _DIRECTIVE.match(self.source.text)
        for number, line in enumerate(self.source.lines if directive else ()):
            if line.startswith("%"):
                edits = (LineEdit(number, 0, 1, "#"),)
                word = {"word": line.split()[0]}
                self._correct(SyntaxFinding("directive", number, 0, edits, word))
            elif line.strip() and not line.lstrip().startswith("#"):
                break

    def _leave_out_merge_marks(self) -> None:
        """Report the lines that git leaves around a conflict, once for each, and empty them."""
        # To look for one sign, and then for seven, is a thousand times faster than for the pattern.
        text = self.source.text
        has_any = any(sign in text and sign * 7 in text for sign in "<=>|")
        lines = list(self.source.lines) if has_any else []
        conflicts: list[list[int]] = []
        for number, line in enumerate(lines):
            if MERGE_MARK.match(line):
                if not conflicts or line[0] == "<" or lines[conflicts[-1][-1]][0] == ">":
                    conflicts.append([])
                conflicts[-1].append(number)
        for numbers in conflicts:
            edits = tuple(LineEdit(each, 0, len(lines[each]), "") for each in numbers)
            mark = {"mark": lines[numbers[0]][:7]}
            others = tuple(numbers[1:])
            self._correct(
                SyntaxFinding("merge-mark", numbers[0], 0, edits, mark, 7, settles=others)
            )

    def nodes(self) -> Node | None:
        """The file's content; None where some of it had to be left out."""
        budget = MOST_REREADING
        for _ in range(MOST_CORRECTIONS):
            builder = NodeBuilder(self.source)
            budget -= len(builder.text)
            try:
                builder.run(events(builder.text, pure=self._pure))
            except Mistake as mistake:
                context = ErrorContext.of(mistake, builder)
            else:
                return self._finish(builder)
            # Most files have no such mistake, and the rules take a while to load.
            from waypost.parser.syntax_errors.diagnose import diagnose

            if not self._correct(diagnose(context)) or budget < 0:
                break
        self._take_problems(builder)
        return None

    def _finish(self, builder: NodeBuilder) -> Node | None:
        self._take_problems(builder)
        root = builder.root
        if not (builder.log.complete and self._complete):
            return None
        if root is None or (isinstance(root, Scalar) and root.empty):
            name = self.source.name
            self._log.report("empty-file", Mark(name, 1, 1), file=name)
            return None
        return root

    def _take_problems(self, builder: NodeBuilder) -> None:
        # Between the marks of a merge a key stands twice because both versions do.
        merged = any(each.code == "merge-mark" for each in self.problems)
        self.problems += [
            each
            for each in builder.log.problems
            if each.at.line - 1 not in self._reported
            and not (merged and each.code == "duplicate-key")
        ]

    def _correct(self, finding: SyntaxFinding) -> bool:
        """Report a finding and change the source; False where there is nothing left to change."""
        line = finding.line
        tries = self._tries.get(line, 0)
        if finding.code:
            self._report(finding)
        self._tries[line] = tries + 1
        self._complete = self._complete and finding.complete
        before = self.source.text
        if finding.edits and tries < 4:
            self.source.apply(finding.edits)
            if self.source.text != before:
                return True
        self._report(replace(finding, code=finding.code or "syntax"))
        return self._blank(line, tries)

    def _report(self, finding: SyntaxFinding) -> None:
        if finding.line not in self._reported:
            at = self.source.mark(finding.line, finding.column)
            self._log.report(finding.code, at, finding.width, **finding.about)
        self._reported |= {finding.line, *finding.settles}

    def _blank(self, line: int, tries: int) -> bool:
        """Leave out the list item around ``line``, and its whole section where that didn't help."""
        self._complete = False
        lines = self.source.lines
        line = min(line, len(lines) - 1)
        start = line
        while start > 0 and not _begins(lines[start], section=tries > 1):
            start -= 1
        limit = indent_of(lines[start])
        end = max(start, line) + 1
        while end < len(lines) and (not lines[end].strip() or indent_of(lines[end]) > limit):
            end += 1
        filled = [number for number in range(start, end) if lines[number]]
        self.source.apply([LineEdit(number, 0, len(lines[number]), "") for number in filled])
        return bool(filled)


def _begins(line: str, *, section: bool) -> bool:
    if not line.strip():
        return False
    return not line.startswith(" ") or (not section and line.lstrip(" ").startswith("- "))
