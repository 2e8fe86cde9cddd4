"""Where the names stand in a still picture, so that none hides another: as geo/web/labels.js does on the web map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geo.picture.lettering import Lettering

Box = tuple[float, float, float, float]
# Distances of the rings around a region's point, in heights of its letters.
_RINGS = (0.0, 0.6, 1.2, 1.8, 2.6, 3.4, 4.4, 5.6)
_LEADING = 1.15


@dataclass(frozen=True)
class Named:
    """A region to be named: its lines (name, and the value last), its point, and the box of its shape, in pixels."""

    lines: tuple[str, ...]
    at: tuple[float, float]
    own: Box


@dataclass(frozen=True)
class Spot:
    """Where the lines of a name stand, and how far from its point (pixels)."""

    lines: tuple[str, ...]
    box: Box
    far: float


def arrange(names: Sequence[Named], room: Box, size: int, letters: Lettering) -> list[Spot | None]:
    """A spot for each name inside `room`, None where there is none; `size` of the letters in pixels.

    The largest and the smallest regions are tried first in turn; the order that moves names least is kept.
    """
    spots = [_spots(named, size, letters) for named in names]
    order = sorted(range(len(names)), key=lambda index: _area(names[index].own))
    tries = [_settled(names, spots, indexes, room, size) for indexes in (order, order[::-1])]
    return min(tries, key=lambda chosen: sum(spot.far**2 if spot else 1e6 for spot in chosen))


def _settled(
    names: Sequence[Named], spots: list[list[Spot]], order: list[int], room: Box, size: int
) -> list[Spot | None]:
    """The nearest free spot of each name, taken in `order`."""
    # A region smaller than its name must stay visible: no name lies on it, and its own stands beside it.
    taken = [
        named.own for named, own_spots in zip(names, spots, strict=True) if _tiny(named.own, own_spots, size)
    ]
    chosen: list[Spot | None] = [None] * len(names)
    for index in order:
        free = (spot for spot in spots[index] if _within(spot.box, room) and not _hits(spot.box, taken))
        spot = chosen[index] = next(free, None)
        if spot is not None:
            taken.append(spot.box)
    return chosen


def _spots(named: Named, size: int, letters: Lettering) -> list[Spot]:
    """Candidates, nearest first: on the point, then around it in widening rings; with the value, then without."""
    name, value = named.lines[0], named.lines[1:]
    # What is given up counts like a distance: a name on two lines a little, a missing value as much as a ring.
    ways = (
        (0.0, (name, *value)),
        (0.3, (*_halves(name), *value)),
        (1.0, (name,)),
        (1.3, _halves(name)),
    )
    spots = []
    for cost, lines in ways:
        width = max(letters.width(line, size, bold=bool(value)) for line in lines) + 6
        for ring in _RINGS:
            steps = range(12 if ring else 1)
            spots += [_spot(named.at, lines, width, size, ring, step, cost) for step in steps]
    return sorted(spots, key=lambda spot: spot.far)


def _spot(
    at: tuple[float, float],
    lines: tuple[str, ...],
    width: float,
    size: int,
    ring: float,
    step: int,
    cost: float,
) -> Spot:
    """The lines around a point on ring `ring`, at `step` of twelve; on the wide rings beside it, not across it."""
    angle = step * math.pi / 6
    dx, dy = math.cos(angle) * ring * size, math.sin(angle) * ring * size
    if ring > 2:
        dx += math.copysign(width / 2, round(math.cos(angle) * 10)) if round(math.cos(angle) * 10) else 0
    x, y, height = at[0] + dx, at[1] + dy, len(lines) * size * _LEADING
    return Spot(lines, (x - width / 2, y - height / 2, x + width / 2, y + height / 2), (ring + cost) * size)


def _halves(name: str) -> tuple[str, ...]:
    """A name of several words on two lines."""
    words = name.split(" ")
    half = -(-len(words) // 2)
    return (" ".join(words[:half]), " ".join(words[half:])) if len(words) > 1 else (name,)


def _tiny(own: Box, spots: list[Spot], size: int) -> bool:
    """Whether a region is much smaller than its name."""
    name = spots[0].box
    return own[2] - own[0] < 0.6 * (name[2] - name[0]) and own[3] - own[1] < 2.2 * size


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _within(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _hits(box: Box, others: Sequence[Box]) -> bool:
    return any(box[0] < o[2] and box[2] > o[0] and box[1] < o[3] and box[3] > o[1] for o in others)
