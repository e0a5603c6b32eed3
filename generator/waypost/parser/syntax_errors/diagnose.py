"""From the place where the parser stopped to what the editor did there."""

from __future__ import annotations

from collections.abc import Callable

from waypost.parser.syntax_errors import confusables, indentation, punctuation
from waypost.parser.syntax_errors.error_context import Finding, Scene

RULES: tuple[Callable[[Scene], Finding | None], ...] = (
    indentation.merge_mark,
    indentation.tab,
    indentation.long_key,
    punctuation.bad_escape,
    confusables.lookalike,
    punctuation.unclosed_quote,
    indentation.after_end,
    punctuation.colon_in_text,
    indentation.tight,
    punctuation.leading_dash,
    indentation.flat_block,
    punctuation.in_brackets,
    punctuation.after_value,
    punctuation.sign,
    indentation.pasted,
    indentation.missing_dash,
    indentation.dedented,
    indentation.missing_colon,
    indentation.bad_indent,
    punctuation.colon_in_continuation,
    indentation.no_key,
    indentation.item_among_keys,
)
"""Asked in this order; the first that knows the mistake names it."""


def find(scene: Scene) -> Finding:
    """What was done there; `syntax` where no rule knows it."""
    for rule in RULES:
        found = rule(scene)
        if found:
            return found
    place = scene.at
    return Finding("syntax", place.line, place.column)
