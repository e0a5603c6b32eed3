"""The sample says everything that its subject asks for, and states each value once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.data import ROOT
from tests.sample.reading import read
from waypost.checks.analyse import analyse

HERE = Path(__file__).parent
FAQ = ROOT / "faq.yaml"
FACTS: dict[str, dict[str, list[str]]] = yaml.safe_load((HERE / "facts.yaml").read_text("utf-8"))
STATUSES: list[dict[str, Any]] = yaml.safe_load((HERE / "statuses.yaml").read_text("utf-8"))
BASE: dict[str, Any] = yaml.load(FAQ.read_text("utf-8"), Loader=yaml.BaseLoader)
TREE = BASE["trees"][0]
ENTRIES = [
    *((entry["id"], entry) for part in ("policies", "guides", "faqs") for entry in BASE[part]),
    *TREE["outcomes"].items(),
]
EVERY_FACT = {
    f"{row}{n}"
    for row, last in zip("OCHXATQ", (5, 9, 6, 6, 3, 5, 5), strict=True)
    for n in range(1, last + 1)
}
DERIVED = {
    "what-each-day-means",
    "no-cancel-option",
    "cancel-while-open",
    "ask-to-cancel",
    "try-to-cancel",
    "ask-about-a-late-return",
    "check-email-and-discount",
}
LITERAL = re.compile(r"\b(\d+|three|four|five|six)( to \d+)?[ -]days?\b", re.IGNORECASE)


def test_the_map_names_every_fact() -> None:
    """No row of the subject is left out of the map."""
    assert set(FACTS) == EVERY_FACT


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_fact_stands_on_the_site(fact: str, site: Path) -> None:
    """Each fact is on the page that the map names, in the words that it names."""
    values = analyse(FAQ, date(2026, 11, 22)).site.facts
    shown = {id: values.text(id) for id in BASE["facts"]}
    for page, phrases in FACTS[fact].items():
        text, _ = read(site, page)
        missing = [phrase for phrase in phrases if phrase.format_map(shown) not in text]
        assert not missing, f"{fact} is not on {page}"


def test_every_status_leads_to_its_action(tmp_path: Path) -> None:
    """The tree takes each status to the right outcome."""
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps([{"given": row["given"]} for row in STATUSES]), encoding="utf-8")
    walk = [sys.executable, "-m", "waypost", "walk", "order-help", "--kb", str(FAQ)]
    done = subprocess.run(
        [*walk, "--batch", str(cases)], capture_output=True, text=True, check=True
    )
    reached = [row["outcome"] for row in json.loads(done.stdout)]
    assert reached == [row["outcome"] for row in STATUSES]


@pytest.mark.parametrize(
    "row", [row for row in STATUSES if "says" in row], ids=lambda r: r["outcome"]
)
def test_the_action_says_what_to_do(row: dict[str, Any], site: Path) -> None:
    """Each outcome's page names the action and links to its steps."""
    text, links = read(site, f"order-help/{row['outcome']}/")
    assert [phrase for phrase in row["says"] if phrase not in text] == []
    assert set(row.get("links", ())) <= links


def test_statuses_reach_every_outcome() -> None:
    """No outcome of the tree is without a status that leads to it."""
    assert {row["outcome"] for row in STATUSES} == set(TREE["outcomes"])


def test_every_entry_says_where_it_comes_from() -> None:
    """Each entry, and each fact, has a source and the day on which it was checked."""
    rows = [*ENTRIES, *BASE["facts"].items()]
    assert [id for id, row in rows if not (row.get("source") and row.get("reviewed"))] == []


def test_what_the_guide_does_not_say_is_not_ascribed_to_it() -> None:
    """An entry that was worked out names our own reading as its source."""
    assert {id for id, row in ENTRIES if id in DERIVED and row["source"] != "reading"} == set()


def test_windows_are_written_once() -> None:
    """No text states a number of days: it refers to the fact."""
    texts = {id: _published(entry) for id, entry in ENTRIES}
    texts |= {
        name: (ROOT / "content" / name).read_text("utf-8")
        for name in ("overview.md", "about.md", "privacy.md")
    }
    assert {id: found[0] for id, text in texts.items() if (found := LITERAL.search(text))} == {}


def test_thresholds_are_facts() -> None:
    """Every rule that tests the days refers to a fact."""
    rules = TREE["questions"]["placed"]["go"]
    tests = [rule["when"]["placed"] for rule in rules if "when" in rule]
    assert tests
    assert [
        test for test in tests if not re.fullmatch(r"<= facts\.cancel_days_(min|max)", test)
    ] == []


def test_every_question_is_asked_in_several_ways() -> None:
    """Each FAQ lists at least four phrasings, the five main ones at least eight."""
    main = {
        "cancel-with-offer",
        "discount-after-cancelling",
        "how-long-to-cancel",
        "is-there-a-fee",
        "cannot-cancel-any-more",
    }
    asked = {faq["id"]: len(faq["also_asked"]) for faq in BASE["faqs"]}
    assert [id for id, many in asked.items() if many < (8 if id in main else 4)] == []


def _published(entry: dict[str, Any]) -> str:
    """What readers see of an entry; the phrasings are for the search alone."""
    return json.dumps({key: part for key, part in entry.items() if key != "also_asked"})


def test_a_new_window_is_one_edit(tmp_path: Path) -> None:
    """Who changes the window's one value has changed the texts, the rules and their examples."""
    changed = tmp_path / "faq.yaml"
    old = "  cancel_days_max:\n    value: 5\n"
    text = FAQ.read_text("utf-8")
    assert old in text
    changed.write_text(text.replace(old, old.replace("5", "8")), encoding="utf-8")
    prepared = analyse(changed, date(2026, 11, 22))
    assert prepared.problems == ()
    answers = [
        prepared.site.converter.convert(faq.answer).plain for faq in prepared.site.knowledge.faqs
    ]
    assert any("3 to 8 days" in answer for answer in answers)
    assert not any("5 days" in answer for answer in answers)
