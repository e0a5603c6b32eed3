"""Decision trees: their rules read, compiled to a finite graph, proved, walked and exported."""

from waypost.trees.compile import Compiled, compile_tree
from waypost.trees.graph import Band, Choice, Ending, Field, Graph, Section, Step
from waypost.trees.stats import Stats
from waypost.trees.walker import Walked, walk

__all__ = [
    "Band",
    "Choice",
    "Compiled",
    "Ending",
    "Field",
    "Graph",
    "Section",
    "Stats",
    "Step",
    "Walked",
    "compile_tree",
    "walk",
]
