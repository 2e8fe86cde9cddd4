"""No letter that the law of the day forbids, and each that it allows: 10,000 random histories beside a plain reading."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pandas as pd
import pytest

from data.law import at
from data.letters import letters_of
from data.letters.deciding import NO_LETTER, WAITING
from data.letters.forms import forms
from data.parsing import each_row
from data.queries import History, Taken, ground_after
from data.queries.cases import clocked
from data.queries.next_steps import _step_taken
from data.vocabulary import CASE_KINDS, STEPS
from tests.data.letters import law_twin
from tests.facts import FACTS

HISTORIES = 10_000
# Every fifth day, so that all days of the week and every month are among them, and few enough to be worked out once.
DAYS = [date(2022, 3, 1) + timedelta(days=n) for n in range(0, 1_950, 5)]
# What the steps of a kind may be; a case of real data has at times one of another kind, or in another order.
CHAINS = {
    "pwbd": ("teguran_1", "teguran_2", "denda", "tmp2t"),
    "tunggakan": (
        "surat",
        "kunjungan",
        "laporan_disnaker",
        "nota_1",
        "nota_2",
        "skk",
        "panggilan",
        "angsuran",
        "gugatan",
    ),
    "pds": ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2"),
}


@dataclass(frozen=True)
class Case:
    """A random case: its steps with their days and recorded deadlines, and the day on which somebody writes."""

    kind: str
    region: str
    taken: list[tuple[str, date, date | None]]
    value: int | None
    closed: bool
    lacking: int | None
    on: date


def _steps(dice: random.Random, kind: str) -> list[str]:
    """Mostly the beginning of its chain, with steps left out, twice, or of any chain."""
    chain = CHAINS[kind]
    steps = [step for step in chain[: dice.randint(0, len(chain))] if dice.random() > 0.1]
    if dice.random() < 0.2:
        steps.append(dice.choice(steps or chain))
    if dice.random() < 0.15:
        steps.insert(dice.randint(0, len(steps)), dice.choice(STEPS))
    return steps


def _case(dice: random.Random) -> Case:
    kind = dice.choice(CASE_KINDS)
    at_day, taken = dice.randrange(len(DAYS)), []
    for step in _steps(dice, kind):
        day = DAYS[at_day]
        taken.append((step, day, day + timedelta(days=dice.randint(0, 40)) if dice.random() < 0.3 else None))
        at_day = min(at_day + dice.randint(0, 6), len(DAYS) - 1)
    # Often a day at the edge of the last limit, where it is decided.
    edges = [last for step, when, given in taken if (last := given or law_twin.limit(step, when))]
    on = (
        edges[-1] + timedelta(days=dice.randint(-1, 2))
        if edges and dice.random() < 0.6
        else DAYS[at_day] + timedelta(days=dice.randint(0, 45))
    )
    value = dice.choice([None, 0, 7_999_999, 8_000_000, 8_000_001, 500_000_000])
    region = dice.choice(list(FACTS.regions["code"]))
    return Case(
        kind, region, taken, value, dice.random() < 0.08, dice.choice([None, 0, 1, 9_000_000, 9_000_000]), on
    )


@cache
def cases() -> list[Case]:
    dice = random.Random(14)
    return [_case(dice) for _ in range(HISTORIES)]


def decided() -> list[tuple[Case, set[str], tuple]]:
    """Each case with the letters that are offered in it and what is held back, by the product."""
    rows = [(number, *step) for number, case in enumerate(cases()) for step in case.taken]
    steps = pd.DataFrame(rows, columns=["case", "step", "on", "deadline"])
    steps = steps.assign(on=pd.to_datetime(steps["on"]), deadline=pd.to_datetime(steps["deadline"]))
    clocks = clocked(steps, pd.NaT, DAYS[-1])  # all at once, since only each step's own limit is asked for
    taken: dict[int, list] = {}
    for row in each_row(clocks):
        taken.setdefault(row.case, []).append(_step_taken(row))
    found = []
    for number, case in enumerate(cases()):
        history = History(case.kind, "K1", case.region, case.closed, case.value, tuple(taken.get(number, ())))
        lacking = {} if case.lacking is None else {case.kind: case.lacking}
        drafts, held = letters_of([ground_after(history, lacking, at(f"{case.on:%Y-%m}"))], case.on)
        found.append((case, {draft.opening.step.step for draft in drafts}, held))
    return found


def test_what_is_offered_is_what_an_independent_reading_of_the_law_of_the_day_allows():
    wrong, seen = [], Counter()
    for case, offered, held in decided():
        open_ = not case.closed and case.lacking != 0
        allowed = (
            law_twin.letters(case.kind, case.region, case.taken, case.value, case.on) if open_ else set()
        )
        if offered != allowed:
            wrong.append((case, offered, allowed))
        seen.update(offered)
        seen.update(one.why for one in held)
        # What is not offered is said, with the day from which it may be.
        assert offered or held
        assert all((one.limit is not None and case.on <= one.limit) == (one.why == WAITING) for one in held)
    assert wrong[:3] == []
    # Every letter there is was offered often, and every reason given: else the histories would not try it.
    assert set(forms()) == {step for step in seen if step in STEPS} and min(seen.values()) > 30, seen
    assert {WAITING, NO_LETTER, "ditutup", "terpenuhi", "habis"} <= set(seen)


@pytest.mark.parametrize(("day", "offered"), [(date(2026, 10, 15), False), (date(2026, 10, 16), True)])
def test_the_last_day_of_a_warning_is_still_the_employers(day, offered):
    """Ten working days after 1 October 2026 (PP 86/2013 article 6) end on the 15th."""
    limit = law_twin.limit("teguran_1", date(2026, 10, 1))
    assert limit == date(2026, 10, 15)
    history = History("pwbd", "K1", "35.76", False, None, (Taken("teguran_1", limit),))
    drafts, held = letters_of([ground_after(history, {"pwbd": 1}, at("2026-10"))], day)
    assert [draft.opening.step.step for draft in drafts] == (["teguran_2"] if offered else [])
    assert [(one.step, one.limit) for one in held] == ([] if offered else [("teguran_2", limit)])


def test_a_letter_exists_for_the_kinds_that_a_plain_reading_knows():
    assert {
        kind: {step for step, form in forms().items() if kind in form.parts} for kind in CASE_KINDS
    } == law_twin.LETTERS
