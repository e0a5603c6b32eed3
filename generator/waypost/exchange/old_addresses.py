"""Addresses of the old site, and the questions to which they lead on the new one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from waypost.exchange.import_result import Found, Missed, quoted

NO_ADDRESS: Final = ("#", "articles ")
"""Beginnings of names by which links of the source know an entry, and browsers nothing."""


def split(address: str) -> SplitResult:
    """The parts of an address; it has none where it is malformed."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def led_on(
    entries: Iterable[tuple[str, Found]], base_url: str
) -> tuple[Mapping[str, str], list[Missed]]:
    """The old paths with the ids of their ``entries``, and what is to be said about them.

    The old site is at ``base_url``, or where most addresses are. A path that was that of several
    entries, as of the parts of one page, has an empty id.
    """
    named = [(id, address) for id, found in entries for address in _public(found)]
    hosts = Counter(host for _, address in named if (host := _host(address)))
    home = _host(base_url) or next((host for host, _ in hosts.most_common(1)), "")
    paths: dict[str, set[str]] = {}
    others: dict[str, None] = {}
    for id, address in named:
        whole = split(urljoin(base_url, address) if split(base_url).netloc else address)
        if _host(whole.geturl()) not in ("", home) or not whole.path.startswith("/"):
            others[address] = None
        elif whole.path != "/":
            paths.setdefault(whole.path.replace(" ", "%20"), set()).add(id)
    return {path: min(ids) if len(ids) == 1 else "" for path, ids in paths.items()}, [
        *_several(paths),
        *_elsewhere(list(others), home),
    ]


def _public(found: Found) -> Iterator[str]:
    if found.fields.get("draft") != "yes":
        yield from (each for each in found.addresses if each and not each.startswith(NO_ADDRESS))


def _host(address: str) -> str:
    return split(address).netloc.casefold().removeprefix("www.")


def _several(paths: Mapping[str, set[str]]) -> Iterator[Missed]:
    for path, ids in paths.items():
        if len(ids) > 1:
            why = f"{quoted(path)} was the address of {len(ids)} entries; it leads to the home page"
            yield Missed("the file", why, minor=True)


def _elsewhere(others: list[str], home: str) -> Iterator[Missed]:
    if others:
        more = f" and {len(others) - 1} more" * (len(others) > 1)
        where = f"aren't on {home}" if home else "don't say where they are"
        why = f"{quoted(others[0])}{more}: addresses that {where} lead on to nothing; --base-url"
        why += " names the old site"
        yield Missed("the file", why, minor=True, text="\n".join(others))
