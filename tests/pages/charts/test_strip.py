"""Values beside each other: each dot stands where its number is on the scale, whose round numbers do not touch."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from data.words import Words
from pages.charts import Dot, round_steps, strip, svg

WORDS = Words("id")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(values: list[float], unit: str = "percent", target: float | None = None) -> ElementTree.Element:
    dots = [Dot("W", value, str(value), "#1d5fa8") for value in values]
    return ElementTree.fromstring(svg(strip(dots, unit, "Sebaran", target, WORDS).pictures[0]))


def numbers(root: ElementTree.Element) -> list[tuple[float, str]]:
    return [
        (float(text.get("x")), text.text)
        for text in root.iter(f"{SVG}text")
        if text.get("class") == "peta-step"
    ]


@pytest.mark.parametrize("unit", ["percent", "rupiah", "employers", "months"])
@given(values=some.lists(some.floats(1, 1e6), min_size=2, max_size=24, unique=True))
@example(values=[2.0, 1.0000000000000002])
@settings(max_examples=15, deadline=None)
def test_dots_stand_on_their_scale(unit, values):
    if max(values) - min(values) < 1e-6 * max(values):
        return
    root = drawn(values, unit)
    found = numbers(root)
    assert all(b - a > 7 * max(len(one), len(other)) for (a, one), (b, other) in pairwise(found))
    spots = [float(dot.get("cx")) for dot in root.iter(f"{SVG}circle")]
    order = sorted(range(len(values)), key=values.__getitem__)
    assert [spots[at] for at in order] == sorted(spots)
    steps = round_steps(min(values), max(values), 5)
    assert all(min(values) * 0.999999 <= step <= max(values) * 1.000001 for step in steps)


def test_the_scale_says_its_unit_and_the_target_its_value():
    root = drawn([20.0, 64.0], target=35.0)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts[-1] == "%" and "target 35\u00a0%" in texts
    [spot] = [text for text in root.iter(f"{SVG}text") if text.text.startswith("target")]
    assert spot.get("y") == "74.0" and 110 < float(spot.get("x")) <= 640
    [target] = [line for line in root.iter(f"{SVG}line") if line.get("class") == "peta-target"]
    low, high = (float(dot.get("cx")) for dot in root.iter(f"{SVG}circle"))
    assert float(target.get("x1")) == pytest.approx(low + (high - low) * 15 / 44, abs=0.2)


def test_one_value_is_no_distribution():
    assert strip([Dot("A", 1.0, "1", "#000")], "percent", "", None, WORDS) is None
