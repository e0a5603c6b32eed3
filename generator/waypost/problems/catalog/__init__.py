"""Every code that Waypost can report, a chapter for each stage. Codes are unique over all."""

from waypost.problems.catalog import check, publish, shape, syntax, text, trees
from waypost.problems.wording import Wording

CHAPTERS: dict[str, dict[str, Wording]] = {
    "YAML": syntax.WORDINGS,
    "Fields": shape.WORDINGS,
    "Text": text.WORDINGS,
    "Knowledge base": check.WORDINGS,
    "Trees": trees.WORDINGS,
    "Publishing": publish.WORDINGS,
}

WORDINGS: dict[str, Wording] = {
    code: wording for chapter in CHAPTERS.values() for code, wording in chapter.items()
}
