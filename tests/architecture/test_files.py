"""Files are touched where a command or the reader does it, and nowhere between."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.conftest import Obeyed
from tests.architecture.rooms import READ_DATA, USE_FILES
from tests.architecture.sources import Module, modules

PATH_METHODS = {
    *("chmod", "exists", "glob", "hardlink_to", "is_dir", "is_file", "is_symlink", "iterdir"),
    *("lstat", "mkdir", "open", "read_bytes", "read_text", "readlink", "resolve", "rglob"),
    *("rmdir", "samefile", "stat", "symlink_to", "touch", "unlink", "write_bytes", "write_text"),
}
"""What a `pathlib.Path` does with a file; ``replace`` and ``rename`` are texts' methods, too."""

READING = {".is_file", ".iterdir", ".read_bytes", ".read_text"}

NO_FILES = {
    *("cpu_count", "environ", "fork", "fspath", "get_exec_path", "getpid", "getppid", "kill"),
    *("linesep", "name", "path", "PathLike", "sched_getaffinity", "sep", "waitpid", "_exit"),
}
"""What of ``os`` has nothing to do with files."""

PURE_PATHS = {"basename", "commonpath", "commonprefix", "dirname", "join", "normpath", "split"}
"""What of ``os.path`` looks at names alone."""


def test_only_commands_and_the_reader_touch_files(obeyed: Obeyed) -> None:
    obeyed(
        "files",
        (
            f"{module.short}: {call}"
            for module in modules().values()
            if module.room not in USE_FILES
            for call in _touches(module)
            if not (module.short in READ_DATA and call in READING)
        ),
    )


def _touches(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name in {"shutil", "tempfile"})
            case ast.ImportFrom(module="shutil" | "tempfile" as source):
                yield source
            case ast.ImportFrom(module="os", names=names):
                yield from (f"os.{each.name}" for each in names if each.name not in NO_FILES)
            case ast.Call(func=ast.Name(id="open")):
                yield "open"
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="os"), attr="path"), attr=name
            ):
                if name not in PURE_PATHS:
                    yield f"os.path.{name}"
            case ast.Attribute(value=ast.Name(id="os"), attr=name):
                if name not in NO_FILES:
                    yield f"os.{name}"
            case ast.Call(func=ast.Attribute(attr=name)) if name in PATH_METHODS:
                yield f".{name}"
