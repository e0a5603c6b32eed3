"""Mistakes in a decision tree."""

from waypost.diagnostics.wording import Cause, Wording, error, warning

_END = "    outcomes: {wait: {title: Wait, body: It comes.}}\n"
_TREE = "trees:\n  - id: help\n    title: Help\n"


def _tree(questions: str, rest: str = "", end: str = _END) -> str:
    """A knowledge base with one small tree; each line of ``questions`` is one question."""
    lines = "".join(f"      {line}\n" for line in questions.splitlines())
    return f"{_TREE}    questions:\n{lines}{end}{rest}"


_WHERE = "where: {ask: Where is it?, options: {here: Here, gone: Gone}, go: %s}"
_AGE = "age: {ask: How old is it?, type: number, min: 0, go: %s}"

WORDINGS: dict[str, Wording] = {
    "unknown-fact": error(
        "There is no fact “{name}”.",
        "A fact is written once under “facts:”; texts and rules then name it by its id.",
        "facts: {window: 5}\n"
        "faqs: [{id: fee, question: A fee?, answer: 'In {{ facts.windw }} days.'}]\n",
        causes=(Cause.NAME,),
    ),
    "unknown-target": error(
        "There is no {wanted} “{target}” in this tree.",
        "{why}",
        _tree(_WHERE % "wiat"),
    ),
    "unknown-option": error(
        "The question “{question}” has no option “{option}”.",
        "Its options are: {known}.",
        _tree(_WHERE % "{here: wait, gnoe: wait}"),
    ),
    "unknown-name": error(
        "This tree has no question and no worked-out value “{name}”.",
        "A test names a question of the tree or a value under “work_out:”.",
        _tree(_WHERE % "[{when: {wher: here}, to: wait}, {else: wait}]"),
    ),
    "unfit-fact": error(
        "The fact “{fact}” is “{value}”, not {wanted}.",
        "{why_mend}Test a fact that holds {wanted} alone.",
        "facts: {window: 3 to 5}\n"
        + _tree(_AGE % "[{when: {age: <= facts.window}, to: wait}, {else: wait}]"),
    ),
    "not-yet-asked": error(
        "“{name}” isn't known yet for some readers: {witness}.",
        "Ask for it earlier on every way here, or add a condition that keeps those readers away.",
        _tree(
            (_WHERE % "[{when: {age: <= 5}, to: wait}, {else: age}]") + "\n" + (_AGE % "wait"),
        ),
    ),
    "gap": error(
        "No {what} of “{owner}” fits these answers: {witness}.",
        "Add a {what} for them, or an “else”.",
        _tree(_WHERE % "{here: wait}"),
    ),
    "overlap": error(
        "Row {row} of the table of “{owner}” and row {other} can fit the same answers.",
        "Change a cell so that no answers fit both rows; two rows must never overlap.",
        _tree(
            "age: {ask: How old?, type: number, min: 0, "
            "table: [{age: <= 5, to: wait}, {age: '>= 5', to: wait}]}"
        ),
    ),
    "dead-rule": error(
        "This rule of “{owner}” can never fire: no answers fit “{rule}” here.",
        "Correct its conditions, or take the rule out.",
        _tree(_AGE % "[{when: {age: 5..3}, to: wait}, {else: wait}]"),
    ),
    "shadowed-rule": error(
        "This rule of “{owner}” (“{rule}”) never fires: earlier rules take all its answers.",
        "Move it up, narrow the rules before it, or take it out.",
        _tree(_AGE % "[{when: {age: '>= 0'}, to: wait}, {else: wait}]"),
    ),
    "cycle": error(
        "Readers go round and round: {why_ring}. It happens after: {witness}.",
        "Lead this answer to another question or to an outcome.",
        _tree((_WHERE % "age") + "\n" + (_AGE % "where")),
    ),
    "unreachable-question": error(
        "No reader ever comes to the question “{question}”.",
        "Let an answer lead to it, or take it out.",
        _tree((_WHERE % "wait") + "\n" + (_AGE % "wait")),
        follows=(Cause.TREE,),
    ),
    "unreachable-outcome": error(
        "No reader ever comes to the outcome “{outcome}”.",
        "Let an answer lead to it, or take it out.",
        _tree(
            _WHERE % "wait",
            end="    outcomes:\n      wait: {title: Wait, body: It comes.}\n"
            "      act: {title: Act, body: Now.}\n",
        ),
        follows=(Cause.TREE,),
    ),
    "missing-text": error(
        "The outcome “{outcome}” has no {missing}.",
        "An outcome says what to do in its title, and more in “body” or a “guide”.",
        _tree(_WHERE % "wait", end="    outcomes: {wait: {title: Wait}}\n"),
    ),
    "missing-citation": error(
        "The outcome “{outcome}” rests on a policy “{policy}” that doesn't exist.",
        "Cite the id of an entry under “policies:”.",
        _tree(
            _WHERE % "wait",
            end="    outcomes: {wait: {title: Wait, body: It comes., cites: [no-such]}}\n",
        ),
    ),
    "scenario-failed": error(
        "The scenario “{scenario}” should end in “{expected}”, but {why}.",
        "Correct the rules if the scenario is right, else correct the scenario.",
        _tree(
            _WHERE % "{here: wait, gone: act}",
            "    scenarios: [{name: it is here, given: {where: here}, expect: act}]\n",
            end="    outcomes:\n      wait: {title: Wait, body: It comes.}\n"
            "      act: {title: Act, body: Now.}\n",
        ),
    ),
    "untested-outcome": warning(
        "No scenario ends in the outcome “{outcome}”.",
        "Add a scenario that expects it.",
        _tree(_WHERE % "wait"),
    ),
    "untested-boundary": warning(
        "No scenario stands on {side} of this boundary of “{name}” ({below} | {above}).",
        "Add scenarios until there is one on both sides.",
        _tree(_AGE % "[{when: {age: <= 5}, to: wait}, {else: wait}]"),
    ),
    "duplicate-label": error(
        "Two options of “{question}” have the label “{label}”.",
        "Readers couldn't tell them apart; word one of them differently.",
        _tree("where: {ask: Where is it?, options: {here: Here, gone: Here}, go: wait}"),
    ),
    "single-option": warning(
        "The question “{question}” has a single option.",
        "A question that leaves no choice needn't be asked; lead straight to what follows.",
        _tree("where: {ask: Where is it?, options: {here: Here}, go: wait}"),
    ),
    "too-many-options": warning(
        "The question “{question}” has {count} options; more than {limit} are hard to choose from.",
        "Ask for a group first, then for the option in it.",
        _tree(
            "where: {ask: Where is it?, go: wait, options: {"
            + ", ".join(f"o{number}: Place {number}" for number in range(51))
            + "}}"
        ),
    ),
    "too-many-states": error(
        "This tree is too large: the compiler gave up after {size}. “{question}” multiplies them, "
        "by {factor}.",
        "Ask “{question}” closer to the rules that use its answer, or test fewer answers together.",
    ),
    "no-questions": error(
        "The tree “{tree}” asks nothing.",
        "Write its questions under “questions:”; the first one is where readers start.",
        f"{_TREE}    questions: {{}}\n{_END}",
    ),
    "no-options": error(
        "The question “{question}” has no options.",
        "Write them under “options:” as id and label, or set “type: number” or “type: date”.",
        _tree("where: {ask: Where is it?, go: wait}"),
    ),
    "wrong-field": error(
        "The question “{question}” has “{field}”, which means nothing for its type, {type}.",
        "Take it out, or change the question's type.",
        _tree("where: {ask: Where is it?, options: {a: A, b: B}, min: 3, go: wait}"),
    ),
    "unreadable-limit": error(
        "The limit “{value}” of “{question}” can't be read.",
        "Write {wanted} here, or a fact that holds one.",
        _tree("age: {ask: How old?, type: number, min: none, go: wait}"),
    ),
    "empty-range": error(
        "Nobody can answer “{question}”: its least answer {min} lies above its greatest, {max}.",
        "Let “min” be the smaller of the two.",
        _tree("age: {ask: How old?, type: number, min: 9, max: 3, go: wait}"),
    ),
    "no-answer-left": error(
        "Some readers can't answer “{question}”, since no date is left to them: {witness}.",
        "Widen its “min” and “max”, or lead these readers elsewhere before it is asked.",
        _tree(
            "came: {ask: When did it come?, type: date, min: 2027-01-01, max: today, "
            "go: [{when: {age: <= 30}, to: wait}, {else: sent}]}\n"
            "sent: {ask: When do you send it?, type: date, min: today, max: 2027-01-31, go: wait}",
            "    work_out: {age: 'days(came, today)'}\n",
        ),
    ),
    "unreadable-test": error(
        "The test “{test}” of “{name}” can't be read.",
        "Write {wanted}.",
        _tree(_AGE % "[{when: {age: about 5}, to: wait}, {else: wait}]"),
        follows=(Cause.LINE,),
    ),
    "unreadable-rule": error(
        "This is no rule.",
        "A rule has “when” and “to”, such as {{when: {{status: pending}}, to: wait}}; the last one "
        "may be {{else: wait}}.",
        _tree(_AGE % "[{if: {age: 5}, to: wait}, {else: wait}]"),
        follows=(Cause.LINE,),
    ),
    "unreadable-row": error(
        "This is no row of a table.",
        "A row has a cell for each name that it tests, and “to”: {{status: pending, to: wait}}.",
        _tree("age: {ask: How old?, type: number, table: [{age: 5}]}"),
        follows=(Cause.LINE,),
    ),
    "unreadable-target": error(
        "This is no target.",
        "Write the id of one question or outcome.",
        _tree(_WHERE % "{here: wait, gone: [wait]}"),
        follows=(Cause.LINE,),
    ),
    "unreadable-work-out": error(
        "“{value}” can't be worked out.",
        "Write days(FIRST, SECOND) with two different date questions, or “today” for one of them.",
        _tree(_WHERE % "wait", "    work_out: {age: where + 1}\n"),
    ),
    "name-taken": error(
        "“{name}” already names a question or another worked-out value.",
        "Give the worked-out value a name of its own.",
        _tree(_WHERE % "wait", "    work_out: {where: 'days(where, today)'}\n"),
    ),
    "map-without-options": error(
        "“{question}” asks for a {type}, so its answers can't be listed as a map.",
        "Write a list of rules: - {{when: {{{question}: <= 5}}, to: wait}} and a last one, "
        "- {{else: wait}}.",
        _tree(_AGE % "{5: wait}"),
    ),
    "go-and-table": error(
        "The question “{question}” has both “go” and “table”.",
        "Keep one of them.",
        _tree("where: {ask: Where is it?, options: {a: A, b: B}, go: wait, table: [{to: wait}]}"),
    ),
}
