"""An edit within one entry shows before the whole is checked, and only where that is certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.preview.sample import beside, edit, pages, served
from waypost.serve.session import Preview

ANSWER = "    answer: |\n      "
NEW = "  - id: new-one\n    question: A new one?\n    answer: Yes.\n"


@pytest.fixture
def preview(folder: Path) -> Preview:
    """The sample's preview, with everything checked."""
    made = Preview(folder / "mkdocs.yml", None, None)
    assert made.refresh()
    return made


def fresh(folder: Path) -> Preview:
    """A preview that begins with what there is now."""
    made = Preview(folder / "mkdocs.yml", None, None)
    news = made.refresh()
    assert news
    assert (news.errors, news.failure) == ((), "")
    return made


CERTAIN = [
    (ANSWER, f"{ANSWER}Whatever happens. ", "questions/cancel-with-offer/", "Whatever happens."),
    (
        "    question: How long do I have",
        "    question: Exactly how long do I have",
        "questions/how-long-to-cancel/",
        "Exactly how long do I have",
    ),
    ("    tags: [window]\n", "    tags: [limit]\n", "policies/cancellation-window/", "typically"),
    (
        "- Press **Cancel Order**.",
        "- Press it.\n      - And wait.",
        "guides/cancel-an-order/",
        "And wait.",
    ),
    (
        "The window for cancelling is",
        "The time to cancel is",
        "policies/cancellation-window/",
        "The time to",
    ),
    ("ask: Where is your", "ask: Now where is your", "order-help/", "Now where is your"),
    ("pending: placed\n", "pending: cancel-now\n", None, ""),
    ("title: Cancel it now", "title: Cancel it at once", "order-help/cancel-now/", "at once"),
]


def test_an_edited_entry_shows_at_once(folder: Path, preview: Preview) -> None:
    """After each such edit every page is what it is when all begins anew, and stays so."""
    for old, new, page, words in CERTAIN:
        if old not in (folder / "faq.yaml").read_text(encoding="utf-8"):
            pytest.fail(f"the sample has no {old!r}")
        edit(folder, old, new)
        news = preview.look()
        if page is None:
            # A tree whose scenarios fail now is not shown.
            assert news is None
            edit(folder, new, old)
            continue
        assert news, new
        assert news.page == page
        assert words in served(preview, f"{page}index.html")
        again = fresh(folder)
        assert pages(preview) == pages(again)
        again.close()
    news = preview.refresh(whole=False)
    assert news
    assert (news.errors, news.failure) == ((), "")
    again = fresh(folder)
    assert pages(preview) == pages(again)
    assert beside(preview) == beside(again)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ANSWER, f"{ANSWER}See [this](faq:nobody). "),
        (ANSWER, f"{ANSWER}It takes {{{{ facts.nothing }}}}. "),
        (ANSWER, "    anwser: |\n      "),
        ("**Typically {{ facts.cancel_window }}**", "**{{ facts.cancel_window }}, or 9 days**"),
        ("    related: [", "    related: [nobody, "),
        ("    category: cancelling\n    policies", "    category: offers\n    policies"),
        ("    popular: yes\n", "    draft: yes\n"),
        ("value: 5", "value: 6"),
        ("  - id: how-long-to-cancel\n", f"{NEW}  - id: how-long-to-cancel\n"),
        ("  - id: how-long-to-cancel\n", "  - id: how-much-time\n"),
        ("title: Cancelling", "title: Calling off"),
        ("guides:\n", "\nfaqs:\n"),
        ("    tags: [return, refund]\n\nguides:\n", "    tags: [return]\n\nnotes:\n"),
        ("open: start-a-return", "open: nowhere"),
    ],
)
def test_whatever_may_change_more_is_checked_first(
    folder: Path, preview: Preview, old: str, new: str
) -> None:
    """Nothing shows at once where it might be an error, or reach further than its entry."""
    before = pages(preview)
    edit(folder, old, new)
    assert preview.look() is None
    assert pages(preview) == before
    preview.close()


def test_edits_of_two_entries_follow_each_other(folder: Path, preview: Preview) -> None:
    """The second is looked at beside the first, whose lines have moved what stands below it."""
    edit(folder, ANSWER, f"{ANSWER}One.\n\n      Two.\n\n      ")
    first = preview.look()
    edit(folder, "It’s the seller’s choice", "It’s up to the seller")
    second = preview.look()
    assert first
    assert second
    assert "Two." in served(preview, f"{first.page}index.html")
    assert "up to the seller" in served(preview, f"{second.page}index.html")


def test_an_error_that_is_undone_is_gone_at_once(folder: Path, preview: Preview) -> None:
    """What the files say then was checked before."""
    edit(folder, "    question: How long", "    qestion: How long")
    assert preview.look() is None
    broken = preview.refresh(whole=False)
    assert broken
    assert broken.errors
    edit(folder, "    qestion: How long", "    question: How long")
    mended = preview.look()
    assert mended
    assert not mended.errors


def test_an_error_that_is_mended_otherwise_is_gone_at_once(folder: Path, preview: Preview) -> None:
    """An edit is compared with what was last good."""
    edit(folder, "    question: How long do", "    qestion: How long do")
    assert preview.refresh(whole=False)
    edit(folder, "    qestion: How long do", "    question: For how long do")
    mended = preview.look()
    assert mended
    assert "For how long" in served(preview, f"{mended.page}index.html")


def test_a_knowledge_base_that_became_a_link_isnt_followed(
    folder: Path, preview: Preview, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Neither at once nor later."""
    kb = folder / "faq.yaml"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "faq.yaml"
    elsewhere.write_text(kb.read_text("utf-8").replace(ANSWER, f"{ANSWER}Whatever. "), "utf-8")
    kb.unlink()
    kb.symlink_to(elsewhere)
    assert preview.look() is None
    news = preview.refresh(whole=False)
    assert news
    assert [problem.code for problem in news.errors] == ["symbolic-link"]
