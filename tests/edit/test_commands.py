"""Commands that edit change the lines that have to change and no other.

A case is a text: the command in its first line, then what it prints and the changed lines, as it
runs on a fresh copy of `site/`.
"""

from __future__ import annotations

import difflib
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from waypost.cli.main import app

HERE = Path(__file__).parent
SITE = HERE / "site"
CASES = sorted((HERE / "cases").glob("*.txt"))
BOM = b"\xef\xbb\xbf"


def command(case: Path) -> str:
    return case.read_text(encoding="utf-8").split("\n", 1)[0]


def run(line: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints when it runs in ``site``, and the code with which it ends."""
    monkeypatch.chdir(site)
    result = CliRunner().invoke(app, shlex.split(line.removeprefix("$ waypost ")))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output + (f"exit {result.exit_code}\n" if result.exit_code else "")


def files(site: Path) -> dict[str, bytes]:
    found = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def changes(site: Path) -> str:
    """The changed lines of every file of ``site``."""
    lines: list[str] = []
    before, after = files(SITE), files(site)
    for name in sorted({*before, *after}):
        old, new = before.get(name, b"").decode(), after.get(name, b"").decode()
        lines += difflib.unified_diff(
            old.splitlines(), new.splitlines(), name, name, n=0, lineterm=""
        )
    return "".join(f"{line}\n" for line in lines if not line.startswith("---"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_command_changes_only_what_it_must(
    case: Path,
    tmp_path: Path,
    agree: Callable[[Path, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Comments, order, quoting and line breaks of everything else stay."""
    site = tmp_path / "site"
    shutil.copytree(SITE, site)
    said = run(command(case), site, monkeypatch)
    agree(case, f"{command(case)}\n{said}{changes(site)}")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_windows_line_ends_and_a_byte_order_mark_stay(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of a Windows editor gets the very same change, in its own line ends."""
    plain, windows = tmp_path / "plain", tmp_path / "windows"
    shutil.copytree(SITE, plain)
    shutil.copytree(SITE, windows)
    for path in windows.rglob("*.yaml"):
        path.write_bytes(BOM + path.read_bytes().replace(b"\n", b"\r\n"))
    run(command(case), plain, monkeypatch)
    run(command(case), windows, monkeypatch)
    for path in plain.rglob("*.yaml"):
        expected = BOM + path.read_bytes().replace(b"\n", b"\r\n")
        assert (windows / path.relative_to(plain)).read_bytes() == expected
