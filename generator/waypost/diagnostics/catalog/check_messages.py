"""Mistakes in the knowledge base as a whole."""

from waypost.diagnostics.wording import Wording, error, warning

_FAQ = "  - {id: fee, question: Is there a fee?, answer: No.}\n"

WORDINGS: dict[str, Wording] = {
    "nothing-to-publish": error(
        "This knowledge base has no FAQ, policy, guide or tree.",
        "Add at least one question under “faqs:”.",
        example="title: Help\n",
    ),
    "bad-language": error(
        "“{value}” isn't the code of a language.",
        "Write its code (BCP 47), such as en, de or pt-BR.",
        example="language: English\nfaqs:\n" + _FAQ,
    ),
    "unit-twice": warning(
        "Readers see “{value} {unit}”: the fact “{id}” says its unit in its value too.",
        "Write the bare value: {{value: {number}, unit: {unit}}}",
        example="facts: {window: {value: 5 days, unit: days}}\n"
        "faqs: [{id: late, question: How long?, answer: '{{ facts.window }}.'}]\n",
    ),
    "duplicate-id": error(
        "The id “{id}” is taken by another {what}.",
        "Choose another id for one of them.",
        example="faqs:\n" + _FAQ + _FAQ,
    ),
    "previous-id-taken": error(
        "The old id “{id}” can't redirect: another {what} has it.",
        "Take it out of one of the two.",
        example="faqs:\n"
        + _FAQ
        + "  - {id: cost, question: What does it cost?, answer: Nothing., previous_ids: [fee]}\n",
    ),
    "unknown-category": error(
        "There is no topic “{id}”.",
        "Topics stand under “categories:”; there are: {known}.",
        example=(
            "categories: [{id: fees, title: Fees}]\n"
            "faqs:\n  - {id: fee, question: A fee?, answer: No., category: fee}\n"
        ),
    ),
    "unknown-reference": error(
        "There is no {to} “{id}”.",
        "There are: {known}.",
        example="faqs:\n  - {id: fee, question: A fee?, answer: No., related: [cost]}\n",
    ),
    "phrasing-listed-twice": warning(
        "“{phrasing}” is listed under “{first}” too ({line}).",
        "Keep it where readers who ask it find their answer, and take out the other.",
        example=(
            "faqs:\n"
            "  - {id: fee, question: A fee?, also_asked: [what about money], answer: No.}\n"
            "  - {id: refund, question: A refund?, also_asked: [what about money], answer: Yes.}\n"
        ),
    ),
    "no-text": error(
        "The {what} “{id}” has no {field}.",
        "Write what readers should know, or mark the entry “draft: yes”.",
        example="faqs:\n  - {id: fee, question: Is there a fee?, answer: ~}\n",
    ),
    "same-question": warning(
        "“{question}” is asked twice; the first time in “{first}”.",
        "Join the two answers, or word the questions differently.",
        example=(
            "faqs:\n" + _FAQ + "  - {id: cost, question: Is there a fee?, answer: None at all.}\n"
        ),
    ),
    "never-out": warning(
        "The {what} “{id}” expires on {last}, before its first day, {first}.",
        "Swap the days, or take one of them out.",
        example=(
            "faqs:\n  - {id: fee, question: Is there a fee?, answer: No.,"
            " publish_on: 2026-12-01, expires_on: 2026-11-01}\n"
        ),
    ),
    "outcome-away": error(
        "The outcome “{id}” isn't published on {day}, but the tree “{tree}” leads to it.",
        "Lead readers elsewhere, or mark the whole tree “draft: yes”.",
        example=(
            "trees:\n  - id: help\n    title: Help\n"
            "    questions: {here: {ask: Is it here?, options: {yes: Yes, no: No}, go: wait}}\n"
            "    outcomes: {wait: {title: Wait, body: It will come., draft: yes}}\n"
        ),
    ),
    "more-problems": warning(
        "These are the first {limit} of {count} problems.", "Mend them, and run the check again."
    ),
}
