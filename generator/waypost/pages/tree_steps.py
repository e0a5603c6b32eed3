"""A compiled tree as its page shows it: each step with its choices, ready to be drawn."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from markupsafe import Markup

from waypost.core import urls
from waypost.core.cldr import clear_signs
from waypost.model.records import Question
from waypost.pages.page_context import PageContext
from waypost.pages.template_environment import render_template
from waypost.trees import Compiled
from waypost.trees.graph import Band, Choice, Ending, Field, Graph, Step

OWNER: Final = "sitemap"
"""The last part of the owner's page's address: a reserved id, so no outcome is called so."""


def drawn(context: PageContext, compiled: Compiled) -> Markup:
    """All steps of a tree."""
    graph = graph_of(compiled)
    start_first = sorted(graph.steps, key=lambda step: step.id != graph.start)
    steps = [view_of(context, compiled, step) for step in start_first]
    # On paper no link can be followed: each answer says where it leads.
    numbers = {step.id: number for number, step in enumerate(start_first, 1)}
    titles = {str(each.id): context.title(each) for each in compiled.tree.outcomes}
    for view, step in zip(steps, start_first, strict=True):
        for each, choice in zip(view["choices"], step.choices, strict=True):
            to = str(choice.to)
            each["leads"] = (
                context.messages.gettext("Result: %(title)s", title=titles[to])
                if choice.ends
                else context.messages.gettext("Go on with question %(number)s", number=numbers[to])
            )
    return _drawn(context, compiled, steps)


def first_drawn(context: PageContext, compiled: Compiled) -> Markup:
    """The first step alone, its choices leading to the tree's own page."""
    here = urls.ROOT + compiled.tree.kind.address(compiled.tree.id)
    graph = graph_of(compiled)
    step = view_of(context, compiled, graph.by_id[graph.start], here)
    return _drawn(context, compiled, [step], only_first=True)


def _drawn(
    context: PageContext,
    compiled: Compiled,
    steps: list[dict[str, Any]],
    *,
    only_first: bool = False,
) -> Markup:
    view = {
        "id": compiled.tree.id,
        # On a page with the first steps of several trees ids are told apart.
        "name": f"{compiled.tree.id}--" if only_first else "",
        "hash": fingerprint(compiled),
        "steps": steps,
        "only_first": only_first,
        "words": {} if only_first else context.messages.of_script("tree.mjs"),
    }
    return render_template("steps", view, context.messages)


def graph_of(compiled: Compiled) -> Graph:
    """The graph that is served. A tree that has none keeps the whole site from being published."""
    assert compiled.graph is not None
    return compiled.graph


def view_of(context: PageContext, compiled: Compiled, step: Step, here: str = "") -> dict[str, Any]:
    """``step`` with all that its section shows; links to steps start with ``here``."""
    asked = next(each for each in compiled.tree.questions if each.id == step.question)
    rich = context.text.rich
    field = graph_of(compiled).fields.get(step.question)
    return {
        "id": step.id,
        "question": step.question,
        "ask": rich(asked.ask),
        "kind": str(asked.type),
        "choices": [_choice(context, compiled, asked, each, here) for each in step.choices],
        "hint": rich(asked.hint),
        "field": field,
        "signs": clear_signs(context.knowledge.language) if field and field.keyboard else ("", ""),
        "left": _left(context, step.remaining),
    }


def _left(context: PageContext, remaining: int) -> str:
    if remaining == 1:
        return context.messages.gettext("Last question")
    return context.messages.ngettext(
        "About %(num)s question left", "About %(num)s questions left", remaining
    )


def onward(context: PageContext, compiled: Compiled, ending: Ending, id: str) -> dict[str, Any]:
    """The step from which a reader goes on after ``ending``, without what leads back to it."""
    graph = graph_of(compiled)
    step = graph.by_id[id]
    choices = [each for each in step.choices if not (each.ends and each.to == ending.id)]
    here = urls.ROOT + compiled.tree.kind.address(compiled.tree.id)
    view = view_of(context, compiled, step._replace(choices=tuple(choices)), here)
    into = [each.label for other in graph.steps for each in other.choices if each.to == id]
    return {**view, "before": context.messages.join(list(dict.fromkeys(into)), "or")}


def _choice(
    context: PageContext, compiled: Compiled, asked: Question, choice: Choice, here: str
) -> dict[str, Any]:
    """A link. ``value`` is how the address remembers it; ``when`` is the band it stands for."""
    rich = context.text.rich
    option = next((each for each in asked.options if each.id == choice.option), None)
    return {
        "label": rich(option.label).without_links() if option else choice.label,
        "href": target(compiled, choice, here),
        "value": choice.option or when(choice.bands) or "any",
        "when": None if choice.option else when(choice.bands),
        "hint": rich(option.hint) if option else "",
        "leads": "",
    }


def target(compiled: Compiled, choice: Choice, here: str = "") -> str:
    if not choice.ends:
        return f"{here}#{choice.to}"
    part = f"#{choice.section}" if choice.section else ""
    return urls.ROOT + urls.outcome(compiled.tree.id, str(choice.to)) + part


def when(bands: tuple[Band, ...]) -> str:
    """A band as the page's script reads it: ``number:0..5``, ``between.bought:..15``."""
    return ",".join(
        f"{band.kind}{f'.{band.other}' if band.other else ''}:{band.least or ''}..{band.most or ''}"
        for band in bands
    )


def fingerprint(compiled: Compiled) -> str:
    """A short hash of the graph: events carry it, so that figures of two versions stay apart."""
    return sha256(repr(graph_of(compiled).steps).encode()).hexdigest()[:12]


def labels(context: PageContext, compiled: Compiled) -> Mapping[str, Any]:
    """Each question's words, for the list of answers on an outcome's page."""
    found: dict[str, dict[str, Any]] = {}
    for step in graph_of(compiled).steps:
        view = view_of(context, compiled, step)
        about = found.setdefault(
            step.question,
            {
                "ask": str(view["ask"]),
                "kind": view["kind"],
                **_limits(view["field"]),
                "step": step.id,
                "labels": {},
            },
        )
        about["labels"].update({each["value"]: each["label"] for each in view["choices"]})
    return found


def _limits(field: Field | None) -> dict[str, Any]:
    if field is None:
        return {}
    return {
        "forms": field.forms,
        "digits": field.digits,
        "min": field.min,
        "max": field.max,
        "by": field.step,
    }
