"""Construction projects (Jakon): registered when they begin, covered while they run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.law import Rules, at
from data.simulation.aims.targets import RegionTargets
from data.simulation.days import NEVER, Bools, Ints, as_table, dates, ints, month_of
from data.simulation.dice import Bits, below, between, chance, chosen, shared_out, throw
from data.simulation.plan import Plan
from data.simulation.regions import Regions, drawn_kecamatan, kecamatan_codes
from data.simulation.roster import Window

_FUNDING = ("apbn", "apbd", "apbdes", "swasta")
_FUNDING_WEIGHTS = ints([[15, 40, 20, 25], [20, 45, 0, 35]])  # kabupaten, kota
# One project runs, at any time, for so many of a region's covered workers, where there are as many employers as usual.
_WORKERS_A_PROJECT, _USUAL_EMPLOYERS = 80, 25_000
_FEWEST = 8  # projects of a region that run at any time
_RUNNING = 2  # of each region at least so many run beyond the end of the window
_SHORTEST, _LONGEST = 60, 360  # days
# Most are small, as contracts of villages and schools are: every step between two bounds is as likely as any other.
_SIZES = ints([5, 12, 25, 45, 80, 150, 400])
_UNREGISTERED, _UNPAID, _PAYS_LATE = 110, 60, 150  # per thousand
_DAY_RUPIAH = 200_000  # of contract value for a worker and day


def projects(
    plan: Plan, regions: Regions, targets: list[RegionTargets], frame: Window, employers: Ints
) -> pd.DataFrame:
    """The table projects, validated. `employers`: how many each region has.

    The workers of registered projects that run in the last month add up to the region's target. As many run at any
    other time, so that every month has about as many.
    """
    region, ordinal = _drawn(frame, targets, int(employers.sum()))
    key = regions.keys[region].astype(np.uint64) << np.uint64(32) | ordinal.astype(np.uint64)
    started, ends = _span(plan, frame, key, ordinal)
    there = ends >= frame.start
    region, ordinal, started, ends = (column[there] for column in (region, ordinal, started, ends))
    key = key[there]
    registered = _registered(plan, frame, key, ordinal, started)
    running = (registered < NEVER) & (month_of(ends) >= plan.last_index)
    workers = _workers(plan, region, key, running, targets)
    value = workers * (ends - started) * _DAY_RUPIAH // 1000 * 1000
    due = np.where(registered < NEVER, jakon_due(at(plan.last), value), 0)
    paid_on = _paid_on(plan, frame, key, registered)
    table = {
        "project": [f"SIM-P-{number:04d}" for number in range(1, len(key) + 1)],
        "name": [f"Proyek Simulasi {number:05d}" for number in range(1, len(key) + 1)],
        "region": np.array(regions.code, dtype=object)[region],
        "kecamatan": _kecamatan(plan, regions, region, key),
        "funding": _funding(plan, regions, region, key),
        "value": value,
        "workers": workers,
        "started_on": dates(started),
        "ends_on": dates(ends),
        "registered_on": dates(registered),
        "due": due,
        "paid": np.where(paid_on < NEVER, due, 0),
        "paid_on": dates(paid_on),
    }
    return as_table("projects", table)


def jakon_due(rules: Rules, value: Ints) -> Ints:
    """JKK and JKM of a whole project, by the tiers of its contract value; each rounded half up.

    Law: data/law/in_force/jakon.toml.
    """
    floors = [tier.above_rupiah for tier in rules.jakon]
    amounts = []
    for name in ("jkk_ppm", "jkm_ppm"):
        parts = np.zeros_like(value)
        for tier, floor, ceiling in zip(rules.jakon, floors, [*floors[1:], 10**18], strict=True):
            parts += np.clip(value - floor, 0, ceiling - floor) // 1000 * getattr(tier, name)
        amounts.append((parts + 500) // 1000)
    return amounts[0] + amounts[1]


def _drawn(frame: Window, targets: list[RegionTargets], employers: int) -> tuple[Ints, Ints]:
    """Region and number within it of every project that begins inside the window, or so shortly before that it may last."""
    covered = ints([target.jakon_active.value for target in targets])
    usual = covered * min(employers, _USUAL_EMPLOYERS) // (_USUAL_EMPLOYERS * _WORKERS_A_PROJECT)
    days = frame.end - frame.start + _LONGEST
    counts = np.maximum(usual, _FEWEST) * days // ((_SHORTEST + _LONGEST) // 2)
    region = np.repeat(np.arange(len(targets)), counts)
    return region, np.arange(len(region)) - np.repeat(counts.cumsum() - counts, counts)


def _span(plan: Plan, frame: Window, key: Bits, ordinal: Ints) -> tuple[Ints, Ints]:
    """First and last day, evenly over the window and before. Of each region the first few run beyond its end."""
    bits, longer = throw(plan.seed, "project starts", key), throw(plan.seed, "project lasts", key)
    long = between(longer, _SHORTEST, _LONGEST)
    started = frame.start - _LONGEST + below(bits, frame.end - frame.start + _LONGEST)
    late = ordinal < _RUNNING
    started = np.where(late, frame.end - 40 - below(bits, 200), started)
    return started, np.where(late, frame.end + 5 + below(longer, 300), started + long)


def _registered(plan: Plan, frame: Window, key: Bits, ordinal: Ints, started: Ints) -> Ints:
    """The day within a month of its beginning, NEVER for some; the first of each region always is."""
    day = started + below(throw(plan.seed, "project registered", key), 30)
    never = chance(throw(plan.seed, "project unregistered", key), _UNREGISTERED) & (ordinal > 0)
    return np.where(never | (day > frame.end), NEVER, day)


def _workers(plan: Plan, region: Ints, key: Bits, running: Bools, targets: list[RegionTargets]) -> Ints:
    """Drawn, then in proportion to the region's target; those running at the end add up to it."""
    step = below(throw(plan.seed, "project size", key), len(_SIZES) - 1)
    drawn = between(throw(plan.seed, "project workers", key), _SIZES[step], _SIZES[step + 1])
    workers = np.zeros_like(drawn)
    for index, target in enumerate(targets):
        rows = np.flatnonzero(region == index)
        counted = rows[running[rows]]
        whole = max(int(drawn[counted].sum()), 1)
        workers[rows] = np.maximum(drawn[rows] * target.jakon_active.value // whole, 1)
        workers[counted] = shared_out(target.jakon_active.value, drawn[counted])
    return workers


def _paid_on(plan: Plan, frame: Window, key: Bits, registered: Ints) -> Ints:
    """The day within two weeks of registration, some later, some NEVER."""
    late = chance(throw(plan.seed, "project pays late", key), _PAYS_LATE)
    wait = below(throw(plan.seed, "project pays", key), 14) + np.where(late, 45, 0)
    never = chance(throw(plan.seed, "project unpaid", key), _UNPAID) | (registered >= NEVER)
    day = np.where(never, NEVER, registered + wait)
    return np.where(day > frame.end, NEVER, day)


def _kecamatan(plan: Plan, regions: Regions, region: Ints, key: Bits) -> np.ndarray:
    drawn = drawn_kecamatan(regions, throw(plan.seed, "project kecamatan", key), region)
    return kecamatan_codes(regions, region, drawn)


def _funding(plan: Plan, regions: Regions, region: Ints, key: Bits) -> np.ndarray:
    kota = ints([kind == "kota" for kind in regions.kind])
    drawn = chosen(throw(plan.seed, "funding", key), _FUNDING_WEIGHTS, kota[region])
    return np.array(_FUNDING, dtype=object)[drawn]
