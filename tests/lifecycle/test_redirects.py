"""What was renamed is still found at its old address."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data import copy_sample
from waypost.model.entries import redirects
from waypost.model.includes import gather

KB = """
faqs:
  - {id: fee, question: Is there a fee?, answer: No., previous_ids: [cost, price], category: fees}
  - {id: price, question: What is the price?, answer: None., category: fees}
categories: [{id: fees, title: Fees, previous_ids: [costs]}]
trees:
  - id: help
    title: Help
    previous_ids: [old-help]
    questions: {here: {ask: Is it here?, options: {y: Yes, n: No}, go: wait}}
    outcomes: {wait: {title: Wait, body: It will come., previous_ids: [patience]}}
"""


def test_every_old_address_leads_to_the_present_one(tmp_path: Path) -> None:
    """Also an outcome's below the old name of its tree; not one at which something lives."""
    (tmp_path / "faq.yaml").write_text(KB, encoding="utf-8")
    assert redirects(gather(tmp_path / "faq.yaml").knowledge) == {
        "help/patience/": "help/wait/",
        "old-help/": "help/",
        "old-help/patience/": "help/wait/",
        "old-help/wait/": "help/wait/",
        "questions/cost/": "questions/fee/",
        "topics/costs/": "topics/fees/",
    }


def test_a_topic_that_nothing_is_in_has_no_old_address(tmp_path: Path) -> None:
    """It has no page to lead to: no entry has moved there yet, or all have expired."""
    topic = "categories: [{id: fees, title: Fees, previous_ids: [costs]}]"
    (tmp_path / "faq.yaml").write_text(topic, encoding="utf-8")
    assert redirects(gather(tmp_path / "faq.yaml").knowledge) == {}


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """The sample, built after a question of it was renamed."""
    copy_sample(tmp_path)
    for line in (["rename", "is-there-a-fee", "cancelling-fee"], ["build"]):
        waypost = [sys.executable, "-m", "waypost", *line]
        done = subprocess.run(waypost, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return tmp_path / "site"


def test_a_renamed_entry_is_found_at_its_old_address(renamed: Path) -> None:
    """A page leads there on any web server; a server that we have settings for answers 301."""
    page = (renamed / "questions/is-there-a-fee/index.html").read_text(encoding="utf-8")
    assert re.search(
        r'http-equiv="refresh" content="0; url=\.\./\.\./questions/cancelling-fee/"', page
    )
    assert (renamed / "questions/cancelling-fee/index.html").is_file()
    line = "/questions/is-there-a-fee/ /questions/cancelling-fee/ 301"
    assert line in (renamed / "_redirects").read_text(encoding="utf-8")
    assert "is-there-a-fee" in (renamed / "_serve/nginx.conf").read_text(encoding="utf-8")
    assert "is-there-a-fee" not in (renamed / "sitemap.xml").read_text(encoding="utf-8")
