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
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

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

    def __post_init__(self) -> None:
        incident: list[list[tuple[int, int, bool]]] = [[] for _ in range(self.nodes)]
        for edge, (tail, head) in enumerate(zip(self.tails, self.heads, strict=True)):
            incident[tail].append((edge, head, True))
            incident[head].append((edge, tail, False))
        object.__setattr__(self, "incident", incident)


class Classes:
    """Sums that no small union can tell apart: `of` has the class of each, `members` the sums of each class.

    Between two classes lie the hidden edges that have been laid; a cut between the classes holds them all, so that where
    they weigh enough together the classes are one. The larger class keeps its number and its order, which decide between
    ways that hide equally little.
    """

    def __init__(self, nodes: int, least: int = 0, most: float = inf) -> None:
        self._least, self._most = least, most  # that any demand asks for
        self.of = list(range(nodes))
        self.members = [[node] for node in range(nodes)]
        self._between: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._heaviest: list[tuple[int, int, int]] = []

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
            heapq.heappush(self._heaviest, (-whole, one, two))

    def settle(self, needed: int) -> None:
        """Joins classes between which hidden edges weigh enough together."""
        while self._heaviest and -self._heaviest[0][0] >= needed:
            weight, one, two = heapq.heappop(self._heaviest)
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
        self.members[kept] += self.members[gone]
        self.members[gone] = []
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

    def order(demand: Demand) -> tuple[int, int, int]:
        """The highest demand first: what holds two sums together at one demand does so at any lower one."""
        edge, needed = demand
        return -needed, weights[edge], edge

    waiting = sorted(demands, key=order)
    for rank in sorted(rank for rank in set(network.ranks) if most is None or rank <= most):
        waiting = waiting and _protected(network, protected, weights, waiting, rank)
    return protected, [edge for edge, _ in waiting]


def _protected(
    network: Network, hidden: set[int], weights: Sequence[int], demands: list[Demand], rank: int
) -> list[Demand]:
    """Adds to `hidden` what meets the demands with cells up to `rank`; returns the demands that it could not meet."""
    # The highest demand comes first, the lowest last.
    classes, waiting = Classes(network.nodes, demands[-1][1], demands[0][1]), []
    tails, heads = network.tails, network.heads
    for edge in hidden:
        classes.lay(tails[edge], heads[edge], weights[edge])
    stands_alone = _stands_alone(network, hidden, weights, rank, classes)
    for edge, needed in demands:
        tail, head = tails[edge], heads[edge]
        classes.settle(needed)
        if classes.of[tail] == classes.of[head]:
            continue
        is_alone = stands_alone(tail, edge) or stands_alone(head, edge)
        way = None if is_alone else _way(network, hidden, weights, (edge, needed), rank, classes)
        if way is None:
            waiting.append((edge, needed))
            continue
        new = set(way) - hidden
        if any(network.ranks[other] >= DEAR for other in new) and _holds(
            network, hidden, weights, edge, needed
        ):
            continue
        for other in new:
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
    enough = needed - weights[edge]

    def usable(other: int, forward: bool) -> bool:
        if other == edge or weights[other] < 0 or (network.ranks[other] > rank and other not in hidden):
            return False
        return forward or weights[other] >= enough

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


def _holds(network: Network, hidden: set[int], weights: Sequence[int], demanding: int, needed: int) -> bool:
    """Whether every union that can be computed and holds the edge weighs enough already: the exact answer.

    The lightest such union is a least cut between the ends of the edge, in which no edge may cross back: as much as can flow
    from one end to the other when hidden edges let through what they weigh, and everything against their direction
    (L. R. Ford and D. R. Fulkerson, Maximal flow through a network, 1956).
    """
    flow: dict[int, float] = defaultdict(float)
    start, goal, found = network.tails[demanding], network.heads[demanding], 0.0
    while found < needed:
        came = _augmented(network, hidden, weights, flow, start, goal)
        if goal not in came:
            return False
        way, here = [], goal
        while here != start:
            edge, before, forward = came[here]
            way.append((edge, forward))
            here = before
        more = min((weights[edge] - flow[edge] for edge, forward in way if forward), default=inf)
        for edge, forward in way:
            flow[edge] += more if forward else -more
        found += more
    return True


def _augmented(
    network: Network,
    hidden: set[int],
    weights: Sequence[int],
    flow: dict[int, float],
    start: int,
    goal: int,
) -> dict[int, tuple[int, int, bool]]:
    """A walk into the breadth over hidden edges with room: for each sum that is met by which edge, whence, and how."""
    came: dict[int, tuple[int, int, bool]] = {start: (-1, -1, False)}
    waiting = deque([start])
    while waiting and goal not in came:
        here = waiting.popleft()
        for edge, other, forward in network.incident[here]:
            room = weights[edge] - flow[edge] if forward else weights[edge]
            if other in came or edge not in hidden or room < 0 or (forward and not room):
                continue
            came[other] = (edge, here, forward)
            waiting.append(other)
    return came


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


def tie(
    network: Network, hidden: Iterable[int], groups: Iterable[Sequence[int]], inner: Sequence[bool]
) -> set[int]:
    """`hidden` and what else must be, so that the nodes of each group hang together by hidden `inner` edges."""
    tied = set(hidden)
    for first, *others in groups:
        for node in others:
            apart = Classes(network.nodes)
            way = _cheapest_way(network, tied, apart, first, node, lambda edge, _: inner[edge])
            tied.update(way or ())
    return tied


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
