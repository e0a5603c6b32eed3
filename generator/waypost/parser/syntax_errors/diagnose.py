"""Diagnosis of a mistake of syntax, from the place where the parser stopped."""

from collections.abc import Callable

from waypost.parser.syntax_errors import (
    block_texts,
    confusables,
    indentation,
    markers,
    missing_signs,
    punctuation,
)
from waypost.parser.syntax_errors.error_context import ErrorContext, SyntaxFinding

RULES: tuple[Callable[[ErrorContext], SyntaxFinding | None], ...] = (
    indentation.tab,
    missing_signs.long_key,
    punctuation.bad_escape,
    confusables.lookalike,
    punctuation.unclosed_quote,
    markers.after_end,
    punctuation.colon_in_text,
    missing_signs.tight,
    punctuation.leading_dash,
    block_texts.flat_block,
    punctuation.in_brackets,
    punctuation.after_value,
    punctuation.sign,
    block_texts.pasted,
    missing_signs.missing_dash,
    indentation.dedented,
    missing_signs.missing_colon,
    indentation.bad_indent,
    punctuation.colon_in_continuation,
    missing_signs.no_key,
)
"""Asked in this order; the first that knows the mistake names it."""


def diagnose(error: ErrorContext) -> SyntaxFinding:
    """The finding of the first rule that knows the mistake; `syntax` where none does."""
    found = next(filter(None, (rule(error) for rule in RULES)), None)
    return found or SyntaxFinding("syntax", error.at.line, error.at.column)
