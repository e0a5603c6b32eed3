"""Mistakes in a section or field."""

from functools import partial

from waypost.diagnostics.wording import Cause, Wording, error

field_error = partial(error, follows=(Cause.LINE,))
loss = partial(field_error, causes=(Cause.LOSS,))
"""A mistake that leaves out something of what was written."""

WORDINGS: dict[str, Wording] = {
    "top-level": field_error(
        "A knowledge base is a set of keys such as “faqs:”, but this is {found}.",
        "Start the file with “faqs:” and put the questions below it, each behind a dash.",
        example="hello\n",
    ),
    "unknown-key": loss(
        "This {what} has no field called “{key}”.",
        "{why_where}{why_keys}",
        example="faqs:\n  - {id: fee, question: Is there a fee?, Answer: No.}\n",
    ),
    "split-text": field_error(
        "The comma before “{text}” ends the text here, since it stands in braces.",
        'Put quotes round the whole text, as in {{title: "One, two"}}.',
        example="sources: {guide: {title: Guide, second edition}}\n"
        "faqs: [{id: fee, question: A fee?, answer: No., source: guide}]\n",
    ),
    "missing-field": loss(
        "This {what} has no “{field}”.",
        "Add it: {why} For example: {example}",
        example="faqs:\n  - {id: fee, answer: No.}\n",
    ),
    "empty-value": field_error(
        "“{field}” is empty.",
        "Write something there ({why}) or take the line out. For example: {example}",
        example="faqs:\n  - id: fee\n    question:\n    answer: No.\n",
    ),
    "not-a-mapping": loss(
        "This {what} should be a group of keys, but it is {found}.",
        "Write it as keys with values. It can have: {why_keys}.",
        example="faqs:\n  - Is there a fee?\n",
    ),
    "not-a-list": loss(
        "“{field}” should be a list, but this is {found}.",
        "{why_mend}.",
        example="faqs:\n  - {id: fee, question: A fee?, answer: No., tags: money}\n",
    ),
    "not-named": loss(
        "“{field}” should hold ids, each with its own keys below it, but this is {found}.",
        "{why_mend}",
        example="contacts: [the seller]\n",
    ),
    "not-pairs": loss(
        "“{field}” should hold names with a value each, but this is {found}.",
        "Write it as name and value. For example: {example}",
        example=(
            "trees:\n  - id: help\n    title: Help\n    questions: {}\n    outcomes: {}\n"
            "    scenarios: [{name: one, given: pending, expect: wait}]\n"
        ),
    ),
    "not-a-value": field_error(
        "“{name}” should have a single value, but this is {found}.",
        "Write one word, number or date there.",
        example=(
            "trees:\n  - id: help\n    title: Help\n    questions: {}\n    outcomes: {}\n"
            "    scenarios: [{name: one, given: {status: [a, b]}, expect: wait}]\n"
        ),
    ),
    "not-a-variant": loss(
        "Each variant of a text is “when” with “text”, or “else” alone, but this is {found}.",
        "Write it like: - when: {{status: pending}} and below it text: …",
        example=(
            "trees:\n  - id: help\n    title: Help\n    questions: {}\n"
            "    outcomes: {wait: {title: Wait, body: [Soon.]}}\n"
        ),
    ),
    "list-for-text": loss(
        "“{field}” should be a text, but this is a list.",
        "{why_mend}",
        example="faqs:\n  - {id: fee, question: [urgent], answer: No.}\n",
    ),
    "mapping-for-text": loss(
        "“{field}” should be a text, but this is a group of keys.",
        "{why_mend}",
        example="faqs:\n  - {id: fee, question: A fee?, answer: {x: 1}}\n",
    ),
    "bad-id": field_error(
        "“{value}” can't be an id.",
        "Use small letters a to z, digits, and single - or _ between them.",
        example="faqs:\n  - {id: a fee, question: A fee?, answer: No.}\n",
    ),
    "long-id": field_error(
        "This id has {length} characters; {limit} are the most.",
        "Choose a shorter one: a few words that name the entry.",
        example=f"faqs:\n  - {{id: {'very-' * 20}long, question: A fee?, answer: No.}}\n",
    ),
    "reserved-id": field_error(
        "The id “{value}” is reserved.",
        "Add a word to it: the site or a common file system needs this name for itself.",
        example="faqs:\n  - {id: con, question: A fee?, answer: No.}\n",
    ),
    "bad-date": field_error(
        "“{value}” is not a date.",
        "Write year, month and day with dashes, like 2026-11-22.",
        example="faqs:\n  - {id: fee, question: A fee?, answer: No., reviewed: 22.11.2026}\n",
    ),
    "bad-period": field_error(
        "“{value}” is not a length of time.",
        "Write a whole number and a unit, like 6 months (days, weeks, months or years).",
        example="review_every: half a year\nfaqs: []\n",
    ),
    "bad-flag": field_error(
        "“{field}” is yes or no, but this is “{value}”.",
        "Write yes or no.",
        example="faqs:\n  - {id: fee, question: A fee?, answer: No., popular: very}\n",
    ),
    "bad-choice": field_error(
        "“{field}” can't be “{value}”.",
        "It is one of: {choices}.",
        example=(
            "trees:\n  - id: help\n    title: Help\n"
            "    questions: {days: {ask: How many?, type: numbr}}\n    outcomes: {}\n"
        ),
    ),
    "given-twice": field_error(
        "“{field}” is set in more than one file.",
        "Keep it in one of them.",
    ),
    "include-outside": field_error(
        "“{pattern}” doesn't name files below this one's folder.",
        "Write a path relative to this file, with / and without “..”, such as topics/*.yaml.",
        example="include: ../other.yaml\nfaqs: []\n",
    ),
    "include-nothing": field_error(
        "No file matches “{pattern}”.",
        "Check the spelling; the path starts at the folder of the main file.",
        example="include: topics/*.yaml\nfaqs: []\n",
    ),
    "category-clash": field_error(
        "The topics “{name}” and “{first}” would have one address, {address}.",
        "Spell them alike if they are one topic, or name one of them differently.",
        example=(
            "faqs:\n  - {id: a, question: One?, answer: Yes., category: Fees}\n"
            "  - {id: b, question: Two?, answer: Yes., category: fees}\n"
        ),
    ),
}
