"""The problems of loading: where a value stands, and the particulars that messages name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, nearest
from waypost.model import hints
from waypost.model.declare import Addressed, Placed, fields_of, required, what
from waypost.model.records import (
    ENTRY_TYPES,
    Contact,
    Entry,
    Fact,
    Knowledge,
    Outcome,
    Question,
    Term,
    Tree,
)

NO_FIELDS: Final[Mapping[str, Any]] = MappingProxyType({})

AT_HOME: Final = (
    *(cls for cls in ENTRY_TYPES if cls not in (Tree, Outcome)),
    *(Tree, Question, Outcome, Fact, Contact, Term),
)
"""Records to which a line at the margin may belong, the most frequent first."""


class ValuePlace(NamedTuple):
    """The place of a value: under which key of which record."""

    key: Text
    value: Node
    cls: type[Placed]

    @property
    def at(self) -> Mark:
        """The mark that a problem of the value gets."""
        # A list or mapping that starts on a later line is best shown at its key.
        return self.key.at if self.value.at.line > self.key.at.line else self.value.at

    @property
    def is_required(self) -> bool:
        """True where the record can't do without the value."""
        return self.key in required(self.cls)

    def problem(self, code: str, node: Node, **about: str) -> Problem:
        """A problem of ``node``, which is the value or a part of it."""
        inside = node is not self.value
        width = len(node.text.split("\n", 1)[0]) if isinstance(node, Scalar) else 1
        part = f"An item of “{self.key}”" if inside else f"“{self.key}”"
        particulars = field_particulars(self.cls, self.key) | {"part": part, "found": found(node)}
        at = node.at if inside else self.at
        return Problem(code, at, particulars | about, width=max(width, 1))


def field_particulars(cls: type[Placed], name: str) -> dict[str, str]:
    """The particulars of every problem of a field."""
    spec = fields_of(cls)[name]
    return {"field": name, "what": what(cls), "why": spec.meaning, "example": spec.example}


def unknown_key(key: Text, cls: type[Placed], given: Mapping[str, Any], *, guess: bool) -> Problem:
    """The problem of a key that ``cls`` doesn't know; ``guess`` looks for one that was meant."""
    known = {name: spec for name, spec in fields_of(cls).items() if name not in given}
    owners = [what(owner) for owner in AT_HOME if key in fields_of(owner)]
    sure = near = where = ""
    if cls is Knowledge and owners:
        where = f"“{key}” belongs to a {owners[0]}: is this line indented as the others of it are? "
    elif guess:
        sure = hints.key(key, known)
        near = sure or nearest(key, known)
    if not where and not near and " " in key:
        where = "If it is text that goes on from above, indent it as far as that text. "
    return Problem.of(
        "unknown-key",
        key,
        key=key,
        what=what(cls),
        nearest=near,
        why_where=where,
        why_keys="" if sure else f"It can have: {keys(cls, given)}.",
    )


def misplaced_entry(node: MapNode, cls: type[Placed]) -> Problem | None:
    """The problem of an entry whose fields are those of one other kind; None where they aren't."""
    if not issubclass(cls, Addressed):
        return None
    written = dict(node.entries)
    odd = next((key for key in written if not hints.key(key, fields_of(cls))), None)
    sections = [
        other.kind.section
        for other in ENTRY_TYPES
        if other.kind.section
        and written.keys() <= fields_of(other).keys()
        and written.keys() >= set(required(other))
    ]
    if odd is None or len(sections) != 1:
        return None
    where = f"It looks like an entry of “{sections[0]}:”. Move it there."
    about = {"key": odd, "what": what(cls), "nearest": "", "why_where": where, "why_keys": ""}
    return Problem.of("unknown-key", odd, **about)


def keys(cls: type[Placed], given: Mapping[str, Any] = NO_FIELDS) -> str:
    """The keys that an editor may write, those of the record itself before those of all entries."""
    common = fields_of(Entry) if issubclass(cls, Entry) else {}
    names = [name for name in fields_of(cls) if name not in given]
    return ", ".join(sorted(names, key=lambda name: name in common and name != "id"))


def found(node: Node) -> str:
    """A node in an editor's words."""
    match node:
        case Scalar(text=text):
            return "nothing" if node.empty else f"the text “{' '.join(text[:41].split())[:40]}”"
        case Sequence():
            return "a list"
        case MapNode():
            return "a group of keys"
