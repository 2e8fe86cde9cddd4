"""Employers by name, as one reader may see them: searched, narrowed, sorted and paged, and what they add up to.

Nobody but those who may see employers' names is answered; a branch is answered about its own offices alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from data.indicators import definitions
from data.queries.conditions import SCOPE, Where, all_of, orders, scope_of
from data.queries.employer_months import employer_months
from data.queries.reading import Reading
from data.vocabulary import NOT_TOLD
from data.words import Problem

PAGE = 25
# So many pages are fetched at once: whoever turns to the next one does not wait for the list to be sorted again.
BLOCK = 8
# What a list is of: a condition on a row of `data.queries.employer_months`.
EMPLOYER_KINDS = {
    "belum_patuh": "wajib = 1 AND patuh = 0 AND patuh_unknown = 0",
    "menunggak": "in_arrears = 1",
    "tutup": "closed_in_arrears = 1",
    "pwbd": "wajib = 1 AND terdaftar = 0",
    "pds": "terdaftar = 1 AND lengkap = 0 AND lengkap_unknown = 0",
    "lengkap_menunggak": "lengkap = 1 AND in_arrears = 1",
    "pds_tk": "pds_workers = 1",
    "pds_upah": "pds_wage = 1",
    "pds_program": "pds_programme = 1",
    "belum_dinilai": "lengkap_unknown = 1",
}
_KINDS = {**EMPLOYER_KINDS, "": "true"}
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
    # Falling, the nearest date stands first: it is what presses most.
    "jadwal": "-nullif(list_position(CAST($schedule AS VARCHAR[]), employer), 0)",
}
BY = ("ageing", "sector", "scale", "region", "kecamatan", "office", "officer", "listed_from")
# What a list adds up to. Some are worked out: workers known but not registered; wages a month short of the minimum;
# employers whose months owed, or whose registered workers, are not known, and so are in no sum of these.
_SUMMED = {
    "workers_known": "workers_known",
    "workers_registered": "workers_registered",
    "workers_exposed": "workers_exposed",
    "outstanding": "outstanding",
    "penalty": "penalty",
    "due": "due",
    "months_owed": "months_owed",
    "workers_missing": "greatest(workers_known - workers_registered, 0)",
    "wage_gap": "CASE WHEN pds_wage = 1 THEN wage_floor - wages ELSE 0 END",
    "undated": "CASE WHEN months_owed IS NULL THEN 1 ELSE 0 END",
    "uncounted": "CASE WHEN terdaftar = 1 AND workers_registered IS NULL THEN 1 ELSE 0 END",
}
# The first and the last day on which an employer of the list was listed, which is when others counted its workers.
_LISTED = ("listed_first", "listed_last")
COUNTS = ("employers", *_SUMMED, *_LISTED)
_SUMS = ", ".join(
    [
        "count(*) AS employers",
        *(f"CAST(sum({summand}) AS BIGINT) AS {name}" for name, summand in _SUMMED.items()),
        *(
            f"CAST({pick}(date_diff('day', DATE '1970-01-01', listed_on)) AS BIGINT) AS {name}"
            for pick, name in zip(("min", "max"), _LISTED, strict=True)
        ),
    ]
)
# What a list is narrowed by beside its kind: the condition of each value that may be bound.
_SEARCHED = " OR ".join(f"contains(lower({column}), $search)" for column in ("name", "npp", "employer"))
_NARROWED = {
    **SCOPE,
    "sector": "sector = $sector",
    "scale": "scale = $scale",
    "ageing": "ageing = $ageing",
    "officer": "officer = $officer",
    "search": f"({_SEARCHED})",
    "employer": "employer = $employer",
    "named": "employer IN (SELECT unnest($named))",
    "among": "employer IN (SELECT unnest(CAST($among AS VARCHAR[])))",
}
_WEIGHTS = ("w_rupiah", "w_workers", "w_age")
# What is asked of the rows of a list: what is selected, and what follows the condition. The worth is told as a share
# of the highest; that is looked up before, so that only the first rows are made whole.
_SHARE = f"exp(({_WORTH} - $highest) / greatest($w_rupiah + $w_workers + $w_age, 0.5)) AS score"
_HIGHEST = f"max({_WORTH}) AS highest"
_ORDERS = orders(EMPLOYER_SORTS, "employer")
# What limits the rows of an earlier month that is asked for in the same statement.
_BEFORE = {name: condition.replace(f"${name}", f"${name}_before") for name, condition in SCOPE.items()}
_STANDING = "employer, in_arrears, outstanding, opening, settled, ageing"
_SUMS_BY = {"": (_SUMS, ""), **{by: (f"{by}, {_SUMS}", "GROUP BY 1 ORDER BY 1") for by in BY}}


class NotAllowed(Problem):
    """Employers by name, asked by somebody who may not see them."""


def names_allowed(reading: Reading) -> None:
    """Raises NotAllowed for a reader who sees no employer's name."""
    if not reading.viewer.names_employers:
        raise NotAllowed(
            "Nama pemberi kerja hanya untuk kantor cabang, kantor wilayah dan pengelola. "
            "Bila Anda berhak, pilih peran di kanan atas atau masuk dengan akun yang berhak."
        )


@dataclass(frozen=True)
class EmployerQuery:
    """One list: which employers, narrowed how, in what order, and which page of it (1 is the first).

    `kind` of EMPLOYER_KINDS ("" is any); `ageing` a class of data.vocabulary.AGES, `sector`, `scale`, `officer` ("" is any,
    NOT_TOLD those of whom it is not known);
    `search` is part of a name, an NPP or a list number; `sort` of EMPLOYER_SORTS; `weights` of rupiah, workers and
    age for the sort "bobot". `among` are the only list numbers that are asked for (None is any), `schedule` those with a
    next date, the nearest first, for the sort "jadwal": what no release knows, but whoever asks.
    """

    kind: str = "menunggak"
    ageing: str = ""
    sector: str = ""
    scale: str = ""
    officer: str = ""
    search: str = ""
    sort: str = "tunggakan"
    rising: bool = False
    page: int = 1
    size: int = PAGE
    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    among: tuple[str, ...] | None = None
    schedule: tuple[str, ...] = ()

    @property
    def unordered(self) -> EmployerQuery:
        """The same list whatever its order and page: what it adds up to is asked, and kept, once for all of them."""
        first = EmployerQuery()
        return replace(
            self, sort=first.sort, rising=False, page=1, size=PAGE, weights=first.weights, schedule=()
        )


_ANY = EmployerQuery(kind="")


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, and the sums (COUNTS) of the whole list.

    Rows have the columns of `data.queries.employer_months`, and in the order "bobot" `score`: the weighted
    geometric mean of rupiah, workers and age, as a share of the highest in the list.
    """

    rows: pd.DataFrame
    sums: dict[str, int]
    page: int
    pages: int


class EmployerList:
    """The employers of a reading that are not compliant at the end of a month. Raises NotAllowed."""

    def __init__(self, reading: Reading, month: str) -> None:
        names_allowed(reading)
        self._reading, self.month = reading, month
        self._months = employer_months(reading.place, reading.release, reading.facts)
        # The employers of a region whose month has not come are in no sum of the cube, and so in no list.
        self._come = reading.counted(definitions()["employers_obliged"], month)

    def page(self, where: Where, asked: EmployerQuery) -> Page:
        """One page of the list in its order; equals stand by list number, so that no row is on two pages."""
        sums = self.total(where, asked)
        pages = max(-(-sums["employers"] // asked.size), 1)
        page = min(max(asked.page, 1), pages)
        block, at = divmod(page - 1, BLOCK)
        asked_block = replace(asked, page=block + 1, size=asked.size * BLOCK)
        rows = _rows_in_order(self._reading, self.month, where, asked_block)
        shown = rows.iloc[at * asked.size : (at + 1) * asked.size].reset_index(drop=True)
        return Page(shown, sums, page, pages)

    def every(self, where: Where, asked: EmployerQuery, most: int | None = None) -> pd.DataFrame:
        """The whole list in its order, or its first `most` rows; columns as `Page.rows`."""
        return self._sorted(where, asked, most)

    def part(self, where: Where, asked: EmployerQuery) -> pd.DataFrame:
        """The rows of the page that is asked for, asked anew."""
        return self._sorted(where, asked, most=asked.size, start=(asked.page - 1) * asked.size)

    def standing(self, where: Where) -> pd.DataFrame:
        """What `data.visits` asks of everybody: _STANDING."""
        return self._answer(_STANDING, "", where, _ANY)

    def since(self, before: str, where: Where, selected: str) -> pd.DataFrame:
        """What is selected of `was` and `here`: everybody of a place in an earlier month, and in this one.

        `selected` is a text of ours, which follows these two in one statement.
        """
        then = EmployerList(self._reading, before)
        bound, earlier = (one._narrowed(one._come_of(where), _ANY) for one in (self, then))
        statement = (
            f"WITH was AS (SELECT * FROM query_table($rows_before) WHERE {all_of(_BEFORE, earlier)}), "  # noqa: S608
            f"here AS (SELECT * FROM query_table($rows) WHERE {all_of(_NARROWED, bound)}) {selected}"
        )
        values = bound | {f"{name}_before": value for name, value in earlier.items()}
        return self._months.answer(self.month, statement, values, before).to_pandas()

    def sums(self, where: Where, asked: EmployerQuery, by: str) -> pd.DataFrame:
        """What the list adds up to by a dimension of BY: that column and COUNTS, ordered by it."""
        if by not in BY:
            raise ValueError(f"{by} is none of {', '.join(BY)}")
        return _added(self._reading, self.month, where, asked.unordered, by)

    def total(self, where: Where, asked: EmployerQuery) -> dict[str, int]:
        """What the whole list adds up to: COUNTS."""
        return dict(_total(self._reading, self.month, where, asked.unordered))

    def added(self, where: Where, asked: EmployerQuery, by: str) -> pd.DataFrame:
        """The sums by a dimension ("" is none), asked anew."""
        return self._answer(*_SUMS_BY[by], where, asked)

    def one(self, employer: str) -> pd.DataFrame:
        """The row of one employer by its list number; no row when it is compliant or not this reader's."""
        return self._answer("*", "", Where(), _ANY, narrowed={"employer": employer})

    def named(self, employers: Sequence[str]) -> pd.DataFrame:
        """The rows of several employers by their list numbers, as `one`."""
        return self._answer("*", "", Where(), _ANY, narrowed={"named": list(employers)})

    def _sorted(self, where: Where, asked: EmployerQuery, most: int | None, start: int = 0) -> pd.DataFrame:
        """The rows in their order from the one numbered `start` on, as many as `most` (None: all)."""
        order = _ORDERS[asked.sort, asked.rising]
        values: dict[str, Any] = {"most": most, "start": start}
        if asked.sort == "jadwal":
            values["schedule"] = list(asked.schedule)
        if asked.sort != "bobot":
            return self._answer("*", order, where, asked, values=values)
        weights = dict(zip(_WEIGHTS, map(float, asked.weights), strict=True))
        highest = self._answer(_HIGHEST, "", where, asked, values=weights)["highest"].iloc[0]
        return self._answer(
            f"*, {_SHARE}", order, where, asked, values=values | weights | {"highest": highest}
        )

    def _answer(
        self,
        selected: str,
        ending: str,
        where: Where,
        asked: EmployerQuery,
        *,
        narrowed: Mapping[str, Any] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> pd.DataFrame:
        """What is selected of the rows of the month that are asked for and this reader's.

        `narrowed` narrows them further, by values of _NARROWED; `values` are what the rest of the statement names.
        The statement is put together from the texts above alone; everything else is bound.
        """
        bound = {**self._narrowed(where if narrowed else self._come_of(where), asked), **(narrowed or {})}
        condition = f"{_KINDS[asked.kind]} AND {all_of(_NARROWED, bound)}"
        statement = f"SELECT {selected} FROM query_table($rows) WHERE {condition} {ending}"  # noqa: S608 - words of ours
        rows = self._months.answer(self.month, statement, {**bound, **(values or {})})
        return rows.to_pandas(date_as_object=False)

    def _come_of(self, where: Where) -> Where:
        """The part of a place whose month has come."""
        if self._come is None:
            return where
        regions = self._come if where.regions is None else self._come.intersection(where.regions)
        return replace(where, regions=tuple(sorted(regions)))

    def _narrowed(self, where: Where, asked: EmployerQuery) -> dict[str, Any]:
        """What the list is narrowed by: for each name of _NARROWED that counts, the value that is bound."""
        texts = {name: getattr(asked, name) for name in ("sector", "scale", "ageing", "officer")}
        texts["search"] = asked.search.strip().lower()
        wanted = {name: text for name, text in texts.items() if text}
        nobody_knows = {name: "" for name in ("sector", "scale", "officer") if wanted.get(name) == NOT_TOLD}
        among = {} if asked.among is None else {"among": list(asked.among)}
        return scope_of(self._reading, where) | wanted | nobody_knows | among


@lru_cache(maxsize=1_024)
def _added(reading: Reading, month: str, where: Where, asked: EmployerQuery, by: str) -> pd.DataFrame:
    """A release never changes, so its sums are added up once for each scope."""
    return EmployerList(reading, month).added(where, asked, by)


@lru_cache(maxsize=1_024)
def _total(reading: Reading, month: str, where: Where, asked: EmployerQuery) -> Mapping[str, int]:
    sums = _added(reading, month, where, asked, "")
    return {name: int(sums[name].fillna(0).iloc[0]) for name in COUNTS}


@lru_cache(maxsize=256)
def _rows_in_order(reading: Reading, month: str, where: Where, asked: EmployerQuery) -> pd.DataFrame:
    """A release never changes, so the rows of some pages are put in order once, for all who see the same."""
    return EmployerList(reading, month).part(where, asked)
