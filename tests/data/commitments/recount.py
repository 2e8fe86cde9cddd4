"""Commitments judged again, by plain loops over the cells of the cube and whole fractions.

Written from the definitions as they are published, without anything of data.commitments or data.indicators.
"""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction

AGES = ("lancar", "kurang_lancar", "diragukan", "macet", "tanpa_umur")
OWED = tuple(f"outstanding_{age}" for age in AGES)
# Indicator -> what is added, what is taken off, what it is divided by, times what, decimals; whom it may leave out.
FORMULAS = {
    "arrears_share": (("in_arrears",), (), ("terdaftar",), 100, 2, ()),
    "registration": (("terdaftar",), (), ("wajib",), 100, 2, ()),
    "compliance": (("patuh",), (), ("wajib",), 100, 2, ("patuh_unknown",)),
    "ledger_arrears_rp": (OWED, (), (), 1, 0, ()),
    "ledger_arrears_employers": (("in_arrears",), (), (), 1, 0, ()),
    "ledger_pwbd_employers": (("wajib",), ("terdaftar",), (), 1, 0, ()),
    "ledger_pu_active": (("workers_active",), (), (), 1, 0, ("workers_active_unknown",)),
}
LEVEL_COLUMNS = {"area": "area", "region": "region", "kecamatan": "kecamatan"}


class Recount:
    """The cells of a release, and the judgement of single commitments on them."""

    def __init__(self, cells, areas, first, last):
        self.cells = [{**cell, "area": areas.get(cell["region"], "")} for cell in cells]
        self.months = list(between(first, last))
        self.kept = {}

    def sums(self, indicator, level, key, month):
        """(numerator, denominator or None) of a place; None where nobody is there or somebody is left out."""
        at = indicator, level, key, month
        if at not in self.kept:
            self.kept[at] = self._sums(*at)
        return self.kept[at]

    def _sums(self, indicator, level, key, month):
        above, minus, below, _, _, left_out = FORMULAS[indicator]
        here = [
            cell
            for cell in self.cells
            if cell["month"] == month and (level == "all" or cell[LEVEL_COLUMNS[level]] == key)
        ]
        if not here or any(cell[name] for cell in here for name in left_out):
            return None
        numerator = sum(cell[name] for cell in here for name in above)
        numerator -= sum(cell[name] for cell in here for name in minus)
        denominator = sum(cell[name] for cell in here for name in below) if below else None
        return numerator, denominator

    def value(self, indicator, level, key, month):
        sums = self.sums(indicator, level, key, month)
        if sums is None or sums[1] == 0:
            return None
        return Fraction(sums[0]) if sums[1] is None else FORMULAS[indicator][3] * Fraction(*sums)

    def judged(self, condition, due, is_told=lambda month: True):
        """(state, month, days late, months not told) of a condition; `is_told` says of a month whether it is shown."""

        def value(month):
            return self.value(condition.indicator, condition.level, condition.key, month)

        due_month = f"{due.year:04d}-{due.month:02d}"
        last = self.months[-1]
        if due_month > last:
            return "berjalan", last, None, ()
        told = {
            month: value(month)
            for month in self.months
            if month >= due_month and is_told(month) and value(month) is not None
        }
        if due_month not in told:
            return "tidak dapat dinilai", due_month, None, ()
        asked = Fraction(str(condition.number))
        good = {
            month: number >= asked if condition.sense == "at_least" else number <= asked
            for month, number in told.items()
        }
        if good[due_month]:
            return "ditepati", due_month, None, ()
        later = sorted(month for month in good if good[month])
        gaps = tuple(month for month in self.months if month > due_month and month not in told)
        if later:
            days = (end(later[0]) - due).days
            return "terlambat", later[0], days, tuple(month for month in gaps if month < later[0])
        return "lewat", max(told), None, gaps


def by_day(due, done, on):
    """(state, days late) of what is done or not, as of a day."""
    if done is not None and done <= on:
        late = (done - due).days
        return ("terlambat", late) if late > 0 else ("ditepati", None)
    return ("lewat", None) if on > due else ("berjalan", None)


def end(month):
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, calendar.monthrange(year, number)[1])


def between(first, last):
    year, number = int(first[:4]), int(first[5:])
    while (text := f"{year:04d}-{number:02d}") <= last:
        yield text
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
