"""Mistakes of syntax: what the editor meant, told from where the parser stopped."""
