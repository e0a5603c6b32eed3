"""Markdown as we read it: CommonMark and tables, without HTML, every link with its place."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token

from waypost.markdown.text_limits import DEEPEST, LONGEST_ADDRESS

AT: Final = "at"
"""Where a link or picture starts in the text of its block; in the token's ``meta``."""

InlineRule = Callable[[StateInline, bool], bool]


class References(dict[str, Any]):
    """The link names that a text defines. It notes which are used, so that none is lost unseen."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        """The definition of this name."""
        self.used.add(key)
        return super().get(key, default)


def make_parser() -> MarkdownIt:
    """A parser. Every address passes here; `links` judges them afterwards."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 4}).enable("table")
    parser.validateLink = _any_link  # type: ignore[method-assign]
    parser.normalizeLink = _as_typed  # type: ignore[method-assign]
    parser.normalizeLinkText = _as_typed  # type: ignore[method-assign, assignment]
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=helpers.parseLinkLabel,
        parseLinkTitle=helpers.parseLinkTitle,
        parseLinkDestination=_destination,
    )
    parser.inline.ruler.at("link", _placed(link, "link_open"))
    parser.inline.ruler.at("image", _placed(image, "image"))
    parser.inline.ruler.at("autolink", _placed(autolink, "link_open"))
    parser.inline.ruler.before("text", "deadline", _inline_deadline)
    parser.block.ruler.before("table", "deadline", _block_deadline)
    return parser


def _destination(text: str, start: int, end: int) -> Any:
    """The address that begins at ``start``. Without a limit each bracket that isn't closed would
    have all the text behind it read as an address."""
    return helpers.parseLinkDestination(text, start, min(end, start + LONGEST_ADDRESS))


def _any_link(url: str) -> bool:  # noqa: ARG001
    return True


def _as_typed(url: str) -> str:
    return url


def _placed(rule: InlineRule, kind: str) -> InlineRule:
    """``rule``, its token marked with the place where it starts."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[known:]:
            if token.type == kind and AT not in token.meta:
                token.meta[AT] = start
                break
        return True

    return placed


def _inline_deadline(state: StateInline, silent: bool) -> bool:  # noqa: ARG001
    state.env["deadline"].check()
    return False


def _block_deadline(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    state.env["deadline"].check()
    return False


def deepest(tokens: list[Token]) -> Token | None:
    """The first block that is nested too deeply: the parser would drop what stands deeper."""
    return next((token for token in tokens if token.level > DEEPEST), None)
