"""Several regions together, as one viewer may see them: by the cell of the area or province that they make up, if they do.

A sum of regions is hidden as soon as one of them is. That of a whole area is a cell of its own, in which nobody can be
told apart any more, so that it is shown where a region of it is not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data.cube import DIMENSIONS, TOLD
from data.disclosure import HIDDEN
from data.indicators import Indicator, Measured
from data.queries.reading import Filters, Reading
from data.store import CUBE
from data.vocabulary import LEVEL_KEYS

# Widest first: an area of the same regions as a province is the same cell.
_WIDER = ("province", "area")


def whole_of(reading: Reading, regions: Collection[str]) -> tuple[str, str] | None:
    """Level and key of what exactly these regions make up: all there are, a province or an area; None for any others."""
    table, wanted = reading.facts.regions, set(regions)
    if wanted == set(table["code"]):
        return "all", ""
    for level in _WIDER:
        (column,) = LEVEL_KEYS[level]
        for key, codes in table.groupby(column)["code"]:
            if set(codes) == wanted:
                return level, str(key)
    return None


def cells_of_whole(
    reading: Reading, whole: tuple[str, str], indicator: Indicator, month: str, filters: Filters, by: str = ""
) -> pd.DataFrame:
    """The cells (`Reading.cells`) of what `whole_of` has found."""
    level, key = whole
    rows = reading.cells(indicator, month, level, filters, by)
    return rows[rows[LEVEL_KEYS[level][0]] == key] if LEVEL_KEYS[level] else rows


def cells_together(
    reading: Reading, indicator: Indicator, month: str, regions: Collection[str], filters: Filters
) -> pd.DataFrame:
    """The cells of these regions (`Reading.cells`) to be added up; nothing but their sum is to be taken from them.

    Where one of them is hidden and the cell of all of them is not, its numbers stand in the first row, 0 in the others.
    """
    rows = reading.cells(indicator, month, "region", filters)
    rows = rows[rows["region"].isin(list(regions))].reset_index(drop=True)
    whole = whole_of(reading, regions) if (rows["suppressed"] == HIDDEN).any() else None
    if whole is None:
        return rows
    cell = cells_of_whole(reading, whole, indicator, month, filters)
    if len(cell) != 1 or cell["suppressed"].item():
        return rows
    measures = [str(column) for column in rows.columns if str(rows[column].dtype) == "Int64"]
    told = rows.assign(suppressed="")
    told[measures] = 0
    told.loc[0, measures] = cell[measures].iloc[0]
    return told


def finest(reading: Reading, month: str) -> pd.DataFrame:
    """The cells of a month that this viewer sees as they are, to be added up: every one, those of its offices, or none.

    Columns: DIMENSIONS and TOLD of data.cube.
    """
    own = None if reading.viewer.sees_every_cell else ("office", reading.viewer.stands_for)
    return reading.release.table(CUBE, (*DIMENSIONS, *TOLD), months=[month], among=own).to_pandas()


@dataclass(frozen=True)
class Together:
    """What `count` areas that are not told one by one have together: `value`, and its parts where it is a ratio.

    `value` is in the indicator's unit (percent in points); numerator and denominator are None for a sum.
    """

    count: int
    value: float
    numerator: int | None = None
    denominator: int | None = None


def together(
    indicator: Indicator, values: pd.DataFrame, whole: Measured | None, areas: int
) -> Together | None:
    """What the hidden ones of `values` (`Reading.values`) have together, where `whole`, which all are in, is told.

    Everybody can take what is shown off the whole, so that the guard sees to it that enough are left. `areas`: how many
    there are. None where nothing is hidden or only one area, where something else is not known, or the whole is not.
    """
    is_hidden = values["suppressed"] == HIDDEN
    told = values[~is_hidden]
    is_partly_known = (told["suppressed"] != "").any() or (indicator.below_workforce and len(values) < areas)
    if is_hidden.sum() < 2 or is_partly_known or indicator.gap or whole is None or whole.value is None:
        return None
    if whole.denominator is None or whole.numerator is None:
        if told["value"].isna().any():
            return None
        return Together(int(is_hidden.sum()), float(whole.value) - float(told["value"].sum()))
    if told[["numerator", "denominator"]].isna().any(axis=None):
        return None
    above = int(whole.numerator - told["numerator"].sum())
    below = int(whole.denominator - told["denominator"].sum())
    if below <= 0:
        return None
    times = 100 if indicator.unit == "percent" else 1
    return Together(int(is_hidden.sum()), times * above / below, above, below)


def together_in(
    reading: Reading,
    indicator: Indicator,
    month: str,
    level: str,
    filters: Filters,
    area: str,
    regions: Collection[str],
) -> Together | None:
    """What the areas of a level ("region" or "kecamatan") that are not told one by one have together; see `together`.

    `area`: the name of the area that is looked at, "" for the whole; `regions` are the codes of those in it.
    """
    values = _inside(reading, indicator, month, level, filters, regions)
    whole = reading.one(indicator, month, "area" if area else "all", area, filters)
    return together(indicator, values, whole, len(regions))


def together_in_region(
    reading: Reading, indicator: Indicator, month: str, level: str, filters: Filters, region: str
) -> Together | None:
    """What the areas of a level in one region that are not told one by one have together; see `together`."""
    values = _inside(reading, indicator, month, level, filters, (region,))
    return together(indicator, values, reading.one(indicator, month, "region", region, filters), 1)


def _inside(
    reading: Reading,
    indicator: Indicator,
    month: str,
    level: str,
    filters: Filters,
    regions: Collection[str],
) -> pd.DataFrame:
    """`Reading.values` of these regions, or of the kecamatan in them; of a kecamatan that is not known its cell says where."""
    # The values are in the order of the cells that they are measured from.
    where = reading.cells(indicator, month, level, filters)["region"]
    return reading.values(indicator, month, level, filters)[where.isin(list(regions)).to_numpy()]


def unplaced(
    reading: Reading, indicator: Indicator, month: str, filters: Filters, regions: Collection[str]
) -> Together | None:
    """What these regions have of which the kecamatan is not known; `count`: in how many of them there is any.

    None where there is nothing, or where one of the regions is not told what it has.
    """
    values = _inside(reading, indicator, month, "kecamatan", filters, regions)
    values = values[values["kecamatan"] == ""]
    if (values["suppressed"] != "").any() or values["numerator"].isna().any():
        return None
    count = int((values["numerator"] > 0).sum())
    above, below = int(values["numerator"].sum()), values["denominator"]
    if below.isna().all():
        return Together(count, float(above)) if above else None
    whole = int(below.sum())
    times = 100 if indicator.unit == "percent" else 1
    return Together(count, times * above / whole, above, whole) if whole else None
