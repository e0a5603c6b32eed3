"""Changes to a knowledge base's files that leave every line alone which need not change."""

__all__ = [
    "add_entry",
    "document",
    "edit_transaction",
    "formatter",
    "mark_reviewed",
    "rename_id",
    "splices",
    "symbol",
    "write_translations",
    "yaml_writer",
]
