"""The site as plain Markdown files and settings, for engines that know nothing of Waypost."""

from waypost.exchange.markdown_site.page_markdown import front_matter
from waypost.exchange.markdown_site.write_pages import cleared, missing, write

__all__ = ["cleared", "front_matter", "missing", "write"]
