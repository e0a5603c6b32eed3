"""Import from tables, web pages and other tools; export to tables, JSON and Markdown sites."""

__all__ = [
    "articles",
    "brought_files",
    "csv_xlsx",
    "field_words",
    "formats",
    "import_report",
    "import_result",
    "json_format",
    "markdown_site",
    "merge",
    "settle",
    "table",
    "to_plain",
    "translation_formats",
]
