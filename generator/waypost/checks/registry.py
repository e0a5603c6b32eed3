"""All checks of a knowledge base, in one list. A new one is a function, its wording and a line."""

from collections.abc import Iterable, Iterator
from typing import Final

from waypost.checks.answers import answers_come_first
from waypost.checks.check import Check, CheckContext
from waypost.checks.fact_usage import facts_are_used, sources_are_valid
from waypost.checks.numbers_in_prose import numbers_are_facts
from waypost.checks.page_links import page_links_lead_somewhere
from waypost.checks.page_placeholders import pages_are_merged, pages_name_facts
from waypost.checks.pictures import pictures_are_light
from waypost.checks.publication_dates import (
    days_make_sense,
    outcomes_last_as_long_as_their_tree,
    reviews_have_been,
    trees_end_in_the_open,
)
from waypost.checks.references import icons_are_drawn, references_lead_somewhere
from waypost.checks.required_content import (
    entries_say_something,
    languages_have_codes,
    numbers_have_one_form,
    returns_are_understood,
    something_is_published,
    units_stand_once,
)
from waypost.checks.same_questions import (
    phrasings_are_listed_once,
    questions_differ,
    synonyms_have_company,
)
from waypost.checks.texts import (
    LINKS_WITHIN,
    addresses_are_safe,
    people_are_reached,
    texts_convert,
    verdicts_are_received,
)
from waypost.checks.unique_ids import (
    files_leave_addresses_free,
    ids_are_unique,
    old_addresses_are_free,
    tree_addresses_are_free,
    trees_share_one_namespace,
)
from waypost.diagnostics import Problem
from waypost.diagnostics.catalog import CHAPTERS


def facts_resolve(context: CheckContext) -> Iterable[Problem]:
    """Facts can be put into the values that are made of them."""
    return context.resolved.problems


def trees_are_proved(context: CheckContext) -> Iterator[Problem]:
    """Every path through a tree ends in exactly one outcome, as its compiler proves."""
    return (problem for tree in context.trees for problem in tree.problems)


def questions_are_apart(context: CheckContext) -> Iterable[Problem]:
    """No two questions say nearly the same, and each phrasing stands where it belongs."""
    # What it needs takes longer to load than a small knowledge base to check.
    from waypost.checks import duplicate_questions

    return duplicate_questions.questions_are_apart(context)


IN_TEXTS: Final = frozenset({"unknown-fact", "unit-in-text", *CHAPTERS["Text"]}) - {
    *("fact-cycle", "long-fact", "unsafe-address", "unfit-endpoint", "unfit-email", "unfit-phone"),
    *("dead-page-link", "placeholder-in-front-matter"),
}
"""The codes of problems in a text itself."""

ODD_NUMBERS: Final = {"number-form", "two-numbers"}

CHECKS: Final[tuple[Check, ...]] = (
    Check(facts_resolve, {"fact-cycle", "long-fact", "unknown-fact"}, partial=True),
    Check(texts_convert, IN_TEXTS, partial=True, converts=True),
    Check(
        pages_name_facts,
        {"placeholder-in-front-matter", "odd-placeholder", "unknown-fact", "unknown-reference"},
    ),
    Check(pages_are_merged, {"merge-mark"}),
    Check(page_links_lead_somewhere, {"dead-page-link"}),
    Check(addresses_are_safe, {"unsafe-address", *LINKS_WITHIN}, partial=True),
    Check(people_are_reached, {"unfit-email", "unfit-phone"}, partial=True),
    Check(verdicts_are_received, {"unfit-endpoint"}, partial=True),
    Check(trees_are_proved, {*CHAPTERS["Trees"], *ODD_NUMBERS}, partial=True),
    Check(trees_end_in_the_open, {"outcome-away"}, partial=True),
    Check(outcomes_last_as_long_as_their_tree, {"outcome-leaves"}, partial=True),
    Check(something_is_published, {"nothing-to-publish"}),
    Check(languages_have_codes, {"bad-language", "language-twice", "language-address-taken"}),
    Check(returns_are_understood, {"unfit-returns"}),
    Check(numbers_have_one_form, ODD_NUMBERS),
    Check(units_stand_once, {"unit-twice"}),
    Check(ids_are_unique, {"duplicate-id"}),
    Check(trees_share_one_namespace, {"duplicate-key"}),
    Check(tree_addresses_are_free, {"reserved-id"}),
    Check(files_leave_addresses_free, {"address-taken"}),
    Check(pictures_are_light, {"heavy-picture"}),
    Check(old_addresses_are_free, {"previous-id-taken"}),
    Check(references_lead_somewhere, {"unknown-category", "unknown-reference"}),
    Check(icons_are_drawn, {"unknown-icon"}),
    Check(entries_say_something, {"no-text"}),
    Check(questions_differ, {"same-question"}),
    Check(phrasings_are_listed_once, {"phrasing-listed-twice"}),
    Check(synonyms_have_company, {"lone-synonym"}),
    Check(questions_are_apart, {"near-duplicate", "misplaced-phrasing"}, compares=True),
    Check(numbers_are_facts, {"contradicts-fact", "number-in-prose"}),
    Check(facts_are_used, {"unused-fact"}),
    Check(sources_are_valid, {"withdrawn-source"}),
    Check(answers_come_first, {"late-answer", "long-opening"}, converts=True),
    Check(days_make_sense, {"never-out"}),
    Check(reviews_have_been, {"review-to-come"}),
)
