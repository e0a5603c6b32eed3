"""Ready settings for the hosts that serve a site: policy, caching, compression, missing pages.

They lie in the site itself, so that policy and pages are always of one build: ``_headers`` for
Netlify and Cloudflare Pages, and snippets for nginx, Caddy and Apache in ``_serve/``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from waypost.build.csp import Policy

HASHED: Final = re.compile(r"^assets/.*\.[0-9a-f]{8,64}\.(?:min\.)?[a-z0-9]+$")
"""A file whose name holds a hash of its content: it never changes, so it is kept for ever."""

FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"

TYPES: Final = MappingProxyType(
    {
        "css": "text/css; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "html": "text/html; charset=utf-8",
        "ics": "text/calendar; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "json": "application/json",
        "md": "text/markdown; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8",
        "xml": "application/xml",
    }
)
"""What files are that are compressed when the site is built: Apache takes ``.gz`` for the type."""

SNIPPETS: Final = MappingProxyType(
    {
        "_headers": "headers.txt",
        "_serve/nginx.conf": "nginx.conf",
        "_serve/Caddyfile": "Caddyfile",
        "_serve/apache.conf": "apache.conf",
    }
)
"""Where each snippet lies in the site, and its template."""


NAMING: Final = frozenset({"_headers"})
"""The snippets that name files; the others stay the same whatever becomes of these."""

REDIRECTS: Final = "_redirects"
"""Where old addresses lead, for hosts that read that; it is written where there are any."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the snippets are made of.

    ``base`` is the path of the site on its host, ``/`` or ``/help/``; ``redirects`` lead from an
    old address to a new one, both with ``base``.
    """

    policy: Policy
    names: Collection[str]
    base: str = "/"
    redirects: Mapping[str, str] = field(default_factory=dict)
    compressed: bool = False

    @classmethod
    def of(
        cls,
        policy: Policy,
        names: Collection[str],
        base: str,
        moved: Mapping[str, str],
        *,
        compressed: bool = False,
    ) -> Recipe:
        """The recipe for a site under ``base``; ``moved`` are old addresses and new, without it."""
        redirects = {base + old: base + new for old, new in moved.items()}
        return cls(policy, names, base, redirects, compressed)

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of every answer."""
        return {
            "Content-Security-Policy": self.policy.header(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }


def write(site: Path, recipe: Recipe) -> None:
    """Put all snippets into ``site``, and its redirects."""
    for name, text in texts(recipe, SNIPPETS).items():
        path = site / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if recipe.redirects:
        lines = "".join(f"{old} {new} 301\n" for old, new in sorted(recipe.redirects.items()))
        (site / REDIRECTS).write_text(lines, encoding="utf-8", newline="\n")


def texts(recipe: Recipe, names: Iterable[str]) -> Mapping[str, str]:
    """The snippets ``names``, as they are to stand in a site."""
    environment = Environment(
        loader=PackageLoader("waypost.build", "host_templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - the snippets aren't HTML, and hold no text of an editor's
    )
    fixed = hashed(recipe.names)
    return {
        name: environment.get_template(SNIPPETS[name]).render(
            recipe=recipe,
            hashed=fixed,
            ever=FOR_EVER,
            again=ASK_AGAIN,
            forms=(("br", "br"), ("gzip", "gz")),
            types=TYPES,
        )
        for name in names
    }


def hashed(names: Collection[str]) -> list[str]:
    """Patterns for the files that never change, few enough for a host's limit on rules.

    A folder in which every file is hashed is one pattern, ``assets/x/*``.
    """
    fixed = {name for name in names if HASHED.match(name)}
    changing = {parent for name in set(names) - fixed for parent in _parents(name)}
    found: set[str] = set()
    for name in fixed:
        whole = [parent for parent in _parents(name) if parent not in changing]
        found.add(f"{whole[0]}/*" if whole else name)
    return sorted(found)


def _parents(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]
