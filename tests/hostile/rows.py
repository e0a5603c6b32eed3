"""The hostile knowledge bases, and what is expected of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CASES = HERE / "cases"
MORE = HERE / "more"


@dataclass(frozen=True)
class Row:
    """One case: ``outcome`` is REJECT, WARN, ACCEPT or ESCAPE; ``check`` is text that is kept."""

    file: str
    group: str
    outcome: str
    line: int | None
    why: str
    check: str

    @property
    def path(self) -> Path:
        """Where the case stands."""
        numbered = CASES / self.file
        return numbered if numbered.exists() else MORE / self.file


ROWS = [
    Row(**row)
    for name in ("expected.json", "more.json")
    for row in json.loads((HERE / name).read_text(encoding="utf-8"))
]
