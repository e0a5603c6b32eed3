"""Import from tables, web pages and other tools; export to tables, JSON and Markdown sites."""

from typing import Final

FORMATS: Final = ("csv", "xlsx", "markdown", "html", "zendesk", "json", "yaml", "rst", "asciidoc")
"""The names of formats on the command line."""

__all__ = [
    "FORMATS",
    "articles",
    "csv_xlsx",
    "field_words",
    "formats",
    "import_report",
    "import_result",
    "imported_files",
    "json_format",
    "markdown_site",
    "merge",
    "settle",
    "table",
    "to_plain",
    "translation_formats",
]
