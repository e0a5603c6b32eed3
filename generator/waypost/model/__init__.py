"""The knowledge base as frozen records, the types of their fields, and how they are loaded."""

__all__ = [
    "entries",
    "facts",
    "field_types",
    "field_walk",
    "hints",
    "id_index",
    "ids",
    "includes",
    "json_schema",
    "loader",
    "placeholders",
    "publication",
    "records",
    "redirects",
    "scalars",
]
