"""What a section or field can get wrong."""

from waypost.diagnostics.wording import Wording, error

WORDINGS: dict[str, Wording] = {
    "top-level": error(
        "A knowledge base is a set of keys such as “faqs:”, but this is {found}.",
        "Start the file with “faqs:” and put the questions below it, each behind a dash.",
        example="hello\n",
    ),
    "unknown-key": error(
        "This {what} has no field called “{key}”.",
        "{why_where}{why_keys}",
        example="faqs:\n  - {id: fee, question: Is there a fee?, Answer: No.}\n",
    ),
    "split-text": error(
        "The comma before “{text}” ends the text here, since it stands in braces.",
        'Put quotes round the whole text, as in {{title: "One, two"}}.',
        example="sources: {guide: {title: Guide, second edition}}\n"
        "faqs: [{id: fee, question: A fee?, answer: No., source: guide}]\n",
    ),
    "missing-field": error(
        "This {what} has no “{field}”.",
        "Add it: {why} For example: {example}",
        example="faqs:\n  - {id: fee, answer: No.}\n",
    ),
    "empty-value": error(
        "“{field}” is empty.",
        "Write something there ({why}) or take the line out. For example: {example}",
        example="faqs:\n  - id: fee\n    question:\n    answer: No.\n",
    ),
    "not-a-mapping": error(
        "This {what} should be a group of keys, but it is {found}.",
        "Write it as keys with values. It can have: {why_keys}.",
        example="faqs:\n  - Is there a fee?\n",
    ),
    "not-a-list": error(
        "“{field}” should be a list, but this is {found}.",
        "{why_mend}.",
        example="faqs:\n  - {id: fee, question: A fee?, answer: No., tags: money}\n",
    ),
    "not-named": error(
        "“{field}” should hold ids, each with its own keys below it, but this is {found}.",
        "{why_mend}",
        example="contacts: [the seller]\n",
    ),
    "not-pairs": error(
        "“{field}” should hold names with a value each, but this is {found}.",
        "Write it as name and value. For example: {example}",
        example=(
            "trees:\n  - id: help\n    title: Help\n    questions: {}\n    outcomes: {}\n"
            "    scenarios: [{name: one, given: pending, expect: wait}]\n"
        ),
    ),
    "not-a-value": error(
        "“{name}” should have a single value, but this is {found}.",
        "Write one word, number or date there.",
        example=(
            "trees:\n  - id: help\n    title: Help\n    questions: {}\n    outcomes: {}\n"
            "    scenarios: [{name: one, given: {status: [a, b]}, expect: wait}]\n"
        ),
    ),
    "not-a-variant": error(
        "Each variant of a text is “when” with “text”, or “else” alone, but this is {found}.",
        "Write it like: - when: {{status: pending}} and below it text: …",
        example=(
            "trees:\n  - id: help\n    title: Help\n    questions: {}\n"
            "    outcomes: {wait: {title: Wait, body: [Soon.]}}\n"
        ),
    ),
    "list-for-text": error(
        "“{field}” should be a text, but this is a list.",
        "{why_mend}",
        example="faqs:\n  - {id: fee, question: [urgent], answer: No.}\n",
    ),
    "mapping-for-text": error(
        "“{field}” should be a text, but this is a group of keys.",
        "{why_mend}",
        example="faqs:\n  - {id: fee, question: A fee?, answer: {x: 1}}\n",
    ),
    "bad-id": error(
        "“{value}” can't be an id.",
        "Use small letters a to z, digits, and single - or _ between them.",
        example="faqs:\n  - {id: a fee, question: A fee?, answer: No.}\n",
    ),
    "long-id": error(
        "This id has {length} characters; {limit} are the most.",
        "Choose a shorter one: a few words that name the entry.",
        example=f"faqs:\n  - {{id: {'very-' * 20}long, question: A fee?, answer: No.}}\n",
    ),
    "reserved-id": error(
        "The id “{value}” is reserved.",
        "Add a word to it: the site or a common file system needs this name for itself.",
        example="faqs:\n  - {id: con, question: A fee?, answer: No.}\n",
    ),
    "bad-date": error(
        "“{value}” is not a date.",
        "Write year, month and day with dashes, like 2026-11-22.",
        example="faqs:\n  - {id: fee, question: A fee?, answer: No., reviewed: 22.11.2026}\n",
    ),
    "bad-period": error(
        "“{value}” is not a length of time.",
        "Write a whole number and a unit, like 6 months (days, weeks, months or years).",
        example="review_every: half a year\nfaqs: []\n",
    ),
    "bad-flag": error(
        "“{field}” is yes or no, but this is “{value}”.",
        "Write yes or no.",
        example="faqs:\n  - {id: fee, question: A fee?, answer: No., popular: very}\n",
    ),
    "bad-choice": error(
        "“{field}” can't be “{value}”.",
        "It is one of: {choices}.",
        example=(
            "trees:\n  - id: help\n    title: Help\n"
            "    questions: {days: {ask: How many?, type: numbr}}\n    outcomes: {}\n"
        ),
    ),
    "given-twice": error(
        "“{field}” is set in more than one file.",
        "Keep it in one of them.",
    ),
    "include-outside": error(
        "“{pattern}” doesn't name files below this one's folder.",
        "Write a path relative to this file, with / and without “..”, such as topics/*.yaml.",
        example="include: ../other.yaml\nfaqs: []\n",
    ),
    "include-nothing": error(
        "No file matches “{pattern}”.",
        "Check the spelling; the path starts at the folder of the main file.",
        example="include: topics/*.yaml\nfaqs: []\n",
    ),
    "category-clash": error(
        "The topics “{name}” and “{first}” would have one address, {address}.",
        "Spell them alike if they are one topic, or name one of them differently.",
        example=(
            "faqs:\n  - {id: a, question: One?, answer: Yes., category: Fees}\n"
            "  - {id: b, question: Two?, answer: Yes., category: fees}\n"
        ),
    ),
}
