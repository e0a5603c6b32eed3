"""Report of an import: a page of what to look at, what matters most first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from waypost.diagnostics import Problem
from waypost.diagnostics.message_format import hint, message, visible
from waypost.diagnostics.report import plural
from waypost.exchange.import_result import Found, Missed
from waypost.exchange.merge import DIFFERS, NEW, ImportPlan


def report(source: str, plan: ImportPlan, problems: Sequence[Problem]) -> str:
    """The report of importing ``source`` by ``plan``, as Markdown.

    ``problems`` are the warnings that the import brings. The words of what was left out stand in
    it, so that nothing of the source is lost.
    """
    lost = [each for each in plan.missed if not each.minor]
    drafts = [step for step in plan.of(NEW) if step.found.fields.get("draft") == "yes"]
    differ = plan.of(DIFFERS)
    parts = [
        _part("Not imported", "Add these by hand, or mend the source.", _missed(source, lost)),
        _part(
            "Drafts",
            "The source keeps these as drafts, or from some readers. Nobody sees them before "
            "`draft: yes` is taken out.",
            [f"- {visible(step.id)} ({_place(source, step.found)})" for step in drafts],
        ),
        _part(
            "Different from what is there",
            "`--overwrite` takes the source's.",
            [f"- {visible(step.id)}: {', '.join(step.changed)}" for step in differ],
        ),
        _part(
            "Changed on the way",
            "Each was taken without what is named here.",
            _missed(source, [each for each in plan.missed if each.minor]),
        ),
        _part("What the check says", "`waypost check` lists each place.", _warnings(problems)),
    ]
    told = "\n".join(filter(None, parts)) or "There is nothing to look at.\n"
    return f"# Import of {source}\n\n{plural(len(plan.of(NEW)), 'new record')}.\n\n{told}"


def _part(title: str, remedy: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    number = sum(line.startswith("- ") for line in listed)
    return f"## {title} ({number})\n\n{remedy}\n\n" + "\n".join(listed) + "\n" if listed else ""


def _place(source: str, part: Found | Missed) -> str:
    return f"{part.file or source}, {part.where}"


def _missed(source: str, parts: Iterable[Missed]) -> Iterator[str]:
    for each in parts:
        yield f"- {_place(source, each)}: {visible(each.why, 300)}"
        if each.text.strip():
            yield from ("", *(f"        {line}" for line in each.text.splitlines()), "")


def _warnings(problems: Sequence[Problem]) -> Iterator[str]:
    first = {problem.code: problem for problem in reversed(problems)}
    for code, number in Counter(problem.code for problem in problems).most_common():
        about = first[code]
        where = f"first in line {about.at.line} of {about.at.file}"
        yield f"- {number} × `{code}`, {where}: {message(about)} {hint(about)}"
