"""Footnotes of a web page as those of Markdown, which go with the texts that refer to them."""

import re
from typing import Final

from waypost.markdown.from_html import HEADINGS, from_tree
from waypost.markdown.html_tree import Tag

MARK: Final = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})[\])]?", re.IGNORECASE)
"""The words of a link to a footnote. Contents and their parts may link to each other, too."""

LABEL: Final = re.compile(r"\A(?:\\\[\\\])?[.:)\s]*")
"""Signs around the number of a note, which is taken out with the link back."""


def footnotes(root: Tag) -> str:
    """Take the footnotes out of a page: notes to which a mark links, and that link back to it.

    Returns their definitions; the marks in the page name them.
    """
    above = {id(part): tag for tag in root.walk() for part in tag.tags}
    named = {name: tag for tag in root.walk() if id(tag) in above and (name := _name(tag))}
    back: dict[str, dict[str, Tag]] = {}
    numbers: dict[str, int] = {}
    for link in root.all("a"):
        name = link.attributes.get("href", "").removeprefix("#")
        if name not in named or not MARK.fullmatch(link.words()):
            continue
        if name not in back:
            back[name] = _links(named[name])
        around = above[id(link)]
        if found := {_name(tag) for tag in (around, *link.walk())} & back[name].keys():
            for each in found:
                # Words of a link back stay, as they may be the note's own.
                if not re.search(r"\w\w", back[name][each].text()):
                    back[name][each].parts = []
            number = numbers.setdefault(name, len(numbers) + 1)
            link.attributes, link.parts = {}, [f"\ufddc^{number}\ufddb"]
            if around.name == "sup" and len(around.tags) == 1:
                around.parts = [link]
    notes = [named[name] for name in numbers]
    said = [LABEL.sub("", from_tree(note, page=True)).replace("\n", "\n    ") for note in notes]
    for note in notes:
        note.name, note.parts = "span", []
    for left in {id(tag): tag for tag in (above[id(note)] for note in notes)}.values():
        while _is_empty(left) and id(left) in above:
            left.name, left.parts = "span", []
            left = above[id(left)]
    # Below its mark, as a single word behind it would be the address of a link.
    return "".join(f"\n\n[^{number}]:\n\n    {each}" for number, each in enumerate(said, start=1))


def _name(tag: Tag) -> str:
    return tag.attributes.get("id", "")


def _links(note: Tag) -> dict[str, Tag]:
    """The links of a note by what they lead to; none of a part with headings, which is no note."""
    if any(tag.name in HEADINGS for tag in note.walk()):
        return {}
    return {link.attributes.get("href", "").removeprefix("#"): link for link in note.all("a")}


def _is_empty(tag: Tag) -> bool:
    """True for an element that holds no words but those of headings."""
    return tag.name in HEADINGS or not any(
        part.strip() if isinstance(part, str) else not _is_empty(part) for part in tag.parts
    )
