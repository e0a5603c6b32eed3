"""From the place where the parser stopped to what the editor did there."""

from __future__ import annotations

from collections.abc import Callable

from waypost.source.mistakes import layout, lookalikes, signs
from waypost.source.mistakes.scene import Finding, Scene

RULES: tuple[Callable[[Scene], Finding | None], ...] = (
    layout.merge_mark,
    layout.tab,
    layout.long_key,
    signs.bad_escape,
    lookalikes.lookalike,
    signs.unclosed_quote,
    layout.after_end,
    signs.colon_in_text,
    layout.tight,
    signs.leading_dash,
    layout.flat_block,
    signs.in_brackets,
    signs.after_value,
    signs.sign,
    layout.pasted,
    layout.missing_dash,
    layout.dedented,
    layout.missing_colon,
    layout.bad_indent,
    signs.colon_in_continuation,
    layout.no_key,
    layout.item_among_keys,
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
