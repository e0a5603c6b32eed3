"""Whatever a build refuses, `waypost check` has told before, at the line."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.build import project
from waypost.cli.check_command import check_command

EXAMPLES = settings().max_examples // 10
"""Each takes a second: a whole site is built."""

IDS = ("a", "b", "about", "wait", "a-z", "guides", "0", "news", "other")
FILES = ("a.md", "wait/index.md", "questions/a.md", "guides.md", "guides/b/index.html", "b/x.md")
PAGE = "# Hi\n\nThere.\n"

ids = some.sampled_from(IDS)
drafts = some.sampled_from([{}, {}, {"draft": True}])
texts = some.sampled_from(("Wait?", "💳", "A & <b>?", "日本？", "“Or” else?"))


@some.composite
def trees(draw: some.DrawFn, id: str) -> dict[str, Any]:
    """A tree of one question, whose parts may be called what others are called."""
    asked, left, right = draw(some.permutations(IDS))[:3]
    labels = {"x": "In", "y": "Out"}
    question = {"ask": draw(texts), "options": labels, "go": {"x": left, "y": right}}
    outcomes = {each: {"title": draw(texts), "body": "Wait."} for each in (left, right)}
    return {"id": id, "title": draw(texts), "questions": {asked: question}, "outcomes": outcomes}


@some.composite
def knowledge(draw: some.DrawFn) -> dict[str, Any]:
    """A knowledge base of any sections, some of them empty, and a question that links to all."""
    several = some.lists(ids, max_size=3, unique=True)
    topics = draw(several)
    topic = some.sampled_from([{}, *({"category": each} for each in topics)])
    found = {
        "categories": [{"id": id, "title": draw(texts)} for id in topics],
        "faqs": [
            {"id": id, "question": draw(texts), "answer": "Yes.", **draw(topic), **draw(drafts)}
            for id in draw(several)
        ],
        "guides": [
            {"id": id, "title": draw(texts), "steps": ["Go."], **draw(topic), **draw(drafts)}
            for id in draw(several)
        ],
        "trees": [draw(trees(id)) for id in draw(several)],
    }
    kinds = zip(("topic", "faq", "guide", "tree"), found.values(), strict=True)
    links = [f"[x]({kind}:{each['id']})" for kind, entries in kinds for each in entries]
    found["faqs"].append({"id": "first", "question": "First?", "answer": f"Yes. {' '.join(links)}"})
    return found


def checked() -> Result:
    """What ``waypost check`` does in the current folder."""
    return CliRunner().invoke(check_command, ["faq.yaml"], catch_exceptions=False)


@settings(max_examples=EXAMPLES)
@given(knowledge(), some.lists(some.sampled_from(FILES), max_size=2, unique=True))
def test_what_the_check_passes_is_built(base: dict[str, Any], files: list[str]) -> None:
    with TemporaryDirectory() as scratch:
        folder = project.make(Path(scratch, "project"), json.dumps(base, ensure_ascii=False))
        for name in files:
            path = folder / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(PAGE, encoding="utf-8")
        with chdir(folder):
            if checked().exit_code == 0:
                built = project.build()
                assert built.exit_code == 0, built.output


@pytest.mark.parametrize(
    "name", ["leave.md", "leave/index.md", "leave/index.html", "leave", "Leave.md"]
)
def test_a_file_at_the_address_of_an_entry_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = project.make(tmp_path / "project")
    path = folder / "content" / "questions" / name
    path.parent.mkdir(parents=True)
    path.write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(folder)
    wanted = f"The file questions/{name} takes the address of “How do I book leave?”."
    assert f"faq.yaml:4:10: error: {wanted}" in checked().output


def test_a_page_of_the_owners_stands_in_place_of_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.make(tmp_path / "project")
    (folder / "content" / "topics.md").write_text("# Ours\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    built = project.build()
    assert "waypost: topics.md is “Topics”; the generated one isn't made." in built.output
    assert "<h1" in (page := (folder / "site/topics/index.html").read_text(encoding="utf-8"))
    assert "Ours" in page


@pytest.mark.parametrize("name", ["my page.md", "größe.md", "a&b/100%.md", "a#b.md"])
def test_a_page_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = project.make(tmp_path / "project")
    path = folder / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(folder)
    built = project.build()
    assert built.exit_code == 0, built.output
    assert (folder / "site" / name.removesuffix(".md") / "index.md").is_file()


GOOD_LINKS = (
    *("questions/leave.md", "../questions/leave/", "topics/leave.md", "../topics/", "a-z.md"),
    *("index.md", "sub/x.md#top", "sub/x.md?q=1", "my%20page.md", "../llms.txt", "../", "#about"),
)
BAD_LINKS = (
    *("questions/leave/", "questions/leaves.md", "../questions/leave", "gone.md#x", "gone.pdf"),
    *("../gone/", "sub/", "x.md", "questions/draft.md", "gone", "../../sub/y/"),
)


def test_a_link_of_a_page_is_refused_by_both_or_by_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = "  - {id: draft, question: Who pays?, answer: We do., draft: true}\n"
    folder = project.make(tmp_path / "project", project.KNOWLEDGE + draft)
    for name in ("sub/x.md", "my page.md"):
        path = folder / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# There\n\n## Top\n", encoding="utf-8")
    about = folder / "content" / "about.md"
    monkeypatch.chdir(folder)
    about.write_text("".join(["# About\n", *(f"\n[x]({each})\n" for each in GOOD_LINKS)]))
    assert (checked().exit_code, project.build().exit_code) == (0, 0)
    about.write_text("".join(["# About\n", *(f"\n[x]({each})\n" for each in BAD_LINKS)]))
    told = checked().output
    for line, link in enumerate(BAD_LINKS):
        assert f"content/about.md:{2 * line + 3}:1: error: “{link}” leads to no page" in told
    monkeypatch.setattr("waypost.checks.analyse.theme_files", lambda _: None)
    refused = project.build().output
    for link in BAD_LINKS:
        assert f"links to what isn't there: {link}." in refused


def test_a_page_that_is_not_utf_8_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project.make(tmp_path / "project")
    (folder / "content" / "about.md").write_bytes(b"# Gr\xfc\xdfe\n")
    monkeypatch.chdir(folder)
    for result in (checked(), project.build()):
        assert result.exit_code == 1
        assert "content/about.md:1:5: error: The byte FC isn't UTF-8." in result.output


@pytest.mark.parametrize(("setting", "pages"), [("docs_dir: 'pages' #", "pages"), ("", "docs")])
def test_the_check_finds_the_pages_where_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, pages: str
) -> None:
    folder = project.make(tmp_path / "project")
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text.replace("docs_dir: content", setting), encoding="utf-8")
    (folder / "content").rename(folder / pages)
    knowledge = project.KNOWLEDGE.replace("Use the portal.", '"See [about](about.md)."')
    (folder / "faq.yaml").write_text(knowledge, encoding="utf-8")
    monkeypatch.chdir(folder)
    for result in (checked(), project.build()):
        assert result.exit_code == 0, result.output
