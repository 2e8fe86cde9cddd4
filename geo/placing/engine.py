"""The placer outside of a browser: its own scripts, run by a small JavaScript engine (docs/decisions/0025).

The engine has neither files nor network, and is stopped when it takes more memory or time than any map needs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import quickjs

Box = tuple[float, float, float, float]
Line = tuple[str, float]
"""A text and how many pixels wide it is."""

_HERE = Path(__file__).parent
SCRIPTS = b"".join((_HERE / name).read_bytes() for name in ("ground.js", "choosing.js", "placing.js"))
"""What defines `petaPlace(task)`, as the browser loads it too."""
_MEMORY, _SECONDS = 256 * 2**20, 20


@dataclass(frozen=True)
class Label:
    """A region to be named: its words and value with their widths, the point and the rings of its shape, in pixels.

    A ring is one flat list [x0, y0, x1, y1, ...]; `panel` is the number of the panel that holds the region.
    """

    panel: int
    at: tuple[float, float]
    rings: Sequence[Sequence[float]]
    words: Sequence[Line]
    space: float
    value: Line | None = None


@dataclass(frozen=True)
class Task:
    """Labels to be placed inside `panels`, in letters of `size` pixels, clear of the `obstacles`.

    `named`: however little room there is, a line to a label is better than a value without its name.
    """

    size: float
    panels: Sequence[Box]
    obstacles: Sequence[Box]
    labels: Sequence[Label]
    named: bool = False


@dataclass(frozen=True)
class Place:
    """Where a label stands: its lines in a box, all to one side or in the middle of it, with a line from its region.

    The last line is the value where `valued`. Without `leader` the label stands on its region's own ground.
    """

    lines: tuple[str, ...]
    box: Box
    align: str
    leader: Box | None
    valued: bool


def place(task: Task) -> list[Place | None]:
    """A place for each label of the task, None where it has none; the same for the same task."""
    context = quickjs.Context()
    context.set_memory_limit(_MEMORY)
    context.set_time_limit(_SECONDS)
    context.eval(SCRIPTS.decode())
    context.eval("function petaAnswer(task) { return JSON.stringify(petaPlace(JSON.parse(task))); }")
    places = json.loads(context.get("petaAnswer")(json.dumps(asdict(task))))
    return [one and _place(one) for one in places]


def _place(said: dict) -> Place:
    leader = said["leader"] and tuple(said["leader"])
    return Place(tuple(said["lines"]), tuple(said["box"]), said["align"], leader, said["valued"])
