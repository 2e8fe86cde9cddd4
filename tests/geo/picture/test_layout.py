"""The map as outlines and names: for a wall, where letters are large, every region is named and nothing lies over it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely

from geo.picture import Room, outlined
from geo.picture.inks import INK
from pages.charts import face
from tests.geo.picture.test_picture import SHAPES, drawn, typeface, values

LETTERS = typeface(face())
PAINTING = replace(drawn(values(0)).painting, suffix="")
AREAS = ("sumsel", "mojokerto-jombang", "pekalongan")


def of(area: str, room: Room, **more):
    return outlined(replace(PAINTING, area=area), SHAPES, room, LETTERS, **more)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("room", [Room(1160, 850, 34), Room(776, 800, 34, edge=16)], ids=["wide", "narrow"])
def test_every_region_is_drawn_named_and_valued(area, room):
    map = of(area, room)
    codes = set(SHAPES.regions.loc[SHAPES.regions["area"] == area, "code"])
    assert {shape.code for shape in map.shapes} == {name.code for name in map.names} == codes
    assert all(name.place.valued for name in map.names)
    points = np.array([point for shape in map.shapes for ring in shape.rings for point in ring])
    assert points.min() >= 0 and points[:, 0].max() <= room.width and points[:, 1].max() <= room.height
    boxes = [shapely.box(*name.place.box) for name in map.names]
    over = [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if a.intersection(b).area > 1]
    assert over == []


def test_shapes_say_what_the_painting_says():
    map = of("sumsel", Room(1160, 850, 34))
    marks = {mark.code: mark for mark in PAINTING.marks}
    for shape in map.shapes:
        assert shape.text == marks[shape.code].text
        assert shape.ground == PAINTING.palette[marks[shape.code].class_number]


def test_a_region_without_a_value_has_no_ground_and_says_so():
    without = replace(
        PAINTING, marks=[mark for mark in PAINTING.marks if mark.code != "16.71"], area="sumsel"
    )
    map = outlined(without, SHAPES, Room(1160, 850, 34), LETTERS)
    [shape] = [shape for shape in map.shapes if shape.code == "16.71"]
    assert (shape.ground, shape.text) == ("", PAINTING.none)
    [name] = [name for name in map.names if name.code == "16.71"]
    assert not name.place.valued and name.ink == INK


def test_a_legend_stands_where_no_land_is():
    map = of("pekalongan", Room(1160, 850, 34, legend=(380, 230)))
    assert map.legend is not None
    box = shapely.box(*map.legend)
    assert not any(shapely.Polygon(ring).intersects(box) for shape in map.shapes for ring in shape.rings[:1])
    assert of("sumsel", Room(1160, 850, 34, legend=(900, 700))).legend is None


def test_one_region_alone_is_as_large_as_the_room_and_called_as_people_call_it():
    map = of("sumsel", Room(1160, 850, 34), only="16.06", called={"16.06": "Muba"})
    assert [shape.code for shape in map.shapes] == ["16.06"]
    assert map.names[0].place.lines[0] == "Muba"
    points = np.array(map.shapes[0].rings[0])
    assert np.ptp(points[:, 1]) > 700 or np.ptp(points[:, 0]) > 900


def test_what_is_looked_at_lies_on_top_and_outsiders_are_dashed():
    map = outlined(replace(PAINTING, selected="16.71"), SHAPES, Room(1160, 850, 34), LETTERS)
    assert map.shapes[-1].code == "16.71" and map.shapes[-1].chosen
    outside = set(SHAPES.regions.loc[SHAPES.regions["muted"], "code"])
    assert {shape.code for shape in map.shapes if shape.dashed} == outside
    assert len(map.captions) == len(map.bars) == 3
