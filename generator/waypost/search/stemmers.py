"""The search's engine with what one language needs: Snowball's stemmer for browsers, stop words.

The folders ``assets/snowball`` and ``assets/stop_words`` hold them: THIRD_PARTY.toml says from
where, and ``make stemmers`` brings other versions.
"""

import json
from base64 import b64encode
from functools import cache

from waypost import assets
from waypost.search.tokenizer import language_of


def in_browsers(language: str) -> str:
    """Snowball's name of a language, empty where browsers have no stemmer for it.

    >>> in_browsers("pt-BR"), in_browsers("ja")
    ('portuguese', '')
    """
    name = assets.snowball_names().get(language_of(language), "")
    return name if name in assets.stemmers() else ""


def engine(language: str) -> str:
    """The source of the engine, a module, with what it has for ``language``."""
    name = assets.snowball_names().get(language_of(language), "")
    code = _stemmer(name) if in_browsers(language) else ""
    # Word vectors tell the weight of English ones.
    stops = assets.stop_words(name)
    if stops:
        code += f"language.stops = {json.dumps(stops, ensure_ascii=False)};\n"
    return assets.text(assets.ENGINE) + code


@cache
def engine_file(language: str) -> tuple[str, bytes]:
    """The address of the engine of ``language`` in a site, and its content."""
    content = assets.slim(engine(language))
    return assets.named(assets.ENGINE, content), content


def engine_uri(language: str) -> str:
    """The engine of ``language`` as an address that Node imports."""
    return f"data:text/javascript;base64,{b64encode(engine(language).encode()).decode()}"


def _stemmer(name: str) -> str:
    code = "\n".join(assets.text(f"snowball/{each}-stemmer.js") for each in ("base", name))
    made = (
        f'Object.assign(language, {{ name: "{name}", stemmer: new {name.capitalize()}Stemmer() }});'
    )
    return f"\nvar BaseStemmer; /*! snowballstem.org, BSD-3-Clause */\n{code}\n{made}\n"
