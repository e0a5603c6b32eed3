"""Decision trees: their rules read, compiled to a finite graph, proved, walked and exported."""

from waypost.trees.compile import Compiled, compile_tree
from waypost.trees.graph import Graph
from waypost.trees.walker import Walked, walk

__all__ = [
    "Compiled",
    "Graph",
    "Walked",
    "batch",
    "compile_tree",
    "diagram",
    "graph",
    "tree_export",
    "walk",
]
