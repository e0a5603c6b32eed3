"""A knowledge base from its files: the one named, and those that it includes."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from glob import escape as glob_escape
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from waypost import parser
from waypost.core import cldr
from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem
from waypost.model import ids
from waypost.model.entries import IN_TOPICS
from waypost.model.loader import load
from waypost.model.records import Category, Knowledge
from waypost.model.translation import (
    LANGUAGE,
    Translation,
    Words,
    language_file,
    read_texts,
    seen_file,
)
from waypost.parser.glob import matching, real_path
from waypost.parser.read_file import read_bytes


class Gathered(NamedTuple):
    """The contents of all files of a knowledge base.

    ``files`` are all files read, the first one the knowledge base's own. ``texts`` are their
    contents by the name that marks use, for code frames. ``folders`` are watched for new files.
    Where it isn't ``whole``, a file couldn't be read, so what is missing may stand there.
    ``translations`` are its other languages, whose files are in ``texts`` but not in ``files``.
    """

    knowledge: Knowledge
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    texts: Mapping[str, str]
    folders: tuple[Path, ...] = ()
    whole: bool = True
    translations: tuple[Translation, ...] = ()


Read = Callable[[Path, str, Path], parser.Parsed]
"""How a file is read: its path, the name that marks use, and the folder that it may not leave."""


def gather(
    path: Path, read: Read = parser.read, written: Mapping[Path, bytes] | None = None
) -> Gathered:
    """Read, load and join the knowledge base at ``path``; an unreadable file is a problem.

    ``written`` has files of the sources of translations as they will be.
    """
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    parts: list[dict[str, Any]] = []
    queue = [path]
    seen: set[Path] = set()
    named: list[Path] = []
    root = path.parent
    whole, several = True, False
    unread: dict[str, Path] = {}
    while queue:
        file = queue.pop(0)
        real = real_path(file)
        if real in seen:
            continue
        seen.add(real)
        named.append(file)
        name = file.as_posix()
        parsed = read(file, name, root)
        texts[name] = parsed.text
        problems.extend(parsed.problems)
        if parsed.root is None:
            whole = False
            continue
        part = load(parsed.root, problems.append)
        parts.append(part)
        # Where its value is told as wrong, the texts of other languages are no entries either.
        languages = parsed.root.get("languages") if isinstance(parsed.root, MapNode) else None
        several |= languages is not None and part.get("languages") != ()
        for pattern in part.get("include", ()):
            found = _included(root, pattern, problems)
            theirs = _translations(found, parts[0].get("languages", ())) if several else {}
            unread |= {code: file for file, code in theirs.items()}
            queue.extend(each for each in found if each not in theirs)
    knowledge = _with_categories(_join(parts, problems, Mark(path.as_posix(), 1, 1)), problems)
    files = (path, *sorted(seen - {real_path(path)}))
    folders = tuple(sorted({_folder(root, p) for part in parts for p in part.get("include", ())}))
    translations = tuple(
        _translation(language, named, knowledge, read, written or {}, texts, problems)
        for language in dict.fromkeys(map(str, knowledge.languages[1:]))
        if LANGUAGE.fullmatch(language)
    )
    problems += _unlisted(path, knowledge, unread)
    return Gathered(knowledge, tuple(problems), files, texts, folders, whole, translations)


def _translations(files: Collection[Path], listed: Sequence[Text]) -> dict[Path, str]:
    """Those of ``files`` that hold the texts of another one in a further language, with its code:
    one that is ``listed``, or that CLDR knows."""
    parts = {file: file.stem.rpartition(".") for file in files}
    return {
        file: code
        for file, (name, _, code) in parts.items()
        if name
        and file.with_name(name + file.suffix) in parts
        and LANGUAGE.fullmatch(code)
        and (code in listed[1:] or cldr.is_language(code))
    }


def _translation(
    language: str,
    files: Sequence[Path],
    knowledge: Knowledge,
    read: Read,
    written: Mapping[Path, bytes],
    texts: dict[str, str],
    problems: list[Problem],
) -> Translation:
    """The texts in ``language`` from the files beside ``files``, of which each may be missing."""
    words: dict[str, Words] = {}
    names = []
    root = files[0].parent
    for file in (language_file(each, language) for each in files):
        name = file.as_posix()
        parsed = read(file, name, root)
        if any(each.code == "file-missing" for each in parsed.problems):
            continue
        names.append(name)
        texts[name] = parsed.text
        problems += (each for each in parsed.problems if each.code != "empty-file")
        if parsed.root is not None:
            read_texts(parsed.root, knowledge, words, problems.append)
    noted = seen_file(files[0], language)
    seen = _seen(noted, written.get(noted) or read_bytes(noted, noted.as_posix(), root), problems)
    return Translation(language, words, seen, frozenset(names))


def _seen(file: Path, data: bytes | Problem, problems: list[Problem]) -> Mapping[str, str]:
    """The sources of translations as they were; nothing where there is no such file."""
    if isinstance(data, Problem):
        problems += [data] if data.code != "file-missing" else []
        return {}
    try:
        found = json.loads(data)
        if not all(isinstance(text, str) for text in found.values()):
            raise ValueError("a source is a text")
        return dict(found)
    except (ValueError, AttributeError, RecursionError) as fault:
        line, column = getattr(fault, "lineno", 1), getattr(fault, "colno", 1)
        problems.append(Problem("bad-seen-file", Mark(file.as_posix(), line, column)))
        return {}


def _unlisted(path: Path, knowledge: Knowledge, more: Mapping[str, Path]) -> Iterator[Problem]:
    """Files with texts in a language that the knowledge base doesn't list: those of the file at
    ``path``, and one of each language in ``more``, which belong to what it includes."""
    listed = knowledge.languages
    if not listed:
        return
    own = matching(path.parent, f"{glob_escape(path.stem)}.*{path.suffix}")
    beside = {file.name[len(path.stem) + 1 : -len(path.suffix)]: file for file in own}
    for named, file in {**more, **beside}.items():
        if LANGUAGE.fullmatch(named) and named not in listed[1:]:
            spelt = next((each for each in listed if each.casefold() == named.casefold()), None)
            codes = [
                named if each is spelt else each for each in listed if LANGUAGE.fullmatch(each)
            ]
            codes += [named] * (not spelt)
            about = {"file": file.name, "language": named, "languages": ", ".join(codes)}
            yield Problem("unlisted-language", (spelt or listed[0]).at, about)


def _included(root: Path, pattern: Text, problems: list[Problem]) -> list[Path]:
    """The files that ``pattern`` names, sorted; what is wrong with it goes to ``problems``."""
    parts = PurePosixPath(pattern).parts
    if not parts or pattern.startswith("/") or ".." in parts or "\\" in pattern or ":" in pattern:
        problems.append(Problem.of("include-outside", pattern, pattern=pattern))
        return []
    try:
        found = matching(root, pattern)
    except (ValueError, OSError):
        found = []
    if not found:
        problems.append(Problem.of("include-nothing", pattern, pattern=pattern))
    return found


def _folder(root: Path, pattern: str) -> Path:
    """The folder in which new files could match ``pattern``."""
    fixed = []
    for part in PurePosixPath(pattern).parts[:-1]:
        if any(char in part for char in "*?["):
            break
        fixed.append(part)
    return root.joinpath(*fixed)


def _join(parts: list[dict[str, Any]], problems: list[Problem], at: Mark) -> Knowledge:
    """One knowledge base: lists follow each other; a single value may be given once."""
    joined: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            if isinstance(value, tuple):
                joined[name] = joined.get(name, ()) + value
            elif name not in joined:
                joined[name] = value
            else:
                also = (joined[name].at,)
                problems.append(Problem("given-twice", value.at, {"field": name}, also))
    if languages := joined.get("languages"):
        joined.setdefault("language", languages[0])
        if joined["language"] != languages[0]:
            about = {"language": joined["language"], "first": languages[0]}
            problems.append(Problem.of("language-not-first", joined["language"], **about))
    return Knowledge(at=at, faulty=bool(problems), **joined)


def _with_categories(knowledge: Knowledge, problems: list[Problem]) -> Knowledge:
    """The knowledge base with topics made from what entries name, where it lists none."""
    if knowledge.categories:
        return knowledge
    made: dict[str, Category] = {}
    slugs: dict[str, str] = {}
    entries = (entry for cls in IN_TOPICS for entry in getattr(knowledge, cls.kind.section))
    names = [entry.category for entry in entries if entry.category]
    for name in sorted(names, key=attrgetter("at")):
        if name in slugs:
            continue
        slug = slugs[str(name)] = ids.topic_slug(name)
        if slug in made:
            first = made[slug].title
            about = {"name": name, "first": first, "address": f"topics/{slug}/"}
            problems.append(Problem.of("category-clash", name, (first.at,), **about))
            continue
        made[slug] = Category(at=name.at, id=Text(slug, name.at), title=name)

    def settled(entry: Any) -> Any:
        name = entry.category
        if not name or slugs[name] == name:
            return entry
        return replace(entry, category=Text(slugs[name], name.at))

    sections: dict[str, Any] = {
        cls.kind.section: tuple(map(settled, getattr(knowledge, cls.kind.section)))
        for cls in IN_TOPICS
    }
    return replace(knowledge, categories=tuple(made.values()), **sections)
