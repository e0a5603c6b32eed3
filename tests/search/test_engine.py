"""The search finds entries by readers' own words."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data import ROOT
from tests.search.naive import Naive
from tests.search.node import found, needs_node, of, run
from waypost.assets import FOLDER
from waypost.cli.search_commands import entries_of
from waypost.search.documents import Document
from waypost.search.index_builder import build_index
from waypost.search.site_index import index_entries
from waypost.search.tokenizer import stemmer, tokens

pytestmark = needs_node

SHOP = of(
    cancel=["How do I cancel my order?", "stop my purchase"],
    refund=["When do I get my refund?", "money back"],
    parcel=["Where is my parcel?", "track a delivery"],
    coupon="Can I use two coupons at once?",
    colour="Can I choose another colour?",
)


def first(index: dict[str, Any], query: str) -> str | None:
    return next(iter(found(index, [query])[0]), None)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("how can i cancle my oder", "cancel"),
        ("hello there, quick question: whre is my package, thanks", "parcel"),
        ("reimbursement", "refund"),
        ("which color", "colour"),
        ("colours", "colour"),
        ("CANCELLED!!! 😡", "cancel"),
        ("please cancel order 00004587345 now", "cancel"),
        ('"money back"', "refund"),
        ("stopmy purchase", "cancel"),
        ("reimbursemnts", "refund"),
    ],
)
def test_readers_words_find_the_entry(query: str, wanted: str) -> None:
    """Typos, synonyms, spellings, order numbers, quotes and small talk do no harm."""
    assert first(SHOP, query) == wanted


def test_small_talk_counts_less_than_the_question_in_it() -> None:
    """The same words weigh less in a phrase that only asks for an answer."""
    script = """
      const { explain } = engine.createSearch(index);
      const weight = (query) => explain(query).words.find(({ word }) => word === "tell").weight;
      return [weight("can you tell me where my parcel is"), weight("who may tell where it is")];
    """
    wrapped, plain = run(script, index=SHOP)
    assert wrapped < plain / 2


@pytest.mark.parametrize(
    ("language", "title", "query", "marked"),
    [
        ("en", "Where are my parcels?", "parcel", "parcels"),
        ("de", "Wo sind meine Pakete?", "paket", "Pakete"),
        ("zh", "我的包裹在哪里？", "包裹", "包裹"),
    ],
)
def test_found_words_are_marked_in_every_language(
    language: str, title: str, query: str, marked: str
) -> None:
    """By the stems of the index, and in scripts without spaces by pairs of letters."""
    view = (FOLDER / "search-view.mjs").as_uri()
    script = """
      return import(view).then(async ({ createView }) => {
        const data = { index, shown: [["a/", title, "", ""]] };
        return (await createView(engine, data).answer(query)).items[0].title;
      });
    """
    index = of(language, a=title)
    title_as_shown = run(script, index=index, title=title, query=query, view=view)
    assert "".join(title_as_shown) == title
    assert marked in title_as_shown[1::2]


def test_a_hand_written_page_is_found_by_a_word_that_no_entry_has() -> None:
    """Also in a language without word vectors."""
    view = (FOLDER / "search-view.mjs").as_uri()
    script = """
      return import(view).then(async ({ createView }) => {
        const page = { location: "about/", title: "Unsere Lagerhäuser", text: "In Köln." };
        const view = createView(engine, { index, shown: [["a/", "Wo?", "", ""]] }, [page]);
        return (await view.answer("lagerhäuser")).items.map((hit) => hit.location);
      });
    """
    assert "about/" in run(script, index=of("de", a="Wo ist mein Paket?"), view=view)


@pytest.mark.parametrize("typed", ["pa", "parc", "where is my pa", "ref", "can i use two cou"])
def test_results_come_while_a_word_is_being_typed(typed: str) -> None:
    """The first letters of a word find what it may become."""
    wanted = {"p": "parcel", "w": "parcel", "r": "refund", "c": "coupon"}[typed[0]]
    assert first(SHOP, typed) == wanted


@pytest.mark.parametrize("query", [None, 7, {}, [], "", "   ", "?!", "😀"])
def test_what_has_no_words_finds_nothing(query: object) -> None:
    """A query that isn't text, or is empty, gives no results and no error."""
    assert found(SHOP, [query]) == [[]]


@pytest.mark.parametrize("query", ["zzyzx qwrtp", "order " * 2000, "x" * 10_000, "a b c " * 20])
def test_every_query_is_answered(query: str) -> None:
    """Unknown words and 10,000 characters are answered."""
    answers = found(SHOP, [query])
    assert len(answers) == 1


def test_words_that_nothing_knows_still_lead_somewhere() -> None:
    """No query of real words is without a result."""
    assert all(found(SHOP, ["donuts", "xylophone lessons", "couponage"]))


def test_an_index_of_another_version_is_refused_in_one_line() -> None:
    """The message names both versions."""
    script = "try { engine.createSearch(index) } catch (error) { return error.message }"
    assert run(script, index={**SHOP, "version": 99}) == (
        "the index has version 99, this engine reads version 3."
    )


def test_synonyms_count_both_ways() -> None:
    """Each member of a group finds what the other names, words of several parts too."""
    index = of(
        synonyms=[["zibbet", "promo code"]],
        one="Can I use a zibbet?",
        two="Where do I type a promo code?",
        three="Where is my order?",
    )
    assert {"one", "two"} == set(found(index, ["promo code"])[0][:2])
    assert {"one", "two"} == set(found(index, ["zibbet"])[0][:2])


LANGUAGES = {
    "de": ("Wie storniere ich eine Bestellung?", "Wo ist mein Paket?", "alle Pakete"),
    "fr": ("Comment annuler ma commande ?", "Où est mon colis ?", "ou sont mes colis"),
    "es": ("¿Cómo cancelo mi pedido?", "¿Dónde está mi paquete?", "los paquetes"),
    "ru": ("Как отменить заказ?", "Где моя посылка?", "посылки"),
    "zh": ("如何取消订单？", "我的包裹在哪里？", "包裹到哪里了"),
    "ja": ("注文をキャンセルするには", "荷物はどこですか", "荷物が届かない"),
    "th": ("ยกเลิกคำสั่งซื้ออย่างไร", "พัสดุของฉันอยู่ที่ไหน", "พัสดุ"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_are_found_by_their_stems(language: str) -> None:
    """Also those written without spaces, by pairs of letters."""
    cancel, parcel, query = LANGUAGES[language]
    assert first(of(language, cancel=cancel, parcel=parcel), query) == "parcel"


def test_ids_like_the_names_of_object_members_work() -> None:
    """An entry may be called constructor."""
    index = of(constructor="How do I cancel?", **{"to-string": "Where is my parcel?"})
    assert first(index, "cancel") == "constructor"
    assert found(index, ["constructor hasOwnProperty __proto__"])


@pytest.mark.parametrize(
    ("language", "title", "queries"),
    [
        ("de", "Eine Bestätigung der Straße", ["bestaetigung", "bestatigung", "STRASSE"]),
        ("tr", "Isıtma ve İade", ["ISITMA", "isitma", "iade", "İADE"]),
        ("ar", "إلغاء المدرسة إلى الآن", ["الغاء", "المدرسه", "المُدَرَّسَة", "إلغـاء"]),
        ("ja", "キャンセルの方法", ["きゃんせる", "ｷｬﾝｾﾙ"]),
        ("fr", "Où annuler l’accès ?", ["annulée", "ou acces"]),
    ],
)
def test_letters_are_found_as_readers_of_a_language_type_them(
    language: str, title: str, queries: list[str]
) -> None:
    """Without accents and marks, in other forms of one letter, in capitals."""
    script = """
      const { explain } = engine.createSearch(index);
      return queries.map((query) => explain(`${query} `).words.map(({ how }) => how));
    """
    for hows in run(script, index=of(language, one=title, two="xyz"), queries=queries):
        assert set(hows) == {"known"}


def test_words_that_say_little_weigh_little_and_are_no_typos() -> None:
    """Where no vectors tell that of a language, a list does."""
    index = of("sv", one="Hur får jag en faktura?", two="Hur får jag en biljett?", three="Vad?")
    script = "return engine.createSearch(index).explain(query);"
    found = run(script, index=index, query="det faktura en jag ")
    weights = {word["word"]: word["weight"] for word in found["words"]}
    assert weights.keys() == {"faktura", "en", "jag"}
    assert weights["faktura"] > 2 * weights["jag"]
    assert found["lost"] == []


@pytest.mark.parametrize(
    ("language", "query", "money", "parcel"),
    [
        ("en", "cash", "When do I get my money?", "Where is my parcel?"),
        ("es", "efectivo", "¿Cuándo recibo mi dinero?", "¿Dónde está mi paquete?"),
        ("de", "Bargeld", "Wann kommt das Geld?", "Wo ist mein Paket?"),
        ("fr", "espèces", "Quand aurai-je mon argent ?", "Où est mon colis ?"),
        ("it", "contanti", "Quando arrivano i soldi?", "Dov'è il mio pacco?"),
        ("nl", "contant", "Wanneer krijg ik mijn geld?", "Waar is mijn pakket?"),
        ("pt-BR", "espécie", "Quando recebo o dinheiro?", "Onde está o pacote?"),
        ("ar", "نقد", "متى أستلم أموالي؟", "أين الطرد؟"),
        ("zh", "现金", "我的钱什么时候到？", "我的包裹在哪里？"),
        ("ja", "現金", "お金はいつ届きますか", "荷物はどこですか"),
    ],
)
def test_what_is_said_in_other_words_is_found(
    language: str, query: str, money: str, parcel: str
) -> None:
    """In each language that has word vectors."""
    assert first(of(language, one=parcel, two=money), query) == "two"


@pytest.mark.parametrize("query", ["Adresse", "Lieferung", "Lieferadressen"])
def test_parts_of_a_compound_find_it(query: str) -> None:
    index = of("de", one="Kann ich die Lieferadresse ändern?", two="Kann ich den Tarif ändern?")
    assert first(index, query) == "one"


def test_a_soft_hyphen_parts_no_word() -> None:
    """Texts that are pasted bring them, and nobody sees them."""
    assert tokens("re\u00adturn") == ["return"]


def test_python_and_the_browser_know_the_same_words() -> None:
    """Tokens agree, or what was indexed couldn't be found."""
    files = [ROOT / "faq.yaml", ROOT / "tools" / "vectors" / "words.txt"]
    text = " ".join(file.read_text(encoding="utf-8") for file in files)
    text += " Don't ‘can’t’ l’été straße Ångström ﬁne １２３ 退款ABC政策 สวัสดี उपयोग naïve\u00adté"
    assert run("return engine.tokens(text);", text=text) == tokens(text)


WORDS = ["cancel", "order", "refund", "parcel", "money", "card", "late", "pay", "my", "the", "zork"]
SAYS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=1, max_size=3)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(SAYS, min_size=2, max_size=5),
    st.lists(st.sampled_from(WORDS[:-1]), min_size=1, max_size=6),
)
def test_the_engine_agrees_with_its_naive_twin(
    entries: list[list[list[str]]], query: list[str]
) -> None:
    """The parts of each score are what plain sums over the index give."""
    says = {f"e{at}": [" ".join(say) for say in entry] for at, entry in enumerate(entries)}
    index, text = of(**says), " ".join(query) + " "
    script = """
      const features = engine.createSearch(index).features(text);
      return Object.fromEntries(Object.entries(features).map(([name, row]) => [name, [...row]]));
    """
    real, naive = run(script, index=index, text=text), Naive(index).parts(text)
    for name, row in naive.items():
        assert real[name] == pytest.approx(row, abs=1e-4), name


def test_queries_of_the_sample_find_their_answers() -> None:
    """At least 95 of 100 queries as shoppers write them find a wanted entry in the first three."""
    cases = json.loads((ROOT / "tests/search/cases/sample-queries.json").read_text("utf-8"))
    knowledge, entries = entries_of(ROOT / "faq.yaml", date(2026, 11, 23))
    answers = found(index_entries(knowledge, entries), [case["q"] for case in cases], 3)
    hits = [bool({*case["want"]} & {*ids}) for case, ids in zip(cases, answers, strict=True)]
    missed = [case["q"] for case, hit in zip(cases, hits, strict=True) if not hit]
    assert len(cases) >= 100
    assert sum(hits) >= 0.95 * len(cases), missed


def test_a_word_of_one_answer_finds_it_before_entries_without_it() -> None:
    """Readers type the word that they saw, or its beginning."""
    entries = [
        Document("transport", "faq", ("How does the team move patients?",), "In a wheelchair."),
        Document("chairs", "faq", ("Which chairs are in the waiting room?",), "Padded ones."),
        Document("ramps", "faq", ("Are there stairs?",), "No."),
        Document("hash", "faq", ("Which one do you use?",), "It is SHA256."),
    ]
    assert found(build_index(entries), ["wheelchair", "a wheelchair?", "SHA"], 1) == [
        ["transport"],
        ["transport"],
        ["hash"],
    ]


def test_each_word_of_one_answer_of_the_sample_finds_it_first() -> None:
    knowledge, entries = entries_of(ROOT / "faq.yaml", date(2026, 11, 23))
    stem = stemmer("en")
    asked = {stem(word) for each in entries for say in each.phrasings for word in tokens(say)}
    texts: dict[str, dict[str, str]] = {}
    for each in entries:
        for word in tokens(each.body):
            if word.isalpha() and stem(word) not in asked:
                texts.setdefault(stem(word), {})[each.id] = word
    lone = [next(iter(each.items())) for each in texts.values() if len(each) == 1]
    words = [(id, word) for id, word in lone if len(word) > 3]
    results = found(index_entries(knowledge, entries), [word for _, word in words], 1)
    wrong = [word for (id, word), ids in zip(words, results, strict=True) if ids != [id]]
    assert len(words) > 30
    assert wrong == []


def likely(index: dict[str, Any], queries: list[str]) -> list[bool]:
    """For each query whether the engine thinks that its best result answers it."""
    script = """
      const search = engine.createSearch(index);
      return queries.map((query) => search.explain(query, 1).fits);
    """
    answer = run(script, index=index, queries=queries)
    assert isinstance(answer, list)
    return answer


def test_the_sample_tells_what_it_has_no_answer_to_from_what_it_has() -> None:
    """Of queries as shoppers write them at most 5 of 100 are told that nothing fits."""
    knowledge, entries = entries_of(ROOT / "faq.yaml", date(2026, 11, 23))
    index = index_entries(knowledge, entries)
    foreign = ["customs tax", "item is fake", "change my delivery address", "truck accident"]
    foreign += ["reset my password", "job application", "gift card balance", "book a flight"]
    cases = json.loads((ROOT / "tests/search/cases/sample-queries.json").read_text("utf-8"))
    fits = likely(index, [*foreign, *(case["q"] for case in cases)])
    assert fits[: len(foreign)] == [False] * len(foreign)
    assert sum(fits[len(foreign) :]) >= 0.95 * len(cases)


def test_a_question_like_those_asked_elsewhere_is_the_less_likely_answered() -> None:
    """With one mean of what is asked elsewhere in place of all, the same answers seem likelier."""
    knowledge, entries = entries_of(ROOT / "faq.yaml", date(2026, 11, 23))
    index = index_entries(knowledge, entries)
    first = b64encode(b64decode(index["vectors"]["elsewhere"])[:24]).decode()
    lacking = index | {"vectors": index["vectors"] | {"elsewhere": first}}
    foreign = ["job application", "book a flight", "gift card balance", "open a bank account"]
    script = """
      return [index, lacking].map((each) => {
        const search = engine.createSearch(each);
        return foreign.reduce((sum, query) => sum + search.explain(query, 1).likelihood, 0);
      });
    """
    told, untold = run(script, index=index, lacking=lacking, foreign=foreign)
    assert told < untold / 2


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_fits_is_measured_by_the_index_and_not_by_a_constant(language: str) -> None:
    """An entry's own phrasings, asked while they are out of the index, tell what answers score."""
    says = {
        f"e{at}": [f"{a} {b} {c}", f"{b} {c} {d}", f"{a} {c} {d}"]
        for at, (a, b, c, d) in enumerate(zip(*[iter(WORDS_APART)] * 4, strict=True))
    }
    near = [f"{each[0].split()[0]} {each[0].split()[1]}" for each in says.values()]
    far = ["wolke gewitter", "ofen kuchen teig"]
    assert likely(of(language, **says), [*near, *far]) == [True] * len(near) + [False] * 2


WORDS_APART = tokens(
    "konto sperre karte verlust paket lager versand dauer rechnung steuer betrag datum "
    "passwort anmeldung fehler zugang gutschein rabatt kasse feld umtausch etikett frist laden"
)


@pytest.mark.parametrize(
    ("typed", "site"), [("truck", "track"), ("bills", "mails"), ("coast", "cost")]
)
def test_a_right_english_word_is_not_read_as_a_typo_of_the_sites(typed: str, site: str) -> None:
    script = "return engine.createSearch(index).explain(query).words.map(({ how }) => how);"
    index = of(one=f"{site} zork", two="Where is my parcel?")
    assert "mended" not in run(script, index=index, query=f"{typed} ")
    mistyped = site[:-1] + site[-1] * 2
    assert "mended" in run(script, index=index, query=f"{mistyped} ")


def test_the_form_that_a_typo_was_read_as_is_told() -> None:
    script = "return engine.createSearch(index).explain('cupon').words[0];"
    assert run(script, index=SHOP)["meant"] == "coupons"


def test_a_stretched_word_may_have_a_typo() -> None:
    script = "return engine.createSearch(index).explain('lugggae').words[0]?.meant;"
    assert run(script, index=of(bag="How much luggage may I bring?")) == "luggage"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("moneyyyy baaack", "refund"), ("wheeere is it", "parcel"), ("wanna cancel", "cancel")],
)
def test_stretched_and_short_forms_are_read(query: str, wanted: str) -> None:
    assert first(SHOP, query) == wanted


def test_short_forms_of_chat_are_read_in_full() -> None:
    script = "return engine.createSearch(index).explain(query).words.map(({ word }) => word);"
    index = of(people="Can two people share an order?", parcel="Where is my parcel?")
    assert run(script, index=index, query="ppl dunno") == ["people", "dont", "know"]


def test_short_queries_of_the_sample_find_their_answers() -> None:
    """One and two words: 85 of 100 find a wanted entry first, 97 in the first three."""
    cases = json.loads((ROOT / "tests/search/cases/short-queries.json").read_text("utf-8"))
    mine = [case for case in cases if case["kb"] == "sample"]
    knowledge, entries = entries_of(ROOT / "faq.yaml", date(2026, 11, 23))
    answers = found(index_entries(knowledge, entries), [case["q"] for case in mine], 3)
    pairs = list(zip(mine, answers, strict=True))
    wrong = [case["q"] for case, ids in pairs if ids[0] not in case["want"]]
    missed = [case["q"] for case, ids in pairs if not {*case["want"]} & {*ids}]
    assert len(mine) >= 40
    assert len(wrong) <= 0.15 * len(mine), wrong
    assert len(missed) <= 0.03 * len(mine), missed


def test_a_denial_tells_entries_apart() -> None:
    """Who denies finds what denies, and who doesn't the plain one."""
    index = of(
        plain="Has my order shipped?",
        denied="What if my order has not shipped?",
        other="Where is my parcel?",
    )
    assert [found(index, [query], 1)[0] for query in ("shipped", "not shipped")] == [
        ["plain"],
        ["denied"],
    ]


def test_one_chinese_or_japanese_letter_says_something() -> None:
    """A word that is cut elsewhere in a question shares letters, though no pair."""
    index = of("zh", refund="退钱要多久？", parcel="我的包裹在哪里？")
    assert first(index, "想退") == "refund"
    assert first(of("ja", cancel="注文を取消すには", parcel="荷物はどこ"), "取り消し") == "cancel"


def view_of(query: str) -> dict[str, Any]:
    """What readers of the sample see for ``query``."""
    knowledge, entries = entries_of(ROOT / "faq.yaml", date(2026, 11, 23))
    script = """
      return import(view).then((look) => look.createView(engine, { index, shown }).answer(query));
    """
    view = (FOLDER / "search-view.mjs").as_uri()
    index = index_entries(knowledge, entries)
    answer = run(script, index=index, shown=[e.shown for e in entries], query=query, view=view)
    assert isinstance(answer, dict)
    return answer


def test_a_reader_sees_no_weak_results_and_a_count_that_is_one() -> None:
    """What scores far below the best isn't shown; where nothing fits, three are at most."""
    few, none = view_of("deal alerts"), view_of("customs tax on items")
    scores = [item["score"] for item in few["items"]]
    assert few["fits"]
    assert not few["more"]
    assert len(scores) < 12
    assert min(scores) >= 0.45 * max(scores)
    assert not none["fits"]
    assert 1 <= len(none["items"]) <= 3
    assert view_of("cupon")["read"] == ["coupon"]
