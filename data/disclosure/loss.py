"""What the guard leaves of a month: the share of the cells, of the employers behind them and of the rupiah that is shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

import pandas as pd

from data.cube import RECOVERED, RUPIAH
from data.disclosure.disclosure import Limits
from data.disclosure.masking import masked
from data.disclosure.public_tables import CELL
from data.disclosure.suppression import SHOWN

# Indicator -> the measures that it sums.
Asked = Mapping[str, tuple[str, ...]]
_MONEY = (*RUPIAH, *RECOVERED)


def kept(
    cube_month: pd.DataFrame,
    regions: pd.DataFrame,
    month: str,
    limits: Limits,
    asked: Asked,
    release: Hashable = None,
) -> pd.DataFrame:
    """How much of the fixed tables of a month the public is shown: a row for each indicator, level and dimension.

    Columns: indicator, level, dimension ("" is not narrowed), then cells, employers (wajib) and rupiah (of the measures
    that are rupiah) of the cells that are not empty, each also as shown_cells, shown_employers, shown_rupiah. `asked`
    has for each indicator its measures; the other arguments are those of `masked`.
    """
    tables = [
        _counted(masked(cube_month, regions, month, limits, measures, release, ["wajib"]), measures, name)
        for name, measures in asked.items()
    ]
    return pd.concat(tables, ignore_index=True)


def _counted(cells: pd.DataFrame, measures: Iterable[str], name: str) -> pd.DataFrame:
    names = list(measures)
    filled = cells[(cells[names] > 0).any(axis=1)]
    sums = pd.DataFrame(
        {
            "cells": 1,
            "employers": filled["wajib"],
            "rupiah": filled[[one for one in names if one in _MONEY]].sum(axis=1),
        }
    )
    told = sums.mul(filled["suppressed"] == SHOWN, axis=0).add_prefix("shown_")
    keys = filled[[CELL[0], CELL[3]]]
    return (
        pd.concat([keys, sums, told], axis=1)
        .groupby(list(keys), sort=False)
        .sum()
        .reset_index()
        .assign(indicator=name)
    )


def shares(table: pd.DataFrame, by: Iterable[str] = ("level", "dimension")) -> pd.DataFrame:
    """The table of `kept` added up by these columns, with the shares that are shown, 0 to 1.

    Columns: `by`, cells, employers, rupiah (what there is), and share_cells, share_employers, share_rupiah (NaN of none).
    """
    sums = table.groupby(list(by), sort=False).sum(numeric_only=True)
    parts = {f"share_{name}": sums[f"shown_{name}"] / sums[name] for name in ("cells", "employers", "rupiah")}
    return sums[["cells", "employers", "rupiah"]].assign(**parts).reset_index()
