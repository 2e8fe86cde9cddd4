"""Simulated ledgers for the tests, made once each, and a slow, plain twin of what their tables say."""

from __future__ import annotations

from datetime import date
from functools import cache
from hashlib import sha256

import pandas as pd
import pyarrow as arrow

from data.law.late import due_date
from data.law.rules import at
from data.months import month_index
from data.places import minimum_wages
from data.simulation.plan import Plan, usual_plan
from data.simulation.simulate import simulate
from data.vocabulary import PROGRAMME_COLUMNS
from tests.facts import FACTS

SMALL = Plan(employers=400, months=14, last="2026-03", seed=7)
USUAL = usual_plan("2026-10")  # the ledger that the app shows
DUE = [f"due_{name}" for name in PROGRAMME_COLUMNS]
PAID = [f"paid_{name}" for name in PROGRAMME_COLUMNS]


def whole(plan: Plan) -> dict[str, pd.DataFrame]:
    """Every table as a frame."""
    tables = simulate(plan, FACTS)
    return tables | {"contributions": paid_frame(tables["contributions"].read_all())}


def paid_frame(table: arrow.Table) -> pd.DataFrame:
    frame = table.to_pandas(types_mapper={arrow.int64(): pd.Int64Dtype()}.get)
    # As pandera gives days back; it reads every text again, which is for one test alone.
    days = pd.to_datetime(frame["paid_on"]).astype("datetime64[ns]")
    return frame.assign(paid_on=days)


@cache
def kept(plan: Plan) -> dict[str, pd.DataFrame]:
    """Every table of a plan, made once for all tests: not to be changed."""
    return whole(plan)


def digest(tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    return {name: sha256(frame.to_csv().encode()).hexdigest() for name, frame in tables.items()}


def payments(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """npp, blth, paid_on, amount: every payment, in its bill's own row or later."""
    bills = tables["contributions"]
    both = pd.concat([bills[bills["paid_on"].notna()], tables["instalments"]], ignore_index=True)
    return both.assign(amount=both[PAID].sum(axis=1))[["npp", "blth", "paid_on", "amount"]]


def due_days(months):
    """The due date of each BLTH."""
    return pd.to_datetime(months.map({text: due_date(text) for text in months.unique()}))


def overdue(tables: dict[str, pd.DataFrame], end: date) -> pd.Series:
    """npp, blth -> rupiah that were due before the day after `end` and not paid by then, where there are any."""
    bills = tables["contributions"]
    fell = {text: due_date(text) <= end for text in bills["blth"].unique()}
    asked = bills[bills["blth"].map(fell)].set_index(["npp", "blth"])[DUE].sum(axis=1)
    money = payments(tables)
    money = money[money["paid_on"] <= pd.Timestamp(end)].groupby(["npp", "blth"])["amount"].sum()
    left = asked - money.reindex(asked.index, fill_value=0)
    return left[left > 0]


def funnel(tables: dict[str, pd.DataFrame], plan: Plan) -> pd.DataFrame:
    """Registered, open employers with what is wrong with each at the end of the window."""
    staff = tables["employers"].query("status == 'aktif'").set_index("npp")
    last = tables["contributions"].query("blth == @plan.last").set_index("npp")
    wages = minimum_wages(FACTS, plan.last).set_index("region")["rupiah"]
    needed = staff["scale"].map(at(plan.last).required)
    owed = overdue(tables, plan.end).reset_index().groupby("npp")["blth"].min()
    age = month_index(plan.last) - owed.map(month_index)
    return staff.assign(
        pds_workers=(staff["workers_known"].fillna(0) > last["workers"].reindex(staff.index)).astype(bool),
        pds_wage=(last["wages"] < last["workers"] * staff["region"].map(wages))
        & staff["scale"].isin(at(plan.last).minimum_wage_scales),
        pds_programme=[
            set(required) > set(has.split(";"))
            for required, has in zip(needed, staff["programmes"], strict=True)
        ],
        in_arrears=staff.index.isin(owed.index),
        months_owed=age.reindex(staff.index, fill_value=0),
    )
