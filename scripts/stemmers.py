"""Bring stemmers and stop words of languages: `python scripts/stemmers.py 9.0.4 3.1.5`.

The first is the version of the package `sphinx`, which carries what Snowball's compiler makes for
browsers, and Snowball's lists of stop words; the second that of npm's `stopword`, for languages
that Snowball has no list of. What the search uses goes to ``assets/snowball`` and
``assets/stop_words``, the checksums into THIRD_PARTY.toml.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from waypost import assets

ROOT = Path(__file__).parent.parent
LISTED = ROOT / "THIRD_PARTY.toml"
STEMMERS = assets.FOLDER / "snowball"
WORDS = assets.FOLDER / "stop_words"
OTHERS = {"arabic": "ara", "polish": "pol", "turkish": "tur"}
"""Languages whose stop words come from `stopword`, with its names for them."""


def main() -> None:
    """Replace the files and what is said of them."""
    sphinx, stopword = sys.argv[1:]
    text = LISTED.read_text(encoding="utf-8").partition("\n[snowball]")[0].rstrip("\n") + "\n"
    with tempfile.TemporaryDirectory() as folder:
        for section in (*_sphinx(sphinx, Path(folder)), _stopword(stopword, Path(folder))):
            text += f"\n{section}"
    LISTED.write_text(text, encoding="utf-8")


def _sphinx(version: str, folder: Path) -> list[str]:
    package = f"sphinx=={version}"
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
    subprocess.run([*command, package], check=True)
    with ZipFile(next(folder.glob("*.whl"))) as wheel:
        there = {name.removeprefix("sphinx/search/"): name for name in wheel.namelist()}
        code = {
            f"{name}-stemmer.js": wheel.read(there[f"minified-js/{name}-stemmer.js"])
            for name in ("base", *sorted(set(assets.snowball_names().values())))
            if f"minified-js/{name}-stemmer.js" in there
        }
        made = wheel.read(there["non-minified-js/english-stemmer.js"]).decode()
        lists = {
            f"{name}.txt": _listed(
                line.partition("|")[0]
                for line in wheel.read(there[f"_stopwords/{language}.txt"]).decode().splitlines()
            )
            for language, name in sorted(assets.snowball_names().items())
            if language != "en" and f"_stopwords/{language}.txt" in there
        }
    found = re.search(r"by Snowball ([0-9.]+)", made)
    return [
        _section("snowball", found[1] if found else "", "BSD-3-Clause", package, STEMMERS, code),
        _section("snowball-stop-words", version, "BSD-3-Clause", package, WORDS, lists),
    ]


def _stopword(version: str, folder: Path) -> str:
    package = f"stopword@{version}"
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
    lists = {}
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        for name, short in sorted(OTHERS.items()):
            file = packed.extractfile(f"package/src/stopwords_{short}.js")
            code = file.read().decode().rpartition("[")[2] if file else ""
            lists[f"{name}.txt"] = _listed(re.findall(r"'([^']+)'", code))
    return _section("stopword", version, "MIT", package, WORDS, lists)


def _listed(words: Iterable[str]) -> bytes:
    each = dict.fromkeys(part for word in words for part in word.split())
    return "".join(f"{word}\n" for word in each).encode()


def _section(
    name: str, version: str, licence: str, package: str, folder: Path, files: dict[str, bytes]
) -> str:
    for file, content in files.items():
        (folder / file).write_bytes(content)
    sums = (f'"{file}" = "{sha256(content).hexdigest()}"\n' for file, content in files.items())
    return (
        f'[{name}]\nversion = "{version}"\nlicence = "{licence}"\npackage = "{package}"\n'
        f'root = "{folder.relative_to(ROOT).as_posix()}"\n\n[{name}.files]\n{"".join(sums)}'
    )


if __name__ == "__main__":
    main()
