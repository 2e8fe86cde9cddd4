"""Whether every union of hidden cells that can be computed weighs enough already: the exact answer, by flows."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Protocol

_NARROWER = 8
_Step = tuple[int, int, bool]  # an edge, a sum at its end, and whether one goes along it in its own direction


class Edges(Protocol):
    """A network (`data.disclosure.network.Network`): its edges by number, and those at each of its sums."""

    @property
    def tails(self) -> Sequence[int]:
        """The sum that each edge leads from."""

    @property
    def heads(self) -> Sequence[int]:
        """The sum that each edge leads to."""

    @property
    def incident(self) -> list[list[_Step]]:
        """The edges at each sum."""


class Held:
    """Tells of an edge of `hidden`, which may grow, whether each union with it weighs as much as is needed.

    The lightest such union is a least cut between the ends of the edge, in which no edge may cross back: as much as can flow
    from one end to the other when hidden edges let through what they weigh, and everything against their direction
    (L. R. Ford and D. R. Fulkerson, Maximal flow through a network, 1956). An edge of negative weight is of a cell that
    everybody knows: there is no such union through it.
    """

    def __init__(self, network: Edges, hidden: set[int], weights: Sequence[int]) -> None:
        self._network, self._hidden, self._weights = network, hidden, weights
        self._lanes: list[list[_Step]] = []
        self._known = -1

    def __call__(self, edge: int, needed: int) -> bool:
        """Whether every union with this edge weighs `needed` or more."""
        room, found = list(self._weights), 0
        start, goal = self._network.tails[edge], self._network.heads[edge]
        at_least = (
            needed  # that a walk must let through: wide ones are tried first, since a few of them are enough
        )
        while found < needed:
            came = self._walked(room, start, goal, at_least)
            if goal in came:
                found += _let_through(room, came, start, goal, needed)
            elif at_least == 1:
                return False
            else:
                at_least = max(1, at_least // _NARROWER)
        return True

    def _open(self) -> list[list[_Step]]:
        """The hidden edges at each sum."""
        if self._known != len(self._hidden):
            hidden, weights, self._known = self._hidden, self._weights, len(self._hidden)
            self._lanes = [
                [step for step in steps if step[0] in hidden and weights[step[0]] >= 0]
                for steps in self._network.incident
            ]
        return self._lanes

    def _walked(self, room: list[int], start: int, goal: int, at_least: int) -> dict[int, _Step]:
        """A walk into the breadth where there is room: for each sum that is met by which edge, whence, and how."""
        lanes = self._open()
        came: dict[int, _Step] = {start: (-1, -1, False)}
        waiting = [start]
        for here in waiting:  # grows meanwhile
            for edge, other, forward in lanes[here]:
                if other not in came and (not forward or room[edge] >= at_least):
                    came[other] = (edge, here, forward)
                    waiting.append(other)
            if goal in came:
                break
        return came


def _let_through(room: list[int], came: dict[int, _Step], start: int, goal: int, needed: int) -> int:
    """Takes the room of the walk that ended in `goal`, and gives it back where it went against an edge; how much it was."""
    way, here, more = [], goal, inf
    while here != start:
        edge, here, forward = came[here]
        way.append((edge, forward))
        more = min(more, room[edge]) if forward else more
    taken = needed if more == inf else int(more)
    for edge, forward in way:
        room[edge] -= taken if forward else -taken
    return taken
