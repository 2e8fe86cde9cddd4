"""Classes around zero: gaps to targets and changes, with limits that are round, written as used, and stay where they are."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from data.words import Words
from geo.classes import UNTARGETED, as_written, differences, gaps, in_order, legend
from tests.geo.legend_reading import entries_of, holds

NAN = math.nan
sizes = st.floats(-120, 120).map(lambda gap: round(gap, 6))
gap_lists = st.lists(st.one_of(sizes, st.just(NAN)), min_size=1, max_size=24)


@given(
    gap_lists, gap_lists, st.sampled_from(["high_good", "low_good"]), st.sampled_from(["points", "employers"])
)
@settings(deadline=None)
def test_a_gap_lies_in_the_class_whose_written_limits_hold_it(usual, shown, polarity, unit):
    """Whatever the limits were chosen from: the classes have no ends, and the same limits stand in every month."""
    sign = -1 if polarity == "low_good" else 1
    margins = [as_written(sign * gap, unit) for gap in shown]
    classes = gaps([as_written(sign * gap, unit) for gap in usual], unit, polarity)
    labels = [label for label, _ in entries_of(classes, margins, unit)]
    for margin, member in zip(margins, classes.of(margins), strict=True):
        assert (member is None) == math.isnan(margin)
        if member is not None:
            assert holds(labels[member], sign * margin), (labels[member], margin)
            assert (member < 3) == (margin < 0), "brown is behind, teal is not"
    assert len(set(labels)) == len(labels) and sum(classes.counts(margins)) + sum(
        map(math.isnan, margins)
    ) == len(margins)


def test_limits_of_gaps_are_round_and_stay_where_they_are_while_values_move():
    october = [
        -11.6,
        -11.1,
        -10.3,
        -8.8,
        -8.2,
        -7.4,
        -6.9,
        -6.2,
        -5.5,
        -5.4,
        -3.6,
        -3.1,
        -2.4,
        -2.1,
        0.4,
        3.0,
    ]
    november = [gap + 0.9 if gap < -3 else gap - 0.7 for gap in october]
    classes = gaps(october, "points", "high_good")
    labels = [label for label, _ in entries_of(classes, october, "points")]
    assert labels[:5] == [
        "10+ di bawah",
        "5 – < 10 di bawah",
        "< 5 di bawah",
        "0 – < 3 di atas",
        "3+ di atas",
    ]
    assert classes.counts(october) == [3, 7, 4, 1, 1]
    assert gaps(november[:12] + october[:2], "points", "high_good") == classes
    assert gaps([-1.45, -1.36, -1.1, -0.3], "points", "low_good").limits[:4] == (-1, -0.5, 0, 0.3)


def test_what_meets_its_target_is_not_coloured_as_below_it_and_what_misses_it_by_a_hair_is():
    classes = gaps([-12.0], "points", "high_good")
    met, missed, written_five = classes.of([as_written(gap, "points") for gap in (0.0, -0.0004, -4.998)])
    assert (met, missed, written_five) == (3, 2, 1)


def test_a_value_without_a_target_is_counted_apart_from_no_data():
    classes = gaps([-3.0], "points", "high_good")
    entries = legend(classes, [-3.0, NAN, NAN], "points", Words("id"), ["", UNTARGETED, ""])
    assert {entry.label: entry.count for entry in entries if not entry.colour.startswith("#")} == {
        "tanpa satu target": 1,
        "tidak ada data": 1,
    }
    assert in_order(classes, entries)[0].label.endswith("+ di bawah")


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=24))
@settings(deadline=None)
def test_changes_are_said_in_words_on_either_side_of_zero(changes):
    moved = [as_written(change, "points") for change in changes]
    classes = differences(moved, "points")
    labels = [label for label, _ in entries_of(classes, moved, "points")]
    for change, member in zip(moved, classes.of(moved), strict=True):
        assert holds(labels[member], change), (labels[member], change)
    assert not any("-" in label or "−" in label for label in labels)
