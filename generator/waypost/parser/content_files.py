"""The files of the content folder, which texts may link to and show."""

import os
import re
from pathlib import Path
from typing import Final

import yaml

from waypost.parser.read_file import read_bytes

NAMED: Final = re.compile(rb"""^docs_dir:[ \t]*(["']?)(.+?)\1[ \t]*(?:#.*)?\r?$""", re.MULTILINE)

PLAIN_PLUGINS: Final = frozenset(
    {"info", "meta", "offline", "optimize", "privacy", "search", "social", "typeset", "waypost"}
)
PLAIN_EXTENSIONS: Final = frozenset(
    {"abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html"}
    | {"meta", "tables", "toc", "betterem", "caret", "critic", "details", "emoji", "highlight"}
    | {"inlinehilite", "keys", "mark", "smartsymbols", "superfences", "tabbed", "tasklist", "tilde"}
)
"""Plugins and Markdown extensions that leave links as they are."""

MOVING: Final = frozenset({"INHERIT", "draft_docs", "exclude_docs", "hooks", "use_directory_urls"})
"""Settings with which pages may be left out, or stand elsewhere."""


class _Settings(yaml.SafeLoader):
    """Reads MkDocs' settings; values with a tag, which may run code, are left out."""


_Settings.add_multi_constructor("", lambda *_: None)


def theme_files(kb: Path) -> frozenset[str] | None:
    """The files of the theme's own folder; None where the settings may change pages' links."""
    data = read_bytes(kb.parent / "mkdocs.yml", "mkdocs.yml")
    try:
        found = yaml.load(data, _Settings) if isinstance(data, bytes) else None  # noqa: S506
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(found, dict) or MOVING & found.keys():
        return None
    plugins = (str(name).removeprefix("material/") for name in _names(found.get("plugins")))
    extensions = _names(found.get("markdown_extensions"))
    plain = (str(name).removeprefix("pymdownx.") for name in extensions)
    if not (PLAIN_PLUGINS.issuperset(plugins) and PLAIN_EXTENSIONS.issuperset(plain)):
        return None
    theme = found.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    return frozenset(files_in(kb.parent / folder) if isinstance(folder, str) else ())


def _names(setting: object) -> list[object]:
    """The names in a setting that lists them or maps them to options."""
    listed = setting if isinstance(setting, list | dict) else []
    return [name for each in listed for name in (each if isinstance(each, dict) else [each])]


def content_folder(kb: Path) -> Path:
    """The folder of hand-written pages beside the knowledge base ``kb``, as MkDocs takes it."""
    settings = read_bytes(kb.parent / "mkdocs.yml", "mkdocs.yml")
    if not isinstance(settings, bytes):
        return kb.parent / "content"
    named = NAMED.search(settings)
    return kb.parent / (os.fsdecode(named[2]) if named else "docs")


def language_folder(content: Path, language: str) -> Path:
    """The folder beside ``content`` that holds the hand-written pages of another language."""
    return content.with_name(f"{content.name}.{language}")


def is_shared(file: str) -> bool:
    """True where every language of a site has the source's ``file``: a picture, style or script.

    Files that speak of the whole site, or to a host, are the source's alone.
    """
    return not file.endswith((".md", ".html", ".json", ".txt", ".xml")) and "." in file


def files_in(folder: Path) -> tuple[str, ...]:
    """The plain files under ``folder``, as paths from it with ``/``, sorted; none where it isn't.

    Hidden files and symbolic links aren't served, so they aren't among them; nor is anything where
    ``folder`` itself is a link.
    """
    found: list[Path] = []
    if folder.is_symlink():
        return ()
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(place, name) for name in names if not name.startswith("."))
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found))
