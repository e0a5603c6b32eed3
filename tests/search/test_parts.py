"""A large site's index comes in parts, and a query takes few of them."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from tests.search.node import needs_node, run
from waypost.assets import FOLDER
from waypost.search import stemmers
from waypost.search.documents import Document
from waypost.search.shards import in_parts

THINGS = ["order", "parcel", "refund", "coupon", "invoice", "address", "payment", "size", "seller"]
DOINGS = ["cancel", "track", "change", "find", "print", "return", "report", "combine", "choose"]


def entries(many: int) -> list[Document]:
    chance = random.Random(5)
    return [
        Document(
            f"e{at}",
            "faq",
            (
                f"How do I {chance.choice(DOINGS)} my {chance.choice(THINGS)} {at:05x}z?",
                f"{chance.choice(DOINGS)} {chance.choice(THINGS)} mark{at % 97}",
            ),
            f"Only here stands uniqueword{at}.",
            "A first sentence.",
            "A topic",
            f"questions/e{at}/",
        )
        for at in range(many)
    ]


def asked(queries: Sequence[str], many: int) -> tuple[list[Any], dict[str, Any], dict[str, Any]]:
    first, parts = in_parts(entries(many), "en", [])
    script = """
      const loaded = [];
      const load = (name) => { loaded.push(name); return parts[name]; };
      const search = engine.createSearch(first, load);
      return Promise.all(queries.map(async (query) => {
        const { results } = await search.explain(query, 3);
        return { ids: results.map(({ id }) => id), shown: results[0]?.shown, loaded: [...loaded] };
      }));
    """
    return run(script, first=first, parts=parts, queries=list(queries)), first, parts


@needs_node
@pytest.mark.parametrize(
    ("query", "wanted"), [("00123z", "e291"), ("uniqueword77", "e77"), ("uniqueword77 oder", "e77")]
)
def test_an_entry_is_found_through_its_parts(query: str, wanted: str) -> None:
    """By its phrasing or by a rare word of its answer, and what it shows comes along."""
    [[answer], _, _] = asked([query], 400)
    assert answer["ids"][0] == wanted
    assert answer["shown"][0] == f"questions/{wanted}/"


@needs_node
def test_the_first_result_of_ten_thousand_needs_few_bytes() -> None:
    """At most 300 kB over the wire: engine, first part and the parts that a query needs."""
    query = "hello, how can i cancel the payment for my order and get a refund to another address"
    [[answer], first, parts] = asked([query], 10_000)
    sent = [first, *(parts[name] for name in answer["loaded"])]
    size = sum(
        len(gzip.compress(json.dumps(each, separators=(",", ":")).encode())) for each in sent
    )
    size += sum(len(gzip.compress(file.read_bytes())) for file in FOLDER.glob("search-*js"))
    size += len(gzip.compress(stemmers.engine_file("en")[1]))
    assert answer["ids"]
    assert size < 300_000
