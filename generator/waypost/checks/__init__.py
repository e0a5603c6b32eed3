"""Checks of a loaded knowledge base: errors, advice, and the analysis that runs them all."""

__all__ = [
    "analyse",
    "check",
    "numbers_in_prose",
    "references",
    "required_content",
    "snapshot",
    "texts",
]
