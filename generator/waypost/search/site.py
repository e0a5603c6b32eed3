"""From a knowledge base to its search index: which entries are out, and their texts as words."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from waypost.facts import resolve
from waypost.model import Knowledge
from waypost.nodes import Text
from waypost.search.build import build_index
from waypost.search.documents import Plain, documents
from waypost.text import Converter, Names


def index_of(knowledge: Knowledge, day: date, plain: Plain | None = None) -> dict[str, Any]:
    """The index of every entry that is published on ``day``.

    ``plain`` turns an author's text into words; where a converter is at hand, give its own.
    """
    return build_index(
        documents(knowledge, day, plain or plain_words(knowledge)),
        str(knowledge.language),
        [[str(word) for word in group] for group in knowledge.synonyms],
    )


def plain_words(knowledge: Knowledge) -> Plain:
    """Turns a text into its words, with facts in their places and markup gone."""
    converter = Converter(Names.of(knowledge), resolve(knowledge.facts).facts)

    def plain(text: Text) -> str:
        return converter.convert(text).plain

    return plain


def as_json(index: dict[str, Any]) -> str:
    """The index as one line of JSON."""
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"
