"""Where the names stand in a still picture: what geo.placing, which the browser asks too, says for its panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.picture.lettering import Lettering
from geo.placing import Box, Label, Place, Task, place


@dataclass(frozen=True)
class Named:
    """A region to be named: its name, its value ("" for none), the number of its panel; point and rings in pixels."""

    name: str
    value: str
    panel: int
    at: tuple[float, float]
    rings: Sequence[np.ndarray]


def arrange(
    names: Sequence[Named], panels: Sequence[Box], obstacles: Sequence[Box], size: int, letters: Lettering
) -> list[Place | None]:
    """A place for each name in letters of `size` pixels, None where there is none."""
    labels = [_label(named, size, letters) for named in names]
    return place(Task(size, panels, obstacles, labels))


def _label(named: Named, size: int, letters: Lettering) -> Label:
    """A name with the widths of its words, two pixels more than measured: halos stand out."""
    words = [(word, letters.width(word, size)) for word in named.name.split()]
    value = (named.value, letters.width(named.value, size, bold=True) + 2) if named.value else None
    rings = [ring.round(2).ravel().tolist() for ring in named.rings]
    return Label(named.panel, named.at, rings, words, letters.width(" ", size), value)
