"""What is asked of the simulation: how many employers, which months, which throw of the dice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.months import month_end, month_index, month_text
from data.parsing import shown
from data.words import Problem

_MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])", re.ASCII)
_RANGES = {"employers": (24, 5_000_000), "months": (1, 120), "seed": (0, 2**32 - 1)}


class BadPlan(Problem):
    """A simulation that cannot be made as it was asked for."""


@dataclass(frozen=True)
class Plan:
    """A simulated ledger: so many `employers`, over `months` months up to `last` ("2026-10").

    `last` is given, never today's month, so that one plan is one ledger. Raises BadPlan.
    """

    employers: int = 12_000
    months: int = 36
    last: str = "2026-10"
    seed: int = 16

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
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
    def last_index(self) -> int:
        """The last month as a number (data.months)."""
        return month_index(self.last)

    @property
    def first_index(self) -> int:
        """The first month as a number."""
        return self.last_index - self.months + 1

    @property
    def indexes(self) -> range:
        """Every month as a number, oldest first."""
        return range(self.first_index, self.last_index + 1)

    @property
    def texts(self) -> list[str]:
        """Every month as text, oldest first."""
        return [month_text(index) for index in self.indexes]

    @property
    def end(self) -> date:
        """The last day of the last month: nothing later is known."""
        return month_end(self.last)
