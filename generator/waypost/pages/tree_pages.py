"""A tree's pages: its steps as sections and links, and a page for each outcome."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from waypost.core import urls
from waypost.model.records import Guide, Outcome
from waypost.pages import tree_paths, tree_steps
from waypost.pages.page import Crumb, Page, PagePlan, View
from waypost.pages.page_context import PageContext
from waypost.pages.tree_chart import chart
from waypost.search.site_index import in_script
from waypost.trees import Compiled

MOST_LABELLED = 40
"""In a tree with more questions an outcome's page doesn't repeat them all for the answers' list."""


def embedded(context: PageContext, compiled: Compiled, page: str) -> str:
    """All steps of the tree, for a hand-written page at ``page``."""
    return urls.settle(f'<div class="wp">{tree_steps.drawn(context, compiled)}</div>', page)


def plans(context: PageContext, compiled: Compiled) -> Iterator[PagePlan]:
    """The tree's page, its owner's page, and its outcomes' pages."""
    known = compiled.tree
    page = Page(
        address=known.kind.address(known.id),
        kind="tree",
        id=known.id,
        title=context.text.line(known.title),
        crumbs=context.topic_crumbs(known.category),
        at=known.at,
        scripted=True,
    )
    yield PagePlan(page, partial(_tree, context, compiled, page))
    crumbs = (*page.crumbs, Crumb(page.title, page.address))
    owners = Page(
        address=urls.outcome(known.id, tree_steps.OWNER),
        kind="chart",
        id=known.id,
        title=f"All the rules: {page.title}",
        crumbs=crumbs,
        at=known.at,
        listed=False,
    )
    yield PagePlan(owners, partial(chart, context, compiled, owners))
    # What the outcomes' pages share is made with the first of them.
    found = cache(partial(tree_paths.to_outcomes, tree_steps.graph_of(compiled)))
    named = cache(partial(tree_steps.labels, context, compiled))
    for outcome in known.outcomes:
        if outcome.id in tree_steps.graph_of(compiled).endings:
            page = Page(
                address=urls.outcome(known.id, outcome.id),
                kind="outcome",
                id=outcome.id,
                title=context.title(outcome),
                crumbs=crumbs,
                at=outcome.at,
                scripted=True,
            )
            yield PagePlan(page, partial(_outcome, context, compiled, outcome, found, named, page))


def _tree(context: PageContext, compiled: Compiled, page: Page) -> View:
    """The page on which the tree is walked."""
    known = compiled.tree
    values = {
        "draft": known.draft,
        "untranslated": context.untranslated(known),
        "intro": context.text.html(known.intro, part="intro-"),
        "steps": tree_steps.drawn(context, compiled),
        "basis": context.basis(known),
    }
    description = context.text.plain(known.intro) or page.title
    return context.view(page, "tree", values, explain=("intro",), description=description)


def _outcome(
    context: PageContext,
    compiled: Compiled,
    outcome: Outcome,
    found: Callable[[], tree_paths.Ways],
    labels: Callable[[], Mapping[str, Any]],
    page: Page,
) -> View:
    """An outcome's page: the action, its steps, what it rests on, and who gets here."""
    known, named = compiled.tree, labels()
    ending = tree_steps.graph_of(compiled).endings[outcome.id]
    convert = context.text.converter.convert
    made = [convert(part.text, part.answers) for part in ending.sections if part.text]
    guide = context.lookup.find(Guide, outcome.guide)
    asks = {id: each["ask"] for id, each in named.items()}
    ways = found().get(outcome.id, tree_paths.FoundWays())
    values = {
        "tree": known.id,
        "hash": tree_steps.fingerprint(compiled),
        "back": known.kind.address(known.id),
        "draft": outcome.draft or known.draft,
        "untranslated": context.untranslated(outcome),
        "variants": [part for part in ending.sections if part.text],
        "bodies": [each.under(1, f"text-{n}-" if n else "") for n, each in enumerate(made)],
        "guide": context.item(guide) if guide else None,
        "steps": [
            context.text.html(step, 2, f"in-step-{n}-")
            for n, step in enumerate(guide.steps if guide else (), 1)
        ],
        "action": context.action(outcome, guide),
        "contacts": context.contacts(outcome.contacts),
        "otherwise": context.text.html(outcome.otherwise, 2, "otherwise-"),
        "onward": [tree_steps.onward(context, compiled, ending, id) for id in ending.onward],
        "basis": context.basis(outcome),
        "ways": tree_paths.table(ways, asks, context.messages),
        "conditions": {
            section: (asks[question], labels)
            for section, (question, labels) in tree_paths.conditions(ways, context.messages).items()
        },
        "words": context.messages.of_script("tree.mjs"),
        "questions": Markup(in_script(named if len(named) <= MOST_LABELLED else {})),  # noqa: S704
    }
    return context.view(
        page,
        "outcome",
        values,
        explain=("bodies", "steps", "otherwise"),
        description=_description(context, compiled, outcome, page),
    )


def _description(context: PageContext, compiled: Compiled, outcome: Outcome, page: Page) -> str:
    """The outcome's text for machines, which know no answers; the tree's title where it varies."""
    unknown = {str(question.id): "…" for question in compiled.tree.questions}
    text = outcome.only_text
    if text:
        return context.text.converter.convert(text, unknown).plain
    return f"{page.title} – {context.text.line(compiled.tree.title)}"
