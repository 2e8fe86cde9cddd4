"""Law-dated parameters: rates, due date, penalty, ageing, thresholds, each as of its month.

Laws change, so nothing here is a constant: ask `at("2025-03")`. The numbers stand in `data/law/in_force/`, one TOML
file per subject, with the law that each comes from and whether that is confirmed; `Rules.sources` says
both on the page of definitions. Rates are parts per million of the wage (0.24 % is 2_400), money whole rupiah.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from data.law.periods import FOLDER, Period, in_force, periods
from data.law.working_days import working_days_after
from data.vocabulary import AGEING


@dataclass(frozen=True)
class AgeingClass:
    """Arrears of `first_month` to `last_month` months (both included; None is without end)."""

    name: str
    first_month: int
    last_month: int | None


@dataclass(frozen=True)
class JkkRelief:
    """JKK rates less `off_ppm` of themselves for these `industries` from `min_workers` workers on."""

    off_ppm: int
    min_workers: int
    industries: tuple[str, ...]


@dataclass(frozen=True)
class Bpu:
    """The self-employed, a month: JKK in parts per million of nominal income, the rest in rupiah.

    `off_ppm` is the relief on JKK and JKM by trade group, "transport" and "other" (0 when there is none); it is
    not for those whose payer is in `excluded_payers`.
    """

    jkk_ppm: int
    jkm_rupiah: int
    least_rupiah: int
    least_with_jht_rupiah: int
    off_ppm: Mapping[str, int]
    excluded_payers: tuple[str, ...]


@dataclass(frozen=True)
class JakonTier:
    """Rates on the part of a contract's value above `above_rupiah`, up to where the next tier begins."""

    above_rupiah: int
    jkk_ppm: int
    jkm_ppm: int


@dataclass(frozen=True)
class Clock:
    """How long a step of enforcement gives: `days`, counted as working days or calendar days; by a source or not."""

    days: int
    working: bool
    confirmed: bool


@dataclass(frozen=True)
class Chain:
    """Steps of enforcement in the order in which they may follow each other, against cases of these `kinds`.

    `provinces` are the codes of those where it holds, () is everywhere; `rule` says by which law or agreement, and
    whether that is confirmed.
    """

    steps: tuple[str, ...]
    kinds: tuple[str, ...]
    provinces: tuple[str, ...]
    rule: Period


@dataclass(frozen=True)
class Rules:
    """Everything that holds in `month`.

    jkk_ppm by risk class, jkm_ppm, jht_ppm and jp_ppm as (employer, worker): parts per million of the wage.
    jp_wage_ceiling: rupiah a month. required: programmes by scale. due_day: of the month after the BLTH.
    penalty_ppm: for one month late. ageing: classes in order, without gap or overlap from 1 month on.
    active_until_months: workers count as active while their employer owes no more months. min_employers and
    dominance_ppm: disclosure control; dominance_confirmed: whether a source has that share. non_registration_ppm: the
    fine a month. relief: None in months without.
    jakon_wages_jkk_ppm: when wages are known. clocks by step. chains of steps.
    minimum_wage_scales: who is held to the minimum wage. reported_wage_floor: rupiah a month that the wages of every
    scale are held against in its place, None where that rule is not used.
    stays_up_to_rupiah: a receivable of so much or less stays with the agency and does not go to the KPKNL.
    """

    month: str
    jkk_ppm: Mapping[str, int]
    jkm_ppm: int
    jht_ppm: tuple[int, int]
    jp_ppm: tuple[int, int]
    jp_wage_ceiling: int
    required: Mapping[str, tuple[str, ...]]
    relief: JkkRelief | None
    bpu: Bpu
    jakon: tuple[JakonTier, ...]
    jakon_wages_jkk_ppm: int
    jakon_register_working_days: int
    due_day: int
    penalty_ppm: int
    non_registration_ppm: int
    minimum_wage_scales: tuple[str, ...]
    reported_wage_floor: int | None
    ageing: tuple[AgeingClass, ...]
    active_until_months: int
    clocks: Mapping[str, Clock]
    chains: tuple[Chain, ...]
    stays_up_to_rupiah: int
    min_employers: int
    dominance_ppm: int
    dominance_confirmed: bool
    in_force: tuple[Period, ...]

    def sources(self) -> tuple[Period, ...]:
        """Every parameter in force in this month: title, values, law, note, since when, and whether confirmed."""
        return self.in_force


def at(month: str, folder: Path = FOLDER) -> Rules:
    """The rules of `month` ("2025-03"). The same object every time: do not change what is in it.

    Raises BadRules for a damaged file, which it names with the key; UnknownMonth for a month before the first
    rule; UnreadableMonth for what is no month.
    """
    return _at(month, Path(folder))


@cache
def _at(month: str, folder: Path) -> Rules:
    known = {name: in_force(name, month, folder) for name in periods(folder)}
    granted = {name: period for name, period in known.items() if period is not None}
    values = {name: period.values for name, period in granted.items()}
    return Rules(
        month=month,
        jkk_ppm=values["jkk"]["ppm"],
        jkm_ppm=values["jkm"]["ppm"],
        jht_ppm=_shares(values["jht"]["ppm"]),
        jp_ppm=_shares(values["jp"]["ppm"]),
        jp_wage_ceiling=values["jp_wage_ceiling"]["rupiah"],
        required=values["required"]["programmes"],
        relief=JkkRelief(**values["jkk_relief"]) if "jkk_relief" in values else None,
        bpu=_bpu(values),
        jakon=tuple(JakonTier(**tier) for tier in values["jakon"]["tiers"]),
        jakon_wages_jkk_ppm=values["jakon"]["wages_jkk_ppm"],
        jakon_register_working_days=values["jakon"]["register_working_days"],
        due_day=values["due_day"]["day"],
        penalty_ppm=values["penalty"]["ppm"],
        non_registration_ppm=values["non_registration"]["ppm"],
        minimum_wage_scales=tuple(values["minimum_wage_bound"]["scales"]),
        reported_wage_floor=_reported_floor(values["reported_wage_floor"]),
        ageing=_ageing(values["ageing"]["first_month"]),
        active_until_months=values["active_until"]["months"],
        clocks={step: _clock(granted[f"clock_{step}"]) for step in _steps(values)},
        chains=tuple(_chain(granted[name]) for name in granted if name.startswith("chain_")),
        stays_up_to_rupiah=values["receivables"]["stays_up_to_rupiah"],
        min_employers=values["min_employers"]["employers"],
        dominance_ppm=values["dominance"]["ppm"],
        dominance_confirmed=granted["dominance"].confirmed,
        in_force=tuple(granted.values()),
    )


def _reported_floor(values: Mapping[str, Any]) -> int | None:
    return values["rupiah"] if values["used"] else None


def _shares(ppm: Mapping[str, int]) -> tuple[int, int]:
    return ppm["employer"], ppm["worker"]


def _bpu(values: Mapping[str, Mapping[str, Any]]) -> Bpu:
    reliefs = {group: values.get(f"bpu_relief_{group}") for group in ("transport", "other")}
    excluded = {payer for relief in reliefs.values() if relief for payer in relief["excluded_payers"]}
    return Bpu(
        **values["bpu"],
        off_ppm={group: relief["off_ppm"] if relief else 0 for group, relief in reliefs.items()},
        excluded_payers=tuple(sorted(excluded)),
    )


def _ageing(first_month: Mapping[str, int]) -> tuple[AgeingClass, ...]:
    starts = [first_month[name] for name in AGEING]
    ends = [following - 1 for _, following in pairwise(starts)]
    return tuple(map(AgeingClass, AGEING, starts, [*ends, None]))


def _clock(period: Period) -> Clock:
    return Clock(**period.values, confirmed=period.confirmed)


def _chain(period: Period) -> Chain:
    return Chain(**period.values, rule=period)


def _steps(values: Mapping[str, Any]) -> list[str]:
    return [name.removeprefix("clock_") for name in values if name.startswith("clock_")]


def deadline(step: str, on: date, rules: Rules, *, joint: bool | None = None) -> date | None:
    """The last day of the time limit that `step` of enforcement, taken `on` a day, sets.

    The day itself does not count; working days are those of `data.law.working_days`. `joint`: whether joint holidays
    are days off; None is by the rule of their month. None for a step to which the rules give no time limit. Raises
    UnknownMonth for working days that are not known.
    """
    clock = rules.clocks.get(step)
    if clock is None:
        return None
    if clock.working:
        return working_days_after(on, clock.days, joint=joint)
    return on + timedelta(days=clock.days)
