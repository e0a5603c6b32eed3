"""Ten generated sources of each shape come in whole, are clean, and are what readers see."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.exchange.sources import SHAPES, WITHOUT_TOPICS, questions, told
from waypost.cli.main import app
from waypost.markdown.html_tree import parsed
from waypost.model.includes import gather

SEEDS = range(10)
TAGS = ("article", "div", "section", "p", "li", "td", "th", "pre", "code", "h1", "h2", "h3")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site into which all sources were imported, checked and built."""
    root = tmp_path_factory.mktemp("sources")
    kb = root / "faq.yaml"
    (root / "mkdocs.yml").write_text("site_name: Help\nplugins: [search, waypost]\n")
    (root / "docs").mkdir()
    for shape, (name, write) in SHAPES.items():
        for seed in SEEDS:
            source = root / "sources" / f"{shape}-{seed}" / name
            source.parent.mkdir(parents=True)
            source.write_text(write(questions(seed, shape)), encoding="utf-8")
    result = CliRunner().invoke(app, ["import", str(root / "sources"), "--kb", str(kb)])
    assert result.exit_code == 0, result.output
    assert "not understood" not in result.output, result.output
    result = CliRunner().invoke(app, ["check", str(kb)])
    assert result.exit_code == 0, result.output
    result = CliRunner().invoke(
        app, ["build", "--kb", str(kb), "--config", str(root / "mkdocs.yml")]
    )
    assert result.exit_code == 0, result.output
    return root


def seen(page: Path) -> str:
    """The words of a page as readers see them, with single spaces."""
    tree = parsed(page.read_text(encoding="utf-8"), TAGS, {}, ("script", "style", "nav", "header"))
    return " ".join(tree.text().split())


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_source_says_is_what_readers_see(site: Path, shape: str) -> None:
    """Each part of each answer stands on its page, in its order."""
    pages = [seen(path / "index.html") for path in (site / "site/questions").iterdir()]
    known = gather(site / "faq.yaml").knowledge
    names = {topic.id: topic.title for topic in known.categories}
    topics = {faq.question: names.get(faq.category or "", "") for faq in known.faqs}
    for seed in SEEDS:
        for question in questions(seed, shape):
            words = " ".join(question.words.split())
            text = next((each for each in pages if f"{words} " in each), "")
            assert text, f"{question.words} isn't there"
            place = text.index(words)
            for part in told(question):
                assert part in text[place:], f"{part!r} isn't on the page of {question.words!r}"
                place = text.index(part, place)
            assert topics[words] == ("" if shape in WITHOUT_TOPICS else question.topic)
