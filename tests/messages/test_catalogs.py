"""The catalogs hold every message of the code, each translated, with the same values in it."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from scripts.messages import LANGUAGES, TEMPLATE, is_translated, path_of, template, written
from waypost.core.cldr import plural_category
from waypost.core.messages import Messages, catalog_of
from waypost.trees.answer_types.day_labels import days_ago

VALUE = re.compile(r"%\((\w+)\)s")
HINTS = "[↑] [↓] to choose, [Enter] to open, [Esc] to close, [/] to search"


TEMPLATE_NOW = template()


@cache
def read(language: str) -> Catalog:
    """The catalog of a language."""
    with path_of(language).open(encoding="utf-8") as file:
        return read_po(file, locale=language, abort_invalid=True)


def translations(language: str) -> list[tuple[Message, list[str]]]:
    """The messages of a language that are translated, each with its forms."""
    found = [message for message in read(language) if message.id and is_translated(message)]
    return [
        (each, [each.string] if isinstance(each.string, str) else list(each.string))
        for each in found
    ]


def ids(message: Message) -> list[str]:
    """A message's English, with its plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_every_message_of_the_code_is_in_the_template() -> None:
    assert TEMPLATE.read_bytes() == written(TEMPLATE_NOW), "run `make messages`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_the_messages_of_the_template_and_no_others(language: str) -> None:
    known = {str(message.id) for message in TEMPLATE_NOW if message.id}
    assert {str(message.id) for message in read(language) if message.id} == known
    assert not read(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    left = [message.id for message in read(language) if message.id and not is_translated(message)]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_values_of_its_message(language: str) -> None:
    """A form for one thing may leave the number out; a percent sign begins nothing but a value."""
    odd = [
        (message.id, form)
        for message, forms in translations(language)
        for form in forms
        if not set(VALUE.findall(ids(message)[-1])) - {"num" if len(forms) > 1 else ""}
        <= set(VALUE.findall(form))
        <= set(VALUE.findall(ids(message)[-1]))
        or "%" in VALUE.sub("", form)
    ]
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_says_who_has_reviewed_it_and_counts_as_the_language_does(language: str) -> None:
    catalog = read(language)
    assert (catalog.num_plurals, catalog.plural_expr) == get_plural(language)[:2]
    if language != "en":
        assert "No native speaker has reviewed this catalog yet." in catalog.header_comment


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_keys_stand_in_brackets(language: str) -> None:
    found = {each.id: forms[0] for each, forms in translations(language)}
    assert len(re.findall(r"\[[^\[\]]+\]", found.get(HINTS, HINTS))) == 5


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        *(("de-AT", "de"), ("pt", "pt_BR"), ("pt-BR", "pt_BR"), ("zh", "zh_Hans")),
        *(("zh-CN", "zh_Hans"), ("zh-Hans", "zh_Hans"), ("zh-Hant", ""), ("zh-TW", "")),
        *(("en-GB", "en"), ("sv", ""), ("not a language", "en")),
    ],
)
def test_a_language_finds_its_catalog(tag: str, name: str) -> None:
    assert catalog_of(tag) == name


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_script_counts_as_pages_do(language: str) -> None:
    """It takes a form by CLDR's category of the number, pages by the catalog's own rule."""
    messages = Messages(language.replace("_", "-"))
    forms = messages.of_script("search-panel.mjs")["%(num)s answers"]
    for number in (*range(200), 1_000_000):
        form = forms[plural_category(str(number), messages.language)]
        assert form == messages.lookup_form("%(num)s answer", "%(num)s answers", number)


def test_numbers_are_said_as_the_language_does() -> None:
    assert days_ago(1000, 2000, Messages("en")) == "1,000 to 2,000 days ago"
    assert days_ago(1000, 2000, Messages("de")).count(".") == 2


def test_values_keep_their_direction_where_text_runs_from_right_to_left() -> None:
    assert Messages("he").gettext("Call %(number)s", number="+44 1") == "Call \u2068+44 1\u2069"
    assert Messages("en").gettext("Call %(number)s", number="+44 1") == "Call +44 1"
