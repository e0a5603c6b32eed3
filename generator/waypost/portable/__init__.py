"""The site as plain Markdown files and settings, for engines that know nothing of Waypost."""

from __future__ import annotations

from waypost.portable.write import write

__all__ = ["write"]
