"""Cases of enforcement and their steps: who stays away, who owes, who is registered only in part."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.simulation.case_kinds import Cases, in_arrears, in_part, stayed_away
from data.simulation.case_steps import numbered, step_rows
from data.simulation.days import dates, tabled
from data.simulation.employers import keys
from data.simulation.world import World
from data.vocabulary import STEPS


def cases(world: World) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables cases and case_steps, validated."""
    found = [stayed_away(world), in_arrears(world), in_part(world)]
    table = pd.concat([_table(world, one) for one in found], ignore_index=True)
    table = table.assign(case=_numbers(table))
    starts = np.cumsum([0, *(len(one.rows) for one in found)])
    steps = pd.concat([_steps(world, one, int(start)) for one, start in zip(found, starts, strict=False)])
    steps = steps.assign(case=table["case"].to_numpy()[steps["place"].to_numpy()])
    steps = steps.sort_values(["on", "case"], kind="stable", ignore_index=True)
    steps = steps.assign(document=numbered(steps))
    return (
        tabled("cases", table.sort_values("case", ignore_index=True)),
        tabled("case_steps", steps.sort_values(["case", "on"], kind="stable", ignore_index=True)),
    )


def _numbers(table: pd.DataFrame) -> pd.Series:
    """SIM-K-00001, ... in the order in which the cases were opened."""
    order = table.sort_values(["opened_on", "employer", "kind"], kind="stable").index
    return pd.Series([f"SIM-K-{at:05d}" for at in range(1, len(order) + 1)], index=order, dtype="str")


def _table(world: World, found: Cases) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "employer": keys(world)[found.rows],
            "kind": found.kind,
            "opened_on": dates(found.opened),
            "value": found.value,
            "closed_on": dates(found.closed),
            "outcome": found.outcome,
        }
    )


def _steps(world: World, found: Cases, start: int) -> pd.DataFrame:
    """The steps of these cases, `place` counted from `start`, each with what was paid upon it.

    Each instalment is a step of its own; whatever else was paid stands at the last step.
    """
    short = np.array(world.places.short, dtype=object)[world.roster.region[found.rows]]
    taken = step_rows(found.chain, world.window.end, world.law, short)
    last = found.chain.last()[taken["place"]]
    at_last = taken["step"].to_numpy() == np.array([*STEPS, ""], dtype=object)[last]
    taken = taken.assign(recovered=np.where(at_last, found.recovered[taken["place"], 0], 0))
    place, part = np.nonzero(found.part_days[:, 1:] <= world.window.end)
    agreed = taken[taken["step"] == "angsuran"].set_index("place")
    later = agreed.loc[place].reset_index()
    later["on"] = dates(found.part_days[place, part + 1])
    later["recovered"] = found.recovered[place, part + 1]
    rows = pd.concat([taken, later], ignore_index=True)
    return rows.assign(place=rows["place"] + start)
