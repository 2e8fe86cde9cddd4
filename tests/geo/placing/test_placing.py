"""One placer for browser and picture: no name on another, none under a control, each on its own ground or with a line."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as some

from geo.placing import Label, Task, place
from tests.examples import examples
from tests.geo.placing.frames import ALL, FRAMES, USUAL, Frame, Legend, areas, covered, laid_out, shapes
from tests.geo.placing.tasks import problems, said_of, shape_of, task_of

# Values as indicators write them, the widest of each kind: the texts of every indicator are tried by `make labels`.
TEXTS = ("▼ 58,85 %", "Rp1,2 miliar", "12.345", "3*")


@pytest.mark.parametrize(("frame", "text", "area"), zip(FRAMES, TEXTS, [*areas(), areas()[0]], strict=True))
def test_names_and_values_of_the_real_map(frame, text, area):
    """All areas, one alone, and the kecamatan of one."""
    said = room = 0
    for one, level in ((ALL, ""), (area, ""), (areas()[1], "kecamatan")):
        task, _ = task_of(FRAMES[frame], one, dict.fromkeys(shapes(level)["code"], text), level)
        places = place(task)
        assert problems(task, places) == []
        now = said_of(task, places)
        said, room = said + now[0], room + now[1]
    assert said >= 0.95 * room > 20


def test_a_name_without_a_line_leans_little_on_its_neighbours():
    """Open cases of two kecamatan: the placer counts coarse cells, and Megaluh stood on others' ground by more than 15 %."""
    texts = {"35.17.09": "00", "35.17.20": "0"}
    task, _ = task_of(FRAMES["projector"], "mojokerto-jombang", texts, "kecamatan")
    assert problems(task, place(task)) == []


def test_on_a_wide_frame_nothing_is_left_out():
    """Every region below its target, each with a sign: on the smaller screen one may stand without its name."""
    for frame, nameless in (("1366", 1), ("1920", 0)):
        task, codes = task_of(FRAMES[frame], ALL, dict.fromkeys(shapes("")["code"], TEXTS[0]))
        places = dict(zip(codes, place(task), strict=True))
        assert all(one and one.valued for one in places.values())
        assert sum(len(one.lines) == 1 for one in places.values()) <= nameless
    # two towns that neighbours would swallow: their names stand on nobody's ground, with a line
    drawn = [shape_of(one) for one in task.labels]
    for code in ("35.76", "33.75"):
        box = shapely.box(*places[code].box)
        assert places[code].leader
        assert sum(shape.intersection(box).area for shape in drawn) < 0.02 * box.area


def test_no_shape_lies_under_a_legend():
    """Short and long legends in the frames that people have: what lies under one cannot be read."""
    wide = Legend(USUAL.heading, tuple((f"> Rp60 miliar – {text}", count) for text, count in USUAL.lines))
    for frame, legend, area in product(FRAMES.values(), (USUAL, wide, _first(3)), (ALL, *areas())):
        shown = tuple(areas()) if area == ALL else (area,)
        found = laid_out(frame, shown, legend)
        box = shapely.box(*found["legend"])
        assert shapely.box(0, 0, frame.width, frame.height).covers(box)
        task, _ = task_of(frame, area, {}, legend=legend)
        assert [one.words for one in task.labels if shape_of(one).intersects(box)] == [], (
            frame,
            area,
            found["columns"],
        )


def test_shapes_make_way_for_a_legend_in_a_corner_or_it_stands_below():
    """What a reader sees first is the map: it keeps four fifths of its size beside a legend."""
    shown = tuple(areas())
    alone = laid_out(FRAMES["1366"], shown, Legend("", ()))["puts"]["sumsel"]["scale"]
    beside = laid_out(FRAMES["1366"], shown, USUAL)
    assert beside["columns"] == 0 and 0.8 * alone < beside["puts"]["sumsel"]["scale"] < alone
    small = laid_out(FRAMES["1366"], shown, _first(3))
    assert small["columns"] == 0 and small["puts"]["sumsel"]["scale"] > 0.95 * alone
    below = laid_out(Frame(1180, 700, 30), shown, USUAL)
    assert below["columns"] > 2 and below["legend"][1] >= max(box[3] for box in below["panels"])


def test_shapes_stay_where_the_legend_of_another_indicator_has_room_beside_them():
    """Who switches between indicators compares shapes that stand still; a legend without room moves them all the same."""
    for frame, area in product(FRAMES.values(), (ALL, *areas())):
        shown = tuple(areas()) if area == ALL else (area,)
        long, short = (laid_out(frame, shown, legend) for legend in (USUAL, _first(3)))
        if long["columns"]:
            assert laid_out(frame, shown, _first(3), before=USUAL) == short
            continue
        after = laid_out(frame, shown, _first(3), before=USUAL)
        assert after["puts"] == long["puts"] and covered(after["legend"], after, shown[0], frame) == 0
        again = laid_out(frame, shown, USUAL, before=_first(3))
        assert covered(again["legend"], again, shown[0], frame) == 0
        assert again == long or again["puts"] == short["puts"]
        assert laid_out(frame, shown, Legend("", ()), before=USUAL)["puts"] == long["puts"]


def _first(count: int) -> Legend:
    return Legend(USUAL.heading, USUAL.lines[:count])


POINT = some.tuples(some.floats(5, 395), some.floats(5, 295))
STAR = some.tuples(POINT, some.lists(some.floats(4, 90), min_size=3, max_size=9))


def star(at: tuple[float, float], radii: list[float]) -> shapely.Polygon:
    angles = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    return shapely.Polygon(
        [
            (at[0] + r * np.cos(angle), at[1] + r * np.sin(angle))
            for r, angle in zip(radii, angles, strict=True)
        ]
    )


def label(shape: shapely.Polygon, name: str, value: str) -> Label:
    words = [(word, 7.0 * len(word)) for word in name.split()]
    at = shapely.get_coordinates(shape.representative_point())[0].tolist()
    ring = np.asarray(shape.exterior.coords)[:-1].ravel().tolist()
    return Label(0, tuple(at), [ring], words, 4.0, (value, 8.0 * len(value)) if value else None)


NAMES = some.sampled_from(["Lahat", "Musi Rawas Utara", "Kota Mojokerto", "<b>", "A B C D"])


@given(
    some.lists(some.tuples(STAR, NAMES, some.sampled_from(["", "1,0", "▼ 58,85 %"])), min_size=1, max_size=6),
    some.lists(some.tuples(POINT, some.floats(5, 120), some.floats(5, 120)), max_size=3),
)
@examples(8, 100)
def test_whatever_the_shapes_no_name_hides_another(stars, controls):
    """Shapes may lie on each other here, which those of a map do not: whose ground is whose is then not asked."""
    drawn = [star(*one) for one, _, _ in stars]
    labels = [label(shape, name, value) for shape, (_, name, value) in zip(drawn, stars, strict=True)]
    obstacles = [(x, y, x + wide, y + tall) for (x, y), wide, tall in controls]
    task = Task(14, [(0, 0, 400, 300)], obstacles, labels)
    places = place(task)
    assert places == place(task)
    assert [one for one in problems(task, places) if "ground" not in one] == []
    for one, placed in zip(labels, places, strict=True):
        if placed:
            spoken = " ".join(word for word, _ in one.words)
            assert " ".join(placed.lines) in {
                spoken,
                *([one.value[0], f"{spoken} {one.value[0]}"] if one.value else []),
            }


def test_what_is_out_of_sight_has_no_name():
    shape = shapely.box(500, 10, 600, 90)
    assert place(Task(14, [(0, 0, 400, 300)], [], [label(shape, "Lahat", "1,0")])) == [None]
    assert place(Task(14, [(0, 0, 400, 300)], [], [])) == []
