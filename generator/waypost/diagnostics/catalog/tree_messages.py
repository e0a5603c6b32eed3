"""Mistakes in a decision tree."""

from functools import partial

from waypost.diagnostics.wording import Cause, Wording, error, warning

tree_error = partial(error, causes=(Cause.TREE,))
lost = partial(error, follows=(Cause.TREE,))
untested = partial(warning, follows=(Cause.TREE,))

WORDINGS: dict[str, Wording] = {
    "unknown-fact": error(
        "There is no fact “{name}”.",
        "A fact is written once under “facts:”; texts and rules then name it by its id.",
        causes=(Cause.NAME,),
    ),
    "unknown-target": tree_error("There is no {wanted} “{target}” in this tree.", "{why}"),
    "unknown-option": tree_error(
        "The question “{question}” has no option “{option}”.", "Its options are: {known}."
    ),
    "unknown-name": tree_error(
        "This tree has no question and no worked-out value “{name}”.",
        "A test names a question of the tree or a value under “work_out:”.",
    ),
    "unfit-fact": error(
        "The fact “{fact}” is “{value}”, not {wanted}.",
        "{why_mend}Test a fact that holds {wanted} alone.",
    ),
    "worked-out-in-text": error(
        "“{name}” is worked out from answers, and a text shows none but the answers themselves.",
        "Show the answers that it is made of, or let the text vary: “body:” may be a list of "
        "{{when: {{{name}: <= 7}}, text: …}} and {{else: …}}.",
    ),
    "not-yet-asked": error(
        "“{name}” isn't known yet for some readers: {witness}.",
        "Ask for it earlier on every way here, or add a condition that keeps those readers away.",
    ),
    "not-asked-before": error(
        "“{owner}” goes on from “{name}”, which not all of its readers were asked.",
        "Name a question that every reader answers on the way to this outcome.",
    ),
    "gap": error(
        "No {what} of “{owner}” fits these answers: {witness}.",
        "Add a {what} for them, or an “else”.",
    ),
    "overlap": error(
        "Row {row} of the table of “{owner}” and row {other} can fit the same answers.",
        "Change a cell so that no answers fit both rows; two rows must never overlap.",
    ),
    "dead-rule": error(
        "This rule of “{owner}” can never fire: no answers fit “{rule}” here.",
        "Correct its conditions, or take the rule out.",
    ),
    "shadowed-rule": error(
        "This rule of “{owner}” (“{rule}”) never fires: earlier rules take all its answers.",
        "Move it up, narrow the rules before it, or take it out.",
    ),
    "cycle": error(
        "Readers go round and round: {why_ring}. It happens after: {witness}.",
        "Lead this answer to another question or to an outcome.",
    ),
    "unreachable-question": lost(
        "No reader ever comes to the question “{question}”.",
        "Let an answer lead to it, or take it out.",
    ),
    "unreachable-outcome": lost(
        "No reader ever comes to the outcome “{outcome}”.",
        "Let an answer lead to it, or take it out.",
    ),
    "missing-text": error(
        "The outcome “{outcome}” has no {missing}.",
        "An outcome says what to do in its title, and more in “body” or a “guide”.",
    ),
    "missing-citation": error(
        "The outcome “{outcome}” rests on a policy “{policy}” that doesn't exist.",
        "Cite the id of an entry under “policies:”.",
    ),
    "scenario-failed": lost(
        "The scenario “{scenario}” should end in “{expected}”, but {why}.",
        "Correct the rules if the scenario is right, else correct the scenario.",
    ),
    "untested-outcome": untested(
        "No scenario ends in the outcome “{outcome}”.", "Add a scenario that expects it."
    ),
    "untested-boundary": untested(
        "No scenario stands on {side} of this boundary of “{name}” ({below} | {above}).",
        "Add scenarios until there is one on both sides.",
    ),
    "duplicate-label": error(
        "Two options of “{question}” have the label “{label}”.",
        "Readers couldn't tell them apart; word one of them differently.",
    ),
    "single-option": warning(
        "The question “{question}” has a single option.",
        "A question that leaves no choice needn't be asked; lead straight to what follows.",
    ),
    "too-many-options": warning(
        "The question “{question}” has {count} options; more than {limit} are hard to choose from.",
        "Ask for a group first, then for the option in it.",
    ),
    "too-many-states": error(
        "This tree is too large: the compiler gave up after {size}. “{question}” multiplies them, "
        "by {factor}.",
        "Ask “{question}” closer to the rules that use its answer, or test fewer answers together.",
    ),
    "no-questions": error(
        "The tree “{tree}” asks nothing.",
        "Write its questions under “questions:”; the first one is where readers start.",
    ),
    "no-options": lost(
        "The question “{question}” has no options.",
        "Write them under “options:” as id and label, or set “type: number” or “type: date”.",
    ),
    "wrong-field": lost(
        "The question “{question}” has “{field}”, which means nothing for its type, {type}.",
        "Take it out, or change the question's type.",
    ),
    "unreadable-limit": error(
        "The limit “{value}” of “{question}” can't be read.",
        "Write {wanted} here, or a fact that holds one.",
    ),
    "empty-range": error(
        "Nobody can answer “{question}”: its least answer {min} lies above its greatest, {max}.",
        "Let “min” be the smaller of the two.",
    ),
    "no-answer-left": error(
        "Some readers can't answer “{question}”, since no date is left to them: {witness}.",
        "Widen its “min” and “max”, or lead these readers elsewhere before it is asked.",
    ),
    "unreadable-test": error(
        "The test “{test}” of “{name}” can't be read.",
        "Write {wanted}.",
        follows=(Cause.LINE,),
    ),
    "unreadable-rule": error(
        "This is no rule.",
        "A rule has “when” and “to”, such as {{when: {{status: pending}}, to: wait}}; the last one "
        "may be {{else: wait}}.",
        causes=(Cause.TREE,),
        follows=(Cause.LINE,),
    ),
    "unreadable-row": error(
        "This is no row of a table.",
        "A row has a cell for each name that it tests, and “to”: {{status: pending, to: wait}}.",
        causes=(Cause.TREE,),
        follows=(Cause.LINE,),
    ),
    "unreadable-target": error(
        "This is no target.",
        "Write the id of one question or outcome.",
        follows=(Cause.LINE,),
    ),
    "unreadable-work-out": error(
        "“{value}” can't be worked out.",
        "Write days(FIRST, SECOND) with two different date questions, or “today” for one of them.",
    ),
    "name-taken": error(
        "“{name}” already names a question or another worked-out value.",
        "Give the worked-out value a name of its own.",
    ),
    "map-without-options": error(
        "“{question}” asks for a {type}, so its answers can't be listed as a map.",
        "Write a list of rules: - {{when: {{{question}: <= 5}}, to: wait}} and a last one, "
        "- {{else: wait}}.",
    ),
    "go-and-table": error(
        "The question “{question}” has both “go” and “table”.", "Keep one of them."
    ),
}
