"""The look of a site read from its settings, and checked: each fault at its place in the file."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from waypost.core.contrast import TEXT, normal
from waypost.core.nodes import Text
from waypost.diagnostics import Problem, nearest
from waypost.mkdocs_plugin.site_settings import OPTIONS, PLUGIN, Keys, key_place, near, node
from waypost.model.look import Font, Look, load_look
from waypost.pages.style import OURS, Brand, FontFile, Style, unreadable

LOOK: Final[Keys] = ("plugins", PLUGIN, "look")
COLORS: Final = ("color", "dark_color", "header", "dark_header")
LIGHT_BRAND: Final = (
    " A light colour can stand in `header`, whose text is chosen for it; leave `color` out, and it "
    "is derived."
)
PALETTE: Final = (
    "`theme.palette` should be a group of keys such as primary and accent, or a list of these."
)
WEIGHT: Final = re.compile(r"([1-9][0-9]{0,2}|1000)(?: ([1-9][0-9]{0,2}|1000))?( italic)?")
WOFF2: Final = b"wOF2"
OTHERS: Final[Mapping[bytes, str]] = {
    b"wOFF": "WOFF of the first version",
    b"OTTO": "OpenType",
    b"\0\1\0\0": "TrueType",
}
"""The first bytes of other formats."""

GREYS: Final = frozenset({"grey", "blue-grey", "black", "white"})
GREYS_LINK: Final = "#4051b5"
"""The colour of links that Material has where its colour is none."""


@cache
def material_colors() -> Mapping[str, Mapping[str, str]]:
    """The colours that Material names in a palette, by its setting: ``primary`` or ``accent``."""
    text = Path(__file__).with_name("material_colors.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = json.loads(text)
    return found


@dataclass(frozen=True, slots=True)
class LookReading:
    """The ``style`` that the settings ask for, and the ``problems`` that they have."""

    style: Style
    problems: tuple[Problem, ...] = ()


def read_look(config: MkDocsConfig) -> LookReading:
    """Read the look from ``config``, with the files of fonts that it names."""
    file = near(Path(config.config_file_path or "mkdocs.yml"))
    options = config.plugins[PLUGIN].config
    problems = list(_unknown_options(options, file))
    look = Look()
    if options["look"] is not None:
        look = load_look(*node(file, LOOK, options["look"]), problems.append)
    named = _named(config, look, file, problems)
    chosen = {
        each.name: normal(text) for each in fields(Brand) if (text := getattr(look, each.name))
    }
    brand = Brand(**{**named, **chosen})
    if chosen:
        problems += _contrast(brand, look)
    fonts = list(_fonts(look.font, Path(config.docs_dir), problems)) if look.font else []
    if problems:
        return LookReading(OURS, tuple(problems))
    families = look.font.family.split(",") if look.font else []
    names = tuple(each.strip() for each in families)
    return LookReading(Style(brand, names, tuple(fonts), look.radius or ""))


def _unknown_options(options: Any, file: Path) -> Iterator[Problem]:
    for key in map(str, options):
        if key not in OPTIONS:
            about = {"key": key, "what": "plugin", "nearest": nearest(key, OPTIONS)}
            why = f"It can have: {', '.join(OPTIONS)}."
            at = key_place(file, (*LOOK[:2], key))
            yield Problem("unknown-key", at, about | {"why_where": "", "why_keys": why})


def _named(config: MkDocsConfig, look: Look, file: Path, problems: list[Problem]) -> dict[str, str]:
    """The colours of Material that the palette names. Where `look` has others, that is told."""
    palette = config.theme.get("palette") or {}
    every = palette if isinstance(palette, list) else [palette]
    if not all(isinstance(each, Mapping) for each in every):
        at = key_place(file, ("theme", "palette"))
        problems.append(Problem("settings-error", at, {"why": PALETTE}))
        return {}
    light, dark = (
        next((each for each in every if (each.get("scheme") == "slate") is slate), every[0])
        for slate in (False, True)
    )
    primaries, accents = material_colors()["primary"], material_colors()["accent"]
    named = {
        "header": primaries.get(_name(light, "primary"), ""),
        "dark_header": primaries.get(_name(dark, "primary"), ""),
        "color": GREYS_LINK if _name(light, "primary") in GREYS else "",
        "accent": accents.get(_name(light, "accent"), ""),
    }
    for name, rivals in (("primary", COLORS), ("accent", ("accent",))):
        other = next((each for each in rivals if getattr(look, each)), "")
        if other and any(named.get(each) for each in rivals):
            at = key_place(file, ("theme", "palette", name))
            about = {"field": f"theme.palette.{name}", "other": f"look.{other}"}
            problems.append(Problem("two-looks", at, about))
    return named


def _name(palette: Mapping[str, Any], part: str) -> str:
    return str(palette.get(part) or "").lower().replace(" ", "-")


def _contrast(brand: Brand, look: Look) -> Iterator[Problem]:
    for fault in unreadable(brand):
        text: Text | None = getattr(look, fault.field)
        if text is not None:
            about = {
                "field": fault.field,
                "ground": fault.ground,
                "ratio": f"{fault.ratio:.2f}",
                "needed": str(TEXT),
                "shade": fault.shade,
                "why_else": LIGHT_BRAND if fault.field == "color" else "",
            }
            yield Problem.of("low-contrast", text, **about)


def _fonts(font: Font, content: Path, problems: list[Problem]) -> Iterator[FontFile]:
    for weight, name in font.files:
        found = WEIGHT.fullmatch(weight)
        if found is None:
            problems.append(Problem.of("bad-weight", weight, weight=weight))
            continue
        data, what = _font(content, name)
        if what:
            about = {"file": name, "what": what, "content": near(content).as_posix()}
            problems.append(Problem.of("bad-font-file", name, **about))
        else:
            between = " ".join(filter(None, found.groups()[:2]))
            yield FontFile(PurePosixPath(name).name, between, bool(found[3]), data)


def _font(content: Path, name: str) -> tuple[bytes, str]:
    """The bytes of the font ``name`` in the folder ``content``, and what is wrong with it."""
    path = (content / name).resolve()
    if not path.is_relative_to(content.resolve()):
        return b"", f"lies outside of {near(content).as_posix()}/"
    if not path.is_file():
        return b"", f"isn't in {near(content).as_posix()}/"
    try:
        data = path.read_bytes()
    except OSError as error:
        return b"", f"can't be read: {error.strerror}"
    if data[:4] != WOFF2:
        other = OTHERS.get(data[:4])
        return b"", f"is {other}, not WOFF2" if other else "isn't WOFF2"
    if int.from_bytes(data[8:12]) != len(data):
        return b"", "isn't whole"
    return data, ""
