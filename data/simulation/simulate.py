"""The simulated ledger: made up, calibrated to published figures, the same for the same plan on every machine.

    world (data.simulation.world)   drawn once: who there is, how large, how each one pays
      -> bills of any month, in any pieces (data.simulation.bills)
      -> meetings, cases, the self-employed, construction projects

Nothing in it is a real employer, and every name says so ("PT Simulasi ..."). How it is made, and how close it
comes to what was published, stands in docs/simulation.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pyarrow as arrow

from data.months import month_text
from data.simulation.bills import BATCH, batches, instalments
from data.simulation.calibration import comparison
from data.simulation.cases import cases
from data.simulation.employers import employers
from data.simulation.informal import informal
from data.simulation.outreach import outreach
from data.simulation.plan import Plan
from data.simulation.projects import projects
from data.simulation.world import World, build_world
from data.tables import Facts, arrow_schema

Progress = Callable[[float, str], None]


def small_tables(plan: Plan, facts: Facts) -> dict[str, pd.DataFrame]:
    """Every table of the ledger but `contributions`, each with the columns of its schema.

    Raises UnknownMonth when the window begins before the rules that are known.
    """
    return _small_tables(build_world(plan, facts), _silent)


def contributions(plan: Plan, facts: Facts, rows: int = BATCH) -> Iterator[arrow.RecordBatch]:
    """The table `contributions`, oldest month first, in batches of one month and at most `rows` rows.

    A batch is worked out when it is asked for, so that millions of employers fit in memory. In whatever
    pieces it is asked for, the rows are the same. Raises UnknownMonth.
    """
    yield from batches(build_world(plan, facts), rows)


def simulate(
    plan: Plan, facts: Facts, progress: Progress | None = None
) -> dict[str, pd.DataFrame | arrow.RecordBatchReader]:
    """Every table of the ledger, ready to be published: `contributions` as a reader, the others as frames.

    `progress` is told the fraction done (0 to 1) and what is being made, an Indonesian message id; while
    the contributions are read, month by month. Raises UnknownMonth.
    """
    tell = progress or _silent
    tell(0.0, "Menyusun pemberi kerja simulasi")
    world = build_world(plan, facts)
    tables = _small_tables(world, tell)
    batches_told = _with_progress(world, tell)
    reader = arrow.RecordBatchReader.from_batches(arrow_schema("contributions"), batches_told)
    return {"contributions": reader, **tables}


def calibration_report(plan: Plan, facts: Facts) -> pd.DataFrame:
    """What was aimed at against what was simulated, for every region and indicator, at the end of the window.

    Columns region, short, indicator, unit, target, simulated, basis (published, derived, assumed), figures
    (their ids), as_of.
    """
    return comparison(build_world(plan, facts))


def _small_tables(world: World, progress: Progress) -> dict[str, pd.DataFrame]:
    """Every table but `contributions`, in the order of their making: 0.1 to 0.4 of the whole work."""
    plan, regions = world.plan, world.regions
    progress(0.1, "Menyusun pemberi kerja simulasi")
    tables = {"employers": employers(world), "outreach": outreach(world)}
    progress(0.2, "Menyusun kasus dan angsuran simulasi")
    tables["cases"], tables["case_steps"] = cases(world)
    tables["instalments"] = instalments(world)
    progress(0.3, "Menyusun pekerja informal dan proyek simulasi")
    per_region = np.bincount(world.roster.region, minlength=len(regions))
    return tables | {
        "informal": informal(plan, regions, world.targets),
        "projects": projects(plan, regions, world.targets, world.window, per_region),
    }


def _with_progress(world: World, progress: Progress) -> Iterator[arrow.RecordBatch]:
    """The batches of `contributions`; before each one `progress` is told how far its month is."""
    months = {month_text(month): number for number, month in enumerate(world.plan.billed)}
    for batch in batches(world):
        done = months[batch.column("blth")[0].as_py()] / len(months)
        progress(0.4 + 0.6 * done, "Menyusun iuran simulasi")
        yield batch
    progress(1.0, "Menyusun iuran simulasi")


def _silent(fraction: float, words: str) -> None:
    """The progress of a simulation that nobody waits for."""
