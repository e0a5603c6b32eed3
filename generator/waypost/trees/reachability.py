"""Reachability over the arrows of a tree, as bit sets."""

from collections.abc import Sequence


def reach_of(goto: Sequence[Sequence[int]], count: int) -> list[int]:
    """The nodes reachable from each node, itself among them, as bit sets.

    ``goto`` has the targets of the first nodes, negative where there is none.
    """
    reach = [1 << node for node in range(count)]
    following = [{to for to in each if to >= 0} for each in goto]
    # Backwards and forwards in turns, so that a row of questions in either order needs one sweep.
    nodes = range(len(goto))
    changed = True
    while changed:
        changed = False
        for node in (*reversed(nodes), *nodes):
            found = reach[node]
            for to in following[node]:
                found |= reach[to]
            if found != reach[node]:
                reach[node] = found
                changed = True
    return reach
