"""Where the names stand in a still picture, so that none hides another: as geo/web/labels.js does on the web map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geo.picture.lettering import Lettering

Box = tuple[float, float, float, float]
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
    """A spot for each name inside `room`, None where there is none.

    The largest and the smallest regions are tried first in turn; the order that moves names least is kept.
    """
    spots = [_spots(one, size, letters) for one in names]
    order = sorted(range(len(names)), key=lambda k: _area(names[k].own))
    tries = [_settled(names, spots, one, room, size) for one in (order, order[::-1])]
    return min(tries, key=lambda found: sum(spot.far**2 if spot else 1e6 for spot in found))


def _settled(
    names: Sequence[Named], spots: list[list[Spot]], order: list[int], room: Box, size: int
) -> list[Spot | None]:
    # a region smaller than its name must stay visible: no name lies on it, its own stands beside it
    tiny = {k: one.own for k, one in enumerate(names) if _tiny(one.own, spots[k], size)}
    taken, found = list(tiny.values()), [None] * len(names)  # type: list[Box], list[Spot | None]
    for k in order:
        found[k] = next(
            (spot for spot in spots[k] if _within(spot.box, room) and not _hits(spot.box, taken)), None
        )
        spot = found[k]
        if spot is not None:
            taken.append(spot.box)
    return found


def _spots(one: Named, size: int, letters: Lettering) -> list[Spot]:
    """Candidates, nearest first: on the point, then around it in widening rings; with the value, then without."""
    found = []
    name, value = one.lines[0], one.lines[1:]
    for cost, lines in (
        (0.0, (name, *value)),
        (0.3, (*_halves(name), *value)),
        (1.0, (name,)),
        (1.3, _halves(name)),
    ):
        width = max(letters.width(line, size, bold=bool(value)) for line in lines) + 6
        found += [_spot(one.at, lines, width, size, ring, step, cost) for ring in _RINGS for step in range(12 if ring else 1)]  # fmt: skip
    return sorted(found, key=lambda spot: spot.far)


def _spot(
    at: tuple[float, float],
    lines: tuple[str, ...],
    width: float,
    size: int,
    ring: float,
    step: int,
    cost: float,
) -> Spot:
    angle = step * math.pi / 6
    dx, dy = math.cos(angle) * ring * size, math.sin(angle) * ring * size
    if ring > 2:
        dx += math.copysign(width / 2, round(math.cos(angle) * 10)) if round(math.cos(angle) * 10) else 0
    x, y, height = at[0] + dx, at[1] + dy, len(lines) * size * _LEADING
    return Spot(lines, (x - width / 2, y - height / 2, x + width / 2, y + height / 2), (ring + cost) * size)


def _halves(name: str) -> tuple[str, ...]:
    words = name.split(" ")
    half = -(-len(words) // 2)
    return (" ".join(words[:half]), " ".join(words[half:])) if len(words) > 1 else (name,)


def _tiny(own: Box, spots: list[Spot], size: int) -> bool:
    name = spots[0].box
    return own[2] - own[0] < 0.6 * (name[2] - name[0]) and own[3] - own[1] < 2.2 * size


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _within(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _hits(box: Box, others: Sequence[Box]) -> bool:
    return any(box[0] < o[2] and box[2] > o[0] and box[1] < o[3] and box[3] > o[1] for o in others)
