"""Files of the old site are linked as they are."""

from __future__ import annotations

from pathlib import Path

from waypost.build.output_folder import link


def test_what_an_ended_process_had_linked_is_linked_again(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("Said.")
    link(str(old), str(new))
    link(str(old), str(new))
    assert new.read_text() == "Said."
    new.unlink()
    new.write_text("Half.")
    link(str(old), str(new))
    assert (old.read_text(), new.read_text()) == ("Said.", "Said.")
