"""Which targets a number may be held against, and which ones an area has; the only place that decides it.

A number is held against targets of its own indicator and its own year, and of the nearest area that has any: its
own before its province's before the nation's. The nation has several series, which are never mixed: the indicator's
definition names the one that counts; of an indicator of a ledger that names none, any does. Who sets a target of the
measured number itself sets it for the ledger: it goes before that of the figure of the same kind. Where one area has several values in print for one year, all of them are given
and none is chosen. A target that is doubtful, old or under review, or without a year, is told and never judges.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.indicators.definition import Indicator, definitions
from data.indicators.quantity import Quantity
from data.parsing import each_row, is_missing

NATION = "ID"
# A series of the table -> the series that a definition may name. The yearly RKP lies on the path of the RPJMN.
_PATHS = {"RKP": "RPJMN"}
# Where these stand in the column `standing`, a target is weaker than others and judges all the same.
_JUDGES = {"", "weak"}
BELOW, BETWEEN, MET = -1, 0, 1


@dataclass(frozen=True)
class Target:
    """A row of the table targets.

    `value` is in `unit`, that of its indicator; `year` and `said_on` (a partial date) are "" where they are not
    stated; `standing` is "" for a target as it was set, else a word of `data.tables.columns.STANDINGS`.
    """

    indicator: str
    area: str
    value: float
    unit: str
    year: str
    series: str
    source: str
    said_on: str = ""
    standing: str = ""
    note_id: str = ""
    note_en: str = ""

    @property
    def judges(self) -> bool:
        """Whether a number may be held against it at all."""
        return bool(self.year) and self.standing in _JUDGES

    @property
    def quantity(self) -> Quantity:
        """Its value with its unit."""
        return Quantity(self.value, self.unit)


def targets_for(
    targets: pd.DataFrame, indicator: Indicator, areas: Sequence[str], year: int
) -> tuple[Target, ...]:
    """What a number of `indicator` of `year` may be held against, lowest first; () where there is nothing.

    `areas` are the codes of the area, its province and the nation (`area_chain`). A count is never held against the
    target of a wider area, of which its own area is but a part.
    """
    known = _of_year(_Table(targets), indicator.id, year)
    near = areas if known.inherits else areas[:1]
    return next((known.of_area[area] for area in near if area in known.of_area), ())


class _Table:
    """A table that is only read, known again by being the same one, since its cells cannot be a key."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows

    def __hash__(self) -> int:
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Table) and self.rows is other.rows


@dataclass(frozen=True)
class _Year:
    """What numbers of one indicator and year may be held against, by area; `inherits`: those of wider areas, too."""

    of_area: Mapping[str, tuple[Target, ...]]
    inherits: bool


# A page asks it of each of its sums, some hundred times, and a map of a country of each of five hundred regions.
@lru_cache(maxsize=256)
def _of_year(targets: _Table, name: str, year: int) -> _Year:
    indicator = definitions()[name]
    whose = _whose(indicator)
    rows = targets.rows[targets.rows["indicator"].isin(whose) & (targets.rows["year"] == year)]
    judging = [target for target in map(_target, each_row(rows)) if target.judges]
    of_area: dict[str, list[Target]] = {}
    for one in judging:
        if one.area != NATION or _counts(one, indicator):
            of_area.setdefault(one.area, []).append(one)
    first = {area: _of_first(some, whose) for area, some in of_area.items()}
    return _Year(first, all(target.unit == "percent" for target in judging))


def _of_first(some: Sequence[Target], indicators: Sequence[str]) -> tuple[Target, ...]:
    """Those of the first of these indicators that has any, lowest first."""
    name = min((one.indicator for one in some), key=indicators.index)
    return tuple(sorted((one for one in some if one.indicator == name), key=lambda target: target.value))


def _whose(indicator: Indicator) -> tuple[str, ...]:
    """The indicators whose targets count for one, its own first: `target_of`, then what that one names, and so on."""
    own, wider = indicator.id, indicator.target_of
    return (own, *_whose(definitions()[wider])) if wider else (own,)


def targeted(targets: pd.DataFrame) -> tuple[Indicator, ...]:
    """The indicators of a ledger of which the table has any target, in their order."""
    known = set(targets["indicator"])
    measured = [one for one in definitions().values() if one.kind == "ledger" and not one.by]
    return tuple(one for one in measured if known.intersection(_whose(one)))


def area_chain(code: str, province: str = "") -> tuple[str, ...]:
    """The areas whose targets count for an area, nearest first; a region's province is in its own code.

    >>> area_chain("16.06"), area_chain("KC-PALEMBANG", "16"), area_chain("16")
    (('16.06', '16', 'ID'), ('KC-PALEMBANG', '16', 'ID'), ('16', 'ID'))
    """
    wider = province or (code[:2] if code[:2].isdigit() else "")
    return tuple(dict.fromkeys(area for area in (code, wider, NATION) if area))


def of_unit(held: Sequence[Target], unit: str) -> tuple[Target, ...]:
    """Those of `held` that a number of `unit` can be compared with: a gap in people has a target in per cent."""
    return tuple(target for target in held if target.unit == unit)


def side(value: Quantity, held: Sequence[Target]) -> int:
    """BELOW all of `held` (at least one), MET all of them, or BETWEEN. Raises MixedUnits."""
    short = [(value - target.quantity).value < 0 for target in held]
    return BELOW if all(short) else BETWEEN if any(short) else MET


def goal_of(targets: pd.DataFrame, indicator: Indicator, year: int) -> Target | None:
    """The nation's target of the indicator's series for `year` or, failing that, for the last year before.

    It is what a plan may aim at and a definition names; a number of another year is not held against it.
    """
    wanted = targets["indicator"].isin(_whose(indicator))
    rows = targets[wanted & (targets["area_code"] == NATION) & (targets["year"] <= year)].sort_values("year")
    known = [one for one in map(_target, each_row(rows)) if one.judges and _counts(one, indicator)]
    return known[-1] if known else None


def stated_targets(targets: pd.DataFrame, area_code: str) -> list[Target]:
    """All targets of an area in print, also those that never judge: newest year first, those without a year last.

    Those that are made up for a simulated ledger have no source, and are not among them.
    """
    rows = targets[(targets["area_code"] == area_code) & (targets["source"] != "")]
    rows = rows.sort_values(["year", "indicator", "series", "value"], ascending=[False, True, True, True])
    return [_target(row) for row in each_row(rows)]


def _target(row: object) -> Target:
    texts = {name: getattr(row, name, "") for name in _TEXTS}
    year, indicator = row.year, str(row.indicator)  # type: ignore[attr-defined]
    return Target(
        indicator=indicator,
        area=str(row.area_code),  # type: ignore[attr-defined]
        value=float(row.value),  # type: ignore[attr-defined]
        unit=definitions()[indicator].unit,
        year="" if is_missing(year) else f"{year:.0f}",
        **texts,
    )


_TEXTS = ("series", "source", "said_on", "standing", "note_id", "note_en")


def _counts(target: Target, indicator: Indicator) -> bool:
    """Whether a target of the nation is of the series that the indicator's definition names, or any where it may be."""
    if indicator.kind == "ledger" and indicator.target_series is None:
        return True
    return _PATHS.get(target.series, target.series) == indicator.target_series
