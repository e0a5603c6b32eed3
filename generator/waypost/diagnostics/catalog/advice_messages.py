"""Advice on wording: facts and questions that stand twice, answers that come late."""

from waypost.diagnostics.wording import Cause, Wording, error, warning

WORDINGS: dict[str, Wording] = {
    "contradicts-fact": error(
        "“{written}” contradicts the fact “{fact}”, which says {says}.",
        "Write {{{{ facts.{fact} }}}}, or make a fact of its own for the other number. "
        "Where both are true, write “ignore: contradicts-fact” in the entry.",
    ),
    "number-in-prose": warning(
        "“{written}” is written out, but {why}: “{fact}” ({says}).",
        "Write {{{{ facts.{fact} }}}}, or make a fact of its own, so that it can't go stale here. "
        "Where it is about something else, write “ignore: number-in-prose” in the entry.",
    ),
    "unused-fact": warning(
        "Nothing uses the fact “{id}”.",
        "Write {{{{ facts.{id} }}}} where its value is meant, or take it out.",
        follows=(Cause.LOSS, Cause.NAME),
    ),
    "withdrawn-source": warning(
        "The {what} “{id}” rests on the source “{source}”, which was withdrawn on {day}.",
        "Check it against a source that is valid, and name that one.",
    ),
    "near-duplicate": warning(
        "“{question}” ({id}) says nearly the same as “{other}” ({first}).",
        "Join the two: keep one, and give it the other's wording under “also_asked”.",
    ),
    "misplaced-phrasing": warning(
        "“{phrasing}” stands with “{id}” but is more like “{other}” ({first}).",
        "Move it there, or word it so that it can't be taken for that.",
    ),
    "late-answer": warning(
        "The answer of “{id}” starts with “{opening}”.",
        "Start with the verdict; say afterwards what it depends on.",
    ),
    "long-opening": warning(
        "The first sentence of the answer of “{id}” has {words} words; {limit} are easy to read.",
        "Put the answer itself in a short first sentence.",
    ),
}
