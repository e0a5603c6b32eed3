"""The table of word vectors as files of the package, by language (see README.md)."""

from pathlib import Path
from typing import Final

__all__ = ["elsewhere", "numbers", "words"]

FOLDER: Final = Path(__file__).parent


def words(language: str) -> str:
    """The list of words, a line for each row of numbers."""
    return (FOLDER / f"{language}.txt").read_text(encoding="utf-8")


def numbers(language: str) -> bytes | None:
    """The rows of numbers; None where the language has none."""
    file = FOLDER / f"{language}.bin"
    return file.read_bytes() if file.is_file() else None


def elsewhere() -> bytes:
    """The means of what customers ask in all fields, three bits a number; for every language."""
    return (FOLDER / "elsewhere.bin").read_bytes()
