"""Imports run down, nothing runs in circles, and each room is entered by its door."""

from __future__ import annotations

from collections.abc import Iterator

from tests.architecture.conftest import Obeyed
from tests.architecture.rooms import MKDOCS, ROOMS
from tests.architecture.sources import (
    PACKAGE,
    Import,
    Module,
    exported,
    imported,
    imports,
    modules,
    room_of,
    short,
)

FILES_AT_THE_TOP = {"__init__.py", "__main__.py", "locales", "py.typed"}


def test_the_top_of_the_package_holds_the_rooms_and_nothing_else() -> None:
    names = {path.name for path in PACKAGE.iterdir()} - FILES_AT_THE_TOP - {"__pycache__"}
    assert names == set(ROOMS)
    assert len(names) <= 16


def test_imports_run_down(obeyed: Obeyed) -> None:
    floors = {room: floor for floor, room in enumerate(ROOMS)}
    obeyed(
        "direction",
        (
            f"{each.module.short} -> {short(each.target)}"
            for each in imports()
            if each.module.room
            and room_of(each.target)
            and floors[each.module.room] > floors[room_of(each.target)]
        ),
    )


def test_no_two_modules_form_a_circle(obeyed: Obeyed) -> None:
    graph: dict[str, set[str]] = {name: set() for name in modules()}
    for each in imports():
        graph[each.module.name].add(each.target)
    obeyed("circle", (short(name) for name in graph if name in _reached(graph, name)))


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    """All that can be reached from ``start``; itself only by a circle."""
    found: set[str] = set()
    ahead = [*graph[start]]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += graph[name]
    return found


def test_others_use_what_a_package_exports(obeyed: Obeyed) -> None:
    """A package's ``__all__`` holds its public names and its public modules."""
    obeyed(
        "door", (f"{package.short}.{name}" for each in imports() for package, name in _closed(each))
    )


def test_a_package_exports_what_others_use(obeyed: Obeyed) -> None:
    """A module in an ``__all__`` that nobody else imports is an inner matter."""
    used = {(package.name, name) for each in imports() for package, name in _entered(each)}
    obeyed(
        "unused",
        (
            f"{package.short}.{name}"
            for package in modules().values()
            if package.is_package
            for name in exported(package)
            if (package.name, name) not in used
        ),
    )


def _entered(each: Import) -> Iterator[tuple[Module, str]]:
    """The packages that an import enters from outside, and the part of each that it names."""
    home = each.module.name.split(".")
    if not each.module.is_package:
        home.pop()
    target = each.target.split(".") + ([each.name] if each.name else [])
    for depth in range(1, len(target)):
        package = ".".join(target[:depth])
        entered = modules().get(package)
        if depth > 1 and entered and entered.is_package and home[:depth] != target[:depth]:
            yield entered, target[depth]


def _closed(each: Import) -> Iterator[tuple[Module, str]]:
    return ((package, name) for package, name in _entered(each) if name not in exported(package))


def test_one_room_knows_mkdocs(obeyed: Obeyed) -> None:
    obeyed(
        "mkdocs",
        (
            f"{module.short} -> {source}"
            for module in modules().values()
            for source, _ in imported(module)
            if source.split(".")[0] == "mkdocs" and module.room != MKDOCS
        ),
    )
