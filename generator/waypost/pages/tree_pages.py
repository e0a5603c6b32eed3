"""A tree's pages: its steps as sections and links, and a page for each outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from waypost.core import urls
from waypost.model.records import Outcome
from waypost.pages import tree_paths, tree_steps
from waypost.pages.json_ld import safe_json
from waypost.pages.page import Crumb, Page, Row
from waypost.pages.page_context import HOME, Desk
from waypost.pages.tree_chart import chart, chart_title
from waypost.trees import Compiled
from waypost.trees.graph import Ending

MOST_LABELLED = 40
"""In a tree with more questions an outcome's page doesn't repeat them all for the answers' list."""


def start(desk: Desk, compiled: Compiled) -> Markup:
    """The tree's first step, for home."""
    return tree_steps.first_drawn(desk, compiled)


def embedded(desk: Desk, compiled: Compiled, page: str) -> str:
    """All steps of the tree, for a hand-written page at ``page``."""
    inner = tree_steps.drawn(desk, compiled, page=page)
    return urls.settle(f'<div class="wp">{inner}</div>', page)


def rows(desk: Desk, compiled: Compiled) -> Iterator[Row]:
    """The tree's page, its owner's page, and its outcomes' pages."""
    known = compiled.tree
    title = desk.prose.line(known.title)
    here: dict[str, Any] = {"id": known.id, "at": known.at, "html": ""}
    about = Page(address=urls.tree(known.id), kind="tree", title=title, **here)
    yield Row(about, partial(tree, desk, compiled))
    address = urls.outcome(known.id, tree_steps.OWNER)
    about = Page(address=address, kind="chart", title=chart_title(title), listed=False, **here)
    yield Row(about, partial(chart, desk, compiled))
    # What the outcomes' pages share is made with the first of them.
    found = cache(partial(tree_paths.to_outcomes, tree_steps.graph_of(compiled)))
    named = cache(lambda: dict(tree_steps.labels(desk, compiled)))
    endings = tree_steps.graph_of(compiled).endings
    for outcome in known.outcomes:
        if outcome.id in endings:
            yield Row(
                Page(
                    address=urls.outcome(known.id, outcome.id),
                    kind="outcome",
                    id=outcome.id,
                    title=desk.title(outcome),
                    at=outcome.at,
                    html="",
                ),
                partial(_outcome, desk, compiled, outcome, endings[outcome.id], found, named),
            )


def _outcome(
    desk: Desk,
    compiled: Compiled,
    outcome: Outcome,
    ending: Ending,
    found: Callable[[], tree_paths.Ways],
    named: Callable[[], dict[str, Any]],
) -> Page:
    return outcome_page(desk, compiled, outcome, ending, found(), named())


def tree(desk: Desk, compiled: Compiled) -> Page:
    """The page on which the tree is walked."""
    known = compiled.tree
    view = {
        "id": known.id,
        "draft": known.draft,
        "intro": desk.prose.html(known.intro),
        "steps": tree_steps.drawn(desk, compiled),
    }
    title = desk.prose.line(known.title)
    return desk.page(
        "tree",
        view,
        explain=("intro",),
        address=urls.tree(known.id),
        kind="tree",
        id=known.id,
        title=title,
        description=desk.prose.plain(known.intro) or title,
        crumbs=(HOME,),
        at=known.at,
        scripted=True,
    )


def outcome_page(
    desk: Desk,
    compiled: Compiled,
    outcome: Outcome,
    ending: Ending,
    found: tree_paths.Ways,
    named: dict[str, Any],
) -> Page:
    """An outcome's page: the action, its steps, what it rests on, and who gets here."""
    known, converter = compiled.tree, desk.prose.converter
    made = [converter.convert(part.text, part.answers) for part in ending.sections if part.text]
    guide = desk.stock.guides.get(outcome.guide) if outcome.guide else None
    table = tree_paths.table(
        found.get(outcome.id, []), {id: each["ask"] for id, each in named.items()}
    )
    view = {
        "id": outcome.id,
        "tree": known.id,
        "hash": tree_steps.fingerprint(compiled),
        "back": urls.tree(known.id),
        "draft": outcome.draft or known.draft,
        "variants": [part for part in ending.sections if part.text],
        "bodies": [each.under(1) for each in made],
        "guide": desk.item(guide) if guide else None,
        "steps": [desk.prose.html(step, 2) for step in guide.steps] if guide else [],
        "contacts": desk.contacts(outcome.contacts),
        "otherwise": desk.prose.html(outcome.otherwise, 2),
        "basis": desk.basis(outcome, outcome.cites),
        "columns": table.columns,
        "rows": table.rows,
        "more": table.more,
        "questions": Markup(safe_json(named if len(named) <= MOST_LABELLED else {})),  # noqa: S704
    }
    title = desk.title(outcome)
    return desk.page(
        "outcome",
        view,
        explain=("bodies", "steps", "otherwise"),
        address=urls.outcome(known.id, outcome.id),
        kind="outcome",
        id=outcome.id,
        title=title,
        description=" ".join([made[0].plain if made else title]),
        crumbs=(HOME, Crumb(desk.prose.line(known.title), urls.tree(known.id))),
        at=outcome.at,
        scripted=True,
    )
