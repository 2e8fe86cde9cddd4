"""The tables cases and case_steps: cases of the three kinds, numbered in the order in which they were opened."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.simulation.arrears_cases import in_arrears
from data.simulation.case_kinds import Cases, in_part, stayed_away
from data.simulation.case_steps import document_numbers, step_rows
from data.simulation.days import as_table, dates
from data.simulation.employers import list_numbers
from data.simulation.world import World
from data.vocabulary import STEPS


def cases(world: World) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables cases and case_steps, validated."""
    kinds = [stayed_away(world), in_arrears(world), in_part(world)]
    table = pd.concat([_table(world, group) for group in kinds], ignore_index=True)
    table = table.assign(case=_numbers(table))
    starts = np.cumsum([0, *(len(group.rows) for group in kinds)])
    steps = pd.concat([_steps(world, group, int(start)) for group, start in zip(kinds, starts, strict=False)])
    steps = steps.assign(case=table["case"].to_numpy()[steps["case_index"].to_numpy()])
    steps = steps.sort_values(["on", "case"], kind="stable", ignore_index=True)
    steps = steps.assign(document=document_numbers(steps))
    return (
        as_table("cases", table.sort_values("case", ignore_index=True)),
        as_table("case_steps", steps.sort_values(["case", "on"], kind="stable", ignore_index=True)),
    )


def _numbers(table: pd.DataFrame) -> pd.Series:
    """SIM-K-00001, ... in the order in which the cases were opened."""
    order = table.sort_values(["opened_on", "employer", "kind"], kind="stable").index
    return pd.Series([f"SIM-K-{at:05d}" for at in range(1, len(order) + 1)], index=order, dtype="str")


def _table(world: World, group: Cases) -> pd.DataFrame:
    """The rows of the table cases, still without their numbers."""
    return pd.DataFrame(
        {
            "employer": list_numbers(world)[group.rows],
            "kind": group.kind,
            "opened_on": dates(group.opened),
            "value": group.value,
            "closed_on": dates(group.closed),
            "outcome": group.outcome,
        }
    )


def _steps(world: World, group: Cases, start: int) -> pd.DataFrame:
    """The steps of these cases, `case_index` counted from `start`, each with what was paid upon it.

    Each instalment is a step of its own; whatever else was paid stands at the last step.
    """
    short = np.array(world.regions.short, dtype=object)[world.roster.region[group.rows]]
    rows = step_rows(group.chain, world.window.end, world.law, short)
    last = group.chain.last()[rows["case_index"]]
    at_last = rows["step"].to_numpy() == np.array([*STEPS, ""], dtype=object)[last]
    rows = rows.assign(recovered=np.where(at_last, group.recovered[rows["case_index"], 0], 0))
    case, part = np.nonzero(group.part_days[:, 1:] <= world.window.end)
    agreed = rows[rows["step"] == "angsuran"].set_index("case_index")
    later = agreed.loc[case].reset_index()
    later["on"] = dates(group.part_days[case, part + 1])
    later["recovered"] = group.recovered[case, part + 1]
    everything = pd.concat([rows, later], ignore_index=True)
    return everything.assign(case_index=everything["case_index"] + start)
