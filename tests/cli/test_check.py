"""`waypost check` lists every problem, in the form asked for, and its exit status says the rest."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from waypost.cli.main import app
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.diagnostics.report import frame

GOOD = "faqs:\n  - {id: fee, question: Is there a fee?, answer: No.}\n"
WARNED = GOOD + "  - {id: cost, question: Is there a fee?, answer: None.}\n"
BAD = "faqs:\n  - {id: fee, question: Is there a fee?, answr: No.}\n  - {id: b, answer: No.}\n"


def check(tmp_path: Path, text: str, *options: str) -> Result:
    (tmp_path / "faq.yaml").write_text(text)
    return CliRunner().invoke(app, ["check", str(tmp_path / "faq.yaml"), *options])


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [(GOOD, [], 0), (WARNED, [], 0), (WARNED, ["--strict"], 1), (BAD, [], 1)],
    ids=["good", "warned", "warned-strict", "bad"],
)
def test_exit_status_says_whether_it_may_be_published(
    tmp_path: Path, text: str, options: list[str], status: int
) -> None:
    assert check(tmp_path, text, *options).exit_code == status


def test_piped_problems_are_one_line_each_with_place_and_remedy(tmp_path: Path) -> None:
    lines = check(tmp_path, BAD).stderr.splitlines()
    place = f"{tmp_path.as_posix()}/faq.yaml"
    assert lines[0].startswith(
        f"{place}:2:42: error: This FAQ has no field called “answr”. Did you mean “answer”?"
    )
    assert lines[1].startswith(f"{place}:3:5: error: This FAQ has no “question”.")
    assert len(lines) == 2


def test_json_is_a_list_and_nothing_else(tmp_path: Path) -> None:
    rows = json.loads(check(tmp_path, BAD, "--format", "json").stdout)
    assert [row["line"] for row in rows] == [2, 3]
    assert all(
        list(row) == ["file", "line", "column", "severity", "code", "message", "hint"]
        for row in rows
    )
    assert json.loads(check(tmp_path, GOOD, "--format", "json").stdout) == []


def test_json_reports_syntax_errors_too(tmp_path: Path) -> None:
    rows = json.loads(check(tmp_path, "faqs: [", "--format", "json").stdout)
    assert rows[0]["severity"] == "error"
    assert (rows[0]["line"], rows[0]["column"]) == (1, 7)


def test_github_annotates_the_line(tmp_path: Path) -> None:
    out = check(tmp_path, BAD, "--format", "github").stdout.splitlines()
    assert out[0].startswith("::error file=")
    assert ",line=2,col=42,title=unknown-key::This FAQ has no field called “answr”." in out[0]


def test_a_person_at_a_terminal_sees_the_line_and_what_is_wrong_in_it(tmp_path: Path) -> None:
    """Tested through a pseudo-terminal, as an editor would see it."""
    (tmp_path / "faq.yaml").write_text(BAD)
    shown = bytearray()
    pid, descriptor = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        os.environ["NO_COLOR"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "waypost", "check"])
    with contextlib.suppress(OSError):
        while data := os.read(descriptor, 4096):
            shown.extend(data)
    os.waitpid(pid, 0)
    text = shown.decode().replace("\r\n", "\n")
    assert "  --> faq.yaml:2:42\n" in text
    assert "   2 |   - {id: fee, question: Is there a fee?, answr: No.}\n" in text
    assert "     |                                          ^^^^^\n" in text
    assert "Did you mean “answer”?" in text


def test_a_missing_file_is_one_line_and_status_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "waypost", "check", str(tmp_path / "none.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "does not exist" in done.stderr
    assert "Traceback" not in done.stderr


def test_control_characters_reach_a_terminal_as_escapes_only(tmp_path: Path) -> None:
    result = check(tmp_path, 'faqs:\n  - {id: a, question: q, answer: b, "x\\e[31m": 1}\n')
    assert "\x1b" not in result.stderr
    assert "\\u{1b}" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["rename", "fee", "\x1b[31m" + "x" * 900],
        ["rename", "\x1b[31m", "x"],
        ["walk", "\x1b[31m"],
        ["review", "\x1b[31m"],
        ["new", "\x1b[31m"],
    ],
    ids=lambda command: command[0],
)
def test_nor_does_what_stands_on_the_command_line(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "faq.yaml").write_text(GOOD)
    lines = CliRunner().invoke(app, command).output.splitlines()
    assert lines
    assert all(line.isprintable() and len(line) < 700 for line in lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "nothere.yaml"], "File 'nothere.yaml' does not exist."),
        (["check", "--frmat", "json"], "No such option"),
        (["chek"], "No such command 'chek'."),
        (["stale", "--on", "22.11.2026"], "is not a day; write it like 2026-11-22."),
    ],
    ids=["no file", "no option", "no command", "no day"],
)
def test_a_wrong_call_is_told_in_one_line(words: list[str], said: str, tmp_path: Path) -> None:
    """It says what is wrong and where to read on, and the command ends with 2."""
    (tmp_path / "faq.yaml").write_text("faqs: []\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "waypost", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert "--help" in done.stderr


@pytest.mark.parametrize("command", [["check"], ["ask", "fee"], ["build"], ["serve"]], ids=" ".join)
def test_in_another_folder_than_the_sites_the_remedy_says_so(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its editor named no file, and isn't told of an option."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert "--" not in result.stderr
    assert "o to the folder of your site (cd), or make one: waypost new FOLDER" in result.stderr


def test_a_fact_of_a_new_site_can_be_changed(tmp_path: Path) -> None:
    """Its scenarios move with it, as README.md says of the sample."""
    folder = tmp_path / "new"
    assert CliRunner().invoke(app, ["new", str(folder)]).exit_code == 0
    kb = folder / "faq.yaml"
    kb.write_text(kb.read_text("utf-8").replace("value: 30", "value: 14"), encoding="utf-8")
    assert CliRunner().invoke(app, ["check", "--strict", str(kb)]).exit_code == 0


def test_a_reader_that_has_enough_ends_the_command_quietly(tmp_path: Path) -> None:
    """`waypost … | head -1` says nothing of a broken pipe."""
    rows = "".join(f"  - {{id: q{n}, question: Q{n}?, answer: A.}}\n" for n in range(20_000))
    (tmp_path / "faq.yaml").write_text("faqs:\n" + rows, encoding="utf-8")
    done = subprocess.run(
        f"{sys.executable} -m waypost export | head -1",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such device")
@pytest.mark.parametrize(
    ("output", "code", "errors"),
    [(">&-", 0, ""), (">/dev/full", 2, "waypost: No space left on device\n")],
    ids=["closed", "full"],
)
def test_an_output_that_takes_nothing_is_no_fault_of_waypost(
    output: str, code: int, errors: str, tmp_path: Path
) -> None:
    (tmp_path / "faq.yaml").write_text("faqs: []\n", encoding="utf-8")
    command = f"{sys.executable} -m waypost export {output}"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, errors)


def test_a_frame_shows_a_tab_as_one_sign() -> None:
    """So that what is underlined is what is meant."""
    problem = Problem("tab-indent", Mark("faq.yaml", 1, 4), {"lines": "This line is"}, width=3)
    shown = frame(problem, {"faq.yaml": ["\ta\tbad: x"]}).plain.split("\n")
    assert shown[2:4] == ["   1 | →a→bad: x", "     |    ^^^"]


def test_an_included_file_is_checked_as_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its facts and guides stand in other files; only its own problems are listed."""
    (tmp_path / "topics/deep").mkdir(parents=True)
    (tmp_path / "faq.yaml").write_text(
        "include: topics/**/*.yaml\nfacts: {fee: 5}\nguides: [{id: g, title: G}]\n"
    )
    part = tmp_path / "topics/deep/a.yaml"
    text = 'faqs: [{id: a, question: A fee?, answer: "It is {{ facts.fee }}.", guide: g}]\n'
    part.write_text(text)
    for folder, name in ((tmp_path, "topics/deep/a.yaml"), (part.parent, "a.yaml")):
        monkeypatch.chdir(folder)
        done = CliRunner().invoke(app, ["check", name])
        assert (done.exit_code, done.stderr) == (0, "")
        assert "faq.yaml includes this file; elsewhere in it: 1 error, 0 warnings." in done.stdout
        assert CliRunner().invoke(app, ["check", name, "--format", "json"]).stdout == "[]\n"
    part.write_text(text.replace("guide: g", "guide: h"))
    done = CliRunner().invoke(app, ["check", str(part)])
    assert done.exit_code == 1
    assert done.stderr.endswith("a.yaml:1:75: error: There is no guide “h”. There are: g.\n")


def test_what_was_renamed_is_told_once(tmp_path: Path) -> None:
    """No typo happens three times: a fact or a guide got another name where it is defined."""
    faqs = "".join(
        f"  - {{id: q{n}, question: Is it {n}, answer: '{{{{ facts.window }}}}.', guide: send}}\n"
        for n in range(3)
    )
    start = "facts: {return_window: 5 days}\nguides: [{id: go, title: G, steps: [G.]}]\nfaqs:\n"
    told = check(tmp_path, start + faqs).stderr
    assert told.count("error: There is no") == 2
    renamed = "It is named in 3 places: was it renamed?"
    assert f"no fact “window”. Did you mean “return_window”? {renamed}" in told
    assert f"no guide “send”. {renamed}" in told
