"""Settings that don't do here what MkDocs and Material say: each is told at its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml
from mkdocs.config.defaults import MkDocsConfig

from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem
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
    return Problem(problem.code, _mark(file, path), problem.about)


def _mark(file: Path, path: tuple[str, ...]) -> Mark:
    """The place of a setting; the start of ``file`` where it stands in one that this inherits."""
    found = Mark(file.as_posix(), 1, 1)
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return found
    for name in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        key, node = next((pair for pair in pairs if pair[0].value == name), (None, None))
        if key:
            found = Mark(file.as_posix(), key.start_mark.line + 1, key.start_mark.column + 1)
    return found
