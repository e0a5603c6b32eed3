"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from waypost.edit import edit_transaction
from waypost.edit.mark_reviewed import review
from waypost.edit.rename_id import rename

DAY = date(2026, 11, 23)
KB = "faqs:\n  - {id: fee, question: Is there a fee?, answer: No.}\n"


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    path = tmp_path / "faq.yaml"
    path.write_text(KB, encoding="utf-8")
    return path


def test_when_one_file_cannot_be_written_all_keep_their_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rename over several files never stops half-way, and leaves no temporary file behind."""
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_bytes(b"old a")
    second.write_bytes(b"old b")
    real = os.replace

    def fail(source: Path, target: Path) -> None:
        if Path(target) == first:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        edit_transaction.replace_all({first: b"new a", second: b"new b"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.yaml": b"old a",
        "b.yaml": b"old b",
    }


def test_a_rename_that_a_kill_cut_short_can_be_run_again(
    kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it begins at is written last, so that the next run finds it."""
    page = kb.parent / "content/about.md"
    page.parent.mkdir()
    page.write_text("# About\n\n[Fees](questions/fee.md)\n", encoding="utf-8")
    real, states = os.replace, []

    def note(source: Path, target: Path) -> None:
        real(source, target)
        states.append({each: each.read_bytes() for each in (kb, page)})

    monkeypatch.setattr(os, "replace", note)
    rename(kb, "fee", "cost", DAY, content=page.parent)
    cut_short, whole = states
    for file, data in cut_short.items():
        file.write_bytes(data)
    rename(kb, "fee", "cost", DAY, content=page.parent)
    assert states[-1] == whole


def test_a_file_keeps_its_permissions_and_its_symbolic_link(kb: Path, tmp_path: Path) -> None:
    """The link stays a link; what it leads to is rewritten."""
    kb.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(kb)
    edit_transaction.replace_all({link: b"new"})
    assert link.is_symlink()
    assert kb.read_bytes() == b"new"
    assert stat.S_IMODE(kb.stat().st_mode) == 0o640


def test_what_somebody_else_saved_meanwhile_is_kept(
    kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit that overtakes an editor's own save is refused."""
    base = edit_transaction.open_base(kb)
    kb.write_text(KB + "# mine\n", encoding="utf-8")
    with pytest.raises(edit_transaction.EditRefused, match="changed meanwhile"):
        edit_transaction.save(base, {kb: KB.replace("No.", "Never.").encode()}, DAY)
    assert kb.read_text(encoding="utf-8").endswith("# mine\n")


def test_a_file_that_is_not_yaml_is_left_alone(kb: Path) -> None:
    """An editing command doesn't guess what a broken file means."""
    kb.write_text('faqs: [{"id: fee}\n', encoding="utf-8")
    with pytest.raises(edit_transaction.EditRefused, match="can't be read as YAML") as refused:
        review(kb, ["fee"], DAY)
    assert refused.value.problems
    assert kb.read_text(encoding="utf-8") == 'faqs: [{"id: fee}\n'
