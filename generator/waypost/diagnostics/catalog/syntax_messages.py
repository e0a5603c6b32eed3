"""Mistakes in the YAML itself."""

from functools import partial

from waypost.diagnostics.wording import Cause, Wording, error, warning

syntax_error = partial(error, causes=(Cause.LINE, Cause.TREE, Cause.LOSS))
"""A mistake after which the parts of a line may be others than were meant."""

WORDINGS: dict[str, Wording] = {
    "file-missing": syntax_error("{file} doesn't exist.", "Check the name and the folder."),
    "file-unreadable": syntax_error("{file} can't be read: {why}.", "Check its permissions."),
    "symbolic-link": syntax_error(
        "{link} is a symbolic link to {target}: links among the inputs aren't followed.",
        "Put a copy of what it leads to in its place.",
    ),
    "not-a-file": syntax_error("{file} is {kind}, not a file.", "Name a YAML file."),
    "file-too-large": syntax_error(
        "{file} is larger than {limit}, the most that one file may hold.",
        "Split it, and name the parts under include.",
    ),
    "empty-file": syntax_error(
        "{file} says nothing.", "Start with a list of questions under faqs."
    ),
    "not-utf-8": syntax_error(
        "The file is saved as {encoding}.", "Save it as UTF-8 in your editor, then try again."
    ),
    "not-text": syntax_error(
        "{file} isn't a text file.", "Name a YAML file that was saved as plain text."
    ),
    "bad-utf-8": error(
        "The byte {bytes} isn't UTF-8.", "Save the file as UTF-8 in your editor, then look here."
    ),
    "cut-off-character": error(
        "The file ends inside a character ({bytes}).",
        "The end of the file is missing; fetch it again or type the last word anew.",
    ),
    "control-character": error(
        "The control character {character} may not stand in a text.", "Delete it."
    ),
    "bidi-control": error(
        "{character} turns the direction of text invisibly.",
        "Delete it; right-to-left text needs no such sign here.",
    ),
    "noncharacter": error("{character} is not a character.", "Delete it."),
    "lone-surrogate": error(
        "{character} is half of a character.", "Write the character itself, without an escape."
    ),
    "byte-order-mark": error(
        "An invisible byte order mark stands in the middle of the file.",
        "Delete it; it often comes in when files are pasted together.",
    ),
    "private-use": warning(
        "{character} is a private-use character: most readers see an empty box.",
        "Use a character that every font has.",
    ),
    "many-marks": warning(
        "{character} combining marks are piled on one letter.", "Delete those that aren't needed."
    ),
    "syntax": syntax_error(
        "This can't be read as YAML: what stands here doesn't fit what comes before it.",
        "Compare this line and the ones above with entries that work.",
    ),
    "tab-indent": syntax_error(
        "{lines} indented with a tab, but YAML wants spaces.",
        "Replace each tab by spaces; most editors do it for the whole file.",
    ),
    "bad-indent": syntax_error(
        "This line is indented by {found}, its neighbours by {wanted}.", "Line it up with them."
    ),
    "odd-space": syntax_error(
        "A space of an odd kind stands here; it looks like any other, but YAML doesn't know it.",
        "Replace it by a plain space. Such spaces come in when text is pasted from a web page.",
    ),
    "wrong-colon": syntax_error(
        "After “{key}” stands “{sign}” where a colon is due.", "Write “{key}: ” and then the text."
    ),
    "wrong-bullet": syntax_error(
        "“{sign}” doesn't start an item of a list in YAML.", "Write a dash and a space."
    ),
    "flat-block": syntax_error(
        "The text of “{key}” isn't indented.",
        "Indent each of its lines by two spaces more than “{key}”.",
    ),
    "missing-dash": syntax_error(
        "A dash is missing here: “{text}” stands where the next item of a list is due.",
        "Start the line as the items above it do: “{why_line}”",
    ),
    "item-among-keys": syntax_error(
        "A list item stands among keys.",
        "If it belongs to a list, indent it like the other items; else take away the dash.",
    ),
    "dash-without-space": syntax_error(
        "A space is missing after the dash.", "Write “- ” before each item of a list."
    ),
    "colon-without-space": syntax_error(
        "A space is missing after “{key}:”.", "Write “{key}: ” and then the text."
    ),
    "missing-colon": syntax_error(
        "A colon is missing after “{key}”.", "Write “{key}: ” and then the text."
    ),
    "stray-text": syntax_error(
        "“{text}” has no key.",
        "If it goes on with the text above, indent it further than that text's key.",
    ),
    "merge-mark": syntax_error(
        "{mark} was left here when two versions of the file were merged.",
        "If both versions are wanted, as where each adds a question, delete only the lines with "
        "<<<<<<<, ======= and >>>>>>>. Else delete these lines and the version that isn't wanted.",
    ),
    "text-after-end": syntax_error(
        "This stands below the line “...”, which ends the file.",
        "Delete the line with the three dots.",
    ),
    "colon-in-text": syntax_error(
        "A colon followed by a space may not stand in unquoted text.",
        'Put quotes round it: {key}: "{text}"',
    ),
    "curly-quotes": syntax_error(
        "Curly quotes don't quote in YAML, so the colon inside them is taken for a key's.",
        'Put straight quotes round the text: {key}: "{text}"',
    ),
    "unclosed-quote": syntax_error(
        "The quote {quote} that opens here isn't closed.",
        "Close it at the end of the text. If it is an apostrophe, put the text in double quotes.",
    ),
    "text-after-quote": syntax_error(
        "The text goes on after its closing quote: “{after}”.",
        "Put quotes round the whole text: {why_fixed}",
    ),
    "bad-escape": syntax_error(
        "{escape} means nothing inside double quotes.",
        "Write \\\\ for a backslash, or put the text in single quotes.",
    ),
    "leading-bracket": syntax_error(
        "{sign} opens a list or mapping, but text follows its end.",
        "If it is text, put quotes round all of it.",
    ),
    "unclosed-bracket": syntax_error(
        "The {sign} that opens here isn't closed.",
        "Write {closing} at its end. If it is text, put quotes round all of it.",
    ),
    "in-brackets": syntax_error(
        "Inside the {sign} that was opened, this can't be read.",
        "Put a comma between items, and quotes round a text that holds a colon or a bracket.",
    ),
    "leading-dash": syntax_error(
        "A list can't start on the line of its key.",
        "Start the list on the next line. If it is text, put it in quotes.",
    ),
    "block-sign": syntax_error(
        "{sign} starts a text on the lines below, so no text may follow it on its own line.",
        "Start the text on the next line, or put it in quotes.",
    ),
    "reserved-sign": syntax_error(
        "An unquoted text can't start with {sign} here.",
        "Put the text in quotes, or on the lines below a |.",
    ),
    "comment-in-text": warning(
        "From “{lost}” on, this is a comment and is left out.",
        "If it belongs to the text, put the text in quotes. If it is a comment, put two spaces"
        " before the # and one after it.",
    ),
    "dash-in-text": warning(
        "“{text}” isn't an item of a list here: YAML reads it on as part of the text above.",
        "Line it up with the other items. If it is a list inside a text, put a | behind the key "
        "and start the text on the next line.",
    ),
    "anchor": syntax_error(
        "The & before “{name}” starts a YAML anchor, which isn't supported.",
        "If it is text, put the text in quotes. Else write the value out.",
    ),
    "alias": syntax_error(
        "The * before “{name}” starts a YAML alias, not bold; aliases aren't supported.",
        "If it is text, put it in quotes, or below a | and indented. Else write the value out.",
    ),
    "tag": syntax_error(
        "“{tag}” is read as a YAML tag, which isn't supported.",
        "If it is text, put the text in quotes. Else delete it.",
    ),
    "merge-key": syntax_error(
        "<< is a YAML merge key, which isn't supported.", "Write the keys out."
    ),
    "complex-key": syntax_error(
        "A list or mapping stands where a key is expected.", "A key is a single word."
    ),
    "leading-braces": syntax_error(
        "A text that starts with {{{{ needs quotes.",
        'Put the whole text in quotes: "{{{{ facts.name }}}} …".',
    ),
    "null-key": syntax_error("A key is missing before the colon.", "Name the field."),
    "duplicate-key": error(
        "“{key}” stands here a second time; the first is on line {first}.", "{why_mend}"
    ),
    "directive": error(
        "A line that starts with % is a YAML directive, and {word} isn't needed here.",
        "Delete the line.",
    ),
    "second-document": syntax_error(
        "--- starts a second document, but a file holds only one.",
        "Delete this line, or put what follows into a file of its own and name it under include.",
    ),
    "nested-too-deep": syntax_error(
        "Lists and mappings are nested more than {limit} deep.",
        "Check the brackets and the indentation.",
    ),
    "too-many-lines": syntax_error(
        "The file has more than {limit} lines.", "Split it, and name the parts under include."
    ),
    "too-many-values": syntax_error(
        "The file holds more than {limit} values.", "Split it, and name the parts under include."
    ),
    "too-many-problems": syntax_error(
        "The file has more than {limit} problems; reading stops here.", "Mend those above first."
    ),
    "more-comments": warning(
        "More than {limit} comments follow a text too closely; the others aren't listed.",
        "Put two spaces before each # and one after it.",
    ),
    "key-too-long": syntax_error(
        "This key is longer than {limit} characters.",
        "If it is text, put a short key and a colon before it.",
    ),
    "text-too-long": syntax_error(
        "This text is longer than {limit} characters.", "Split it into several entries."
    ),
}
