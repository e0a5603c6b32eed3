"""Import from tables, web pages and other tools; export to tables, JSON and Markdown sites."""

from collections.abc import Mapping
from typing import Final

ENDINGS: Final[Mapping[str, str]] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".md": "markdown",
    ".mdx": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonld": "json",
    ".yml": "yaml",
    ".yaml": "yaml",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
}
"""The names of formats by the endings of files."""

FORMATS: Final = (*dict.fromkeys(ENDINGS.values()), "zendesk")
"""The names of formats on the command line; no file's ending tells that it is Zendesk's."""

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
