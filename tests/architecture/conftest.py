"""Rules that the code doesn't keep yet: ``exceptions.txt``, which only ever gets shorter.

Each of its lines is a rule's name and what breaks it. A line that nothing needs any more fails its
test, so that nobody leaves one behind; ``--update-cases`` takes such lines out, and adds none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

FILE = Path(__file__).with_name("exceptions.txt")

Obeyed = Callable[[str, Iterable[str]], None]


@pytest.fixture
def obeyed(request: pytest.FixtureRequest) -> Obeyed:
    """Assert that what breaks a rule is what is known of it, neither more nor less."""
    update = request.config.getoption("--update-cases")

    def check(rule: str, breaches: Iterable[str]) -> None:
        lines = FILE.read_text(encoding="utf-8").splitlines()
        known = {line for line in lines if line.startswith(f"{rule} ")}
        found = {f"{rule} {each}" for each in breaches}
        if update:
            kept = [line for line in lines if line not in known - found]
            FILE.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8", newline="\n")
            known &= found
        assert not found - known, f"these break the rule {rule!r}: {sorted(found - known)}"
        assert not known - found, f"take these lines out of {FILE.name}: {sorted(known - found)}"

    return check
