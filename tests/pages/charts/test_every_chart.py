"""Every chart of the room says its axis, its unit, its end values, and its numbers as a table: one test, over the door."""

from __future__ import annotations

import inspect
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.words import Words
from pages import charts
from pages.charts import Chart, Drawing, Line, Panel, svg

WORDS = Words("id")
MONTHS = tuple(f"2025-{month:02d}" for month in range(1, 13))
NAN = float("nan")
# What a chart is made of in a test: given values, in the order in which its table says them.
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
    """Every text that the chart writes."""
    roots = [ElementTree.fromstring(svg(picture)) for picture in chart.pictures]
    return [text.text or "" for root in roots for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_it_has_an_axis_a_unit_end_values_and_its_numbers_as_a_table(name):
    chart = EXAMPLES[name]([62.0, 63.5, 61.0])
    texts = written(chart)
    assert chart.unit in texts and WORDS.percent(61.0) in texts
    if chart.window:
        assert chart.window in texts
    assert all(picture.label for picture in chart.pictures)
    assert len({len(row) for row in chart.rows} | {len(chart.heads)}) == 1
    table = charts.numbers_table(chart)
    assert all(cell in table for row in chart.rows for cell in row)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
@given(values=some.lists(some.floats(0.5, 100), min_size=3, max_size=12))
@settings(max_examples=15, deadline=None)
def test_its_table_says_the_values_that_were_given(name, values):
    chart = EXAMPLES[name](values)
    said = [row[1] for row in chart.rows]
    assert sorted(said) == sorted(WORDS.percent(value) for value in values)
