"""A tree's pages: its steps as sections and links, and a page for each outcome."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from waypost.core import urls
from waypost.model.records import Outcome
from waypost.pages import tree_paths, tree_steps
from waypost.pages.json_ld import safe_json
from waypost.pages.page import Crumb, Page
from waypost.pages.page_context import HOME, PageContext
from waypost.pages.tree_chart import chart, chart_title
from waypost.pages.view import PagePlan, View
from waypost.trees import Compiled
from waypost.trees.graph import Ending

MOST_LABELLED = 40
"""In a tree with more questions an outcome's page doesn't repeat them all for the answers' list."""


def start(context: PageContext, compiled: Compiled) -> Markup:
    """The tree's first step, for home."""
    return tree_steps.first_drawn(context, compiled)


def embedded(context: PageContext, compiled: Compiled, page: str) -> str:
    """All steps of the tree, for a hand-written page at ``page``."""
    inner = tree_steps.drawn(context, compiled, page=page)
    return urls.settle(f'<div class="wp">{inner}</div>', page)


def plans(context: PageContext, compiled: Compiled) -> Iterator[PagePlan]:
    """The tree's page, its owner's page, and its outcomes' pages."""
    known = compiled.tree
    title = context.text.line(known.title)
    here: dict[str, Any] = {"id": known.id, "at": known.at, "html": ""}
    about = Page(address=known.kind.address(known.id), kind="tree", title=title, **here)
    yield PagePlan(about, partial(tree, context, compiled))
    address = urls.outcome(known.id, tree_steps.OWNER)
    crumbs = (HOME, Crumb(title, known.kind.address(known.id)))
    about = Page(
        address=address,
        kind="chart",
        title=chart_title(title),
        listed=False,
        crumbs=crumbs,
        **here,
    )
    yield PagePlan(about, partial(chart, context, compiled))
    # What the outcomes' pages share is made with the first of them.
    found = cache(partial(tree_paths.to_outcomes, tree_steps.graph_of(compiled)))
    named = cache(lambda: dict(tree_steps.labels(context, compiled)))
    endings = tree_steps.graph_of(compiled).endings
    for outcome in known.outcomes:
        if outcome.id in endings:
            yield PagePlan(
                Page(
                    address=urls.outcome(known.id, outcome.id),
                    kind="outcome",
                    id=outcome.id,
                    title=context.title(outcome),
                    crumbs=crumbs,
                    at=outcome.at,
                    html="",
                ),
                partial(_outcome, context, compiled, outcome, endings[outcome.id], found, named),
            )


def _outcome(
    context: PageContext,
    compiled: Compiled,
    outcome: Outcome,
    ending: Ending,
    found: Callable[[], tree_paths.Ways],
    named: Callable[[], dict[str, Any]],
) -> View:
    return outcome_page(context, compiled, outcome, ending, found(), named())


def tree(context: PageContext, compiled: Compiled) -> View:
    """The page on which the tree is walked."""
    known = compiled.tree
    values = {
        "id": known.id,
        "draft": known.draft,
        "intro": context.text.html(known.intro),
        "steps": tree_steps.drawn(context, compiled),
    }
    title = context.text.line(known.title)
    return context.view(
        "tree",
        values,
        explain=("intro",),
        address=known.kind.address(known.id),
        kind="tree",
        id=known.id,
        title=title,
        description=context.text.plain(known.intro) or title,
        crumbs=(HOME,),
        at=known.at,
        scripted=True,
    )


def outcome_page(
    context: PageContext,
    compiled: Compiled,
    outcome: Outcome,
    ending: Ending,
    found: tree_paths.Ways,
    named: dict[str, Any],
) -> View:
    """An outcome's page: the action, its steps, what it rests on, and who gets here."""
    known, converter = compiled.tree, context.text.converter
    made = [converter.convert(part.text, part.answers) for part in ending.sections if part.text]
    guide = context.lookup.guides.get(outcome.guide) if outcome.guide else None
    table = tree_paths.table(
        found.get(outcome.id, []), {id: each["ask"] for id, each in named.items()}
    )
    values = {
        "id": outcome.id,
        "tree": known.id,
        "hash": tree_steps.fingerprint(compiled),
        "back": known.kind.address(known.id),
        "draft": outcome.draft or known.draft,
        "variants": [part for part in ending.sections if part.text],
        "bodies": [each.under(1) for each in made],
        "guide": context.item(guide) if guide else None,
        "steps": [context.text.html(step, 2) for step in guide.steps] if guide else [],
        "contacts": context.contacts(outcome.contacts),
        "otherwise": context.text.html(outcome.otherwise, 2),
        "basis": context.basis(outcome, outcome.cites),
        "columns": table.columns,
        "rows": table.rows,
        "more": table.more,
        "questions": Markup(safe_json(named if len(named) <= MOST_LABELLED else {})),  # noqa: S704
    }
    title = context.title(outcome)
    return context.view(
        "outcome",
        values,
        explain=("bodies", "steps", "otherwise"),
        address=urls.outcome(known.id, outcome.id),
        kind="outcome",
        id=outcome.id,
        title=title,
        description=" ".join([made[0].plain if made else title]),
        crumbs=(HOME, Crumb(context.text.line(known.title), known.kind.address(known.id))),
        at=outcome.at,
        scripted=True,
    )
