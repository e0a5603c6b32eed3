"""Trees by chance: small enough to try every answer, odd enough to have every fault."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

FIRST, LAST = "2028-02-28", "2028-03-02"
"""Four days around the end of February in a leap year."""

DAYS = ["2028-02-28", "2028-02-29", "2028-03-01", "2028-03-02"]

OUTCOMES = ["end-a", "end-b", "end-c"]


@st.composite
def trees(draw: st.DrawFn, dates: bool = False) -> dict[str, Any]:
    """A tree in plain data. ``days`` is for the naive twin; `written` makes the rest of it."""
    names = [f"q{number}" for number in range(draw(st.integers(2, 3 if dates else 5)))]
    kinds = ["choice", "number", "date"] if dates else ["choice", "number"]
    types = {name: draw(st.sampled_from(kinds)) for name in names}
    tame = draw(st.booleans())
    asked_of_dates = [name for name in names if types[name] == "date"]
    days = draw(_work_out(asked_of_dates)) if dates else {}
    questions = {}
    for place, name in enumerate(names):
        targets = (names[place + 1 :] if tame else names) + OUTCOMES
        visible = names[: place + 1] if tame else names
        known = visible + [each for each in days if not tame or _known(days[each], visible)]
        questions[name] = draw(_question(name, types, known, targets, tame))
    outcomes = {
        name: {"title": name, "body": draw(_body(types, names + list(days)))} for name in OUTCOMES
    }
    return {"questions": questions, "outcomes": outcomes, "days": days}


def _known(pair: tuple[str, str], visible: list[str]) -> bool:
    return all(each == "today" or each in visible for each in pair)


@st.composite
def _work_out(draw: st.DrawFn, dates: list[str]) -> dict[str, tuple[str, str]]:
    found = {}
    for number in range(draw(st.integers(0, 2)) if dates else 0):
        ends = draw(st.permutations([*dates, "today"]))
        if all({ends[0], ends[1]} != set(pair) for pair in found.values()):
            found[f"w{number}"] = (ends[0], ends[1])
    return found


@st.composite
def _question(
    draw: st.DrawFn,
    name: str,
    types: dict[str, str],
    known: list[str],
    targets: list[str],
    tame: bool,
) -> dict[str, Any]:
    type = types[name]
    question: dict[str, Any] = {"ask": f"{name}?", "type": type}
    if type == "choice":
        options = draw(st.integers(1, 3))
        question["options"] = {f"o{number}": f"O{number}" for number in range(options)}
    elif type == "number":
        low = draw(st.integers(-2, 2))
        question |= {"min": str(low), "max": str(low + draw(st.integers(0, 6)))}
        question["step"] = draw(st.sampled_from(["1", "1", "2"]))
    else:
        question |= {"min": FIRST, "max": LAST, "past": draw(st.booleans())}
    target = st.sampled_from(targets)
    shape = draw(st.sampled_from(["target", "map", "rules", "rules", "rules", "table"]))
    if shape == "map" and type == "choice":
        options = list(question["options"])
        kept = options if tame else [each for each in options if draw(st.integers(0, 5))]
        question["go"] = {each: draw(target) for each in kept or options}
    elif shape == "target":
        question["go"] = draw(target)
    elif shape == "table":
        rows = draw(st.lists(_when(name, types, known), min_size=1, max_size=4))
        question["table"] = [row | {"to": draw(target)} for row in rows]
    else:
        rules = draw(st.lists(_when(name, types, known), min_size=1, max_size=4))
        question["go"] = [{"when": when, "to": draw(target)} for when in rules]
        if tame or draw(st.booleans()):
            question["go"].append({"else": draw(target)})
    return question


@st.composite
def _when(draw: st.DrawFn, own: str, types: dict[str, str], known: list[str]) -> dict[str, Any]:
    others = draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) if known else []
    names = dict.fromkeys([*([own] if draw(st.integers(0, 3)) else []), *others])
    return {name: draw(_test(types.get(name, "number"))) for name in names}


@st.composite
def _test(draw: st.DrawFn, type: str) -> Any:
    if type == "choice":
        option = st.sampled_from(["o0", "o1", "o0", "o2"])
        one = draw(option)
        return draw(st.sampled_from([one, one, f"not {one}", [one, draw(option)]]))
    place = st.sampled_from(DAYS) if type == "date" else st.integers(-4, 5).map(str)
    one, other = draw(place), draw(place)
    sign = draw(st.sampled_from(["<=", "<", ">=", ">"]))
    return draw(st.sampled_from([f"{sign} {one}", f"{sign} {one}", one, f"{one}..{other}"]))


@st.composite
def _body(draw: st.DrawFn, types: dict[str, str], names: list[str]) -> Any:
    if draw(st.integers(0, 3)):
        return "Text."
    variants = [
        {"when": draw(_when("", types, names)), "text": f"Text {number}."}
        for number in range(draw(st.integers(1, 2)))
    ]
    for each in variants:
        each["when"].pop("", None)
    return [*variants, {"else": "Other text."}] if draw(st.integers(0, 3)) else variants


def written(tree: dict[str, Any]) -> dict[str, Any]:
    """The tree as an editor writes it."""
    questions = {}
    for name, question in tree["questions"].items():
        copy = {key: value for key, value in question.items() if key != "past"}
        if question.get("past"):
            copy["max"] = "today"
        questions[name] = copy
    work_out = {name: f"days({start}, {end})" for name, (start, end) in tree["days"].items()}
    found = {"id": "tree", "title": "Tree", "questions": questions, "outcomes": tree["outcomes"]}
    return found | ({"work_out": work_out} if work_out else {})
