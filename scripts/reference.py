"""Write the reference (docs/content/reference/) from the code: `python -m scripts.reference`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import chdir
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from waypost.checks.analyse import analyse
from waypost.cli.main import COMMANDS, app
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.catalog import CHAPTERS, WORDINGS
from waypost.diagnostics.message_format import hint, message
from waypost.model import field_types
from waypost.model.declare import FieldSpec, Placed, fields_of
from waypost.model.json_schema import summary
from waypost.model.look import Font, Look
from waypost.model.records import Knowledge
from waypost.model.walk import records_in

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs/content/reference"
EXAMPLES: Final = FOLDER.parent.parent / "problems"
"""``CODE.yaml`` for each code, a knowledge base that has the problem; where none can have it by
itself, ``CODE.txt``, which tells how it comes about."""

DAY: Final = date(2026, 11, 23)
MADE: Final = "<!-- Made from the code by `python -m scripts.reference`; don't edit it here. -->\n"


def pages() -> dict[str, str]:
    """Every page of the reference by its file name."""
    return {
        "fields.md": fields(),
        "look.md": look(),
        "problems.md": problems(),
        "commands.md": commands(),
    }


def fields() -> str:
    """Every field of every record: what it takes, what it means, and an example."""
    text = [
        "# Every field",
        "What a knowledge base may hold, record by record. `faq.schema.json` (`waypost schema`) "
        "tells your editor the same. Every value is kept as it is typed: `no`, `1.10` and `010` "
        "need no quotes.",
    ]
    for cls in records_in(Knowledge):
        text += [f"## {title(cls)}", summary(cls)]
        rows = [row(spec) for spec in fields_of(cls).values()]
        text.append("\n".join([*TABLE_HEAD, *rows]))
    text += ["## Where answers lead", ROUTES, f"```yaml\n{ROUTES_EXAMPLE}```"]
    return MADE + "\n" + "\n\n".join(text) + "\n"


def look() -> str:
    """Every setting of the look."""
    text = ["# The look", "What may stand under `look` of the plugin in `mkdocs.yml`."]
    for cls in (Look, Font):
        rows = [row(spec) for spec in fields_of(cls).values()]
        text += [f"## {title(cls)}", summary(cls), "\n".join([*TABLE_HEAD, *rows])]
    return MADE + "\n" + "\n\n".join(text) + "\n"


ROUTES: Final = """
A question of a tree says with `go` where its answers lead. `go` is the id of a question or an
outcome, to which every answer leads; or names one for each option; or is a list of rules, read
from the top: the first one whose `when` holds wins, and `else` takes all other answers. With many
questions a `table` is easier to read: a row for each case, an empty cell for any answer; no two
rows may fit the same answers, and together they must cover all.

A **test** in `when` or in a cell is an option (`pending`), `not` an option, a list of options, and
for numbers and dates `<= 5`, `< 5`, `>= 5`, `> 5`, `5` or `3..5`, both ends included. A fact may
stand for the number: `<= facts.window`. Under `work_out`, `days(from, to)` counts the whole days
between two dates; either may be `today`.
""".strip()

ROUTES_EXAMPLE: Final = """
facts: {window: {value: 5, unit: days}}
trees:
  - id: order-help
    title: What can I do about my order?
    questions:
      status:
        ask: What is its status?
        options: {pending: Pending, shipped: {label: Shipped, hint: It has left the seller}}
        go: {pending: placed, shipped: wait}
      placed:
        ask: How many days ago did you place it?
        type: number
        min: 0
        go:
          - {when: {status: pending, placed: <= facts.window}, to: cancel}
          - {else: ask-seller}
    outcomes:
      cancel: {title: Cancel it, body: It costs nothing.}
      ask-seller: {title: Ask the seller, body: They may still cancel it.}
      wait: {title: Wait for it, body: It is on its way.}
    scenarios:
      - {name: on the last day, given: {status: pending, placed: facts.window}, expect: cancel}
      - {name: a day later, given: {status: pending, placed: 6}, expect: ask-seller}
      - {name: shipped, given: {status: shipped}, expect: wait}
""".lstrip()


TABLE_HEAD: Final = ("| field | takes | means | example |", "| --- | --- | --- | --- |")


def title(cls: type[Placed]) -> str:
    """The heading of a record's section."""
    said = cls.called or cls.__name__
    return said[0].upper() + said[1:]


def row(spec: FieldSpec) -> str:
    """A field as a row of its record's table."""
    must = " **required**" if spec.required else ""
    takes_ = takes(spec.type) + default(spec)
    cells = [f"`{spec.name}`{must}", takes_, spec.meaning, f"`{spec.example}`"]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def default(spec: FieldSpec) -> str:
    """What stands where a field is left out, if that is anything."""
    value = "no" if spec.default is False else spec.default
    return f"; `{value}` unless told" if isinstance(value, str) and value else ""


def takes(type_: field_types.FieldType) -> str:
    """What a field of a type takes, in an editor's words."""
    match type_:
        case field_types.Ref(to):
            return f"the id of {'an' if to in ('entry', 'outcome') else 'a'} {to}"
        case field_types.OneOf(words) if len(words) > 12:
            return "one of the codes of warnings"
        case field_types.OneOf(words):
            return "one of " + ", ".join(f"`{word}`" for word in words)
        case field_types.Address(inside=True):
            return f"{PLAIN[field_types.Address]}, or a link to an entry, such as `guide:ID`"
        case field_types.Many(item):
            return f"a list: {takes(item)}"
        case field_types.OneOrMany(item):
            return f"{takes(item)}, or a list"
        case field_types.Record(cls, shorthand):
            own = f"[{title(cls)}](#{anchor(cls)})"
            return f"a text, or {own}; a text alone is its `{shorthand}`" if shorthand else own
        case field_types.Named(cls, shorthand):
            one = f"[{title(cls)}](#{anchor(cls)}) by id"
            return f"{one}; a text alone is its `{shorthand}`" if shorthand else one
    return PLAIN[type(type_)]


PLAIN: Final = {
    field_types.Line: "a text",
    field_types.Inline: "a text with \\*emphasis\\*, \\`code\\` and links",
    field_types.Address: "an address: `https:`, `mailto:` or `tel:`",
    field_types.Icon: "the name of an icon of Material's set",
    field_types.Mailbox: "a mail address",
    field_types.Phone: "a telephone number",
    field_types.Prose: "Markdown",
    field_types.Id: "an id",
    field_types.OptionId: "an id, capitals allowed",
    field_types.Date: "a day, `YYYY-MM-DD`",
    field_types.Period: "a length of time, such as `6 months`",
    field_types.Flag: "`yes` or `no`",
    field_types.Values: "names with a value each",
    field_types.Variants: "Markdown, or a list of `when` with `text`, the last one with `else`",
    field_types.Color: "a colour, `#rrggbb`",
    field_types.Pixels: "a number of pixels",
    field_types.FontNames: "names with commas between",
    field_types.Raw: "[rules](#where-answers-lead)",
}


def anchor(cls: type[Placed]) -> str:
    """The address of a record's section."""
    return title(cls).lower().replace(" ", "-")


def problems() -> str:
    """Every code: its severity, an example, what is said of it and what to do."""
    text = [
        "# Every problem",
        "What `waypost check` can report, with an example and the remedy. A **warning** may be "
        "left out with `ignore:` in the knowledge base or `--ignore` on the command line; an "
        "**error** keeps the site from being published.",
    ]
    for chapter, wordings in CHAPTERS.items():
        text.append(f"## {chapter}")
        for code in wordings:
            text += problem(code)
    return MADE + "\n" + "\n\n".join(text) + "\n"


def problem(code: str) -> Iterator[str]:
    """A code's part of the reference."""
    wording = WORDINGS[code]
    level = "An error" if wording.severity is Severity.ERROR else "A warning"
    yield f"### {code}"
    example = EXAMPLES / f"{code}.yaml"
    if not example.exists():
        yield f"{level}. {example.with_suffix('.txt').read_text(encoding='utf-8').strip()}"
        yield f"> {said(wording.message)} {said(wording.hint)}"
        return
    yield f"{level}. This has it:"
    text = example.read_text(encoding="utf-8")
    shown = [visible(line) for line in text.rstrip("\n").split("\n")]
    yield code_block("\n".join(line[:110] + "…" * (len(line) > 110) for line in shown))
    found = example_problem(code, text)
    yield f"> Line {found.at.line}: {escaped(message(found))} {escaped(hint(found))}"


def code_block(text: str) -> str:
    """An example. As HTML where it has a placeholder, which would be filled in."""
    if "{{" not in text:
        return f"```yaml\n{text}\n```"
    return f"<pre><code>{escape(text).replace('{{', '{&#123;')}</code></pre>"


def said(template: str) -> str:
    """A wording with its particulars left open."""
    return (
        escaped(template.replace("{{", "{").replace("}}", "}")).replace("{", "‹").replace("}", "›")
    )


def escaped(text: str) -> str:
    """A message as Markdown that shows it as it is."""
    for char in "\\`*_<>[]#|":
        text = text.replace(char, f"\\{char}")
    return text.replace("{{", "{&#8203;{")


def visible(line: str) -> str:
    """A line of an example whose characters can all be seen."""
    seen = (char if char.isprintable() else f"‹U+{ord(char):04X}›" for char in line)
    return "".join(seen)


def example_problem(code: str, text: str) -> Problem:
    """The problem as it is found in the code's example, ``text``."""
    with TemporaryDirectory() as folder, chdir(folder):
        file = Path("faq.yaml")
        file.write_text(text, encoding="utf-8", newline="\n")
        return next(each for each in analyse(file, DAY).problems if each.code == code)


def commands() -> str:
    """Every command with its options, as its own help gives them."""
    text = ["# Every command", "Each of them says the same with `--help`."]
    for name in COMMANDS:
        command = app.get_command(click.Context(app), name)
        assert command is not None
        text += list(described(f"waypost {name}", command))
    return MADE + "\n" + "\n\n".join(text) + "\n"


def described(path: str, command: click.Command) -> Iterator[str]:
    """A command and, where it is a group, those in it."""
    with click.Context(
        command,
        info_name=path,
        max_content_width=100,
        terminal_width=100,
        help_option_names=["-h", "--help"],
    ) as context:
        help_text = command.get_help(context)
    yield f"## {path}"
    yield f"```text\n{help_text}\n```"
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from described(f"{path} {name}", inner)


def main() -> None:
    """Write the pages, or with ``--check`` say whether they are up to date."""
    old = {name: FOLDER / name for name in pages()}
    stale = [
        name
        for name, text in pages().items()
        if not old[name].exists() or old[name].read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        sys.exit(f"out of date: {', '.join(stale)}" if stale else 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8", newline="\n")
        print(f"Wrote {FOLDER / name}")


if __name__ == "__main__":
    main()
