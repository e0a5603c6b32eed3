"""``waypost rename``: an id changes wherever it stands, and its old address redirects."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from waypost.diagnostics import nearest
from waypost.edit import splices as splice
from waypost.edit.document import Splice, YamlDocument, find, inner, is_empty, items
from waypost.edit.edit_transaction import (
    EditRefused,
    EditResult,
    open_base,
    reading,
    save,
    with_languages,
)
from waypost.edit.markdown_links import navigated
from waypost.edit.symbol import Symbol
from waypost.edit.symbols import text_symbols
from waypost.edit.write_translations import seen_contents
from waypost.model import ids
from waypost.model.entries import PUBLISHED
from waypost.model.includes import Gathered, gather
from waypost.model.records import ENTRY_TYPES, Knowledge
from waypost.model.translation import flat, texts_of
from waypost.parser.content_files import language_folder

ADDRESSED: Final = {cls.kind.name: cls.kind for cls in ENTRY_TYPES}
"""The kinds that have pages of their own, whose old addresses have to redirect."""

ENTRIES: Final = tuple(cls.kind.name for cls in PUBLISHED if cls.kind.section)
BY_BARE_ID: Final = tuple(cls.kind.name for cls in ENTRY_TYPES if cls.kind.section)
"""The order in which a link that is nothing but an id is understood, as in `markdown`."""

LABELS: Final = {name: kind.label for name, kind in ADDRESSED.items()} | {
    "work_out": "worked-out value"
}
"""The labels in messages of the kinds whose names aren't words."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """The definition that is renamed, ``old`` in ``file``, and its new id.

    ``rivals`` are the kinds of other things that have the old id too.
    """

    old: Symbol
    file: Path
    new: str
    rivals: frozenset[str]

    def means(self, name: Symbol) -> bool:
        """True where ``name`` refers to what is renamed."""
        old = self.old
        if name.text != old.text or not self._may_be(name.kind):
            return False
        if old.kind in ("outcome", "question", "work_out"):
            return name.scope.tree == old.scope.tree
        return old.kind != "option" or name.scope == old.scope

    def _may_be(self, kind: str) -> bool:
        match kind:
            case "entry":
                return self._first_of(ENTRIES)
            case "any":
                return self._first_of(BY_BARE_ID)
            case "target":
                return self.old.kind in ("question", "outcome")
            case "variable":
                return self.old.kind in ("question", "work_out")
            case _:
                return kind == self.old.kind

    def _first_of(self, order: tuple[str, ...]) -> bool:
        found = [kind for kind in order if kind == self.old.kind or kind in self.rivals]
        return found[:1] == [self.old.kind]


def rename(
    path: Path, old: str, new: str, day: date, *, kind: str = "", content: Path | None = None
) -> EditResult:
    """Rename ``old`` to ``new`` in the knowledge base at ``path`` and in the pages of ``content``.

    The files, pages and noted sources of its further languages follow.

    ``old`` may say where it stands: ``TREE/OUTCOME``, ``TREE/QUESTION`` or
    ``TREE/QUESTION/OPTION``.

    Raises:
        EditRefused: there is no such id, or more than one, or the result would be worse.
        OSError: a file can't be read or written.
    """
    base = open_base(path)
    renaming = _renaming(list(base.symbols()), old, new, kind)
    file = renaming.file
    splices = [(file, each) for each in _record_old(base.by_path(file), renaming)]
    gathered = gather(path)
    base = with_languages(base, gathered.translations)
    meant = ((doc.path, name) for doc, name in base.symbols() if renaming.means(name))
    splices += [(path, Splice(name.start, name.end, new)) for path, name in meant]
    changed = base.changed(splices)
    folder = content or path.parent / "content"
    folders = (folder, *(language_folder(folder, each.language) for each in gathered.translations))
    others = dict(_pages(path.parent / "mkdocs.yml", renaming, folders))
    others |= _noted(gathered, gather(path, reading(changed)).knowledge)
    return save(base, changed, day, others)


def _noted(gathered: Gathered, renamed: Knowledge) -> dict[Path, bytes]:
    """The noted sources of translations by the texts' new names; what was current stays so."""
    noted = [each for each in gathered.translations if each.seen]
    texts = zip(texts_of(gathered.knowledge), texts_of(renamed), strict=True) if noted else ()
    known = {old.name: (flat(old.source), new.name, flat(new.source)) for old, new in texts}
    contents: dict[Path, bytes] = {}
    for each in noted:
        seen: dict[str, str] = {}
        for name, source in each.seen.items():
            before, called, after = known.get(name, ("", name, ""))
            seen[called] = after if source == before else source
        if seen != each.seen:
            contents |= seen_contents(gathered.files[0], replace(each, seen=seen), {})
    return contents


def _renaming(known: list[tuple[YamlDocument, Symbol]], old: str, new: str, kind: str) -> Renaming:
    *where, id = old.split("/")
    same = [(doc, name) for doc, name in known if name.record is not None and name.text == id]
    found = [(doc, name) for doc, name in same if _fits(name, where, kind)]
    if not found:
        meant = nearest(id, sorted({name.text for _, name in known if name.record is not None}))
        hint = f" Did you mean “{meant}”?" if meant and meant != id else ""
        raise EditRefused(f"There is no {LABELS.get(kind, kind) or 'id'} “{old}”.{hint}")
    if len(found) > 1:
        all_found = ", ".join(_full(name) for _, name in found)
        raise EditRefused(f"“{old}” names more than one thing: {all_found}. Say which with --kind.")
    [(doc, name)] = found
    _acceptable(new, name)
    return Renaming(name, doc.path, new, frozenset(n.kind for _, n in same if n is not name))


def _fits(name: Symbol, where: list[str], kind: str) -> bool:
    place = [name.scope.tree, name.scope.question]
    return (not kind or name.kind == kind) and place[: len(where)] == where


def _acceptable(new: str, old: Symbol) -> None:
    pattern = ids.OPTION_PATTERN if old.kind == "option" else ids.PATTERN
    if not pattern.fullmatch(new) or len(new) > ids.LONGEST:
        meant = ids.nearest_valid(new)
        raise EditRefused(f"“{new}” can't be an id." + (f" “{meant}” could." if meant else ""))
    if new == old.text:
        raise EditRefused(f"“{new}” is its name already.")


def _full(name: Symbol) -> str:
    place = [] if name.kind == "tree" else [name.scope.tree, name.scope.question]
    path = "/".join([*filter(None, place), name.text])
    return f"the {LABELS.get(name.kind, name.kind)} “{path}”"


def _record_old(doc: YamlDocument, renaming: Renaming) -> Iterator[Splice]:
    """Note the old id with the record, and take the new one off its old ids."""
    record = renaming.old.record
    if record is None or renaming.old.kind not in ADDRESSED:
        return
    before = find(record, "previous_ids")
    if before is None or is_empty(before):
        yield _first_note(doc, record, before, renaming.old)
        return
    taken = next((item for item in items(before) if item.value == renaming.new), None)
    if taken is not None:
        yield Splice(*inner(taken), renaming.old.text)
    elif all(item.value != renaming.old.text for item in items(before)):
        yield splice.append(doc, before, before, [renaming.old.text])


def _first_note(
    doc: YamlDocument, record: yaml.Node, before: yaml.Node | None, old: Symbol
) -> Splice:
    written = f"[{old.text}]"
    if before is not None:
        return splice.in_place(doc, before, written)
    if old.keyed:
        return splice.first_key(doc, record, "previous_ids", written)
    return splice.new_key(doc, record, "previous_ids", written, after="id")


def _pages(
    settings: Path, renaming: Renaming, folders: Iterable[Path]
) -> Iterator[tuple[Path, bytes]]:
    """Hand-written pages and the navigation, with the links to it changed."""
    pages = (page for each in folders if each.is_dir() for page in sorted(each.rglob("*.md")))
    for file in (*pages, settings):
        try:
            text = file.read_bytes().decode()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found = navigated(text) if file == settings else text_symbols(text, bare=False)
        splices = [Splice(n.start, n.end, renaming.new) for n in found if renaming.means(n)]
        if splices:
            yield file, YamlDocument(file, text, bom=False, root=None).changed(splices)
