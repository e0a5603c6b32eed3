"""Reachability over the arrows of a tree, by its strongly connected components."""

from __future__ import annotations

from collections.abc import Sequence

from waypost.trees.rule_masks import bits


def reach_of(goto: Sequence[Sequence[int]], count: int) -> list[int]:
    """The nodes reachable from each node, itself among them, as bit sets.

    By Tarjan's strongly connected components (1972), without recursion.
    """
    order = [-1] * count
    low = [0] * count
    reach = [0] * count
    on_stack = [False] * count
    stack: list[int] = []
    clock = 0
    following = [sorted({to for to in each if to >= 0}) for each in goto]
    following += [[] for _ in range(count - len(following))]
    for root in range(count):
        if order[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            node, next_edge = work.pop()
            if next_edge == 0:
                order[node] = low[node] = clock
                clock += 1
                stack.append(node)
                on_stack[node] = True
            descended = False
            edges = following[node]
            for place in range(next_edge, len(edges)):
                target = edges[place]
                if order[target] < 0:
                    work.append((node, place + 1))
                    work.append((target, 0))
                    descended = True
                    break
                if on_stack[target]:
                    low[node] = min(low[node], order[target])
            if descended:
                continue
            if low[node] == order[node]:
                _close(node, stack, on_stack, following, reach)
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
    return reach


def _close(
    root: int,
    stack: list[int],
    on_stack: list[bool],
    following: Sequence[Sequence[int]],
    reach: list[int],
) -> None:
    """Take one component off the stack; all its nodes reach the same."""
    members = []
    while True:
        node = stack.pop()
        on_stack[node] = False
        members.append(node)
        if node == root:
            break
    found = bits(members)
    for node in members:
        for target in following[node]:
            found |= reach[target]
    for node in members:
        reach[node] = found
