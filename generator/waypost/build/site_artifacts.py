"""All artifacts of a site: its generated pages in their layouts, and the files beside them."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

from markupsafe import escape

from waypost.core.fingerprint import digest
from waypost.mkdocs_plugin.frame import Frame, LayoutSpec
from waypost.mkdocs_plugin.page_meta import escaped
from waypost.mkdocs_plugin.site_files import other_files
from waypost.mkdocs_plugin.site_plan import SitePlan
from waypost.pages import Page, PagePlan
from waypost.pages.artifact import Artifact, Artifacts, Compute
from waypost.pages.machine import markdown_copy


class MissingLayout(Exception):
    """A page needs the layout ``spec``, which the frame hasn't."""

    def __init__(self, spec: LayoutSpec) -> None:
        super().__init__(spec)
        self.spec = spec


def site_artifacts(plan: SitePlan, frame: Frame) -> Artifacts:
    """The site of ``plan`` in ``frame``. Looking a page up may raise `MissingLayout`."""
    others = other_files(plan, frame.written)
    pages = page_artifacts(plan, frame)
    ordered: dict[str, Compute] = {}
    for each in plan.plans.values():
        page, copy = each.outline.file, markdown_copy.name(each.outline)
        ordered[page] = partial(pages.__getitem__, page)
        # Beside the page, so that one worker computes the view once for both.
        if copy in others:
            ordered[copy] = partial(others.__getitem__, copy)
    # Files that hold all entries take longest, so they come first.
    return others.without(ordered) | Artifacts(ordered)


def page_artifacts(plan: SitePlan, frame: Frame) -> Artifacts:
    """The generated pages of ``plan`` in ``frame``. Looking one up may raise `MissingLayout`."""
    pages = plan.plans.items()
    return Artifacts(
        {each.outline.file: partial(_page, plan, frame, source, each) for source, each in pages}
    )


def _page(plan: SitePlan, frame: Frame, source: str, planned: PagePlan) -> Artifact:
    view = planned.view()
    spec = plan.spec(source, view.page)
    layout = frame.layouts.get(spec)
    if layout is None:
        raise MissingLayout(spec)
    texts = {
        name: text for name, text in _texts(plan, source, view.page).items() if name in layout.slots
    }
    key = digest("page", layout.key, view.key, repr(texts))

    def make() -> bytes:
        html = layout.fill({**texts, "content": view.finished.html})
        return html.encode("utf-8", "xmlcharrefreplace")

    return Artifact(key, make, layout=spec)


def _texts(plan: SitePlan, source: str, page: Page) -> Mapping[str, str]:
    """The texts of ``page`` for all slots but the content's."""
    return {
        "title": escaped(plan.name(source)),
        "meta_title": escaped(page.title),
        "name": quote(page.address.rstrip("/").rpartition("/")[2]),
        "line": str(page.at.line) if page.at else "",
        "description": str(escape(page.description)),
        "structured": page.structured,
        "card": plan.card(page.address),
    }
