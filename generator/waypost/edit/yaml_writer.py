"""New YAML for a knowledge base, written by ruamel.yaml in the style of its surroundings."""

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from waypost.core.nodes import NULLS

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]

NEVER_FOLD = 1_000_000


class Texts(VersionedResolver):
    """Every scalar is a text, as in Waypost: ``5`` and ``no`` need no quotes."""

    versioned_resolver: Mapping[str, list[Any]] = MappingProxyType({})
    """The tags of scalars by how they look: none."""


def ruamel() -> YAML:
    """ruamel.yaml's round trip as Waypost uses it: texts only, lines never folded."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = Texts
    yaml.width = NEVER_FOLD
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def block(value: Plain, *, indent: int = 0, newline: str = "\n") -> str:
    """``value`` as a block whose lines, after the first one, are indented by ``indent``."""
    lines = _dump(typed(value)).rstrip("\n").split("\n")
    pad = " " * indent
    return newline.join([lines[0], *(pad + line if line else "" for line in lines[1:])])


def flow(value: Plain) -> str:
    """``value`` in one line, in brackets where it is a list or a mapping."""
    return _dump(typed(value, flow=True)).rstrip("\n").removesuffix("\n...")


def scalar(value: str) -> str:
    """A text in one line, quoted only where YAML or Waypost needs quotes."""
    return flow([value])[1:-1]


def _dump(value: Any) -> str:
    out = io.StringIO()
    ruamel().dump(value, out)
    return out.getvalue()


def typed(value: Plain, *, flow: bool = False) -> Any:
    """``value`` in the types that `ruamel` writes it from."""
    if isinstance(value, str):
        return _text(value, flow=flow)
    if isinstance(value, Mapping):
        mapping = CommentedMap((str(key), typed(item, flow=flow)) for key, item in value.items())
        if flow:
            mapping.fa.set_flow_style()
        return mapping
    sequence = CommentedSeq(typed(item, flow=flow) for item in value)
    if flow or all(isinstance(item, str) and "\n" not in item for item in value):
        sequence.fa.set_flow_style()
    return sequence


def _text(value: str, *, flow: bool) -> Any:
    if "\n" in value and not flow and _fits_a_block(value):
        return LiteralScalarString(value)
    if "\n" in value or value in {"", *NULLS} or not value.isprintable():
        return DoubleQuotedScalarString(value)
    return str(value)


def _fits_a_block(value: str) -> bool:
    """True where a literal block can hold the text: nothing to escape, one break at the end.

    Readers of YAML take a tab at its beginning for its indent.
    """
    lines = value.replace("\t", "").split("\n")
    tab = value.lstrip("\n ").startswith("\t")
    return all(line.isprintable() for line in lines) and not value.endswith("\n\n") and not tab


def has_lines(value: Plain) -> bool:
    """True where a text in ``value`` runs over more than one line."""
    if isinstance(value, str):
        return "\n" in value
    return any(
        has_lines(item) for item in (value.values() if isinstance(value, Mapping) else value)
    )
