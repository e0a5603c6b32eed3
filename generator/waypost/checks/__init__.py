"""Checks of a loaded knowledge base: errors, advice, and the analysis that runs them all."""

__all__ = ["analyse", "suppress"]
