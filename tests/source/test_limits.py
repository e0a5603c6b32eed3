"""No file is too large, too deep or too strange: each limit is named, in time and memory."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from waypost.diagnostics import message_format
from waypost.parser import limits, parse

MONSTERS = {
    "open brackets": b"[" * 100_000,
    "open braces": b"a: " + b"{" * 100_000,
    "mappings in braces": b"{a: " * 100_000,
    "dashes": b"- " * 100_000,
    "deep mappings": "".join(f"{' ' * n}k:\n" for n in range(3000)).encode(),
    "question marks": b"? " * 50_000,
    "anchors": "".join(f"a{n}: &a{n} x\n" for n in range(20_000)).encode(),
    "aliases": b"a: &a x\n" + b"b: [" + b"*a, " * 200_000 + b"]\n",
    "colons": b"a: " + b"b: " * 300_000,
    "mistakes on every line": b"a: b: c\n" * 100_000,
    "indented worse and worse": "".join(
        f"{' ' * (n % 7)}k{n}: v\n" for n in range(50_000)
    ).encode(),
    "unclosed quotes": b'a: "x\n' * 100_000,
    "unclosed brackets": b"a: [x\n" * 100_000,
    "tabs": b"\ta: b\n" * 100_000,
    "spaces": b"a:" + b" " * 1_000_000 + b"b: c\n",
    "spaces before a hash": b"a: b" + b" " * 1_000_000 + b"#c\n",
    "blank lines": b"a: |\n" + b"\n" * 1_000_000 + b"  x\n",
    "escapes": b'a: "' + b"\\x41" * 400_000 + b'"\n',
    "forbidden escapes": b'a: "' + b"\\0" * 400_000 + b'"\n',
    "forbidden characters": b"a: \x01\n" * 200_000,
    "marks": b"a: e" + "\u0301".encode() * 500_000,
    "bytes that aren't text": bytes(range(256)) * 8_000,
    "latin-1": "a: café\n".encode("latin-1") * 200_000,
    "one long text": b"a: " + b"word " * 3_000_000,
    "many values": b"[" + b"a," * 2_000_000 + b"]",
    "many keys": "".join(f"k{n}: v\n" for n in range(600_000)).encode(),
    "the same key": b"k: v\n" * 600_000,
    "documents": b"---\na: b\n" * 200_000,
    "folded lines": b"a: >\n" + b"  x\n" * 500_000,
    "quoted lines": b'a: "' + b"x\n  " * 500_000 + b'"\n',
    "an exclamation": b"a: !" + b"x" * 1_000_000,
    "a long key": b"k" * 1_000_000 + b": v\n",
    "long keys": (b"k" * 1_020 + b": v\n") * 5_000,
    "commas": b"a: [" + b"," * 500_000 + b"]\n",
    "all at the largest size": b"- x" + b" " * 29 + b"\n" * (limits.LARGEST_FILE // 33),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster_is_answered_in_seconds(name: str) -> None:
    """Whatever a file holds, the answer comes at once, and a message is never long."""
    before = time.process_time()
    parsed = parse(MONSTERS[name], "f")
    assert time.process_time() - before < 8
    assert len(parsed.problems) < 1_200
    for problem in parsed.problems[:100]:
        assert len(message_format.message(problem)) < 700
        assert (message_format.message(problem) + message_format.hint(problem)).isprintable()


MEMORY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({megabytes} << 20,) * 2)
from waypost.parser import parse
from waypost.parser.limits import LARGEST_FILE
data = {data}
print(len(parse(data, "f").problems))
"""


@pytest.mark.parametrize(
    ("data", "megabytes"),
    [
        ("b'- x                         \\n' * 399_000", 500),
        ("b'[' * LARGEST_FILE", 500),
        ("b'a: ' + b'x ' * (LARGEST_FILE // 2 - 5)", 500),
        ("('a: |\\n' + '  \\U0001f600 word and more of them\\n' * 499_000).encode()", 500),
        (
            "b'k: v: w and so on, and on and on and on\\n' * 400_000",
            500,
        ),
        ("b'a: &a [x, x]\\nb: [' + b'*a, ' * 90_000 + b']'", 200),
    ],
    ids=["items", "brackets", "words", "emoji", "mistakes", "aliases"],
)
def test_the_largest_files_fit_into_memory(data: str, megabytes: int) -> None:
    """Reading stays below 500 MB of address space for any input."""
    code = MEMORY.format(data=data, megabytes=megabytes)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a" * (limits.LARGEST_FILE + 1), "file-too-large"),
        (b"[" * (limits.DEEPEST_NESTING + 1), "nested-too-deep"),
        (b"\n" * limits.MOST_LINES, "too-many-lines"),
        (b"[" + b"a," * limits.MOST_NODES + b"]", "too-many-values"),
        (b"k" * (limits.LONGEST_KEY + 1) + b": v", "key-too-long"),
        (b"k" * 3000 + b": v", "key-too-long"),
        (b"k: " + b"v" * (limits.LONGEST_TEXT + 1), "text-too-long"),
    ],
)
def test_a_limit_is_named(data: bytes, code: str) -> None:
    """The message says which limit the file passed, and nothing is made of the file."""
    parsed = parse(data, "f")
    assert [problem.code for problem in parsed.problems] == [code]
    assert parsed.root is None
    assert any(char.isdigit() for char in message_format.message(parsed.problems[0]))


@pytest.mark.parametrize(
    "data",
    [
        b"[" * limits.DEEPEST_NESTING + b"]" * limits.DEEPEST_NESTING,
        b"k" * limits.LONGEST_KEY + b": v",
        b"k: " + b"v" * limits.LONGEST_TEXT,
    ],
)
def test_what_a_limit_allows_is_read(data: bytes) -> None:
    """A limit is the most that may be, not the first that may not."""
    parsed = parse(data, "f")
    assert parsed.problems == ()
    assert parsed.root is not None
