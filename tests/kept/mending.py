"""A small site that is edited and published again."""

from __future__ import annotations

from pathlib import Path

from tests.kept.test_kept import DAY, publish_clean, tree
from waypost.build.build_result import Outcome, Wishes
from waypost.build.publish import build

SETTINGS = """\
site_name: Mended
site_url: https://help.example/a/
docs_dir: content
theme: {name: material, font: false, custom_dir: overrides}
plugins: [search, waypost]
"""
BASE = """\
title: Help
facts:
  window: {value: 5, unit: days}
  fee: {value: 3}
  spare: {value: 1}
  years: {value: 20}
  price: {value: "{{ facts.fee }} USD"}
sources:
  guide: {title: The guide, retrieved: 2026-11-22}
categories:
  - {id: one, title: One, facts: [window]}
  - {id: two, title: Two}
glossary:
  - {term: Voucher, definition: A code that takes money off.}
contacts:
  seller: {title: The seller, how: Write to them.}
policies:
  - id: rule
    title: The rule
    category: one
    summary: Be kind.
    body: "Always. See [the way](guide:way)."
    source: guide
    reviewed: 2026-11-22
guides:
  - id: way
    title: The way
    category: two
    summary: Two steps.
    intro: Before you begin.
    steps: [First do this., Then that.]
    outro: All done.
    policies: [rule]
faqs:
  - id: q1
    question: What is a voucher?
    answer: |
      A voucher lasts {{ facts.window }}.

      ### How long

      Until it ends.
    category: one
    policies: [rule]
    popular: yes
  - id: q2
    question: When does it come?
    answer: Soon. See [what it is](faq:q1).
    category: one
    related: [q1, q3]
  - id: q3
    question: Where is it?
    answer: Here.
    category: two
    guide: way
    tree: help
  - id: q4
    question: Who asks what a voucher is?
    answer: You do.
    previous_ids: [q0]
  - id: q5
    question: What does it cost?
    answer: "It is {{ facts.price }}. See [](faq:q2) and [](policies/rule)."
trees:
  - id: help
    title: What now?
    questions:
      where: {ask: Where is it?, options: {here: Here, there: There}, go: {here: keep, there: go}}
    outcomes:
      keep: {title: Keep it, body: Do., guide: way, cites: [rule], contacts: [seller]}
      go: {title: Go there, body: Go.}
"""
ABOUT = "# About\n\nWe help: see [a question](questions/q3.md), {{ waypost.tree('help') }}.\n"
ABOUT += "\nFor {{ facts.years }} years.\n"


def edit(settings: Path, old: str, new: str, file: str = "faq.yaml") -> None:
    """Replace something once."""
    path = settings.parent / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def published(settings: Path) -> Outcome:
    """Publish the site."""
    outcome = build(settings, None, settings.parent / "site", DAY, Wishes())
    assert outcome.published, outcome.problems
    return outcome


def assert_as_clean(settings: Path) -> None:
    """The site is what a build makes that has nothing to go on."""
    publish_clean(settings, settings.parent / "clean")
    assert tree(settings.parent / "site") == tree(settings.parent / "clean")
