"""A large site's index in parts, of which a reader's query needs few."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from waypost.search.documents import KINDS, Document
from waypost.search.index_builder import VERSION, Lexicon, lexicon, vectors_part
from waypost.search.tokenizer import Stems, language_of, stemmer, tokens

STEMS: Final = 128
"""Among how many parts the stems' entries are spread."""

BLOCK: Final = 16
"""Entries in a part."""

RARE: Final = 20
"""A word of answers in no more entries than this finds them; commoner ones are left out."""

ROWS: Final = 3000
"""Word vectors in the first part: those of the stems in most entries, then general ones."""


def in_parts(
    entries: Sequence[Document], language: str, synonyms: Sequence[Sequence[str]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first part, which every query needs, and the others by name.

    ``stems-N`` maps stems to the entries they stand in, as gaps; ``entries-N`` holds entries
    whole, ``[id, kind, phrasings, body, [address, title, first sentence, topic]]`` each.
    """
    stems = Stems(stemmer(language))
    seen: dict[str, str] = {}
    # One text for each word: there are a million of them on a large site.
    found = (set(tokens(each.body)) for each in entries)
    bodies = [set(map(seen.setdefault, body, body)) for body in found]
    rare = _rare(bodies, stems)
    leading = {word for word in seen if stems[word] in rare}
    words = lexicon(entries, language, synonyms, ROWS, [_again(body & leading) for body in bodies])
    del bodies
    counts = Counter(
        chain.from_iterable(set(chain.from_iterable(entry)) for entry in words.phrasings)
    )
    first: dict[str, Any] = {
        "version": VERSION,
        "language": language_of(language),
        **words.written(language),
        "synonyms": words.synonyms,
        "shards": {
            "parts": STEMS,
            "block": BLOCK,
            "size": len(entries),
            "extra": round(sum(map(len, words.phrasings)) / len(entries) - 1, 3),
            # A stem of answers only counts as in one.
            "counts": [counts[stem] or 1 for stem in range(len(words.stems))],
        },
    }
    return first | vectors_part(language, words), _stems(words) | _entries(entries, words)


def part_names(size: int) -> list[str]:
    """The names of all parts but the first of an index of ``size`` entries."""
    blocks = range(-(-size // BLOCK))
    return [*(f"stems-{at}" for at in range(STEMS)), *(f"entries-{at}" for at in blocks)]


def _rare(bodies: Iterable[set[str]], stems: Stems) -> frozenset[str]:
    """The stems that stand in so few answers that they lead to them."""
    count: Counter[str] = Counter()
    for body in bodies:
        count.update(set(map(stems.__getitem__, body)))
    return frozenset(each for each, times in count.items() if times <= RARE)


def _again(words: Iterable[str]) -> Iterator[str]:
    """Words of texts as words of the text that they are together."""
    for word in words:
        yield from (word,) if word.isascii() else tokens(word)


def _stems(words: Lexicon) -> dict[str, Any]:
    found: list[list[int]] = [[] for _ in words.stems]
    last = [0] * len(words.stems)
    for entry, (phrasings, body) in enumerate(zip(words.phrasings, words.bodies, strict=True)):
        for stem in {*chain.from_iterable(phrasings), *body}:
            found[stem].append(entry - last[stem])
            last[stem] = entry
    parts: dict[str, Any] = {f"stems-{at}": {} for at in range(STEMS)}
    for stem, places in enumerate(found):
        if places:
            parts[f"stems-{stem % STEMS}"][str(stem)] = places
    return parts


def _entries(entries: Sequence[Document], words: Lexicon) -> dict[str, Any]:
    rows = [
        [each.id, KINDS.index(each.kind), words.phrasings[at], words.bodies[at], each.shown]
        for at, each in enumerate(entries)
    ]
    return {
        f"entries-{start // BLOCK}": rows[start : start + BLOCK]
        for start in range(0, len(rows), BLOCK)
    }
