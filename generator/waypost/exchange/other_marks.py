"""Marks of other tools in Markdown and HTML: Liquid's and Hugo's tags, MyST's roles and blocks.

No tag is run. Those that say how their text is to be read are read so, before anything else is;
each other one stands in its text as code.
"""

import re
from dataclasses import replace
from typing import Final

from waypost.exchange.import_result import ImportResult, Missed, quoted
from waypost.exchange.markdown_text import CODE, outside_code
from waypost.markdown.callouts import KINDS_ELSEWHERE

ROOT: Final = re.compile(
    r"(?:(?<=\]\()|(?<=\(<)|(?<==[\"'])|(?<=\]: ))(?:"
    r"(?:\{\{-?\s*site\.(?:base_?)?url\s*-?\}\})+"
    r"|\{\{-?\s*[\"']/?([^\"'\n]*)[\"']\s*\|\s*(?:relative|absolute)_url\s*-?\}\}"
    r"|\{%-?\s*link\s+/?([^\s%]+)\s*-?%\}|\{\{[<%]\s*(?:rel)?ref\s+\"([^\"\n]*)\"\s*[>%]\}\})"
)
"""The root of the old site at the start of an address, and a path from there."""

COMMENT: Final = re.compile(r"\{%-?\s*(end)?comment\s*-?%\}|\{#\s[^{}\n]*\s#\}")
BLOCK: Final = re.compile(r"^[ \t]*\{%-?\s*(end)?highlight(?:\s+(\w+))?[^%\n]*%\}", re.MULTILINE)
RAW: Final = re.compile(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}")
ROLE: Final = re.compile(r"\{([a-zA-Z][\w:+-]*)\}`([^`\n]+)`")
DIRECTIVE: Final = re.compile(
    r"\A( *)(`{3,}|~{3,})\{([\w:-]+)\}[ \t]*([^\n]*)\n(.*?)\s*\Z", re.DOTALL
)
SPAN: Final = re.compile(f"{ROLE.pattern}|{CODE.pattern}", re.MULTILINE | re.DOTALL)
LITERAL: Final = ("literal", "code", "kbd", "samp", "command", "file", "envvar", "option", "math")
"""Roles whose words are code."""

TAG: Final = re.compile(
    r"(?:\{%(?:[^%]|%(?!\})){1,500}%\}|\{\{[<%][^{}]{1,500}[>%]\}\}"
    r"|\{\{(?!\s*(?:facts|answers)\.)[^{}\n]{1,500}\}\})"
)
"""A tag of a template that is no placeholder of ours."""

ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_marks(text: str) -> str:
    """A Markdown text in which marks that tell how it is read are Markdown; no line moves."""
    if "{" not in text:
        return text
    text = SPAN.sub(lambda found: _role(found) if found[1] else _directive(found[0]), text)
    text = outside_code(text, lambda part: BLOCK.sub(_fence, part))
    return outside_code(text, lambda part: RAW.sub("", read_in_page(part)))


def read_in_page(text: str) -> str:
    """A text with its comments as those of HTML, and addresses from the root of the old site."""
    return ROOT.sub(_path, COMMENT.sub(_comment, text)) if "{" in text else text


def _path(found: re.Match[str]) -> str:
    path = next((path for path in found.groups()[:2] if path is not None), None)
    return f"/{path}" if path is not None else found[3] or ""


def _comment(found: re.Match[str]) -> str:
    if found[0].startswith("{#"):
        return f"<!--{found[0][2:-2]}-->"
    return "-->" if found[1] else "<!--"


def _fence(found: re.Match[str]) -> str:
    return "```" if found[1] else f"```{found[2] or ''}"


def _role(found: re.Match[str]) -> str:
    role, words = found[1].rpartition(":")[2], found[2]
    named = re.fullmatch(r"(.*?)\s*<([^<>]+)>", words)
    label, target = (named[1], named[2]) if named else (words, words)
    if role in LITERAL:
        return f"`{words}`"
    if role == "doc":
        return f"[{label}]({target}.md)"
    return f"[{label}](#{target})" if role in ("ref", "numref") and named else label


def _directive(code: str) -> str:
    """A block of code, or what a block of MyST means that is written like one."""
    found = DIRECTIVE.match(code)
    if not found or not found[5].endswith(found[2]):
        return code
    indent, fence, name, more, body = found.groups()
    if name in KINDS_ELSEWHERE or name in ("note", "admonition", "seealso"):
        return f"{indent}:::{name} {more}".rstrip() + f"\n{body[: -len(fence)].rstrip(' ')}:::"
    if name in ("code", "code-block", "sourcecode"):
        return f"{indent}{fence}{more}\n{body}"
    return code


def as_code(reading: ImportResult) -> ImportResult:
    """``reading`` with the tags of templates as code, and in questions as plain words."""
    missed = list(reading.missed)
    rows = []
    for found in reading.found:
        question, answer = (str(found.fields.get(name, "")) for name in ("question", "answer"))
        if found.addresses and TAG.search(question + answer):
            asked = TAG.sub(lambda tag: tag[0].strip("{}%<> -"), question)
            told = outside_code(answer, lambda part: TAG.sub(_code, ROOT.sub(_path, part)))
            if answer and not re.search(r"\w", TAG.sub("", answer)):
                why = f"{quoted(question)} holds nothing but tags of a template, which aren't run"
                why += "; import the data that they read, or the page as the old site shows it"
                missed.append(Missed(found.where, why, False, f"{question} {answer}", found.file))
                continue
            if (asked, told) != (question, answer):
                tag = TAG.search(answer if asked == question else question)
                why = "tags of templates aren't run, and stand as they are"
                why = f"{quoted(_code(tag).strip('`') if tag else '')}: {why}"
                missed.append(Missed(found.where, why, minor=True, file=found.file))
            changed = {"question": asked} | ({"answer": told} if answer else {})
            found = replace(found, fields={**found.fields, **changed})
        rows.append(found)
    return replace(reading, found=tuple(rows), missed=tuple(missed))


def _code(tag: re.Match[str]) -> str:
    return "`" + " ".join(ESCAPED.sub(r"\1", tag[0]).split()) + "`"
