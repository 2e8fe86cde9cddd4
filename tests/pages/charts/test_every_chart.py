"""Every chart of the room says its axis, its unit, its end values, and its numbers as a table: one test, over the door."""

from __future__ import annotations

import inspect
import io
import re
from html import escape, unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from data.indicators import Funnel
from data.words import Words
from pages import charts
from pages.charts import Bar, Caption, Chart, Dot, Drawing, Line, Panel, Part, Step, face, still_png, svg
from pages.charts.bars import FUNNEL_STEPS
from pages.charts.picture import Area, Rule
from tests.pages.markup import safe

WORDS = Words("id")
MONTHS = tuple(f"2025-{month:02d}" for month in range(1, 13))
NAN = float("nan")
FUNNEL = [employers for employers, _, _ in FUNNEL_STEPS]
# A chart of each kind, of given values: per cent, or millions of rupiah.
EXAMPLES = {
    "trend": lambda values: charts.trend(
        Drawing(MONTHS[: len(values)], (Line("Kota", tuple(values), "main"),), "percent"), "Tren", WORDS
    ),
    "small_multiples": lambda values: charts.small_multiples(
        MONTHS[: len(values)],
        [Panel("Kota", tuple(values)), Panel("Kab.", (NAN,) * len(values))],
        "percent",
        "Tren",
        WORDS,
    ),
    "strip": lambda values: charts.strip(
        [Dot(f"W{at}", value, WORDS.percent(value), "#1d5fa8") for at, value in enumerate(values)],
        "percent",
        "Sebaran",
        None,
        WORDS,
    ),
    "funnel_plot": lambda values: charts.funnel_plot(
        [
            charts.Place(f"W{at}", round(value), 100 + at, value, "#1d5fa8", named=True)
            for at, value in enumerate(values)
        ],
        Funnel(0.5, 1.0),
        "Pemberi kerja",
        "Corong",
        WORDS,
    ),
    "bars": lambda values: charts.bars(
        [Bar(f"W{at}", WORDS.percent(value), value / max(values)) for at, value in enumerate(values)],
        "Batang",
        "%",
        WORDS,
    ),
    "bridge": lambda values: charts.bridge(
        [
            Step("Awal", 0, standing=True),
            *(Step(f"W{at}", 1e6 * value, "3 pemberi kerja") for at, value in enumerate(values)),
            Step("Akhir", 1e6 * sum(values), standing=True),
        ],
        "Jembatan",
        WORDS,
    ),
    "stacked_bar": lambda values: charts.stacked_bar(
        [Part(f"W{at}", 1e6 * value, "#dde3ea") for at, value in enumerate(values)], "Umur", WORDS
    ),
    "funnel": lambda values: charts.funnel(
        dict(zip(FUNNEL, (round(1e4 * value) for value in values), strict=False)).get, str, WORDS
    ),
}
# The numbers of the table of each kind that are those that were given, and how they are written.
ALL, INSIDE, FIRST_FOUR = slice(None), slice(1, -1), slice(0, 4)
OVER_MONTHS = {"trend", "small_multiples"}
WRITTEN = {
    "bridge": (INSIDE, 1.0),
    "stacked_bar": (ALL, 1.0),
    "funnel": (FIRST_FOUR, 1e4),
}


def makers() -> set[str]:
    """The names at the door that make a chart."""
    made = {name: getattr(charts, name) for name in charts.__all__}
    return {
        name
        for name, maker in made.items()
        if inspect.isfunction(maker)
        and str(inspect.signature(maker).return_annotation) in ("Chart", "Chart | None")
    }


def test_every_chart_of_the_room_is_tested_here():
    assert makers() == set(EXAMPLES)


def written(chart: Chart) -> list[str]:
    """Every text that the chart writes on the screen: in its drawings, or as HTML."""
    if chart.html:
        return [text.strip(" ·") for text in re.split(r"<[^>]*>", unescape(safe(chart.html) and chart.html))]
    roots = [ElementTree.fromstring(svg(picture)) for picture in chart.pictures]
    return [text.text or "" for root in roots for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_it_has_an_axis_a_unit_end_values_and_its_numbers_as_a_table(name):
    chart = EXAMPLES[name]([62.0, 63.5, 61.0, 60.0])
    texts = written(chart)
    assert chart.unit in texts or name == "funnel"
    ends = chart.rows[:1] if name in OVER_MONTHS else [chart.rows[0], chart.rows[-1]]
    assert all(any(row[1] in text for text in texts) for row in ends)
    if chart.window:
        assert chart.window in texts
    assert all(picture.label for picture in chart.pictures)
    assert len({len(row) for row in chart.rows} | {len(chart.heads)}) == 1
    table = chart.table
    assert all(escape(cell) in table for row in chart.rows for cell in row)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
@given(values=some.lists(some.floats(0.5, 100), min_size=4, max_size=12))
@settings(max_examples=15, deadline=None)
def test_its_numbers_are_those_that_were_given(name, values):
    chart = EXAMPLES[name](values)
    said = [number(row[1]) for row in chart.rows]
    rows, times = WRITTEN.get(name, (ALL, 1.0))
    given_values = values[:4] if name == "funnel" else values
    shown = said[rows] if name in WRITTEN else sorted(said)
    expected = list(given_values) if name in WRITTEN else sorted(given_values)
    assert shown == pytest.approx(
        [times * value for value in expected], abs=1.0 if name in WRITTEN else 0.006
    )


def test_the_target_of_bars_is_a_line_at_the_same_share_on_the_screen_and_in_the_picture():
    rows = [Bar("W1", "75 %", 0.75), Bar("W2", None), Bar("W3", "125 %", 1.0)]
    chart, plain = (charts.bars(rows, "Batang", "%", WORDS, target=target) for target in (0.8, None))
    assert str(chart.html).count("--from:0.800") == 2 and "--from" not in str(plain.html)
    assert (chart.unit, plain.unit) == ("%; garis: target", "%")
    lines = [mark for mark in chart.pictures[0].marks if isinstance(mark, Rule)]
    longest = max(
        (mark for mark in chart.pictures[0].marks if isinstance(mark, Area)), key=lambda one: one.width
    )
    assert {mark.x1 for mark in lines} == {longest.x + 0.8 * longest.width} and len(lines) == 2


def number(text: str) -> float:
    return float(text.rstrip("%\u00a0").lstrip("+").replace(".", "").replace(",", "."))


@given(values=some.lists(some.floats(0, 1e4), min_size=2, max_size=9))
@settings(max_examples=15, deadline=None)
def test_the_parts_of_a_chart_add_up_to_what_they_lead_to(values):
    *steps, after = (number(row[1]) for row in EXAMPLES["bridge"](values).rows)
    assert sum(steps) == pytest.approx(after)
    parts = [number(row[1]) for row in EXAMPLES["stacked_bar"](values).rows]
    assert sum(parts) == pytest.approx(after)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_it_is_a_still_picture_with_its_title_and_the_mark_of_its_data(name):
    chart = EXAMPLES[name]([62.0, 63.5, 61.0, 60.0])
    image = Image.open(io.BytesIO(still_png(chart, Caption("KC", "Peta Patuh.", "SIMULASI", face=face()))))
    assert image.width == 1920 and 300 < image.height < 1400
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20)}
    assert (180, 35, 24) in colours and (17, 24, 39) in colours


def test_an_amount_taken_off_is_read_with_its_sign_before_the_unit_and_nothing_without_one():
    steps = [
        Step("Awal", 2_000_000_000, standing=True),
        Step("Baru", 0),
        Step("Tambah", 100_000_000),
        Step("Dibayar", -500_000_000),
        Step("Akhir", 1_600_000_000, standing=True),
    ]
    chart = charts.bridge(steps, "Jembatan", WORDS)
    assert [row[1] for row in chart.rows] == ["2.000", "0", "+100", "−500", "1.600"]
    said = unescape(chart.html)
    assert "−Rp500 juta" in said and "+Rp100 juta" in said and "Rp−" not in said and "Rp+" not in said
