"""Events to nodes: a stack instead of recursion, and a problem for what YAML has and we don't."""

from functools import reduce

from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
)

from waypost.core.nodes import Mark, Node, Scalar, Text
from waypost.parser import limits
from waypost.parser.events import Event, EventMark, NextEvent
from waypost.parser.open_node import OpenNode, begin_key, merged
from waypost.parser.problem_log import LimitReached, ProblemLog
from waypost.parser.scalar_reader import ScalarReader
from waypost.parser.source_text import SourceText, reveal


class NodeBuilder:
    """Takes events; has the nodes and problems so far, also when the text turns out broken.

    ``last`` is the last event that was taken.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text
        self.log = ProblemLog(source)
        self.last: Event | None = None
        self._stack: list[OpenNode] = []
        self._roots: list[Node] = []
        self._scalars = ScalarReader(self.log, self.text)
        self._aliases: set[str] = set()
        self._nodes = 0

    def run(self, next_event: NextEvent) -> None:
        """Take all events. A mistake that the parser raises passes through."""
        add, read = self._add, self._scalars.read
        try:
            while (event := next_event()) is not None:
                match event:
                    case ScalarEvent():
                        add(read(event))
                    case CollectionStartEvent():
                        self._start(event)
                    case CollectionEndEvent():
                        self._end(event)
                    case AliasEvent():
                        self._alias(event)
                    case DocumentStartEvent():
                        self._document(event)
                    case _:
                        continue
                self.last = event
        except LimitReached:
            self.log.complete = False

    @property
    def brackets(self) -> tuple[EventMark, ...]:
        """The positions of the brackets and braces that aren't closed yet."""
        starts = (opened.event.start_mark for opened in self._stack)
        return tuple(start for start in starts if self.text.startswith(("[", "{"), start.index))

    @property
    def root(self) -> Node | None:
        """The file's content; several documents are read as one."""
        return reduce(merged, self._roots) if self._roots else None

    def _document(self, event: Event) -> None:
        if self._roots:
            self.log.report("second-document", self.log.position(event.start_mark), 3)

    def _alias(self, event: Event) -> None:
        at, name = self.log.position(event.start_mark), event.anchor
        if name not in self._aliases:
            self._aliases.add(name)
            self.log.report("alias", at, len(name) + 1, name=name)
        known = self._scalars.anchors.get(name)
        if known is None:
            self.log.complete = False
        self._add(known or Scalar(Text(f"*{name}", at), plain=True))

    def _start(self, event: Event) -> None:
        at = self.log.position(event.start_mark)
        if len(self._stack) >= limits.DEEPEST_NESTING:
            self.log.stop("nested-too-deep", at, limits.DEEPEST_NESTING)
        if event.anchor or event.tag:
            self._scalars.properties(event, at)
        opened = OpenNode(at, event, {} if isinstance(event, MappingStartEvent) else None)
        parent = self._stack[-1] if self._stack else None
        if parent and parent.keys is not None and not parent.awaits_value:
            self._collection_as_key(parent, at)
        self._stack.append(opened)

    def _collection_as_key(self, parent: OpenNode, at: Mark) -> None:
        parent.drops_key = True
        if parent.keys == {} and self.text.startswith("{{", parent.event.start_mark.index):
            parent.in_braces = True
            self.log.report("leading-braces", parent.at, 2)
        else:
            self.log.incomplete("complex-key", at)

    def _end(self, event: Event) -> None:
        opened = self._stack.pop()
        node = opened.node()
        self._scalars.end_of_collection(event)
        if opened.in_braces:
            raw = self.text[opened.event.start_mark.index : event.end_mark.index]
            node = Scalar(Text(reveal(raw), opened.at), plain=True)
        self._add(node)

    def _add(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > limits.MOST_NODES:
            self.log.stop("too-many-values", node.at, limits.MOST_NODES)
        if self.log.problems:
            self.log.check_number(node.at)
        stack = self._stack
        if not stack:
            self._roots.append(node)
            return
        parent = stack[-1]
        if parent.keys is None:
            parent.items.append(node)
        elif parent.awaits_value:
            parent.add_value(node)
        else:
            begin_key(node, parent, stack[-2] if len(stack) > 1 else None, self.log)
