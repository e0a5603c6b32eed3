"""A kind of entry as one declaration: its names, its address, its icon, and what it has to say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """The constants of all entries of one class. They stand on the class, as ``Faq.kind``.

    Attributes:
        name: its name in references and in the search's data, such as ``faq``.
        page: its name on readers' pages, such as ``question``; `name` unless given.
        label: its name in messages to editors, such as ``FAQ``; `name` unless given.
        plural: the plural of `label`; with an s unless given.
        link: its name in links as messages write them, such as ``topic:fees``; `name` unless
            given. A link may also start with `name` or `page`.
        section: the list of the knowledge base that holds it, such as ``faqs``; empty for an
            outcome, which stands inside a tree.
        folder: the folder of the site that holds its pages; empty for trees and outcomes, which
            stand at the root.
        folder_aliases: further words that people write for `folder` in links.
        title: the field that readers see as its title.
        icon: the name of its icon in lists; empty where lists show none.
        needs: the fields of which at least one has to hold a text before it is published.
        searched: whether the search finds it.
    """

    name: str
    page: str = ""
    label: str = ""
    plural: str = ""
    link: str = ""
    section: str = ""
    folder: str = ""
    folder_aliases: tuple[str, ...] = ()
    title: str = "title"
    icon: str = ""
    needs: tuple[str, ...] = ()
    searched: bool = False

    def __post_init__(self) -> None:
        for each in ("page", "label", "link"):
            if not getattr(self, each):
                object.__setattr__(self, each, self.name)
        if not self.plural:
            object.__setattr__(self, "plural", f"{self.label}s")

    def address(self, id: str) -> str:
        """The address of the page of ``id``, relative to the site's root.

        An outcome's id is ``TREE/OUTCOME`` here, as in links.
        """
        return f"{self.folder}/{id}/" if self.folder else f"{id}/"
