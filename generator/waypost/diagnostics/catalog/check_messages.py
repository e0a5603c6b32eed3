"""Mistakes in the knowledge base as a whole."""

from waypost.diagnostics.wording import Wording, error, warning

WORDINGS: dict[str, Wording] = {
    "nothing-to-publish": error(
        "This knowledge base has no FAQ, policy, guide or tree.",
        "Add at least one question under “faqs:”.",
    ),
    "bad-language": error(
        "“{value}” isn't the code of a language.",
        "Write its code (BCP 47), such as en, de or pt-BR.",
    ),
    "unit-twice": warning(
        "Readers see “{value} {unit}”: the fact “{id}” says its unit in its value too.",
        "Write the bare value: {{value: {number}, unit: {unit}}}",
    ),
    "duplicate-id": error(
        "The id “{id}” is taken by another {what}.", "Choose another id for one of them."
    ),
    "previous-id-taken": error(
        "The old id “{id}” can't redirect: another {what} has it.", "Take it out of one of the two."
    ),
    "unknown-category": error(
        "There is no topic “{id}”.", "Topics stand under “categories:”; there are: {known}."
    ),
    "unknown-reference": error("There is no {to} “{id}”.", "There are: {known}."),
    "phrasing-listed-twice": warning(
        "“{phrasing}” is listed under “{first}” too ({line}).",
        "Keep it where readers who ask it find their answer, and take out the other.",
    ),
    "no-text": error(
        "The {what} “{id}” has no {field}.",
        "Write what readers should know, or mark the entry “draft: yes”.",
    ),
    "same-question": warning(
        "“{question}” is asked twice; the first time in “{first}”.",
        "Join the two answers, or word the questions differently.",
    ),
    "never-out": warning(
        "The {what} “{id}” expires on {last}, before its first day, {first}.",
        "Swap the days, or take one of them out.",
    ),
    "outcome-away": error(
        "The outcome “{id}” isn't published on {day}, but the tree “{tree}” leads to it.",
        "Lead readers elsewhere, or mark the whole tree “draft: yes”.",
    ),
    "outcome-leaves": warning(
        "From {day} on no site can be built: the tree “{tree}” leads to the outcome “{id}”, which "
        "isn't out then.",
        "Give the tree the same days, or lead readers elsewhere before.",
    ),
    "more-problems": warning(
        "These are the first {limit} of {count} problems.", "Mend them, and run the check again."
    ),
}
