"""Pages that hand-written ones or the navigation name, and that will be gone one day.

That day would stop a build, long after whoever wrote the name has left.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from waypost.checks.analyse import Site
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.mkdocs_plugin.site_settings import near
from waypost.model import entries, publication
from waypost.model.records import Entry
from waypost.pages import Page

WHY: Final = (
    "“{page}” is named here, and expires on {day}: from then on no site can be built. Link to what "
    "stays, or take it out before."
)


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
                why = WHY.format(page=source, day=ends[page.address])
                mark = Mark(near(path).as_posix(), line, column)
                yield Problem("settings-warning", mark, {"why": why})
