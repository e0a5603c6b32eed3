"""Faults of a built page as problems, at the place where their owner can correct them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from waypost.build.verify import ELSEWHERE, LEADS_NOWHERE, SiteFault, resolve
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.mkdocs_plugin.site_settings import SiteSettings, near


def without_named(
    faults: Iterable[SiteFault], settings: SiteSettings
) -> tuple[list[Problem], list[SiteFault]]:
    """A problem for each file that the settings name and that isn't there, and all other faults.

    Every page links to such a file, and none of them can mend it.
    """
    base = settings.base
    named = {
        resolve("index.html", name, base)[0]: (setting, name)
        for setting, name in settings.named_files
        if name and not ELSEWHERE.match(name)
    }
    problems: dict[tuple[str, str], Problem] = {}
    others = []
    for fault in faults:
        target, _ = resolve(fault.file, fault.address, base)
        if target and target in named and fault.what == LEADS_NOWHERE:
            problems.setdefault(named[target], settings.missing_file(*named[target]))
        else:
            others.append(fault)
    return [*problems.values()], others


def fault_problems(
    code: str,
    faults: Iterable[SiteFault],
    content: Path,
    sources: Mapping[str, str],
    kb: Path,
    settings: Path,
) -> Iterator[Problem]:
    """The problems of kind ``code`` for ``faults``, with places as near as is known.

    ``sources`` are the files below ``content`` by their paths in the site; such a file is searched
    for the address. Faults of generated pages are laid to the knowledge base ``kb``, once for all
    pages that have one; where the ``settings`` name an address of another host, to these.
    """
    named = settings.read_text(encoding="utf-8", errors="replace")
    generated: dict[tuple[str, str], list[str]] = {}
    for fault in dict.fromkeys(faults):
        written = content / sources.get(fault.file, fault.file)
        page = fault.file.removesuffix("index.html") or "/"
        if written.is_file() and not ("//" in fault.address and fault.address in named):
            yield _problem(code, _place(written, fault.address), page, fault)
        else:
            generated.setdefault((fault.what, fault.address), []).append(page)
    for (what, address), pages in generated.items():
        more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
        fault = SiteFault(pages[0], what, address)
        elsewhere = "//" in address and address in named
        at = _place(settings, address) if elsewhere else Mark(kb.as_posix(), 1, 1)
        yield _problem(code, at, pages[0] + more, fault)


def _problem(code: str, at: Mark, page: str, fault: SiteFault) -> Problem:
    address = fault.address
    about = {"page": page, "what": fault.what, "address": address}
    return Problem(code, at, about | {"why_address": f": {address}" if address else ""})


def _place(written: Path, address: str) -> Mark:
    lines = written.read_text(encoding="utf-8", errors="replace").splitlines()
    wanted = address.rpartition("#")[2] or address
    number, column = next(
        ((number, line.find(wanted)) for number, line in enumerate(lines, 1) if wanted in line),
        (1, 0),
    )
    return Mark(near(written).as_posix(), number, column + 1)
