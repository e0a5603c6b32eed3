"""Waypost: one YAML knowledge base in, a help centre that customers trust out."""

__version__ = "0.1.0"
