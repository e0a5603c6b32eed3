"""The search: tokenizer, index with word vectors, engine, evaluation."""

__all__ = [
    "documents",
    "quality_report",
    "site_index",
    "stemmers",
    "tokenizer",
]
