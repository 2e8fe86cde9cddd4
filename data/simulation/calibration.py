"""How close the simulated ledger comes to what was published, and where it does not."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from data.simulation.aims.totals import ASSUMED, DERIVED, PUBLISHED, SEGMENTS, Target
from data.simulation.days import NEVER, Ints, ints
from data.simulation.employers import workers_at_end
from data.simulation.informal import informal
from data.simulation.projects import projects
from data.simulation.world import World

# `as_of` is the newest date of the figures, `basis` where the target comes from (data.simulation.aims.totals).
COLUMNS = ("region", "short", "indicator", "unit", "target", "simulated", "basis", "figures", "as_of")
UNITS = {
    "workers_active": "workers",
    **dict.fromkeys(SEGMENTS, "workers"),
    **dict.fromkeys(("employers_registered", "employers_unregistered", "arrears_employers"), "employers"),
}
_HEADS = {
    "workers_active": "Active workers",
    "pu_active": "PU",
    "bpu_active": "BPU",
    "jakon_active": "Jakon",
    "employers_registered": "Employers registered",
    "employers_unregistered": "Not registered",
    "arrears_employers": "In arrears",
}


def comparison(world: World) -> pd.DataFrame:
    """One row for each region and indicator of UNITS: COLUMNS."""
    simulated = _simulated(world)
    rows = []
    for at, (code, short) in enumerate(zip(world.regions.code, world.regions.short, strict=True)):
        for indicator, target in _targets(world, at).items():
            what = (code, short, indicator, UNITS[indicator])
            reached = int(simulated[indicator][at])
            rows.append((*what, target.value, reached, target.basis, target.figures, target.as_of))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _targets(world: World, at: int) -> dict[str, Target]:
    """What the region with the index `at` was made to look like."""
    target, counts = world.targets[at], world.counts
    segments = {name: getattr(target, name) for name in SEGMENTS}
    bases = {segment.basis for segment in segments.values()}
    whole = Target(target.covered, PUBLISHED if bases == {PUBLISHED} else min(bases - {PUBLISHED}))
    here = int(np.count_nonzero(world.roster.is_registered & (world.roster.region == at)))
    share = target.arrears_share
    return {
        "workers_active": whole,
        **segments,
        "employers_registered": _counted(counts.registered[at], counts.registered_by[at]),
        "employers_unregistered": _counted(counts.unregistered[at], counts.unregistered_by[at]),
        "arrears_employers": Target((here * share.value + 500) // 1000, share.basis),
    }


def _counted(value: int, figures: str) -> Target:
    """A count of employers: mostly what a figure of several regions, or of another definition, comes to here."""
    return Target(int(value), DERIVED if figures else ASSUMED, figures)


def _simulated(world: World) -> dict[str, Ints]:
    """Counted from the simulated ledger, not from what was aimed at."""
    who, count = world.roster, len(world.regions)
    segments = {
        "pu_active": _per_region(who.region, np.where(world.is_active, workers_at_end(world), 0), count),
        "bpu_active": _informal(world),
        "jakon_active": _jakon(world),
    }
    here = who.is_registered
    wajib = np.bincount(who.region[(who.closed >= NEVER)], minlength=count)
    registered = np.bincount(who.region[here], minlength=count)
    return segments | {
        "workers_active": sum(segments.values(), np.zeros(count, dtype=np.int64)),
        "employers_registered": registered,
        "employers_unregistered": wajib - registered,
        "arrears_employers": np.bincount(who.region[here & (world.oldest < NEVER)], minlength=count),
    }


def _informal(world: World) -> Ints:
    """Self-employed people of each region who are active in the last month."""
    table = informal(world.plan, world.regions, world.targets)
    last = table[table["blth"] == world.plan.last].groupby("region")["active"].sum()
    return ints([int(last.get(code, 0)) for code in world.regions.code])


def _jakon(world: World) -> Ints:
    """Workers of registered projects that run in the last month."""
    per_region = np.bincount(world.roster.region, minlength=len(world.regions))
    table = projects(world.plan, world.regions, world.targets, world.window, per_region)
    first = pd.Timestamp(f"{world.plan.last}-01")
    running = table[table["registered_on"].notna() & (table["ends_on"] >= first)]
    sums = running.groupby("region")["workers"].sum()
    return ints([int(sums.get(code, 0)) for code in world.regions.code])


def _per_region(region: Ints, values: Ints, count: int) -> Ints:
    """The sum of `values` of each of `count` regions; `region` says which one each value belongs to."""
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, region, values)
    return sums


def markdown(frame: pd.DataFrame) -> str:
    """`frame` (as `compared` gives it) as the table of docs/simulation.md: a line for each region."""
    lines = [f"| Region | {' | '.join(_HEADS.values())} |", "|---|" + "---|" * len(_HEADS)]
    for (code, short), rows in frame.groupby(["region", "short"], sort=False):
        cells = {row["indicator"]: _cell(row) for row in rows.to_dict("records")}
        lines.append(f"| {code} {short} | {' | '.join(cells[name] for name in _HEADS)} |")
    return "\n".join(lines) + "\n"


def _cell(row: Mapping[Hashable, Any]) -> str:
    """One number where the target was met, both where it was not; then p, d or a and the figures behind it."""
    target, simulated = int(row["target"]), int(row["simulated"])
    met = f"{target:,}" if target == simulated else f"{target:,} / {simulated:,}"
    return f"{met} {str(row['basis'])[0]} {row['figures']}".strip()
