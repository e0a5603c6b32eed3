"""The articles of a Zendesk Guide help centre, as its API exports them (`articles.json`)."""

from collections.abc import Iterator, Mapping
from typing import Any

from waypost.edit.yaml_writer import Plain
from waypost.exchange.import_result import Found, ImportResult, Missed, nothing
from waypost.markdown.from_html import ended, markdown, one_line


def read(whole: Mapping[str, Any]) -> ImportResult:
    """Read an export: each article is a question; its section is the topic."""
    articles = whole.get("articles")
    if not isinstance(articles, list):
        return nothing("the file", "its “articles” are no list: another version of the export?")
    sections = dict(_named(whole.get("sections")))
    rows = [_article(number, each, sections) for number, each in enumerate(articles, start=1)]
    if whole.get("next_page"):
        why = "the export goes on at “next_page”; only this page of it was read"
        rows.append(Missed("the file", why, minor=True))
    return ImportResult.of(rows)


def _named(sections: Any) -> Iterator[tuple[str, str]]:
    for each in sections if isinstance(sections, list) else []:
        if isinstance(each, dict) and each.get("name"):
            yield str(each.get("id")), one_line(str(each["name"]))


def _article(number: int, each: Any, sections: Mapping[str, str]) -> Found | Missed:
    if not isinstance(each, dict):
        return Missed(f"article {number}", "it isn't an object: another version of the export?")
    where = f"article {each.get('id', number)}"
    title, body = each.get("title") or each.get("name"), each.get("body")
    if not isinstance(title, str) or not title.strip():
        return Missed(where, "it has no title")
    notes: list[str] = []
    answer = markdown(body, notes.append) if isinstance(body, str) else ""
    if not answer.strip():
        return Missed(where, f"“{title[:60]}” has no body")
    fields: dict[str, Plain] = {"question": one_line(title), "answer": ended(answer)}
    fields |= {"notes": " ".join(" ".join(notes).split())} if notes else {}
    section = sections.get(str(each.get("section_id")))
    names = each.get("label_names")
    labels = [str(name) for name in names if str(name).strip()] if isinstance(names, list) else []
    fields |= {"category": section} if section else {}
    fields |= {"tags": labels} if labels else {}
    # An article of a user segment is for these readers alone.
    restricted = each.get("user_segment_id") or each.get("user_segment_ids")
    fields |= {"draft": "yes"} if each.get("draft") is True or restricted else {}
    fields |= {"popular": "yes"} if each.get("promoted") is True else {}
    old = each.get("html_url")
    addresses = (f"articles {each.get('id')}", *([old] if isinstance(old, str) else []))
    return Found(where, "faqs", fields, addresses=addresses)
