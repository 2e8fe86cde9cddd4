"""Cells of the compliance cube into values that carry numerator, denominator, unit, as-of and source.

Sums first, the ratio last; what is missing stays missing: nothing over nothing is no number, never 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

import pandas as pd

from data.cube import DIMENSIONS
from data.indicators.definition import Indicator
from data.indicators.denominators import Denominators, Workforce
from data.indicators.targets import Target, area_chain, targets_for
from data.parsing import AsOf
from data.vocabulary import NARROWING

# Keys by which no workforce is known.
_WITHOUT_WORKFORCE = {"kecamatan", *NARROWING}
# Keys that hold the code of an area that may have a target.
_OF_AN_AREA = ("region", "province_code", "office")
Regions = Collection[str] | None
Context = tuple[Workforce | None, tuple[Target, ...]]


@dataclass(frozen=True)
class Measured:
    """A single value and all that answers "why this number?".

    value: float (percent in points, months), int (counts, people, whole rupiah), None when missing.
    denominator_source is an id of the sources table, "" where the ledger is the source of both parts. `held` are the
    targets that it may be held against (`data.indicators.targets`), those of its own year and nearest area.
    """

    indicator: str
    key: str
    value: float | int | None
    numerator: int | None
    denominator: int | None
    unit: str
    as_of: str
    as_of_day: date
    release: int
    simulated: bool
    denominator_source: str
    denominator_year: str
    suppressed: str
    denominator_as_of: str = ""
    denominator_after: bool = False
    held: tuple[Target, ...] = ()


def measure(
    indicator: Indicator,
    cells: pd.DataFrame,
    *,
    key: str | Sequence[str],
    workforce: pd.DataFrame | None,
    as_of: str,
    release: int,
    simulated: bool,
    members: Mapping[str, Collection[str]] | None = None,
    targets: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The value of `indicator` for every row of `cells`, in their order.

    `cells` is grouped already: `key` columns, measures of data.cube, and where the guard took something
    away a column `suppressed` (why; such a row stays without a number). A row is of the month `as_of`
    ("2026-10"), or of its own where `month` is among the keys. The workforce is that of the row's
    `region`; where rows are wider, `members` says which regions the value of their key stands for (of no
    key: ""). By kecamatan, office, segment, sector or scale no workforce is known.

    Returns the key columns, then value (Int64, or Float64 for percent and months), numerator and
    denominator (Int64), as_of, denominator_source, denominator_as_of, denominator_after (only a later
    figure is known), held (a tuple of the targets that the row may be held against, () where there is none),
    suppressed, release, simulated.

    Raises KeyError for a column that `cells` lacks.
    """
    keys = [key] if isinstance(key, str) else list(key)
    regions = _regions_of(cells, keys, members)
    months = list(cells["month"]) if "month" in keys else [as_of] * len(cells)
    areas = _areas_of(cells, keys, regions)
    contexts = _contexts(indicator, regions, areas, months, workforce, targets)
    return _measured(indicator, cells, keys, contexts, months, release=release, simulated=simulated)


def total(
    indicator: Indicator,
    cells: pd.DataFrame,
    *,
    over: str | Sequence[str] = (),
    workforce: pd.DataFrame | None,
    as_of: str,
    release: int,
    simulated: bool,
    targets: pd.DataFrame | None = None,
    area: str = "",
) -> pd.DataFrame:
    """The value of `indicator` for each value of the `over` columns, or for everything: sums, then the ratio.

    `cells` has the `over` columns, `region` where the indicator needs the workforce, and the measures; its
    regions are those whose workforce is summed, once each. A part that is suppressed or missing makes the
    whole missing. `area` is the code of what they make up, an office say, whose own targets come first; "" has none.
    Returns the columns of `measure`, with `over` as the keys. Raises KeyError likewise.
    """
    keys = [over] if isinstance(over, str) else list(over)
    groups = [part for _, part in cells.groupby(keys or (lambda _: 0), sort=True)]
    sums = pd.DataFrame([_sum_of(part, indicator, keys) for part in groups], columns=_needed(indicator, keys))
    placed = indicator.below_workforce and not set(keys) & _WITHOUT_WORKFORCE
    regions: list[Regions] = [set(part["region"]) if placed else None for part in groups]
    areas = [area_chain(area, _province(set(part["region"]) if "region" in part else ())) for part in groups]
    months = list(sums["month"]) if "month" in keys else [as_of] * len(sums)
    contexts = _contexts(indicator, regions, areas, months, workforce, targets)
    return _measured(indicator, sums, keys, contexts, months, release=release, simulated=simulated)


def measured_one(indicator: Indicator, cells: pd.DataFrame, **options: Any) -> Measured:
    """The one row of `cells` as a Measured; `options` are those of `measure`. Several keys are joined by "/".

    Raises ValueError when `cells` has not one row.
    """
    rows = measure(indicator, cells, **options)
    if len(rows) != 1:
        raise ValueError(f"measured_one takes one row of cells, not {len(rows)}")
    keys = list(rows.columns[: list(rows.columns).index("value")])
    row = {name: rows[name].iloc[0] for name in rows.columns}
    row = {name: cell if name == "held" else _plain(cell) for name, cell in row.items()}
    return Measured(
        indicator=indicator.id,
        key="/".join(str(row.pop(name)) for name in keys),
        unit=indicator.unit,
        as_of_day=AsOf(row["as_of"]).end,
        denominator_year=_years(row["denominator_as_of"]),
        **row,
    )


def _measured(
    indicator: Indicator,
    cells: pd.DataFrame,
    keys: list[str],
    contexts: list[Context],
    months: list[str],
    **of_all: Any,
) -> pd.DataFrame:
    """A row for each of `cells`; `of_all` are columns that hold the same in every row."""
    suppressed = _suppressed(cells)
    shown = (suppressed == "") & _concerned(indicator, cells, keys)
    above = (_sums(cells, indicator.above) - _sums(cells, indicator.minus)).where(shown)
    below = _below(indicator, cells, contexts).where(shown)
    # All at once: pandas takes as long for each column that is added to a frame as for a whole one.
    columns = {
        **{name: cells[name].array for name in keys},
        "value": _values(indicator, above, below, contexts),
        "numerator": above,
        "denominator": below,
        "as_of": pd.Series(months, dtype=str),
        **_sources(contexts),
        "suppressed": suppressed,
        **of_all,
    }
    return pd.DataFrame(columns, index=range(len(cells)))


def _regions_of(
    cells: pd.DataFrame, keys: list[str], members: Mapping[str, Collection[str]] | None
) -> list[Regions]:
    """For every row the regions that it stands for, None where that cannot be said."""
    places = [name for name in keys if name not in DIMENSIONS or name == "region"]
    if set(keys) & _WITHOUT_WORKFORCE or len(places) > 1:
        return [None] * len(cells)
    values = cells[places[0]] if places else [""] * len(cells)
    if members is not None:
        return [members.get(value) for value in values]
    return [[value] if places == ["region"] else None for value in values]


def _areas_of(cells: pd.DataFrame, keys: list[str], regions: list[Regions]) -> list[tuple[str, ...]]:
    """For every row the areas whose targets count for it, nearest first: the place that it is of, its province, all."""
    own = next((name for name in keys if name in _OF_AN_AREA), "")
    codes = cells[own].astype(str) if own else [""] * len(cells)
    return [area_chain(code, _province(members or ())) for code, members in zip(codes, regions, strict=True)]


def _province(regions: Collection[str]) -> str:
    """The one province in which all these regions lie, whose code theirs begin with; "" where there is no such one."""
    inside = {code[:2] for code in regions}
    return inside.pop() if len(inside) == 1 else ""


def _contexts(
    indicator: Indicator,
    regions: list[Regions],
    areas: list[tuple[str, ...]],
    months: list[str],
    workforce: pd.DataFrame | None,
    targets: pd.DataFrame | None,
) -> list[Context]:
    """What each row is held against: the people who work there, and the targets of its year."""
    needed = workforce if indicator.below_workforce else None
    known = Denominators(needed, indicator.below_workforce) if needed is not None else None
    ends = {month: AsOf(month).end for month in set(months)}
    return [
        (
            known.of(places, ends[month]) if known is not None and places is not None else None,
            () if targets is None else targets_for(targets, indicator, chain, ends[month].year),
        )
        for places, chain, month in zip(regions, areas, months, strict=True)
    ]


def _suppressed(cells: pd.DataFrame) -> pd.Series:
    if "suppressed" not in cells:
        return pd.Series("", index=range(len(cells)), dtype=str)
    return cells["suppressed"].fillna("").astype(str).reset_index(drop=True)


def _concerned(indicator: Indicator, cells: pd.DataFrame, keys: list[str]) -> pd.Series:
    """For each row whether the indicator says anything of its segment; of another it has no value, rather than 0."""
    if not indicator.segment or "segment" not in keys:
        return pd.Series(True, index=range(len(cells)), dtype=bool)
    return cells["segment"].isin(indicator.segment).reset_index(drop=True)


def _sums(cells: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """The measures added up, row by row, in whole numbers; NA when one of them is."""
    sums = pd.array([0] * len(cells), dtype="Int64")
    for name in names:
        sums = sums + cells[name].array.astype("Int64")
    return pd.Series(sums)


def _below(indicator: Indicator, cells: pd.DataFrame, contexts: list[Context]) -> pd.Series:
    if indicator.below:
        return _sums(cells, indicator.below)
    people = [work.people if work is not None else pd.NA for work, _ in contexts]
    return pd.Series(people, index=range(len(cells)), dtype="Int64")


def _values(indicator: Indicator, above: pd.Series, below: pd.Series, contexts: list[Context]) -> pd.Series:
    if indicator.gap:
        gaps = [_gap(*row) for row in zip(above, below, contexts, strict=True)]
        return pd.Series(gaps, index=above.index, dtype="Int64")
    if not indicator.below and not indicator.below_workforce:
        return above
    times = 100.0 if indicator.unit == "percent" else 1.0
    divides = (below > 0).fillna(False)
    return times * above.astype("Float64") / below.astype("Float64").where(divides)


def _gap(covered: Any, people: Any, context: Context) -> Any:
    """How many people are still to be covered until the target's per cent of `people` are, a part of one rounded up.

    NA where a part is missing or several targets are in print, of which none is chosen; 0 where it is passed.
    """
    wanted = {target.value for target in context[1]}
    if len(wanted) != 1 or covered is pd.NA or people is pd.NA or people <= 0:
        return pd.NA
    needed = Decimal(str(wanted.pop())) * int(people) / 100
    return max(0, int(needed.to_integral_value(ROUND_CEILING)) - int(covered))


def _sources(contexts: list[Context]) -> dict[str, pd.Series]:
    """Where the workforce of each row comes from, and its targets."""
    works = [work for work, _ in contexts]
    return {
        "denominator_source": pd.Series([work.source if work else "" for work in works], dtype=str),
        "denominator_as_of": pd.Series([work.as_of if work else "" for work in works], dtype=str),
        "denominator_after": pd.Series([bool(work and work.after) for work in works], dtype=bool),
        "held": pd.Series([held for _, held in contexts], dtype=object),
    }


def _needed(indicator: Indicator, keys: list[str]) -> list[str]:
    parts = dict.fromkeys([*indicator.above, *indicator.minus, *indicator.below])
    return [*keys, *parts, "suppressed"]


def _sum_of(part: pd.DataFrame, indicator: Indicator, keys: list[str]) -> dict[str, Any]:
    """The rows of `part`, which have the same keys, as a single one: measures added, `suppressed` the first reason."""
    *names, _ = _needed(indicator, keys)
    reasons = [why for why in _suppressed(part) if why]
    row: dict[str, Any] = {name: part[name].iloc[0] for name in keys}
    for name in names[len(keys) :]:
        row[name] = part[name].astype("Int64").sum(skipna=False)
    return {**row, "suppressed": reasons[0] if reasons else ""}


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _years(as_of: str) -> str:
    return ";".join(sorted({text[:4] for text in as_of.split(";")})) if as_of else ""
