"""What a decision tree can get wrong."""

from waypost.problems.wording import Wording, error

WORDINGS: dict[str, Wording] = {
    "unknown-fact": error(
        "There is no fact “{name}”.",
        "A fact is written once under “facts:”; texts and rules then name it by its id.",
        "facts: {window: 5}\n"
        "faqs: [{id: fee, question: A fee?, answer: 'In {{ facts.windw }} days.'}]\n",
    ),
}
