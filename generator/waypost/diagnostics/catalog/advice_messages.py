"""Advice on wording: facts and questions that stand twice, answers that come late."""

from waypost.diagnostics.wording import Cause, Wording, error, warning

_FACTS = "facts: {window: {value: 5, unit: days}}\n"

WORDINGS: dict[str, Wording] = {
    "contradicts-fact": error(
        "“{written}” contradicts the fact “{fact}”, which says {says}.",
        "Write {{{{ facts.{fact} }}}}, or make a fact of its own for the other number.",
        example=_FACTS
        + "faqs:\n  - id: window\n    question: How long do I have?\n"
        + "    answer: You have {{ facts.window }}. After 7 days it is too late.\n",
    ),
    "number-in-prose": warning(
        "“{written}” is written out, but {why}: “{fact}” ({says}).",
        "Write {{{{ facts.{fact} }}}}, or make a fact of its own, so that it can't go stale here.",
        example=_FACTS
        + "policies: [{id: early, title: Early, body: 'Within {{ facts.window }}.'}]\n"
        + "faqs: [{id: window, question: How long?, answer: You have 5 days.}]\n",
    ),
    "unused-fact": warning(
        "Nothing uses the fact “{id}”.",
        "Write {{{{ facts.{id} }}}} where its value is meant, or take it out.",
        example=_FACTS + "faqs: [{id: fee, question: Is there a fee?, answer: No.}]\n",
        follows=(Cause.LOSS, Cause.NAME),
    ),
    "withdrawn-source": warning(
        "The {what} “{id}” rests on the source “{source}”, which was withdrawn on {day}.",
        "Check it against a source that is valid, and name that one.",
        example=(
            "sources: {guide: {title: Guide, withdrawn: 2026-01-31}}\n"
            "faqs: [{id: fee, question: Is there a fee?, answer: No., source: guide}]\n"
        ),
    ),
    "near-duplicate": warning(
        "“{question}” ({id}) says nearly the same as “{other}” ({first}).",
        "Join the two: keep one, and give it the other's wording under “also_asked”.",
        example=(
            "faqs:\n"
            "  - {id: cancel, question: How do I cancel my order?, answer: Press Cancel Order.}\n"
            "  - {id: stop, question: Can I cancel an order?, answer: 'Yes, until it ships.'}\n"
        ),
    ),
    "misplaced-phrasing": warning(
        "“{phrasing}” stands with “{id}” but is more like “{other}” ({first}).",
        "Move it there, or word it so that it can't be taken for that.",
        example=(
            "faqs:\n"
            "  - {id: cancel, question: How do I cancel my latest order?, answer: Press Cancel.}\n"
            "  - id: fee\n    question: Is there a fee?\n"
            "    also_asked: [can i cancel the latest order]\n    answer: No.\n"
        ),
    ),
    "late-answer": warning(
        "The answer of “{id}” starts with “{opening}”.",
        "Start with the verdict; say afterwards what it depends on.",
        example="faqs:\n  - {id: fee, question: A fee?, answer: 'Well, it depends. Mostly no.'}\n",
    ),
    "long-opening": warning(
        "The first sentence of the answer of “{id}” has {words} words; {limit} are easy to read.",
        "Put the answer itself in a short first sentence.",
        example=(
            "faqs:\n  - id: fee\n    question: Is there a fee?\n    answer: "
            + "There is none and there has never been one and we hope that there never will be "
            + "one for as long as anybody who works here today can think ahead\n"
        ),
    ),
}
