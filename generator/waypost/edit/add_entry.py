"""New records at the ends of their sections, in the style of those before them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import yaml

from waypost.edit import splices as splice
from waypost.edit.document import Splice, YamlDocument, find, is_empty, items, pairs
from waypost.edit.edit_transaction import EditRefused, EditResult, SourceFiles, open_base, save
from waypost.edit.yaml_writer import Plain
from waypost.model import ids


@dataclass(frozen=True, slots=True)
class Addition:
    """A record for a section of the knowledge base, ready to be written.

    ``name`` is its id in a section that is keyed by ids, such as the facts.
    """

    section: str
    fields: Plain
    name: str = ""


def add(
    path: Path, additions: Sequence[Addition], day: date, into: Path | None = None
) -> EditResult:
    """Add records to the knowledge base at ``path``, or to its file ``into``.

    Raises:
        EditRefused: the result would be worse, or ``into`` isn't a file of the knowledge base.
        OSError: a file can't be read or written.
    """
    base = open_base(path)
    return save(base, base.changed(placed(base, additions, into)), day)


def placed(
    base: SourceFiles, additions: Sequence[Addition], into: Path | None = None
) -> list[tuple[Path, Splice]]:
    """The splices that add records, with their files; each record at the end of its section."""
    groups: dict[tuple[Path, str], list[Addition]] = defaultdict(list)
    for addition in additions:
        doc = _named(base.documents, into) if into else _target(base.documents, addition)
        groups[doc.path, addition.section].append(addition)
    return [
        (file, _splice(base.by_path(file), section, group))
        for (file, section), group in groups.items()
    ]


def free_id(base: SourceFiles, kind: str, question: str) -> str:
    """An id made from the words of a question that nothing of this kind has yet."""
    taken = {each.text for _, each in base.symbols() if each.kind == kind and each.record}
    return unused(taken, question, base.language)


def unused(taken: set[str], words: str, language: str = "", longest: int = 60) -> str:
    """An id made from ``words``, cut at a word, that isn't ``taken``, reserved or a device."""
    slug = ids.nearest_valid(re.sub("['’]", "", words), language)
    if len(slug) > longest:
        slug = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    if slug in ids.RESERVED | ids.DEVICES:
        slug = f"question-{slug}"
    if slug and slug not in taken:
        return slug
    tries = (f"{slug or 'q'}-{n}" for n in count(1 + bool(slug)))
    return next(each for each in tries if each not in taken)


def _named(docs: Sequence[YamlDocument], into: Path) -> YamlDocument:
    found = [doc for doc in docs if doc.path.resolve() == into.resolve()]
    if not found:
        raise EditRefused(f"{into} isn't a file of this knowledge base; include it first.")
    return found[0]


def _target(docs: Sequence[YamlDocument], addition: Addition) -> YamlDocument:
    """The file whose last record is of the same topic, else the first with such a section."""
    fields = addition.fields
    topic = fields.get("category") if isinstance(fields, Mapping) else None
    holding = [doc for doc in docs if not is_empty(find(doc.root, addition.section))]
    same = [doc for doc in holding if topic and topic in _topics(doc, addition.section)]
    return (same or holding or list(docs))[0]


def _topics(doc: YamlDocument, section: str) -> set[str]:
    found = (find(item, "category") for item in items(find(doc.root, section)))
    return {str(node.value) for node in found if isinstance(node, yaml.ScalarNode)}


def _splice(doc: YamlDocument, section: str, group: Sequence[Addition]) -> Splice:
    named = {each.name: each.fields for each in group if each.name}
    new = named or [each.fields for each in group]
    for key, node in pairs(doc.root):
        if key.value == section:
            return splice.append(doc, key, node, new)
    return splice.section(doc, section, new)
