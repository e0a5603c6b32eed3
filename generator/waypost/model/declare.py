"""How a record declares its kind and its fields: type, meaning and an example of each, once.

The loader, the editor's schema, the reference and the checks are all driven by these declarations.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Final

from waypost.core.nodes import Mark, Text
from waypost.model.field_types import FieldType

NOWHERE: Final = Mark("", 1, 1)
_SPEC: Final = "spec"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a record, as editors write it.

    Attributes:
        name: its key in the file.
        attribute: the name of the record's attribute: a word of Python has an underscore behind it.
        type: what its value may be.
        meaning: a sentence for editors.
        example: a value, written as in the file.
        required: whether it has to be there.
        default: the value where it is left out.
        aliases: names that editors and other tools use for it.
        shown: whether readers see its text, as Markdown or as a line.
        content: whether it is part of what the entry tells readers. The search finds it, and its
            numbers have to agree with the facts.
        translated: whether a translation may hold it, where readers see its text.
    """

    name: str = ""
    attribute: str = ""
    type: FieldType
    meaning: str
    example: str
    required: bool
    default: Any = None
    aliases: tuple[str, ...] = ()
    shown: bool = True
    content: bool = False
    translated: bool = True


def needs(type: FieldType, meaning: str, example: str, **more: Any) -> Any:
    """A field that must be there; ``more`` are attributes of `FieldSpec`."""
    spec = FieldSpec(type=type, meaning=meaning, example=example, required=True, **more)
    return field(metadata={_SPEC: spec})


def may(type: FieldType, meaning: str, example: str, default: Any = None, **more: Any) -> Any:
    """A field that may be left out, for which ``default`` then stands, or an empty tuple."""
    if default is None and type.is_plural:
        default = ()
    spec = FieldSpec(
        type=type, meaning=meaning, example=example, required=False, default=default, **more
    )
    return field(default=default, metadata={_SPEC: spec})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """The constants of all entries of one class. They stand on the class, as ``Faq.kind``.

    Attributes:
        name: its name in references and in the search's data, such as ``faq``.
        page: its name on readers' pages, such as ``question``; `name` unless given.
        label: its name in messages to editors, such as ``FAQ``; `name` unless given.
        plural: the plural of `label`; with an s unless given.
        link: its name in links as messages write them, such as ``topic:fees``; `name` unless
            given. A link may also start with `name` or `page`.
        section: the list of the knowledge base that holds it, such as ``faqs``; empty for an
            outcome, which stands inside a tree.
        folder: the folder of the site that holds its pages; empty for trees and outcomes, which
            stand at the root.
        folder_aliases: further words that people write for `folder` in links.
        title: the field that readers see as its title.
        icon: the name of its icon in lists; empty where lists show none.
        needs: the fields of which at least one has to hold a text before it is published.
        searched: whether the search finds it.
    """

    name: str
    page: str = ""
    label: str = ""
    plural: str = ""
    link: str = ""
    section: str = ""
    folder: str = ""
    folder_aliases: tuple[str, ...] = ()
    title: str = "title"
    icon: str = ""
    needs: tuple[str, ...] = ()
    searched: bool = False

    def __post_init__(self) -> None:
        for each in ("page", "label", "link"):
            if not getattr(self, each):
                object.__setattr__(self, each, self.name)
        if not self.plural:
            object.__setattr__(self, "plural", f"{self.label}s")

    def address(self, id: str) -> str:
        """The address of the page of ``id``, relative to the site's root.

        An outcome's id is ``TREE/OUTCOME`` here, as in links.
        """
        return f"{self.folder}/{id}/" if self.folder else f"{id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A record that knows where it was written, and whether something in it couldn't be read.

    ``called`` is what editors call it, where that isn't the name of its class.
    """

    called: ClassVar[str] = ""

    # Left out of repr(), so that records that differ in their lines alone have equal fingerprints.
    at: Mark = field(default=NOWHERE, repr=False)
    faulty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed(Placed):
    """A record that readers find at an address of its own."""

    kind: ClassVar[EntryKind]

    @property
    def id(self) -> Text:
        """The name that becomes its address."""
        raise NotImplementedError

    @property
    def previous_ids(self) -> tuple[Text, ...]:
        """Its old ids, whose addresses redirect."""
        raise NotImplementedError


_FIELDS: Final[dict[type, Mapping[str, FieldSpec]]] = {}
_REQUIRED: Final[dict[type, tuple[str, ...]]] = {}


def fields_of(cls: type[Placed]) -> Mapping[str, FieldSpec]:
    """The fields of a record that an editor can write, by name, in the order of declaration."""
    if cls not in _FIELDS:
        specs = {
            name: dataclasses.replace(each.metadata[_SPEC], name=name, attribute=each.name)
            for each in dataclasses.fields(cls)
            if _SPEC in each.metadata and (name := each.name.removesuffix("_"))
        }
        _FIELDS[cls] = MappingProxyType(specs)
    return _FIELDS[cls]


def required(cls: type[Placed]) -> tuple[str, ...]:
    """The names of the fields that a record of ``cls`` must have."""
    if cls not in _REQUIRED:
        names = (name for name, spec in fields_of(cls).items() if spec.required)
        _REQUIRED[cls] = tuple(names)
    return _REQUIRED[cls]


def name_of(cls: type[Placed]) -> str:
    """The name of a record's class in references, such as ``faq``."""
    return cls.__name__.lower()


def what(cls: type[Placed]) -> str:
    """The name of a record's class as editors call it, such as ``FAQ``."""
    return cls.called or name_of(cls)
