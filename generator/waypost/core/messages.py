"""The words for readers, in a language: messages of gettext catalogs, with values put in.

A message is English in the code, and that is its id in the catalogs: one for each language that
comes with Waypost, and the owner's own, which goes before it. A value is named, ``%(title)s``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from waypost.core.cldr import locale_of, plural_category, say_list, say_number
from waypost.core.language_tag import direction, tag

if TYPE_CHECKING:
    from waypost.core.po_file import CatalogEntry

LOCALES: Final = Path(__file__).parent.parent / "locales"
"""The catalogs that come with Waypost, and ``waypost.pot``, which all of them are made from."""

OTHER_SCRIPTS: Final = frozenset({"hant", "tw", "hk", "mo"})
"""Parts of a tag of Chinese in a script that the simplified catalog isn't written in."""

SAMPLES: Final = ("0", "1", "2", "3", "5", "11", "100", "1000000")
"""Numbers of every plural category that whole numbers have in a language."""

S = TypeVar("S", bound=str)


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages in a ``language`` (BCP 47).

    ``own`` is the text of the owner's catalog, empty where there is none, or one with mistakes.
    """

    language: str = "en"
    own: str = ""

    def gettext(self, message: str, /, **values: Any) -> str:
        """``message`` in the language with ``values``; placeholders stay where there are none."""
        return self.put(self.lookup(message), values)

    def ngettext(self, one: str, other: str, num: int, /, **values: Any) -> str:
        """The form of a message for ``num`` things, which it says as ``%(num)s``."""
        return self.put(self.lookup_form(one, other, num), {"num": num, **values})

    def lookup(self, message: str) -> str:
        """``message`` in the language, without values."""
        key = (message,)
        return next((each.forms[key][0] for each in _catalogs(self) if key in each.forms), message)

    def lookup_form(self, one: str, other: str, num: int) -> str:
        """The form of a message for ``num`` things, without values."""
        key = (one, other)
        found = next((each for each in _catalogs(self) if key in each.forms), None)
        if found is None:
            return one if num == 1 else other
        return found.forms[key][found.rule(num)]

    def put(self, text: S, values: Mapping[str, Any]) -> S:
        """``text``, which may be markup, with ``values`` in their places; numbers are integers.

        Where the language is written from right to left, each text keeps its own direction.
        """
        if not values:
            return text
        # What <bdi> says in HTML, these characters say in any text.
        isolate = type(text)("\u2068{}\u2069" if direction(self.language) == "rtl" else "{}").format
        said = {
            name: say_number(str(value), self.language)
            if isinstance(value, int)
            else isolate(value)
            for name, value in values.items()
        }
        return type(text)(text % said)

    def join(self, parts: Sequence[str], kind: str) -> str:
        """``parts`` as a list of a kind: see `say_list`."""
        return say_list(parts, self.language, kind)

    def sentence(self, phrase: str) -> str:
        """``phrase`` as it begins a line."""
        first = phrase[:1]
        if first == "i" and self.language.partition("-")[0].lower() in ("az", "tr"):
            return f"İ{phrase[1:]}"
        return first.upper() + phrase[1:]

    def of_script(self, name: str) -> dict[str, Any]:
        """The messages of the script ``name`` by their English: words, or forms by plural category.

        Script has the English itself, and those that aren't translated are left out.
        """
        found: dict[str, Any] = {}
        for one, other in () if _is_source(self) else _script_ids(name):
            if other:
                said = {
                    plural_category(number, self.language): self.lookup_form(
                        one, other, int(number)
                    )
                    for number in SAMPLES
                }
                if not {one, other} >= set(said.values()):
                    found[other] = said
            elif (text := self.lookup(one)) != one:
                found[one] = text
        return found


ENGLISH: Final = Messages()


def _is_source(messages: Messages) -> bool:
    return not messages.own and messages.language.partition("-")[0].lower() == "en"


@dataclass(frozen=True, slots=True)
class _Catalog:
    """The forms of each message that a catalog has, and which of them a number takes."""

    forms: Mapping[tuple[str, ...], Sequence[str]]
    rule: Callable[[int], int]


@cache
def _catalogs(messages: Messages) -> tuple[_Catalog, ...]:
    """The catalogs of a language, the owner's before ours; English is in the code."""
    if _is_source(messages):
        return ()
    name = catalog_of(messages.language)
    shipped = ""
    if name and name != "en":
        shipped = (LOCALES / name / "LC_MESSAGES" / "waypost.po").read_text(encoding="utf-8")
    texts = filter(None, (messages.own, shipped))
    return tuple(_catalog(text, messages.language) for text in texts)


def _catalog(text: str, language: str) -> _Catalog:
    # English needs no catalog.
    from waypost.core.po_file import plural_rule, read_po

    file = read_po(text)
    forms = {
        entry.ids: [form.text for form in entry.forms]
        for entry in file.entries
        if entry.is_translated
    }
    return _Catalog(forms, plural_rule((file.plurals or plurals_of(language))[1]))


def plurals_of(language: str) -> tuple[int, str]:
    """The number of plural forms of a language, and the rule for them, as gettext has them."""
    from babel.messages.plurals import get_plural

    found = get_plural(locale_of(language))
    return found.num_plurals, found.plural_expr


@cache
def catalog_of(language: str) -> str:
    """The name of the catalog that comes with Waypost for ``language``; empty where none does.

    >>> [catalog_of(each) for each in ("de-AT", "pt", "zh-CN", "zh-Hant-TW", "sv")]
    ['de', 'pt_BR', 'zh_Hans', '', '']
    """
    base, *parts = tag(language).lower().split("-")
    if base == "zh" and "hans" not in parts and OTHER_SCRIPTS & set(parts):
        return ""
    folders = (path.name for path in sorted(LOCALES.iterdir()) if not path.suffix)
    return next((name for name in folders if name.partition("_")[0] == base), "")


@cache
def known_messages() -> tuple[CatalogEntry, ...]:
    """All messages that there are, as they were extracted from the code."""
    from waypost.core.po_file import read_po

    return read_po((LOCALES / "waypost.pot").read_text(encoding="utf-8")).entries


@cache
def _script_ids(name: str) -> tuple[tuple[str, str], ...]:
    """The messages of a script: each with its plural, or an empty text."""
    place = re.compile(rf"(?:^|/)assets/{re.escape(name)}$")
    return tuple(
        (entry.ids[0], entry.ids[1] if len(entry.ids) > 1 else "")
        for entry in known_messages()
        if any(map(place.search, entry.files))
    )
