"""What one more worker of a region would bring in a month: an estimate, from numbers that the viewer is told anyway.

A contribution per worker is what fell due of the wage earners (PU) in the month, and of the self-employed (BPU) the least
rate for each, over those who are registered and active: so that who is missing is taken to be mixed as who is there.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from data import law
from data.indicators import Indicator, definitions
from data.parsing import each_row, is_missing
from data.queries.reading import Reading

_DUE, _REGISTERED, _INFORMAL = "due_rp", "ledger_pu_registered", "ledger_bpu_active"


def each_brings(reading: Reading, indicator: Indicator, month: str) -> dict[str, Fraction]:
    """By region what one of the workers missing to a target of the indicator would bring in the month, in rupiah.

    A region of which a part is not told or not known has none; nor has any where the definition names no contribution.
    """
    if indicator.brings == "informal":
        least = Fraction(law.at(month).bpu.least_rupiah)
        return dict.fromkeys(reading.facts.regions["code"], least)
    return _per_worker(reading, month) if indicator.brings else {}


@lru_cache(maxsize=256)
def _per_worker(reading: Reading, month: str) -> dict[str, Fraction]:
    due, registered, informal = (_told(reading, name, month) for name in (_DUE, _REGISTERED, _INFORMAL))
    least = law.at(month).bpu.least_rupiah
    return {
        code: Fraction(due[code] + least * informal[code], registered[code] + informal[code])
        for code in due.keys() & registered.keys() & informal.keys()
        if registered[code] + informal[code]
    }


def _told(reading: Reading, name: str, month: str) -> dict[str, int]:
    rows = reading.values(definitions()[name], month, "region")[["region", "value"]]
    return {row.region: int(row.value) for row in each_row(rows) if not is_missing(row.value)}
