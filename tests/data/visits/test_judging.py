"""A promise is judged as somebody would who goes through the days one by one."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.visits.judging import KEPT, LATE, MISSED, ON_THE_WAY, STATES, judge
from data.visits.visit import Amount, Withdrawn
from tests.data.visits.made import AT, drawn, visit


def recounted(on, due, asked, payments, known_on):
    """(state, paid so far, days late) by a walk over the days that the ledger tells of."""
    so_far, day, kept_on, by_due = 0, on, None, 0
    while day <= known_on:
        so_far += sum(paid for when, paid in payments if when == day)
        if so_far >= asked and kept_on is None:
            kept_on = day
        if day <= due:
            by_due = so_far
        day += timedelta(days=1)
    if known_on < due:
        return "berjalan", by_due, None
    if kept_on is not None and kept_on <= due:
        return "ditepati", by_due, None
    if kept_on is not None:
        return "terlambat", so_far, (kept_on - due).days
    return "lewat", so_far, None


def test_a_thousand_random_promises_are_judged_as_a_recount_does():
    dice, met = random.Random(14), Counter()
    for _ in range(1_000):
        made, payments, known_on = drawn(dice)
        dice.shuffle(payments)
        verdict = judge(made, payments, known_on)
        asked = (made.on, made.promise.day, made.promise.rupiah, payments, known_on)
        assert (verdict.state, verdict.paid, verdict.days_late) == recounted(*asked), asked
        assert (verdict.promised, verdict.due, verdict.known_on) == (asked[2], asked[1], known_on)
        assert verdict.reached == (verdict.paid >= asked[2])
        met[verdict.state, verdict.reached, bool(verdict.paid)] += 1
    assert {state for state, *_ in met} == set(STATES)
    # Missed wholly and in part; on the way with nothing, with a part and with all of it.
    assert {(MISSED, False, False), (MISSED, False, True), (ON_THE_WAY, False, False)} <= set(met)
    assert {(ON_THE_WAY, False, True), (ON_THE_WAY, True, True)} <= set(met) and min(met.values()) > 5


DAY, DUE = date(2026, 11, 12), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("payments", "known_on", "state", "paid", "days_late"),
    [
        ([(DUE, 5)], DUE, KEPT, 5, None),
        ([(DAY, 5)], DUE, KEPT, 5, None),
        ([(DAY - timedelta(1), 5)], DUE, MISSED, 0, None),
        ([(DAY, 2), (DUE, 2)], DUE, MISSED, 4, None),
        ([(DAY, 2), (DUE + timedelta(3), 2), (DUE + timedelta(9), 1)], DUE + timedelta(9), LATE, 5, 9),
        ([(DAY, 5)], DUE - timedelta(1), ON_THE_WAY, 5, None),
        ([(DUE, 5)], DUE - timedelta(1), ON_THE_WAY, 0, None),
        ([(DUE + timedelta(1), 5)], DUE, MISSED, 0, None),
    ],
)
def test_each_edge_of_a_promise(payments, known_on, state, paid, days_late):
    verdict = judge(visit(DAY, Amount(5, DUE)), payments, known_on)
    assert (verdict.state, verdict.paid, verdict.days_late) == (state, paid, days_late)


def test_what_is_no_promise_or_was_withdrawn_is_not_judged():
    made = visit(DAY, Amount(5, DUE))
    assert judge(replace(made, promise=None, result="menolak"), [], DUE) is None
    assert judge(replace(made, withdrawn=Withdrawn("salah", "cabang", AT)), [], DUE) is None
