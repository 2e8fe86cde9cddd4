"""What it costs to pay the contribution of self-employed workers (BPU) for some months, at the rates dated by law.

The rate is the least contribution for JKK and JKM. The relief of PP 50/2025 is by trade and by payer, and ends: so
every month is looked up for itself (`data/law/in_force/bpu.toml`). Whole rupiah, exact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from data.law import MILLION, Period, at
from data.months import month_index, month_text
from data.vocabulary import OTHER, PAYERS, TRADES

# Trades that the relief for transport is for (data.law.rules.Bpu.off_ppm); the rest are "other".
_TRANSPORT = ("ojek_online",)
_LAWS = ("bpu", "bpu_relief_transport", "bpu_relief_other")


@dataclass(frozen=True)
class Line:
    """The people of one trade: `gap` are missing, `people` of them are to be paid for.

    `rates`: rupiah a person a month and for how many months, in their order; `rupiah` for all people and months.
    """

    trade: str
    gap: int
    people: int
    rates: tuple[tuple[int, int], ...]

    @property
    def rupiah(self) -> int:
        """All people, all months."""
        return self.people * sum(rate * months for rate, months in self.rates)


def rate(month: str, trade: str, payer: str) -> int:
    """Rupiah that a BPU worker of this trade owes for `month` at the least, JKK and JKM, paid by `payer`.

    Raises ValueError for an unknown trade or payer, UnknownMonth, UnreadableMonth.
    """
    if not (trade in TRADES or re.fullmatch(OTHER, trade)) or payer not in PAYERS:
        raise ValueError(f"{trade} is no trade, or {payer} no payer")
    law = at(month).bpu
    off = law.off_ppm["transport" if trade in _TRANSPORT else "other"]
    if payer in law.excluded_payers:
        off = 0
    return law.least_rupiah - law.least_rupiah * off // MILLION


def span(after: str, months: int) -> list[str]:
    """The `months` months that follow the month `after`."""
    start = month_index(after) + 1
    return [month_text(index) for index in range(start, start + months)]


def rates(after: str, months: int, trade: str, payer: str) -> tuple[tuple[int, int], ...]:
    """The rates of the months after `after`, with for how many months in a row each holds.

    >>> rates("2026-10", 6, "nelayan", "sendiri")
    ((8400, 2), (16800, 4))
    """
    each = [rate(month, trade, payer) for month in span(after, months)]
    return tuple((rupiah, len(list(run))) for rupiah, run in groupby(each))


def budget(gaps: Mapping[str, int], share: int, after: str, months: int, payer: str) -> list[Line]:
    """A line for every trade of `gaps` (people missing): `share` per cent of them, for the months after `after`.

    A part of a person is one more, so that 100 % closes the gap and no trade is left out for being small.
    """
    return [
        Line(trade, gap, -(-gap * share // 100), rates(after, months, trade, payer))
        for trade, gap in gaps.items()
    ]


def laws(after: str, months: int) -> list[Period]:
    """The periods of the law that hold in some of the months, each once: the rate first, then the reliefs."""
    periods = {
        (period.name, period.since): period
        for month in span(after, months)
        for period in at(month).sources()
        if period.name in _LAWS
    }
    return sorted(periods.values(), key=lambda period: (_LAWS.index(period.name), period.since))
