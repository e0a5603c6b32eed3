"""The documentation is made from the code, tells all of it, and is a site that builds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from scripts import reference
from tests.data import ROOT
from waypost.checks.analyse import analyse
from waypost.cli.main import COMMANDS
from waypost.diagnostics import Problem
from waypost.diagnostics.catalog import WORDINGS
from waypost.mkdocs_plugin.site_settings import node
from waypost.model.declare import FieldSpec, fields_of
from waypost.model.look import Font, Look, load_look
from waypost.model.records import Knowledge
from waypost.model.walk import records_in

DOCS = ROOT / "docs"
DAY = date(2026, 11, 23)
REACHED = {cls.__name__: cls for cls in records_in(Knowledge)}


def test_the_reference_is_up_to_date() -> None:
    """A new field, problem or option is in it: run `python -m scripts.reference`.

    In a process of its own, since click keeps the first help option that a command was asked for.
    """
    ask = "import json; from scripts import reference; print(json.dumps(reference.pages()))"
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name, text in json.loads(done.stdout).items():
        assert (reference.FOLDER / name).read_text(encoding="utf-8") == text, name


def test_every_field_every_problem_and_every_command_is_told() -> None:
    """Nothing that an editor can meet is left out."""
    fields, problems, commands = (
        reference.pages()[f"{n}.md"] for n in ("fields", "problems", "commands")
    )
    assert [f for cls in REACHED.values() for f in fields_of(cls) if f"| `{f}`" not in fields] == []
    assert [code for code in WORDINGS if f"\n### {code}\n" not in problems] == []
    assert [name for name in COMMANDS if f"\n## waypost {name}\n" not in commands] == []


def test_every_problem_has_an_example_or_a_reason_why_not() -> None:
    """Never both, never neither."""
    assert sorted(file.stem for file in reference.EXAMPLES.iterdir()) == sorted(WORDINGS)


KEYED = {"Source": "sources", "Fact": "facts", "Contact": "contacts"}
LISTS = {
    "Category": "categories",
    "Policy": "policies",
    "Guide": "guides",
    "Faq": "faqs",
    "Term": "glossary",
    "Tree": "trees",
    "Change": "changes",
}
TREE = "trees:\n  - id: order-help\n    title: Help\n"
SHAPES = {
    "Question": TREE + "    questions:\n      status: {FIELDS}\n    outcomes: {}\n",
    "Option": TREE
    + "    questions: {status: {ask: A?, options: {a: {FIELDS}}}}\n    outcomes: {}\n",
    "Outcome": TREE + "    questions: {}\n    outcomes:\n      now: {FIELDS}\n",
    "Scenario": TREE + "    questions: {}\n    outcomes: {}\n    scenarios:\n      - {FIELDS}\n",
    "Unit": "facts:\n  one: {value: 1, unit: {FIELDS}}\n",
    "Action": "guides:\n  - {id: a, title: A, steps: [B.], action: {FIELDS}}\n",
    "Notice": "notice: {FIELDS}\n",
    "Feedback": "feedback: {FIELDS}\n",
    "MerchantReturns": "merchant_returns: {FIELDS}\n",
    "Knowledge": "FIELDS\n",
}
SHAPES |= {name: f"{section}:\n  one: {{FIELDS}}\n" for name, section in KEYED.items()}
SHAPES |= {name: f"{section}:\n  - {{FIELDS}}\n" for name, section in LISTS.items()}

ABOUT_SHAPE = re.compile(
    r"unknown-key|missing-field|bad-\w+|not-\w+|list-for-text|mapping-for-text|empty-value|"
    r"long-id|reserved-id|syntax|stray-text|colon-in-text"
)


def written(name: str, field: FieldSpec) -> str:
    """A knowledge base with the example of one field, beside what its record can't lack."""
    keyed = name in KEYED or name in ("Question", "Option", "Outcome")
    fields = [
        each
        for each in fields_of(REACHED[name]).values()
        if (each.required or each is field) and not (keyed and each.name == "id")
    ]
    pairs = [f"{each.name}: {quoted(each)}" for each in fields]
    joined = "\n".join(pairs) if name == "Knowledge" else ", ".join(pairs)
    return SHAPES[name].replace("FIELDS", joined)


def quoted(field: FieldSpec) -> str:
    """An example as it may stand within braces."""
    text = field.example
    return text if text[0] in "[{\"'" else f'"{text}"'


@pytest.mark.parametrize("name", REACHED)
def test_the_example_of_every_field_loads(name: str, tmp_path: Path) -> None:
    """What the reference and the editor show is understood by Waypost itself."""
    for field in fields_of(REACHED[name]).values():
        file = tmp_path / "faq.yaml"
        file.write_text(written(name, field), encoding="utf-8")
        found = [p for p in analyse(file, DAY).problems if ABOUT_SHAPE.fullmatch(p.code)]
        assert found == [], f"{name}.{field.name}: {file.read_text('utf-8')}"


def test_the_examples_of_the_look_load() -> None:
    """All together, the second record within the first."""
    look, font = (
        {field.name: yaml.safe_load(field.example) for field in fields_of(cls).values()}
        for cls in (Look, Font)
    )
    for value in (look, {"font": font}):
        found: list[Problem] = []
        load_look(*node(Path("mkdocs.yml"), ("look",), value), found.append)
        assert found == []


def test_the_example_of_a_tree_holds(tmp_path: Path) -> None:
    """The rules that the reference explains are proved like any others."""
    file = tmp_path / "faq.yaml"
    file.write_text(reference.ROUTES_EXAMPLE, encoding="utf-8")
    assert analyse(file, DAY).problems == ()


def test_the_documentation_builds_with_waypost(tmp_path: Path) -> None:
    """It is a Waypost site itself, without a warning."""
    line = [
        "build",
        "--strict",
        "--config",
        str(DOCS / "mkdocs.yml"),
        "--site-dir",
        str(tmp_path / "site"),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "waypost", *line],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site/reference/problems/index.html").is_file()
    for name, word in (("team", "upload-pages-artifact"), ("hosting", "create-invalidation")):
        text = (tmp_path / "site" / name / "index.html").read_text(encoding="utf-8")
        assert word in text, "the recipes stand where the page wants them"
        assert "8&lt;--" not in text
    pages = {path: path.read_text("utf-8") for path in tmp_path.glob("site/**/index.html")}
    fences = "<code>(?:yaml|console|po|js)\n"
    assert [path for path, text in pages.items() if re.search(fences, text)] == []


COMMAND = re.compile(r"`waypost ([a-z-]+)[ `]")


@pytest.mark.parametrize(
    "page", [*sorted(DOCS.glob("content/*.md")), DOCS / "faq.yaml"], ids=lambda path: path.name
)
def test_pages_name_commands_that_there_are(page: Path) -> None:
    """No page tells of a command that is gone."""
    named = set(COMMAND.findall(page.read_text(encoding="utf-8")))
    assert named - set(COMMANDS) == set()
