"""The context of all pages: the site, its texts, look-ups, and values that pages share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from waypost.checks.analyse import Site
from waypost.core import urls
from waypost.core.fingerprint import digest
from waypost.core.messages import Messages
from waypost.core.nodes import Text
from waypost.core.web_address import dialled
from waypost.markdown.links import Target
from waypost.model import review_dates
from waypost.model.declare import Addressed, Placed
from waypost.model.records import (
    Category,
    Contact,
    Entry,
    Faq,
    Guide,
    Knowledge,
    Outcome,
    Policy,
    Source,
    Tree,
)
from waypost.model.translation import texts_of
from waypost.pages import json_ld
from waypost.pages.lookup import Lookup, policies_of
from waypost.pages.page import TOP, Crumb, Page, View
from waypost.pages.page_text import PageText, one_line
from waypost.pages.template_environment import render_template
from waypost.parser import theme_icons
from waypost.parser.file_hash import package_digest, versions

SEAM = "\0"
"""Parts joined texts: no text of a knowledge base holds a NUL."""

PACKAGES = ("babel", "jinja2", "markupsafe", "nh3", "pyromark")
"""Packages whose versions may change the HTML of a page."""


class Item(NamedTuple):
    """A line of a list of links."""

    title: str
    address: str
    icon: str = "question"
    summary: str = ""


class Press(NamedTuple):
    """A link to press. ``kind`` names its icon: of a mail, a call, another site, or a next page."""

    kind: str
    href: str
    words: str


@dataclass(frozen=True)
class PageContext:
    """One site on the way to its pages. ``url`` is its public address, where it has one."""

    site: Site
    lookup: Lookup
    text: PageText
    url: str = ""

    @property
    def knowledge(self) -> Knowledge:
        return self.site.knowledge

    @property
    def messages(self) -> Messages:
        """Our messages in the site's language."""
        return self.site.messages

    @cached_property
    def home(self) -> Crumb:
        """The first step of the way to any other page."""
        # l10n: the first page of the site
        return Crumb(self.messages.gettext("Home"), urls.HOME)

    def view(
        self,
        outline: Page,
        template: str,
        values: Mapping[str, Any],
        *,
        explain: tuple[str, ...] = (),
        description: str = "",
        structured: dict[str, Any] | None = None,
    ) -> View:
        """The view of the page of ``outline``, which its ``template`` renders from ``values``.

        ``explain`` names the values whose glossary terms are explained. ``structured`` is JSON-LD.
        """
        page = replace(
            outline,
            description=one_line(description),
            structured=json_ld.block(json_ld.breadcrumbs(outline, self.url), structured),
        )
        # repr() leaves out the lines of records, which pages don't show.
        key = digest(self._shared, repr((template, explain, page, values)))
        return View(page, template, values, explain, key, self.render)

    def render(self, view: View) -> Page:
        """The page of ``view`` with its HTML."""
        page, values = view.page, view.values
        texts, terms = self._explained({name: values[name] for name in view.explain})
        common = {
            "anchor": TOP,
            "id": page.id,
            "kind": page.kind,
            "title": page.title,
            "crumbs": page.crumbs,
            "terms": terms,
        }
        html = render_template(view.template, {**common, **values, **texts}, self.messages)
        return replace(page, html=urls.settle(str(html), page.address))

    @cached_property
    def _shared(self) -> str:
        """The hash of what every page's HTML depends on beside its view."""
        line, rich = self.text.line, self.text.rich
        terms = [(line(term.term), rich(term.definition)) for term in self.knowledge.glossary]
        about = repr((self.messages, terms))
        return digest(package_digest(), versions(PACKAGES), self.url, about)

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

    def explain_all(self, texts: list[Any]) -> tuple[list[Markup], list[tuple[int, Any]]]:
        """``texts`` with the first use of each glossary term linked, and the terms they use."""
        marked, terms = self.text.explain(SEAM.join(texts))
        line, rich = self.text.line, self.text.rich
        tips = [
            (number, {"term": line(term.term), "definition": rich(term.definition)})
            for number, term in terms
        ]
        return [Markup(piece) for piece in marked.split(SEAM)][: len(texts)], tips  # noqa: S704

    def basis(self, entry: Entry) -> dict[str, Any]:
        """The provenance of ``entry``: rules, source, conflict, and the days of its reviews.

        ``on`` is the name of what it is based on: its source, else the first of its rules.
        """
        found = (self.lookup.find(Policy, id) for id in dict.fromkeys(policies_of(entry)))
        policies = [self.item(policy) for policy in found if policy]
        source = self.lookup.find(Source, entry.source)
        return {
            "policies": policies,
            "source": source,
            "on": next((each.title for each in (source, *policies) if each), ""),
            "conflict": self.text.line(entry.conflict),
            "dates": {"reviewed": entry.reviewed, "due": self.due(entry)},
        }

    def untranslated(self, entry: Placed) -> Markup:
        """The attributes of the source's language where a text of ``entry`` isn't translated."""
        foreign = self.site.edition.foreign
        if not self.site.edition.prefix:
            return Markup()
        missing = any(
            each.needed and isinstance(each.source, str) and foreign(each.source)
            for each in texts_of(entry)
        )
        return self.text.source_language if missing else Markup()

    @cached_property
    def notice(self) -> Markup:
        """The notice of all pages, its links beginning with `urls.ROOT`; empty where none shows."""
        notice = self.knowledge.notice
        if notice is None:
            return Markup()
        text, level = self.text.rich(notice.text), str(notice.level)
        values = {"text": text, "level": level, "until": notice.until}
        return render_template("notice", values, self.messages)

    def due(self, entry: Entry) -> str:
        """The day on which ``entry`` has to be checked again; empty where none is known."""
        return str(review_dates.next_check(entry, self.knowledge.review_every) or "")

    def item(self, entry: Addressed) -> Item:
        """A link to ``entry``."""
        # An entry is linked from some ten others.
        found = self._items.get(id(entry))
        if found is None or found[0] is not entry:
            address = self.lookup.address(entry)
            item = Item(self.title(entry), address, entry.kind.icon, self.summary(entry))
            found = self._items[id(entry)] = (entry, item)
        return found[1]

    @cached_property
    def _items(self) -> dict[int, tuple[Addressed, Item]]:
        return {}

    def title(self, entry: Addressed) -> str:
        return self.text.line(getattr(entry, entry.kind.title)) or str(entry.id)

    def part_title(self, title: str, number: int) -> str:
        """The title of a further part of the page that is called ``title``."""
        return self.messages.gettext("%(title)s (%(part)s)", title=title, part=number)

    def summary(self, entry: Addressed) -> str:
        """``entry`` in a sentence, as plain text."""
        match entry:
            case Faq():
                return self.text.short(entry.answer)
            case Policy():
                return str(self.text.rich(entry.summary)) or self.text.short(entry.body)
            case Guide():
                return str(self.text.rich(entry.summary)) or self._steps(entry)
            case Tree():
                return self.text.short(entry.intro)
        return ""

    def _steps(self, guide: Guide) -> str:
        return self.messages.ngettext("%(num)s step", "%(num)s steps", len(guide.steps))

    def topic_crumbs(self, category: Text | None) -> tuple[Crumb, ...]:
        """The way from home to an entry of ``category``."""
        topic = self.lookup.find(Category, category)
        if topic is None:
            return (self.home,)
        item = self.item(topic)
        return (self.home, Crumb(item.title, item.address))

    def next_steps(self, guide: Text | None, tree: Text | None) -> list[Item]:
        """Links to next steps: a guide to follow, a tree to walk, else those who can help."""
        found = (self.lookup.find(Guide, guide), self.lookup.find(Tree, tree))
        who = self.messages.gettext("Who can help")
        help_ = [Item(who, f"{urls.A_TO_Z}#contacts", "contact")]
        steps = [self.item(entry) for entry in found if entry]
        return steps or (help_ if self.knowledge.contacts else [])

    def neighbours(self, entry: Entry) -> tuple[Item | None, Item | None]:
        """Links to the entries before and after ``entry`` in its listing."""
        before, after = self.lookup.neighbours(entry)
        return self.item(before) if before else None, self.item(after) if after else None

    def contacts(self, ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """Contacts ready to show: those named, or all."""
        known = self.knowledge.contacts
        found = known if ids is None else [self.lookup.find(Contact, id) for id in ids]
        return [
            {
                "title": self.text.line(contact.title),
                "how": self.text.html(contact.how, 3, f"contact-{contact.id}-"),
                "hours": self.text.line(contact.hours),
                "ways": list(self._ways(contact)),
            }
            for contact in found
            if contact
        ]

    def _ways(self, contact: Contact) -> Iterator[Press]:
        if to := self.press(contact.url):
            yield to
        if contact.email:
            yield Press("mail", f"mailto:{contact.email}", contact.email)
        if number := self.text.line(contact.phone):
            yield Press("phone", f"tel:{dialled(number)}", number)

    def action(self, *entries: Guide | Outcome | None) -> Press | None:
        """The first action that one of ``entries`` names."""
        named = [each.action for each in entries if each and each.action]
        return self.press(named[0].url, self.text.line(named[0].label)) if named else None

    def press(self, url: Text | None, words: str = "") -> Press | None:
        """The link to ``url``, by default with the words of its kind for a label.

        None where there is no address, or it leads to what isn't published.
        """
        target = self.text.converter.link(url) if url else None
        if not isinstance(target, Target):
            return None
        if not target.external:
            title = self.text.line(target.place.title) if target.place else ""
            return Press("next", target.href, words or title)
        scheme, _, rest = target.href.partition(":")
        kind = {"mailto": "mail", "tel": "phone"}.get(scheme, "web")
        name = rest.split("/")[2] if kind == "web" else unquote(rest.partition("?")[0])
        return Press(kind, target.href, words or name)

    def drawing(self, category: Category) -> Markup:
        """The icon of ``category``; empty where it names none."""
        found = theme_icons.drawing(category.icon) if category.icon else ""
        return Markup(found.replace("<svg ", '<svg class="wp-mark" aria-hidden="true" ', 1))  # noqa: S704
