"""Editing commands on the sample: every id can be renamed, and `fmt` has nothing to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.data import ROOT, copy_sample
from waypost.edit.document import document
from waypost.edit.formatter import formatted
from waypost.edit.rename_id import rename
from waypost.edit.symbol import Symbol
from waypost.edit.symbols import symbols_in

DAY = date(2026, 11, 23)


def defined() -> list[Symbol]:
    doc = document(Path("faq.yaml"), (ROOT / "faq.yaml").read_bytes())
    return [name for name in symbols_in(doc) if name.record is not None]


def full(name: Symbol) -> str:
    place = [] if name.kind == "tree" else [name.scope.tree, name.scope.question]
    return "/".join([*filter(None, place), name.text])


@pytest.mark.parametrize("kind", sorted({name.kind for name in defined()}))
def test_every_id_can_be_renamed_and_back(kind: str, tmp_path: Path) -> None:
    """A rename breaks nothing, and one that is taken back leaves only a note of the old id."""
    kb = copy_sample(tmp_path) / "faq.yaml"
    sample = kb.read_bytes()
    for name in [each for each in defined() if each.kind == kind][:3]:
        kb.write_bytes(sample)
        before = kb.read_text(encoding="utf-8").splitlines()
        outcome = rename(kb, full(name), "zz-another", DAY, kind=kind)
        assert outcome.problems == ()
        back = full(name).removesuffix(name.text) + "zz-another"
        assert rename(kb, back, name.text, DAY, kind=kind).problems == ()
        left = [line for line in kb.read_text(encoding="utf-8").splitlines() if line not in before]
        assert all("previous_ids: [zz-another]" in line for line in left), left


def test_the_sample_is_laid_out_already() -> None:
    """`waypost fmt --check` suits the sample's own checks."""
    data = (ROOT / "faq.yaml").read_bytes()
    assert formatted(data, "faq.yaml") == data
