"""The tables of a simulated ledger, counted plainly as the comparison with the published numbers asks.

Not by the cube: what is compared is what the tables say, whatever measures them later.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from data.law import at, due_date
from data.months import month_end, month_index
from data.simulation.aims.counts import ACTIVE, OBLIGED, REGISTERED, UNREGISTERED
from data.simulation.days import ints
from data.simulation.plan import Plan
from data.vocabulary import PROGRAMME_COLUMNS

Tables = Mapping[str, pd.DataFrame]
_DUE, _PAID = ([f"{what}_{name}" for name in PROGRAMME_COLUMNS] for what in ("due", "paid"))


class Ledger:
    """The tables of a simulated ledger as the comparison asks them: staff, steps, cases, projects, bills and paid."""

    def __init__(self, tables: Tables, plan: Plan) -> None:
        """`tables` of `plan`, all of them frames."""
        self.plan, self.staff, self.steps = plan, tables["employers"], tables["case_steps"]
        self.cases, self.projects = tables["cases"], tables["projects"]
        bills, later = tables["contributions"], tables["instalments"]
        self.bills = bills[["npp", "blth"]].assign(due=bills[_DUE].sum(axis=1).astype("int64"))
        first = bills[bills["paid_on"].notna()]
        money = pd.concat([first[["npp", "blth", "paid_on", *_PAID]], later], ignore_index=True)
        self.paid = money[["npp", "blth"]].assign(
            on=pd.to_datetime(money["paid_on"]), paid=money[_PAID].sum(axis=1).astype("int64")
        )

    @cached_property
    def _late(self) -> tuple[pd.Series, pd.DataFrame]:
        """What was asked (npp, blth -> rupiah) by the bills that were open when their month of falling due ended, and
        every payment of them. Most bills are none, and are left out of what is asked for each month.
        """
        numbers = {text: month_index(text) for text in self.bills["blth"].unique()}
        paid_in = self.paid["on"].dt.year * 12 + self.paid["on"].dt.month - 1
        in_time = self.paid[paid_in <= self.paid["blth"].map(numbers) + 1]
        asked = self.bills.set_index(["npp", "blth"])["due"]
        paid = in_time.groupby(["npp", "blth"])["paid"].sum()
        asked = asked[asked > paid.reindex(asked.index, fill_value=0)]
        return asked, self.paid.set_index(["npp", "blth"]).loc[lambda rows: rows.index.isin(asked.index)]

    def owed(self, month: str) -> pd.Series:
        """npp, blth -> rupiah overdue at the end of a month."""
        asked, money = self._late
        asked = asked[asked.index.get_level_values("blth") < month]
        paid = money[money["on"] <= pd.Timestamp(month_end(month))].groupby(["npp", "blth"])["paid"].sum()
        left = asked - paid.reindex(asked.index, fill_value=0)
        return left[left > 0]

    def counts(self) -> dict[str, pd.Series]:
        """Employers of each region by what COUNTS may count, at the end of the window."""
        oldest = self.owed(self.plan.last).reset_index().groupby("npp")["blth"].min().map(month_index)
        age = self.plan.last_index - self.staff["npp"].map(oldest).fillna(self.plan.last_index)
        registered = self.staff["status"] == "aktif"
        rows = {
            REGISTERED: registered,
            ACTIVE: registered & (age <= at(self.plan.last).active_until_months),
            UNREGISTERED: self.staff["status"] == "belum daftar",
            OBLIGED: self.staff["status"] != "nonaktif",
        }
        return {what: self.staff[here].groupby("region").size() for what, here in rows.items()}

    def handed_over(self) -> pd.DataFrame:
        """A row for each power of attorney (SKK) of the window: region, on, value and recovered, of the bills that were
        overdue on its day. Of those from before it the bills are not all known.
        """
        inside = (self.steps["step"] == "skk") & (self.steps["on"] >= f"{self.plan.first}-01")
        steps = self.steps[inside][["case", "on"]]
        cases = steps.merge(self.cases, on="case").merge(
            self.staff[["employer", "npp", "region"]], on="employer"
        )
        due = {text: pd.Timestamp(due_date(text)) for text in self.bills["blth"].unique()}
        bills = self.bills.merge(cases[["case", "npp", "on"]], on="npp")
        bills = bills[bills["blth"].map(due) < bills["on"]]
        money = bills.merge(self.paid, on=["npp", "blth"], suffixes=("", "_paid"))
        money = money.assign(before=(money["on_paid"] < money["on"]) * money["paid"])
        sums = money.groupby(["case", "blth"])[["before", "paid"]].sum().reset_index()
        bills = bills.merge(sums, on=["case", "blth"], how="left").fillna({"before": 0, "paid": 0})
        value = (bills["due"] - bills["before"]).clip(lower=0)
        paid = np.minimum(bills["paid"] - bills["before"], value)
        found = bills.assign(value=value, recovered=paid).groupby("case")[["value", "recovered"]].sum()
        return cases[["case", "region", "on"]].join(found, on="case")

    def recovered(self) -> pd.Series:
        """Rupiah recovered by the cases in each month of the window."""
        months = self.steps["on"].dt.strftime("%Y-%m")
        return self.steps.groupby(months)["recovered"].sum().reindex(self.plan.texts, fill_value=0)

    def ageing(self) -> pd.DataFrame:
        """Rupiah overdue of open employers by class (columns) at the end of each month of the window."""
        ends = ints([ageing.last_month for ageing in at(self.plan.last).ageing[:-1]])
        enrolled = self.staff[self.staff["npp"] != ""].set_index("npp")
        closed = pd.to_datetime(enrolled["closed_on"]).dt.strftime("%Y-%m").fillna("9999-12")
        rows = {}
        for month in self.plan.texts:
            owed = self.owed(month).reset_index(name="rupiah")
            owed = owed[owed["npp"].map(closed) > month]
            by_employer = owed.groupby("npp").agg(rupiah=("rupiah", "sum"), oldest=("blth", "min"))
            age = month_index(month) - by_employer["oldest"].map(month_index)
            rows[month] = by_employer.groupby(np.searchsorted(ends, age))["rupiah"].sum()
        return pd.DataFrame(rows).T.fillna(0)

    def jakon(self) -> pd.DataFrame:
        """Workers of registered projects that run in each month of the window (rows) by region (columns)."""
        rows = self.projects[self.projects["registered_on"].notna()]
        begin = rows[["registered_on", "started_on"]].max(axis=1).dt.strftime("%Y-%m")
        until = rows["ends_on"].dt.strftime("%Y-%m")
        months = {
            text: rows[(begin <= text) & (until >= text)].groupby("region")["workers"].sum()
            for text in self.plan.texts
        }
        return pd.DataFrame(months).T.fillna(0)

    def largest_shares(self) -> pd.Series:
        """Of each region the share of its registered workers that the largest employer has."""
        by_region = self.staff.groupby("region")["workers_registered"]
        return (by_region.max() / by_region.sum()).astype(float)
