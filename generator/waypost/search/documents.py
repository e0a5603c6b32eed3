"""What the search finds: a plain record for each FAQ, policy, guide and outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from waypost.core import urls
from waypost.core.nodes import Text
from waypost.markdown import Converter
from waypost.model.records import Faq, Guide, Knowledge, Outcome, Policy, Tree


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as the search sees it.

    ``says`` are the ways readers put it, the title first; ``body`` is everything else. What a
    result shows: the title, ``lead`` (the first sentence) and ``topic``; it opens ``address``.
    """

    id: str
    kind: str
    says: tuple[str, ...]
    body: str = ""
    lead: str = ""
    topic: str = ""
    address: str = ""

    @property
    def shown(self) -> list[str]:
        """What a result needs: ``[address, title, first sentence, topic]``."""
        return [self.address, self.says[0], self.lead, self.topic]


def documents(knowledge: Knowledge, converter: Converter) -> list[Document]:
    """Every entry of ``knowledge``, in the order it is written."""
    pen = _Pen(converter, {str(topic.id): topic.title for topic in knowledge.categories})
    return [
        *map(pen.faq, knowledge.faqs),
        *map(pen.policy, knowledge.policies),
        *map(pen.guide, knowledge.guides),
        *(pen.outcome(tree, entry) for tree in knowledge.trees for entry in tree.outcomes),
    ]


@dataclass(frozen=True, slots=True)
class _Pen:
    converter: Converter
    topics: dict[str, Text]

    def faq(self, entry: Faq) -> Document:
        address = urls.question(entry.id)
        return self._document(
            entry, "faq", (entry.question, *entry.also_asked), [entry.answer], address
        )

    def policy(self, entry: Policy) -> Document:
        texts = [entry.summary, entry.body]
        return self._document(entry, "policy", (entry.title,), texts, urls.policy(entry.id))

    def guide(self, entry: Guide) -> Document:
        texts = [entry.summary, entry.intro, *entry.steps, entry.outro]
        return self._document(entry, "guide", (entry.title,), texts, urls.guide(entry.id))

    def outcome(self, tree: Tree, entry: Outcome) -> Document:
        texts = [*(variant.text for variant in entry.body), entry.otherwise]
        address = urls.outcome(tree.id, entry.id)
        says = (entry.title or entry.id,)
        # Who searches has answered nothing yet.
        answers = {str(question.id): "…" for question in tree.questions}
        return self._document(entry, "outcome", says, texts, address, tree.title, answers)

    def _document(
        self,
        entry: Faq | Policy | Guide | Outcome,
        kind: str,
        says: Iterable[str],
        texts: Iterable[Text | None],
        address: str,
        topic: str | None = None,
        answers: Mapping[str, str] = MappingProxyType({}),
    ) -> Document:
        written = [text for text in texts if text]
        if topic is None:
            named = getattr(entry, "category", None)
            topic = self.topics.get(str(named), named) or ""
        shown = self.line(topic)
        return Document(
            id=str(entry.id),
            kind=kind,
            says=tuple(self.line(say) for say in says),
            body=" ".join((*self._plain(written, answers), *map(str, entry.tags), shown)).strip(),
            lead=self.converter.opening(written[0], answers) if written else "",
            topic=shown,
            address=address,
        )

    def line(self, text: str) -> str:
        return self.converter.line(text).text

    def _plain(self, texts: Iterable[Text], answers: Mapping[str, str]) -> Iterator[str]:
        return (self.converter.plain(text, answers) for text in texts)
