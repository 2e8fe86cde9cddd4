"""Classes: every value in exactly one, breaks as mapclassify makes them, colours that stay apart for everyone."""

import math
import re
import warnings
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import mapclassify
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.cube import NOT_KNOWN
from data.words import Words
from geo.classes import (
    SCHEMES,
    classify,
    gaps,
    ink_on,
    legend,
    on_ground,
)
from tests.examples import examples
from tests.geo.legend_reading import NUMBER, entries_of, holds, read_number

NAN = math.nan
CSS = (Path(__file__).parents[2] / "geo" / "web" / "choropleth.css").read_text("utf-8")
MAPCLASSIFY = {
    "alami": mapclassify.FisherJenks,
    "kuantil": mapclassify.Quantiles,
    "interval": mapclassify.EqualInterval,
}
POLARITIES = ("high_good", "low_good", "neutral")
# Percentages with two decimals, counts, and rupiah up to tens of trillions.
amounts = st.one_of(
    st.integers(0, 10_000).map(lambda n: n / 100),
    st.integers(0, 10**6).map(float),
    st.integers(0, 4 * 10**13).map(float),
)
columns = st.lists(st.one_of(amounts, st.just(NAN)), max_size=30)
schemes = st.sampled_from(SCHEMES)
class_counts = st.integers(3, 7)


# -- every value


@given(columns, schemes, class_counts)
@settings(deadline=None)
def test_every_present_value_falls_in_exactly_one_class_and_missing_ones_in_none(values, scheme, k):
    classes = classify(values, "percent", scheme, k)
    for value, member in zip(values, classes.of(values), strict=True):
        if math.isnan(value):
            assert member is None
            continue
        # The slow twin: the classes between whose bounds the value lies, and above whose lower one it is.
        touching = [i for i, (low, high) in enumerate(classes.bounds()) if low <= value <= high]
        assert member in touching and len(touching) <= 2
        assert member == touching[0]  # closed above, as mapclassify's are


@given(columns, schemes, class_counts)
@settings(deadline=None)
def test_a_higher_value_is_never_in_a_lower_class(values, scheme, k):
    present = sorted(v for v in values if not math.isnan(v))
    members = classify(values, "percent", scheme, k).of(present)
    assert members == sorted(members)


@given(columns, schemes, class_counts)
@settings(deadline=None)
def test_counts_add_up_to_the_present_and_the_missing(values, scheme, k):
    classes = classify(values, "percent", scheme, k)
    missing = sum(math.isnan(v) for v in values)
    assert sum(classes.counts(values)) + missing == len(values)
    assert len(classes.counts(values)) == len(classes.limits) == len(classes.colours)


@given(columns, schemes, class_counts)
@settings(deadline=None)
def test_limits_ascend_and_end_at_or_above_the_greatest_value(values, scheme, k):
    present = [v for v in values if not math.isnan(v)]
    assume(present)
    limits = classify(values, "percent", scheme, k).limits
    assert all(low < high for low, high in pairwise(limits))
    assert limits[-1] >= max(present)
    assert len(limits) <= min(k, max(2, math.ceil(len(present) / 2)))


@given(columns, schemes, class_counts)
@settings(deadline=None)
def test_the_order_of_the_regions_changes_nothing(values, scheme, k):
    assert classify(values, "percent", scheme, k) == classify(values[::-1], "percent", scheme, k) or all(
        map(math.isnan, values)
    )


# -- as mapclassify makes them


@given(st.lists(amounts, min_size=8, max_size=30), st.sampled_from(sorted(MAPCLASSIFY)), class_counts)
@settings(deadline=None)
def test_breaks_and_members_are_mapclassifys_own(values, scheme, k):
    assume(len(set(values)) > k)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numba is not here
        theirs = MAPCLASSIFY[scheme](np.array(values), k=min(k, math.ceil(len(values) / 2)))
    ours = classify(values, "percent", scheme, k)
    # The limits are moved to where they can be written, the values beside them are not.
    members = sorted(set(zip(ours.of(values), theirs.yb.tolist(), strict=True)))
    assert len({member for member, _ in members}) == len({number for _, number in members}) == len(members)


def test_natural_breaks_lie_in_the_gaps_at_the_roundest_number():
    values = [1, 2, 3, 50, 51, 52, 200, 201]
    assert classify([float(v) for v in values], "percent", "alami", 3).limits == (20, 100, 220)


def test_a_class_of_one_value_is_a_range_where_one_reads_better():
    few = [25.75, 41.2, 43.0]
    assert entries_of(classify(few, "percent"), few, "percent")[:2] == [
        ("25 – 40\u00a0%", 1),
        ("> 40 – 43\u00a0%", 2),
    ]
    counts = [0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 7.0, 31.0]
    assert [label for label, _ in entries_of(classify(counts, "cases"), counts, "cases")][:2] == [
        "0\u00a0kasus",
        "1 – 5\u00a0kasus",
    ]


@given(amounts, st.integers(1, 24), schemes, class_counts)
@settings(deadline=None)
def test_identical_values_are_one_class(value, times, scheme, k):
    values = [value] * times + [NAN]
    classes = classify(values, "percent", scheme, k)
    assert classes.limits == (value,)
    assert classes.bounds() == [(value, value)]
    assert classes.of(values) == [0] * times + [None]
    assert classes.counts(values) == [times]
    assert len(classes.colours) == 1


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("values", [[], [NAN], [NAN] * 24])
def test_without_values_there_is_no_class_and_the_legend_still_counts_the_missing(values, scheme):
    classes = classify(values, "percent", scheme, 5, 52.15)
    assert (classes.limits, classes.colours) == ((), ())
    assert classes.of(values) == [None] * len(values)
    assert entries_of(classes, values, "percent") == [("tidak ada data", len(values))]


@given(st.sets(amounts, min_size=2, max_size=7), class_counts, st.sampled_from(["alami", "kuantil"]))
@settings(deadline=None)
def test_few_regions_have_fewer_classes_and_each_class_has_a_region(values, k, scheme):
    classes = classify(list(values), "workers", scheme, k)
    assert len(classes.limits) <= max(2, math.ceil(len(values) / 2))
    assert all(classes.counts(list(values)))


def test_a_frozen_legend_takes_what_lies_beyond_it():
    classes = classify([10.0, 20.0, 30.0, 40.0, 50.0, 60.0], "percent", "interval", 3)
    assert classes.of([5.0, 99.0]) == [0, 2]


# -- colours: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB

_SEEN_BY = {
    "everyone": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def _linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _lab(colour: str, seen_by: str = "everyone") -> np.ndarray:
    xyz = _XYZ @ np.clip(_SEEN_BY[seen_by] @ _linear(colour), 0, 1) / _WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _apart(colours, seen_by: str) -> float:
    seen = [_lab(colour, seen_by) for colour in colours]
    return min(float(np.linalg.norm(a - b)) for a, b in pairwise(seen))


def _colours(polarity: str, k: int) -> tuple[str, ...]:
    if polarity == "target":
        return gaps([], "points", "high_good").colours
    return classify([float(v) for v in range(3 * k)], "percent", "interval", k, polarity=polarity).colours


def test_the_measure_itself_tells_red_from_green_only_for_those_who_can():
    red, green = "#d62728", "#6b7a00"
    assert _apart((red, green), "everyone") > 60
    assert _apart((red, green), "deuteranopia") < 30
    assert _lab("#ffffff") == pytest.approx([100, 0, 0], abs=0.1)


@pytest.mark.parametrize("seen_by", sorted(_SEEN_BY))
@pytest.mark.parametrize("k", range(3, 8))
@pytest.mark.parametrize("polarity", POLARITIES)
def test_neighbouring_classes_stay_apart_for_the_colour_blind(polarity, k, seen_by):
    colours = _colours(polarity, k)
    assert len(set(colours)) == k
    # CIE76: 2.3 is just noticeable; the default number of classes keeps four times that.
    assert _apart(colours, seen_by) >= (10 if k <= 5 else 5)


@pytest.mark.parametrize("seen_by", sorted(_SEEN_BY))
@pytest.mark.parametrize("polarity", POLARITIES)
def test_higher_classes_are_darker(polarity, seen_by):
    for k in range(3, 8):
        lightness = [_lab(colour, seen_by)[0] for colour in _colours(polarity, k)]
        assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("seen_by", sorted(_SEEN_BY))
def test_the_classes_around_a_target_stay_apart(seen_by, theme):
    """The two that meet at the target are pale: ▼ before the value tells them apart where nobody sees the hue."""
    colours = on_ground(_colours("target", 5), theme)
    assert _apart(colours, seen_by) >= 12
    assert _lab(colours[0], seen_by)[2] > 0 > _lab(colours[4], seen_by)[2] - 6


# -- ink


def _luminance(colour: str) -> float:
    return float(_linear(colour) @ [0.2126, 0.7152, 0.0722])


def _contrast(first: str, other: str) -> float:
    low, high = sorted((_luminance(first), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@given(st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}"))
@settings(deadline=None)
def test_black_or_white_is_readable_on_every_colour(colour):
    assert _contrast(colour, {"light": "#000000", "dark": "#ffffff"}[ink_on(colour)]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("polarity", [*POLARITIES, "target"])
def test_the_map_writes_in_ink_that_is_readable_on_its_colours(polarity, theme):
    colours = {colour for k in range(3, 8) for colour in on_ground(_colours(polarity, k), theme)}
    weak = {}
    for colour in colours:
        ink = re.search(rf"\.peta-on{ink_on(colour)} {{ color: (#[0-9a-f]{{3,6}});", CSS)[1]
        full = ink if len(ink) == 7 else "#" + "".join(2 * digit for digit in ink[1:])
        if _contrast(colour, full) < 4.5:
            weak[colour] = round(_contrast(colour, full), 2)
    assert weak == {}


# -- the legend


@given(columns, schemes, class_counts)
@settings(deadline=None)
def test_the_legend_counts_every_region_once(values, scheme, k):
    classes = classify(values, "percent", scheme, k)
    entries = entries_of(classes, values, "workers")
    assert len(entries) == len(classes.limits) + 1
    assert sum(count for _, count in entries) == len(values)
    assert entries[-1] == ("tidak ada data", sum(math.isnan(v) for v in values))


def test_the_legend_says_limits_in_the_readers_form():
    values = [1.5, 2.25, 30.0, 45.94, 60.0, 61.0, NAN]
    classes = classify(values, "percent", "interval", 3)
    # 61 - 1.5 in three is 21.33 and 41.17: 20 and 40 part the same regions
    assert entries_of(classes, values, "percent") == [
        ("0 – 20\u00a0%", 2),
        ("> 20 – 40\u00a0%", 1),
        ("> 40 – 65\u00a0%", 3),
        ("tidak ada data", 1),
    ]
    fine = classify([1.25, 1.5, 1.75], "percent", "interval", 3)
    assert entries_of(fine, [1.25], "percent", "en")[0][0] == "1.2 – 1.5\u00a0%"


# -- what is written is what was used

UNITS = ("percent", "months", "workers", "cases", "rupiah")
fractions = st.one_of(
    st.floats(0, 100), st.floats(0, 0.05), st.integers(0, 10_000).map(lambda n: n / 100), st.just(52.1499)
)
of_unit = {
    "percent": fractions,
    "months": st.floats(0, 30),
    "workers": st.integers(0, 10**6).map(float),
    "cases": st.integers(0, 12).map(float),
    "rupiah": st.one_of(
        st.integers(0, 4 * 10**13).map(float), st.integers(999_990_000, 1_000_010_000).map(float)
    ),
}


def as_read(value: float, unit: str) -> float | None:
    """The value as the map writes it, None where it writes that it is less than can be written."""
    said = Words("id").bare(value, unit).replace("\u00a0", " ")
    return None if "kurang" in said else read_number(NUMBER.match(said))


@given(st.data(), st.sampled_from(UNITS), schemes, st.integers(2, 9))
@examples(100, 2_000)
def test_a_value_lies_within_the_written_limits_of_its_class(data, unit, scheme, k):
    values = data.draw(st.lists(of_unit[unit], min_size=1, max_size=30))
    classes = classify(values, unit, scheme, k)
    labels = [label for label, _ in entries_of(classes, values, unit)]
    for value, member in zip(values, classes.of(values), strict=True):
        assert holds(labels[member], value), (labels[member], value)
        shown = as_read(value, unit)
        assert shown is None or holds(labels[member], shown), (labels[member], shown)
    for language in ("id", "en"):
        said = [label for label, _ in entries_of(classes, values, unit, language)]
        assert len(set(said)) == len(said)


@given(st.data(), st.sampled_from(["workers", "cases"]), schemes, st.integers(2, 9))
@settings(deadline=None)
def test_limits_of_counts_are_whole(data, unit, scheme, k):
    values = data.draw(st.lists(of_unit[unit], min_size=1, max_size=30))
    classes = classify(values, unit, scheme, k)
    assert all(float(limit).is_integer() for limit in (*classes.limits, classes.lowest))


def test_seven_regions_of_cases_by_equal_counts():
    values = [float(n) for n in range(1, 9)]
    classes = classify(values, "cases", "kuantil", 5)
    labels = [label for label, _ in entries_of(classes, values, "cases")]
    assert all(holds(labels[member], value) for value, member in zip(values, classes.of(values), strict=True))


def test_classes_that_are_kept_while_months_play_have_open_ends():
    kept = replace(classify([10.0, 20.0, 30.0, 40.0], "cases", "interval", 3), kept=True)
    labels = [label for label, _ in entries_of(kept, [1.0, 99.0], "cases")]
    assert [labels[member] for member in kept.of([1.0, 99.0])] == ["≤ 20\u00a0kasus", "> 20\u00a0kasus"]
    alone = replace(classify([5.0], "cases"), kept=True)
    assert [label for label, _ in entries_of(alone, [9.0], "cases")] == ["semua nilai", "tidak ada data"]


def test_what_is_not_shown_and_what_is_not_there_are_lines_of_their_own():
    values, reasons = [1.0, NAN, NAN, NAN, NAN], ["", "disembunyikan", "disembunyikan", NOT_KNOWN, ""]
    classes = classify(values, "cases")
    entries = legend(classes, values, "cases", Words("id"), reasons)
    said = {entry.label: entry.count for entry in entries}
    assert said["disembunyikan"] == 2 and said["tidak ada data"] == 1 and sum(said.values()) == 5
    assert len({entry.colour for entry in entries}) == len(entries)
