"""Mistakes of syntax: rules that find what the editor meant where the parser stopped."""

__all__ = ["diagnose", "error_context"]
