"""A site with a hole in it is never published: pages, links, anchors and files are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from waypost.build.verify import BuiltSite, SiteFault, broken_links, damaged, missing

HEAD = "<!doctype html><html><body>"
TAIL = "</body></html>"


def built(folder: Path, files: dict[str, str | bytes]) -> BuiltSite:
    """A site that consists of ``files``."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return BuiltSite(folder)


def links(folder: Path, files: dict[str, str | bytes], base: str = "/") -> list[SiteFault]:
    """The broken links of a site that consists of ``files``."""
    site = built(folder, files)
    return list(broken_links(site, site.pages(), base))


def page(body: str) -> str:
    """A whole page."""
    return HEAD + body + TAIL


@pytest.mark.parametrize(
    "link",
    [
        "b/",
        "b/index.html",
        "./b/#there",
        "b/?q=1#there",
        "b/#a%20name",
        "#own",
        "#",
        "",
        "/b/",
        "https://example.org/",
        "mailto:me@example.org",
        "//example.org/",
        "b/#:~:text=words",
    ],
)
def test_a_link_that_leads_somewhere_is_no_fault(tmp_path: Path, link: str) -> None:
    site = {
        "index.html": page(f'<p id="own"><a href="{link}">x</a>'),
        "b/index.html": page('<p id="there"><p id="a name">'),
    }
    assert links(tmp_path, site) == []


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ('<a href="c/">x</a>', "links to what isn't there"),
        ("<a href='c/'>x</a>", "links to what isn't there"),
        ("<A HREF=c/>x</A>", "links to what isn't there"),
        ('<a class="a"href="c/">x</a>', "links to what isn't there"),
        ('<a title="1 > 0" href="c/">x</a>', "links to what isn't there"),
        ('<img src="c/">', "links to what isn't there"),
        ('<script src="c/"></script>', "links to what isn't there"),
        ('<link rel="stylesheet" href="c/">', "links to what isn't there"),
        ('<a href="/c/">x</a>', "links to what isn't there"),
        ('<a href="../c/">x</a>', "links to what isn't there"),
        ('<a href="b/#nowhere">x</a>', "links to a place that its page doesn't have"),
        ('<a href="#nowhere">x</a>', "links to a place that its page doesn't have"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, markup: str, what: str) -> None:
    faults = links(tmp_path, {"index.html": page(markup), "b/index.html": page("")})
    assert [fault.what for fault in faults] == [what]


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <a href="gone/">x</a> -->',
        "<script>const a = '<a href=\"gone/\">'</script>",
        '<code>&lt;a href="gone/"&gt;</code>',
    ],
)
def test_what_only_looks_like_a_link_is_no_fault(tmp_path: Path, markup: str) -> None:
    assert links(tmp_path, {"index.html": page(markup)}) == []


def test_a_page_that_was_to_be_there_is_missed(tmp_path: Path) -> None:
    site = built(tmp_path, {"index.html": page("")})
    faults = missing(site, ["index.html", "questions/a/index.html"])
    assert faults == (SiteFault("questions/a/index.html", "is missing"),)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", HEAD + "cut"),
        ("a.html", ""),
        ("search.json", '{"docs": ['),
        ("search.json", ""),
        ("sitemap.xml", "<urlset>"),
        ("sitemap.xml.gz", b"\x1f\x8b\x08\x00cut"),
        ("app.js", ""),
    ],
)
def test_a_half_written_file_is_named(tmp_path: Path, name: str, content: str | bytes) -> None:
    site = built(tmp_path, {name: content})
    assert [fault.file for fault in damaged(site, site.files)] == [name]


def test_a_link_in_the_file_system_is_named(tmp_path: Path) -> None:
    (tmp_path / "passwd.html").symlink_to("/etc/passwd")
    site = built(tmp_path, {})
    assert [fault.file for fault in damaged(site, site.files)] == ["passwd.html"]


def test_a_site_below_a_path_resolves_its_absolute_links(tmp_path: Path) -> None:
    site = {"404.html": page('<a href="/help/">ok</a><a href="/help/x/">no</a><a href="/">out</a>')}
    site["index.html"] = page("")
    assert [fault.address for fault in links(tmp_path, site, "/help/")] == ["/help/x/"]
