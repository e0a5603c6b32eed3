"""`make messages`: extract what Waypost says to readers, and merge it into the catalogs.

    python -m scripts.messages

A message that is new has no translation until somebody gives it one; what is gone is taken out.
"""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from waypost.core.messages import LOCALES

PACKAGE: Final = LOCALES.parent
TEMPLATE: Final = LOCALES / "waypost.pot"
LANGUAGES: Final = (
    *("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt_BR", "ru", "tr", "zh_Hans"),
)
METHODS: Final = [
    ("**.py", "python"),
    ("pages/templates/**.j2", "jinja2"),
    ("mkdocs_plugin/theme/**.html", "jinja2"),
    ("assets/**.mjs", "javascript"),
]
KEYWORDS: Final = {"_": None, "gettext": None, "ngettext": (1, 2)}
JINJA: Final = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
OPTIONS: Final = {pattern: JINJA if how == "jinja2" else {} for pattern, how in METHODS}
EMPTY: Final = re.compile(
    rb'"(?:[A-Z-]+-Date|Project-Id-Version|Generated-By)[^"]*"\n|"[^"]*(?:EMAIL@|LL@)[^"]*"\n',
    re.IGNORECASE,
)
"""Headers that change with every run, and those that nobody has filled in."""


def template() -> Catalog:
    """All messages in the code, each with the files that say it."""
    found = _catalog(None)
    found.header_comment = "# What Waypost says to readers. Written by `make messages`."
    for file, message, comments in _messages():
        found.add(message, None, [(file, None)], auto_comments=comments)
    for message in found:
        message.locations = sorted(set(message.locations))
        message.auto_comments = list(dict.fromkeys(message.auto_comments))
    return found


def _catalog(locale: str | None) -> Catalog:
    return Catalog(locale, project="Waypost", version="", charset="utf-8", fuzzy=False)


def _messages() -> Iterator[tuple[str, Any, list[str]]]:
    found = extract_from_dir(
        PACKAGE, METHODS, OPTIONS, KEYWORDS, comment_tags=["l10n:"], strip_comment_tags=True
    )
    for file, _, message, comments, _ in sorted(found, key=lambda each: each[:2]):
        yield f"waypost/{Path(file).as_posix()}", message, comments


def path_of(language: str) -> Path:
    """The file of a language's catalog."""
    return LOCALES / language / "LC_MESSAGES" / "waypost.po"


def merged(language: str, messages: Catalog) -> Catalog:
    """The catalog of a language with the ``messages`` that there are, and no others."""
    path = path_of(language)
    if path.is_file():
        found = read_po(io.StringIO(path.read_text(encoding="utf-8")), locale=language)
    else:
        found = _catalog(language)
        found.header_comment = _header(language)
    found.update(deepcopy(messages), no_fuzzy_matching=True, update_header_comment=False)
    found.obsolete.clear()
    if language == "en":
        for message in found:
            if message.id:
                message.string = message.id
    return found


def is_translated(message: Message) -> bool:
    """True if a message has all its forms, and nobody doubts them."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


def _header(language: str) -> str:
    name = Locale.parse(language).english_name
    if language == "en":
        return f"# {name}: the messages as the code has them. Written by `make messages`."
    return f"# {name}.\n# No native speaker has reviewed this catalog yet."


def written(catalog: Catalog) -> bytes:
    """The file of ``catalog``."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, omit_header=False, include_lineno=False)
    return EMPTY.sub(b"", out.getvalue())


def main() -> None:
    """Write the template and the catalogs."""
    messages = template()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(messages))
    for language in LANGUAGES:
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = merged(language, messages)
        path.write_bytes(written(catalog))
        missing = sum(not is_translated(message) for message in catalog if message.id)
        print(f"{path.relative_to(PACKAGE)}: {len(catalog)} messages, {missing} to translate")


if __name__ == "__main__":
    main()
