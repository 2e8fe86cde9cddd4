"""What an employer owes for a month: the contribution of each programme, in whole rupiah.

Only the sum of an employer's wages is known, not the wage of each worker. So the wage ceiling of JP is
laid on the sum: its base is the smaller of all wages and workers x ceiling. Where some earn more than the
ceiling and others less, the true base is smaller, never larger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from data.law.late import MILLION
from data.law.rules import Rules
from data.parsing import shown
from data.vocabulary import PROGRAMME_COLUMNS, PROGRAMMES
from data.words import Problem

DUE_COLUMNS = tuple(f"due_{name}" for name in PROGRAMME_COLUMNS)
Whole: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"


class UnknownRisk(Problem):
    """A JKK risk class that has no rate."""


def dues(rules: Rules, employers: pd.DataFrame, workers: Any, wages: Any) -> pd.DataFrame:
    """The contribution of each employer for the month of `rules`.

    `employers` has the columns `jkk_risk`, `relief_industry` ("" for none) and `programmes` (those followed,
    "JKK;JKM;JHT"); `workers` and `wages` (whole rupiah of a month, of all workers) are arrays of integers, one
    per row, none negative. Returns `due_jkk`, `due_jkm`, `due_jht`, `due_jp` with the index of `employers`:
    int64 rupiah, employer's and worker's share together, each rounded half up, 0 for a programme that is not
    followed. Exact up to wages of 9 * 10**18. Raises UnknownRisk; ValueError for unequal lengths.
    """
    workers, wages = (_whole(given, len(employers)) for given in (workers, wages))
    bases: dict[str, Whole] = dict.fromkeys(PROGRAMMES, wages) | {
        "JP": _capped(wages, workers, rules.jp_wage_ceiling)
    }
    rates: dict[str, Whole | int] = {
        "JKK": _jkk_ppm(rules, employers, workers),
        "JKM": rules.jkm_ppm,
        "JHT": sum(rules.jht_ppm),
        "JP": sum(rules.jp_ppm),
    }
    columns = {
        column: np.where(_follows(employers["programmes"], name), _share(bases[name], rates[name]), 0)
        for column, name in zip(DUE_COLUMNS, PROGRAMMES, strict=True)
    }
    return pd.DataFrame(columns, index=employers.index)


def due_of_one(
    rules: Rules, jkk_risk: str, relief_industry: str, programmes: str, workers: int, wages: int
) -> dict[str, int]:
    """`dues` of a single employer, step by step in plain whole numbers. Raises UnknownRisk."""
    jkk = _rate_of(rules, jkk_risk)
    relief = rules.relief
    if relief and relief_industry in relief.industries and workers >= relief.min_workers:
        jkk = jkk * (MILLION - relief.off_ppm) // MILLION
    jp_base = min(wages, workers * rules.jp_wage_ceiling)
    parts = {
        "JKK": wages * jkk,
        "JKM": wages * rules.jkm_ppm,
        "JHT": wages * (rules.jht_ppm[0] + rules.jht_ppm[1]),
        "JP": jp_base * (rules.jp_ppm[0] + rules.jp_ppm[1]),
    }
    followed = programmes.split(";")
    return {
        f"due_{name.lower()}": (part + MILLION // 2) // MILLION if name in followed else 0
        for name, part in parts.items()
    }


def _whole(given: Any, length: int) -> Whole:
    array = np.asarray(given)
    if array.shape != (length,) or array.dtype.kind not in "iu":
        raise ValueError(f"{length} whole numbers were expected, not {array.dtype} of shape {array.shape}")
    return array.astype(np.int64)


def _jkk_ppm(rules: Rules, employers: pd.DataFrame, workers: Whole) -> Whole:
    rates: Whole = _per_value(employers["jkk_risk"], lambda risk: _rate_of(rules, risk), np.int64)
    if rules.relief is None:
        return rates
    industries = rules.relief.industries
    eligible = _per_value(employers["relief_industry"], lambda name: name in industries, np.bool_)
    relieved = rates * (MILLION - rules.relief.off_ppm) // MILLION
    return np.where(eligible & (workers >= rules.relief.min_workers), relieved, rates)


def _rate_of(rules: Rules, risk: str) -> int:
    if risk not in rules.jkk_ppm:
        raise UnknownRisk(
            "Tingkat risiko JKK “{found}” tidak dikenal. Yang diterima salah satu dari {choices}.",
            found=shown(risk),
            choices=", ".join(rules.jkk_ppm),
        )
    return rules.jkk_ppm[risk]


def _follows(programmes: pd.Series, name: str) -> np.ndarray[Any, Any]:
    return _per_value(programmes, lambda followed: name in str(followed).split(";"), np.bool_)


def _per_value(column: pd.Series, of: Callable[[Any], Any], dtype: type) -> np.ndarray[Any, Any]:
    """`of` each cell, asked once per different value: a million rows hold a handful of them."""
    codes, values = pd.factorize(column, use_na_sentinel=False)
    asked: Iterable[Any] = (of(value) for value in values)
    return np.fromiter(asked, dtype=dtype, count=len(values))[codes]


def _capped(wages: Whole, workers: Whole, ceiling: int) -> Whole:
    """The smaller of wages and workers x ceiling.

    No more workers are counted than it takes to reach the wages, so that the product cannot overflow.
    """
    return np.minimum(wages, np.minimum(workers, wages // ceiling + 1) * ceiling)


def _share(base: Whole, ppm: Whole | int) -> Whole:
    """`ppm` millionths of `base`, rounded half up.

    The whole millions of `base` and the rest are multiplied apart, so that no product overflows.
    """
    millions, rest = base // MILLION, base % MILLION
    share: Whole = millions * ppm + (rest * ppm + MILLION // 2) // MILLION
    return share
