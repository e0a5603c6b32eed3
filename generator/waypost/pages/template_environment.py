"""The only Jinja environment: it loads our own templates and escapes all that they are given."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from waypost.core.cldr import say_day
from waypost.core.language_tag import direction, tag
from waypost.core.messages import Messages
from waypost.core.urls import ROOT
from waypost.pages.page import TOP

TEMPLATES = Path(__file__).parent / "templates"
ICONS = TEMPLATES / "icons"


class CompiledTemplates(BytecodeCache):
    """Jinja's cache, in memory: the environments of a site's languages compile a template once.

    Jinja compares sources, so that one that was edited is compiled anew.
    """

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if found := self._compiled.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


@cache
def environment(messages: Messages) -> Environment:
    """The environment for a language. Content reaches it as values, never as a template."""
    found = Environment(
        loader=PackageLoader("waypost.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=COMPILED,
    )
    found.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    found.globals["root"] = ROOT
    found.globals["top"] = TOP
    found.globals["icon"] = icon
    found.globals["language"] = tag(messages.language)
    found.globals["direction"] = direction(messages.language)
    found.globals |= message_functions(messages)
    found.filters["day"] = partial(day_in_words, language=messages.language)
    return found


def message_functions(messages: Messages) -> dict[str, Callable[..., Markup]]:
    """The functions by which a template says ``messages``. A message is text, never markup."""

    def gettext(message: str, /, **values: Any) -> Markup:
        return messages.put(escape(messages.lookup(message)), values)

    def ngettext(one: str, other: str, num: int, /, **values: Any) -> Markup:
        form = escape(messages.lookup_form(one, other, num))
        return messages.put(form, {"num": num, **values})

    return {"_": gettext, "ngettext": ngettext}


@cache
def icon(name: str) -> Markup:
    """One of our drawings, to stand in a page."""
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    return Markup(drawing.removesuffix("\n"))  # noqa: S704


def render_template(name: str, view: Mapping[str, Any], messages: Messages) -> Markup:
    """The template ``name`` filled with ``view``; its links start with `ROOT`."""
    return Markup(environment(messages).get_template(f"{name}.html.j2").render(view))  # noqa: S704


def day_in_words(value: str | date, language: str) -> str:
    """A date as people write it; anything else as it is.

    >>> day_in_words("2026-11-22", "en")
    '22 November 2026'
    """
    try:
        found = value if isinstance(value, date) else date.fromisoformat(value.strip())
    except ValueError:
        return str(value)
    return say_day(found, language)
