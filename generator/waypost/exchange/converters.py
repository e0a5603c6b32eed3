"""Markup that a converter of its field makes HTML of: reStructuredText and AsciiDoc.

docutils is an extra of Waypost. AsciiDoc's own converter is Asciidoctor, a program; the packages
for Python that read it either lose code without another program or are first drafts.
"""

import io
import re
import shutil
import subprocess
from typing import Final

from waypost.exchange import html_faq
from waypost.exchange.import_result import Found, ImportResult, Missed, nothing

ROLE: Final = re.compile(r":[\w:+-]+:`([^`<]*[^`<\s])(?:\s*<[^`]*>)?`")
ADMONITION: Final = re.compile(
    r'<table>\s*<tr>\s*<td class="icon">\s*<div class="title">(\w+)</div>\s*</td>'
    r'\s*<td class="content">(.*?)</td>\s*</tr>\s*</table>',
    re.DOTALL,
)
"""The table in which Asciidoctor puts a note or a warning."""

LONGEST: Final = 60
"""Seconds that Asciidoctor may take for a file."""


def read_rst(text: str, name: str, topic: str = "", *, one_of_many: bool = False) -> ImportResult:
    """Read a reStructuredText file, without what it includes."""
    try:
        from docutils import nodes
        from docutils.core import publish_doctree, publish_from_doctree
    except ImportError:
        return nothing("the file", "reStructuredText needs docutils: pip install docutils")
    # docutils needs memory for each level, many times that of the text.
    if re.search(r"^[ \t]{200}", text, re.MULTILINE):
        return nothing("the file", "it is nested too deeply")
    settings = {
        "file_insertion_enabled": False,
        "raw_enabled": False,
        "report_level": 3,
        "halt_level": 6,
        "warning_stream": io.StringIO(),
        "_disable_config": True,
        "embed_stylesheet": False,
        "syntax_highlight": "none",
    }
    tree = publish_doctree(text, settings_overrides=settings)
    rows: list[Found | Missed] = []
    messages = {id(m): m for m in [*tree.findall(nodes.system_message), *tree.parse_messages]}
    for message in messages.values():
        if message["level"] < 2:
            continue
        code = " ".join(each.astext() for each in message.findall(nodes.literal_block))
        why = next(message.findall(nodes.paragraph)).astext().replace("\n", " ")
        rows.append(Missed(f"line {message.get('line', 1)}", why, minor=not code, text=code))
        if message.parent and message in message.parent.children:
            message.parent.remove(message)
    for unread in list(tree.findall(nodes.problematic)):
        # A link to the message would stand for it. Of a role of Sphinx' the words are kept.
        role = ROLE.fullmatch(unread.astext())
        unread.parent.replace(unread, nodes.Text(role[1] if role else unread.astext()))
    html = publish_from_doctree(tree, writer="html5", settings_overrides=settings).decode()
    page = html[html.index("<body") :]
    return ImportResult.of(
        [*html_faq.from_page(page, name, topic, text, one_of_many=one_of_many), *rows]
    )


def read_asciidoc(
    text: str, name: str, topic: str = "", *, one_of_many: bool = False
) -> ImportResult:
    """Read an AsciiDoc file, without what it includes."""
    program = shutil.which("asciidoctor")
    if not program:
        why = "AsciiDoc needs the program asciidoctor, which isn't installed"
        return nothing("the file", why)
    line = [program, "-S", "secure", "-s", "-a", "showtitle", "-a", "toc!", "-o", "-", "-"]
    try:
        done = subprocess.run(
            line, input=text.encode(), capture_output=True, timeout=LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as reason:
        return nothing("the file", f"asciidoctor didn't read it ({reason})")
    said = done.stderr.decode("utf-8", "replace").splitlines()
    faults = [Missed("the file", f"asciidoctor: {each}", minor=True) for each in said[:20]]
    page = ADMONITION.sub(r'<p class="title">\1</p>\2', done.stdout.decode())
    rows = html_faq.from_page(page, name, topic, text, one_of_many=one_of_many)
    return ImportResult.of([*rows, *faults])
