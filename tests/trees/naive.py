"""The naive twin of the compiler: it tries every answer, one reader at a time.

It works on plain data and knows nothing of intervals, masks or merging. Whatever it finds by brute
force the compiler must find too, and the other way round.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Answers = dict[str, Any]

GHOSTS = range(-14, 15)
"""What a number may be that isn't known yet; all thresholds lie well inside."""


@dataclass
class Found:
    """What brute force brought to light."""

    reached: set[str] = field(default_factory=set)
    fired: set[tuple[str, int]] = field(default_factory=set)
    possible: set[tuple[str, int]] = field(default_factory=set)
    gaps: set[str] = field(default_factory=set)
    unasked: set[tuple[str, int, str]] = field(default_factory=set)
    cycles: set[frozenset[str]] = field(default_factory=set)
    ends: list[tuple[date, Answers, str, int]] = field(default_factory=list)


def rules_of(tree: Mapping[str, Any], owner: str) -> list[tuple[dict[str, Any], str | None]]:
    """The rules of a question or an outcome's text, as conditions and targets."""
    if owner in tree["outcomes"]:
        body = tree["outcomes"][owner]["body"]
        if isinstance(body, str):
            return [({}, body)]
        return [(each.get("when", {}), each.get("text") or each["else"]) for each in body]
    question = tree["questions"][owner]
    if "table" in question:
        return [
            ({name: cell for name, cell in row.items() if name != "to" and cell}, row["to"])
            for row in question["table"]
        ]
    go = question["go"]
    if isinstance(go, str):
        return [({}, go)]
    if isinstance(go, dict):
        return [({owner: option}, to) for option, to in go.items()]
    return [(each.get("when", {}), each.get("to") or each.get("else")) for each in go]


def domain(tree: Mapping[str, Any], id: str, today: date) -> list[Any]:
    """Every answer to a question."""
    question = tree["questions"][id]
    match question.get("type", "choice"):
        case "choice":
            return list(question["options"])
        case "number":
            step = int(question.get("step", 1))
            return list(range(int(question["min"]), int(question["max"]) + 1, step))
    days = [date.fromisoformat(question["min"])]
    while days[-1] < date.fromisoformat(question["max"]):
        days.append(days[-1] + timedelta(days=1))
    return [day for day in days if not question.get("past") or day <= today]


def holds(test: Any, value: Any, type: str) -> bool:
    """Whether a test holds for a value."""
    if isinstance(test, list):
        return any(holds(each, value, type) for each in test)
    if type == "choice":
        return value != test[4:] if test.startswith("not ") else bool(value == test)
    read = date.fromisoformat if type == "date" else int
    for sign in ("<=", ">=", "<", ">"):
        if test.startswith(sign):
            end = read(test[len(sign) :].strip())
            compared = {"<=": value <= end, ">=": value >= end, "<": value < end, ">": value > end}
            return bool(compared[sign])
    if ".." in test:
        low, high = test.split("..")
        return bool(read(low) <= value <= read(high))
    return bool(value == read(test))


def known_values(tree: Mapping[str, Any], answers: Answers, today: date) -> Answers:
    """The answers and all that can be worked out from them."""
    known = dict(answers)
    for name, (start, end) in tree.get("days", {}).items():
        first = today if start == "today" else answers.get(start)
        second = today if end == "today" else answers.get(end)
        if first is not None and second is not None:
            known[name] = (second - first).days
    return known


def type_of(tree: Mapping[str, Any], name: str) -> str:
    question = tree["questions"].get(name)
    return "number" if question is None else str(question.get("type", "choice"))


def explore(tree: Mapping[str, Any], todays: list[date]) -> Found:
    """Walk every reader on every day."""
    found = Found()
    for today in todays:
        Reader(tree, today, found).arrive(next(iter(tree["questions"])), {}, ())
    return found


@dataclass
class Reader:
    tree: Mapping[str, Any]
    today: date
    found: Found

    def arrive(self, id: str, answers: Answers, run: tuple[tuple[str, int], ...]) -> None:
        """Come to a question or an outcome. ``run`` has the questions, and how much was known."""
        self.found.reached.add(id)
        if id in self.tree["outcomes"]:
            for variant in self.firing(id, answers):
                self.found.ends.append((self.today, answers, id, variant))
            return
        if id in answers:
            self.decide(id, answers, run)
            return
        for value in domain(self.tree, id, self.today):
            self.decide(id, answers | {id: value}, run)

    def decide(self, id: str, answers: Answers, run: tuple[tuple[str, int], ...]) -> None:
        place = (id, len(answers))
        if place in run:
            self.found.cycles.add(frozenset(each for each, _ in run[run.index(place) :]))
            self.found.ends.append((self.today, answers, "cycle", -1))
            return
        rules = rules_of(self.tree, id)
        for number in self.firing(id, answers):
            target = rules[number][1]
            if number >= 0 and target in (*self.tree["questions"], *self.tree["outcomes"]):
                self.arrive(target, answers, (*run, place))
            else:
                self.found.ends.append((self.today, answers, "unknown-target", -1))

    def firing(self, owner: str, answers: Answers) -> list[int]:
        """The rules that fire: one, unless names aren't known yet; then for any of their values."""
        rules = rules_of(self.tree, owner)
        known = known_values(self.tree, answers, self.today)
        self.found.possible |= {
            (owner, number)
            for number, (when, _) in enumerate(rules)
            if all(
                name not in known or self.holds(name, test, known[name])
                for name, test in when.items()
            )
        }
        missing = sorted({name for when, _ in rules for name in when} - set(known))
        firing = set()
        for ghosts in self.ghosts(missing):
            number = self.first(owner, rules, known, dict(zip(missing, ghosts, strict=True)))
            if number is None:
                self.found.gaps.add(owner)
                self.found.ends.append((self.today, answers, "gap", -1))
            else:
                firing.add(number)
        if missing and len(firing) > 1:
            self.found.ends.append((self.today, answers, "undecided", -1))
        return sorted(firing)

    def first(
        self,
        owner: str,
        rules: list[tuple[dict[str, Any], str | None]],
        known: Answers,
        ghosts: Answers,
    ) -> int | None:
        """The first rule that holds. Nothing is assumed of a ghost before a rule asks for it."""
        assumed: set[str] = set()
        for number, (when, _) in enumerate(rules):
            sure = [name for name in when if name in known or name in assumed]
            values = known | ghosts
            if not all(self.holds(name, when[name], values[name]) for name in sure):
                continue
            self.found.unasked |= {(owner, number, name) for name in when if name not in known}
            for name in sorted(name for name in when if name not in sure):
                assumed.add(name)
                if not self.holds(name, when[name], ghosts[name]):
                    break
            else:
                self.found.fired.add((owner, number))
                return number
        return None

    def ghosts(self, missing: list[str]) -> Iterator[tuple[Any, ...]]:
        return itertools.product(*(self.ghost_values(name) for name in missing))

    def ghost_values(self, name: str) -> list[Any]:
        if name in self.tree["questions"]:
            return domain(self.tree, name, self.today)
        return days_between(self.tree, name)

    def holds(self, name: str, test: Any, value: Any) -> bool:
        return holds(test, value, type_of(self.tree, name))


def days_between(tree: Mapping[str, Any], name: str) -> list[int]:
    """What a worked-out number of days may be."""
    start, end = tree["days"][name]
    if end == "today" and tree["questions"][start].get("past"):
        return [days for days in GHOSTS if days >= 0]
    if start == "today" and tree["questions"][end].get("past"):
        return [days for days in GHOSTS if days <= 0]
    return list(GHOSTS)
