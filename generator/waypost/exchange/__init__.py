"""Import from tables, web pages and other tools; export to tables, JSON and Markdown sites."""

__all__ = [
    "apply",
    "csv_xlsx",
    "formats",
    "import_places",
    "import_result",
    "json_format",
    "markdown_site",
    "merge",
    "table",
    "to_plain",
]
