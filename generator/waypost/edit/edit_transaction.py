"""Edit transactions: changed files are written if no error is added, all of them or none."""

import contextlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from waypost import parser
from waypost.checks.analyse import Analysis, analyse
from waypost.diagnostics import Problem
from waypost.diagnostics.message_format import errors_of
from waypost.edit.document import Splice, YamlDocument, document
from waypost.edit.symbol import Symbol
from waypost.edit.symbols import symbols_in
from waypost.model.includes import Gathered, Read, gather
from waypost.model.translation import Translation


class EditRefused(Exception):
    """A change that isn't made; the text says why, in an editor's words.

    ``problems`` stand in ``contents``, the files as they would be.
    """

    def __init__(
        self,
        why: str,
        problems: tuple[Problem, ...] = (),
        contents: Mapping[Path, bytes] | None = None,
    ) -> None:
        super().__init__(why)
        self.problems = problems
        self.contents = contents or {}


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The files of a knowledge base before a change, the first one its own.

    ``language`` is that of its texts.
    """

    path: Path
    documents: tuple[YamlDocument, ...]
    originals: Mapping[Path, bytes]
    language: str = ""

    def by_path(self, path: Path) -> YamlDocument:
        return next(doc for doc in self.documents if doc.path == path)

    def symbols(self) -> Iterator[tuple[YamlDocument, Symbol]]:
        return ((doc, each) for doc in self.documents for each in symbols_in(doc))

    def changed(self, splices: Sequence[tuple[Path, Splice]]) -> dict[Path, bytes]:
        """The new contents of its files, with ``splices``, each of one file."""
        return {
            doc.path: doc.changed(each for path, each in splices if path == doc.path)
            for doc in self.documents
        }


@dataclass(frozen=True, slots=True)
class EditResult:
    """The result of a change: the problems that weren't there before, and the files written."""

    problems: tuple[Problem, ...]
    written: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PreparedEdit:
    """A change that adds no error, ready to be written: the files' new contents."""

    base: SourceFiles
    problems: tuple[Problem, ...]
    contents: Mapping[Path, bytes]

    def write(self) -> EditResult:
        """Write all files, or none.

        Raises:
            EditRefused: a file was changed by somebody else meanwhile.
            OSError: a file can't be written.
        """
        for file in self.contents.keys() & self.base.originals.keys():
            if (file.read_bytes() if file.exists() else b"") != self.base.originals[file]:
                raise EditRefused(f"{file} was changed meanwhile; nothing was written. Try again.")
        replace_all(self.contents)
        return EditResult(self.problems, tuple(self.contents))


def open_base(path: Path) -> SourceFiles:
    """The files of the knowledge base at ``path``.

    Raises:
        EditRefused: a file isn't well-formed, so nothing can be changed safely.
        OSError: a file can't be read.
    """
    gathered = gather(path)
    opened = _opened(SourceFiles(path, (), {}), _sources(gathered))
    return replace(opened, language=str(gathered.knowledge.language))


def with_languages(base: SourceFiles, translations: Iterable[Translation]) -> SourceFiles:
    """``base`` with the files of its further languages. Raises as `open_base` does."""
    return _opened(base, (Path(name) for each in translations for name in sorted(each.files)))


def _opened(base: SourceFiles, paths: Iterable[Path]) -> SourceFiles:
    originals = {file: file.read_bytes() for file in paths}
    for file, data in originals.items():
        well_formed(data, str(file))
    documents = tuple(document(file, data) for file, data in originals.items())
    return replace(
        base,
        documents=(*base.documents, *documents),
        originals={**base.originals, **originals},
    )


def well_formed(data: bytes, name: str) -> parser.Parsed:
    """The nodes of a file that holds ``data``. Raises `EditRefused` where it isn't well-formed."""
    parsed = parser.parse(data, name)
    faults = errors_of(parsed.problems)
    if faults:
        raise EditRefused(f"{name} can't be read as YAML; mend it first.", faults)
    return parsed


def files(path: Path) -> tuple[Path, ...]:
    """The files of a knowledge base, the included ones named as its own is."""
    return _sources(gather(path))


def _sources(gathered: Gathered) -> tuple[Path, ...]:
    path, *included = gathered.files
    root = path.parent.resolve()
    inside = (each.relative_to(root) if each.is_relative_to(root) else each for each in included)
    return (path, *(path.parent / each for each in inside))


def save(
    base: SourceFiles,
    changed: Mapping[Path, bytes],
    day: date,
    others: Mapping[Path, bytes] | None = None,
) -> EditResult:
    """Write ``changed`` (files of the base) and ``others`` unless errors would be added.

    ``others`` are pages, and sources of translations.

    Raises:
        EditRefused: the change would add errors, or a file was changed by somebody else meanwhile.
    """
    return prepare(base, changed, day, others).write()


def prepare(
    base: SourceFiles,
    changed: Mapping[Path, bytes],
    day: date,
    others: Mapping[Path, bytes] | None = None,
) -> PreparedEdit:
    """The same as `save`, but for the writing."""
    changed = {file: data for file, data in changed.items() if data != base.originals[file]}
    before = analyse(base.path, day)
    after = analyse(base.path, day, read=reading(changed), written=others)
    added = tuple(_added(before, after))
    errors = errors_of(added)
    if errors:
        raise EditRefused(
            "Nothing was changed, since this would bring new errors:", errors, changed
        )
    return PreparedEdit(base, added, {**changed, **(others or {})})


def reading(changed: Mapping[Path, bytes]) -> Read:
    """Reads files as if ``changed`` had been written."""
    resolved = {file.resolve(): data for file, data in changed.items()}

    def read(file: Path, name: str, within: Path) -> parser.Parsed:
        data = resolved.get(file.resolve())
        return parser.read(file, name, within) if data is None else parser.parse(data, name)

    return read


def _added(before: Analysis, after: Analysis) -> Iterator[Problem]:
    """The problems that are new. One whose particulars alone are changed by a rename isn't."""
    codes = Counter(problem.code for problem in after.problems)
    codes.subtract(problem.code for problem in before.problems)
    known = Counter(map(_key, before.problems))
    for problem in after.problems:
        known[_key(problem)] -= 1
        if codes[problem.code] > 0 and known[_key(problem)] < 0:
            yield problem


def _key(problem: Problem) -> tuple[str, tuple[tuple[str, str], ...]]:
    return problem.code, tuple(sorted(problem.about.items()))


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Give each file its new content, each in one step; on an error all get their old one back."""
    staged: list[tuple[Path, Path]] = []
    kept: dict[Path, bytes] = {}
    try:
        for file, data in contents.items():
            staged.append((_stage(file.resolve(), data), file.resolve()))
        # Renames begin at the first file: one that a kill cut short can be run again.
        for temporary, file in reversed(staged):
            before = file.read_bytes() if file.exists() else None
            os.replace(temporary, file)
            if before is not None:
                kept[file] = before
    except BaseException:
        for file, data in kept.items():
            with contextlib.suppress(OSError):
                os.replace(_stage(file, data), file)
        raise
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _stage(file: Path, data: bytes) -> Path:
    """A file beside ``file`` that holds ``data`` and has its permissions."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".new", dir=file.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    if file.exists():
        shutil.copymode(file, name)
    else:
        Path(name).chmod(0o644)
    return Path(name)
