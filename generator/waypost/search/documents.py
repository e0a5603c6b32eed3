"""The documents of the search: a plain record for each FAQ, policy, guide, tree and outcome."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from waypost.markdown import Converter
from waypost.model import entries
from waypost.model.declare import Addressed
from waypost.model.records import ENTRY_TYPES, Knowledge, Outcome

KINDS: Final = tuple(cls.kind.name for cls in ENTRY_TYPES if cls.kind.searched)
"""The kinds of entries that the search finds, in the order of their numbers in an index."""


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as the search sees it.

    ``phrasings`` are the ways readers put it, the title first; ``body`` is everything else. A
    result shows the title, ``lead`` (the first sentence) and ``topic``; it opens ``address``.
    ``popular``: readers ask for it most.
    ``id`` is unique: an outcome whose own id is another entry's too is ``TREE/OUTCOME``.
    """

    id: str
    kind: str
    phrasings: tuple[str, ...]
    body: str = ""
    lead: str = ""
    topic: str = ""
    address: str = ""
    popular: bool = False

    @property
    def shown(self) -> list[str]:
        """A result's data: ``[address, title, first sentence, topic]``."""
        return [self.address, self.phrasings[0], self.lead, self.topic]


def documents(knowledge: Knowledge, converter: Converter) -> list[Document]:
    """Every entry of ``knowledge`` that the search finds, kind by kind, as it is written."""
    found = [
        (id, entry)
        for cls in ENTRY_TYPES
        if cls.kind.searched
        for id, entry in entries.of_type(knowledge, cls)
    ]
    ids = Counter(str(entry.id) for _, entry in found)
    topics = {str(topic.id): topic.title for topic in knowledge.categories}
    trees = {str(tree.id): tree for tree in knowledge.trees}

    def line(text: str) -> str:
        return converter.line(text).text

    def document(id: str, entry: Addressed) -> Document:
        """The document of ``entry``, which is ``id`` in links."""
        tree = trees[id.partition("/")[0]] if isinstance(entry, Outcome) else None
        # Who searches has answered nothing yet.
        answers = {str(question.id): "…" for question in tree.questions} if tree else {}
        named = getattr(entry, "category", None)
        shown = line(tree.title if tree else topics.get(str(named), named) or "")
        phrasings = (entries.title(entry) or entry.id, *getattr(entry, "also_asked", ()))
        texts = [text for text in entries.content(entry, title=False) if text]
        # What holds for some answers only is no result's first sentence.
        first = entry.only_text if isinstance(entry, Outcome) else next(iter(texts), None)
        plain = (converter.convert(text, answers).plain for text in texts)
        tags = map(str, getattr(entry, "tags", ()))
        return Document(
            id=id if tree and ids[str(entry.id)] > 1 else str(entry.id),
            kind=entry.kind.name,
            phrasings=tuple(map(line, phrasings)),
            body=" ".join((*plain, *tags, shown)).strip(),
            lead=converter.convert(first, answers).first_sentence if first else "",
            topic=shown,
            address=entry.kind.address(id),
            popular=bool(getattr(entry, "popular", False)),
        )

    return [document(id, entry) for id, entry in found]
