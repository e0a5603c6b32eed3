"""Settings that don't do here what MkDocs and Material say: each is told at its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.mkdocs_plugin.setting_places import key_place
from waypost.mkdocs_plugin.site_settings import near, settings_problem
from waypost.model.records import NOWHERE

FONT: Final = (
    "`theme.font` loads fonts from Google, which then learns who reads; they are left out. Write "
    "`font: false` and a style sheet under extra_css with @font-face for files of your own and "
    ':root {{ --md-text-font: "{font}"; }}, or use the plugin privacy, which copies them into the '
    "site."
)
ANALYTICS: Final = (
    "`extra.analytics` loads Google's script into every page; the security policy of the site "
    "keeps it out, so nothing is counted. Take it out, or count with a script of your own under "
    "extra_javascript."
)
NAMES: Final = (
    "The site is called “{name}” here, and “{title}” in {file}:{line}. Give it one name; without a "
    "`title` the knowledge base takes this one."
)


def unheeded_settings(config: MkDocsConfig, title: Text) -> Iterator[Problem]:
    """The settings that are left out, and a name that isn't the knowledge base's ``title``."""
    font = _given(config, "theme", "font")
    if isinstance(font, dict) and not config.theme["font"]:
        name = font.get("text") or next(iter(font.values()), "")
        yield _problem(config, FONT.format(font=name), "theme", "font")
    if (_given(config, "extra", "analytics", "provider") or "") == "google":
        yield _problem(config, ANALYTICS, "extra", "analytics")
    if title.at != NOWHERE and " ".join(title.split()) != " ".join(config.site_name.split()):
        file, line, _ = title.at
        why = NAMES.format(name=config.site_name, title=title, file=file, line=line)
        yield _problem(config, why, "site_name")


def _given(config: MkDocsConfig, *path: str) -> Any:
    """The value as the owner wrote it; None where there is none."""
    found: Any = next(iter(config.user_configs), {})
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _problem(config: MkDocsConfig, why: str, *path: str) -> Problem:
    file = near(Path(config.config_file_path or "mkdocs.yml"))
    problem = settings_problem(file, "settings-warning", why)
    return Problem(problem.code, key_place(file, path), problem.about)
