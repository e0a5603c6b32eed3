"""The content security policy of a built site, computed from what its pages hold.

Nothing is allowed that the site doesn't use: scripts and styles come from the site itself, and
what stands inside a page is named by its hash. There is no ``unsafe-`` word in it, so a script that
found its way into a page wouldn't run.
"""

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from waypost.build.verify import ELSEWHERE, SiteFault
from waypost.core.page_markup import Markup
from waypost.core.web_address import normal_address

MOST_HASHES: Final = 25
"""Inline scripts and styles of one site; with more, hosts cut the policy at 2,000 characters."""

HEAD: Final = re.compile(r"<head>\s*(?:<meta charset=[^>]*>)?")
"""The place of a page's own policy: first, but behind the encoding, which browsers seek early."""

SAFE: Final = "/-._~!$&()*+=:@%"
"""Characters that an address's path keeps."""

SAME_SITE: Final = "'self'"

ONLY_IN_HEADERS: Final = {"frame-ancestors"}
"""Directives that a browser ignores, and complains about, in a page's own markup."""


@dataclass(frozen=True, slots=True)
class SecurityPolicy:
    """Directives in the order in which they are written, each with its sources."""

    directives: Mapping[str, tuple[str, ...]]

    def header(self) -> str:
        """The value of the ``Content-Security-Policy`` header."""
        return _written(self.directives)

    def meta(self) -> str:
        """The value for ``<meta http-equiv>``, without what only a header can say."""
        rows = self.directives.items()
        return _written({name: row for name, row in rows if name not in ONLY_IN_HEADERS})


def _written(directives: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def policy_for(pages: Collection[Markup], sends_to: Iterable[str] = ()) -> SecurityPolicy:
    """The policy under which ``pages`` work, and nothing else.

    ``sends_to`` are https addresses to which the owner lets pages send readers' verdicts; each is
    allowed alone, and nothing else on its host.
    """
    posts = sorted({_source(address) for address in sends_to})
    return SecurityPolicy(
        {
            "default-src": ("'none'",),
            "script-src": (SAME_SITE, *_hashes(text for page in pages for text in page.scripts)),
            "style-src": (SAME_SITE, *_hashes(text for page in pages for text in page.styles)),
            # The theme's style sheets draw their icons from data: addresses.
            "img-src": (SAME_SITE, "data:"),
            "font-src": (SAME_SITE,),
            "media-src": (SAME_SITE,),
            "connect-src": (SAME_SITE, *posts),
            "worker-src": (SAME_SITE,),
            "manifest-src": (SAME_SITE,),
            "base-uri": ("'none'",),
            "form-action": (SAME_SITE,),
            "frame-ancestors": ("'none'",),
        }
    )


def _source(address: str) -> str:
    """An address as a policy names it: without its query, and with nothing that ends a directive.

    >>> _source("https://shop.example/verdicts;a?key=1")
    'https://shop.example/verdicts%3Ba'
    """
    # A header can't hold letters outside of ASCII: hosts are named as browsers know them.
    parts = urlsplit(normal_address(address))
    return f"https://{parts.netloc}{quote(parts.path or '/', safe=SAFE)}"


def _hashes(texts: Iterable[str]) -> list[str]:
    digests = (hashlib.sha256(text.encode()).digest() for text in set(texts))
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def blocked(pages: Mapping[str, Markup]) -> Iterator[SiteFault]:
    """Whatever in ``pages``, by file, no strict policy lets through.

    It can only come from what the owner wrote: hand-written pages, theme overrides, settings.
    """
    for name, page in pages.items():
        for handler in page.handlers:
            yield SiteFault(name, "has a script in an attribute", handler)
        for style in page.style_attributes:
            yield SiteFault(name, "has a style in an attribute", style)
        for address in page.loads:
            if ELSEWHERE.match(address) and not address.startswith("data:image/"):
                yield SiteFault(name, "loads from another host", address)
    inline = {text for page in pages.values() for text in (*page.scripts, *page.styles)}
    if len(inline) > MOST_HASHES:
        what = "is one of too many pages with scripts or styles of their own"
        yield SiteFault("index.html", what)


def put_into_page(policy: SecurityPolicy, html: str) -> str:
    """``html`` with the policy in it, for hosts that can't send headers."""
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy.meta()}">'
    found = HEAD.search(html)
    return html[: found.end()] + tag + html[found.end() :] if found else html
