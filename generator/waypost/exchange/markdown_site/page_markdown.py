"""A page as a Markdown file: its front matter, and its HTML as one block that Markdown keeps."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

import yaml

from waypost.pages import Page

BLANK: Final = re.compile(r"\n\s*\n")
PRE: Final = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)


def page(own: Page) -> str:
    """A generated page.

    The HTML holds no blank line: CommonMark ends a block of HTML at the first one.
    """
    structured = (
        f'<script type="application/ld+json">{own.structured}</script>\n' if own.structured else ""
    )
    return front_matter(_about(own)) + structured + unbroken(own.html) + "\n"


def front_matter(about: Mapping[str, Any]) -> str:
    """``about`` as a YAML block; nothing where it is empty."""
    if not about:
        return ""
    text = yaml.safe_dump(dict(about), allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n\n"


def _about(own: Page) -> dict[str, Any]:
    about: dict[str, Any] = {
        "title": escape(" ".join(own.title.split())),
        "hide": ["navigation", "toc", "path"],
    }
    if own.description:
        about["description"] = escape(own.description)
    if own.kind == "home":
        about["home"] = True
    if own.scripted:
        about["tree"] = True
    if not own.listed:
        about |= {"unlisted": True, "search": {"exclude": True}}
    return about


def unbroken(html: str) -> str:
    """``html`` without blank lines; those of preformatted text become references.

    >>> unbroken("<p>a</p>\\n\\n<pre>b\\n\\nc</pre>")
    '<p>a</p>\\n<pre>b&#10;&#10;c</pre>'
    """
    parts = PRE.split(html)
    parts[::2] = [BLANK.sub("\n", part) for part in parts[::2]]
    parts[1::2] = [part.replace("\n", "&#10;") for part in parts[1::2]]
    return "".join(parts).strip()
