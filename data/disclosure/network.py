"""Which further cells to hide so that adding and subtracting what is shown gives no small cell away.

A table with its margins is a network. Every cell is an edge between two sums: the one that it is a part of and
the one that it is split into; what flows into a sum flows out of it. Take away the cells that are shown and a
sum of hidden cells can be computed exactly if it is a combination of the remaining sums: a cut of the network.
A union of hidden cells can be computed if it is a cut that all its edges cross in the same direction.

So a hidden cell is safe when every such cut through it is heavy enough: when one can walk from its head back to
its tail along hidden edges, each either in its own direction (then there is no such cut) or of so much weight
that a cut with it is no longer small. Hiding more never makes a safe cell unsafe, so each is looked at once.

After: M. Fischetti and J. J. Salazar-Gonzalez, Models and algorithms for optimizing cell suppression in tabular
data with linear constraints, JASA 95 (2000); J. Castro, on two-dimensional tables with one hierarchical dimension.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Demand = tuple[int, int]  # an edge, and the weight that every union which holds it must have


@dataclass(frozen=True)
class Network:
    """Cells as edges `tails[e]` -> `heads[e]` between `nodes` sums.

    `costs[e]` is what hiding the cell loses; `ranks[e]` is 0 for the finest cells and higher for margins.
    """

    nodes: int
    tails: Sequence[int]
    heads: Sequence[int]
    costs: Sequence[int]
    ranks: Sequence[int]
    incident: list[list[tuple[int, int, bool]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        incident: list[list[tuple[int, int, bool]]] = [[] for _ in range(self.nodes)]
        for edge, (tail, head) in enumerate(zip(self.tails, self.heads, strict=True)):
            incident[tail].append((edge, head, True))
            incident[head].append((edge, tail, False))
        object.__setattr__(self, "incident", incident)


class _Classes:
    """Sums that no small union can tell apart: `of` has the class of each, `members` the sums of each class.

    The larger class keeps its number and its order. Both decide between ways that hide equally little, so that
    another structure for the same classes (scipy's DisjointSet, say) would hide other cells than before.
    """

    def __init__(self, nodes: int) -> None:
        self.of = list(range(nodes))
        self.members = [[node] for node in range(nodes)]

    def join(self, node: int, other: int) -> None:
        """Makes the classes of two sums one."""
        kept, gone = self.of[node], self.of[other]
        if kept == gone:
            return
        if len(self.members[kept]) < len(self.members[gone]):
            kept, gone = gone, kept
        for node in self.members[gone]:
            self.of[node] = kept
        self.members[kept] += self.members[gone]
        self.members[gone] = []


def protect(
    network: Network, hidden: Iterable[int], weights: Sequence[int], demands: Iterable[Demand]
) -> set[int]:
    """`hidden` and what else must be, so that every union that can be computed meets the demands on its edges.

    `weights[e]` (contributors, or rupiah) add up over a union and are never negative. The finest cells are tried
    first, since a margin is what most people read; every edge of a whole table lies on a circle through the
    margins, so a way is always found.
    """
    protected = set(hidden)

    def order(demand: Demand) -> tuple[int, int, int]:
        """The highest demand first: what holds two sums together at one demand does so at any lower one."""
        edge, needed = demand
        return -needed, weights[edge], edge

    waiting = sorted(demands, key=order)
    for rank in sorted(set(network.ranks)):
        waiting = _protected(network, protected, weights, waiting, rank)
    return protected


def _protected(
    network: Network, hidden: set[int], weights: Sequence[int], demands: list[Demand], rank: int
) -> list[Demand]:
    """Adds to `hidden` what meets the demands with cells up to `rank`; returns the demands that it could not meet."""
    classes, waiting = _Classes(network.nodes), []
    for edge, needed in demands:
        tail, head = network.tails[edge], network.heads[edge]
        if classes.of[tail] != classes.of[head]:
            _settle(network, hidden, weights, needed, classes)
        if classes.of[tail] == classes.of[head]:
            continue
        usable = _usable(network, hidden, weights, (edge, needed), rank)
        way = _cheapest_way(network, hidden, classes, head, tail, usable)
        if way is None:
            way = _bundle(network, hidden, weights, (edge, needed), rank, classes)
        if way is None:
            waiting.append((edge, needed))
            continue
        hidden.update(way)
        classes.join(tail, head)
    return waiting


def _usable(
    network: Network, hidden: set[int], weights: Sequence[int], demand: Demand, rank: int
) -> Callable[[int, bool], bool]:
    """Which edges may be on the way back that protects the edge of `demand`, and in which direction."""
    edge, needed = demand
    enough = needed - weights[edge]

    def usable(other: int, forward: bool) -> bool:
        if other == edge or (network.ranks[other] > rank and other not in hidden):
            return False
        return forward or weights[other] >= enough

    return usable


def _settle(
    network: Network, hidden: set[int], weights: Sequence[int], needed: int, classes: _Classes
) -> None:
    """Joins classes between which hidden edges weigh enough together: a cut between them holds them all."""
    of, left = classes.of, [edge for edge in hidden if _apart(classes.of, network, edge)]
    grown = True
    while grown:
        sums: dict[tuple[int, int], int] = defaultdict(int)
        for edge in left:
            low, high = sorted((of[network.tails[edge]], of[network.heads[edge]]))
            sums[low, high] += weights[edge]
        heavy = [pair for pair, weight in sums.items() if weight >= needed and pair[0] != pair[1]]
        for low, high in heavy:
            classes.join(low, high)
        grown = bool(heavy)


def _apart(of: list[int], network: Network, edge: int) -> bool:
    """Whether the two sums of an edge are in different classes."""
    return of[network.tails[edge]] != of[network.heads[edge]]


def _cheapest_way(
    network: Network,
    hidden: set[int],
    classes: _Classes,
    start: int,
    goal: int,
    usable: Callable[[int, bool], bool],
) -> list[int] | None:
    """The edges of the way from class to class that hides least (Dijkstra); hidden ones cost nothing."""
    of, last = classes.of, classes.of[goal]
    first = of[start]
    best: dict[int, int] = {first: 0}
    came: dict[int, tuple[int, int]] = {}
    queue = [(0, first)]
    while queue:
        spent, here = heapq.heappop(queue)
        if here == last:
            return _traced(came, here)
        if spent > best[here]:
            continue
        for node in classes.members[here]:
            for edge, other, forward in network.incident[node]:
                there = of[other]
                cost = spent + (0 if edge in hidden else network.costs[edge])
                if there != here and cost < best.get(there, cost + 1) and usable(edge, forward):
                    best[there], came[there] = cost, (here, edge)
                    heapq.heappush(queue, (cost, there))
    return None


def _bundle(
    network: Network,
    hidden: set[int],
    weights: Sequence[int],
    demand: Demand,
    rank: int,
    classes: _Classes,
) -> list[int] | None:
    """The heaviest cells beside the edge, between the same classes, that together with hidden ones are enough."""
    ends = {classes.of[network.tails[demand[0]]], classes.of[network.heads[demand[0]]]}
    beside = {
        edge
        for end in ends
        for node in classes.members[end]
        for edge, other, _ in network.incident[node]
        if {end, classes.of[other]} == ends
    }
    left = demand[1] - sum(weights[edge] for edge in beside & hidden)
    chosen = []
    for edge in sorted(beside - hidden, key=lambda candidate: (-weights[candidate], candidate)):
        if left > 0 and network.ranks[edge] <= rank:
            chosen.append(edge)
            left -= weights[edge]
    return chosen if left <= 0 else None


def _traced(came: dict[int, tuple[int, int]], here: int) -> list[int]:
    """The edges of the way that ends in `here`, the last one first; `came` has whence and by which edge."""
    way = []
    while here in came:
        here, edge = came[here]
        way.append(edge)
    return way


def tie(
    network: Network, hidden: Iterable[int], groups: Iterable[Sequence[int]], inner: Sequence[bool]
) -> set[int]:
    """`hidden` and what else must be, so that the nodes of each group hang together by hidden `inner` edges."""
    tied = set(hidden)
    for first, *others in groups:
        for node in others:
            apart = _Classes(network.nodes)
            way = _cheapest_way(network, tied, apart, first, node, lambda edge, _: inner[edge])
            tied.update(way or ())
    return tied


def recoverable(network: Network, hidden: Iterable[int]) -> set[int]:
    """The hidden edges whose value follows from all the others by linear algebra: the exact audit.

    A hidden cell can be computed exactly if it is 0 in every vector of the null space of the relations between
    the hidden cells, which is when the projection on their row space leaves its unit vector as it is.
    """
    edges = sorted(hidden)
    known = determined(_relations(network, edges))
    return {edge for edge, is_known in zip(edges, known, strict=True) if is_known}


def _relations(network: Network, edges: list[int]) -> NDArray[np.float64]:
    relations = np.zeros((network.nodes, len(edges)))
    for column, edge in enumerate(edges):
        relations[network.tails[edge], column] -= 1
        relations[network.heads[edge], column] += 1
    return relations[np.any(relations != 0, axis=1)]


def determined(relations: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each column (an unknown) of `relations` (each row a sum that is known) whether its value is fixed."""
    if not relations.size:
        return np.zeros(relations.shape[1], dtype=bool)
    # The diagonal of the projection R' (R R')+ R on the row space: sums are few where cells are many.
    sizes, vectors = np.linalg.eigh(relations @ relations.T)
    kept = sizes > 1e-9 * max(sizes[-1], 1)
    rows = (vectors[:, kept] / np.sqrt(sizes[kept])).T @ relations
    return (rows**2).sum(axis=0) > 1 - 1e-6
