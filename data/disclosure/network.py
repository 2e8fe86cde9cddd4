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
from functools import cache
from math import inf

from data.disclosure.flows import Held

DEAR = 2  # the rank from which on a cell is hidden only when it is certain that nothing else is enough
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
    levels: list[int] = field(init=False, repr=False, compare=False)  # the different ranks, the finest first

    def __post_init__(self) -> None:
        incident: list[list[tuple[int, int, bool]]] = [[] for _ in range(self.nodes)]
        for edge, (tail, head) in enumerate(zip(self.tails, self.heads, strict=True)):
            incident[tail].append((edge, head, True))
            incident[head].append((edge, tail, False))
        object.__setattr__(self, "incident", incident)
        object.__setattr__(self, "levels", sorted(set(self.ranks)))


_NONE: list[int] = []


@cache
def _alone(nodes: int) -> list[list[int]]:
    """So many sums, each in a class of its own; made once, since the garbage collector looks through every list."""
    return [[node] for node in range(nodes)]


class Classes:
    """Sums that no small union can tell apart: `of` has the class of each, `members` the sums of each class.

    Between two classes lie the hidden edges that have been laid; a cut between the classes holds them all, so that where
    they weigh enough together the classes are one. The larger class keeps its number and its order, which decide between
    ways that hide equally little.
    """

    def __init__(self, nodes: int, least: int = 0, most: float = inf) -> None:
        self._least, self._most = least, most  # that any demand asks for
        self.of = list(range(nodes))
        self.members: list[list[int]] = list(_alone(nodes))  # of a single sum a list that is never written to
        self._between: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self.heaviest: list[tuple[int, int, int]] = []

    def lay_all(self, network: Network, hidden: Iterable[int], weights: Sequence[int]) -> None:
        """Adds the hidden edges of a network that are known from the start, each of some weight."""
        tails, heads, most = network.tails, network.heads, self._most
        self._join_all(network, [edge for edge in hidden if weights[edge] >= most])
        of, between = self.of, self._between
        for edge in hidden:
            one, two = of[tails[edge]], of[heads[edge]]
            if one != two:
                beside = between[one]
                beside[two] = beside.get(two, 0) + weights[edge]
                between[two][one] = beside[two]
        least = self._least
        self.heaviest = [
            (-weight, one, two)
            for one, beside in between.items()
            for two, weight in beside.items()
            if weight >= least and one < two
        ]
        heapq.heapify(self.heaviest)

    def _join_all(self, network: Network, edges: Iterable[int]) -> None:
        """Makes the classes at both ends of each edge one: whatever a demand asks, at once. Only at the start."""
        of, tails, heads = self.of, network.tails, network.heads
        for edge in edges:
            one, two = tails[edge], heads[edge]
            while one != of[one]:
                one = of[one] = of[of[one]]
            while two != of[two]:
                two = of[two] = of[of[two]]
            if one < two:
                of[two] = one
            else:
                of[one] = two
        for node, before in enumerate(of):
            if node != before:
                of[node] = of[before]
                self._add(of[before], node)

    def _add(self, kept: int, gone: int) -> None:
        """Gives the members of a class to another one."""
        if len(self.members[kept]) > 1:
            self.members[kept] += self.members[gone]
        else:
            self.members[kept] = self.members[kept] + self.members[gone]
        self.members[gone] = _NONE

    def lay(self, node: int, other: int, weight: int) -> None:
        """Adds the weight of a hidden edge between two sums."""
        if weight <= 0 or (one := self.of[node]) == (two := self.of[other]):
            return
        if weight >= self._most:
            self._join(one, two)  # whatever is asked, at once
        else:
            self._weigh(one, two, weight)

    def _weigh(self, one: int, two: int, weight: int) -> None:
        whole = self._between[one].get(two, 0) + weight
        self._between[one][two] = self._between[two][one] = whole
        if whole >= self._least:
            heapq.heappush(self.heaviest, (-whole, one, two))

    def settle(self, needed: int) -> None:
        """Joins classes between which hidden edges weigh enough together."""
        while self.heaviest and -self.heaviest[0][0] >= needed:
            weight, one, two = heapq.heappop(self.heaviest)
            if self._between[one].get(two) == -weight:
                self._join(one, two)

    def join(self, node: int, other: int) -> None:
        """Makes the classes of two sums one."""
        if self.of[node] != self.of[other]:
            self._join(self.of[node], self.of[other])

    def _join(self, kept: int, gone: int) -> None:
        if len(self.members[kept]) < len(self.members[gone]):
            kept, gone = gone, kept
        for node in self.members[gone]:
            self.of[node] = kept
        self._add(kept, gone)
        for other, weight in self._between.pop(gone, {}).items():
            del self._between[other][gone]
            if other != kept:
                self._weigh(kept, other, weight)


def protect(
    network: Network,
    hidden: Iterable[int],
    weights: Sequence[int],
    demands: Iterable[Demand],
    most: int | None = None,
) -> tuple[set[int], list[int]]:
    """`hidden` and what else must be, so that every union that can be computed meets the demands on its edges.

    `weights[e]` (contributors, or rupiah) add up over a union; a negative one is of a cell of which everybody knows that it
    is empty, so that it protects nothing. The finest cells are tried
    first, since a margin is what most people read; every edge of a whole table lies on a circle through the
    margins, so that a way is always found, unless nothing of a rank above `most` may be hidden for it: the edges whose
    demands are not met come second.
    """
    protected = set(hidden)

    # The highest demand first: what holds two sums together at one demand does so at any lower one.
    ordered = sorted((-needed, weights[edge], edge) for edge, needed in demands)
    waiting = [(edge, -needed) for needed, _, edge in ordered]
    is_one_demand, classes = bool(ordered) and ordered[0][0] == ordered[-1][0], None
    for rank in network.levels:
        if waiting and (most is None or rank <= most):
            if classes is None or not is_one_demand:
                classes = _laid(network, protected, weights, waiting)
            waiting = _protected(network, protected, weights, waiting, rank, classes)
    return protected, [edge for edge, _ in waiting]


def _laid(network: Network, hidden: set[int], weights: Sequence[int], demands: list[Demand]) -> Classes:
    """The classes that hidden edges make. The highest demand comes first, the lowest last."""
    classes = Classes(network.nodes, demands[-1][1], demands[0][1])
    classes.lay_all(network, [edge for edge in hidden if weights[edge] > 0], weights)
    return classes


def _protected(
    network: Network,
    hidden: set[int],
    weights: Sequence[int],
    demands: list[Demand],
    rank: int,
    classes: Classes,
) -> list[Demand]:
    """Adds to `hidden` what meets the demands with cells up to `rank`; returns the demands that it could not meet."""
    waiting, tails, heads = [], network.tails, network.heads
    stands_alone = _stands_alone(network, hidden, weights, rank, classes)
    held = Held(network, hidden, weights)
    for edge, needed in demands:
        tail, head = tails[edge], heads[edge]
        if classes.heaviest and -classes.heaviest[0][0] >= needed:
            classes.settle(needed)
        if classes.of[tail] == classes.of[head]:
            continue
        is_alone = stands_alone(tail, edge) or stands_alone(head, edge)
        if rank >= DEAR and not is_alone and held(edge, needed):
            continue
        way = None if is_alone else _way(network, hidden, weights, (edge, needed), rank, classes)
        if way is None:
            waiting.append((edge, needed))
            continue
        for other in set(way) - hidden:
            classes.lay(tails[other], heads[other], weights[other])
        hidden.update(way)
        classes.join(tail, head)
    return waiting


def _stands_alone(
    network: Network, hidden: set[int], weights: Sequence[int], rank: int, classes: Classes
) -> Callable[[int, int], bool]:
    """Tells of a sum and an edge at it whether no other edge there may be hidden, up to `rank`, or is hidden already.

    Then no way leads to the sum or from it, and nothing lies beside the edge: there is nothing to look for.
    """
    passable: dict[int, int] = {}

    def alone(node: int, own: int) -> bool:
        if len(classes.members[classes.of[node]]) > 1:
            return False
        if node not in passable:
            edges = (edge for edge, _, _ in network.incident[node])
            passable[node] = sum(
                weights[edge] >= 0 and (network.ranks[edge] <= rank or edge in hidden) for edge in edges
            )
        return passable[node] <= (weights[own] >= 0)

    return alone


def _way(
    network: Network,
    hidden: set[int],
    weights: Sequence[int],
    demand: Demand,
    rank: int,
    classes: Classes,
) -> list[int] | None:
    """What to hide for a demand: the cheapest way back, or else the heaviest cells beside it; None where neither is."""
    edge = demand[0]
    usable = _usable(network, hidden, weights, demand, rank)
    way = _cheapest_way(network, hidden, classes, network.heads[edge], network.tails[edge], usable)
    return way or _bundle(network, hidden, weights, demand, rank, classes)


def _usable(
    network: Network, hidden: set[int], weights: Sequence[int], demand: Demand, rank: int
) -> Callable[[int, bool], bool]:
    """Which edges may be on the way back that protects the edge of `demand`, and in which direction."""
    edge, needed = demand
    enough, ranks = needed - weights[edge], network.ranks

    def usable(other: int, forward: bool) -> bool:
        weight = weights[other]
        if other == edge or weight < 0 or (ranks[other] > rank and other not in hidden):
            return False
        return forward or weight >= enough

    return usable


def _cheapest_way(
    network: Network,
    hidden: set[int],
    classes: Classes,
    start: int,
    goal: int,
    usable: Callable[[int, bool], bool],
) -> list[int] | None:
    """The edges of the way from class to class that hides least (Dijkstra); hidden ones cost nothing."""
    of, members, last = classes.of, classes.members, classes.of[goal]
    incident, costs = network.incident, network.costs
    first = of[start]
    best: dict[int, int] = {first: 0}
    came: dict[int, tuple[int, int]] = {}
    queue = [(0, first)]
    while queue and queue[0][1] != last:
        spent, here = heapq.heappop(queue)
        if spent > best[here]:
            continue
        for node in members[here]:
            for edge, other, forward in incident[node]:
                if (
                    (there := of[other]) != here
                    and (cost := spent + (edge not in hidden and costs[edge])) < best.get(there, inf)
                    and usable(edge, forward)
                ):
                    best[there], came[there] = cost, (here, edge)
                    if there == last and cost == spent:  # no other way can be cheaper
                        return _traced(came, there)
                    heapq.heappush(queue, (cost, there))
    return _traced(came, last) if queue else None


def _bundle(
    network: Network,
    hidden: set[int],
    weights: Sequence[int],
    demand: Demand,
    rank: int,
    classes: Classes,
) -> list[int] | None:
    """The heaviest cells beside the edge, between the same classes, that together with hidden ones are enough."""
    # Whatever lies between two classes is met from either of them: the smaller one is looked through.
    here, there = sorted(
        (classes.of[node[demand[0]]] for node in (network.tails, network.heads)),
        key=lambda end: len(classes.members[end]),
    )
    beside = {
        edge
        for node in classes.members[here]
        for edge, other, _ in network.incident[node]
        if classes.of[other] == there
    }
    left = demand[1] - sum(max(weights[edge], 0) for edge in beside & hidden)
    chosen = []
    for edge in sorted(beside - hidden, key=lambda candidate: (-weights[candidate], candidate)):
        if left > 0 and weights[edge] > 0 and network.ranks[edge] <= rank:
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


def lower(
    network: Network, hidden: Iterable[int], weights: Sequence[int], demands: Iterable[Demand], most: int
) -> tuple[set[int], list[int]]:
    """`hidden` and what else must be, so that a cell may be less than it is, by what its demand has more than it.

    Others are then more in its place, which any hidden cell can be, or less with it, where they are as much. Returns the
    edges too for which nothing up to the rank `most` is enough.
    """
    lowered, unmet, apart = set(hidden), [], Classes(network.nodes)
    for edge, needed in demands:
        ends = network.tails[edge], network.heads[edge]
        usable = _usable(network, lowered, weights, (edge, needed), most)
        way = _cheapest_way(network, lowered, apart, *ends, usable)
        lowered.update(way or ())
        if way is None:
            unmet.append(edge)
    return lowered, unmet


def tie(
    network: Network, hidden: Iterable[int], groups: Iterable[Sequence[int]], inner: Sequence[bool]
) -> set[int]:
    """`hidden` and what else must be, so that the nodes of each group hang together by hidden `inner` edges."""
    tied, apart = set(hidden), Classes(network.nodes)
    for first, *others in groups:
        for node in others:
            way = _cheapest_way(network, tied, apart, first, node, lambda edge, _: inner[edge])
            tied.update(way or ())
    return tied
