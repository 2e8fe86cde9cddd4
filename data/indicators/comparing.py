"""Which published figures may stand beside each other: of one year, and of the indicator's own definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.indicators.definition import definitions
from data.indicators.published_figures import published
from data.indicators.quantity import Quantity
from data.indicators.targets import Target, area_chain, side, targets_for
from data.parsing import AsOf, each_row

# Of fewer regions than these nothing is highest or lowest.
_LEAST = 2


@dataclass(frozen=True)
class Comparable:
    """The figure of an area that may be compared, a row of the table figures, and the targets that it is held against."""

    figure: Any
    held: tuple[Target, ...]

    @property
    def side(self) -> int | None:
        """Where it lies to its targets (`data.indicators.targets.side`); None where it has none."""
        return side(Quantity(self.figure.value, self.figure.unit), self.held) if self.held else None


@dataclass(frozen=True)
class Comparison:
    """The figures of one year, by area; `year` is 0 where no year has figures that can be compared."""

    year: int
    by_area: dict[str, Comparable]


def is_comparable(flags: str) -> bool:
    """Whether a figure is what its indicator means: one with any flag is a part, a limit, a sum of ours, or doubted."""
    return not flags


def held_against(
    targets: pd.DataFrame, indicator: str, area_code: str, as_of: str, flags: str
) -> tuple[Target, ...]:
    """The targets that a published figure may be held against; () where it is of another definition or undated."""
    if not as_of or not is_comparable(flags):
        return ()
    return targets_for(targets, definitions()[indicator], area_chain(area_code), AsOf(as_of).end.year)


def compare(
    figures: pd.DataFrame,
    targets: pd.DataFrame,
    indicator: str,
    areas: Sequence[str],
    known_on: date,
    kind: str = "region",
) -> Comparison:
    """The figures of the newest year in which areas can be compared, of what was known on that day.

    The newest year in which an area has a figure and a target for it, else the newest of which two have a figure.
    Of a year the latest figure counts, whatever later years brought.
    """
    own = figures[(figures["indicator"] == indicator) & figures["area_code"].isin(list(areas))]
    own = own[own["flags"].map(is_comparable).astype(bool) & (own["as_of"] != "")]
    several = Comparison(0, {})
    for year in _years(own, known_on):
        one = _year(own, targets, indicator, year, known_on, kind)
        if any(member.held for member in one.by_area.values()):
            return one
        if not several.by_area and len(one.by_area) >= _LEAST:
            several = one
    return several


def _years(figures: pd.DataFrame, known_on: date) -> list[int]:
    """The years of the figures, newest first; of a year after `known_on` nothing is known, so it is not asked."""
    years = {AsOf(as_of).end.year for as_of in figures["as_of"]}
    return sorted((year for year in years if year <= known_on.year), reverse=True)


def _year(
    figures: pd.DataFrame, targets: pd.DataFrame, indicator: str, year: int, known_on: date, kind: str
) -> Comparison:
    of_year = figures[[AsOf(as_of).end.year == year for as_of in figures["as_of"]]]
    rows = each_row(published(of_year, indicator, known_on, kind=kind))
    return Comparison(
        year,
        {
            row.area_code: Comparable(
                row, held_against(targets, indicator, row.area_code, row.as_of, row.flags)
            )
            for row in rows
        },
    )
