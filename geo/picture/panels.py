"""Panels of a still picture: one per area, since the areas lie 1,000 km apart; each with a scale of its own.

The same lay-out as geo/web/choropleth.js has on a wide frame: the first area is the largest and gets two thirds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.placing import Box

_SHARE = 0.66  # of the width for the first panel
_GAP, _PAD, _HEAD = 20, 16, 44  # pixels between panels, inside a panel, for its caption


@dataclass(frozen=True)
class Panel:
    """An area in its `box` (pixels): Mercator metres `bounds` at `scale` pixels a metre, from `left`, `top`."""

    area: str
    box: Box
    bounds: Box
    scale: float
    left: float
    top: float

    def put(self, points: np.ndarray) -> np.ndarray:
        """Mercator metres (n x 2) to pixels of the picture."""
        x = self.left + (points[:, 0] - self.bounds[0]) * self.scale
        y = self.top + (self.bounds[3] - points[:, 1]) * self.scale
        return np.column_stack([x, y])

    def bar(self, latitude: float) -> tuple[int, float]:
        """The scale bar at this latitude: a round number of kilometres, at most a fifth of the panel, in pixels."""
        metre = self.scale / math.cos(math.radians(latitude))
        most = (self.box[2] - self.box[0]) * 0.2 / metre / 1000
        power = 10 ** math.floor(math.log10(most))
        km = max(step * power for step in (1, 2, 5) if step * power <= most)
        return int(km) or 1, (int(km) or 1) * 1000 * metre


def panels(bounds: Sequence[tuple[str, Box]], room: Box) -> list[Panel]:
    """The panels of areas, in their order, inside `room`; `bounds` are their Mercator metres."""
    boxes = _boxes(len(bounds), room)
    return [_panel(area, box, own, len(bounds) == 1) for (area, own), box in zip(bounds, boxes, strict=True)]


def _boxes(count: int, room: Box) -> list[Box]:
    left, top, right, bottom = room
    if count == 1:
        return [room]
    middle = left + (right - left) * _SHARE
    height = (bottom - top - _GAP * (count - 2)) / (count - 1)
    lower = [
        (middle + _GAP, y, right, y + height) for y in (top + k * (height + _GAP) for k in range(count - 1))
    ]
    return [(left, top, middle, bottom), *lower]


def _panel(area: str, box: Box, bounds: Box, single: bool) -> Panel:
    head = 0 if single else _HEAD
    width, height = box[2] - box[0] - 2 * _PAD, box[3] - box[1] - 2 * _PAD - 2 * head
    scale = min(width / (bounds[2] - bounds[0]), height / (bounds[3] - bounds[1]))
    left = box[0] + _PAD + (width - scale * (bounds[2] - bounds[0])) / 2
    top = box[1] + _PAD + head + (height - scale * (bounds[3] - bounds[1])) / 2
    return Panel(area, box, bounds, scale, left, top)
