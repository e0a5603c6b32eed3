"""How well the search finds answers in languages other than English, and how peers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks import results
from benchmarks.search import (
    PHRASINGS,
    SCOPE,
    Collection,
    answers_of,
    fitted_elsewhere,
    mean_of,
    read_collections,
    scope,
)

NAMES = ("Waypost", "lunr, any term, fuzzy", "MiniSearch", "lunr as Material sets it")

TITLES = 8

OTHER_TITLES = (
    "A title of xsid and fb is one sentence of many that people said, so that with titles alone "
    "much depends on which. The mean where each of the first so many is it in its turn:"
)

INTRO = (
    "success@1/@3; lunr has their stemmers, MiniSearch a segmenter, as lunr in Chinese and "
    "Japanese. Titles and phrasings of xsid are its validation sentences, queries its test "
    "sentences; covid is Quebec's FAQ, fb the Spanish part of Facebook's task-oriented dialogues."
    " How words are found and weighed was chosen on xsid in German, Dutch, Turkish and Danish, on"
    " arbanking, covid and fb, stop words also on xsid in Chinese and Japanese, and Italian was "
    "looked at meanwhile. How a list becomes vectors was chosen on xsid in German, Italian "
    "and Japanese, on covid and fb; the lists were written without a look at a collection. The "
    "weights of the score's parts are fitted on all of these collections; a table below tells "
    "what weights find that are fitted without any of a collection's kind."
)


def main() -> None:
    """Write the section “Search in other languages” of RESULTS.md."""
    collections = [each for each in read_collections() if each.language != "en"]
    body = "\n\n".join(
        [
            results.machine(),
            INTRO,
            _compared(collections),
            OTHER_TITLES,
            _with_other_titles(collections),
            "The same with weights fitted on the collections of another kind:",
            fitted_elsewhere(collections),
            SCOPE,
            scope(collections),
        ]
    )
    results.write("Search in other languages", body)


def _with_other_titles(collections: Sequence[Collection]) -> str:
    """The mean over so many ways to ask, each in its turn the title of its FAQ, alone."""
    rows = []
    for collection in collections:
        titled = [
            replace(
                collection,
                name=f"{collection.name}, {at}",
                faqs=[
                    {**faq, "question": ways[at % len(ways)]}
                    for faq in collection.faqs
                    for ways in [[faq["question"], *faq["also_asked"]]]
                ],
            )
            for at in range(TITLES)
        ]
        answers = answers_of(titled, phrasings=(0,))
        scores = [mean_of(answers, name, 0, "q") for name in NAMES]
        rows.append(
            [collection.name, *(f"{score.first:.1f}/{score.three:.1f}" for score in scores)]
        )
    return results.table([f"0 phrasings, {TITLES} titles", *NAMES], rows)


def _compared(collections: Sequence[Collection]) -> str:
    """Waypost and its peers in other languages: lunr with the language's stemmer, for Chinese and
    Japanese with the words of a segmenter, which MiniSearch has for each."""
    rows = []
    for collection in collections:
        answers = answers_of([collection])
        for name in NAMES:
            scores = [mean_of(answers, name, phrasings, "q") for phrasings in PHRASINGS]
            told = f"{collection.name} ({collection.language}), {name}"
            rows.append([told, *(f"{score.first:.1f}/{score.three:.1f}" for score in scores)])
    return results.table(["success@1/@3", *(f"{n} phrasings" for n in PHRASINGS)], rows)
