"""What is asked of the simulation: how many employers, which months, which throw of the dice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.months import month_end, month_index, month_text
from data.parsing import shown
from data.words import Problem

_MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])", re.ASCII)
_RANGES = {"employers": (24, 5_000_000), "months": (1, 120), "before": (0, 120), "seed": (0, 2**32 - 1)}


class BadPlan(Problem):
    """A simulation that cannot be made as it was asked for."""


@dataclass(frozen=True)
class Plan:
    """A simulated ledger: so many `employers`, over `months` months up to `last` ("2026-10").

    Without `employers` there are as many as were published (data.simulation.aims.counts); else that many, in the same
    proportions. Of the `before` months that come before the window there are only the bills that are still open when it
    begins, and all of the last one, which falls due in it: so that its first months have old debts too. `last` is
    given, never today's month, so that one plan is one ledger. Raises BadPlan.
    """

    employers: int | None = None
    months: int = 36
    last: str = "2026-10"
    seed: int = 16
    before: int = 0

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
            if name == "employers" and value is None:
                continue
            if type(value) is not int or not low <= value <= high:
                raise BadPlan(
                    "Rencana simulasi, {name}: tertulis {found}. Yang diterima bilangan bulat dari {low} sampai {high}.",
                    name=name,
                    found=f"“{shown(value)}”",
                    low=low,
                    high=high,
                )
        if not isinstance(self.last, str) or not _MONTH.fullmatch(self.last):
            raise BadPlan(
                "Rencana simulasi, {name}: tertulis {found}. Yang diterima bulan seperti 2026-10.",
                name="last",
                found=f"“{shown(self.last)}”",
            )

    @property
    def without_employers(self) -> Plan:
        """The same last month and throw of the dice: what regions are like, and what is aimed at there, hangs on no more."""
        return Plan(last=self.last, seed=self.seed)

    @property
    def last_index(self) -> int:
        """The last month as a number (data.months)."""
        return month_index(self.last)

    @property
    def first_index(self) -> int:
        """The first month as a number."""
        return self.last_index - self.months + 1

    @property
    def start_index(self) -> int:
        """The first month that there are bills of, as a number: `before` months before the window."""
        return self.first_index - self.before

    @property
    def first(self) -> str:
        """The first month of the window as text."""
        return month_text(self.first_index)

    @property
    def indexes(self) -> range:
        """Every month of the window as a number, oldest first."""
        return range(self.first_index, self.last_index + 1)

    @property
    def billed(self) -> range:
        """Every month that there are bills of as a number, oldest first."""
        return range(self.start_index, self.last_index + 1)

    @property
    def texts(self) -> list[str]:
        """Every month of the window as text, oldest first."""
        return [month_text(index) for index in self.indexes]

    @property
    def end(self) -> date:
        """The last day of the last month: nothing later is known."""
        return month_end(self.last)


# Old debts of so many months are there when the usual window begins: the rules of law are known no earlier.
_BEFORE = 20


def usual_plan(last: str) -> Plan:
    """The ledger that the app shows, up to the month `last` ("2026-10")."""
    return Plan(last=last, before=_BEFORE)
