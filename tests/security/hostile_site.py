"""A site in which every text is hostile, found from the model's own declarations.

A new field needs no line here: it is filled because it is declared. A field that refuses what is
hostile, such as a date, keeps the harmless value of `BASE`, or stays out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from babel import Locale

from waypost.checks.analyse import analyse
from waypost.core.messages import LOCALES
from waypost.core.po_file import read_po
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.diagnostics.report import one_line
from waypost.model import field_types as types
from waypost.model.declare import FieldSpec, Placed, fields_of
from waypost.model.includes import gather
from waypost.model.records import Knowledge
from waypost.model.translation import texts_of

DAY: Final = date(2026, 11, 23)
TRANSLATED: Final = "de"
LANGUAGES: Final = ("en", TRANSLATED, "ar")

SETTINGS: Final = """
site_name: Help
site_url: https://help.example/
docs_dir: content
theme: {name: material, custom_dir: overrides}
plugins: [search, waypost]
"""

# Every kind of record, with what refers to something. The rest is filled in, but for what is "-".
BASE: Final = """
language: en
languages: [en, de, ar]
sources: {s: {}}
facts: {f: {source: s}}
categories: [{id: c, facts: [f], previous_ids: [c-old]}]
policies: [{id: p, category: c, source: s, previous_ids: [p-old]}]
guides: [{id: g, category: c, policies: [p], source: s, action: {url: "faq:q"}}]
faqs:
- {id: q, category: c, policies: [p], related: [r], guide: g, tree: t, popular: yes, source: s}
- {id: r, category: c}
synonyms: [[a, b]]
glossary: [{}]
contacts: {k: {url: "https://shop.example/", email: help@shop.example}}
trees:
- id: t
  category: c
  questions:
    w: {options: {yes: {}, no: {}}, unit: "-", min: "-", max: "-", step: "-", go: {yes: o, no: n}}
    n: {type: number, options: "-", min: 0, max: 9, go: [{when: {n: <= 3}, to: o}, {else: x}]}
  outcomes:
    o: {guide: g, action: {url: "faq:q"}, cites: [p], contacts: [k], source: s}
    x: {body: [{when: {n: <= 5}, text: Five.}, {else: More.}]}
  scenarios: [{given: {w: yes}, expect: o}]
changes: [{date: 2026-11-22, entry: q}]
feedback: {email: help@shop.example}
merchant_returns: {country: US, category: unlimited}
"""


@dataclass
class Hostile:
    """A hostile ``text``; once the check has refused it, ``harmless`` stands in its place."""

    spec: FieldSpec
    type: types.FieldType
    text: str
    harmless: Any = None
    refused: bool = False

    @property
    def mark(self) -> str:
        """What its text begins with, and no other's."""
        return self.text.partition(" ")[0]


class HostileSite:
    """A site in ``folder`` with ``attack`` in every text, each behind a mark of its own."""

    def __init__(self, folder: Path, attack: str) -> None:
        self.folder, self.attack = folder, attack
        self.texts: list[Hostile] = []
        (folder / "content").mkdir(parents=True)
        (folder / "overrides").mkdir()
        (folder / "content/about.md").write_text("# About\n\n{{ facts.f }}\n", encoding="utf-8")
        (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        self._settle("faq.yaml", self._filled(Knowledge, yaml.load(BASE, yaml.BaseLoader)))
        self._settle(f"faq.{TRANSLATED}.yaml", self._translated())
        for language in LANGUAGES:
            self._say(language)

    def _filled(self, cls: type[Placed], data: dict[str, Any]) -> dict[str, Any]:
        """``data`` with every field that ``cls`` declares."""
        return {
            name: self._value(spec, spec.type, data.get(name))
            for name, spec in fields_of(cls).items()
            if data.get(name) != "-"
        }

    def _value(self, spec: FieldSpec, type_: types.FieldType, data: Any) -> Any:
        match type_:
            case types.Record(cls):
                return self._filled(cls, data or {})
            case types.Named(cls):
                return {
                    id: self._filled(cls, each) | {"id": None} for id, each in (data or {}).items()
                }
            case types.Many(item) | types.OneOrMany(item):
                return [self._value(spec, item, each) for each in data or [None]]
            case types.Raw() | types.Values():
                return data
            case types.Variants() if data:
                return [
                    {
                        key: each if key == "when" else self._hostile(spec, type_)
                        for key, each in variant.items()
                    }
                    for variant in data
                ]
        return self._hostile(spec, type_, data)

    def _hostile(self, spec: FieldSpec, type_: types.FieldType, harmless: Any = None) -> Hostile:
        if harmless is None and spec.required:
            harmless = spec.example
        mark = f"mark{len(self.texts)}z"
        self.texts.append(Hostile(spec, type_, f"{mark} {self.attack}", harmless))
        return self.texts[-1]

    def _translated(self) -> dict[str, Any]:
        """A language's texts, by the names that the source's have."""
        found: dict[str, Any] = {}
        for text in texts_of(gather(self.folder / "faq.yaml").knowledge):
            *parts, last = text.name.split("/")
            at = found
            for part in parts:
                at = at.setdefault(part.replace("%2F", "/"), {})
            is_item = last.isdigit()
            at[last] = (self._hostile if is_item else self._value)(text.spec, text.spec.type, None)
        return found

    def _say(self, language: str) -> None:
        """Write the owner's catalog of a language, each message with its values.

        A % that begins none is refused.
        """
        forms = len(Locale.parse(language).plural_form.tags) + 1
        lines = []
        for entry in read_po((LOCALES / "waypost.pot").read_text(encoding="utf-8")).entries:
            said = _quoted(f"{self.attack.replace('%', '')} {entry.ids[-1]}")
            names = ["msgstr"] if len(entry.ids) == 1 else [f"msgstr[{n}]" for n in range(forms)]
            ids = zip(("msgid", "msgid_plural"), map(_quoted, entry.ids), strict=False)
            lines += [f"{name} {text}" for name, text in (*ids, *((name, said) for name in names))]
            lines.append("")
        (self.folder / "locales").mkdir(exist_ok=True)
        (self.folder / f"locales/{language}.po").write_text("\n".join(lines), encoding="utf-8")

    def _settle(self, name: str, tree: Any) -> None:
        """Write a file, and take out of it what the check refuses."""
        file = self.folder / name
        while True:
            file.write_text(json.dumps(_plain(tree), indent=1), encoding="utf-8")
            lines = file.read_text(encoding="utf-8").splitlines()
            errors = self.errors()
            at_fault = "\n".join(lines[each.at.line - 1] for each in errors)
            news = [each for each in self.texts if not each.refused and each.mark in at_fault]
            if not news:
                assert not errors, [one_line(each) for each in errors]
                return
            for each in news:
                each.refused = True

    def errors(self) -> list[Problem]:
        """The errors that the check finds."""
        found = analyse(self.folder / "faq.yaml", DAY, self.folder / "content").problems
        return [each for each in found if severity(each) is Severity.ERROR]


def _plain(tree: Any) -> Any:
    """``tree`` as it is written: without what is absent, and with lists where they are numbered."""
    match tree:
        case Hostile():
            return tree.harmless if tree.refused else tree.text
        case dict():
            made = {key: _plain(each) for key, each in tree.items()}
            made = {key: each for key, each in made.items() if each is not None and each != []}
            numbered = made and all(key.isdigit() for key in made)
            return list(made.values()) if numbered else made
        case list():
            return [made for each in tree if (made := _plain(each)) is not None]
    return tree


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
