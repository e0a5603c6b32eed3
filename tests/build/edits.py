"""Edits of a small project, chosen by numbers: entries, languages, settings, pages, templates."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

TITLES: Final = (
    "What is a voucher?",
    'Fees & "more" <now>?',
    "Éclair, or 10 days?",
    "Is it so?",
)
TEXTS: Final = (
    "Soon.",
    "It takes {{ facts.window }}, see [what it is](faq:q1).",
    "The fees\n\n| a | b |\n| --- | ---: |\n| sale | 3 |\n",
    "Three things\n\n- one\n- a voucher\n\n### How long\n\nUntil it ends, said a quote.",
    "Ask [](tree:help) or [](policy:rule2), & <b>go</b>.",
    "![Logo](logo.svg) and 漢字.",
)
KINDS: Final = ("faqs", "policies", "guides")
TEXT_FIELDS: Final = {"faqs": "answer", "policies": "body", "guides": "intro"}
TITLE_FIELDS: Final = {"faqs": "question", "policies": "title", "guides": "title"}
FURTHER: Final[tuple[Mapping[str, Any], ...]] = (
    {"category": "one"},
    {"category": "three"},
    {"category": None},
    {"tags": ["fee", "new"]},
    {"tree": "help"},
    {"policies": ["rule3"]},
    {"popular": "yes"},
    {"draft": "yes"},
    {"previous_ids": ["q-old"]},
    {"also_asked": ["what about it"]},
    {"related": ["q2", "q6"]},
    {"expires_on": "2026-11-01"},
)
"""Further fields of questions; None takes the field away."""

SETTINGS: Final[tuple[Mapping[str, Any], ...]] = (
    {"site_url": None},
    {"site_url": "https://help.example/"},
    {"site_url": "https://example.com/under/a/path/"},
    {"copyright": "By <b>us</b>"},
    {"nav": ["about.md", {"First": "questions/q1.md"}]},
    {"nav": [{"Mine": ["about.md"]}]},
    {"nav": None},
    {"plugins": ["search", {"waypost": {"cards": False}}]},
    {"plugins": ["waypost"]},
    {"plugins": ["search", {"waypost": {"look": {"color": "#5b1a72", "radius": 0}}}]},
    {"plugins": ["search", {"waypost": {"look": {"color": "#ffd400"}}}]},
    {"theme": {"name": "material", "custom_dir": "overrides", "palette": {"primary": "cyan"}}},
    {"plugins": ["search", "waypost"]},
    {"repo_url": "https://example.org/repo", "edit_uri": "edit/main/content/"},
    {"extra": {"social": [{"icon": "material/email", "link": "https://example.org/"}]}},
    {"hooks": ["config.py"]},
    {"hooks": ["pages.py"]},
    {"hooks": None},
    {"site_name": "Help & more"},
)
PAGES: Final = (
    "# About\n\nWe help within {{ facts.window }}. See [one](questions/q2.md).\n",
    "---\nfeatured: true\ntitle: Us & them\ndescription: Who we are\n---\n# Us\n\nNothing.\n",
    '# About\n\n{{ waypost.tree("help") }}\n',
    '# About\n\n<p style="color: red">us</p>\n\n![gone](gone.png)\n',
    "# About\n\n[Topic](topics/one.md#q1), [home](index.md), [gone](questions/gone.md).\n",
)
FILES: Final = (
    "notes.txt",
    "assets/more.css",
    "questions/q3/index.html",
    "llms.txt",
    "sitemap.xml",
    "robots.txt",
    "logo.svg",
)
TEMPLATES: Final = (
    "{% block footer %}<p>{{ page.title if page else '' }}</p>{{ super() }}{% endblock %}",
    "{% block footer %}{% if page and 'quote' in page.meta.description %}<p>Q</p>{% endif %}"
    "{{ super() }}{% endblock %}",
    '{% block footer %}<p style="color: red">{{ super() }}</p>{% endblock %}',
    "{% block announce %}{{ super() }}<script>hello()</script>{% endblock %}",
    "{% block announce %}{{ nav.pages[2].meta.description }}{% endblock %}",
    "{% block announce %}{{ page.nobody.knows }}{% endblock %}",
    "",
)
TRANSLATED: Final[tuple[Mapping[str, Any], ...]] = (
    {"title": "Hilfe"},
    {"categories": {"one": {"title": "Eins & <mehr>"}}},
    {
        "faqs": {
            "q1": {"question": "Was ist ein Gutschein?", "answer": "Er gilt {{ facts.window }}."}
        }
    },
    {"faqs": {"q2": {"question": "Wann kommt es?", "answer": "Bald, siehe [was](faq:q1)."}}},
    {"policies": {"rule2": {"title": "Regel", "body": "Nie nach {{ facts.window }}."}}},
    {"glossary": {"Voucher": {"term": "Gutschein", "definition": "Ein Code."}}},
)
"""Texts of a translation."""

HOOKS: Final = {
    "config.py": "def on_config(config):\n    config.copyright = 'Said by a hook, NUMBER'\n",
    "pages.py": "def on_page_content(html, page, **more):\n"
    "    return html.replace('voucher', 'VOUCHER NUMBER')\n",
}


@dataclass
class Project:
    """A project in ``folder`` whose knowledge base and settings are data."""

    folder: Path
    kb: dict[str, Any]
    settings: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Project:
        kb, settings = (
            yaml.safe_load((folder / name).read_text(encoding="utf-8"))
            for name in ("faq.yaml", "mkdocs.yml")
        )
        return cls(folder, kb, settings)

    def write(self) -> None:
        for name, data in (("faq.yaml", self.kb), ("mkdocs.yml", self.settings)):
            text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
            (self.folder / name).write_text(text, encoding="utf-8")

    def put(self, name: str, text: str | None) -> None:
        """Write the file ``name``, or remove it."""
        path = self.folder / name
        if text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def restore(self, inputs: Path) -> None:
        """Put the ``inputs`` of another time in the place of these."""
        for path in self.folder.iterdir():
            if path.is_file():
                path.unlink()
            elif path.name != "site":
                shutil.rmtree(path)
        shutil.copytree(inputs, self.folder, dirs_exist_ok=True)
        then = Project.read(self.folder)
        self.kb, self.settings = then.kb, then.settings

    def copy(self, to: Path) -> Path:
        """The inputs of the project, without a site, in the folder ``to``."""
        shutil.rmtree(to, ignore_errors=True)
        return shutil.copytree(self.folder, to, ignore=shutil.ignore_patterns("site"))


def _pick(items: Any, number: int) -> Any:
    return items[number % len(items)]


def _text(project: Project, which: int, how: int) -> None:
    kind = _pick(KINDS, which)
    _pick(project.kb[kind], which)[TEXT_FIELDS[kind]] = _pick(TEXTS, how)


def _title(project: Project, which: int, how: int) -> None:
    kind = _pick(KINDS, which)
    _pick(project.kb[kind], which)[TITLE_FIELDS[kind]] = f"{_pick(TITLES, how)} {which}"


def _field(project: Project, which: int, how: int) -> None:
    _change(_pick(project.kb["faqs"], which), _pick(FURTHER, how))


def _change(record: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is None:
            record.pop(name, None)
        else:
            record[name] = value


def _add(project: Project, which: int, how: int) -> None:
    kind = _pick(KINDS, which)
    entries = project.kb[kind]
    id = f"new-{kind}-{len(entries)}"
    new = {"id": id, TITLE_FIELDS[kind]: f"{_pick(TITLES, how)} {id}"}
    new |= {TEXT_FIELDS[kind]: _pick(TEXTS, how)}
    new |= {"steps": ["Walk.", "Run."]} if kind == "guides" else {}
    entries.insert(which % (len(entries) + 1), new)


def _remove(project: Project, which: int, how: int) -> None:
    entries = project.kb[_pick(KINDS, how)]
    if len(entries) > 2:
        del entries[-1 - which % 2]


def _move(project: Project, which: int, how: int) -> None:
    entries = project.kb[_pick(KINDS, how)]
    entries.insert(0, entries.pop(which % len(entries)))


def _fact(project: Project, which: int, how: int) -> None:
    facts = project.kb["facts"]
    name = _pick([id for id in facts if id != "window"], which)
    facts[name]["value"] = str(how + 1)


def _topic(project: Project, which: int, how: int) -> None:
    topics = project.kb["categories"]
    if how == 0:
        topics.append({"id": f"topic-{len(topics)}", "title": "A new topic"})
        project.kb["faqs"][0]["category"] = topics[-1]["id"]
    elif how == 1:
        topics.reverse()
    else:
        _pick(topics, which)[_pick(("title", "summary"), how)] = _pick(TITLES, which + how)


def _tree(project: Project, which: int, how: int) -> None:
    tree = project.kb["trees"][which % 2]
    outcomes, questions = list(tree["outcomes"].values()), list(tree["questions"].values())
    match how % 5:
        case 0:
            _pick(questions, which)["ask"] = f"{_pick(TITLES, which)} Or not?"
        case 1:
            _pick(outcomes, which)["body"] = _pick(TEXTS, which)
        case 2:
            _pick(outcomes, which)["title"] = f"{_pick(TITLES, which)} {which}"
        case 3:
            tree["intro"] = _pick(TEXTS, which)
        case 4:
            project.kb["trees"].reverse()


def _shared(project: Project, which: int, how: int) -> None:
    """Change something that many pages may show."""
    match how % 6:
        case 0:
            project.kb["title"] = _pick(TITLES, which)
        case 1:
            project.kb["language"] = _pick(("de", "en"), which)
        case 2:
            project.kb["glossary"][0]["definition"] = _pick(TEXTS[:2], which)
        case 3:
            project.kb["synonyms"].append(["parcel", f"packet{which}"])
        case 4:
            project.kb["contacts"]["us"]["how"] = _pick(TEXTS[:2], which)
        case 5:
            project.kb["changes"].append({"date": "2026-11-20", "text": _pick(TITLES, which)})


def _setting(project: Project, which: int, how: int) -> None:
    values = _pick(SETTINGS, which + 10 * how)
    for hook in values.get("hooks") or ():
        # A process loads a hook of one name once.
        name = f"{how}-{hook}"
        project.put(name, HOOKS[hook].replace("NUMBER", str(how)))
        values = {"hooks": [name]}
    _change(project.settings, values)


def _page(project: Project, which: int, how: int) -> None:
    name = _pick(("content/about.md", "content/more.md", "content/deep/page.md"), which)
    text = _pick((*PAGES, None), how)
    project.put(name, text if text is None or "deep" not in name else text.replace("](", "](../"))


def _file(project: Project, which: int, how: int) -> None:
    texts = ("<svg/>", "<!doctype html><html><title>mine</title></html>", None)
    project.put(f"content/{_pick(FILES, which)}", _pick(texts, how))


def _template(project: Project, which: int, how: int) -> None:
    name = _pick(("main.html", "main.html", "partials/copyright.html"), which)
    text = _pick(TEMPLATES, how)
    if name == "main.html":
        text = '{% extends "waypost.html" %}' + text
    project.put(f"overrides/{name}", text)


def _words(project: Project, which: int, how: int) -> None:
    """Say a few things in the owner's own words."""
    texts = (
        'msgid "Copy link"\nmsgstr "Copy the address"\n\nmsgid "Home"\nmsgstr "Start"\n',
        'msgid "%(num)s question"\nmsgid_plural "%(num)s questions"\n'
        'msgstr[0] "a question"\nmsgstr[1] "%(num)s answers"\n',
        None,
    )
    project.put(f"locales/{_pick(('en', 'de'), which)}.po", _pick(texts, how))


def _language(project: Project, which: int, how: int) -> None:
    """Translate something into German, or take that language away."""
    if how == 0:
        project.kb.pop("languages", None)
        project.put("faq.de.yaml", None)
        shutil.rmtree(project.folder / "content.de", ignore_errors=True)
        return
    project.kb["languages"] = ["en", "de"]
    project.kb["missing_translations"] = _pick(("show", "leave-out"), which)
    texts = {
        name: part for each in range(how) for name, part in _pick(TRANSLATED, which * each).items()
    }
    project.put("faq.de.yaml", yaml.safe_dump(texts, allow_unicode=True))
    project.put("content.de/about.md", _pick(("# Wir\n\nIn {{ facts.window }}.\n", None), how))


def _by_hand(project: Project, which: int, how: int) -> None:
    """Change the published site: a file's text, or its being there."""
    site = project.folder / "site"
    files = sorted(path for path in site.rglob("*") if path.is_file())
    if files:
        path = _pick(files, 37 * which + how)
        # The site's files have other names in the next build's folder: a new file leaves them be.
        path.unlink()
        if how % 2:
            path.write_text("by hand", encoding="utf-8")


EDITS: Final[tuple[Callable[[Project, int, int], None], ...]] = (
    _text,
    _title,
    _field,
    _add,
    _remove,
    _move,
    _fact,
    _topic,
    _tree,
    _shared,
    _setting,
    _page,
    _file,
    _template,
    _words,
    _language,
    _by_hand,
)
