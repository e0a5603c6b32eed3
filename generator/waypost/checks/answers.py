"""An answer starts with its answer."""

import re
from collections.abc import Iterator
from typing import Final

from waypost.checks.check import CheckContext
from waypost.diagnostics import Problem

LONGEST_OPENING: Final = 25
"""Words of a first sentence that a reader takes in at once."""

DETOUR: Final = re.compile(
    r"""(?ix) ^ (?:well|hmm+|so|ok|okay)?,?\s* (?:
        (?:it|that|this)\s+(?:\w+\s+)?depends\b [^:;–—]* $
      | (?:(?:that\s+is|that['’]s)\s+an?\s+)? (?:great|good|excellent)\s+question\b
      | thank(?:s|\s+you)\s+(?:for|so\s+much\s+for)\b
      | we\s+(?:understand|appreciate|apologi[sz]e|(?:are|['’]re)\s+(?:very\s+)?sorry)\b
      | (?:generally|basically|honestly)\s+speaking\b
      | to\s+be\s+honest\b
      | as\s+you\s+(?:may|might|probably)\s+(?:already\s+)?know\b
      | (?:in\s+order\s+)?to\s+answer\s+(?:this|that|your)\b
      | (?:first\s+of\s+all|before\s+(?:we|you)\s+(?:begin|start)|please\s+note\s+that)\b
      | there\s+(?:is|are)\s+(?:no\s+(?:simple|easy|short)\s+answer|(?:many|several|various)\s)
    )
    | ^ (?:well|hmm+),\s"""
)
"""How answers in English begin that come to the point later."""

SPACED: Final = re.compile(r"\S*\w\S*")


def answers_come_first(context: CheckContext) -> Iterator[Problem]:
    """The first sentence of an answer is short, and is the answer."""
    english = context.knowledge.language.casefold().startswith("en")
    for faq in context.knowledge.faqs:
        if not faq.answer or not faq.answer.strip():
            continue
        opening = context.converter.convert(faq.answer).first_sentence
        if english and DETOUR.match(opening):
            yield Problem("late-answer", faq.answer.at, {"id": faq.id, "opening": opening})
        elif (words := _words(opening)) > LONGEST_OPENING:
            about = {"words": str(words), "limit": str(LONGEST_OPENING)}
            about |= {"id": faq.id, "opening": opening}
            yield Problem("long-opening", faq.answer.at, about)


def _words(sentence: str) -> int:
    """How many words a sentence has; signs between spaces are none, and are looked for last."""
    count = len(sentence.split())
    return count if count <= LONGEST_OPENING else len(SPACED.findall(sentence))
