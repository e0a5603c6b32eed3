"""The modules of the package as syntax trees, and what each imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tests.data import ROOT

PACKAGE = ROOT / "generator" / "waypost"
TOP = PACKAGE.name


@dataclass(frozen=True)
class Module:
    """A source file. ``name`` is dotted: ``waypost.parser.limits``; a package has its folder's."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def room(self) -> str:
        """The folder at the package's top that holds the module; nothing for the top itself."""
        return room_of(self.name)

    @property
    def short(self) -> str:
        """The name without the package's own."""
        return short(self.name)

    @property
    def is_package(self) -> bool:
        """True for an ``__init__``."""
        return self.path.name == "__init__.py"


@dataclass(frozen=True)
class Import:
    """``module`` imports ``target``, a module of the package, or the attribute ``name`` of it."""

    module: Module
    target: str
    name: str


def short(name: str) -> str:
    """A dotted name without the package's own."""
    return name.removeprefix(f"{TOP}.")


def room_of(name: str) -> str:
    """The room that the module of that dotted name is in."""
    _, room, *_ = [*name.split("."), ""]
    return "" if room == "__main__" else room


@cache
def modules() -> Mapping[str, Module]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = (TOP, *path.relative_to(PACKAGE).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, path)
    return found


def imported(module: Module) -> Iterator[tuple[str, str | None]]:
    """Each dotted name that ``module`` imports, anywhere in it, and what it takes from there."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, None) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name} has a relative import"
            yield from ((node.module or "", each.name) for each in node.names)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of one of the package's modules by another, those for types alone included."""
    return tuple(dict.fromkeys(each for module in modules().values() for each in _imports(module)))


def _imports(module: Module) -> Iterator[Import]:
    packages: dict[str, str] = {}
    for source, name, alias in _bindings(module):
        inner = f"{source}.{name}" if name else source
        if inner not in modules():
            yield Import(module, source, name)
            continue
        yield Import(module, inner, "")
        if modules()[inner].is_package:
            packages[alias] = inner
    # What is taken from a package by a dot counts as if it had been imported.
    for node in ast.walk(module.tree):
        match node:
            case ast.Attribute(value=ast.Name(id=alias), attr=name) if alias in packages:
                yield Import(module, packages[alias], name)


def _bindings(module: Module) -> Iterator[tuple[str, str, str]]:
    """Imports from the package: the module, the name taken from it, and the name it gets."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                if each.name.split(".")[0] == TOP:
                    yield each.name, "", each.asname or each.name
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == TOP:
            for each in node.names:
                yield node.module or "", each.name, each.asname or each.name


def exported(package: Module) -> frozenset[str]:
    """The names in the ``__all__`` of a package: attributes of its own, and public modules."""
    for node in package.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return frozenset(ast.literal_eval(value))
    return frozenset()
