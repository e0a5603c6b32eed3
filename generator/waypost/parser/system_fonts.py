"""The fonts of this machine, as fontconfig knows them."""

import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

WORDS: Final = "%{file}\t%{index}\t%{scalable}\t%{color}\t%{charset}\n"
LONGEST: Final = 30
"""Seconds that fontconfig may take: it reads all fonts anew where they have changed."""


@dataclass(frozen=True, slots=True)
class SystemFont:
    """The face ``index`` in a font's file, and the characters for which it has glyphs."""

    path: str
    index: int
    characters: frozenset[int]

    def has(self, text: str) -> bool:
        """True where it has a glyph for each character of ``text``."""
        return self.characters.issuperset(map(ord, text))

    def digest(self) -> str:
        """The hash of the file's content. Raises OSError."""
        with open(self.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def bold_fonts(language: str) -> Iterator[SystemFont]:
    """The fonts for titles in ``language`` (BCP 47), the best first; none without fontconfig."""
    wanted = f"sans:bold:lang={language.lower()}"
    try:
        line = ["fc-match", "--sort", f"--format={WORDS}", wanted]
        done = subprocess.run(line, capture_output=True, timeout=LONGEST, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
    for found in done.stdout.decode("utf-8", "surrogateescape").splitlines():
        path, index, scalable, coloured, characters = found.split("\t")
        if scalable == "True" and coloured != "True":
            numbers = chain.from_iterable(map(_range, characters.split()))
            yield SystemFont(path, int(index), frozenset(numbers))


def _range(written: str) -> range:
    first, _, last = written.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
