"""What an author's text can get wrong."""

from waypost.problems.wording import Wording, error

WORDINGS: dict[str, Wording] = {
    "fact-cycle": error(
        "The fact “{name}” is made of itself: {witness}.",
        "Give one of these facts a value of its own.",
        "facts: {a: '{{ facts.b }}', b: '{{ facts.a }}'}\nfaqs: []\n",
    ),
    "long-fact": error(
        "With all other facts put in, the value of “{name}” is {size} characters long; "
        "{limit} are allowed.",
        "A fact is a short value; write longer text where it is read.",
    ),
}
