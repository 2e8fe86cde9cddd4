"""Employers by name, as one reader may see them: searched, narrowed, sorted and paged, and what they add up to.

Nobody but those who may see employers' names is answered; a branch is answered about its own offices alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from data.law import at
from data.queries.employer_months import employer_months
from data.queries.reading import Reading
from data.vocabulary import AGEING
from data.words import Problem

PAGE = 25
# What a list is of: a condition on a row of `data.queries.employer_months`.
EMPLOYER_KINDS = {
    "belum_patuh": "wajib = 1 AND patuh = 0",
    "menunggak": "in_arrears = 1",
    "tutup": "closed_in_arrears = 1",
    "pwbd": "wajib = 1 AND terdaftar = 0",
    "pds": "terdaftar = 1 AND lengkap = 0",
    "lengkap_menunggak": "lengkap = 1 AND in_arrears = 1",
    "pds_tk": "pds_workers = 1",
    "pds_upah": "pds_wage = 1",
    "pds_program": "pds_programme = 1",
}
# Worth of a visit: rupiah^w x workers^w x age^w, as a sum of logarithms so that nothing overflows.
_WORTH = (
    "($w_rupiah * ln(greatest(outstanding + penalty, 1)) + $w_workers * ln(greatest(workers_exposed, 1))"
    " + $w_age * ln(greatest(age, 1)))"
)
EMPLOYER_SORTS = {
    "nama": "lower(name)",
    "tunggakan": "outstanding",
    "denda": "penalty",
    "bulan": "months_owed",
    "umur": "age",
    "iuran": "due",
    "bayar": "last_paid_on",
    "pekerja": "workers_registered",
    "diketahui": "workers_known",
    "tenggat": "deadline",
    "sejak": "listed_on",
    "bobot": _WORTH,
}
BY = ("ageing", "sector", "scale", "region", "kecamatan", "office", "listed_from")
COUNTS = (
    "employers", "workers_known", "workers_registered", "workers_exposed", "outstanding", "penalty", "due",
    "months_owed", "workers_missing", "wage_gap",
)  # fmt: skip
# Not registered though known; wages a month short of the minimum wage.
_MADE = {
    "workers_missing": "greatest(workers_known - workers_registered, 0)",
    "wage_gap": "CASE WHEN pds_wage = 1 THEN wage_floor - wages ELSE 0 END",
}
_SUMS = "count(*) AS employers, " + ", ".join(
    f"CAST(sum({_MADE.get(name, name)}) AS BIGINT) AS {name}" for name in COUNTS[1:]
)


class NotAllowed(Problem):
    """Employers by name, asked by somebody who may not see them."""


@dataclass(frozen=True)
class Where:
    """The regions (Kemendagri codes; None is everywhere) and the kecamatan ("" is all) that are looked at."""

    regions: tuple[str, ...] | None = None
    kecamatan: str = ""


@dataclass(frozen=True)
class EmployerQuery:
    """One list: which employers, narrowed how, in what order, and which page of it (1 is the first).

    `kind` of EMPLOYER_KINDS; `ageing` a class of data.cube.AGEING, `sector`, `scale` ("" is any); `search` is part of a
    name, an NPP or a list number; `sort` of EMPLOYER_SORTS; `weights` of rupiah, workers and age for the sort "bobot".
    """

    kind: str = "menunggak"
    ageing: str = ""
    sector: str = ""
    scale: str = ""
    search: str = ""
    sort: str = "tunggakan"
    rising: bool = False
    page: int = 1
    size: int = PAGE
    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, and the sums (COUNTS) of the whole list.

    Rows have the columns of `data.queries.employer_months`, `ageing`, and in the order "bobot" `score`: the weighted
    geometric mean of rupiah, workers and age, as a share of the highest in the list.
    """

    rows: pd.DataFrame
    sums: dict[str, int]
    page: int
    pages: int


class EmployerList:
    """The employers of a reading that are not compliant at the end of a month. Raises NotAllowed."""

    def __init__(self, reading: Reading, month: str) -> None:
        if not reading.viewer.names_employers:
            raise NotAllowed(
                "Nama pemberi kerja hanya untuk kantor cabang, kantor wilayah dan pengelola. "
                "Pilih peran lain di kanan atas bila Anda berhak."
            )
        self._reading, self._viewer, self.month = reading, reading.viewer, month
        self._months = employer_months(reading.place, reading.release, reading.facts)
        self._ends = {one.name: one.last_month for one in at(month).ageing}

    def page(self, where: Where, asked: EmployerQuery) -> Page:
        """One page of the list in its order; equals stand by list number, so that no row is on two pages."""
        condition, values = self._condition(where, asked)
        sums = self.total(where, asked)
        pages = max(-(-sums["employers"] // asked.size), 1)
        page = min(max(asked.page, 1), pages)
        rows = self._sorted(condition, values, asked, f"LIMIT {asked.size} OFFSET {(page - 1) * asked.size}")
        return Page(rows, sums, page, pages)

    def every(self, where: Where, asked: EmployerQuery, most: int | None = None) -> pd.DataFrame:
        """The whole list in its order, or its first `most` rows; columns as `Page.rows`."""
        limit = "" if most is None else f"LIMIT {most:d}"
        return self._sorted(*self._condition(where, asked), asked, limit)

    def standing(self, where: Where) -> pd.DataFrame:
        """What `data.queries.arrears_bridge` asks of everybody: employer, in_arrears, outstanding, settled, ageing."""
        condition, values = self._condition(where, EmployerQuery(kind=""))
        columns = "employer, in_arrears, outstanding, settled, ageing"
        return self._answer(f"SELECT {columns} FROM rows WHERE {condition}", values)  # noqa: S608 - ours

    def sums(self, where: Where, asked: EmployerQuery, by: str) -> pd.DataFrame:
        """What the list adds up to by a dimension of BY: that column and COUNTS, ordered by it."""
        if by not in BY:
            raise ValueError(f"{by} is none of {', '.join(BY)}")
        return _added(self._reading, self.month, where, _unordered(asked), by)

    def total(self, where: Where, asked: EmployerQuery) -> dict[str, int]:
        """What the whole list adds up to: COUNTS."""
        found = _added(self._reading, self.month, where, _unordered(asked), "")
        return {name: int(found[name].fillna(0).iloc[0]) for name in COUNTS}

    def added(self, where: Where, asked: EmployerQuery, by: str) -> pd.DataFrame:
        """The sums by a dimension ("" is none), asked anew."""
        condition, values = self._condition(where, asked)
        keys, order = (f"{by}, ", " GROUP BY 1 ORDER BY 1") if by else ("", "")
        return self._answer(f"SELECT {keys}{_SUMS} FROM rows WHERE {condition}{order}", values)  # noqa: S608 - ours

    def one(self, employer: str) -> pd.DataFrame:
        """The row of one employer by its list number; no row when it is compliant or not this reader's."""
        condition, values = self._condition(Where(), EmployerQuery(kind=""))
        return self._answer(
            f"SELECT * FROM rows WHERE {condition} AND employer = $employer",  # noqa: S608 - ours
            values | {"employer": employer},
        )

    def _sorted(
        self, condition: str, values: dict[str, Any], asked: EmployerQuery, limit: str
    ) -> pd.DataFrame:
        order = EMPLOYER_SORTS[asked.sort]
        if asked.sort == "bobot":
            names = ("w_rupiah", "w_workers", "w_age")
            values = values | dict(zip(names, map(float, asked.weights), strict=True))
        way = "ASC" if asked.rising else "DESC"
        # the weighted geometric mean of the three, against the highest; looked up apart, so that only the first
        # rows are made whole
        highest = f"(SELECT max({_WORTH}) FROM rows WHERE {condition})"  # noqa: S608 - words of ours
        mean = f"exp(({_WORTH} - {highest}) / greatest($w_rupiah + $w_workers + $w_age, 0.5))"
        score = f", {mean} AS score" if asked.sort == "bobot" else ""
        return self._answer(
            f"SELECT *{score} FROM rows WHERE {condition} ORDER BY {order} {way} NULLS LAST, employer {limit}",  # noqa: S608
            values,
        )

    def _condition(self, where: Where, asked: EmployerQuery) -> tuple[str, dict[str, Any]]:
        """The WHERE of a list, in words of ours alone, and what is bound to it."""
        parts = [EMPLOYER_KINDS[asked.kind] if asked.kind else "true"]
        values: dict[str, Any] = {}
        if where.regions is not None:
            parts.append("region IN (SELECT unnest($regions))")
            values["regions"] = list(where.regions)
        if self._viewer.offices:
            parts.append("office IN (SELECT unnest($offices))")
            values["offices"] = sorted(self._viewer.offices)
        for column, value in (("kecamatan", where.kecamatan), ("sector", asked.sector), ("scale", asked.scale), ("ageing", asked.ageing)):  # fmt: skip
            if value:
                parts.append(f"{column} = ${column}")
                values[column] = value
        if asked.search.strip():
            parts.append("(contains(lower(name), $search) OR contains(lower(npp), $search) OR contains(lower(employer), $search))")  # fmt: skip
            values["search"] = asked.search.strip().lower()
        return " AND ".join(parts), values

    def _answer(self, sql: str, values: dict[str, Any], month: str = "") -> pd.DataFrame:
        cursor = self._months.cursor()
        table = self._months.table(month or self.month)
        rows = f"(SELECT *, {self._classed()} AS ageing FROM {table}) rows"  # noqa: S608 - words of ours
        try:
            found = cursor.sql(sql.replace("FROM rows", f"FROM {rows}"), params=values)
            return found.to_arrow_table().to_pandas(date_as_object=False)
        finally:
            cursor.close()

    def _classed(self) -> str:
        """The ageing class of a row in the rules of the month, "" without arrears."""
        steps = [f"WHEN age <= {self._ends[name]:d} THEN '{name}'" for name in AGEING[:-1]]
        return f"CASE WHEN outstanding = 0 THEN '' {' '.join(steps)} ELSE '{AGEING[-1]}' END"


def _unordered(asked: EmployerQuery) -> EmployerQuery:
    """The same list whatever its order and page."""
    standard = EmployerQuery()
    return replace(asked, sort=standard.sort, rising=False, page=1, size=PAGE, weights=standard.weights)


@lru_cache(maxsize=1_024)
def _added(reading: Reading, month: str, where: Where, asked: EmployerQuery, by: str) -> pd.DataFrame:
    """A release never changes, so its sums are added up once for each scope."""
    return EmployerList(reading, month).added(where, asked, by)
