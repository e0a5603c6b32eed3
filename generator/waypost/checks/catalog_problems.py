"""Mistakes in a catalog of an owner's words: lines, values, plurals, and messages there aren't."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from waypost.core.messages import known_messages, plurals_of
from waypost.core.nodes import Mark
from waypost.core.po_file import CatalogEntry, CatalogForm, plural_rule, read_po
from waypost.diagnostics import Problem, nearest

VALUE: Final = re.compile(r"%\((\w+)\)s")
MOST_FORMS: Final = 6


def catalog_problems(text: str, name: str, language: str) -> Iterator[Problem]:
    """Everything that is wrong in the catalog that is ``text``."""
    file = read_po(text)
    for line, why in file.faults:
        yield Problem("bad-catalog", Mark(name, line, 1), {"why": why})
    plurals = file.plurals or plurals_of(language)
    if not _has_rule(plurals):
        assert file.header is not None
        at = Mark(name, file.header.line, 1)
        yield Problem("bad-plural-forms", at, {"language": language})
        plurals = plurals_of(language)
    known = {entry.ids: entry for entry in known_messages()}
    for entry in file.entries:
        if entry.ids in known:
            yield from _faults_of_forms(entry, name, plurals[0])
        else:
            ids = [each.ids[0] for each in known.values()]
            about = {"message": entry.ids[0], "nearest": nearest(entry.ids[0], ids)}
            yield Problem("unknown-message", Mark(name, entry.line, 1), about)


def _has_rule(plurals: tuple[int, str]) -> bool:
    """True if the rule gives each number one of the forms."""
    number, expression = plurals
    try:
        rule = plural_rule(expression)
        return 0 < number <= MOST_FORMS and all(0 <= rule(n) < number for n in range(200))
    except (ValueError, ZeroDivisionError):
        return False


def _faults_of_forms(entry: CatalogEntry, name: str, forms: int) -> Iterator[Problem]:
    wanted = forms if len(entry.ids) > 1 else 1
    if [form.number for form in entry.forms] != list(range(wanted)):
        about = {"count": str(len(entry.forms)), "wanted": str(wanted)}
        yield Problem("catalog-forms", Mark(name, entry.line, 1), about)
    for form in entry.forms if entry.is_translated else ():
        if why := _wrong_values(entry, form):
            at = Mark(name, form.line, 1)
            yield Problem("catalog-values", at, {"why_values": why, "message": entry.ids[-1]})


def _wrong_values(entry: CatalogEntry, form: CatalogForm) -> str:
    """The difference of the values in a form from those of the message, in words."""
    wanted, found = (Counter(VALUE.findall(text)) for text in (entry.ids[-1], form.text))
    # “a day ago” says its number in words.
    spare = {"num"} if len(entry.ids) > 1 else set()
    lost = [f"%({each})s" for each in wanted if each not in found and each not in spare]
    odd = [f"%({each})s" for each in found if each not in wanted]
    if "%" in VALUE.sub("", form.text):
        odd.append("a % that begins no value")
    told = (
        f"it lacks {', '.join(lost)}" if lost else "",
        f"it has {', '.join(odd)}" if odd else "",
    )
    return " and ".join(filter(None, told))
