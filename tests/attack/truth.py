"""Who stands behind each number: one row for every employer, project and group of informal workers of a month.

The rows are those that the cube sums, before it sums them. They are made by the ledger's own expressions, which
`tests/recomputed` holds against plain SQL; `Truth.adds_up` says that they are what the cube has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import ibis
import numpy as np
import pandas as pd

from data.cube import CASES, MEASURES, OUTREACH
from data.ledger.employers import CELL, EMPLOYER_MEASURES, wide
from data.ledger.engines import MEASURED, DuckDB, _inputs
from data.ledger.offices import Offices
from data.ledger.other_work import PARTS, WHOSE, case_rows, informal_rows, outreach_rows, project_rows
from data.ledger.publishing import release_run
from data.months import month_index, month_text
from data.store import Release
from data.tables import Facts

PLACE = CELL[1:]
COLUMN = {name: at for at, name in enumerate(MEASURES)}


@dataclass(frozen=True)
class Truth:
    """The rows of one month: `rows` has who, PLACE and MEASURES (of people or rupiah of that one alone)."""

    rows: pd.DataFrame

    @cached_property
    def numbers(self) -> np.ndarray:
        """Rows x MEASURES, whole numbers."""
        return self.rows[list(MEASURES)].to_numpy("int64")

    @cached_property
    def are_people(self) -> np.ndarray:
        """For each row whether it is a group of people, who count for themselves, rather than one contributor."""
        return (self.rows["segment"] == "BPU").to_numpy()

    def adds_up(self, cube: pd.DataFrame) -> bool:
        """Whether the rows, added up, are the cells of the cube of this month."""
        keys = list(PLACE)
        sums = self.rows.groupby(keys)[list(MEASURES)].sum()
        cells = cube.groupby(keys)[list(MEASURES)].sum()
        return bool((sums.reindex(cells.index, fill_value=0) == cells).all(axis=None)) and len(sums) == len(
            cells
        )


def truths(release: Release, facts: Facts, months: Sequence[str]) -> dict[str, Truth]:
    """The truth of each of these months (in order, without a gap) of a release."""
    engine = DuckDB(release.root)
    run = release_run(release, facts, engine, months[0])
    for _ in run.cells(release.dataset("employers").count_rows()):
        pass
    first, last = month_index(months[0]), month_index(months[-1])
    people = engine.answer(f"SELECT * FROM {MEASURED} WHERE m BETWEEN {first} AND {last}").to_pandas()
    work = engine.answer(str(ibis.to_sql(_work(), dialect="duckdb"))).to_pandas()
    whole = pd.concat([people.rename(columns={"employer": "who"}), work], ignore_index=True)
    whole = whole.reindex(columns=["who", *CELL, *MEASURES])
    whole[list(MEASURES)] = whole[list(MEASURES)].fillna(0).astype("int64")
    merged = whole.groupby(["who", *CELL], as_index=False, sort=False)[list(MEASURES)].sum()
    return {month_text(int(m)): Truth(rows.reset_index(drop=True)) for m, rows in merged.groupby("m")}


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


assert set(EMPLOYER_MEASURES) | set(PARTS) == set(MEASURES)
