"""The built sample, read back, says what the knowledge base says and leaves nobody stranded."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.data import ROOT
from tests.pages.reading import ReadPage, reachable, read
from waypost.checks.analyse import Site, analyse
from waypost.core import urls


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, ReadPage]:
    return read(site)


@pytest.fixture(scope="module")
def sample() -> Site:
    return analyse(ROOT / "faq.yaml", date(2026, 11, 23)).site


def expected(sample: Site) -> set[str]:
    """Every address of the contract that the sample must have."""
    known = sample.knowledge
    found = {urls.HOME, urls.A_TO_Z}
    found |= {f"questions/{faq.id}/" for faq in known.faqs}
    found |= {f"policies/{policy.id}/" for policy in known.policies}
    found |= {f"guides/{guide.id}/" for guide in known.guides}
    found |= {f"topics/{category.id}/" for category in known.categories}
    for tree in known.trees:
        found.add(f"{tree.id}/")
        found |= {urls.outcome(tree.id, outcome.id) for outcome in tree.outcomes}
    return found


def test_every_entry_has_its_page(pages: dict[str, ReadPage], sample: Site) -> None:
    assert expected(sample) <= pages.keys()


def test_every_entry_is_reached_from_home_by_links(
    pages: dict[str, ReadPage], sample: Site
) -> None:
    assert expected(sample) <= reachable(pages)


def test_no_link_and_no_anchor_is_dead(pages: dict[str, ReadPage], site: Path) -> None:
    dead = []
    for page in pages.values():
        for address, fragment in page.targets():
            target = pages.get(address)
            if target is None and not (site / address).is_file():
                dead.append((page.address, address))
            elif target and fragment and fragment not in target.ids and page.address != "404.html":
                dead.append((page.address, f"{address}#{fragment}"))
    assert dead == []


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    class Ids(ReadPage):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(str(value) for name, value in attrs if name == "id")

    twice = {}
    for file in site.rglob("*.html"):
        found: list[str] = []
        Ids("").feed(file.read_text(encoding="utf-8"))
        if len(found) != len(set(found)):
            twice[file.as_posix()] = sorted({each for each in found if found.count(each) > 1})
    assert twice == {}


def test_the_served_tree_is_the_compiled_graph_link_for_link(
    pages: dict[str, ReadPage], sample: Site
) -> None:
    for compiled in sample.trees:
        graph = compiled.graph
        assert graph is not None
        page = pages[f"{graph.id}/"]
        edges = {
            (step.id, choice.label.casefold(), choice.to)
            for step in graph.steps
            for choice in step.choices
        }
        served = {
            (step, label.casefold(), _end(page, href, graph.id))
            for step, choices in page.steps.items()
            for label, href in choices
        }
        assert served == edges
        assert page.questions == {step.id: step.question for step in graph.steps}


def _end(page: ReadPage, href: str, tree: str) -> str:
    """The step or outcome that a choice's link leads to."""
    if href.startswith("#"):
        return href[1:]
    [(address, _)] = [ReadPage(page.address, links=[href]).targets()[0]]
    return address.removeprefix(f"{tree}/").strip("/")


def test_a_unit_that_says_ago_says_it_once(site: Path) -> None:
    """The sample counts in “days ago” and asks how many days ago."""
    page = (site / "order-help/index.html").read_text(encoding="utf-8")
    assert "3 days ago or less" in page
    assert "ago ago" not in page


def test_an_outcome_names_itself_on_its_page(pages: dict[str, ReadPage], sample: Site) -> None:
    for tree in sample.knowledge.trees:
        for outcome in tree.outcomes:
            assert pages[urls.outcome(tree.id, outcome.id)].outcome == outcome.id


def test_no_page_asks_another_server_for_anything(site: Path) -> None:
    class Loads(ReadPage):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            about = dict(attrs)
            rel = (about.get("rel") or "").split()
            for name in ("src", "srcset", "poster", "data", "href"):
                value = about.get(name) or ""
                if name == "href" and (tag != "link" or set(rel) & {"canonical", "alternate"}):
                    continue
                if value.startswith(("http:", "https:", "//")):
                    loads.append((file.name, tag, value))

    loads: list[tuple[str, str, str]] = []
    for file in site.rglob("*.html"):
        Loads("").feed(file.read_text(encoding="utf-8"))
    assert loads == []


def test_what_search_engines_leave_out_is_not_in_the_site_map(site: Path) -> None:
    listed = set(re.findall("<loc>https://[^/]+/([^<]*)</loc>", (site / "sitemap.xml").read_text()))
    hidden = {
        file.parent.relative_to(site).as_posix() + "/"
        for file in site.rglob("index.html")
        if '<meta name="robots" content="noindex">' in file.read_text(encoding="utf-8")
    }
    assert "order-help/sitemap/" in hidden
    assert "questions/how-long-to-cancel/" in listed
    assert not listed & hidden
