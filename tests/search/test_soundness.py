"""Every index that is built holds together, and the engine takes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data import ROOT
from tests.search.node import needs_node, run
from tests.search.soundness import Unsound, check
from waypost.checks.analyse import analyse
from waypost.search.documents import KINDS, Document, documents
from waypost.search.index_builder import build_index
from waypost.search.shards import in_parts
from waypost.search.site_index import as_json, data_of

DAY = date(2026, 11, 22)

KB = """\
faqs:
  - id: leave
    question: How do I book leave?
    also_asked: [can i take a holiday, days off please]
    answer: Use the portal.
  - id: sick
    question: What if I am ill?
    also_asked: [calling in sick, i feel unwell today]
    answer: Call us before nine.
"""


Search = tuple[Any, dict[str, Any]]
"""The first file of a site's search, and its parts by name, as a browser reads them."""


def of_file(file: Path) -> Search:
    site = analyse(file, DAY).site
    first, parts = data_of(site.knowledge, documents(site.knowledge, site.converter))
    return json.loads(as_json(first)), json.loads(as_json(parts))


def small(folder: Path) -> Search:
    """The search of a small site, which has no parts."""
    (folder / "faq.yaml").write_text(KB, encoding="utf-8")
    return of_file(folder / "faq.yaml")


def large(folder: Path) -> Search:
    """The search of the same site in parts, as large sites have it."""
    (folder / "faq.yaml").write_text(KB, encoding="utf-8")
    site = analyse(folder / "faq.yaml", DAY).site
    return split(documents(site.knowledge, site.converter))


def whole(entries: list[Document]) -> Search:
    first = {"index": build_index(entries), "shown": [entry.shown for entry in entries]}
    return json.loads(as_json(first)), {}


def split(entries: list[Document]) -> Search:
    first, parts = in_parts(entries, "en", [])
    return json.loads(as_json({"index": first})), json.loads(as_json(parts))


def sample(_: Path) -> Search:
    return of_file(ROOT / "faq.yaml")


@needs_node
@pytest.mark.parametrize("made", [small, large, sample])
def test_the_engine_takes_what_the_builder_writes(
    made: Callable[[Path], Search], tmp_path: Path
) -> None:
    """Loaded as a reader's browser loads it, it finds entries that have a title to show."""
    data, parts = made(tmp_path)
    check(data, parts)
    script = """
      const search = engine.createSearch(data.index, (name) => parts[name]);
      const found = queries.map(async (query) => (await search.search(query, 3)).length);
      return Promise.all(found);
    """
    queries = ["How do I book leave?", "a refund of my order"]
    assert all(run(script, data=data, parts=parts, queries=queries))


WORDS = st.sampled_from(
    ["order", "refund", "Überweisung", "a", "", "x" * 200, "返品", "I'm", "3,5"]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
ENTRIES = st.lists(
    st.builds(
        Document,
        id=st.integers().map(str),
        kind=st.sampled_from(KINDS),
        phrasings=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
        body=TEXTS,
    ),
    max_size=30,
    unique_by=lambda entry: entry.id,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(ENTRIES)
def test_whatever_the_entries_their_index_holds_together(entries: list[Document]) -> None:
    check(*whole(entries))
    if entries:
        check(*split(entries))


def change(path: str, value: Any) -> Callable[[Any], None]:
    """Put ``value`` at ``path`` of the first file; take away what stands there for None."""

    def changed(data: Any) -> None:
        *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        for step in way:
            data = data[step]
        if value is None:
            del data[last]
        else:
            data[last] = value

    return changed


def shortened(path: str) -> Callable[[Any], None]:
    """Cut the last four characters or the last item off what stands at ``path``."""

    def changed(data: Any) -> None:
        *way, last = path.split(".")
        for step in way:
            data = data[step]
        data[last] = data[last][: -4 if isinstance(data[last], str) else -1]

    return changed


DAMAGE = {
    "nothing": lambda data: data.clear(),
    "another version": change("index.version", 99),
    "no language": change("index.language", None),
    "an id less": shortened("index.ids"),
    "a kind less": shortened("index.kinds"),
    "an entry's phrasings less": shortened("index.says"),
    "an entry's body less": shortened("index.bodies"),
    "one id twice": change("index.ids.1", "leave"),
    "an empty id": change("index.ids.0", ""),
    "an odd kind": change("index.kinds.0", 9),
    "a truth for a number": change("index.kinds.0", True),
    "a word past the end": change("index.says.0.0.0", 10**6),
    "a word before the start": change("index.bodies.0.0", -1),
    "a text for a number": change("index.bodies.0.0", "7"),
    "no words": change("index.stems", ""),
    "vectors cut off": shortened("index.vectors.codes"),
    "weights cut off": shortened("index.vectors.weights"),
    "means cut off": shortened("index.vectors.elsewhere"),
    "numbers that are none": change("index.vectors.codes", "§§§"),
    "other vectors": change("index.vectors.dims", 63),
    "no vectors": change("index.vectors", None),
    "nothing to show": change("shown", []),
    "a result without a title": change("shown.0", ["a/"]),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_an_index_that_does_not_hold_together_is_noticed(
    damage: Callable[[Any], None], tmp_path: Path
) -> None:
    data, parts = small(tmp_path)
    damage(data)
    with pytest.raises(Unsound):
        check(data, parts)


LARGE_DAMAGE: dict[str, Callable[[Any, Any], Any]] = {
    "a part is missing": lambda _, parts: parts.pop("stems-5"),
    "a part too many": lambda _, parts: parts.update({"entries-7": []}),
    "entries are missing": lambda _, parts: parts["entries-0"].pop(),
    "a word in the wrong part": lambda _, parts: parts["stems-0"].update({"1": [0]}),
    "a word in an entry past the end": lambda _, parts: parts["stems-0"].update({"0": [99]}),
    "counts are missing": lambda data, _: data["index"]["shards"]["counts"].pop(),
}


@pytest.mark.parametrize("damage", LARGE_DAMAGE.values(), ids=LARGE_DAMAGE)
def test_parts_that_do_not_belong_together_are_noticed(
    damage: Callable[[Any, Any], Any], tmp_path: Path
) -> None:
    data, parts = large(tmp_path)
    damage(data, parts)
    with pytest.raises(Unsound):
        check(data, parts)
