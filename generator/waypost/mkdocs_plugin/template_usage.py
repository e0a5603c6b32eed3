"""Templates of a site's own that look into pages, found by what they use.

A layout is drawn once, with slots for the texts of a page. A template that prints these texts gets
what it would get from the page. One that compares, cuts or passes them on doesn't, and one that
lists all pages sees too few: where there is such a template, MkDocs draws every page itself.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal

from jinja2 import Environment, TemplateError, nodes

Use = Literal["print", "test", "other"]
"""How a template uses a value: prints it, asks whether there is one, or anything else."""

SUFFIXES: Final = frozenset({".html", ".xml", ".txt", ".json", ".js", ".css", ".j2", ".jinja"})

LAYOUT_ATTRIBUTES: Final = frozenset(
    {
        "active",
        "ancestors",
        "children",
        "is_homepage",
        "is_link",
        "is_page",
        "is_section",
        "is_top_level",
        "next_page",
        "parent",
        "previous_page",
    }
)
"""Attributes of a page that are the same for all pages of a layout."""

TEXTS: Final = frozenset(
    {"title", "content", "url", "canonical_url", "abs_url", "edit_url", "markdown"}
)
"""Attributes that hold texts of the page."""

META_TEXTS: Final = frozenset({"title", "description", "structured", "card"})
"""Values of a page's front matter that hold texts of the page; all others tell layouts apart."""

PRINTING_FILTERS: Final = frozenset({"d", "default", "safe", "url"})
"""Filters that leave a text as it is, or do to a slot what they would do to the text."""

ESCAPING_FILTERS: Final = frozenset({"e", "escape", "forceescape"})

PRESENCE_TESTS: Final = frozenset({"defined", "undefined", "none"})


def looks_into_pages(folders: Iterable[Path], extra: Iterable[Path] = ()) -> Iterator[str]:
    """The reasons for which the templates below ``folders``, and those of ``extra``, need pages.

    Each names the file and the line.
    """
    environment = Environment(  # noqa: S701 - nothing is rendered
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    )
    files = [path for folder in folders for path in sorted(folder.rglob("*"))]
    for path in (*files, *extra):
        if path.suffix in SUFFIXES and path.is_file():
            try:
                source = path.read_text(encoding="utf-8")
                if "{%" not in source and "{{" not in source:
                    continue
                tree = environment.parse(source)
            except (TemplateError, UnicodeDecodeError, OSError):
                yield f"{path} can't be read as a template"
                continue
            uses = dict.fromkeys(_uses(tree, "other"))
            yield from (f"{path}:{line} {what}" for line, what in uses)


def _uses(node: nodes.Node, use: Use) -> Iterator[tuple[int, str]]:
    """The lines on which ``node``, used in this way, looks into a page, and how."""
    match node:
        case nodes.Output():
            for each in node.nodes:
                yield from _uses(each, "print")
        case nodes.FilterBlock() | nodes.AssignBlock() | nodes.CallBlock() | nodes.Macro():
            # What is printed in these is a value again.
            printed = (each for output in node.find_all(nodes.Output) for each in output.nodes)
            for inner in (*node.iter_child_nodes(), *printed):
                yield from _uses(inner, "other")
        case nodes.Call(
            node=nodes.Name(name="super") | nodes.Getattr(node=nodes.Name(name="self"))
        ):
            if use == "other":
                yield node.lineno, "looks into a block that may hold texts of `page`"
        case nodes.If():
            yield from _uses(node.test, "test")
            for part in (*node.body, *node.elif_, *node.else_):
                yield from _uses(part, "other")
        case nodes.CondExpr():
            yield from _uses(node.test, "test")
            yield from _uses(node.expr1, use)
            if node.expr2 is not None:
                yield from _uses(node.expr2, use)
        case nodes.Or() | nodes.And():
            yield from _uses(node.left, use)
            yield from _uses(node.right, use)
        case nodes.Not():
            yield from _uses(node.node, "test" if use == "test" else "other")
        case nodes.Concat():
            for each in node.nodes:
                yield from _uses(each, "print" if use == "print" else "other")
        case nodes.Filter(node=nodes.Filter(name="striptags", node=nodes.Expr() as text)) if (
            node.name in ESCAPING_FILTERS
        ):
            # The texts of a page are escaped: these two together leave them as they are.
            yield from _uses(text, "print" if use == "print" else "other")
        case nodes.Filter() if node.node is not None and node.name in PRINTING_FILTERS:
            yield from _uses(node.node, "print" if use == "print" else "other")
            for argument in node.args:
                yield from _uses(argument, "print" if use == "print" else "other")
        case nodes.Test() if node.name in PRESENCE_TESTS:
            yield from _uses(node.node, "test")
        case nodes.Compare() if _asks_for_heading(node):
            return
        case nodes.Call(node=nodes.Getattr(node=nodes.Expr() as whole)) if (
            _chain(node) is None and _chain(whole) is not None
        ):
            # A method sees the whole of what it is called on.
            yield from _uses(whole, "other")
            for child in node.iter_child_nodes():
                if child is not node.node:
                    yield from _uses(child, "other")
        case nodes.Name(name="page") | nodes.Getattr() | nodes.Getitem() | nodes.Call():
            chain = _chain(node)
            if chain is None:
                for child in node.iter_child_nodes():
                    yield from _uses(child, "other")
            elif not _is_harmless(chain, use):
                what = ".".join(("page", *chain))
                yield node.lineno, f"looks into `{what}`" if chain else "passes `page` on"
        case nodes.Name(name="pages", ctx="load"):
            yield node.lineno, "lists `pages`"
        case _:
            for child in node.iter_child_nodes():
                yield from _uses(child, "other")


def _chain(node: nodes.Node) -> tuple[str, ...] | None:
    """The names behind ``page`` in ``page.meta.title``, ``page["meta"].get("title")`` and so on."""
    match node:
        case nodes.Name(name="page"):
            return ()
        case nodes.Getattr():
            above = _chain(node.node)
            return None if above is None else (*above, node.attr)
        case nodes.Getitem(arg=nodes.Const(value=str(name))):
            above = _chain(node.node)
            return None if above is None else (*above, name)
        case nodes.Call(node=nodes.Getattr(attr="get") as got, args=[nodes.Const(value=str(name))]):
            above = _chain(got.node)
            return (*above, name) if above == ("meta",) else None
    return None


def _is_harmless(chain: tuple[str, ...], use: Use) -> bool:
    """True if this use of an attribute gives the same for a skeleton as for a page."""
    if not chain:
        return use == "test"
    if chain[0] == "meta" and len(chain) > 1:
        return chain[1] not in META_TEXTS or use != "other"
    if chain[0] in TEXTS:
        return use != "other"
    return chain[0] in LAYOUT_ATTRIBUTES or use == "test"


def _asks_for_heading(node: nodes.Compare) -> bool:
    """True for ``"<h1" in page.content``, by which Material adds a heading of its own."""
    wanted = isinstance(node.expr, nodes.Const) and node.expr.value == "<h1"
    return wanted and [_chain(each.expr) for each in node.ops] == [("content",)]
