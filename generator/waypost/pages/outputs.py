"""The files of a site that the theme has no part in: Markdown copies, data, assets, cards."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from waypost import assets
from waypost.core import urls
from waypost.core.fingerprint import digest
from waypost.model.entries import redirects
from waypost.pages import machine, social_cards
from waypost.pages.artifact import Artifact, Artifacts, Compute, constant
from waypost.pages.listings import MOST_POPULAR
from waypost.pages.machine import markdown_copy
from waypost.pages.page import PagePlan
from waypost.pages.page_context import PageContext
from waypost.pages.social_cards import Card
from waypost.pages.style import OURS, SHEET, Style
from waypost.pages.template_environment import render_template
from waypost.parser.file_hash import package_digest
from waypost.search import stemmers
from waypost.search.documents import documents
from waypost.search.site_index import PLACE, as_json, data_of, part_names, part_of


def outputs(
    context: PageContext, plans: Sequence[PagePlan], style: Style = OURS, *, cards: Iterable[Card]
) -> Artifacts:
    """The files beside the pages of ``plans`` but for their Markdown and the search's.

    ``cards`` are the pictures for sharing.
    """
    found: dict[str, Compute] = {}
    for path in assets.every():
        if path.name != SHEET:
            found[assets.address(path.name)] = partial(_asset, path.name)
    for address, data in style.files.items():
        found[address] = partial(constant, data)
    engine, code = stemmers.engine_file(str(context.knowledge.language))
    found[engine] = partial(constant, code)
    found |= dict(_redirects(context, plans))
    for name, text in machine.files(context, plans).items():
        found[name] = partial(_text, text)
    return Artifacts(found | dict(_cards(cards)))


def markdown_copies(context: PageContext, plans: Iterable[PagePlan]) -> Artifacts:
    """The pages of ``plans`` as Markdown, each beside its HTML."""
    return Artifacts(
        {
            markdown_copy.name(plan.outline): partial(_markdown, context, plan)
            for plan in plans
            if plan.outline.listed
        }
    )


def _asset(name: str) -> Artifact:
    return constant(assets.served(name))


def _text(text: Callable[[], str]) -> Artifact:
    return constant(text().encode())


def _markdown(context: PageContext, plan: PagePlan) -> Artifact:
    view = plan.view()
    key = digest("markdown", view.key, markdown_copy.source(context, view.page))
    return Artifact(key, lambda: markdown_copy.of(context, view.finished).encode())


def _redirects(context: PageContext, plans: Sequence[PagePlan]) -> Iterator[tuple[str, Compute]]:
    pages = {plan.outline.address: plan.outline for plan in plans}
    for old, new in redirects(context.knowledge).items():
        if old not in pages:
            title = pages[new].title if new in pages else new
            html = partial(redirect, context, old, new, title, assets.address("moved.js"))
            yield f"{old}index.html", partial(_text, html)


def redirect(context: PageContext, old: str, new: str, title: str, script: str) -> str:
    """The HTML at ``old`` that leads to ``new``, the page called ``title``, on any web server.

    All addresses are relative to the site's root. ``script`` keeps what follows the # in the
    address, which no other way on a static host does; without script the page leads on all the
    same. Nothing in it is inline, so a strict content security policy lets it work.
    """
    view = {
        "title": title,
        "to": urls.relative(new, old),
        "canonical": context.url + new if context.url else "",
        "script": urls.relative(script, old),
    }
    return str(render_template("moved", view, context.messages)) + "\n"


def search_files(context: PageContext) -> Artifacts:
    """The index under a name of its key, its parts, and the place that names it.

    Pages name only the place. So a page stays the same, byte for byte, when an answer elsewhere is
    edited; and a reader whose page is older than the site finds the present index.
    """
    known = context.knowledge
    entries = documents(known, context.site.converter)
    key = digest("search", package_digest(), repr((entries, known.synonyms, known.language)))
    name = assets.named("search.json", key.encode())
    made = cache(partial(data_of, known, entries))
    asked = [
        [faq.kind.address(faq.id), context.title(faq)]
        for faq in context.lookup.popular[:MOST_POPULAR]
    ]
    words = context.messages.of_script("search-panel.mjs")
    told = {"data": posixpath.basename(name), "popular": asked}
    place = as_json(told | ({"words": words} if words else {})).encode()
    parts: dict[str, Compute] = {
        part_of(name, part): partial(Artifact, digest(key, part), partial(_search_part, made, part))
        for part in part_names(len(entries))
    }
    found: dict[str, Compute] = {
        PLACE: partial(constant, place),
        name: lambda: Artifact(key, lambda: as_json(made()[0]).encode()),
        **parts,
    }
    return Artifacts(found, [list(found)])


def _search_part(made: Callable[[], tuple[object, Mapping[str, object]]], part: str) -> bytes:
    return as_json(made()[1][part]).encode()


def _cards(cards: Iterable[Card]) -> Iterator[tuple[str, Compute]]:
    for card in dict.fromkeys(cards):
        key = digest("card", package_digest(), repr(card))
        yield social_cards.address(card), partial(Artifact, key, partial(_picture, card))


def _picture(card: Card) -> bytes:
    # The imaging library isn't imported where a site has no cards.
    from waypost.pages.social_card_png import png

    return png(card)
