"""The files of a site beside its HTML pages, whoever draws these."""

import gzip
from collections.abc import Sequence
from functools import partial
from xml.sax.saxutils import escape

from waypost.mkdocs_plugin.frame import WrittenPage
from waypost.mkdocs_plugin.site_plan import SITE_MAP, SitePlan
from waypost.pages.artifact import Artifacts, Compute, constant
from waypost.pages.outputs import markdown_copies, outputs, search_files


def other_files(plan: SitePlan, written: Sequence[WrittenPage]) -> Artifacts:
    """Every file but the HTML pages, and what MkDocs writes by itself.

    ``written`` are the hand-written pages. A file of the owner's at the same path stays.
    """
    plans = list(plan.plans.values())
    found = markdown_copies(plan.context, plans)
    found |= outputs(plan.context, plans, cards=bool(plan.cards))
    more: dict[str, Compute] = {
        path: partial(constant, path, page.markdown.encode())
        for page in written
        if (path := f"{page.address}index.md")
    }
    if plan.has_site_map:
        packed = f"{SITE_MAP}.gz"
        more[SITE_MAP] = lambda: constant(SITE_MAP, _site_map(plan, written))
        more[packed] = lambda: constant(packed, gzip.compress(_site_map(plan, written), mtime=0))
    found |= Artifacts(more)
    if plan.theme.search:
        found |= search_files(plan.context)
    return found.without(plan.taken)


def _site_map(plan: SitePlan, written: Sequence[WrittenPage]) -> bytes:
    """The site map, without what search engines shall leave out."""
    own = [each.outline for each in plan.plans.values()]
    url = plan.context.url
    locations = [page.location for page in written if page.location]
    locations += [url + page.address for page in own if page.listed and url]
    rows = "".join(f"<url><loc>{escape(each)}</loc></url>\n" for each in locations)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>'
    )
    return text.encode()
