"""A name means one thing, and a docstring says what the thing is."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.architecture.conftest import Obeyed
from tests.architecture.sources import Module, imported, modules

RIDDLES = ("What ", "What's ", "Whether ", "Where ")
"""How a docstring begins that makes its reader guess what the thing is called elsewhere."""

REFLECTION = {"getattr", "setattr", "hasattr", "delattr"}
NAMEDTUPLE = {"_asdict", "_fields", "_make", "_replace"}
"""Public names, though they begin with an underscore."""


def test_a_modules_name_is_unique(obeyed: Obeyed) -> None:
    homes = defaultdict(set)
    for module in modules().values():
        homes[module.name.rpartition(".")[2]].add(module.short)
    obeyed("module", (each for found in homes.values() if len(found) > 1 for each in found))


def test_a_classs_name_is_unique(obeyed: Obeyed) -> None:
    homes = defaultdict(set)
    for module in modules().values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                homes[node.name].add(f"{module.short}.{node.name}")
    obeyed("class", (each for found in homes.values() if len(found) > 1 for each in found))


def test_no_docstring_is_a_riddle(obeyed: Obeyed) -> None:
    obeyed(
        "docstring",
        (
            f"{module.short}: {text.splitlines()[0]}"
            for module in modules().values()
            for text in _docstrings(module)
            if text.startswith(RIDDLES)
        ),
    )


def _docstrings(module: Module) -> Iterator[str]:
    """All of a module: its own, those of classes and functions, and those below a value."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield text.strip()


def test_mkdocs_is_known_by_its_public_names(obeyed: Obeyed) -> None:
    obeyed(
        "private",
        (
            f"{module.short}: {name}"
            for module in modules().values()
            if any(source.split(".")[0] == "mkdocs" for source, _ in imported(module))
            for name in _private_names(module)
        ),
    )


def _private_names(module: Module) -> Iterator[str]:
    """Names with an underscore that a module imports, or takes from anything but itself."""
    yield from (
        name
        for source, name in imported(module)
        if name and source.split(".")[0] == "mkdocs" and name.startswith("_")
    )
    for node in ast.walk(module.tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                pass
            case ast.Attribute(attr=name) if _is_private(name):
                yield ast.unparse(node)
            case ast.Call(func=ast.Name(id=function), args=[_, ast.Constant(value=str(name)), *_]):
                if function in REFLECTION and _is_private(name):
                    yield ast.unparse(node)


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in NAMEDTUPLE
