"""What a build's pages are made of, taken from MkDocs while it still knows."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from waypost.build.trace import REACHES_OUT, Made, Told, about
from waypost.core import kept, said
from waypost.mkdocs_plugin import apart
from waypost.mkdocs_plugin.mkdocs_page import EditLinks
from waypost.mkdocs_plugin.plugin import WaypostPlugin

HARMLESS: Final = frozenset({"search", "material/search", "waypost", "waypost-witness"})
"""Plugins whose output depends on the site's own files alone."""


def possible(config: MkDocsConfig) -> bool:
    """Whether all that makes the site of ``config`` is in its own files."""
    settings = Path(config.config_file_path or "").read_text(encoding="utf-8")
    return (
        not REACHES_OUT.search(settings)
        and config.plugins.keys() <= HARMLESS
        and not any(map(_is_place, _texts(config.mdx_configs)))
    )


def made(plugin: WaypostPlugin, config: MkDocsConfig) -> Made | None:
    """What the pages of the build that is over are made of; None where some can't be mended."""
    if not apart.allowed(config) or plugin.layout.looked.any:
        return None
    shows: dict[str, list[str]] = defaultdict(list)
    for address, entries in plugin.layout.shows.items():
        for name in said.names(entries):
            shows[name].append(address)
    for done in plugin.done:
        for name in done.shows:
            shows[name].append(done.page.address)
    edits = EditLinks(config)
    files = {page.at.file for page in plugin.layout.pages if page.at}
    return Made(
        site_url=config.site_url,
        edits={name: edits[name] for name in sorted(files)},
        cards=dict(plugin.shown.cards),
        shells={
            kept.key(repr(name)): list(shell.pieces or ())
            for name, shell in plugin.writing.shells.every()
        },
        told=dict(_told(plugin, edits)),
        shows=shows,
        links=[list(astuple(each)) for each in plugin.layout.links],
        taken=sorted(plugin.taken),
        facts=sorted(plugin.named),
        searched=plugin.shown.search is not None,
    )


def _told(plugin: WaypostPlugin, edits: EditLinks) -> Iterator[tuple[str, Told]]:
    for page in plugin.layout.told:
        if seams := plugin.writing.shells.seams.get(page.address):
            yield page.address, Told(about(page, edits), seams)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _is_place(text: str) -> bool:
    return os.sep in text or os.path.exists(text)
