"""Mistakes in an author's text."""

from waypost.diagnostics.wording import Cause, Wording, error, warning

WORDINGS: dict[str, Wording] = {
    "fact-cycle": error(
        "The fact “{name}” is made of itself: {witness}.",
        "Give one of these facts a value of its own.",
        "facts: {a: '{{ facts.b }}', b: '{{ facts.a }}'}\nfaqs: []\n",
    ),
    "long-fact": error(
        "With all other facts put in, the value of “{name}” is {size} characters long; "
        "{limit} are allowed.",
        "A fact is a short value; write longer text where it is read.",
    ),
    "odd-placeholder": warning(
        "“{text}” isn't a placeholder, so it is shown as it stands.",
        "Write {{{{ facts.ID }}}} or {{{{ facts.ID.value }}}}; {{{{ answers.ID }}}} in outcomes.",
        "faqs: [{id: fee, question: A fee?, answer: 'In {{ facts.window.unit }}.'}]\n",
        causes=(Cause.NAME,),
    ),
    "misplaced-answer": warning(
        "“{text}” is shown as it stands: only the body of an outcome knows the reader's answers.",
        "Take it out, or move the sentence into the body of the outcome.",
        "faqs: [{id: fee, question: A fee?, answer: 'You said {{ answers.status }}.'}]\n",
    ),
    "unknown-link": error(
        "There is no {kind} “{name}”.",
        "A link names what it leads to: faq:ID, policy:ID, guide:ID, topic:ID, tree:ID or "
        "outcome:TREE/ID.",
        "faqs: [{id: fee, question: A fee?, answer: 'See [this](faq:no-such).'}]\n",
    ),
    "dead-link": warning(
        "The link to “{link}” leads to nothing on this site and was taken out.",
        "Link to an entry (faq:ID), to a page of the content folder, or to https://….",
        "faqs: [{id: fee, question: A fee?, answer: 'See [this](../no/such/page).'}]\n",
    ),
    "unsafe-link": warning(
        "The link to “{link}” was taken out: {why}.",
        "Link to an entry (faq:ID), a page of this site, https:, mailto: or tel:.",
        "faqs: [{id: fee, question: A fee?, answer: '[now](javascript:alert(1))'}]\n",
    ),
    "unsafe-address": error(
        "“{link}” can't be the address here: {why}.",
        "Write an address that starts with https:, mailto: or tel:.",
        "contacts: {seller: {title: Seller, url: 'javascript:alert(1)'}}\nfaqs: []\n",
    ),
    "unfit-endpoint": error(
        "Readers' verdicts can't be sent to “{link}”.",
        "Write the whole address of a page that takes them, starting with https://.",
        "feedback: {endpoint: 'mailto:help@example.org'}\nfaqs: []\n",
    ),
    "unfit-email": error(
        "“{link}” isn't a mail address.",
        "Write one address, such as help@example.org, without mailto: and without a subject.",
        "feedback: {email: 'help@example.org?bcc=all@example.org'}\nfaqs: []\n",
    ),
    "insecure-link": warning(
        "The link to “{link}” was taken out: http: is not encrypted.",
        "Write https:// if the other site offers it. Nearly every site does.",
        "faqs: [{id: fee, question: A fee?, answer: '[shop](http://example.org)'}]\n",
    ),
    "broken-link": warning(
        "“{text}” isn't read as a link, so readers see it as it stands.",
        "A link is [its words](faq:ID), without a space between or inside the brackets.",
        "faqs: [{id: fee, question: A fee?, answer: 'No, see [all fees] (faq:fee).'}]\n",
    ),
    "unpublished-link": warning(
        "The link to “{link}” was taken out: “{name}” isn't published on this day.",
        "Publish it, or take the link out of the text.",
    ),
    "missing-picture": warning(
        "There is no picture “{link}” in the content folder; its description is shown.",
        "Put the file there and write its path from that folder, such as img/order.png.",
        "faqs: [{id: fee, question: A fee?, answer: '![The button](no-such.png)'}]\n",
    ),
    "unsafe-picture": warning(
        "The picture “{link}” was taken out: pictures come from this site's own folder.",
        "Put the file into the content folder and write its path from there.",
        "faqs: [{id: fee, question: A fee?, answer: '![ad](https://example.org/ad.png)'}]\n",
    ),
    "html-in-text": warning(
        "“{tag}” is HTML, which is shown as it stands here.",
        "Use Markdown: *emphasis*, **strong**, lists, tables, > quotes.",
        "faqs: [{id: fee, question: A fee?, answer: '<b>No</b> fee.'}]\n",
    ),
    "skipped-heading": warning(
        "A heading “{level}” can't follow here: “{expected}” comes first.",
        "Readers who listen to the page move from level to level. Use one sign more at most.",
        'faqs: [{id: fee, question: A fee?, answer: "# A\\n\\n### B"}]\n',
    ),
    "unknown-callout": warning(
        "“[!{name}]” isn't a kind of callout, so it is shown as a quote.",
        "The kinds are NOTE, TIP, IMPORTANT, WARNING and CAUTION.",
        "faqs: [{id: fee, question: A fee?, answer: '> [!NOT] None.'}]\n",
    ),
    "unused-definition": warning(
        "The line “[{name}]: …” names an address for links, but no link uses it: nobody sees it.",
        "Write a link [{name}], or put a backslash before the bracket to show the line.",
        'faqs: [{id: fee, question: A fee?, answer: "No.\\n\\n[note]: always"}]\n',
    ),
    "lost-words": warning(
        "“{text}” stands after the sign that opens a block of code: nobody sees it.",
        "Put it on a line of its own.",
        "faqs:\n  - id: fee\n    question: A fee?\n    answer: |\n"
        "      ``` Read this first\n      code\n      ```\n",
    ),
    "extra-cells": warning(
        "This row has {cells} cells, but its table has {columns} columns: the rest is lost.",
        "Give the table's first line as many columns, or write \\| for a bar in a cell.",
        "faqs:\n  - id: fee\n    question: A fee?\n    answer: |\n"
        "      | a |\n      | - |\n      | b | c |\n",
    ),
    "long-text": error(
        "This text is {size} characters long; {limit} are allowed.",
        "Cut it into several entries, and link them.",
    ),
    "crowded-text": error(
        "This text uses “{sign}” more than {limit} times, which is too much to read as Markdown.",
        "Cut it into several entries, or put a backslash before signs that mean themselves.",
    ),
    "deep-text": error(
        "Lists or quotes stand too deep inside one another.",
        "Eight levels of lists are read. Readers follow two.",
        "faqs: [{id: fee, question: A fee?, answer: '> > > > > > > > > > > > > > > > > > x'}]\n",
    ),
}
