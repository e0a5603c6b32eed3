"""Mistakes in an author's text."""

from waypost.diagnostics.wording import Cause, Wording, error, warning

WORDINGS: dict[str, Wording] = {
    "fact-cycle": error(
        "The fact “{name}” is made of itself: {witness}.",
        "Give one of these facts a value of its own.",
    ),
    "long-fact": error(
        "With all other facts put in, the value of “{name}” is {size} characters long; "
        "{limit} are allowed.",
        "A fact is a short value; write longer text where it is read.",
    ),
    "odd-placeholder": error(
        "“{text}” isn't a placeholder, so readers would see it as it stands.",
        "Write {{{{ facts.ID }}}} or {{{{ facts.ID.value }}}}; {{{{ answers.ID }}}} in outcomes. "
        "What is meant as it stands is written as `code`.",
        causes=(Cause.NAME,),
    ),
    "misplaced-answer": error(
        "“{text}” can't be put in here: only the body of an outcome knows the reader's answers.",
        "Take it out, or move the sentence into the body of the outcome.",
    ),
    "placeholder-in-front-matter": error(
        "“{text}” stands above the page's text, where no fact is put in.",
        "Write the words themselves here, or move the sentence into the text.",
    ),
    "dead-page-link": error(
        "“{link}” leads to no page or file of this site.",
        "Write the path from this page to a page or file of the content folder, or to a generated "
        "page, such as questions/ID.md.",
    ),
    "unknown-link": error(
        "There is no {kind} “{name}”.",
        "A link names what it leads to: faq:ID, policy:ID, guide:ID, topic:ID, tree:ID or "
        "outcome:TREE/ID; #words leads to a heading of the same text.",
    ),
    "unknown-part": error(
        "“{page}” has no heading “{name}”.",
        "The id of a heading is its words in small letters with hyphens, or what stands behind it "
        "as {{#id}}; a guide's steps are step-1, step-2 and so on.",
    ),
    "dead-link": warning(
        "The link to “{link}” leads to nothing on this site and was taken out.",
        "Link to an entry (faq:ID), to a page of the content folder, or to https://….",
    ),
    "unsafe-link": warning(
        "The link to “{link}” was taken out: {why}.",
        "Link to an entry (faq:ID), a page of this site, https:, mailto: or tel:.",
    ),
    "unsafe-address": error(
        "“{link}” can't be the address here: {why}.",
        "Write an address that starts with https:, mailto: or tel:.",
    ),
    "unfit-endpoint": error(
        "Readers' verdicts can't be sent to “{link}”.",
        "Write the whole address of a page that takes them, starting with https://.",
    ),
    "unfit-email": error(
        "“{link}” isn't a mail address.",
        "Write one address, such as help@example.org, without mailto: and without a subject.",
    ),
    "insecure-link": warning(
        "The link to “{link}” was taken out: http: is not encrypted.",
        "Write https:// if the other site offers it. Nearly every site does.",
    ),
    "broken-link": warning(
        "“{text}” isn't read as a link, so readers see it as it stands.",
        "A link is [its words](faq:ID), without a space between or inside the brackets.",
    ),
    "unpublished-link": warning(
        "The link to “{link}” was taken out: “{name}” isn't published on this day.",
        "Publish it, or take the link out of the text.",
    ),
    "missing-picture": warning(
        "There is no picture “{link}” in the content folder; its description is shown.",
        "Put the file there and write its path from that folder, such as img/order.png.",
    ),
    "unsafe-picture": warning(
        "The picture “{link}” was taken out: pictures come from this site's own folder.",
        "Put the file into the content folder and write its path from there.",
    ),
    "html-in-text": warning(
        "“{tag}” is HTML, which is shown as it stands here.",
        "Use Markdown: *emphasis*, **strong**, lists, tables, > quotes.",
    ),
    "unread-markdown": warning(
        "“{text}” isn't read as {what}, so readers see it as it stands.",
        "{instead}",
    ),
    "stray-stars": warning(
        "“{text}” isn't read as strong, so readers see its stars.",
        "Let two stars stand before and behind the words, without a space between, in one "
        "paragraph; or write \\** for two stars.",
    ),
    "markup-in-line": warning(
        "“{text}” is Markdown, which isn't read here: readers see its signs.",
        "Write the words alone. Answers and other long texts, summaries, definitions, and the "
        "questions, hints and labels of trees may hold emphasis, code and links.",
    ),
    "link-in-label": warning(
        "A label is a link itself, so the link in “{text}” leads nowhere.",
        "Put the link into the hint.",
    ),
    "skipped-heading": warning(
        "A heading “{level}” can't follow here: “{expected}” comes first.",
        "Readers who listen to the page move from level to level. Use one sign more at most.",
    ),
    "unknown-callout": warning(
        "“[!{name}]” isn't a kind of callout, so it is shown as a quote.",
        "The kinds are NOTE, TIP, IMPORTANT, WARNING and CAUTION.",
    ),
    "unused-definition": warning(
        "The line “[{name}]: …” names an address for links, but no link uses it: nobody sees it.",
        "Write a link [{name}], or put a backslash before the bracket to show the line.",
    ),
    "lost-words": warning(
        "“{text}” stands after the sign that opens a block of code: nobody sees it.",
        "Put it on a line of its own.",
    ),
    "extra-cells": warning(
        "This row has {cells} cells, but its table has {columns} columns: the rest is lost.",
        "Give the table's first line as many columns, or write \\| for a bar in a cell.",
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
    ),
}
