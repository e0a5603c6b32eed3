"""A site whose search wouldn't load is never published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from waypost.assets import FOLDER as ASSETS
from waypost.build import verify_search
from waypost.build.verify_search import FOLDER, Asked, Question, unusable
from waypost.checks.analyse import prepare
from waypost.search.documents import documents
from waypost.search.shards import in_parts
from waypost.search.site_index import as_json, data_of
from waypost.search.validate_index import Unsound, check

KB = """\
faqs:
  - id: leave
    question: How do I book leave?
    also_asked: [can i take a holiday, days off please]
    answer: Use the portal.
  - id: sick
    question: What if I am ill?
    also_asked: [calling in sick, i feel unwell today]
    answer: Call us before nine.
"""


def small(folder: Path) -> tuple[Any, Any]:
    """The first file of a small site's search, and its parts, of which it has none."""
    (folder / "faq.yaml").write_text(KB, encoding="utf-8")
    site = prepare(folder / "faq.yaml", date(2026, 1, 1)).site
    return json.loads(as_json(data_of(site.knowledge, site.converter)[0])), {}


def large(folder: Path) -> tuple[Any, Any]:
    """The same in parts, as for a large site."""
    (folder / "faq.yaml").write_text(KB, encoding="utf-8")
    site = prepare(folder / "faq.yaml", date(2026, 1, 1)).site
    first, parts = in_parts(documents(site.knowledge, site.converter), "en", [])
    return json.loads(as_json({"index": first})), json.loads(as_json(parts))


def laid_out(folder: Path, data: Any, parts: Any, engine: str | None = None) -> Path:
    """A built site's search in ``folder``."""
    place = folder / "site" / FOLDER
    place.mkdir(parents=True)
    (place / "search.0123abcd.json").write_text(as_json(data), encoding="utf-8")
    for name, part in parts.items():
        (place / "search").mkdir(exist_ok=True)
        (place / "search" / f"{name}.0123abcd.json").write_text(as_json(part), encoding="utf-8")
    text = (ASSETS / "search.mjs").read_text(encoding="utf-8") if engine is None else engine
    if text:
        (place / "search.89abcdef.mjs").write_text(text, encoding="utf-8")
    return folder / "site"


@pytest.mark.parametrize("made", [small, large])
def test_what_the_builder_writes_loads(
    made: Callable[[Path], tuple[Any, Any]], tmp_path: Path
) -> None:
    data, parts = made(tmp_path)
    check(data, parts)
    assert list(unusable(laid_out(tmp_path, data, parts))) == []


def test_a_site_without_a_search_has_nothing_to_load(tmp_path: Path) -> None:
    assert list(unusable(tmp_path)) == []


def change(path: str, value: Any) -> Callable[[Any], None]:
    """Put ``value`` at ``path`` of the first file; take away what stands there for None."""

    def changed(data: Any) -> None:
        *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        for step in way:
            data = data[step]
        if value is None:
            del data[last]
        else:
            data[last] = value

    return changed


def shortened(path: str) -> Callable[[Any], None]:
    """Cut the last four characters or the last item off what stands at ``path``."""

    def changed(data: Any) -> None:
        *way, last = path.split(".")
        for step in way:
            data = data[step]
        data[last] = data[last][: -4 if isinstance(data[last], str) else -1]

    return changed


DAMAGE = {
    "nothing": lambda data: data.clear(),
    "another version": change("index.version", 99),
    "no language": change("index.language", None),
    "an id less": shortened("index.ids"),
    "a kind less": shortened("index.kinds"),
    "an entry's phrasings less": shortened("index.says"),
    "an entry's body less": shortened("index.bodies"),
    "one id twice": change("index.ids.1", "leave"),
    "an empty id": change("index.ids.0", ""),
    "an odd kind": change("index.kinds.0", 9),
    "a truth for a number": change("index.kinds.0", True),
    "a word past the end": change("index.says.0.0.0", 10**6),
    "a word before the start": change("index.bodies.0.0", -1),
    "a text for a number": change("index.bodies.0.0", "7"),
    "no words": change("index.stems", ""),
    "vectors cut off": shortened("index.vectors.codes"),
    "weights cut off": shortened("index.vectors.weights"),
    "numbers that are none": change("index.vectors.codes", "§§§"),
    "other vectors": change("index.vectors.dims", 63),
    "no vectors": change("index.vectors", None),
    "a classifier cut off": shortened("index.classifier.sparse"),
    "its weights cut off": shortened("index.classifier.dense"),
    "half a pair": change("index.classifier.pairs", [1]),
    "nothing to show": change("shown", []),
    "a result without a title": change("shown.0", ["a/"]),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_an_index_that_does_not_hold_together_is_noticed_without_an_engine(
    damage: Callable[[Any], None], tmp_path: Path
) -> None:
    data, parts = small(tmp_path)
    damage(data)
    with pytest.raises(Unsound):
        check(data, parts)


LARGE_DAMAGE: dict[str, Callable[[Any, Any], Any]] = {
    "a part is missing": lambda _, parts: parts.pop("stems-5"),
    "a part too many": lambda _, parts: parts.update({"entries-7": []}),
    "entries are missing": lambda _, parts: parts["entries-0"].pop(),
    "a word in the wrong part": lambda _, parts: parts["stems-0"].update({"1": [0]}),
    "a word in an entry past the end": lambda _, parts: parts["stems-0"].update({"0": [99]}),
    "counts are missing": lambda data, _: data["index"]["shards"]["counts"].pop(),
}


@pytest.mark.parametrize("damage", LARGE_DAMAGE.values(), ids=LARGE_DAMAGE)
def test_parts_that_do_not_belong_together_are_noticed(
    damage: Callable[[Any, Any], Any], tmp_path: Path
) -> None:
    data, parts = large(tmp_path)
    damage(data, parts)
    with pytest.raises(Unsound):
        check(data, parts)


def test_a_fault_names_the_file_and_the_reason(tmp_path: Path) -> None:
    data, parts = small(tmp_path)
    data["index"]["version"] = 99
    (fault,) = unusable(laid_out(tmp_path, data, parts))
    assert fault.file == "assets/waypost/search.0123abcd.json"
    assert fault.what == "isn't an index that the search can use: its version isn't 1"


needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node isn't installed")


@needs_node
@pytest.mark.parametrize("made", [small, large])
def test_the_engine_itself_has_to_take_the_index(
    made: Callable[[Path], tuple[Any, Any]], tmp_path: Path
) -> None:
    """The engine that the site ships, not one of the same name elsewhere."""
    data, parts = made(tmp_path)
    text = (ASSETS / "search.mjs").read_text(encoding="utf-8")
    other = text.replace("const VERSION = 1", "const VERSION = 2")
    assert other != text
    site = laid_out(tmp_path, data, parts, other)
    (fault,) = unusable(site)
    assert "isn't taken by the search engine: the index has version 1" in fault.what
    known = [f"{FOLDER}/{path.name}" for path in (site / FOLDER).iterdir()]
    assert list(unusable(site, known)) == []


def test_a_search_without_its_engine_is_noticed(tmp_path: Path) -> None:
    data, parts = small(tmp_path)
    (fault,) = unusable(laid_out(tmp_path, data, parts, ""))
    assert fault.what == "has no engine to search it"


@pytest.mark.parametrize("program", ["exit 1", "echo nonsense", "kill -9 $$"])
def test_a_node_that_fails_by_itself_keeps_nothing_from_being_published(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = tmp_path / "bin" / "node"
    node.parent.mkdir()
    node.write_text(f"#!/bin/sh\n{program}\n")
    node.chmod(0o755)
    monkeypatch.setenv("PATH", str(node.parent))
    data, parts = small(tmp_path)
    assert list(unusable(laid_out(tmp_path, data, parts))) == []


def test_a_node_that_says_nothing_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It doesn't even take the question, which is larger than what a pipe holds."""
    node = tmp_path / "bin" / "node"
    node.parent.mkdir()
    node.write_text("#!/bin/sh\nexec sleep 1000\n", encoding="utf-8")
    node.chmod(0o755)
    monkeypatch.setenv("PATH", str(node.parent), prepend=":")
    monkeypatch.setattr(verify_search, "WAIT", 0.2)
    with Asked(tmp_path / "search.mjs") as asked:
        asked.ask(Question(json.dumps({"shown": [], "more": "x" * 1_000_000}), {}))
        assert asked.refusal() == ""
        assert asked._process
        assert asked._process.poll() is not None
