"""The files of a site beside its HTML pages, whoever draws these."""

import gzip
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from html import escape
from itertools import chain

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
    cards = plan.cards.by_page.values()
    found |= outputs(plan.context, plans, plan.theme.style, cards=cards)
    more: dict[str, Compute] = {
        f"{page.address}index.md": partial(constant, page.markdown.encode()) for page in written
    }
    if plan.has_site_map:
        made = partial(_site_map, plan, written)
        more[SITE_MAP] = lambda: constant(made())
        more[f"{SITE_MAP}.gz"] = lambda: constant(gzip.compress(made(), mtime=0))
    found |= Artifacts(more)
    if plan.theme.search:
        found |= search_files(plan.context)
    return found.without(plan.taken)


def _site_map(plan: SitePlan, written: Sequence[WrittenPage]) -> bytes:
    """The site map, without what search engines shall leave out; one for all languages."""
    own = [each.outline for each in plan.plans.values()]
    url = plan.context.url
    locations = [page.location for page in written if page.location]
    locations += [url + page.address for page in own if page.listed and url]
    names, rows = "", [f"<loc>{escape(each, quote=False)}</loc>" for each in locations]
    if url and plan.languages.links:
        names = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
        rows = list(_in_languages(plan, {page.address for page in written if not page.location}))
    listed = "".join(f"<url>{row}</url>\n" for row in rows)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{names}>\n{listed}</urlset>'
    )
    return text.encode()


def _in_languages(plan: SitePlan, unlisted: Collection[str]) -> Iterator[str]:
    """The rows of a site map for every page in each language, which name it in all of them."""
    url, known = plan.context.url, plan.languages.addresses
    for address in dict.fromkeys(chain.from_iterable(known.values())):
        here = {
            each.tag: escape(f"{url}{each.prefix}{address}", quote=False)
            for each in plan.languages.links
            if known[each.tag].get(address) and address not in unlisted
        }
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href="{there}"/>'
            for tag, there in here.items()
        )
        yield from (f"<loc>{there}</loc>{links}" for there in here.values())
