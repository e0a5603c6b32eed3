"""Scalar events to texts with their positions, and problems for what YAML takes out of a text."""

import re

from waypost.core.nodes import Mark, Scalar, Text
from waypost.parser import limits
from waypost.parser.characters import escaped
from waypost.parser.events import Event
from waypost.parser.positions import placed
from waypost.parser.problem_log import ProblemLog
from waypost.parser.source_text import reveal

_SURROGATE = re.compile("[\ud800-\udfff]")
_BEFORE_COMMENT = " \t,#"
# Behind a quote or a comma the parser takes even a # without a space for a comment.
_COMMENT = re.compile(r",?#")
_COMMENT_BEHIND_PLAIN = re.compile(r"(?:,?|[ \t]+)#")
_ROOMY_COMMENT = re.compile(r" {2,}#(?: |$)", re.MULTILINE)
_TIGHT_BLOCK = re.compile(r"[|>][-+0-9]*#")
_TIGHT_DASH = re.compile(r"-[^\s-]")
_INNER_DASH = re.compile(r"\n *(- .*)")


class ScalarReader:
    """Makes nodes of a file's scalars. ``anchors`` maps names of anchors to their nodes."""

    def __init__(self, log: ProblemLog, text: str) -> None:
        self.anchors: dict[str, Scalar] = {}
        self._log = log
        self._source = log.source
        self._text = text

    def read(self, event: Event) -> Scalar:
        """The node of a scalar event. Raises `LimitReached` where its text is too long."""
        start, value, style = event.start_mark, event.value, event.style
        source, text, begin, end = self._source, self._text, start.index, event.end_mark.index
        at = source.mark(start.line, start.column)
        if len(value) > limits.LONGEST_TEXT:
            self._log.stop("text-too-long", at, limits.LONGEST_TEXT)
        raw = text[begin:end]
        if source.has_stand_ins:
            value = reveal(value)
        if style == '"' and "\\" in raw:
            # Escapes may make forbidden characters; those that can't be kept go.
            self._log.problems.extend(escaped(raw, at))
            value = _SURROGATE.sub("\ufffd", value)
        if event.anchor or event.tag:
            node = self._with_properties(event, value, at, raw)
        else:
            node = Scalar(placed(value, at, event, source, raw), not style)
            if not style and "\n" in raw:
                self._check_dashes(event, raw, at)
        if "#" in raw or text[end : end + 1] in _BEFORE_COMMENT:
            self._check_comment(event, raw)
        # In brackets the parser takes a question mark before a text for a sign of its own.
        if raw and text[begin - 1] == "?" and start.column:
            self._log.report("reserved-sign", at._replace(column=at.column - 1), sign="?")
        return node

    def end_of_collection(self, event: Event) -> None:
        """Report a comment right behind the bracket that ends a list or mapping."""
        end = event.end_mark
        if end.column and self._text.startswith("#", end.index):
            self._log.comment_in_text(end, 0)

    def properties(self, event: Event, at: Mark) -> None:
        """Report an anchor and a tag."""
        if event.anchor:
            self._log.report("anchor", at, len(event.anchor) + 1, name=event.anchor)
        if event.tag:
            self._log.report("tag", at, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _with_properties(self, event: Event, value: str, at: Mark, raw: str) -> Scalar:
        self.properties(event, at)
        raw = reveal(raw)
        is_key = self._text.startswith(":", event.end_mark.index)
        # `!important text` lost its first word to the tag, but the text was meant.
        if not event.style and "\n" not in raw and (event.tag or not value) and not is_key:
            value = "" if raw.startswith("!<") else raw
        node = Scalar(Text(value, at), not event.style)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _check_comment(self, event: Event, raw: str) -> None:
        """Report a comment that may well have been meant as text."""
        if event.style in ("|", ">"):
            block = _TIGHT_BLOCK.match(raw)
            if block:
                self._log.comment_in_text(event.start_mark, block.end() - 1)
            return
        end = event.end_mark
        comment = _COMMENT if event.style else _COMMENT_BEHIND_PLAIN
        found = comment.match(self._text, end.index)
        if found and not _ROOMY_COMMENT.match(self._text, end.index):
            self._log.comment_in_text(end, found.end() - 1 - end.index)

    def _check_dashes(self, event: Event, raw: str, at: Mark) -> None:
        """Report a list that YAML takes for more of the text above it."""
        found = _INNER_DASH.search(raw)
        if found and _TIGHT_DASH.match(raw):
            self._log.report("dash-without-space", at)
        elif found:
            line = event.start_mark.line + raw.count("\n", 0, found.start()) + 1
            column = found.start(1) - found.start()
            below = self._source.mark(line, 0)._replace(column=column)
            self._log.report("dash-in-text", below, len(found[1]), text=found[1])
