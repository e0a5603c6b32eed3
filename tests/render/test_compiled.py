"""Templates are compiled once for an installation, and never wrongly."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import jinja2
import pytest
from jinja2 import DictLoader, Environment

from waypost.core import compiled
from waypost.core.compiled import ENDING, Compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "templates"


def drawn(folder: Path, template: str) -> str:
    """What a process makes of a template that is new to it."""
    loader = DictLoader({"a": template})
    made = Environment(loader=loader, bytecode_cache=Compiled(folder))
    return made.get_template("a").render(name="<you>")


def kept(folder: Path) -> list[Path]:
    """What is kept of ``folder``'s templates."""
    return sorted((folder / "__pycache__").glob(f"*{ENDING}"))


def test_a_template_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(folder, "For {{ name }}") == "For <you>"
    monkeypatch.setattr(Environment, "_parse", None)
    assert drawn(folder, "For {{ name }}") == "For <you>"


def test_a_template_that_was_changed_is_compiled_again(folder: Path) -> None:
    drawn(folder, "For {{ name }}")
    assert drawn(folder, "To {{ name }}") == "To <you>"
    assert len(kept(folder)) == 1


@pytest.mark.parametrize(
    ("where", "name"), [(jinja2, "__version__"), (compiled.kept, "version")], ids=["jinja", "own"]
)
def test_another_version_compiles_it_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    drawn(folder, "For {{ name }}")
    before = kept(folder)[0].read_bytes()
    monkeypatch.setattr(where, name, "9.9" if name == "__version__" else lambda: "other")
    drawn(folder, "For {{ name }}")
    assert kept(folder)[0].read_bytes() != before


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.6, 0.99])
def test_what_is_cut_off_is_compiled_again(folder: Path, share: float) -> None:
    drawn(folder, "For {{ name }}")
    (file,) = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    assert drawn(folder, "For {{ name }}") == "For <you>"
    assert file.read_bytes() == whole


def test_what_is_damaged_anywhere_is_compiled_again(folder: Path) -> None:
    """Python would run damaged code, whatever it does."""
    drawn(folder, "For {{ name }}")
    (file,) = kept(folder)
    whole = file.read_bytes()
    for place in range(0, len(whole), 97):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert drawn(folder, "For {{ name }}") == "For <you>"
        assert file.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert drawn(folder, "For {{ name }}") == "For <you>"
    assert not folder.exists()


def test_a_folder_that_cant_be_written_costs_time_alone(folder: Path) -> None:
    folder.write_text("A file.")
    assert drawn(folder, "For {{ name }}") == "For <you>"


def test_it_stands_where_python_is_told_to_keep_its_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    drawn(folder, "For {{ name }}")
    assert not folder.exists()
    assert any(name.endswith(ENDING) for _, _, names in os.walk(tmp_path) for name in names)
