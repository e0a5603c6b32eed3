"""The sentence model all-MiniLM-L6-v2 in NumPy: six layers of BERT and a mean."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

HEADS, WIDTH, BATCH = 12, 32, 64


class Teacher:
    """Sentences to vectors of 384 numbers of unit length. ``folder`` holds the model's files."""

    def __init__(self, folder: Path) -> None:
        self.numbers = {
            name: value.astype(np.float32)
            for name, value in load_file(folder / "model.safetensors").items()
            if value.dtype != np.int64
        }
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(64)
        self.vocabulary = (folder / "vocab.txt").read_text("utf-8").split("\n")

    def __call__(self, texts: list[str]) -> np.ndarray:
        ids = [each.ids for each in self.tokenizer.encode_batch(texts)]
        by_length: dict[int, list[int]] = defaultdict(list)
        for at, each in enumerate(ids):
            by_length[len(each)].append(at)
        out = np.zeros((len(ids), HEADS * WIDTH), np.float32)
        for _, rows in sorted(by_length.items()):
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                out[part] = self._batch(np.array([ids[at] for at in part]))
        return out

    def _batch(self, ids: np.ndarray) -> np.ndarray:
        get = self.numbers
        x = get["embeddings.word_embeddings.weight"][ids]
        x = x + get["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = self._norm(
            x + get["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm"
        )
        for layer in range(6):
            x = self._layer(x, f"encoder.layer.{layer}.")
        mean = x.mean(1)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def _layer(self, x: np.ndarray, name: str) -> np.ndarray:
        many, length, _ = x.shape

        def heads(part: str) -> np.ndarray:
            full = self._linear(x, f"{name}attention.self.{part}")
            return full.reshape(many, length, HEADS, WIDTH).transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.sqrt(WIDTH)
        share = np.exp(scores - scores.max(-1, keepdims=True))
        share /= share.sum(-1, keepdims=True)
        seen = (share @ heads("value")).transpose(0, 2, 1, 3).reshape(x.shape)
        x = self._norm(
            x + self._linear(seen, name + "attention.output.dense"),
            name + "attention.output.LayerNorm",
        )
        inner = _gelu(self._linear(x, name + "intermediate.dense"))
        return self._norm(x + self._linear(inner, name + "output.dense"), name + "output.LayerNorm")

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        flat = x.reshape(-1, x.shape[-1])
        out = flat @ self.numbers[f"{name}.weight"].T + self.numbers[f"{name}.bias"]
        return out.reshape(*x.shape[:-1], -1)

    def _norm(self, x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean(-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return centred / scale * self.numbers[f"{name}.weight"] + self.numbers[f"{name}.bias"]


def _gelu(x: np.ndarray) -> np.ndarray:
    # In place: these are the largest arrays, and a copy a step costs more than the sums.
    y = x * x
    y *= 0.044715
    y += 1
    y *= x
    y *= 0.7978845608
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= 0.5
    return y
