"""Changing a knowledge base's files without touching a line that need not change."""
