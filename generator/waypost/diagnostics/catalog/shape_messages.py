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
    ),
    "unknown-key": loss("This {what} has no field called “{key}”.", "{why_where}{why_keys}"),
    "split-text": field_error(
        "The comma before “{text}” ends the text here, since it stands in braces.",
        'Put quotes round the whole text, as in {{title: "One, two"}}.',
    ),
    "missing-field": loss("This {what} has no “{field}”.", "Add it: {why} For example: {example}"),
    "empty-value": field_error(
        "“{field}” is empty.",
        "Write something there ({why}) or take the line out. For example: {example}",
    ),
    "not-a-mapping": loss(
        "This {what} should be a group of keys, but it is {found}.",
        "Write it as keys with values. It can have: {why_keys}.",
    ),
    "not-a-list": loss("“{field}” should be a list, but this is {found}.", "{why_mend}."),
    "not-named": loss(
        "“{field}” should hold ids, each with its own keys below it, but this is {found}.",
        "{why_mend}",
    ),
    "not-pairs": loss(
        "“{field}” should hold names with a value each, but this is {found}.",
        "Write it as name and value. For example: {example}",
    ),
    "not-a-value": field_error(
        "“{name}” should have a single value, but this is {found}.",
        "Write one word, number or date there.",
    ),
    "not-a-variant": loss(
        "Each variant of a text is “when” with “text”, or “else” alone, but this is {found}.",
        "Write it like: - when: {{status: pending}} and below it text: …",
    ),
    "list-for-text": loss("“{field}” should be a text, but this is a list.", "{why_mend}"),
    "mapping-for-text": loss(
        "“{field}” should be a text, but this is a group of keys.", "{why_mend}"
    ),
    "bad-id": field_error(
        "“{value}” can't be an id.",
        "Use small letters a to z, digits, and single - or _ between them.",
    ),
    "long-id": field_error(
        "This id has {length} characters; {limit} are the most.",
        "Choose a shorter one: a few words that name the entry.",
    ),
    "reserved-id": field_error(
        "The id “{value}” is reserved.",
        "Add a word to it: the site or a common file system needs this name for itself.",
    ),
    "bad-date": field_error(
        "“{value}” is not a date.", "Write year, month and day with dashes, like 2026-11-22."
    ),
    "bad-period": field_error(
        "“{value}” is not a length of time.",
        "Write a whole number and a unit, like 6 months (days, weeks, months or years).",
    ),
    "bad-flag": field_error("“{field}” is yes or no, but this is “{value}”.", "Write yes or no."),
    "bad-choice": field_error(
        "“{field}” can't be “{value}”.", "It is one of: {choices}.", causes=(Cause.TREE,)
    ),
    "given-twice": field_error(
        "“{field}” is set in more than one file.",
        "Keep it in one of them.",
    ),
    "include-outside": field_error(
        "“{pattern}” doesn't name files below this one's folder.",
        "Write a path relative to this file, with / and without “..”, such as topics/*.yaml.",
    ),
    "include-nothing": field_error(
        "No file matches “{pattern}”.",
        "Check the spelling; the path starts at the folder of the main file.",
    ),
    "category-clash": field_error(
        "The topics “{name}” and “{first}” would have one address, {address}.",
        "Spell them alike if they are one topic, or name one of them differently.",
    ),
}
