"""Bring Snowball's stemmers for browsers: `python scripts/stemmers.py 9.0.4`.

The package sphinx of that version carries what Snowball's compiler makes. Those of the languages
that the search knows go to ``assets/snowball``, and their checksums into THIRD_PARTY.toml.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from waypost import assets
from waypost.search.tokenizer import LANGUAGES

ROOT = Path(__file__).parent.parent
LISTED = ROOT / "THIRD_PARTY.toml"
FOLDER = assets.FOLDER / "snowball"
PLACE = "sphinx/search"


def main() -> None:
    """Replace the stemmers and what is said of them."""
    package = f"sphinx=={sys.argv[1]}"
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "-d",
            folder,
            package,
        ]
        subprocess.run(command, check=True)
        with ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            there = set(wheel.namelist())
            names = [f"{name}-stemmer.js" for name in ("base", *sorted(set(LANGUAGES.values())))]
            names = [name for name in names if f"{PLACE}/minified-js/{name}" in there]
            made = wheel.read(f"{PLACE}/non-minified-js/english-stemmer.js").decode()
            sums = {}
            for name in names:
                code = wheel.read(f"{PLACE}/minified-js/{name}")
                (FOLDER / name).write_bytes(code)
                sums[name] = sha256(code).hexdigest()
    found = re.search(r"by Snowball ([0-9.]+)", made)
    lines = [f'"{name}" = "{sum}"' for name, sum in sums.items()]
    section = (
        f'[snowball]\nversion = "{found[1] if found else ""}"\nlicence = "BSD-3-Clause"\n'
        f'home = "https://snowballstem.org/"\npackage = "{package}"\n'
        f'root = "{FOLDER.relative_to(ROOT).as_posix()}"\n\n[snowball.files]\n'
    )
    text = LISTED.read_text(encoding="utf-8").partition("\n[snowball]")[0].rstrip("\n")
    LISTED.write_text(f"{text}\n\n{section}" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
