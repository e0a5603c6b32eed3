"""Whatever is typed, what comes out is on the allow-list, and no word of it is lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.text.safe import INSIDE, assert_safe
from tests.text.test_cases import ANSWERS, converter
from waypost.core.nodes import Mark, Text
from waypost.core.urls import settle
from waypost.diagnostics import message_format
from waypost.markdown import Converter, Names
from waypost.model.facts import resolve
from waypost.model.records import Fact

MARKS = [
    *"*_`><&|-+#\\![]()~^=:$%?",
    *("**", "__", "``", "```", "~~~", "##", "###", "[!", "[!NOTE]", "](", "](<", "<!--", "-->"),
    *("<?", "?>", "<![CDATA[", "]]>", "{{", "}}", "{%", "%}", "{#", "#}", "{:", "$$", "---"),
    *("===", "***", "1.", "2)", "&lt;", "&#x3c;", "&colon;", "&Tab;", "::", "//"),
]
BREAKS = [
    " ",
    "\n",
    "\n\n",
    "  \n",
    "\t",
    "    ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n| ",
    "\r\n",
    "\u2028",
]
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "JAVA\tSCRIPT:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example",
    "\\\\evil.example",
    "https://a@evil.example",
    "https://example.org",
    "http://example.org",
    "mailto:a@b.example",
    "tel:+1234",
    "waypost-root:/x",
    '="waypost-root:/x',
    "&#106;avascript&colon;alert(1)",
    "faq:how-long",
    "faq:none",
    "../policies/before-shipment",
    "img/order.svg",
    "{{ facts.window }}",
    "{{ facts.hostile }}",
    "{{ facts.sentinel }}",
    "{{ facts.none }}",
    "{{ answers.status }}",
    "![x](img/order.svg)",
    "[x](faq:how-long)",
    "\ufdd0\ufded\ufdee\ufdef",
    "\ufdee\ufdd0\ufdd0\ufdd0\ufdef",
    "\u202e\u200b\ufeff\x00\x07",
    '" onmouseover="alert(1)',
    "| a | b |\n| - | - |\n| c | d |\n",
    "[a]: javascript:alert(1)\n",
    "> [!TIP] x\n> y\n",
]

pieces = st.one_of(
    st.sampled_from([*MARKS, *BREAKS, *ATTACKS]),
    st.text(max_size=8),
    st.sampled_from(["a", "word", "Zürich", "请假", "🎉"]),
)
typed = st.lists(pieces, max_size=40).map("".join)


@given(typed)
def test_whatever_is_typed_comes_out_safe_and_nothing_is_raised(text: str) -> None:
    start = Mark("x", 1, 1)
    converted = converter().convert(Text(text, start, start), ANSWERS)
    assert_safe(converted.html)
    assert_safe(converted.under(1).replace("<h2 ", "<h3 ").replace("</h2>", "</h3>"))
    assert INSIDE not in re.sub(r"<[^>]*>", "", settle(converted.html, "questions/a/"))
    assert isinstance(converted.first_sentence, str)
    for problem in converted.problems:
        assert message_format.message(problem).isprintable()
        assert message_format.hint(problem)
        assert 1 <= problem.at.line <= text.replace("\r", "\n").count("\n") + 1


@given(typed)
def test_a_fact_may_hold_anything_and_shows_it_literally(value: str) -> None:
    """A fact's value is data in a paragraph, in a link, in code and in a table."""
    at = Mark("x", 1, 1)
    fact = Fact(id=Text("it", at), value=Text(value.replace("{{", "").strip() or "x", at))
    facts = resolve((fact,)).facts
    converted = Converter(Names(), facts).convert(
        "a {{ facts.it }} `{{ facts.it }}`\n\n| {{ facts.it }} |\n| - |\n| *{{ facts.it }}* |\n"
    )
    shown = assert_safe(converted.html)
    wanted = re.sub("[\ufdd0-\ufdef]", "\ufffd", facts.value("it"))
    for said in (converted.plain, shown.replace("\r\n", "\n").replace("\r", "\n")):
        assert said.count(_visible(wanted)) >= 1 or _visible(wanted) in _visible(said)


def _visible(text: str) -> str:
    # HTML reads a line break in the source as a space, and has no place for NUL.
    return re.sub(r"\s+", " ", text.replace("\x00", "")).strip()


words = st.lists(
    st.tuples(st.sampled_from([*BREAKS[:6], *"*_`>#|<&!)(~^=", "**", "- ", "{{", "}}", "1. "])),
    max_size=30,
)


@given(words)
def test_no_word_is_lost_between_signs(signs: list[tuple[str]]) -> None:
    """Each word between Markdown's signs is still there, in order, on the page and in search."""
    text = "".join(f"{sign}word{number} " for number, (sign,) in enumerate(signs))
    converted = Converter().convert(text)
    if any(problem.code in ("extra-cells", "lost-words") for problem in converted.problems):
        return
    wanted = [f"word{number}" for number in range(len(signs))]
    assert re.findall(r"word\d+", converted.plain) == wanted
    assert re.findall(r"word\d+", assert_safe(converted.html)) == wanted


@given(st.text(alphabet=st.characters(categories=("L", "N", "Zs", "Po")), max_size=60))
def test_a_title_is_shown_as_it_was_typed(text: str) -> None:
    assert converter().line(text).text == text


def test_a_title_may_hold_placeholders_and_nothing_else() -> None:
    line = converter().line("*Within* {{ facts.window }} <b>[x](y)</b> {{ 7*7 }} {{ facts.nope }}")
    assert line.text == "*Within* 5 days <b>[x](y)</b> {{ 7*7 }} {{ facts.nope }}"
    assert [problem.code for problem in line.problems] == ["markup-in-line", "unknown-fact"]
