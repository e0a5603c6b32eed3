"""Settings that don't do here what MkDocs and Material say, or won't one day: each at its line."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from waypost.checks.analyse import Site
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem
from waypost.mkdocs_plugin.site_settings import key_place, near
from waypost.model import entries, publication
from waypost.model.declare import NOWHERE
from waypost.model.records import Entry
from waypost.pages import Page

FONT: Final = (
    "`theme.font` loads fonts from Google, which then learns who reads; they are left out. Write "
    "`font: false`, and under `look` of the plugin waypost the font {font} with files of your own; "
    "or use the plugin privacy, which copies them into the site."
)
ANALYTICS: Final = (
    "`extra.analytics` loads Google's script into every page; the security policy of the site "
    "keeps it out, so nothing is counted. Take it out, or count with a script of your own under "
    "extra_javascript."
)
EXPIRES: Final = (
    "“{page}” is named here, and expires on {day}: from then on no site can be built. Link to what "
    "stays, or take it out before."
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
    return Problem("settings-warning", key_place(file, path), {"why": " ".join(why.split())})


def expiring_pages(
    config: MkDocsConfig, site: Site, outlines: Mapping[str, Page], written: Iterable[File]
) -> Iterator[Problem]:
    """The places in the settings and in ``written`` pages that name a page which will be gone."""
    ends = {
        record.kind.address(id): day
        for id, record in entries.addressed(site.knowledge)
        if isinstance(record, Entry) and (day := publication.period(record)[1])
    }
    if not ends:
        return
    settings = Path(config.config_file_path or "mkdocs.yml")
    texts = {Path(str(file.abs_src_path)): file.content_string for file in written}
    texts[settings] = settings.read_text(encoding="utf-8")
    for source, page in outlines.items():
        for path, text in texts.items() if page.address in ends else ():
            at = text.find(source)
            if at >= 0:
                line = text.count("\n", 0, at) + 1
                column = at - text.rfind("\n", 0, at)
                why = EXPIRES.format(page=source, day=ends[page.address])
                mark = Mark(near(path).as_posix(), line, column)
                yield Problem("settings-warning", mark, {"why": why})
