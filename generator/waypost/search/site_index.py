"""The search of a site: its index, what results show, and both as files that browsers load."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from waypost import assets
from waypost.core import urls
from waypost.core.messages import Messages
from waypost.markdown import Converter, Names
from waypost.model import publication
from waypost.model.facts import resolve
from waypost.model.records import Knowledge
from waypost.search import stemmers
from waypost.search.documents import Document, documents

DATA_FILE: Final = "search.*.json"
"""The name of the search's data among a site's assets."""

PLACE: Final = "assets/waypost/search.json"
"""The file that names the data, relative to itself, and the questions asked most.

``{"data": NAME, "popular": [[address, title], …]}``. ``words`` are the panel's messages, where the
site isn't in English.
"""

OFFLINE: Final = "assets/waypost/search-offline.js"
"""The address of the search of a site that is opened from a folder."""

LARGE: Final = 1500
"""From so many entries on, a site's index comes in parts."""

_UNSAFE: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
"""Characters that would end or confuse a script element; JSON reads their escapes as the same."""

_EXPORT: Final = re.compile(r"^export (?=const|function|class)", re.MULTILINE)


def published(knowledge: Knowledge, day: date) -> tuple[Knowledge, list[Document]]:
    """The part of ``knowledge`` that is published on ``day``, and its entries."""
    shown = publication.published_on(knowledge, day)
    names = Names.of(knowledge, away=shown.away)
    converter = Converter(names, resolve(knowledge.facts, Messages(str(knowledge.language))).facts)
    return shown.knowledge, documents(shown.knowledge, converter)


def index_entries(knowledge: Knowledge, entries: Sequence[Document]) -> dict[str, Any]:
    """The index of ``entries``, with the language and the synonyms of ``knowledge``."""
    # It needs numpy, which is loaded only where an index is made.
    from waypost.search.index_builder import build_index

    return build_index(entries, str(knowledge.language), knowledge.synonyms)


def data_of(
    knowledge: Knowledge, entries: Sequence[Document]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data that the reader's search loads first, and a large site's further parts by name.

    Shape of the first: ``{"index": {...}, "shown": [[address, title, first sentence, topic], …]}``;
    where there are parts, they hold what is shown.
    """
    if len(entries) >= LARGE:
        from waypost.search.shards import in_parts

        first, parts = in_parts(entries, str(knowledge.language), knowledge.synonyms)
        return {"index": first}, parts
    return {"index": index_entries(knowledge, entries), "shown": [e.shown for e in entries]}, {}


def part_names(size: int) -> Sequence[str]:
    """The names of the further parts of an index of ``size`` entries."""
    if size < LARGE:
        return ()
    from waypost.search import shards

    return shards.part_names(size)


def part_of(data: str, part: str) -> str:
    """The address of ``part`` of the search's data.

    Parts have a folder of their own, so that a host needs one rule to let browsers cache them all.

    >>> part_of("assets/waypost/search.0123abcd.json", "stems-7")
    'assets/waypost/search/stems-7.0123abcd.json'
    """
    folder, slash, name = data.rpartition("/")
    return f"{folder}{slash}{name.replace('search', f'search/{part}', 1)}"


def ways_on(knowledge: Knowledge, converter: Converter) -> list[list[str]]:
    """The links for a reader whom no entry helps: ``[address, title]`` each."""
    trees = [
        [tree.kind.address(tree.id), converter.line(tree.title).text] for tree in knowledge.trees
    ]
    messages = converter.facts.messages
    help_ = [urls.A_TO_Z + "#contacts", messages.gettext("Who can help")]
    topics = ["topics/", messages.gettext("All topics")]
    everything = [urls.A_TO_Z, messages.gettext("Every question from A to Z")]
    return [
        *trees,
        everything,
        *([topics] if knowledge.categories else []),
        *([help_] if knowledge.contacts else []),
    ]


def as_json(value: Any) -> str:
    """``value`` as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def offline_script(
    data: dict[str, Any],
    written: Sequence[Any] = (),
    parts: dict[str, Any] | None = None,
    popular: Sequence[Any] = (),
    words: Mapping[str, Any] | None = None,
) -> str:
    """Engine, panel and index as one classic script, for a site that is opened from a folder."""
    return (
        f"self.waypostSearch = (() => {{\n{classic_engine(data['index']['language'])}\n"
        f"{_classic(assets.text('search-view.mjs'))}\n"
        f"const panel = (() => {{\n{_classic(assets.text('search-panel.mjs'))}\n"
        "return { openPanel };\n})();\n"
        f"const parts = {in_script(parts or {})};\nconst load = (name) => parts[name];\n"
        f"const view = createView(engine, {in_script(data)}, {in_script(written)}, load);\n"
        f"const popular = Promise.resolve({in_script(popular)});\n"
        f"const words = Promise.resolve({in_script(words or {})});\n"
        "return { ask: view.answer, popular, words, panel };\n})();\n"
    )


def classic_engine(language: str) -> str:
    """The engine as classic script: a constant ``engine`` that holds what the module exports."""
    code = _classic(stemmers.engine(language))
    return f"const engine = (() => {{\n{code}\nreturn {{ createSearch, tokens, stemmer }};\n}})();"


def _classic(module: str) -> str:
    return _EXPORT.sub("", module)


def in_script(value: Any) -> str:
    """``value`` as JSON that can stand in a script, and the script in a page."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
