"""The places of settings in ``mkdocs.yml``, for problems that are told there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from waypost.core.nodes import Mark


@dataclass(frozen=True, slots=True)
class WrittenSetting:
    """A key or a value in a file of settings, below the keys ``path``; items of lists share one.

    ``value`` is empty for a key.
    """

    path: tuple[str, ...]
    value: str
    at: Mark


def key_place(file: Path, path: tuple[str, ...]) -> Mark:
    """The place of a key; the start of ``file`` where it stands in one that this inherits."""
    found = (each.at for each in _written(file) if each.path == path and not each.value)
    return next(found, start(file))


def value_place(file: Path, first: str, value: str) -> Mark:
    """The place of ``value`` below the key ``first``; the start of ``file`` where it isn't."""
    written = (each for each in _written(file) if each.value == value)
    return next((each.at for each in written if each.path[:1] == (first,)), start(file))


def start(file: Path) -> Mark:
    """The start of ``file``."""
    return Mark(file.as_posix(), 1, 1)


def _written(file: Path) -> Iterator[WrittenSetting]:
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return
    yield from _below(node, (), file.as_posix())


def _below(node: yaml.Node | None, path: tuple[str, ...], file: str) -> Iterator[WrittenSetting]:
    if isinstance(node, yaml.ScalarNode):
        yield WrittenSetting(path, node.value, _mark(node, file))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _below(item, path, file)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = (*path, str(key.value))
            yield WrittenSetting(name, "", _mark(key, file))
            yield from _below(value, name, file)


def _mark(node: yaml.Node, file: str) -> Mark:
    return Mark(file, node.start_mark.line + 1, node.start_mark.column + 1)
