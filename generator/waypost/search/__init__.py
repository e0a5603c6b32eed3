"""The search: tokenizer, index with word vectors and classifier, engine, evaluation."""

__all__ = [
    "documents",
    "quality_report",
    "site_index",
    "tokenizer",
]
