"""A knowledge base from its files: the one named, and those that it includes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any

from waypost import parser
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem
from waypost.model import ids
from waypost.model.entries import IN_TOPICS
from waypost.model.loader import load
from waypost.model.records import Category, Knowledge
from waypost.parser.glob import matching, real_path


@dataclass(frozen=True, slots=True)
class Gathered:
    """The contents of all files of a knowledge base.

    ``files`` are all files read, the first one the knowledge base's own. ``texts`` are their
    contents by the name that marks use, for code frames. ``folders`` are watched for new files.
    Where it isn't ``whole``, a file couldn't be read, so what is missing may stand there.
    """

    knowledge: Knowledge
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    texts: Mapping[str, str]
    folders: tuple[Path, ...] = ()
    whole: bool = True


Read = Callable[[Path, str, Path], parser.Parsed]
"""How a file is read: its path, the name that marks use, and the folder that it may not leave."""


def gather(path: Path, read: Read = parser.read) -> Gathered:
    """Read, load and join the knowledge base at ``path``; an unreadable file is a problem."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    parts: list[dict[str, Any]] = []
    queue = [path]
    seen: set[Path] = set()
    root = path.parent
    whole = True
    while queue:
        file = queue.pop(0)
        real = real_path(file)
        if real in seen:
            continue
        seen.add(real)
        name = file.as_posix()
        parsed = read(file, name, root)
        texts[name] = parsed.text
        problems.extend(parsed.problems)
        if parsed.root is None:
            whole = False
            continue
        part = load(parsed.root, problems.append)
        parts.append(part)
        for pattern in part.get("include", ()):
            queue.extend(_included(root, pattern, problems))
    knowledge = _with_categories(_join(parts, problems, Mark(path.as_posix(), 1, 1)), problems)
    files = tuple(sorted(seen - {real_path(path)}))
    folders = tuple(sorted({_folder(root, p) for part in parts for p in part.get("include", ())}))
    return Gathered(knowledge, tuple(problems), (path, *files), texts, folders, whole)


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
