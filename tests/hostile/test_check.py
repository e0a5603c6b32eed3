"""What `waypost check` says about a knowledge base that a stranger hands in."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.hostile.rows import CASES, ROWS, Row
from waypost.cli.check_command import check_command
from waypost.core.nodes import Mapping, Node, Scalar
from waypost.parser import parse, read

REPORT = re.compile(r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning): ")
SECONDS = 5


def run(path: Path, *options: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(check_command, [str(path), *options])


def lines_of(result: Result, severity: str) -> set[int]:
    """The lines for which the command reported this severity."""
    found = (REPORT.match(line) for line in result.stderr.splitlines())
    return {int(each["line"]) for each in found if each and each["severity"] == severity}


def ids(row: Row) -> str:
    """A case's name."""
    return row.file.removesuffix(".yaml")


@pytest.mark.parametrize("row", [row for row in ROWS if row.outcome == "REJECT"], ids=ids)
def test_what_cannot_be_right_is_refused_at_its_line(row: Row) -> None:
    """Exit 1 and an error, on the line of the mistake where the case names one."""
    result = run(row.path)
    assert result.exit_code == 1
    errors = lines_of(result, "error")
    assert errors if row.line is None else row.line in errors


@pytest.mark.parametrize("row", [row for row in ROWS if row.outcome == "WARN"], ids=ids)
def test_what_is_doubtful_is_warned_of_at_its_line(row: Row) -> None:
    """Exit 0 with a warning, and 1 under --strict."""
    result = run(row.path)
    assert (result.exit_code, lines_of(result, "error")) == (0, set())
    assert row.line in lines_of(result, "warning")
    assert run(row.path, "--strict").exit_code == 1


@pytest.mark.parametrize("row", [r for r in ROWS if r.outcome in ("ACCEPT", "ESCAPE")], ids=ids)
def test_what_is_harmless_passes(row: Row) -> None:
    """Exit 0: text is text, whatever it looks like."""
    result = run(row.path)
    if row.group == "G size" and result.exit_code == 1:
        # A limit may refuse it, by name, at the text itself.
        assert lines_of(result, "error") == {4}
        assert re.search(r"\d", result.stderr.partition("error: ")[2])
    else:
        assert result.exit_code == 0


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_answers_are_quick_and_safe_to_print(row: Row) -> None:
    """No traceback, no raw control character, no line of 700 characters, and no waiting."""
    before = time.process_time()
    result = run(row.path)
    assert time.process_time() - before < SECONDS
    assert result.exception is None or isinstance(result.exception, SystemExit)
    for line in result.output.splitlines():
        assert len(line) < 700
        assert all(char.isprintable() for char in line)


def test_thousands_of_names_that_mean_nothing_are_told_in_seconds(tmp_path: Path) -> None:
    """What each was meant to be is looked for as long as that takes no more."""
    entry = "- {{id: q{n}, question: How {n}?, answer: '[x](faq:z{n})', related: [y{n}]}}\n"
    lines = "".join(entry.format(n=n) for n in range(2_000))
    (tmp_path / "faq.yaml").write_text(f"faqs:\n{lines}", encoding="utf-8")
    before = time.process_time()
    assert run(tmp_path / "faq.yaml").exit_code == 1
    assert time.process_time() - before < 2 * SECONDS


def texts(node: Node | None) -> list[str]:
    """All texts below a node."""
    if isinstance(node, Scalar):
        return [str(node.text)]
    if isinstance(node, Mapping):
        return [text for _, value in node.entries for text in texts(value)]
    return [text for item in node or () for text in texts(item)]


@pytest.mark.parametrize("row", [row for row in ROWS if row.check.startswith("text:")], ids=ids)
def test_values_are_kept_as_typed(row: Row) -> None:
    """`on`, `1.10`, `0x1F` and `.nan` are what the editor typed."""
    wanted = row.check.removeprefix("text:")
    assert any(wanted in text for text in texts(read(row.path, row.file).root))


@pytest.mark.parametrize("name", ["064-alias-bomb", "076-deep-block-1k", "088-ansi-in-bad-key"])
def test_the_command_itself_answers_the_same(name: str) -> None:
    """As a process of its own: exit 1, problems on standard error, within a second and 200 MB."""
    code = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (200 << 20,) * 2)\n"
        "from waypost.cli.main import main\n"
        "main()\n"
    )
    path = CASES / f"{name}.yaml"
    command = [sys.executable, "-c", code, "check", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 1
    assert REPORT.match(done.stderr)
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr + done.stdout


def test_windows_line_ends_change_nothing() -> None:
    """The same knowledge base with CRLF, CR or LF reads the same, place by place."""
    data = (CASES / "097-crlf.yaml").read_bytes()
    unix = parse(data.replace(b"\r\n", b"\n"), "f")
    assert parse(data, "f") == unix
    assert parse(data.replace(b"\r\n", b"\r"), "f") == unix
