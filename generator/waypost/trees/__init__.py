"""Decision trees: their rules read, compiled to a finite graph, proved, walked and exported."""

from waypost.trees.compile import Compiled, compile_tree, in_words_of
from waypost.trees.graph import Graph

__all__ = [
    "Compiled",
    "Graph",
    "compile_tree",
    "diagram",
    "graph",
    "in_words_of",
    "tree_export",
    "walker",
]
