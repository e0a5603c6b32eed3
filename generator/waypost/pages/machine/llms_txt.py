"""llms.txt: the help centre in one Markdown index, for chat assistants (llmstxt.org)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from waypost.core import urls
from waypost.model.records import Contact, Faq
from waypost.pages import entry_pages
from waypost.pages.machine import markdown_copy
from waypost.pages.machine.markdown_copy import literal
from waypost.pages.page import Page, PagePlan
from waypost.pages.page_context import PageContext
from waypost.pages.page_text import one_line


def index(context: PageContext, plans: Sequence[PagePlan]) -> str:
    """A line for each page that answers something, by topic; links lead to the Markdown."""
    known, messages = context.knowledge, context.messages
    lines = [f"# {literal(context.text.line(known.title))}", ""]
    for home in _of_kind(plans, "home"):
        lines += [f"> {literal(home.description)}", ""]
    if context.notice:
        lines += [markdown_copy.from_html(urls.rooted(str(context.notice), context.url)), ""]
    trees = [line(context, page, page.description) for page in _of_kind(plans, "tree")]
    lines += _section(messages.gettext("Find your way"), trees)
    in_topics = _in_topics(context)
    for topic in known.categories:
        lines += _section(context.title(topic), in_topics[topic.id])
    lines += _section(messages.gettext("Everything else"), in_topics[""])
    outcomes = [line(context, page, page.description) for page in _of_kind(plans, "outcome")]
    lines += _section(messages.gettext("What to do"), outcomes)
    contacts = [_contact(context, each) for each in known.contacts]
    lines += _section(messages.gettext("Who can help"), contacts)
    return "\n".join(lines).rstrip() + "\n"


def _of_kind(plans: Sequence[PagePlan], kind: str) -> list[Page]:
    return [plan.view().page for plan in plans if plan.outline.kind == kind]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {literal(title)}", "", *lines, ""] if lines else []


def _in_topics(context: PageContext) -> Mapping[str, list[str]]:
    """The lines of entries by the ids of their topics; "" for those in none."""
    found: dict[str, list[str]] = defaultdict(list)
    singles = entry_pages.singles(context.knowledge)
    # Questions come first, as most of what is asked is one.
    for entry in sorted(singles, key=lambda each: not isinstance(each, Faq)):
        # A page's view takes ten times as long as its description, which is all that is needed.
        page, about = entry_pages.outline(context, entry), entry_pages.description(context, entry)
        found[entry.category or ""].append(line(context, page, one_line(about)))
    return found


def _contact(context: PageContext, contact: Contact) -> str:
    """The line of a contact: how and when they are reached."""
    to = context.press(contact.url)
    url = to.href.replace(urls.ROOT, context.url) if to else ""
    ways = (context.text.plain(contact.how), url, contact.email, contact.phone, contact.hours)
    text = " ".join(filter(None, map(context.text.line, ways)))
    return f"- {literal(context.text.line(contact.title))}" + (f": {literal(text)}" if text else "")


def line(context: PageContext, page: Page, description: str) -> str:
    text = f": {literal(description)}" if description else ""
    return f"- [{literal(page.title)}]({context.url}{markdown_copy.name(page)}){text}"
