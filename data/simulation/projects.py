"""Construction projects (Jakon): registered when they begin, covered while they run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.law import Rules, at
from data.simulation.days import NEVER, Bools, Ints, dates, ints, month_of, tabled
from data.simulation.dice import Bits, below, chance, chosen, shared_out, throw
from data.simulation.places import Places
from data.simulation.plan import Plan
from data.simulation.roster import Window
from data.simulation.targets import RegionTargets

_FUNDING = ("apbn", "apbd", "apbdes", "swasta")
_FUNDING_WEIGHTS = ints([[15, 40, 20, 25], [20, 45, 0, 35]])  # kabupaten, kota
_PER_MONTH = 360  # employers x months for one project
_FEWEST = 8
_RUNNING = 2  # of each region so many at least run beyond the end of the window
_UNREGISTERED, _UNPAID, _PAYS_LATE = 110, 60, 150  # per thousand
_DAY_RUPIAH = 260_000  # of contract value for a worker and day


def projects(plan: Plan, places: Places, targets: list[RegionTargets], frame: Window, employers: Ints) -> pd.DataFrame:  # fmt: skip
    """The table projects, validated. `employers`: how many each region has.

    The workers of registered projects that run in the last month add up to the region's target.
    """
    counts = np.maximum(employers * plan.months // _PER_MONTH, _FEWEST)
    region = np.repeat(np.arange(len(places)), counts)
    ordinal = np.arange(len(region)) - np.repeat(counts.cumsum() - counts, counts)
    key = places.keys[region].astype(np.uint64) << np.uint64(32) | ordinal.astype(np.uint64)
    started, ends = _span(plan, frame, key, ordinal)
    registered = _registered(plan, frame, key, ordinal, started)
    running = (registered < NEVER) & (month_of(ends) >= plan.last_index)
    workers = _workers(plan, region, key, running, targets)
    value = workers * (ends - started) * _DAY_RUPIAH // 1000 * 1000
    due = np.where(registered < NEVER, jakon_due(at(plan.last), value), 0)
    paid_on = _paid_on(plan, frame, key, registered)
    table = {
        "project": [f"SIM-P-{number:04d}" for number in range(1, len(key) + 1)],
        "name": [f"Proyek Simulasi {number:05d}" for number in range(1, len(key) + 1)],
        "region": np.array(places.code, dtype=object)[region],
        "kecamatan": _kecamatan(plan, places, region, key),
        "funding": _funding(plan, places, region, key),
        "value": value,
        "workers": workers,
        "started_on": dates(started),
        "ends_on": dates(ends),
        "registered_on": dates(registered),
        "due": due,
        "paid": np.where(paid_on < NEVER, due, 0),
        "paid_on": dates(paid_on),
    }
    return tabled("projects", table)


def jakon_due(rules: Rules, value: Ints) -> Ints:
    """JKK and JKM of a whole project, by the tiers of its contract value; each rounded half up.

    Law: Permenaker 44/2015, as in data/law/in_force/jakon.toml.
    """
    floors = [tier.above_rupiah for tier in rules.jakon]
    found = []
    for name in ("jkk_ppm", "jkm_ppm"):
        parts = np.zeros_like(value)
        for tier, floor, ceiling in zip(rules.jakon, floors, [*floors[1:], 10**18], strict=True):
            parts += np.clip(value - floor, 0, ceiling - floor) // 1000 * getattr(tier, name)
        found.append((parts + 500) // 1000)
    return found[0] + found[1]


def _span(plan: Plan, frame: Window, key: Bits, ordinal: Ints) -> tuple[Ints, Ints]:
    """First and last day, evenly over the window. Of each region the first few run beyond its end."""
    bits, longer = throw(plan.seed, "project starts", key), throw(plan.seed, "project lasts", key)
    long = 60 + below(longer, 300)
    started = frame.start - 250 + below(bits, max(frame.end - frame.start + 240, 1))
    late = ordinal < _RUNNING
    started = np.where(late, frame.end - 40 - below(bits, 200), started)
    return started, np.where(late, frame.end + 5 + below(longer, 300), started + long)


def _registered(plan: Plan, frame: Window, key: Bits, ordinal: Ints, started: Ints) -> Ints:
    day = started + below(throw(plan.seed, "project registered", key), 30)
    never = chance(throw(plan.seed, "project unregistered", key), _UNREGISTERED) & (ordinal > 0)
    return np.where(never | (day > frame.end), NEVER, day)


def _workers(plan: Plan, region: Ints, key: Bits, running: Bools, targets: list[RegionTargets]) -> Ints:
    """Drawn, then in proportion to the region's target; those running at the end add up to it."""
    drawn = 20 + below(throw(plan.seed, "project workers", key), 400)
    workers = np.zeros_like(drawn)
    for at_, target in enumerate(targets):
        rows = np.flatnonzero(region == at_)
        counted = rows[running[rows]]
        whole = max(int(drawn[counted].sum()), 1)
        workers[rows] = np.maximum(drawn[rows] * target.jakon_active.value // whole, 1)
        workers[counted] = shared_out(target.jakon_active.value, drawn[counted])
    return workers


def _paid_on(plan: Plan, frame: Window, key: Bits, registered: Ints) -> Ints:
    late = chance(throw(plan.seed, "project pays late", key), _PAYS_LATE)
    wait = below(throw(plan.seed, "project pays", key), 14) + np.where(late, 45, 0)
    never = chance(throw(plan.seed, "project unpaid", key), _UNPAID) | (registered >= NEVER)
    day = np.where(never, NEVER, registered + wait)
    return np.where(day > frame.end, NEVER, day)


def _kecamatan(plan: Plan, places: Places, region: Ints, key: Bits) -> np.ndarray:
    counts = ints([len(codes) for codes in places.kecamatan])
    drawn = below(throw(plan.seed, "project kecamatan", key), counts[region])
    pairs = zip(region.tolist(), drawn.tolist(), strict=True)
    return np.array([places.kecamatan[one][at_] for one, at_ in pairs], dtype=object)


def _funding(plan: Plan, places: Places, region: Ints, key: Bits) -> np.ndarray:
    kota = ints([kind == "kota" for kind in places.kind])
    drawn = chosen(throw(plan.seed, "funding", key), _FUNDING_WEIGHTS, kota[region])
    return np.array(_FUNDING, dtype=object)[drawn]
