"""The knowledge base as frozen records, the types of their fields, and how they are loaded."""

__all__ = [
    "declare",
    "entries",
    "facts",
    "field_types",
    "hints",
    "ids",
    "includes",
    "json_schema",
    "look",
    "placeholders",
    "publication",
    "records",
    "review_dates",
    "scalars",
    "translation",
    "typed_numbers",
    "units",
    "walk",
]
