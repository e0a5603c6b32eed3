"""A site with a hole in it is never published: pages, links, anchors and files are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from waypost.build.verify import Finding, faults, survey

HEAD = "<!doctype html><html><body>"
TAIL = "</body></html>"


def found(site: Path, files: dict[str, str | bytes], **how: object) -> list[Finding]:
    """The faults of a site that consists of ``files``."""
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    copied = how.pop("copied", ())
    return list(faults(survey(site, copied), **how))


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
    assert found(tmp_path, site) == []


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
    faults = found(tmp_path, {"index.html": page(markup), "b/index.html": page("")})
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
    assert found(tmp_path, {"index.html": page(markup)}) == []


def test_a_page_that_was_to_be_there_is_missed(tmp_path: Path) -> None:
    faults = found(tmp_path, {"index.html": page("")}, expected=["", "questions/a/"])
    assert faults == [Finding("questions/a/index.html", "is missing")]


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
    assert [fault.file for fault in found(tmp_path, {name: content})] == [name]


def test_a_file_of_the_owners_own_is_published_as_it_is(tmp_path: Path) -> None:
    files = {"google123.html": "google-site-verification", "notes.json": "{ /* mine */ }"}
    assert found(tmp_path, files, copied=list(files)) == []


def test_a_link_in_the_file_system_is_named(tmp_path: Path) -> None:
    (tmp_path / "passwd.html").symlink_to("/etc/passwd")
    assert [fault.file for fault in found(tmp_path, {})] == ["passwd.html"]


def test_a_site_below_a_path_resolves_its_absolute_links(tmp_path: Path) -> None:
    site = {"404.html": page('<a href="/help/">ok</a><a href="/help/x/">no</a><a href="/">out</a>')}
    site["index.html"] = page("")
    assert [fault.address for fault in found(tmp_path, site, base="/help/")] == ["/help/x/"]
