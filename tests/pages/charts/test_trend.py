"""A trend drawn as SVG: a line goes through every month that has a value, and says itself where it ends."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from data.words import Words
from pages.charts import Drawing, Line, svg, trend
from tests.geo.web.test_assets import HOSTILE

WORDS = Words("id")
NAN = float("nan")
MONTHS = tuple(f"2025-{month:02d}" for month in range(1, 13))


def drawing(*lines: Line, **parts) -> Drawing:
    return Drawing(MONTHS, lines, "percent", **parts)


def drawn(of: Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(svg(trend(of, "Tren", WORDS).pictures[0]))


def every(root: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    return list(root.iter("{http://www.w3.org/2000/svg}" + tag))


def texts(root: ElementTree.Element) -> list[str]:
    """Names and last values of the lines, where they end."""
    return [text.text for text in every(root, "text") if "peta-end" in text.get("class", "")]


def test_a_line_goes_through_its_months_and_says_name_and_last_value():
    values = tuple(float(n) for n in range(12))
    root = drawn(drawing(Line("Kota Mojokerto", values, "main")))
    [line] = every(root, "polyline")
    points = [tuple(map(float, point.split(","))) for point in line.get("points").split()]
    assert len(points) == 12
    assert points == sorted(points, key=lambda point: (point[0], -point[1]))  # to the right and up
    assert texts(root) == ["Kota Mojokerto", WORDS.percent(11)]


def test_a_target_holds_to_the_end_of_its_year_and_is_another_one_at_once():
    months = ("2025-11", "2025-12", "2026-01", "2026-02")
    target = Drawing(months, (Line("target", (50.0, 50.0, 60.0, 60.0), "target"),), "percent")
    [line] = every(drawn(target), "polyline")
    points = [tuple(map(float, point.split(","))) for point in line.get("points").split()]
    level = [(one[1] == other[1]) for one, other in pairwise(points)]
    assert level == [True, True, False, True, True]
    assert points[2][0] == points[3][0]  # straight up, between December and January
    assert points[1][0] < points[2][0] < points[4][0]


def axis(root: ElementTree.Element) -> list[tuple[float, str]]:
    """The numbers of the axis with their heights, from the lowest number up."""
    found = [text for text in every(root, "text") if text.get("class") == "peta-step"]
    return sorted(((float(text.get("y")), text.text) for text in found), reverse=True)


def said(root: ElementTree.Element, cls: str) -> list[str]:
    return [text.text for text in every(root, "text") if text.get("class") == cls]


@pytest.mark.parametrize(
    ("values", "unit", "steps"),
    [
        ([12.0, 48.0], "percent", ["0", "10", "20", "30", "40", "50"]),
        ([62.0, 63.0], "percent", ["56", "58", "60", "62", "64", "66", "68"]),
        (
            [3e9, 9.5e9],
            "rupiah",
            ["Rp0", "Rp2 miliar", "Rp4 miliar", "Rp6 miliar", "Rp8 miliar", "Rp10 miliar"],
        ),
        ([0.0, 3.0], "employers", ["0", "1", "2", "3"]),
    ],
)
def test_the_axis_has_round_numbers_and_its_unit(values, unit, steps):
    root = drawn(Drawing(MONTHS, (Line("A", (*values, *[values[-1]] * 10), "main"),), unit))
    assert [text.replace("\u00a0", " ") for _, text in axis(root)] == steps and said(root, "peta-unit") == [
        WORDS.unit(unit)
    ]
    heights = [height for height, _ in axis(root)]
    apart = [below - above for below, above in pairwise(heights)]
    assert max(apart) - min(apart) < 0.2  # as far from each other as their numbers


def test_a_movement_of_a_point_is_not_drawn_as_a_fall_and_an_axis_says_where_it_begins():
    root = drawn(drawing(Line("A", (63.0, *[62.0] * 11), "main")))
    [line] = every(root, "polyline")
    heights = [float(point.split(",")[1]) for point in line.get("points").split()]
    steps = axis(root)
    assert max(heights) - min(heights) < 0.15 * (steps[0][0] - steps[-1][0])
    assert said(root, "peta-window") == [f"Sumbu mulai dari {WORDS.percent(56)}, bukan dari nol."]
    assert said(drawn(drawing(Line("A", (3.0, *[48.0] * 11), "main"))), "peta-window") == []


def test_a_screen_reader_hears_the_ends_of_the_line():
    root = drawn(drawing(Line("kantor ini", tuple(map(float, range(12))), "main")))
    assert root.get("aria-label") == "Tren: kantor ini 0\u00a0% pada Jan 2025, 11\u00a0% pada Des 2025"


def test_months_without_a_value_are_left_out_and_an_early_end_says_its_month():
    values = (1.0, 2.0, NAN, 3.0, 4.0, 5.0, NAN, 6.0, *[NAN] * 4)
    root = drawn(drawing(Line("A", values, "main"), Line("B", (*[2.0] * 12,), "peer")))
    assert [len(line.get("points").split()) for line in every(root, "polyline")] == [2, 3, 12]
    assert texts(root)[1] == f"{WORDS.percent(6)}, {WORDS.date('2025-08')}"


def test_names_of_lines_that_end_together_do_not_cover_each_other():
    root = drawn(drawing(*(Line(name, (5.0,) * 12, "peer") for name in "ABC")))
    ends = [float(text.get("y")) for text in every(root, "text") if "peta-end" in text.get("class", "")]
    assert len(ends) == 6 and all(b - a >= 13.9 for a, b in pairwise(sorted(ends)))


def test_a_change_of_denominator_is_marked():
    line = Line("A", (1.0,) * 12, "main")
    assert said(drawn(drawing(line)), "peta-break-text") == []
    broken = drawing(line, breaks=("2025-04", "2025-09"))
    assert said(drawn(broken), "peta-break-text") == ["penyebut berganti"] * 2


@pytest.mark.parametrize(
    "nothing",
    [
        drawing(),
        drawing(Line("A", (NAN,) * 12, "main")),
        Drawing(("2025-01",), (Line("A", (1.0,), "main"),), "percent"),
    ],
)
def test_where_there_is_nothing_to_draw_there_is_no_drawing(nothing):
    assert trend(nothing, "Tren", WORDS) is None


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_are_text(hostile):
    chart = trend(drawing(Line(hostile, (1.0,) * 12, "main")), hostile, WORDS)
    root = ElementTree.fromstring(svg(chart.pictures[0]))
    assert texts(root)[0] == hostile and root.get("aria-label").count(hostile) == 2


def test_the_table_has_the_newest_month_first():
    chart = trend(drawing(Line("A", tuple(map(float, range(12))), "main")), "Tren", WORDS)
    heads, rows = chart.heads, chart.rows
    assert heads == [WORDS("Bulan"), "A"]
    assert rows[0] == [WORDS.date("2025-12"), WORDS.percent(11)] and len(rows) == 12


def test_lines_of_one_name_are_told_apart_by_when_they_were_said():
    lines = [Line("target", (float(n),) * 12, "target", f"dinyatakan {n} Apr 2025") for n in (1, 2)]
    of = drawing(*lines)
    assert [text for text in texts(drawn(of)) if "Apr" in text] == [
        "1\u00a0%, dinyatakan 1 Apr 2025",
        "2\u00a0%, dinyatakan 2 Apr 2025",
    ]
    assert trend(of, "Tren", WORDS).heads[1:] == [line.whole_name for line in lines]
