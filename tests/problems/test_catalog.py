"""Every problem that Waypost knows is said in words, and its example has that problem."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest

from tests.data import ROOT
from waypost.checks.analyse import analyse
from waypost.diagnostics import catalog
from waypost.diagnostics.catalog import WORDINGS, Wording

EXAMPLES = sorted((ROOT / "docs/problems").glob("*.yaml"))
SENTENCE = re.compile(r'[.?…”")\]}]$')


def test_a_code_stands_once_in_the_catalogue() -> None:
    text = Path(catalog.__file__).with_name("wordings.json").read_text(encoding="utf-8")
    codes = re.findall(r'^    "([a-z0-9-]+)": \{$', text, re.MULTILINE)
    assert codes == list(WORDINGS)


@pytest.mark.parametrize(("code", "wording"), WORDINGS.items(), ids=WORDINGS)
def test_a_wording_is_a_sentence_and_a_remedy(code: str, wording: Wording) -> None:
    assert SENTENCE.search(wording.message), "a message is a sentence"
    assert SENTENCE.search(wording.hint), "a remedy is a sentence or an example"
    for template in (wording.message, wording.hint):
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
        assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)
def test_the_example_of_a_code_has_that_problem(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "faq.yaml"
    file.write_bytes(example.read_bytes())
    codes = {problem.code for problem in analyse(file, date(2026, 11, 23)).problems}
    assert example.stem in codes
