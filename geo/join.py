"""Values laid on their boundaries: by code, never by position."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from data.words import Problem


class DuplicateCodes(Problem):
    """More than one row for a region: which one counts is not ours to guess."""


@dataclass(frozen=True)
class JoinReport:
    """Codes (Kemendagri) that did not meet: values without a boundary, boundaries without a value."""

    without_boundary: tuple[str, ...]
    without_value: tuple[str, ...]


def join(
    values: pd.DataFrame, boundaries: gpd.GeoDataFrame, on: str = "code"
) -> tuple[gpd.GeoDataFrame, JoinReport]:
    """Every boundary with its row of `values`, missing where there is none, and what did not match.

    `values` has one row per region with the Kemendagri code as a string in column `on`;
    `boundaries` has `code` and `geometry`. The result keeps the boundaries' order and CRS; a value
    column that the boundaries have too is taken from the values.
    Raises DuplicateCodes when a code stands in more than one row of either.
    """
    for table, name in ((values[on], "nilai"), (boundaries["code"], "batas wilayah")):
        _refuse_duplicates(table, name)
    kept = boundaries.drop(
        columns=[c for c in boundaries.columns if c in values.columns and c not in ("code", "geometry")]
    )
    joined = kept.merge(values.rename(columns={on: "code"}), on="code", how="left", validate="one_to_one")
    report = JoinReport(_missing(values[on], boundaries["code"]), _missing(boundaries["code"], values[on]))
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=boundaries.crs), report


def _refuse_duplicates(codes: pd.Series, name: str) -> None:
    twice = sorted(set(codes[codes.duplicated()]))
    if twice:
        raise DuplicateCodes(
            "Kode wilayah {codes} ada lebih dari sekali di {table}. Sisakan satu baris untuk tiap wilayah.",
            codes=", ".join(twice[:5]),
            table=name,
        )


def _missing(codes: pd.Series, others: pd.Series) -> tuple[str, ...]:
    return tuple(sorted(set(codes) - set(others)))
