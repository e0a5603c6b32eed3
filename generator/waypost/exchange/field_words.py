"""Words by which tables and lists of other people call the fields of a question."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from waypost.model.declare import fields_of
from waypost.model.records import Faq

WORDS: Final = {
    # English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish, Danish, Czech,
    # Turkish, Russian, Japanese, Chinese, Korean.
    "question": """question questions query prompt ask faq_question title_question frage fragen
        pregunta preguntas pergunta perguntas domanda domande vraag vragen pytanie pytania fråga
        frågor spørgsmål spørsmål otázka otázky soru sorular вопрос вопросы 質問 问题 問題 질문""",
    "answer": """answer answers reply accepted_answer acceptedanswer solution html markdown details
        description antworten réponse réponses respuesta respuestas resposta respostas risposta
        risposte antwoord antwoorden odpowiedź odpowiedzi svar odpověď odpovědi cevap cevaplar
        yanıt ответ ответы 回答 答え 答案 답변""",
    "category": """category categories group chapter folder collection bereich thema rubrik
        catégorie rubrique thème categoría tema categoria argomento categorie rubriek kategoria
        temat ämne emne kategorie téma kategori konu категория тема カテゴリ カテゴリー 分类 類別
        분류 카테고리""",
    "tags": """tags tag keyword label_names schlagwörter mots_clés etiquetas etichette теги タグ
        标签""",
    "popular": "popular promoted featured pinned",
    "draft": "draft entwurf brouillon borrador rascunho bozza concept",
    "address": """address url link permalink href path html_url page_url article_url public_url
        old_url web_address website adresse webadresse lien enlace endereço ligação indirizzo
        collegamento adres odnośnik länk adress odkaz bağlantı adresi ссылка адрес リンク 链接
        連結 링크""",
    "notes": "notes note comment comments internal_note notizen bemerkung",
}
NAMES: Final = {
    **{alias: name for name, spec in fields_of(Faq).items() for alias in (name, *spec.aliases)},
    **{word: name for name, words in WORDS.items() for word in words.split()},
}
"""The fields of a question by all their names, in the form that `plain_name` gives."""

ADDRESS: Final = "address"
"""A field beside those of a question: its address on the old site."""

WEB_ADDRESS: Final = re.compile(
    r"(?:https?://|/)[^\s]+|[\w%.~-]+(?:/[\w%.~-]+)*(?:/|\.(?:[xs]?html?|php|aspx?|jsp|md))",
    re.IGNORECASE,
)
"""An address or a path, and not a word about where something is."""

HIDING: Final = {
    **dict.fromkeys(
        ("draft", "hidden", "private", "internal", "archived", "deleted"),
        re.compile("true|yes|1|x"),
    ),
    **dict.fromkeys(
        ("published", "enabled", "active", "visible", "public"), re.compile("false|no|0")
    ),
    "state": re.compile("draft"),
    "status": re.compile("1|draft|unpublished|archived|hidden|private|inactive|disabled"),
    "visibility": re.compile("[234]|private|internal|agents|hidden|logged_in"),
    **dict.fromkeys(("user_segment_id", "user_segment_ids"), re.compile("(?s).+")),
}
"""Fields and values by which an entry or a group isn't for everybody."""

NUMBER: Final = re.compile(r"[0-9a-f-]*\d[0-9a-f-]*")
"""An id that is one of a database, not for readers."""


@lru_cache(1_024)
def plain_name(head: str) -> str:
    """The name of a column or key: small letters, joined by ``_``."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", head.strip())
    return re.sub(r"\W+", "_", apart.casefold()).strip("_")


def is_hidden(fields: Mapping[str, object]) -> bool:
    """True where a field, by its plain name, says that an entry isn't for everybody."""
    known = ((HIDING.get(name.removeprefix("is_")), value) for name, value in fields.items())
    return any(how and how.fullmatch(str(value).strip().casefold()) for how, value in known)
