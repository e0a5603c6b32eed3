"""Small knowledge bases that have a problem, for codes whose chapter gives none; and, where no
knowledge base alone can have it, how the problem comes about."""

from __future__ import annotations

from typing import Final

_FAQ = "faqs:\n  - id: fee\n    question: Is there a fee?\n    answer: "

EXAMPLES: Final = {
    "control-character": f'{_FAQ}"No.\\u0007"\n',
    "bidi-control": f'{_FAQ}"No.\\u202e"\n',
    "noncharacter": f'{_FAQ}"No.\\uffff"\n',
    "lone-surrogate": f'{_FAQ}"No.\\ud800"\n',
    "byte-order-mark": f"{_FAQ}No.\n\ufeff# pasted from another file\n",
    "private-use": f'{_FAQ}"No.\\ue000"\n',
    "many-marks": f'{_FAQ}"No{chr(0x301) * 12}."\n',
    "dash-without-space": "faqs:\n  -id: fee\n   question: Is there a fee?\n   answer: No.\n",
    "missing-colon": "faqs:\n  - id: fee\n    question: Is there a fee?\n    answer\n",
    "stray-text": f"{_FAQ}No.\nAnd no tax.\n",
    "curly-quotes": f"{_FAQ}“No: never.”\n",
    "bad-escape": f'{_FAQ}"C:\\wrong"\n',
    "anchor": f"{_FAQ}&no No.\n",
    "alias": f"{_FAQ}*No* fee.\n",
    "tag": f"{_FAQ}!!str No.\n",
    "merge-key": "faqs:\n  - <<: {id: fee}\n    question: Is there a fee?\n    answer: No.\n",
    "complex-key": "faqs:\n  - [id]: fee\n",
    "leading-braces": f"facts: {{fee: 0}}\n{_FAQ}{{{{ facts.fee }}}} dollars.\n",
    "null-key": "faqs:\n  - id: fee\n    : Is there a fee?\n    answer: No.\n",
    "second-document": f"{_FAQ}No.\n---\nfaqs: []\n",
    "nested-too-deep": f"faqs: {'[' * 200}{']' * 200}\n",
    "key-too-long": f"{'k' * 2000}: No.\n",
    "unpublished-link": (
        "faqs:\n  - {id: fee, question: A fee?, answer: 'No, see [later](faq:later).'}\n"
        "  - {id: later, question: And later?, draft: yes}\n"
    ),
    "long-fact": "facts:\n  a: 0123456789\n"
    + "".join(
        f'  {new}: "{(f"{{{{ facts.{old} }}}}") * 10}"\n'
        for old, new in zip("abc", "bcd", strict=True)
    )
    + f"{_FAQ}It is {{{{ facts.d }}}}.\n",
}
"""By code."""

SITUATIONS: Final = {
    "file-missing": "The file that a command names isn't there.",
    "file-unreadable": "The file's permissions keep you from reading it.",
    "symbolic-link": "The file, or a folder on the way to it, is a symbolic link.",
    "not-a-file": "A folder stands where a file is expected.",
    "file-too-large": "Something else than a knowledge base was named, such as a dump.",
    "not-text": "A picture or a program was named.",
    "syntax": "The file isn't YAML in a way that has no name of its own here.",
    "not-utf-8": "The file was saved as UTF-16 or UTF-32.",
    "bad-utf-8": "The file was saved as Latin-1 or Windows-1252.",
    "cut-off-character": "The file was cut off while it was copied.",
    "too-many-lines": "The file is a dump, or went wrong in a loop.",
    "too-many-values": "The file is a dump, or went wrong in a loop.",
    "too-many-problems": "The file is of another kind than a knowledge base.",
    "more-comments": "Hundreds of texts are followed by a comment.",
    "text-too-long": "A whole book stands in one field.",
    "long-text": "A whole book stands in one field.",
    "crowded-text": "A page of HTML was pasted into a text.",
    "given-twice": "Two files of one knowledge base both set, say, the title.",
    "more-problems": "The knowledge base has more problems than anybody could read.",
    "too-many-states": "A tree asks so much at once that it can't be proved.",
    "input-not-plain": "A device or a pipe stands among the files of the site.",
    "input-too-large": "A video or a disk image stands among the files of the site.",
    "settings-warning": "MkDocs warns of something in `mkdocs.yml` or in a page of your own.",
    "settings-error": "MkDocs can't build with these settings or pages.",
    "output-fault": "A page of your own links to something that isn't there.",
    "policy-blocks": "A page of your own loads something that the content policy keeps out.",
}
"""How a problem comes about that no small knowledge base has by itself, by code."""
