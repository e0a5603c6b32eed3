"""The icons that come with the theme: their names, and each as a drawing."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

MOST_CHARACTERS: Final = 60
WHERE: Final = Path("templates", ".icons", "material")


@cache
def _folder() -> Path | None:
    # The theme is found, not imported: no check has to wait for it.
    found = find_spec("material")
    places = found.submodule_search_locations if found else None
    return Path(places[0], WHERE) if places else None


def icon_names() -> list[str]:
    """The names of all icons, sorted; none where the theme isn't installed."""
    folder = _folder()
    return sorted(file.stem for file in folder.glob("*.svg")) if folder else []


@cache
def drawing(name: str) -> str:
    """The icon as SVG; empty where there is none of this name."""
    folder = _folder()
    # What is longer than a file's name may be would be refused by the system.
    is_name = len(name) < MOST_CHARACTERS and "/" not in name and "\\" not in name
    file = folder / f"{name}.svg" if folder and is_name else None
    return file.read_text(encoding="utf-8") if file and file.is_file() else ""
