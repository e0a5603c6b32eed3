"""Writes the letters by which A to Z lists entries, from CLDR's data.

`npm pack cldr-misc-full` gets the data; unpack it and run:
python -m scripts.alphabets FOLDER SHA256-OF-THE-PACKAGE
"""

import json
import sys
from pathlib import Path

FILE = Path(__file__).parents[1] / "generator" / "waypost" / "pages" / "alphabets.json"
LATIN = "[A B C D E F G H I J K L M N O P Q R S T U V W X Y Z]"


def letters(folder: Path) -> dict[str, str]:
    """The index characters of each language that has others than English."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("main/*/characters.json")):
        language = file.parent.name
        index = json.loads(file.read_text("utf-8"))["main"][language]["characters"].get("index")
        parent = language.rpartition("-")[0]
        # Chinese is listed by pinyin here, where CLDR knows strokes as well.
        if index and index != found.get(parent, LATIN) and not language.startswith("zh"):
            found[language] = index
    return found


def main(folder: Path, sha256: str) -> None:
    """Write the file, with the checksum of the package that `folder` is unpacked from."""
    package = json.loads((folder / "package.json").read_text("utf-8"))
    made = {
        "source": f"{package['name']} {package['version']}",
        "sha256": sha256,
        "licence": "Unicode-3.0. Copyright © 2004-2026 Unicode, Inc.",
        "letters": letters(folder),
    }
    FILE.write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"Wrote {FILE}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
