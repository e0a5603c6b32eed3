"""Values and tools that every other part uses: nodes, URLs, worker processes, page markup."""

__all__ = [
    "cldr",
    "contrast",
    "csv_limit",
    "fingerprint",
    "language_tag",
    "messages",
    "nodes",
    "page_markup",
    "po_file",
    "urls",
    "web_address",
    "worker",
]
