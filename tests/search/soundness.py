"""Checks that a search index holds together, so that the engine can search it.

The engine trusts its index: what points past an end would find nothing, or the wrong thing, and
nobody would be told. So this looks at what the engine takes for granted.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any, Final

from waypost.search.documents import KINDS
from waypost.search.index_builder import VERSION
from waypost.search.word_vectors import DIMS

BITS: Final = 3
"""Bits of one number of a word's vector."""


class Unsound(Exception):
    """What is wrong with an index, in words."""


def check(data: Any, parts: Mapping[str, Any]) -> None:
    """Raise `Unsound` where the search couldn't use ``data``, its first file, and ``parts``."""
    try:
        _check(data, parts)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as fault:
        raise Unsound("a part of it is missing or of another kind") from fault


def _check(data: Any, parts: Mapping[str, Any]) -> None:
    index = data["index"]
    _must(index["version"] == VERSION, f"its version isn't {VERSION}")
    _must(isinstance(index["language"], str), "it names no language")
    stems = len(index["stems"].split(" ")) if index["stems"] else 0
    _numbers((say for group in index.get("synonyms", ()) for say in group), stems)
    _vectors(index, stems)
    if "shards" in index:
        _parts(index["shards"], parts, stems)
        return
    _entries(index["ids"], index["kinds"], index["says"], index["bodies"], stems)
    _shown(data["shown"], len(index["ids"]))


def _must(holds: bool, why: str) -> None:
    if not holds:
        raise Unsound(why)


def _numbers(lists: Iterable[Any], end: int) -> None:
    for numbers in lists:
        inside = all(type(each) is int and 0 <= each < end for each in numbers)
        _must(inside, "it counts on words that it doesn't have")


def _entries(ids: Any, kinds: Any, says: Any, bodies: Any, stems: int) -> None:
    lengths = {len(ids), len(kinds), len(says), len(bodies)}
    _must(len(lengths) == 1, "its lists are of different lengths")
    _must(all(isinstance(id, str) and id for id in ids), "an entry has no id")
    _must(len(set(zip(kinds, ids, strict=True))) == len(ids), "two entries have one id")
    _must(all(type(kind) is int and 0 <= kind < len(KINDS) for kind in kinds), "it has odd kinds")
    _numbers((say for entry in says for say in entry), stems)
    _numbers(bodies, stems)


def _shown(shown: Any, entries: int) -> None:
    _must(len(shown) == entries, "it shows more or fewer entries than it has")
    whole = all(len(row) == 4 and all(isinstance(each, str) for each in row) for row in shown)
    _must(whole, "it doesn't say what a result shows")


def _vectors(index: Mapping[str, Any], stems: int) -> None:
    general = len(index["general"].split(" ")) if index.get("general") else 0
    if "vectors" not in index:
        _must(not general, "its words have no vectors")
        return
    vectors = index["vectors"]
    rows = len(_bytes(vectors["weights"]))
    _must(vectors["dims"] == DIMS, f"its vectors haven't {DIMS} numbers")
    _must(general <= rows <= general + stems, "it has vectors for words that it doesn't have")
    _must(len(_bytes(vectors["codes"])) == -(-rows * DIMS * BITS // 8), "its vectors are cut off")
    means = len(_bytes(vectors["elsewhere"])) * 8 / (DIMS * BITS)
    _must(means and means == int(means), "its means of what is asked elsewhere are cut off")


def _parts(shards: Mapping[str, Any], parts: Mapping[str, Any], stems: int) -> None:
    many, block, size = shards["parts"], shards["block"], shards["size"]
    wanted = {f"stems-{at}" for at in range(many)}
    wanted |= {f"entries-{at}" for at in range(-(-size // block))}
    _must(wanted == set(parts), "parts of it are missing, or of another index")
    _must(len(shards["counts"]) == stems, "it doesn't say how common its words are")
    for at in range(many):
        for stem, gaps in parts[f"stems-{at}"].items():
            _must(int(stem) < stems and int(stem) % many == at, "a word is in the wrong part")
            _must(sum(gaps) < size and all(gap >= 0 for gap in gaps), "a word is in no entry")
    rows = [row for at in range(-(-size // block)) for row in parts[f"entries-{at}"]]
    _must(len(rows) == size, "its entries are cut off")
    ids, kinds, says, bodies, shown = zip(*rows, strict=True)
    _entries(ids, kinds, says, bodies, stems)
    _shown(shown, size)


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except binascii.Error as fault:
        raise Unsound("its numbers can't be decoded") from fault
