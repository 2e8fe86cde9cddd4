"""Who stands behind each number: one row for every employer, project and group of informal workers of a month.

The rows are those that the cube sums, before it sums them. They are made by the ledger's own expressions, which
`tests/recomputed` holds against plain SQL; that they add up to what is told is part of the attack (`small.untrue`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import ibis
import numpy as np
import pandas as pd

from data.cube import CASES, OUTREACH, WORKER_STATES
from data.ledger.employers import CELL, wide
from data.ledger.engines import MEASURED, DuckDB, _inputs
from data.ledger.offices import Offices
from data.ledger.other_work import PARTS, WHOSE, case_rows, informal_rows, outreach_rows, project_rows
from data.ledger.publishing import release_run
from data.months import month_index, month_text
from data.store import Release
from data.tables import Facts
from tests.attack.told import NUMBERS

PLACE = CELL[1:]
COLUMN = {name: at for at, name in enumerate(NUMBERS)}
# Sum of workers -> whose workers it adds up; who is registered in full has nobody left out.
_REGISTERED = WORKER_STATES[2:]
SUMS = {
    "known_wajib": WORKER_STATES,
    "known_terdaftar": WORKER_STATES[1:],
    "known_lengkap": tuple(name for name in _REGISTERED if name.startswith("full_")),
    "known_patuh": ("full_clear",),
    "workers_registered": _REGISTERED,
    "workers_active": tuple(name for name in _REGISTERED if not name.endswith("_long")),
    "workers_exposed": tuple(name for name in _REGISTERED if not name.endswith("_clear")),
}
# What everything is a sum of: the measures, with sums of workers by whose they are.
FINE = (*(name for name in NUMBERS if name not in SUMS), *WORKER_STATES)
_FINE_AT = {name: at for at, name in enumerate(FINE)}


@dataclass(frozen=True)
class Truth:
    """The rows of one month: `rows` has who, PLACE and NUMBERS (of people or rupiah of that one alone)."""

    rows: pd.DataFrame

    @cached_property
    def numbers(self) -> np.ndarray:
        """Rows x NUMBERS, whole numbers."""
        return self.rows[list(NUMBERS)].to_numpy("int64")

    @cached_property
    def fine(self) -> np.ndarray:
        """Rows x FINE, whole numbers."""
        kept = [COLUMN[name] for name in FINE if name in COLUMN]
        return np.hstack([self.numbers[:, kept], self._by_state()])

    def _by_state(self) -> np.ndarray:
        """Rows x WORKER_STATES: a row is one employer, whose registered workers are all in one state."""
        of = {name: self.numbers[:, at] for name, at in COLUMN.items()}
        is_full, owes, is_active = of["lengkap"] > 0, of["workers_exposed"] > 0, of["workers_active"] > 0
        debts = {"clear": is_active & ~owes, "short": is_active & owes, "long": ~is_active}
        steps = {"part": ~is_full, "full": is_full}
        states = {
            "unregistered": of["known_wajib"] - of["known_terdaftar"],
            "left_out": of["known_terdaftar"] - of["workers_registered"],
            **{
                f"{step}_{debt}": of["workers_registered"] * (there & so)
                for step, there in steps.items()
                for debt, so in debts.items()
            },
        }
        return np.stack([states[name] for name in WORKER_STATES], axis=1)

    @property
    def is_cut_well(self) -> bool:
        """Whether each sum of workers is what its states add up to, in every row."""
        return all(
            (
                self.fine[:, [_FINE_AT[one] for one in states]].sum(axis=1) == self.numbers[:, COLUMN[name]]
            ).all()
            for name, states in SUMS.items()
        )

    @cached_property
    def are_people(self) -> np.ndarray:
        """For each row whether it is a group of people, who count for themselves, rather than one contributor."""
        return (self.rows["segment"] == "BPU").to_numpy()


def fine(plus: Collection[str], minus: Collection[str]) -> np.ndarray:
    """How often each of FINE is in measures added up without others."""
    times = np.zeros(len(FINE), dtype="int64")
    for names, sign in ((plus, 1), (minus, -1)):
        for name in names:
            times[[_FINE_AT[one] for one in SUMS.get(name, (name,))]] += sign
    return times


def truths(release: Release, facts: Facts, months: Sequence[str]) -> dict[str, Truth]:
    """The truth of each of these months (in order, without a gap) of a release."""
    engine = DuckDB(release.root)
    run = release_run(release, facts, engine, months[0])
    for _ in run.cells(release.dataset("employers").count_rows()):
        pass
    first, last = month_index(months[0]), month_index(months[-1])
    people = engine.answer(f"SELECT * FROM {MEASURED} WHERE m BETWEEN {first} AND {last}").to_pandas()
    work = engine.answer(_work_statement()).to_pandas()
    whole = pd.concat([people.rename(columns={"employer": "who"}), work], ignore_index=True)
    whole = whole.reindex(columns=["who", *CELL, *NUMBERS])
    whole = whole.fillna(dict.fromkeys(NUMBERS, 0)).astype(dict.fromkeys(NUMBERS, "int64"))
    merged = whole.groupby(["who", *CELL], as_index=False, sort=False)[list(NUMBERS)].sum()
    return {month_text(int(m)): Truth(rows.reset_index(drop=True)) for m, rows in merged.groupby("m")}


@cache
def _work_statement() -> str:
    return str(ibis.to_sql(_work(), dialect="duckdb"))


def _work() -> ibis.Table:
    """What is done about employers, by employer; informal workers by group, construction by project: who, CELL, PARTS."""
    inputs = _inputs()
    days = inputs.days
    done = (
        *case_rows(inputs.cases, inputs.case_steps, inputs.limits, days),
        outreach_rows(inputs.outreach, inputs.employers, days),
    )
    theirs = ibis.union(*(wide(part, (*CASES, *OUTREACH), WHOSE) for part in done), distinct=False)
    theirs = theirs.join(inputs.employers.select("employer", *PLACE), "employer").rename(who="employer")
    others = [
        rows.mutate(who=ibis.literal(mark) + ibis.row_number().cast("string"))
        for mark, rows in (
            ("group ", informal_rows(inputs.informal, days)),
            ("project ", project_rows(inputs.projects, days)),
        )
    ]
    every = ibis.union(*(wide(part, PARTS, ("who", *CELL)) for part in (theirs, *others)), distinct=False)
    return Offices(inputs.serves, inputs.main).serving(every).select("who", *CELL, *PARTS)
