"""What every kind of page is made with: the site, its texts, and the pieces that pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from waypost.checks.analyse import Site
from waypost.core import urls
from waypost.core.kept import key
from waypost.core.nodes import Text
from waypost.model import review_dates
from waypost.model.records import Category, Contact, Entry, Faq, Guide, Knowledge, Policy, Term
from waypost.pages import json_ld
from waypost.pages.lookup import Stock
from waypost.pages.page import Crumb, Heading, Page
from waypost.pages.page_text import Prose, cut
from waypost.pages.template_environment import draw
from waypost.pages.view import Draft

TOP = "_top"
"""The id of each page's first heading: no author's id starts with an underscore."""

SEAM = "\0"
"""Parts joined texts: no text of a knowledge base holds a NUL."""

ICONS = {Faq: "question", Guide: "guide", Policy: "policy"}
MARKS = 8
HOME = Crumb("Home", urls.HOME)


@dataclass(frozen=True)
class Item:
    """A line of a list of links."""

    title: str
    address: str
    icon: str = "question"
    summary: str = ""
    what: str = ""


@dataclass(frozen=True)
class Desk:
    """One site on the way to its pages. ``url`` is its public address, where it has one."""

    site: Site
    stock: Stock
    prose: Prose
    url: str = ""

    @property
    def knowledge(self) -> Knowledge:
        return self.site.knowledge

    def page(
        self,
        template: str,
        view: Mapping[str, Any],
        *,
        explain: Iterable[str] = (),
        address: str,
        **about: Any,
    ) -> Page:
        """A page drawn from ``template``. ``explain`` names texts whose terms are explained."""
        return self.drawn(self.draft(template, view, explain=explain, address=address, **about))

    def draft(
        self,
        template: str,
        view: Mapping[str, Any],
        *,
        explain: Iterable[str] = (),
        address: str,
        **about: Any,
    ) -> Draft:
        """What `page` draws a page from, and what is known of the page before it is drawn."""
        crumbs = about.get("crumbs", ())
        about.setdefault("toc", (Heading(TOP, about["title"], 1),))
        about["description"] = cut(about.get("description", ""))
        about["structured"] = json_ld.block(
            json_ld.breadcrumbs(crumbs, about["title"], address, self.url),
            *about.get("structured", ()),
        )
        return Draft(Page(address=address, html="", **about), template, view, tuple(explain))

    def drawn(self, draft: Draft) -> Page:
        """``draft`` with its HTML."""
        page, view = draft.page, draft.view
        texts, terms = self._explained({name: view[name] for name in draft.explain})
        common = {"anchor": TOP, "crumbs": page.crumbs, "terms": terms, "title": page.title}
        html = draw(draft.template, {**common, **view, **texts})
        return replace(page, html=urls.settle(str(html), page.address))

    def name_of(self, draft: Draft) -> str:
        """A key for all that has a say in ``draft``'s page, but for the place of its entry."""
        return key(self._glossary, draft.said())

    @cached_property
    def _glossary(self) -> str:
        terms = [(str(term.term), str(term.definition)) for term in self.knowledge.glossary]
        return key(self.url, repr(terms))

    def _explained(self, texts: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
        # The texts of a page are explained as one, so that each term is marked once.
        flat: list[str] = []
        for text in texts.values():
            flat.extend(text if isinstance(text, list) else [text])
        marked, terms = self.explain_all(flat)
        pieces = iter(marked)
        return {
            name: [next(pieces) for _ in text] if isinstance(text, list) else next(pieces)
            for name, text in texts.items()
        }, terms

    def explain_all(self, texts: list[Any]) -> tuple[list[Markup], list[tuple[int, Term]]]:
        """``texts`` with the first use of each glossary term linked, and the terms they use."""
        marked, terms = self.prose.explain(SEAM.join(texts))
        return [Markup(piece) for piece in marked.split(SEAM)][: len(texts)], terms  # noqa: S704

    def basis(self, entry: Entry, policies: Iterable[str] = ()) -> dict[str, Any]:
        """What ``entry`` rests on, and when it was last checked."""
        return {
            "policies": [
                self.item(self.stock.policies[id])
                for id in dict.fromkeys(policies)
                if id in self.stock.policies
            ],
            "source": self.stock.sources.get(entry.source) if entry.source else None,
            "conflict": self.prose.line(entry.conflict),
            "dates": {
                "reviewed": entry.reviewed,
                "due": self.due(entry),
            },
        }

    def due(self, entry: Entry) -> str:
        """The day on which ``entry`` has to be checked again; empty where none is known."""
        return str(review_dates.next_check(entry, self.knowledge.review_every) or "")

    def item(self, entry: Entry, what: str = "") -> Item:
        """A link to ``entry``."""
        self.note(entry)
        # An entry is linked from some ten others.
        found = self._items.get((id(entry), what))
        if found is None or found[0] is not entry:
            address = self.stock.address(entry)
            icon = ICONS.get(type(entry), "flag")
            item = Item(self.title(entry), address, icon, self.summary(entry), what)
            found = self._items[id(entry), what] = (entry, item)
        return found[1]

    @cached_property
    def _items(self) -> dict[tuple[int, str], tuple[Entry, Item]]:
        return {}

    def note(self, entry: Entry) -> None:
        """Remember that what is being drawn shows more of ``entry`` than its title."""
        self._noted[id(entry)] = entry

    def noted(self) -> tuple[Entry, ...]:
        """The entries noted since this was last asked for."""
        found = tuple(self._noted.values())
        self._noted.clear()
        return found

    @cached_property
    def _noted(self) -> dict[int, Entry]:
        return {}

    def title(self, entry: Entry | Category) -> str:
        """What readers call ``entry``."""
        text = getattr(entry, "question", None) or getattr(entry, "title", None)
        return self.prose.line(text) or str(entry.id)

    def summary(self, entry: Entry) -> str:
        """``entry`` in a sentence, as plain text."""
        match entry:
            case Faq():
                return self.prose.short(entry.answer)
            case Policy():
                return self.prose.line(entry.summary) or self.prose.short(entry.body)
            case Guide():
                return self.prose.line(entry.summary) or f"{len(entry.steps)} steps"
        return ""

    def topic_crumbs(self, category: Text | None) -> tuple[Crumb, ...]:
        """The way from home to an entry of ``category``."""
        topic = self.stock.categories.get(category) if category else None
        return (HOME, Crumb(self.title(topic), urls.topic(topic.id))) if topic else (HOME,)

    def next_steps(self, guide: Text | None, tree: Text | None) -> list[Item]:
        """What to do next: follow a guide, ask a tree."""
        found = []
        if guide and (steps := self.stock.guides.get(guide)):
            found.append(self.item(steps, "Step by step"))
        if tree and (asked := self.stock.trees.get(tree)):
            found.append(
                Item(
                    self.prose.line(asked.title),
                    urls.tree(asked.id),
                    "tree",
                    "",
                    "Find your way",
                )
            )
        return found

    def neighbours(self, entry: Entry) -> tuple[Item | None, Item | None]:
        """What stands before and after ``entry`` on its shelf."""
        before, after = self.stock.neighbours(entry)
        return self.item(before) if before else None, self.item(after) if after else None

    def contacts(self, ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """Contacts ready to show: those named, or all."""
        known: Iterable[Contact] = self.knowledge.contacts
        if ids is not None:
            known = [self.stock.contacts[id] for id in ids if id in self.stock.contacts]
        return [
            {
                "id": c.id,
                "title": self.prose.line(c.title),
                "url": c.url,
                "how": self.prose.html(c.how, 3),
            }
            for c in known
        ]

    def mark(self, category: Category) -> int:
        """Which waymark stands for ``category``."""
        return self.stock.topic_places.get(category.id, 0) % MARKS
