"""Skeleton pages: one for each layout, with slots in place of a page's texts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from waypost.core.nodes import Mark
from waypost.mkdocs_plugin import page_meta
from waypost.mkdocs_plugin.frame import Layout, LayoutSpec, cut, token
from waypost.mkdocs_plugin.site_plan import SitePlan
from waypost.pages import Page

HEADING = "<h1 "
"""Begins a skeleton's content: Material adds a heading to pages without one."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A page with slots for texts, and the layout that it is drawn for."""

    number: int
    spec: LayoutSpec
    page: Page
    title: str
    card: str


@dataclass
class Skeletons:
    """The skeletons of one run of MkDocs, and the ``layouts`` that came of it.

    ``broken`` are layouts in which the theme changed a slot.
    """

    specs: Collection[LayoutSpec]
    by_source: dict[str, Skeleton] = field(default_factory=dict)
    layouts: dict[LayoutSpec, Layout] = field(default_factory=dict)
    broken: list[LayoutSpec] = field(default_factory=list)

    def files(self, plan: SitePlan, config: MkDocsConfig) -> Iterator[File]:
        """The files that MkDocs takes the skeletons for."""
        for number, spec in enumerate(self.specs):
            skeleton = _skeleton(number, spec, plan)
            source = spec.source or f"{skeleton.page.address.rstrip('/')}.md"
            self.by_source[source] = skeleton
            yield page_meta.file_of(skeleton.page, source, token(number, "line"), config)

    def take(self, source: str, html: str) -> None:
        """Cut the layout of the skeleton that MkDocs knows as ``source`` from its ``html``."""
        skeleton = self.by_source[source]
        layout = cut(skeleton.number, html)
        if layout is None:
            self.broken.append(skeleton.spec)
        else:
            self.layouts[skeleton.spec] = layout


def _skeleton(number: int, spec: LayoutSpec, plan: SitePlan) -> Skeleton:
    page = Page(
        address=f"{spec.folder}/{token(number, 'name')}/".lstrip("/"),
        kind="",
        title=token(number, "meta_title"),
        html=HEADING + token(number, "content"),
        description=token(number, "description") if spec.described else "",
        structured=token(number, "structured") if spec.structured else "",
        at=Mark(spec.file, 1, 1) if spec.file else None,
        scripted=spec.scripted,
        listed=spec.listed,
    )
    name = token(number, "title")
    if spec.source:
        # A page in the navigation has its own address and name there.
        outline = plan.plans[spec.source].outline
        page = replace(page, address=outline.address, kind=outline.kind, id=outline.id)
        name = plan.name(spec.source)
    return Skeleton(number, spec, page, name, token(number, "card"))
