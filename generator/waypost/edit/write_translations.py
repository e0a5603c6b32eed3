"""Texts of a language written into its files, and the sources that they were made from."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from waypost.edit.edit_transaction import EditResult, open_base, replace_all, save, well_formed
from waypost.edit.yaml_writer import ruamel, typed
from waypost.model.declare import fields_of
from waypost.model.field_types import Record
from waypost.model.includes import Gathered
from waypost.model.records import Knowledge
from waypost.model.translation import (
    TranslatableText,
    Translation,
    flat,
    language_file,
    seen_file,
    texts_of,
)


def mark_seen(kb: Path, translation: Translation, texts: Iterable[TranslatableText]) -> None:
    """Note the present sources of ``texts``. Raises OSError."""
    sources = {text.name: flat(text.source) for text in texts}
    replace_all(seen_contents(kb, translation, sources))


def seen_contents(
    kb: Path, translation: Translation, sources: Mapping[str, str]
) -> dict[Path, bytes]:
    """The file of sources of a language with ``sources`` in it, one a line."""
    seen = {**translation.seen, **sources}
    text = json.dumps(dict(sorted(seen.items())), ensure_ascii=False, indent=0)
    return {seen_file(kb, translation.language): f"{text}\n".encode()}


def write_translations(
    kb: Path,
    gathered: Gathered,
    translation: Translation,
    words: Mapping[str, str],
    sources: Mapping[str, str],
    day: date,
) -> EditResult:
    """Write ``words`` by the names of their texts, which were made from ``sources``.

    Raises:
        EditRefused: a text has lost or invented parts, or a file can't be read.
        OSError: a file can't be read or written.
    """
    language = translation.language
    by_file: dict[Path, dict[str, Any]] = {}
    for text in texts_of(gathered.knowledge):
        if text.name in words:
            # A text whose record is made of what entries name stands in none of the files.
            file = language_file(Path(text.at.file), language)
            before = translation.texts.get(text.name)
            if before is None or flat(before) != words[text.name]:
                by_file.setdefault(file, {})[text.name] = _as_written(text, words[text.name])
    base = open_base(kb)
    originals = {file: file.read_bytes() if file.exists() else b"" for file in by_file}
    changed = {file: _with(file, originals[file], new) for file, new in by_file.items()}
    base = replace(base, originals={**base.originals, **originals})
    others = seen_contents(kb, translation, {name: sources[name] for name in words})
    return save(base, changed, day, others)


def _as_written(text: TranslatableText, words: str) -> Any:
    """The value of ``text`` in YAML: a list where the source may be one."""
    if isinstance(text.source, str):
        return typed(words)
    lines = words.split("\n")
    return typed([line.split(" | ") for line in lines] if text.name == "synonyms" else lines)


def _with(file: Path, data: bytes, new: Mapping[str, Any]) -> bytes:
    """The YAML in ``data`` with the texts ``new`` by name; comments stay."""
    if data:
        well_formed(data, file.as_posix())
    yaml = ruamel()
    root = yaml.load(data.decode()) or CommentedMap()
    for name, value in new.items():
        *path, last = (part.replace("%2F", "/") for part in name.split("/"))
        place: Any = root
        for end in range(1, len(path) + 1):
            is_list = last.isdigit() and end == len(path)
            place = _step(place, path[:end], [] if is_list else CommentedMap())
        if isinstance(place, list) and last.isdigit():
            place.extend([""] * (int(last) - len(place)))
            place[int(last) - 1] = value
        else:
            place[last] = value
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue().encode()


def _step(place: Any, path: Sequence[str], empty: Any) -> Any:
    """The value at ``path``, of which all but the last part led to ``place``.

    That may be a list of records with ids.
    """
    part = path[-1]
    if isinstance(place, list):
        for item in place:
            if item.get("id") == part:
                return item
        place.append(CommentedMap({"id": part}))
        return place[-1]
    found = place.get(part)
    if isinstance(found, str):
        # A text stands for the record, or for the list, of which it is the only part.
        whole = isinstance(empty, list)
        found = place[part] = [found] if whole else CommentedMap({_shorthand(path): found})
    elif found is None:
        found = place[part] = empty
    return found


def _shorthand(path: Sequence[str]) -> str:
    """The field for which a text stands in the place of the record at ``path``."""
    cls: type = Knowledge
    shorthand, parts = "", iter(path)
    for name in parts:
        type_ = fields_of(cls)[name].type
        shorthand = getattr(type_, "shorthand", None) or ""
        cls = type_.held or cls
        if not isinstance(type_, Record):
            next(parts, None)  # the key of one among several
    return shorthand
