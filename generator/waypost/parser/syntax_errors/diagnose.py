"""Diagnosis of a mistake of syntax, from the place where the parser stopped."""

from __future__ import annotations

from collections.abc import Callable

from waypost.parser.syntax_errors import confusables, indentation, punctuation
from waypost.parser.syntax_errors.error_context import ErrorContext, SyntaxFinding

RULES: tuple[Callable[[ErrorContext], SyntaxFinding | None], ...] = (
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


def diagnose(error: ErrorContext) -> SyntaxFinding:
    """The finding of the first rule that knows the mistake; `syntax` where none does."""
    found = next(filter(None, (rule(error) for rule in RULES)), None)
    return found or SyntaxFinding("syntax", error.at.line, error.at.column)
