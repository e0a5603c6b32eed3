"""The files that an import brings into the content folder: pictures, and rules of redirects."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from waypost.exchange.merge import ImportPlan
from waypost.model.records import Faq

REDIRECTS: Final = "_redirects"
LITERAL: Final = str.maketrans({"*": "%2A", ":": "%3A"})
"""Signs that would make a rule of an old address hold for others as well."""


def written(content: Path, plan: ImportPlan) -> Iterator[tuple[Path, str]]:
    """Write the files of ``plan`` into the folder ``content``: each with why it wasn't, or nothing.

    No file that is there is changed, but for the rules of redirects, which are added to.

    Raises:
        OSError: a file can't be read or written.
    """
    for name, source in plan.files.items():
        path = content / name
        if not path.resolve().is_relative_to(content.resolve()):
            yield path, "it would be outside of the folder"
        elif path.exists():
            if path.read_bytes() != source.read_bytes():
                yield path, "another file of this name is there"
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, path)
            yield path, ""
    rules = content / REDIRECTS
    if plan.redirects and not rules.resolve().is_relative_to(content.resolve()):
        yield rules, "it leads out of the folder"
        return
    there = rules.read_text(encoding="utf-8") if rules.exists() else ""
    known = {line.split()[0] for line in there.splitlines() if line.strip()}
    ids = {"": "/"} | {step.id: f"/{Faq.kind.address(step.id)}" for step in plan.steps}
    # A question may have been left out since the plan was made.
    moved = {old.translate(LITERAL): ids[id] for old, id in plan.redirects.items() if id in ids}
    new = [f"{old} {to} 301\n" for old, to in moved.items() if old not in known and old != to]
    if new:
        content.mkdir(parents=True, exist_ok=True)
        gap = "\n" if there and not there.endswith("\n") else ""
        rules.write_text(there + gap + "".join(new), encoding="utf-8", newline="\n")
        yield rules, ""
