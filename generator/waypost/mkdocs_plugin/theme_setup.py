"""Material set up for a help centre and its language, where the site's settings don't say else."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from markupsafe import escape
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugins
from mkdocs.theme import Theme

from waypost import assets
from waypost.core.language_tag import direction, tag
from waypost.core.messages import ENGLISH, Messages


def spoken(language: str, known: Collection[str]) -> str:
    """Of the languages ``known`` to the theme, the one for ``language``; English where none is.

    >>> spoken("de-CH", {"de", "en"}), spoken("pt-br", {"pt", "pt-BR"}), spoken("tlh", {"en"})
    ('de', 'pt-BR', 'en')
    """
    by_name = {each.lower(): each for each in known}
    parts = tag(language).lower().split("-")
    wanted = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((by_name[each] for each in wanted if each in by_name), "en")


THEME: Final = Path(__file__).parent / "theme"
"""Our templates, which stand before Material's."""

SEARCH: Final = "material/search"
FEATURES: Final = ("navigation.tabs", "navigation.indexes", "content.code.copy")


def _choose_theme(config: MkDocsConfig) -> None:
    """Material where the settings name no theme, with the search that it brings."""
    if any(each.get("theme") for each in config.user_configs):
        return
    config.theme = Theme("material")
    plain = config.plugins.pop("search", None)
    if plain is None:
        return
    for methods in config.plugins.events.values():
        methods[:] = [each for each in methods if getattr(each, "__self__", None) is not plain]
    own: BasePlugin[base.Config] = get_plugins()[SEARCH].load()()
    own.load_config(plain.config.user_configs[0] if plain.config.user_configs else {})
    config.plugins[SEARCH] = own


def set_up(config: MkDocsConfig) -> None:
    """Make the site of ``config`` ours to look at. Raises `PluginError` where that can't be."""
    _choose_theme(config)
    theme = config.theme
    if theme.name != "material":
        raise PluginError("waypost needs the theme Material: put `theme: material` in mkdocs.yml.")
    if not config.use_directory_urls:
        raise PluginError("waypost's addresses are folders: take `use_directory_urls` out.")
    own = int(bool(theme.custom_dir))
    if str(THEME) not in theme.dirs:
        theme.dirs.insert(own, str(THEME))
    if makes_site_map(config):
        theme.static_templates.discard("sitemap.xml")
    if "material/privacy" not in config.plugins:
        theme["font"] = False  # it would load from another host
    theme["features"] = list(dict.fromkeys([*(theme.get("features") or ()), *FEATURES]))
    if theme.get("favicon") in (None, "assets/images/favicon.png"):
        theme["favicon"] = assets.address("favicon.svg")


def makes_site_map(config: MkDocsConfig) -> bool:
    """True if the site map is made by us: the site's own templates have none.

    MkDocs' template needs MkDocs' pages, and dates each with the day of the build.
    """
    return not any((folder / "sitemap.xml").exists() for folder in own_templates(config))


def own_templates(config: MkDocsConfig) -> list[Path]:
    """The folders of templates that stand before ours."""
    before = config.theme.dirs[: config.theme.dirs.index(str(THEME))]
    return [Path(folder) for folder in before]


def set_language(config: MkDocsConfig, messages: Messages) -> Mapping[str, str]:
    """Let the theme speak the language of ``messages``, unless the settings name another.

    Returns the words that stand in place of the theme's, by the theme's own names.
    """
    theme, own = config.theme, messages.language
    theme["palette"] = _palette(theme.get("palette"), messages)
    if theme.get("language") not in (None, "en"):
        return {}
    folders = (Path(folder) / "partials" / "languages" for folder in theme.dirs)
    known = {file.stem for folder in folders for file in folder.glob("*.html")}
    theme["language"] = spoken(own, known)
    words = _words(messages)
    if theme["language"] != "en":
        # What no catalog of ours has the theme says.
        english = _words(ENGLISH)
        words = {key: text for key, text in words.items() if text != english[key]}
    return {"language": tag(own), "direction": direction(own), **words}


def _palette(given: Any, messages: Messages) -> Any:
    """The theme's colours: those ``given``, else a light and a dark scheme with a switch."""
    own = {"primary": "custom", "accent": "custom"}
    if isinstance(given, Mapping):
        return own | dict(given)
    schemes = given or (
        _scheme("light", "default", "night", messages.gettext("Switch to dark mode")),
        _scheme("dark", "slate", "sunny", messages.gettext("Switch to light mode")),
    )
    return [own | dict(each) for each in schemes]


def _scheme(preferred: str, name: str, icon: str, switch: str) -> dict[str, Any]:
    return {
        "media": f"(prefers-color-scheme: {preferred})",
        "scheme": name,
        "toggle": {"icon": f"material/weather-{icon}", "name": str(escape(switch))},
    }


def _words(messages: Messages) -> Mapping[str, str]:
    # The theme prints its words as HTML.
    words = {
        "search.result.none": messages.gettext("Nothing here answers that."),
        "search.result.placeholder": messages.gettext("Type a few words, or a whole question"),
        "search.result.initializer": messages.gettext("Loading the search…"),
        "toc": messages.gettext("On this page"),
    }
    return {name: str(escape(text)) for name, text in words.items()}
