"""Values and tools that every other part uses: nodes, URLs, worker processes, page markup."""

__all__ = [
    "cldr",
    "csv_limit",
    "fingerprint",
    "language_tag",
    "messages",
    "nodes",
    "page_markup",
    "urls",
    "web_address",
    "worker",
]
