"""Nothing in a source reads or writes outside the folders that it is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from waypost.cli.main import app

ADDRESSES = [
    *("../secret.png", "../../secret.png", "%2e%2e/secret.png", "..%2Fsecret.png"),
    *("a/../../secret.png", "./%2E%2E/./secret.png", "..\\secret.png", "C:/secret.png"),
    *("C:\\secret.png", "//secret.png", "/../secret.png", "file:../secret.png", "{outside}"),
    *("file://{outside}", "link.png", "folder/secret.png", "%00secret.png", "~/secret.png"),
]
NAMES = ["../secret", "/secret", "..", "C:secret", "a/../../secret", "%2e%2e/secret"]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", ["a.md", "a.html", "a.json", "a.csv"])
def test_no_address_leads_out(form: str, tmp_path: Path) -> None:
    """Paths upwards, whole ones, encoded ones, drives, and links to what lies elsewhere."""
    outside, source, site = (tmp_path / name for name in ("outside", "outside/source", "site"))
    source.mkdir(parents=True)
    site.mkdir()
    (outside / "secret.png").write_bytes(b"secret")
    (source / "link.png").symlink_to(outside / "secret.png")
    (source / "folder").symlink_to(outside)
    (source / "own.png").write_bytes(b"own")
    paths = [each.format(outside=outside / "secret.png") for each in [*ADDRESSES, "own.png"]]
    texts = [f'<img src="{each}">' if form == "a.html" else f"![]({each})" for each in paths]
    rows = [
        {
            "id": NAMES[at % len(NAMES)],
            "category": NAMES[at % len(NAMES)],
            "question": f"What is {at}?",
            "answer": f"It is {text} [there]({path}).",
        }
        for at, (text, path) in enumerate(zip(texts, paths, strict=True))
    ]
    written = {
        "a.md": "".join(f"# {e['question']} {{#{e['id']}}}\n\n{e['answer']}\n\n" for e in rows),
        "a.html": "".join(f"<h2 id='{e['id']}'>{e['question']}</h2>{e['answer']}" for e in rows),
        "a.json": json.dumps(rows),
        "a.csv": "question,answer,category\n"
        + "".join(f'{e["question"]},"{e["answer"]}",{e["category"]}\n' for e in rows),
    }
    (source / form).write_text(written[form])
    before = everything(outside)
    result = CliRunner().invoke(app, ["import", str(source), "--kb", str(site / "faq.yaml")])
    assert result.exit_code == 0, result.output
    assert everything(outside) == before
    made = everything(site)
    assert b"secret" not in made.values()
    assert {path.name for path in tmp_path.iterdir()} == {"outside", "site"}
    assert form == "a.csv" or made[str(site / "content" / "own.png")] == b"own"


def test_no_picture_is_written_through_a_link(tmp_path: Path) -> None:
    """Where the content folder has a link that leads out, that is said."""
    source, site, outside = (tmp_path / name for name in ("source", "site", "outside"))
    for folder in (source / "img", site / "content", outside):
        folder.mkdir(parents=True)
    (site / "content" / "img").symlink_to(outside)
    (source / "img" / "own.png").write_bytes(b"own")
    (source / "a.md").write_text("# What?\n\n![](img/own.png)\n")
    result = CliRunner().invoke(app, ["import", str(source), "--kb", str(site / "faq.yaml")])
    assert "it would be outside of the folder" in result.output
    assert not list(outside.iterdir())


def test_no_rule_of_a_redirect_is_written_through_a_link(tmp_path: Path) -> None:
    """Nor does an old address with a star become a rule for every page."""
    (tmp_path / "outside").write_text("", encoding="utf-8")
    content = tmp_path / "site" / "content"
    content.mkdir(parents=True)
    entry = {"question": "Is it free?", "answer": "It is.", "url": "/*"}
    (tmp_path / "a.json").write_text(json.dumps([entry]), encoding="utf-8")
    command = ["import", str(tmp_path / "a.json"), "--kb", str(content.parent / "faq.yaml")]
    rules = content / "_redirects"
    rules.symlink_to(tmp_path / "outside")
    result = CliRunner().invoke(app, command)
    assert "it leads out of the folder" in result.output
    assert not (tmp_path / "outside").read_text(encoding="utf-8")
    rules.unlink()
    (content.parent / "faq.yaml").unlink()
    assert CliRunner().invoke(app, command).exit_code == 0
    assert rules.read_text(encoding="utf-8") == "/%2A /questions/is-it-free/ 301\n"
