"""Verdicts on the addresses of links and pictures in texts: each is resolved or refused.

Whatever a browser could read as another scheme or another site is refused before anything else:
characters that can't be seen, backslashes, ``//host`` and every scheme that isn't listed here.
"""

import re
import unicodedata
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from waypost.core import urls
from waypost.core.web_address import normal_address
from waypost.markdown.link_targets import KINDS, PICTURES, LinkPlace, Names
from waypost.model import ids
from waypost.model.records import ENTRY_TYPES
from waypost.parser.image_size import Size

SCHEME: Final = re.compile(r"([^/?#]*):")
HOST: Final = re.compile(r"https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(?=[/?#]|$)")
PHONE: Final = re.compile(r"tel:\+?[0-9().*#-]+(;[a-z0-9=.+-]+)*")
MAIL: Final = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+", re.IGNORECASE)
FOLDERS: Final = {
    word: cls.kind.link
    for cls in ENTRY_TYPES
    if cls.kind.folder
    for word in (cls.kind.folder, cls.kind.page, cls.kind.link, *cls.kind.folder_aliases)
}
"""The folders of the site that hold entries, and what people write for them."""

PAGES: Final = {cls.kind.link: cls.kind.page for cls in ENTRY_TYPES}
"""The names on readers' pages of the kinds of entry that links name."""

ENDINGS: Final = re.compile(r"(?:/?index)?\.(?:md|html)$|/+$")
SAFE_IN_PATH: Final = "/-._~!$'()*+,;=@"


class Target(NamedTuple):
    """The target of a link or picture. ``href`` is safe to publish.

    ``place`` is the entry, if it is one, and ``part`` what the link names of it, which has to be
    looked up; ``size`` is a picture's, if it is known.
    """

    href: str
    place: LinkPlace | None = None
    external: bool = False
    part: str = ""
    size: Size | None = None


class Refusal(Exception):
    """Why there is no link: the code of the problem and its particulars."""

    def __init__(self, code: str, **about: str) -> None:
        super().__init__(code)
        self.code = code
        self.about = about


def judge_link(written: str, names: Names) -> Target | Refusal:
    """The target of the link ``written``, or the reason why it must lead nowhere."""
    try:
        return _link(written.strip(" "), names)
    except Refusal as refused:
        return Refusal(refused.code, link=written, **refused.about)


def judge_picture(written: str, names: Names) -> Target | Refusal:
    """The picture's address, or the reason why it can't be shown."""
    try:
        return _picture(written.strip(" "), names)
    except Refusal as refused:
        code = refused.code.replace("unsafe-link", "unsafe-picture")
        return Refusal(code, link=written, **refused.about)


def _link(written: str, names: Names) -> Target:
    _visible(written)
    scheme = SCHEME.match(written)
    if scheme is None:
        return _inside(written, names)
    match scheme[1].lower():
        case "https":
            return _web(written)
        case "http":
            raise Refusal("insecure-link")
        case "mailto":
            return _mail(written)
        case "tel":
            return _phone(written)
        case kind if kind in KINDS:
            return _entry(kind, written[scheme.end() :].strip(), names)
    kind = names.guesses.nearest(scheme[1], KINDS)
    why = f"“{scheme[0]}” isn't one of https:, mailto: and tel:"
    raise Refusal("unsafe-link", why=why, nearest=kind and kind + written[scheme.end(1) :])


def _visible(written: str) -> None:
    if not written:
        raise Refusal("unsafe-link", why="it is empty")
    if any(char != " " and unicodedata.category(char)[0] in "CZ" for char in written):
        raise Refusal("unsafe-link", why="it holds a character that can't be seen")
    if "\\" in written:
        raise Refusal("unsafe-link", why="it holds a backslash")
    if written.startswith("//"):
        raise Refusal("unsafe-link", why="it leads to another site without https:")


def _web(written: str) -> Target:
    address = normal_address("https" + written[5:])
    if " " in written or not HOST.match(address):
        raise Refusal("unsafe-link", why="what follows https:// isn't the name of a site")
    return Target(address, external=True)


def _mail(written: str) -> Target:
    if not MAIL.match(written):
        raise Refusal("unsafe-link", why="mailto: needs an address such as name@example.org")
    return Target(normal_address(written.replace(" ", "%20")), external=True)


def _phone(written: str) -> Target:
    number = written.replace("%20", "").replace(" ", "").lower()
    if not PHONE.fullmatch(number):
        raise Refusal("unsafe-link", why="tel: needs a number such as +1-234-567")
    return Target(number, external=True)


def _entry(kind: str, id: str, names: Names) -> Target:
    name, _, fragment = id.partition("#")
    place = names.places.get((KINDS[kind], name.strip("/")))
    if place is None:
        raise _unknown(KINDS[kind], name, names)
    return _to(place, names, part=unquote(fragment))


def _to(place: LinkPlace, names: Names, query: str = "", part: str = "") -> Target:
    """The page of ``place``, or a ``part`` of it. A part of a topic is a question."""
    if place.kind == "topic" and ("faq", part) in names.places:
        return _to(names.places["faq", part], names, query)
    if (place.kind, place.id) in names.away:
        raise Refusal("unpublished-link", name=place.id)
    anchor = f"#{quote(part, SAFE_IN_PATH)}" if part else ""
    href = urls.ROOT + quote(place.address, SAFE_IN_PATH) + query + anchor
    return Target(href, place, part=part)


def _unknown(kind: str, id: str, names: Names) -> Refusal:
    """An entry that doesn't exist, with the nearest of its kind, else of any kind."""
    if not names.guesses:
        return Refusal("unknown-link", kind=PAGES[kind], name=id, nearest="")
    same = [name for of, name in names.places if of == kind]
    meant = names.guesses.nearest(id, same)
    if not meant:
        others = {f"{of}:{name}": name for of, name in names.places if of != kind}
        found = names.guesses.nearest(id, others.values(), cutoff=0.8)
        meant = next((full for full, name in others.items() if name == found), "") if found else ""
    return Refusal("unknown-link", kind=PAGES[kind], name=id, nearest=meant)


def _inside(written: str, names: Names) -> Target:
    """A link into this site, in any of the forms that people type."""
    before, hash_, fragment = written.partition("#")
    path, mark, query = before.partition("?")
    name = _path(path)
    part = unquote(fragment)
    anchor = f"#{quote(part, SAFE_IN_PATH)}" if fragment else ""
    if not name:
        if not hash_ or path:
            return Target(urls.ROOT + anchor)
        entry = names.with_id(fragment)
        if entry is None:
            raise _missing(part, names, entry=True)
        return _to(entry, names)
    tail = f"?{quote(unquote(query), SAFE_IN_PATH + '?/&')}" if mark else ""
    address = names.files.get(name) or _page(name, names)
    if address is not None:
        return Target(urls.ROOT + quote(address, SAFE_IN_PATH) + tail + anchor)
    place = _placed(name, names)
    # The addresses of topics had other parts once.
    known = place.kind != "topic" or ("faq", part) in names.places
    return _to(place, names, tail, part if known else "")


def _path(path: str) -> str:
    """The path without ``.``, ``..`` and what stands for the site's root."""
    plain = unquote(path, errors="replace")
    if "\\" in plain or any(
        char != " " and unicodedata.category(char)[0] in "CZ" for char in plain
    ):
        raise Refusal("unsafe-link", why="it holds a character that can't be seen")
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    while parts and parts[0] == "..":
        parts.pop(0)
    if ".." in parts:
        raise Refusal("dead-link", nearest="")
    return "/".join(parts) + ("/" if plain.endswith("/") and parts else "")


def _page(name: str, names: Names) -> str | None:
    """The address of a page of the content folder, or of one that every site has."""
    bare = ENDINGS.sub("", name)
    if bare == urls.A_TO_Z.strip("/"):
        return urls.A_TO_Z
    for file in (f"{bare}.md", f"{bare}/index.md", f"{bare}/README.md"):
        if file in names.files:
            return names.files[file]
    return None


def _placed(name: str, names: Names) -> LinkPlace:
    """The entry that a path names."""
    bare = ENDINGS.sub("", name)
    first, _, rest = bare.partition("/")
    kind = FOLDERS.get(first)
    if kind and rest:
        place = names.places.get((kind, rest))
        if place is None:
            raise _unknown(kind, rest, names)
        return place
    if rest and ("tree", first) in names.places:
        place = names.places.get(("outcome", bare))
        if place is None:
            raise _unknown("outcome", bare, names)
        return place
    place = names.with_id(bare)
    if place is None and bare.startswith("www."):
        raise Refusal("dead-link", nearest=f"https://{name}")
    if place is None:
        entry = name.endswith(".md") and bool(ids.PATTERN.fullmatch(bare))
        raise _missing(bare, names, entry=entry)
    return place


def _missing(name: str, names: Names, *, entry: bool) -> Refusal:
    known = [id for kind, id in names.places if kind != "outcome"]
    meant = names.guesses.nearest(name, [*known, *names.files])
    if entry:
        return Refusal("unknown-link", kind="page or entry", name=name, nearest=meant)
    return Refusal("dead-link", nearest=meant)


def _picture(written: str, names: Names) -> Target:
    _visible(written)
    if SCHEME.match(written):
        raise Refusal("unsafe-picture")
    path = _path(re.split("[?#]", written, maxsplit=1)[0])
    if path not in names.files or not path.lower().endswith(PICTURES):
        pictures = [file for file in names.files if file.lower().endswith(PICTURES)]
        raise Refusal("missing-picture", nearest=names.guesses.nearest(path, pictures))
    return Target(urls.ROOT + quote(path, SAFE_IN_PATH), size=names.sizes.get(path))
