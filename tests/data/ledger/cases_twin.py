"""The cases of the ledger again, in plain pandas: what was opened, closed and recovered in a month, and what stands open."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.cube import CONTRIBUTORS, LARGEST_OF
from data.law import at, deadline
from data.vocabulary import STEPS


def number_of(days: pd.Series) -> pd.Series:
    return days.dt.year * 12 + days.dt.month - 1


def whose(frame: pd.DataFrame, who: pd.DataFrame, column: str = "employer") -> pd.DataFrame:
    dims = ["region", "kecamatan", "office", "segment", "sector", "scale"]
    return who.loc[frame[column], dims].reset_index(drop=True)


def cases_of(tables, who, law) -> pd.DataFrame:
    cases, m = tables["cases"], law["m"]
    opened, closed = number_of(cases["opened_on"]) == m, number_of(cases["closed_on"]) == m
    steps = tables["case_steps"].merge(cases[["case", "employer", "closed_on"]], on="case")
    steps = steps.assign(at=number_of(steps["on"]), rank=steps["step"].map(STEPS.index))
    money = steps[steps["at"] == m]
    beyond = [_beyond(case, steps, cases.set_index("case"), m) for case in money["case"].unique()]
    none = cases.assign(step="", at=-1, rank=-1, on=pd.Timestamp.min, deadline=pd.NaT)
    steps = pd.concat([steps, none])[[*steps.columns, "opened_on"]].drop(columns="opened_on")
    steps = steps.merge(cases[["case", "opened_on"]], on="case")
    steps = steps[number_of(steps["opened_on"]) <= m]
    open_ = steps[(steps["at"] <= m) & ~(number_of(steps["closed_on"]) <= m)]
    now = open_.sort_values(["on", "rank"], kind="stable").drop_duplicates("case", keep="last")
    standing = {f"cases_{step}": (now["step"] == step).astype(int).to_numpy() for step in STEPS}
    standing["cases_unstarted"] = (now["step"] == "").astype(int).to_numpy()
    limit = [_limit(row) for row in now.itertuples()]
    deadline = now["deadline"].fillna(pd.Series(limit, index=now.index, dtype="datetime64[s]"))
    late = (deadline < law["month_end"]).astype(int).to_numpy()
    assumed = (
        now["step"].isin(["nota_1", "nota_2"]).to_numpy()
        & (deadline == pd.Series(limit, now.index)).to_numpy()
    )
    return pd.concat(
        [
            whose(cases[opened], who).assign(cases_opened=1),
            whose(cases[closed], who).assign(cases_closed=1),
            _recovered(money, beyond, who),
            whose(now, who).assign(**standing, cases_overdue=late, cases_overdue_unconfirmed=late * assumed),
        ],
        ignore_index=True,
    )


def _recovered(money: pd.DataFrame, beyond: list[int], who) -> pd.DataFrame:
    """What each employer paid in the month in all its cases, and who stands behind it."""
    cases = money.groupby("case", sort=False).agg(
        employer=("employer", "first"), recovered=("recovered", "sum")
    )
    paid = cases.assign(recovered_beyond=beyond).groupby("employer", as_index=False).sum()
    sums = paid.assign(recovered_within=paid["recovered"] - paid["recovered_beyond"])
    return backed(whose(paid, who), sums, ("recovered", "recovered_beyond", "recovered_within"))


def backed(out: pd.DataFrame, sums: pd.DataFrame, names) -> pd.DataFrame:
    """The rows, each of one contributor, with these sums, who has any of them, and the most that one has."""
    backing = {}
    for name in names:
        has = sums[name].to_numpy()
        backing |= {name: has, CONTRIBUTORS[name]: (has > 0).astype(int), LARGEST_OF[name]: has}
    kept = out.drop(columns=[name for name in backing if name in out])
    return pd.concat([kept, pd.DataFrame(backing, index=out.index)], axis=1)


def _beyond(case: str, steps: pd.DataFrame, cases: pd.DataFrame, m: int) -> int:
    """What of a month's rupiah of a case came in after the debt at its opening was covered."""
    row, mine = cases.loc[case], steps[steps["case"] == case]
    until, before = (int(mine.loc[mine["at"] <= month, "recovered"].sum()) for month in (m, m - 1))
    if row["kind"] == "tunggakan" and pd.isna(row["value"]):
        return 0
    owed = int(row["value"]) if row["kind"] == "tunggakan" else 0
    return max(until - owed, 0) - max(before - owed, 0)


def _limit(step) -> pd.Timestamp:
    """The last day that the law gives for a step, NaT where it gives none or no rule is kept of its month."""
    on = step.on.date()
    if not step.step or on < date(2022, 3, 1):
        return pd.NaT
    return pd.Timestamp(deadline(step.step, on, at(f"{on:%Y-%m}")))
