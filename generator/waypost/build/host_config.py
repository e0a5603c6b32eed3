"""Ready settings for the hosts that serve a site: policy, caching, compression, missing pages.

They lie in the site itself, so that policy and pages are always of one build: ``_headers`` for
Netlify and Cloudflare Pages, and snippets for nginx, Caddy and Apache in ``_serve/``.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from waypost.build.csp import SecurityPolicy

HASHED: Final = re.compile(r"^(?:[A-Za-z0-9-]+/)?assets/.*\.[0-9a-f]{8,64}\.(?:min\.)?[a-z0-9]+$")
"""A file whose name holds a hash of its content: it never changes, so it is kept for ever."""

HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""The headers of every answer, beside the policy."""

FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"

TYPES: Final[Mapping[str, str]] = {
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
"""The endings of the files that are compressed at build time, with their content types: Apache
takes ``.gz`` for the type."""

SNIPPETS: Final[Mapping[str, str]] = {
    "_headers": "headers.txt",
    "_serve/nginx.conf": "nginx.conf",
    "_serve/Caddyfile": "Caddyfile",
    "_serve/apache.conf": "apache.conf",
}
"""The path of each snippet in the site, and its template."""


REDIRECTS: Final = "_redirects"
"""The redirects of old addresses, for hosts that read that; written where there are any."""


def host_files(
    policy: SecurityPolicy,
    names: Collection[str],
    base: str,
    moved: Mapping[str, str],
    languages: Sequence[str] = (),
    *,
    compressed: bool = False,
) -> Mapping[str, str]:
    """The text of each file by its name: all snippets, and redirects where there are any.

    ``names`` are the site's files, ``base`` is its path on its host, ``/`` or ``/help/``; ``moved``
    are old addresses and new, without it. ``languages`` have folders of their own in the site.
    """
    redirects = {base + old: base + new for old, new in moved.items()}
    environment = Environment(
        loader=PackageLoader("waypost.build", "host_templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - the snippets aren't HTML, and hold no text of an editor's
    )
    values = {
        "base": base,
        "headers": {"Content-Security-Policy": policy.header(), **HEADERS},
        "redirects": redirects,
        "languages": languages,
        "in_any": f"(?:(?:{'|'.join(languages)})/)?" if languages else "",
        "compressed": compressed,
        "hashed": hashed(names, languages),
        "ever": FOR_EVER,
        "again": ASK_AGAIN,
        "forms": (("br", "br"), ("gzip", "gz")),
        "types": TYPES,
    }
    found = {
        name: environment.get_template(template).render(values)
        for name, template in SNIPPETS.items()
    }
    if redirects:
        lines = (f"{old} {new} 301\n" for old, new in sorted(redirects.items()))
        found[REDIRECTS] = "".join(lines)
    if languages:
        lost = (f"{base}{each}/* {base}{each}/404.html 404\n" for each in languages)
        found[REDIRECTS] = found.get(REDIRECTS, "") + "".join(lost)
    return found


def hashed(names: Collection[str], languages: Collection[str] = ()) -> list[str]:
    """Patterns for the files that never change, few enough for a host's limit on rules.

    A folder in which every file is hashed is one pattern, ``assets/x/*``. So is what each of the
    ``languages`` has in its own folder, ``:language/assets/x``.
    """
    fixed = {name for name in names if HASHED.match(name)}
    changing = {parent for name in set(names) - fixed for parent in _parents(name)}
    found: set[str] = set()
    for name in fixed:
        whole = [parent for parent in _parents(name) if parent not in changing]
        found.add(f"{whole[0]}/*" if whole else name)
    for rest in {pattern.partition("/")[2] for pattern in found}:
        each = {f"{language}/{rest}" for language in languages}
        if each and each <= found:
            found = found - each | {f":language/{rest}"}
    return sorted(found)


def _parents(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]
