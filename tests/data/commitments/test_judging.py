"""A verdict is what an independent count says, for those who see all and for the public, and hides what is hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.commitments.baselines import baseline_of
from data.commitments.commitment import AT_LEAST, AT_MOST, Baseline, Condition, Withdrawn
from data.commitments.judging import (
    KEPT,
    LATE,
    MISSED,
    NO_DATA,
    NO_INDICATOR,
    NOT_JUDGED,
    ON_THE_WAY,
    OTHER_DATA,
    STATES,
    WITHDRAWN,
    judge,
    judged,
    why_not_told,
)
from data.disclosure import HIDDEN
from data.indicators.definition import definitions
from data.words import Words
from tests.data.commitments.made import AT, commitment, drawn, reading, recount, subjects
from tests.data.commitments.recount import by_day, end

TODAY = date(2024, 5, 20)
OWED = "ledger_arrears_employers"
# Of these the public is told some cells and not others.
GUARDED = ("registration", "arrears_share", "ledger_arrears_employers", "ledger_arrears_rp")


@pytest.mark.parametrize("role", ["pengelola", "publik"])
def test_a_thousand_commitments_are_judged_as_a_plain_count_does(role):
    found = reading(role)
    held = recount(found)
    made = [one for one in drawn(held, 1_000) if role == "pengelola" or not one.condition or is_guarded(one)]
    states = Counter()
    for one, verdict in zip(made, judged(made, found, TODAY), strict=True):
        assert verdict.commitment is one
        states[one.condition is None, verdict.state] += 1
        if one.condition is None:
            done = one.done and one.done.on
            assert (verdict.state, verdict.days_late) == by_day(one.due, done, TODAY)
            continue
        about = one.condition.indicator, one.condition.level, one.condition.key
        expected = held.judged(one.condition, one.due, lambda month, about=about: shown(found, *about, month))
        assert (verdict.state, verdict.month, verdict.days_late, verdict.not_told) == expected, one
        check_value(verdict, held, about, shown(found, *about, verdict.month))
    by_number = {state: states[False, state] for state in STATES}
    least = 40 if role == "pengelola" else 3
    assert all(by_number[state] >= least for state in STATES if state != WITHDRAWN), states
    assert all(states[True, state] >= 10 for state in (KEPT, LATE, MISSED, ON_THE_WAY)), states


def is_guarded(one) -> bool:
    """Whether it is on an indicator of those that are tried on the public; the guard takes its time for each."""
    return one.condition.indicator in GUARDED


def check_value(verdict, held, about, is_shown):
    """Value, numerator, denominator of the month judged are those of the count, or all are missing with a reason."""
    value = held.value(*about, verdict.month) if is_shown else None
    if value is None:
        assert (verdict.value, verdict.numerator, verdict.denominator, verdict.reached) == (None,) * 4
        assert verdict.reason
        return
    assert verdict.value == pytest.approx(float(value), rel=1e-12)
    assert (verdict.numerator, verdict.denominator) == held.sums(*about, verdict.month)
    assert verdict.reason == "" and verdict.unit == definitions()[about[0]].unit


def shown(found, indicator, level, key, month) -> bool:
    """Whether the guard shows this cell to the reader."""
    rows = found.cells(definitions()[indicator], month, level)
    rows = rows if level == "all" else rows[rows[level] == key]
    return all(why in ("", "tidak diketahui") for why in rows["suppressed"])


def hidden_cells():
    """Cells that the public is not told and who sees every cell is, with what that one is told."""
    inside, public = reading(), reading("publik")
    for indicator, level, key in (one for one in subjects(recount(inside)) if one[0] in GUARDED):
        for month in inside.months:
            told = inside.one(definitions()[indicator], month, level, key)
            if told and told.value is not None and not shown(public, indicator, level, key, month):
                yield indicator, level, key, month, told


def test_a_verdict_on_a_hidden_number_is_the_same_whatever_the_number_is():
    """Kept or missed would be a bound on it, and a row of promises would find it out."""
    public, tried = reading("publik"), 0
    for indicator, level, key, month, told in hidden_cells():
        verdicts = set()
        for number in (0, told.value - 1, told.value, told.value + 1, 10**12):
            for sense in (AT_LEAST, AT_MOST):
                one = commitment(end(month), Condition(indicator, level, key, sense, number))
                verdict = replace(judge(one, public, TODAY), commitment=None)
                verdicts.add(verdict)
        (only,) = verdicts
        assert (only.state, only.reason, only.value, only.numerator) == (NOT_JUDGED, HIDDEN, None, None)
        tried += 1
    assert tried > 5


def test_what_hides_the_baseline_hides_what_is_asked_for():
    """Everybody heard "turun 2": with the number that is asked they would know where it began."""
    inside, public, tried = reading(), reading("publik"), 0
    for indicator, level, key, month, told in hidden_cells():
        baseline = baseline_of(inside, definitions()[indicator], level, key, month)
        assert baseline.value == told.value and not baseline.public
        one = commitment(end("2030-01"), Condition(indicator, level, key, AT_MOST, told.value - 2, baseline))
        verdict = judge(one, public, TODAY)
        assert (verdict.number, verdict.baseline, verdict.baseline_now, verdict.reached) == (None,) * 4
        assert (verdict.state, verdict.reason) == (ON_THE_WAY, HIDDEN)
        assert judge(one, inside, TODAY).number == told.value - 2
        tried += 1
    assert tried > 5


# -- one by one, on a reading of which each number is written here


class Told:
    """A reading of one place: month -> value, or the reason why it is not told."""

    def __init__(self, values, viewer=PUBLIK, simulated=True):
        self.values, self.viewer, self.months = values, viewer, tuple(sorted(values))
        self.release = SimpleNamespace(number=7, simulated=simulated)

    def one(self, about, month, level, key):
        value = self.values[month]
        if value is None:
            return None
        told = None if isinstance(value, str) else value
        reason = value if isinstance(value, str) else ""
        return SimpleNamespace(value=told, numerator=told, denominator=None, suppressed=reason, release=7)


def asked(due="2024-02", number=5, **more):
    return commitment(end(due), Condition(OWED, "region", "35.17", AT_MOST, number, **more))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"2024-01": 3, "2024-02": 5}, (KEPT, "2024-02", None, ())),
        ({"2024-01": 3, "2024-02": 6}, (MISSED, "2024-02", None, ())),
        ({"2024-01": 3}, (ON_THE_WAY, "2024-01", None, ())),
        ({"2024-02": 6, "2024-03": 6, "2024-04": 5, "2024-05": 9}, (LATE, "2024-04", 61, ())),
        ({"2024-02": 6, "2024-03": HIDDEN, "2024-04": 5}, (LATE, "2024-04", 61, ("2024-03",))),
        ({"2024-02": 6, "2024-03": 7, "2024-04": HIDDEN}, (MISSED, "2024-03", None, ("2024-04",))),
        ({"2024-02": HIDDEN, "2024-03": 1}, (NOT_JUDGED, "2024-02", None, ())),
        ({"2024-01": 1, "2024-03": 1}, (NOT_JUDGED, "2024-02", None, ())),
        ({"2024-02": None}, (NOT_JUDGED, "2024-02", None, ())),
        ({}, (ON_THE_WAY, "", None, ())),
    ],
)
def test_each_state(values, expected):
    verdict = judge(asked(), Told(values), TODAY)
    assert (verdict.state, verdict.month, verdict.days_late, verdict.not_told) == expected


@pytest.mark.parametrize(
    ("done", "on", "expected"),
    [
        (None, 10, (ON_THE_WAY, None)),
        (None, 11, (MISSED, None)),
        (10, 10, (KEPT, None)),
        (9, 20, (KEPT, None)),
        (12, 20, (LATE, 2)),
        # What was not yet done on the day that is asked about.
        (12, 11, (MISSED, None)),
        (9, 8, (ON_THE_WAY, None)),
    ],
)
def test_what_is_done_or_not_is_judged_by_the_day(done, on, expected):
    """Due on the tenth."""
    one = commitment(date(2024, 2, 10), done=done and date(2024, 2, done))
    verdict = judge(one, Told({}), date(2024, 2, on))
    assert (verdict.state, verdict.days_late) == expected
    assert (verdict.month, verdict.value, verdict.number, verdict.unit, verdict.reason) == (
        "",
        None,
        None,
        "",
        "",
    )


def test_on_the_way_says_where_it_stands():
    near, there = (judge(asked(), Told({"2024-01": value}), TODAY) for value in (6, 5))
    assert (near.value, near.reached, near.number, near.release) == (6, False, 5, 7)
    assert (there.value, there.reached) == (5, True)
    hidden = judge(asked(), Told({"2024-01": HIDDEN}), TODAY)
    assert (hidden.state, hidden.value, hidden.reached, hidden.reason) == (ON_THE_WAY, None, None, HIDDEN)


@pytest.mark.parametrize(("value", "revised"), [(9, False), (10, True), (HIDDEN, None)])
def test_a_baseline_that_was_revised_is_said_and_moves_nothing(value, revised):
    baseline = Baseline("2024-01", 9, 9, None, 3, public=True)
    verdict = judge(asked(baseline=baseline), Told({"2024-01": value, "2024-02": 5}), TODAY)
    assert (verdict.is_revised, verdict.number, verdict.state) == (revised, 5, KEPT)
    assert verdict.baseline == baseline


@pytest.mark.parametrize(
    ("viewer", "now", "is_told"),
    [
        (PUBLIK, 9, True),
        (PUBLIK, 10, False),
        (PUBLIK, HIDDEN, False),
        (Viewer("cabang", {"KC-MOJOKERTO"}), 10, False),
        (Viewer("pengelola"), 10, True),
    ],
)
def test_a_baseline_that_was_not_public_is_told_to_whom_it_is_told_anyway(viewer, now, is_told):
    baseline = Baseline("2024-01", 9, 9, None, 3, public=False)
    verdict = judge(asked(baseline=baseline), Told({"2024-01": now, "2024-02": 5}, viewer), TODAY)
    expected = (5, KEPT, 5, "") if is_told else (None, NOT_JUDGED, None, HIDDEN)
    assert (verdict.number, verdict.state, verdict.value, verdict.reason) == expected
    ahead = judge(
        one := asked("2024-03", baseline=baseline), Told({"2024-01": now, "2024-02": 5}, viewer), TODAY
    )
    assert (ahead.state, ahead.month, ahead.value, one.condition.number) == (ON_THE_WAY, "2024-02", 5, 5)
    assert (ahead.reached, ahead.reason) == ((True, "") if is_told else (None, HIDDEN))


@pytest.mark.parametrize("withdrawn", [None, Withdrawn("salah catat", "pengelola", AT)])
@pytest.mark.parametrize("indicator", [OWED, "dihapus"])
@pytest.mark.parametrize("simulated", [True, False])
def test_no_verdict_carries_a_number_that_its_reader_may_not_know(withdrawn, indicator, simulated):
    """Whatever the state: what is withdrawn, or of other data, is shown on the wall too."""
    baseline = Baseline("2024-01", 9, 9, None, 3, public=False)
    condition = Condition(indicator, "region", "35.17", AT_MOST, 5, baseline)
    one = commitment(end("2024-02"), condition, withdrawn=withdrawn)
    now = 9 if not simulated or indicator != OWED else HIDDEN
    verdict = judge(one, Told({"2024-01": now, "2024-02": 5}, simulated=simulated), TODAY)
    assert (verdict.commitment.condition.number, verdict.commitment.condition.baseline) == (None, None)
    assert replace(verdict.commitment, condition=condition) == one
    inside = Told({"2024-01": 10, "2024-02": 5}, Viewer("pengelola"), simulated)
    assert judge(one, inside, TODAY).commitment == one


def test_what_cannot_be_judged_says_why():
    own, words = Told({"2024-02": 1}, simulated=False), Words("id")
    gone = commitment(end("2024-02"), Condition("dihapus", "all", "", AT_MOST, 1))
    cases = [
        (judge(asked(), own, TODAY), OTHER_DATA),
        (judge(gone, Told({"2024-02": 1}), TODAY), NO_INDICATOR),
        (judge(asked(), Told({"2024-02": None}), TODAY), NO_DATA),
        (judge(asked(), Told({"2024-02": HIDDEN}), TODAY), HIDDEN),
    ]
    for verdict, reason in cases:
        assert (verdict.state, verdict.value, verdict.reason) == (NOT_JUDGED, None, reason)
    assert len({why_not_told(verdict, words) for verdict, _ in cases}) == 4
    assert why_not_told(judge(asked(), Told({"2024-02": 1}), TODAY), words) == ""


@pytest.mark.parametrize("condition", [None, Condition(OWED, "all", "", AT_MOST, 0)])
def test_what_was_withdrawn_is_not_judged(condition):
    one = commitment(end("2024-02"), condition, withdrawn=Withdrawn("salah catat", "pengelola", AT))
    verdict = judge(one, Told({"2024-02": 1}), TODAY)
    assert (verdict.state, verdict.value, verdict.month) == (WITHDRAWN, None, "")
