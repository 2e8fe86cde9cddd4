"""The maps that the placer is tried on: the real shapes in the frames that people have; and what is wrong with places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from itertools import combinations
from typing import NamedTuple

import numpy as np
import shapely

from geo.placing import Label, Place, Task
from tests.geo.placing.frames import ALL, USUAL, Frame, Legend, areas, in_the_way, laid_out, letters, shapes


def task_of(
    frame: Frame, area: str, texts: Mapping[str, str], level: str = "", legend: Legend = USUAL
) -> tuple[Task, list[str]]:
    """The task of a map whose values are `texts` by code ("" is none), and the codes of its labels."""
    shown = tuple(areas()) if area == ALL else (area,)
    found = laid_out(frame, shown, legend)
    labels, codes = [], []
    for number, one in enumerate(shown):
        put = _into(frame, found["puts"][one], shapes("")[shapes("")["area"] == one].total_bounds)
        for row in shapes(level)[shapes(level)["area"] == one].itertuples():
            codes.append(row.code)
            labels.append(_label(number, row, put, texts.get(row.code, ""), frame.size))
    return Task(frame.size, found["panels"], in_the_way(frame, found), labels), codes


def _into(frame: Frame, at: Mapping, bounds: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Metres of the map to pixels of the frame."""
    unit = frame.width / 1000

    def put(points: np.ndarray) -> np.ndarray:
        x = at["left"] + (points[:, 0] - bounds[0]) * at["scale"]
        return np.column_stack([x, at["top"] + (bounds[3] - points[:, 1]) * at["scale"]]) * unit

    return put


def _label(panel: int, row, put: Callable, text: str, size: int) -> Label:
    (x, y) = put(np.array([[row.x, row.y]]))[0].tolist()
    rings = [
        put(np.asarray(ring.coords)[:-1]).round(2).ravel().tolist()
        for part in shapely.get_parts(row.geometry)
        for ring in (part.exterior, *part.interiors)
    ]
    words = [(word, letters().width(word, size)) for word in row.short.split()]
    value = (text, letters().width(text, size, bold=True)) if text else None
    return Label(panel, (x, y), rings, words, letters().width(" ", size), value)


class _Placed(NamedTuple):
    at: int
    name: str
    place: Place
    box: shapely.Geometry
    line: shapely.Geometry  # empty where there is none


def shape_of(label: Label) -> shapely.Geometry:
    """What the rings of a label enclose."""
    rings = [
        shapely.make_valid(shapely.Polygon(np.reshape(ring, (-1, 2))))
        for ring in label.rings
        if len(ring) > 4
    ]
    return reduce(shapely.symmetric_difference, rings)


def problems(task: Task, places: list[Place | None]) -> list[str]:
    """What is wrong with the places of a task: [] where nothing is."""
    drawn = [shape_of(label) for label in task.labels]
    placed = [
        _Placed(at, one.lines[0], one, shapely.box(*one.box), _line(one))
        for at, one in enumerate(places)
        if one
    ]
    alone = [said for one in placed for said in _alone(task, one, drawn)]
    return alone + [said for one, other in combinations(placed, 2) for said in _together(one, other)]


def _line(place: Place) -> shapely.Geometry:
    ends = place.leader and [place.leader[:2], place.leader[2:]]
    return shapely.LineString(ends) if ends else shapely.LineString()


def _alone(task: Task, one: _Placed, drawn: list[shapely.Geometry]) -> Iterator[str]:
    if not shapely.box(*task.panels[task.labels[one.at].panel]).buffer(0.01).covers(one.box):
        yield f"{one.name} leaves its panel"
    if any(_meet(one.box, shapely.box(*obstacle)) for obstacle in task.obstacles):
        yield f"{one.name} stands under something"
    if one.line.is_empty:
        yield from _ground(one, drawn)
    elif drawn[one.at].distance(shapely.Point(one.place.leader[:2])) > task.size / 4:
        yield f"the line of {one.name} does not begin on its region"


def _together(one: _Placed, other: _Placed) -> Iterator[str]:
    pair = f"{one.name} and {other.name}"
    if _meet(one.box, other.box):
        yield f"{pair} cover each other"
    if _meet(one.line, other.box) or _meet(other.line, one.box):
        yield f"a line crosses a name: {pair}"
    if one.line.intersects(other.line):
        yield f"lines cross: {pair}"


def _meet(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    inner = other.buffer(-0.01)
    return bool(one.intersects(inner))


def _ground(one: _Placed, drawn: list[shapely.Geometry]) -> Iterator[str]:
    """A label without a line stands on its own ground, a little beside it at most."""
    near = [at for at in shapely.STRtree(drawn).query(one.box).tolist() if at != one.at]
    own = drawn[one.at].intersection(one.box).area / one.box.area
    others = sum(drawn[at].intersection(one.box).area for at in near) / one.box.area
    if not drawn[one.at].covers(shapely.Point(one.box.centroid)):
        yield f"the middle of {one.name} is not on its own ground"
    if own < 0.7 or others > 0.15:
        yield f"{one.name} stands on its own ground by {own:.0%}, on others' by {others:.0%}"


def _holds_value(label: Label, size: float) -> bool:
    """Whether a region can say its value on its own ground."""
    shape, width, height = shape_of(label), label.value[1], size * 1.15
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(np.linspace(west, east, 25), np.linspace(south, north, 25))
    shapely.prepare(shape)
    boxes = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return bool(shapely.contains(shape, boxes.ravel()).any())


def said_of(task: Task, places: list[Place | None]) -> tuple[int, int]:
    """Of the regions with room for their value how many say it, and how many these are.

    Where names have room enough around them (as the placer counts it) every region has, since lines are drawn; where
    they are crowded, those that hold their value on their own ground.
    """
    said = room = 0
    for label, one in zip(task.labels, places, strict=True):
        if label.value and (not _is_crowded(task, label.panel) or _holds_value(label, task.size)):
            room += 1
            said += bool(one and one.valued)
    return said, room


def _is_crowded(task: Task, panel: int) -> bool:
    left, top, right, bottom = task.panels[panel]
    count = sum(label.panel == panel for label in task.labels)
    squares = (right - left) * (bottom - top) / count / task.size**2
    return squares < (45 if count <= 30 else 60)
