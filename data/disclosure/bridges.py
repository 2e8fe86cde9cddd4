"""Which hidden cells can be computed from all that is shown: the exact audit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from data.disclosure.network import Network


def recoverable(network: Network, hidden: Iterable[int]) -> set[int]:
    """The hidden edges whose value follows from all the others: the exact audit.

    What can be exchanged between hidden cells without changing a sum flows round in circles of them. A cell that is on
    no such circle has the same value whatever the others are: it is a bridge of the graph of the hidden edges (R. Tarjan,
    A note on finding the bridges of a graph, 1974).
    """
    beside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for edge in hidden:
        beside[network.tails[edge]].append((network.heads[edge], edge))
        beside[network.heads[edge]].append((network.tails[edge], edge))
    met: dict[int, int] = {}
    bridges: set[int] = set()
    for root in beside:
        if root not in met:
            bridges |= _bridges(beside, root, met)
    return bridges


def _bridges(beside: dict[int, list[tuple[int, int]]], root: int, met: dict[int, int]) -> set[int]:
    """The bridges that a walk into the depth from `root` finds; `met` has when each sum was met first.

    `back[node]` is the earliest sum that can be reached from a sum or from those behind it without the edge that led there.
    """
    found, back = set(), {root: len(met)}
    met[root] = len(met)
    path = [(root, -1, iter(beside[root]))]
    while path:
        node, through, left = path[-1]
        for other, edge in left:
            if edge == through:
                continue
            if other not in met:
                met[other] = back[other] = len(met)
                path.append((other, edge, iter(beside[other])))
                break
            back[node] = min(back[node], met[other])
        else:
            path.pop()
            if path:
                before = path[-1][0]
                back[before] = min(back[before], back[node])
                if back[node] > met[before]:
                    found.add(through)
    return found
