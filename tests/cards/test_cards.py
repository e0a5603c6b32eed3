"""The pictures that pages are shared with: made without a browser, the same each time, and few."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.pages.shop import context, pages, plans
from waypost.pages.outputs import outputs
from waypost.pages.page import Crumb, Page
from waypost.pages.social_card_png import SIZE, drawable, png
from waypost.pages.social_cards import FOLDER, MOST, Card, address, cards


def test_every_page_has_a_card_and_equal_cards_are_drawn_once() -> None:
    found = cards(pages())
    assert set(found) == {page.address for page in pages()}
    drawn = [path for path in outputs(context(), plans(), cards=True) if path.startswith(FOLDER)]
    assert sorted(drawn) == sorted({address(card) for card in found.values()})


def test_a_card_has_the_size_that_networks_ask_for() -> None:
    for card in cards(pages()[:2]).values():
        drawn = png(card)
        image = Image.open(io.BytesIO(drawn))
        assert (image.format, image.size) == ("PNG", SIZE)
        assert len(drawn) < 30_000


@pytest.mark.parametrize(
    "title",
    [
        "How long?",
        "a" * 400,
        "word " * 90,
        "",
        "Größe, łódź, Ωμέγα, Правила",
        "日本語",
        "\u200b <b>",
    ],
)
def test_any_title_gives_the_same_card_each_time(title: str) -> None:
    card = Card(title, "Help", "Fees")
    assert png(card) == png(card)


def test_words_that_the_font_cannot_write_are_left_out() -> None:
    assert drawable("Größe, łódź, Ωμέγα, Правила")
    assert not drawable("日本語")
    assert png(Card("日本語", "Help")) == png(Card("", "Help"))


def test_other_words_give_another_card() -> None:
    assert png(Card("One", "Help")) != png(Card("Two", "Help"))
    assert address(Card("One", "Help")) != address(Card("Two", "Help"))


def test_on_a_large_site_single_entries_share_their_topics_card() -> None:
    topic = (Crumb("Home", ""), Crumb("Fees", "topics/fees/"))
    many = [
        Page(
            address=f"questions/q{n}/",
            kind="question",
            title=f"Question {n}",
            html="",
            crumbs=topic,
        )
        for n in range(MOST + 1)
    ]
    home = Page(address="", kind="home", title="Help", html="")
    found = cards([home, *many])
    assert len(set(found.values())) == 2
    assert found["questions/q7/"].title == "Fees"
