"""The pictures that pages are shared with: made without a browser, the same each time, and few."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from font_source_sans_pro import SourceSansPro, SourceSansProBold
from PIL import Image, ImageFont

from tests.pages.shop import context, pages, plans
from waypost.build.build_result import BuildOptions
from waypost.build.publish import build
from waypost.pages.card_fonts import OWN, CardFonts
from waypost.pages.outputs import outputs
from waypost.pages.page import Crumb, Page
from waypost.pages.social_card_png import SIZE, png
from waypost.pages.social_cards import FOLDER, MOST, Card, address, cards

ARABIC = "لا يوجد زر Cancel Order"
NONE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>"""


@pytest.fixture
def no_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without fonts."""
    file = tmp_path / "fonts.conf"
    file.write_text(NONE.format(folder=tmp_path / "fonts"), encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(file))


def page(title: str, kind: str = "question", address: str = "a/") -> Page:
    return Page(address=address, kind=kind, title=title, html="")


def arabic_card(title: str = ARABIC) -> Card:
    """A card in Arabic, in a font of this machine."""
    found = cards([page(title, "home", "")], "ar").by_page
    if not found:
        pytest.skip("fontconfig knows no font with Arabic letters")
    return found[""]


def ink(picture: bytes) -> Image.Image:
    """Black and white: the words of a card without the signs that all have."""
    return Image.open(io.BytesIO(picture)).convert("L").crop((0, 150, SIZE[0], 540))


def test_every_page_has_a_card_and_equal_cards_are_drawn_once() -> None:
    found = cards(pages()).by_page
    assert set(found) == {page.address for page in pages()}
    files = outputs(context(), plans(), cards=found.values())
    drawn = [path for path in files if path.startswith(FOLDER)]
    assert sorted(drawn) == sorted({address(card) for card in found.values()})


def test_a_card_has_the_size_that_networks_ask_for() -> None:
    for card in cards(pages()[:2]).by_page.values():
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
        "<b>",
    ],
)
def test_any_title_gives_the_same_card_each_time(title: str) -> None:
    card = Card(title, "Help", "Fees")
    assert png(card) == png(card)


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
    found = cards([home, *many]).by_page
    assert len(set(found.values())) == 2
    assert found["questions/q7/"].title == "Fees"


@pytest.mark.parametrize("path", [SourceSansPro, SourceSansProBold])
def test_waypost_s_own_font_has_the_letters_that_it_is_said_to_have(path: str) -> None:
    font = ImageFont.truetype(path, 20, layout_engine=ImageFont.Layout.BASIC)
    nothing = bytes(font.getmask("\U0010ffff"))
    claimed = [char for char in map(chr, range(0x20, 0x3000)) if OWN.fullmatch(char)]
    assert not [char for char in claimed if bytes(font.getmask(char)) == nothing]
    assert all(OWN.fullmatch(char) for char in "AzÄßñłŒ¿“”–…€ΩэЁ№ế")


def test_no_font_of_the_machine_is_asked_for_where_its_own_will_do(no_fonts: None) -> None:
    found = cards([page("Größe? Правила: 3 – 5 €", "home")], "de")
    assert found.by_page["a/"].font is None
    assert not found.undrawn


def test_a_page_that_no_font_can_write_shares_the_first_page_s_card(no_fonts: None) -> None:
    found = cards([page("Help", "home", ""), page("日本語"), page("Fees", address="b/")], "en")
    assert found.by_page["a/"] == found.by_page[""]
    assert found.by_page["b/"] != found.by_page[""]
    assert found.undrawn == ("日本語",)


def test_without_a_font_for_the_site_s_own_name_there_are_no_cards(no_fonts: None) -> None:
    found = cards([page("مساعدة", "home", ""), page("Fees")], "ar")
    assert not found.by_page
    assert found.undrawn == ("مساعدة", "Fees")


def test_a_build_without_a_font_says_so_once_and_names_no_picture(
    no_fonts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("content").mkdir()
    settings = "site_name: مساعدة\nsite_url: https://e.example/\ndocs_dir: content\n"
    settings += "theme: {name: material}\nplugins: [waypost]\n"
    Path("mkdocs.yml").write_text(settings, encoding="utf-8")
    known = "language: ar\nfaqs:\n  - {id: fee, question: هل هناك رسوم؟, answer: لا.}\n"
    Path("faq.yaml").write_text(known, encoding="utf-8")
    done = build(Path("mkdocs.yml"), None, None, date(2026, 11, 30), BuildOptions(strict=True))
    assert done.published
    [note] = done.notes
    assert note.startswith("3 pages in ar, such as “مساعدة”: no picture for sharing, since")
    html = Path("site/questions/fee/index.html").read_text(encoding="utf-8")
    assert "هل هناك رسوم؟" in html
    assert "og:image" not in html
    assert not list(Path("site").rglob("*/cards/*"))


def test_an_arabic_title_is_joined_and_begins_at_the_right() -> None:
    card = arabic_card()
    if not card.font or not card.font.shapes:
        pytest.skip("the library that joins letters isn't here")
    left, _, right, _ = (
        ink(png(card)).point(lambda shade: 255 if shade > 100 else 0).getbbox() or ()
    )
    assert right > SIZE[0] - 100
    assert left > 100
    font = ImageFont.truetype(card.font.face.path, 40, layout_engine=ImageFont.Layout.RAQM)
    assert font.getlength("يوجد", direction="rtl") < sum(map(font.getlength, "يوجد"))
    assert png(card) != png(replace(card, font=replace(card.font, shapes=False)))


def test_no_letter_of_an_arabic_title_is_an_empty_box() -> None:
    card = arabic_card()
    assert card.font
    font = ImageFont.truetype(card.font.face.path, 40, layout_engine=ImageFont.Layout.BASIC)
    nothing = bytes(font.getmask("\U0010ffff"))
    letters = re.sub("[ A-Za-z]", "", ARABIC)
    assert not [char for char in letters if bytes(font.getmask(char)) == nothing]


def test_a_card_in_a_font_of_the_machine_is_known_by_the_font_s_content() -> None:
    """The same font gives the same bytes under the same key, wherever it lies."""
    one, two = arabic_card(), arabic_card()
    assert png(one) == png(two)
    assert one.font
    assert one.font.digest in repr(one)
    assert one.font.face.path not in repr(one)


def test_signs_that_nobody_sees_need_no_font(no_fonts: None) -> None:
    found = cards([page("A\u200eB\u2066C\ufeff", "home")], "en")
    assert found.by_page["a/"].title == "ABC"
    assert not found.undrawn


def test_fonts_are_asked_for_once() -> None:
    fonts = CardFonts("ar")
    assert fonts.having("م") is fonts.having("م")
