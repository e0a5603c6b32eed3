"""A knowledge base in several languages: its files, what is wrong in them, and its site."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from markupsafe import escape

from tests.build import fake
from waypost.build.build_result import BuildOptions, BuildResult
from waypost.build.publish import build
from waypost.checks.analyse import Analysis, analyse
from waypost.cli.main import app
from waypost.diagnostics.message_format import errors_of, hint, message
from waypost.mkdocs_plugin import nav, site_settings
from waypost.mkdocs_plugin.languages import languages_of
from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun
from waypost.serve.session import PreviewSession

SITE = Path(__file__).parent / "site"
DAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a site in English, German and Arabic, which is the current folder."""
    found = shutil.copytree(SITE, tmp_path / "site-in-languages")
    monkeypatch.chdir(found)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    folder = shutil.copytree(SITE, tmp_path_factory.mktemp("languages") / "site-in-languages")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert published().published
    return folder / "site"


def published(options: BuildOptions = BuildOptions()) -> BuildResult:  # noqa: B008
    return build(Path("mkdocs.yml"), None, None, DAY, options)


def checked() -> Analysis:
    return analyse(Path("faq.yaml"), DAY)


def told(code: str) -> list[str]:
    """The problems of a code, each as file, line and message."""
    found = (each for each in checked().problems if each.code == code)
    return [f"{each.at.file}:{each.at.line}: {message(each)}" for each in found]


def run(*line: str) -> Result:
    return CliRunner().invoke(app, list(line))


def edit(name: str, before: str, after: str) -> None:
    file = Path(name)
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def page(built: Path, address: str) -> str:
    return (built / address / "index.html").read_text(encoding="utf-8")


def test_a_language_has_its_own_texts_and_the_source_s_structure(folder: Path) -> None:
    """Its trees have the steps of the source's, in its words."""
    source, german, _ = checked().sites
    assert german.knowledge.faqs[0].question == "Wie lange habe ich Zeit?"
    assert german.knowledge.faqs[0].category == "fees"
    assert german.facts.text("window") == "5 Tage"
    assert german.facts.text("fee") == "meist keine Gebühr"
    before, after = source.trees[0].graph, german.trees[0].graph
    assert before
    assert after
    assert [step.id for step in before.steps] == [step.id for step in after.steps]
    assert [each.label for each in after.steps[0].choices] == ["Ja", "Nein"]
    assert german.trees[0].stats is source.trees[0].stats


def test_a_tree_is_explored_once_for_all_languages(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waypost.trees import compile as compiler

    times: list[object] = []
    explore = compiler.explore

    def counted(*given: Any) -> Any:
        times.append(given)
        return explore(*given)

    monkeypatch.setattr(compiler, "explore", counted)
    checked()
    assert len(times) == 1


def test_all_that_is_wrong_in_a_language_file_is_told_at_once(folder: Path) -> None:
    """Structure, unknown names, lost parts and wrong numbers of steps, each with its line."""
    edit("faq.de.yaml", "{unit: Tage}", "{unit: Tage, value: 7}")
    edit("faq.de.yaml", "  fee: meist", "  fees: meist")
    edit("faq.de.yaml", "Sie haben {{ facts.window }} Zeit.", "Sie haben 5 Tage Zeit.")
    edit("faq.de.yaml", "      - Eins\n      - Zwei\n\n", "")
    edit("faq.de.yaml", "title: Stornieren", "titel: Stornieren, guide: cancel-it")
    edit("topics/fees.de.yaml", "steps: [Anmelden., ", "steps: [")
    problems = [each for each in checked().problems if "never marked" not in message(each)]
    assert [
        f"{each.code} {each.at.file}:{each.at.line}"
        for each in problems
        if each.at.file.endswith(".de.yaml")
    ] == [
        "structure-in-translation faq.de.yaml:3",
        "unknown-translation faq.de.yaml:4",
        "translation-differs faq.de.yaml:11",
        "unknown-key faq.de.yaml:23",
        "structure-in-translation faq.de.yaml:23",
        "translation-differs topics/fees.de.yaml:2",
    ]
    [lost] = [each for each in told("translation-differs") if "facts" in each]
    assert "its source in faq.yaml:16" in lost
    assert "has lost {{ facts.window }}, a list" in lost


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("See [it](question:a).", "Siehe [es](question:b).", "lost the link to question:a and"),
        ("> [!NOTE]\n> Look.", "Schauen Sie.", "lost the callout [!NOTE]"),
        ("1. a\n2. b", "- a\n- b", "lost a numbered list and has invented a list"),
        ("No fee.", "{{ facts.fee }}.", "invented {{ facts.fee }}"),
        ("See [it](#how).", "Siehe [es](#wie).", ""),
        ("- a\n\n- b", "- a\n- b\n- c", ""),
    ],
)
def test_lost_and_invented_parts_are_told(source: str, target: str, why: str) -> None:
    """Headings are called otherwise in another language, and a list may have more items."""
    from waypost.core.nodes import Mark, Text
    from waypost.model.translation import differences

    at = Mark("faq.yaml", 1, 1)
    found = [each.about["why"] for each in differences(Text(source, at), Text(target, at))]
    assert len(found) == bool(why)
    assert not why or why in found[0]


def test_wrong_codes_and_files_of_unlisted_languages_are_told(folder: Path) -> None:
    edit("faq.yaml", "languages: [en, de, ar]", "language: de\nlanguages: [en, german, ar, AR]")
    Path("faq.fr.yaml").write_text("title: Aide\n", encoding="utf-8")
    codes = {each.code for each in checked().problems}
    assert {"language-not-first", "bad-language", "language-twice", "unlisted-language"} <= codes


def test_a_code_in_capitals_is_told_with_the_one_that_its_file_has(folder: Path) -> None:
    edit("faq.yaml", "languages: [en, de, ar]", "languages: [en, DE, ar]")
    [found] = [each for each in checked().problems if each.code == "unlisted-language"]
    assert "Write “languages: [en, de, ar]”" in hint(found)
    assert found.at.column == len("languages: [en, D")


@pytest.mark.parametrize(
    ("languages", "codes"),
    [
        ("en, de, ar", ["not-a-list"]),
        ("[en, german]", ["bad-language", "unlisted-language"]),
    ],
)
def test_texts_of_included_files_are_no_entries_where_the_list_of_languages_is_wrong(
    folder: Path, languages: str, codes: list[str]
) -> None:
    edit("faq.yaml", "languages: [en, de, ar]", f"languages: {languages}")
    found = errors_of(checked().problems)
    assert sorted(each.code for each in found) == codes
    assert not any("german" in hint(each) for each in found if each.code == "unlisted-language")


def test_a_language_that_only_an_included_file_has_is_told(folder: Path) -> None:
    """What else stands in a file's name is none, nor is a name without an ending."""
    edit("faq.yaml", "topics/*.yaml", "topics/*")
    Path("topics/it").write_text("title: Help\n", "utf-8")
    Path("topics/fees.fr.yaml").write_text("faqs: {fee: {question: Des frais ?}}\n", "utf-8")
    Path("topics/fees.old.yaml").write_text(
        "faqs: [{id: a, question: So?, answer: So.}]\n", "utf-8"
    )
    assert told("unlisted-language") == [
        "faq.yaml:2: fees.fr.yaml holds texts in “fr”, which “languages” doesn't name."
    ]
    assert {Path(each).name for each in checked().files} >= {"fees.old.yaml", "fees.yaml"}


@pytest.mark.parametrize("languages", ["languages:", "languages: []"])
def test_without_a_language_every_included_file_holds_entries(
    tmp_path: Path, languages: str
) -> None:
    (tmp_path / "faq.yaml").write_text(f'{languages}\ninclude: "more*.yaml"\n', "utf-8")
    for name, question in (("more.yaml", "Where?"), ("more.de.yaml", "When?")):
        text = f"faqs: [{{id: {question[:-1].lower()}, question: {question}, answer: So.}}]\n"
        (tmp_path / name).write_text(text, "utf-8")
    faqs = analyse(tmp_path / "faq.yaml", date(2026, 11, 22)).knowledge.faqs
    assert {str(faq.id) for faq in faqs} == {"where", "when"}


@pytest.mark.parametrize(
    ("code", "meant"), [("jp", "ja"), ("cn", "zh"), ("sp", "es"), ("deu", "de"), ("en_US", "en-US")]
)
def test_what_is_taken_for_the_code_of_a_language_is_told(
    folder: Path, code: str, meant: str
) -> None:
    edit("faq.yaml", "languages: [en, de, ar]", f"languages: [en, {code}]")
    [found] = [each for each in checked().problems if each.code == "bad-language"]
    assert f"Did you mean “{meant}”?" in hint(found)


def test_marks_of_a_merge_are_told_in_both_files_and_the_old_site_stands(folder: Path) -> None:
    assert published().published
    before = fake.tree(folder / "site")
    edit("faq.de.yaml", "title: Bestellhilfe", "<<<<<<< HEAD\ntitle: Bestellhilfe")
    Path("faq.de.seen.json").write_text("{\n<<<<<<< HEAD\n", encoding="utf-8")
    result = published()
    assert not result.published
    assert {("faq.de.yaml", 1), ("faq.de.seen.json", 2)} <= {
        each.at[:2] for each in result.problems
    }
    assert fake.tree(folder / "site") == before


def test_an_address_of_a_language_belongs_to_no_tree(folder: Path) -> None:
    edit("faq.yaml", "- id: help", "- id: ar")
    edit("faq.de.yaml", "  help:", "  ar:")
    assert len(told("language-address-taken")) == 1


def test_an_address_of_a_language_belongs_to_no_page(folder: Path) -> None:
    """The page of the source would be lost, unseen."""
    Path("content/de.md").write_text("# Germany\n")
    assert told("language-address-taken") == [
        "faq.yaml:2: The pages in “de” stand under de/, which is the address of the file de.md."
    ]


def test_a_changed_source_is_told_word_by_word_until_somebody_has_looked(folder: Path) -> None:
    assert "19 of the translations" in told("unseen-translation")[0]
    assert "19 texts in de" in run("translations", "--seen", "de").output
    assert told("unseen-translation") == []
    edit("faq.yaml", "You have {{ facts.window }}", "You now have {{ facts.window }}")
    assert told("outdated-translation") == [
        "faq.de.yaml:11: The source of this translation has changed (faq.yaml:16): "
        "You {+now+} have …"
    ]
    assert run("translations", "--seen", "de", "faqs/how-long").exit_code == 0
    assert told("outdated-translation") == []


def test_a_name_that_nothing_has_is_refused(folder: Path) -> None:
    done = run("translations", "--seen", "de", "faqs/how-lang")
    assert done.exit_code
    assert not Path("faq.de.seen.json").exists()


def test_the_table_counts_by_language_kind_and_owner(folder: Path) -> None:
    edit("faq.yaml", "    category: fees\n", "    category: fees\n    owner: Orders\n")
    rows = json.loads(run("translations", "--format", "json").output)
    [row] = [each for each in rows if each["owner"] == "Orders" and each["language"] == "de"]
    assert (row["kind"], row["texts"], row["unseen"], row["missing"]) == ("faqs", 3, 3, 0)
    first = run("translations", "--format", "csv").output.splitlines()
    assert first[0] == "language,kind,owner,texts,current,unseen,outdated,missing"
    assert "67 %" in run("translations", "--language", "de").output
    assert "de: 19 of 28 texts translated." in run("check").output


@pytest.mark.parametrize("style", ["xliff", "po"])
def test_what_goes_to_a_translator_comes_back_as_it_was(folder: Path, style: str) -> None:
    """No byte of the language's files changes, and their sources are noted."""
    before = {name: Path(name).read_bytes() for name in ("faq.de.yaml", "topics/fees.de.yaml")}
    file = "out.po" if style == "po" else "out.xlf"
    assert run("export", "--language", "de", "--to", style, "-o", file).exit_code == 0
    done = run("import", file)
    assert done.exit_code == 0, done.output
    assert {name: Path(name).read_bytes() for name in before} == before
    assert told("unseen-translation") == []


def test_a_format_of_articles_is_not_taken_for_a_translator_s(folder: Path) -> None:
    done = run("export", "--language", "de", "--format", "zendesk")
    assert done.exit_code == 2
    assert "named by --to, not --format" in done.output


def test_placeholders_and_links_are_protected_in_xliff(folder: Path) -> None:
    run("export", "--language", "de", "-o", "out.xlf")
    root = ElementTree.parse("out.xlf").getroot()
    found = {element.text for element in root.iter("{urn:oasis:names:tc:xliff:document:1.2}ph")}
    assert {"{{ facts.window }}", "](question:fee)", "](about.md)"} <= found


def test_a_translator_s_work_is_written_and_comments_stay(folder: Path) -> None:
    run("export", "--language", "de", "--open", "-o", "out.xlf")
    text = Path("out.xlf").read_text(encoding="utf-8")
    assert "Wie lange" not in text
    assert "<source>Is there a fee?</source>" in text
    edit(
        "out.xlf",
        "<source>Is there a fee?</source>",
        "<source>Is there a fee?</source><target>Kostet es etwas?</target>",
    )
    edit(
        "out.xlf",
        "<source>coupon | voucher</source>",
        "<source>coupon | voucher</source><target>Coupon | Gutschein</target>",
    )
    assert run("import", "out.xlf").exit_code == 0
    german = checked().sites[1].knowledge
    assert [each.question for each in german.faqs if each.id == "fee"] == ["Kostet es etwas?"]
    assert german.synonyms == (("Coupon", "Gutschein"),)
    assert "# Nicht ändern" in Path("faq.de.yaml").read_text(encoding="utf-8")
    assert "fee" in Path("topics/fees.de.yaml").read_text(encoding="utf-8")


def test_texts_in_place_of_records_take_a_translator_s_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each stands for the field that the model declares, whatever a fact is called."""
    monkeypatch.chdir(tmp_path)
    source = (
        "languages: [en, de]\nnotice: Late.\n"
        "facts:\n  options: {value: 5, unit: pieces}\n  who: The shop\n"
        "faqs: [{id: fee, question: A fee?, answer: 'No. {{ facts.options }} {{ facts.who }}'}]\n"
    )
    german = "notice: Spät.\nfacts: {options: {unit: Stück}, who: Der Laden}\n"
    Path("faq.yaml").write_text(source, encoding="utf-8")
    Path("faq.de.yaml").write_text(german, encoding="utf-8")
    assert run("export", "--language", "de", "-o", "out.xlf").exit_code == 0
    for before, after in (("Spät.", "Zu spät."), ("Stück", "Stücke"), ("Der Laden", "Wir")):
        edit("out.xlf", f"<target>{before}", f"<target>{after}")
    done = run("import", "out.xlf")
    assert done.exit_code == 0, done.output
    found = checked().sites[1]
    assert found.knowledge.notice
    assert found.knowledge.notice.text == "Zu spät."
    assert found.facts.text("options") == "5 Stücke"
    assert found.facts.text("who") == "Wir"


def test_a_translator_s_file_with_a_lost_placeholder_changes_nothing(folder: Path) -> None:
    run("export", "--language", "de", "--to", "po", "-o", "out.po")
    edit("out.po", "Sie haben {{ facts.window }}", "Sie haben 5 Tage")
    before = Path("faq.de.yaml").read_bytes()
    done = run("import", "out.po")
    assert done.exit_code == 1
    assert Path("faq.de.yaml").read_bytes() == before
    assert not Path("faq.de.seen.json").exists()


def test_what_is_no_translator_s_file_is_refused(folder: Path) -> None:
    Path("out.xlf").write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", encoding="utf-8")
    assert run("import", "out.xlf").exit_code
    Path("out.po").write_text("msgid", encoding="utf-8")
    assert run("import", "out.po").exit_code


def test_a_returned_file_with_a_broken_line_is_refused_by_it(folder: Path) -> None:
    """A quote that is missing would cost its text a letter, or all of it."""
    run("export", "--language", "de", "--to", "po", "-o", "out.po")
    edit("out.po", 'msgstr "Bestellhilfe"', 'msgstr Bestellhilfe"')
    edit("out.po", 'msgstr "Gebühren"', 'msgstr "Gebühren')
    broken = [
        n
        for n, each in enumerate(Path("out.po").read_text().splitlines(), 1)
        if each in ('msgstr Bestellhilfe"', 'msgstr "Gebühren')
    ]
    done = run("import", "out.po")
    assert done.exit_code
    assert all(
        f"line {number}: its text has to stand in quotes" in done.stderr for number in broken
    )
    assert "title: Bestellhilfe" in Path("faq.de.yaml").read_text(encoding="utf-8")


def test_a_returned_file_that_names_no_language_is_refused(folder: Path) -> None:
    run("export", "--language", "de", "--to", "po", "-o", "out.po")
    edit("out.po", "Language: de", "Language: ")
    assert "out.po names no language; say --language CODE." in run("import", "out.po").stderr
    assert run("import", "out.po", "--language", "de").exit_code == 0


def test_pages_of_a_language_say_so_and_lead_to_the_others(built: Path) -> None:
    german = page(built, "de/questions/how-long")
    assert '<html lang="de"' in german
    assert "Sie haben" in german
    for tag, address in (("en", ""), ("x-default", ""), ("de", "de/"), ("ar", "ar/")):
        where = f"https://help.example.org/{address}questions/how-long/"
        assert re.search(rf'hreflang="{tag}" href="{where}"', german)
    assert '<a href="../../../questions/how-long/" hreflang="en"' in german
    assert 'href="../../ar/questions/how-long/" hreflang="ar"' in page(built, "questions/how-long")
    arabic = page(built, "ar/questions/how-long")
    assert '<html lang="ar"' in arabic
    assert 'dir="rtl"' in arabic


def test_what_is_missing_is_the_source_s_text_marked_with_its_language(built: Path) -> None:
    """The page says so, and facts in such a text are the source's as well."""
    arabic = page(built, "ar/questions/fee")
    assert '<h1 id="_top"><span lang="en" dir="ltr">Is there a fee?</span></h1>' in arabic
    assert '<div lang="en" dir="ltr"><p>There is <span' in arabic
    assert "لم تُترجم هذه الصفحة بالكامل بعد" in arabic
    assert "isn’t wholly translated" not in page(built, "de/questions/how-long")
    assert "normally no fee" in page(built, "de/questions/fee")


def test_the_example_of_a_search_is_in_the_language_of_the_page(built: Path) -> None:
    shown = [re.findall('placeholder="([^"]*)"', page(built, at))[-1] for at in ("", "de", "ar")]
    assert shown == ["e.g. is there a deadline", "z.\N{NO-BREAK SPACE}B. gibt es eine Frist", ""]


def test_hand_written_pages_and_pictures_are_those_of_the_language(built: Path) -> None:
    """A page that a language lacks is the source's; pictures stand in each."""
    assert "Über uns" in page(built, "de/about")
    assert "5 Tage" in page(built, "de/about")
    assert 'href="../../about/"' in page(built, "de/questions/how-long")
    assert 'href="../../../about/"' in page(built, "ar/questions/how-long")
    assert (built / "de" / "images" / "box.svg").is_file()
    assert 'hreflang="ar"' not in page(built, "about").partition("</head>")[0]


def test_feed_data_search_and_the_lost_are_of_each_language(built: Path) -> None:
    data = json.loads((built / "de" / "kb.json").read_text(encoding="utf-8"))
    assert (data["language"], data["url"]) == ("de", "https://help.example.org/de/")
    assert "Wie lange" in (built / "de" / "llms.txt").read_text(encoding="utf-8")
    place = json.loads((built / "de/assets/waypost/search.json").read_text(encoding="utf-8"))
    index = (built / "de/assets/waypost" / place["data"]).read_text(encoding="utf-8")
    assert "Wie lange habe ich Zeit?" in index
    assert '<html lang="ar"' in (built / "ar" / "404.html").read_text(encoding="utf-8")
    assert (built / "de/questions/deadline/index.html").is_file()
    redirects = (built / "_redirects").read_text(encoding="utf-8")
    assert "/de/questions/deadline/ /de/questions/how-long/ 301" in redirects
    assert "/de/* /de/404.html 404" in redirects


def test_the_site_map_names_every_page_in_all_its_languages(built: Path) -> None:
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    [row] = [
        line
        for line in text.splitlines()
        if "<loc>https://help.example.org/de/questions/fee/" in line
    ]
    assert 'hreflang="en" href="https://help.example.org/questions/fee/"' in row
    assert not (built / "de" / "sitemap.xml").exists()


def test_an_entry_that_isn_t_translated_may_be_left_out(folder: Path) -> None:
    edit("faq.yaml", "title: Order help", "title: Order help\nmissing_translations: leave-out")
    edit("faq.yaml", " See [the fee](question:fee) and", " See")
    edit("faq.de.yaml", " Siehe [die Gebühr](question:fee) und", " Siehe")
    # Arabic has nothing at all, which is no site.
    edit("faq.yaml", "languages: [en, de, ar]", "languages: [en, de]")
    assert published().published
    site = folder / "site"
    assert (site / "de/questions/how-long/index.html").is_file()
    assert not (site / "de/questions/fee/index.html").exists()
    assert 'hreflang="de"' not in page(site, "questions/fee").partition("</head>")[0]
    assert 'href="../../de/" hreflang="de"' in page(site, "questions/fee")


def test_a_site_of_one_language_names_none(folder: Path) -> None:
    """Its pages stand at the addresses that the source has among others."""
    assert published().published
    several = {name for name in fake.tree(folder / "site") if name.endswith(".html")}
    edit("faq.yaml", "languages: [en, de, ar]\n", "")
    Path("topics/fees.de.yaml").unlink()
    assert published().published
    alone = {name for name in fake.tree(folder / "site") if name.endswith(".html")}
    assert {name for name in several if not name.startswith(("de/", "ar/"))} == alone
    assert "hreflang" not in page(folder / "site", "questions/fee")


def test_a_site_without_an_address_names_no_alternates(folder: Path) -> None:
    edit("mkdocs.yml", "site_url: https://help.example.org/\n", "")
    assert published().published
    german = page(Path("site"), "de/questions/how-long")
    assert 'rel="alternate nofollow" hreflang' not in german
    assert '<a href="../../../questions/how-long/" hreflang="en"' in german


def test_an_edit_in_one_language_leaves_the_others_alone(folder: Path) -> None:
    """What doesn't change is linked, as in a site of one language; a whole build is the same."""
    assert published().published
    site = folder / "site"
    pages = {name for name in fake.tree(site) if name.endswith(".html")}
    before = {name: (site / name).stat().st_ino for name in pages}
    edit("faq.de.yaml", "Wie lange habe ich Zeit?", "Wie viel Zeit habe ich?")
    assert published().published
    again = {name for name in pages if (site / name).stat().st_ino != before[name]}
    assert again
    assert all(name.startswith("de/") for name in again)
    after = fake.tree(site)
    shutil.rmtree(site)
    assert published().published
    assert fake.tree(site) == after


def test_mkdocs_draws_the_same_pages_of_a_language(folder: Path, built: Path) -> None:
    sites = checked().sites
    settings = site_settings.load(Path("mkdocs.yml"), folder / "drawn")
    every = languages_of(sites, settings.content)
    run = MkDocsRun(settings, settings.kb, sites[1], languages=every)
    run.draw_pages(folder / "drawn").raise_error()
    drawn = fake.tree(folder / "drawn")
    assert drawn == fake.tree(built / "de")


def test_plain_mkdocs_builds_all_languages(folder: Path, built: Path) -> None:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    config = load_config("mkdocs.yml", site_dir=str(folder / "plain"))
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    plain = fake.tree(folder / "plain")
    whole = {name: sum for name, sum in fake.tree(built).items() if name in plain}
    assert plain == whole
    assert "ar/questions/fee/index.html" in plain


def test_a_preview_shows_each_language_and_follows_its_file(folder: Path) -> None:
    session = PreviewSession(Path("mkdocs.yml"), None, DAY)
    try:
        assert not session.refresh().errors
        assert Path("faq.ar.yaml") in session.watched
        address = "de/questions/how-long/index.html"
        assert b"Wie lange" in (session.read(address) or b"")
        key, other = session.key(address), session.key("questions/how-long/index.html")
        edit("faq.de.yaml", "Wie lange habe ich Zeit?", "Wie viel Zeit habe ich?")
        assert not session.refresh().errors
        assert b"Wie viel Zeit" in (session.read(address) or b"")
        assert session.key(address) != key
        assert session.key("questions/how-long/index.html") == other
    finally:
        session.close()


def test_commands_take_a_language(folder: Path) -> None:
    tree = json.loads(run("tree", "help", "--language", "de").output)
    assert "Ist es verschickt?" in json.dumps(tree, ensure_ascii=False) or "Ja" in json.dumps(tree)
    assert run("tree", "help", "--language", "fr").exit_code
    Path("cases.json").write_text('[{"given": {"status": "no"}}]', encoding="utf-8")
    done = run("walk", "help", "--language", "de", "--batch", "cases.json")
    assert "Es kostet meist keine Gebühr." in done.output


def test_names_of_other_files_are_no_languages(folder: Path) -> None:
    """A language's files aren't read as parts of the source, which names them by a pattern."""
    assert [Path(each).name for each in checked().files[:2]] == ["faq.yaml", "fees.yaml"]


def test_the_menu_of_a_language_is_the_source_s(tmp_path: Path) -> None:
    """In the titles of its own pages, without those that it lacks."""
    source, own = tmp_path / "content", tmp_path / "content.de"
    for folder, pages in ((source, ("about.md", "more.md")), (own, ("about.md",))):
        folder.mkdir()
        for page in pages:
            (folder / page).write_text("---\ntitle: Über uns\n---\n", encoding="utf-8")
    given = [
        {"About": ["about.md", {"More": "more.md"}]},
        {"Rest": ["more.md"]},
        {"Us": "about.md"},
        "help/index.md",
        {"Shop": "https://shop.example"},
    ]
    assert nav.in_language(given, source, own) == [
        {"Über uns": ["about.md"]},
        "about.md",
        "help/index.md",
        {"Shop": "https://shop.example"},
    ]
    assert nav.in_language(None, source, own) is None


def test_a_rename_follows_in_every_language(folder: Path) -> None:
    """In records, links, rules and pages, and in the noted sources: what was current stays so."""
    run("translations", "--seen", "de")
    edit("faq.yaml", "question: How long do I have?", "question: How long is there?")
    for old, new in (
        ("guide:cancel-it", "call-it-off"),
        ("fact:window", "days"),
        ("category:fees", "costs"),
        ("faq:fee", "cost"),
        ("help/status/yes", "sent"),
        ("help/status", "state"),
        ("help/cancel", "call-off"),
        ("tree:help", "order"),
    ):
        kind, _, id = old.rpartition(":")
        said = run("rename", id, new, *(["--kind", kind] if kind else []))
        assert said.exit_code == 0, said.output
        assert "translation" not in said.output
    german = Path("faq.de.yaml").read_text(encoding="utf-8")
    assert "  days: {unit: Tage}\n" in german
    assert "  costs: {title: Gebühren, summary: Was es kostet}\n# Nicht ändern" in german
    assert "{{ facts.days }} Zeit. Siehe [die Gebühr](question:cost)" in german
    assert "\n  order:\n" in german
    assert "state: {ask: Ist es verschickt?, options: {sent: Ja, no: Nein}}" in german
    assert "call-off: {title: Stornieren" in german
    assert "call-it-off:" in Path("topics/fees.de.yaml").read_text(encoding="utf-8")
    assert "{{ facts.days }}" in Path("content.de/about.md").read_text(encoding="utf-8")
    [outdated] = told("outdated-translation")
    assert "[-do I have?-]{+is there?+}" in outdated
    assert not [each for each in told("unseen-translation") if "de" in each]


def test_an_id_is_made_in_the_first_language(folder: Path) -> None:
    edit("faq.yaml", "[en, de, ar]", "[sv, de, ar]")
    assert run("add", "question", "Får jag höja?", "--answer", "Ja.").exit_code == 0
    assert "id: far-jag-hoja\n" in Path("faq.yaml").read_text(encoding="utf-8")


def test_a_mistake_in_a_source_is_told_there_and_not_as_one_of_its_translation(
    folder: Path,
) -> None:
    run("translations", "--seen", "de")
    edit("faq.yaml", "You have {{ facts.window }}", "You have {{ facts.windwo }}")
    codes = {each.code for each in checked().problems}
    assert "unknown-fact" in codes
    assert codes.isdisjoint({"translation-differs", "outdated-translation"})


def test_a_translated_title_is_text_on_every_page(folder: Path) -> None:
    """A script in it would run: the security policy lets through what the site's pages hold."""
    title = """<script>alert(1)</script> "Hilfe" & <img src=x onerror=alert(2)>"""
    edit("faq.de.yaml", "title: Bestellhilfe", f"title: {json.dumps(title)}")
    assert published().published
    for file in Path("site").rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert "<script>alert" not in html, file
        assert "<img src=x" not in html, file
    assert escape(title) in page(Path("site"), "de")
    assert "alert(1)" not in Path("site/_headers").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("- id: how-long", "- id: fee", "duplicate-id"),
        ("- id: how-long", "- id: How long", "bad-id"),
        ("- id: how-long\n    question", "- question", "missing-field"),
        ("- id: how-long", "- id:", "empty-value"),
        ("{id: fees", "{id: ''", "empty-value"),
        ("term: Bundle", "term: ''", "empty-value"),
        ("faqs:\n  - id: how-long\n   ", "faqs:\n  - id how-long\n   ", "missing-colon"),
        ("also_asked: [is there a deadline]", "also_asked: is there a deadline", "not-a-list"),
    ],
)
def test_translations_of_what_a_mistake_took_away_are_not_called_wrong(
    before: str, after: str, told: str, folder: Path
) -> None:
    """Whoever took them out would lose good texts."""
    assert run("translations", "--seen", "de").exit_code == 0
    edit("faq.yaml", before, after)
    problems = checked().problems
    assert told in {each.code for each in problems}
    assert not [each for each in problems if each.at.file.endswith(".de.yaml")]


def test_a_translation_with_a_text_that_cannot_be_read_is_told_once(folder: Path) -> None:
    edit("topics/fees.de.yaml", "steps: [Anmelden., ", "steps: [[Anmelden.], ")
    errors = [each.code for each in checked().problems if each.at.file.endswith("fees.de.yaml")]
    assert errors == ["list-for-text"]


def test_forms_of_a_unit_without_one_for_all_other_numbers_are_refused(folder: Path) -> None:
    """As in the source; none of them is read as a form of another language."""
    edit("faq.de.yaml", "{unit: Tage}", "{unit: {one: Tag}}")
    assert told("missing-field")


@pytest.mark.parametrize("unit", ["[Tag, Tage]", "{}", "{other: }"])
def test_forms_of_a_unit_that_cannot_be_read_are_told(unit: str, folder: Path) -> None:
    edit("faq.de.yaml", "{unit: Tage}", f"{{unit: {unit}}}")
    assert not checked().ok()


def test_a_text_that_was_left_empty_is_not_translated(folder: Path) -> None:
    """The source's stands in its place."""
    edit("faq.de.yaml", "title: Bestellhilfe", "title:")
    assert checked().sites[1].knowledge.title == "Order help"


def test_sources_that_are_no_texts_are_refused(folder: Path) -> None:
    Path("faq.de.seen.json").write_text('{"title": 5}', encoding="utf-8")
    assert told("bad-seen-file")
