"""What the product says of each place, month and role, beside what plain SQL over the release's files says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isclose
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.access import Viewer
from data.indicators import definitions
from data.queries import Reading
from data.tables import Facts
from tests.data.law.test_late import BY_HAND
from tests.recomputed.indicators import FORMULAS, Formula
from tests.recomputed.release_files import months_of, opened, service_of

REGIONS = ("35.76", "16.71", "33.75")
OFFICES = ("KC-MOJOKERTO", "KC-PALEMBANG", "KC-PEKALONGAN")
PLACES = (("all", ""), *(("region", code) for code in REGIONS), *(("office", code) for code in OFFICES))
ALL_SEEING = Viewer("pengelola")
NARROWER = (
    Viewer("wilayah", frozenset({"KC-PALEMBANG", "KC-MUARA-ENIM", "KC-MUBA-BANYUASIN", "KCP-LUBUKLINGGAU"})),
    Viewer("cabang", frozenset({"KC-MOJOKERTO", "KCP-JOMBANG"})),
    Viewer("publik"),
)


@dataclass(frozen=True)
class Compared:
    """One value as the product says it, and as SQL does: value, numerator and denominator. None: it shows none."""

    where: str
    product: tuple[Any, ...] | None
    sql: tuple[Any, ...]

    @property
    def differs(self) -> bool:
        """Whether a value that is shown is another; whole numbers to the last unit, ratios to a part in 10**12."""
        if self.product is None:
            return False
        value, *parts = self.product
        return parts != [*self.sql[1:]] or not isclose(value, self.sql[0], rel_tol=1e-12)


@dataclass(frozen=True)
class Comparison:
    """A release whose Delta tables lie in the folder `tables`, read by the product and by SQL, of some months."""

    reading: Reading
    tables: Path
    months: Sequence[str]

    def of(
        self,
        name: str,
        months: Sequence[str],
        viewers: Sequence[Viewer],
        places: Sequence[tuple[str, str]] = PLACES,
    ) -> Iterator[Compared]:
        """The indicator in each of the months, of the places, for each of the viewers."""
        for month in months:
            for level, key in places:
                told = self._theirs(FORMULAS[name], month, level, key)
                for viewer in viewers:
                    where = f"{name}, {month}, {key or 'semua'}, {viewer.role}"
                    yield Compared(where, self._ours(name, month, level, key, viewer), told)

    def _ours(self, name: str, month: str, level: str, key: str, viewer: Viewer) -> tuple[Any, ...] | None:
        reading = Reading(self.reading.release, self.reading.place, self.reading.facts, viewer)
        if level == "office" and not definitions()[name].narrows:
            return None
        narrowed = (("office", (key,)),) if level == "office" else ()
        level = "region" if level == "region" else "all"
        found = reading.one(definitions()[name], month, level, key, narrowed)
        if found is None or found.suppressed or found.value is None:
            return None
        return found.value, found.numerator, found.denominator

    def _theirs(self, formula: Formula, month: str, level: str, key: str) -> tuple[Any, ...]:
        above, below = self._sums(formula, month, level, key)
        if formula.workforce:
            below = _people(self.reading.facts, formula.workforce, level, key)
        if not formula.below and not formula.workforce:
            return above, above, None
        return (formula.times * above / below if below else None), above, below

    def _sums(self, formula: Formula, month: str, level: str, key: str) -> tuple[Any, ...]:
        place = "" if level == "all" else f" AND {level} = $key"
        below = f"CAST(sum({formula.below}) AS BIGINT)" if formula.below else "NULL"
        ask = f"SELECT CAST(sum({formula.above}) AS BIGINT), {below} FROM {formula.table} WHERE month = $month{place}"
        row = self._database.execute(ask, {"month": month} | ({"key": key} if place else {})).fetchone()
        return (row[0] or 0, row[1] or 0) if row else (0, 0)

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        bills = pd.DataFrame({"blth": BY_HAND.keys(), "due_on": pd.to_datetime(list(BY_HAND.values())).date})
        bills["b"] = bills["blth"].str[:4].astype(int) * 12 + bills["blth"].str[5:].astype(int) - 1
        months = months_of(list(self.months))
        facts = self.reading.facts
        law = {
            "due_days": bills,
            "service": service_of(facts.service_areas),
            "floors": _minimum_wages(facts, months),
        }
        return opened(self.tables, months, law)


def _people(facts: Facts, definition: str, level: str, key: str) -> int:
    """The people of BPS. Of each region the facts that ship know one figure of a definition."""
    rows = facts.workforce[facts.workforce["definition"] == definition]
    assert not rows.duplicated("region").any()
    return int(rows[rows["region"] == key]["value"].sum() if level == "region" else rows["value"].sum())


def _minimum_wages(facts: Facts, months: pd.DataFrame) -> pd.DataFrame:
    """m, region, rupiah: the minimum wage in force on the first day of each month; no row where none is known."""
    every = months.merge(facts.minimum_wages, how="cross")
    first = every["month"] + "-01"
    return every[(every["from"] <= first) & (first <= every["to"])][["m", "region", "rupiah"]]
