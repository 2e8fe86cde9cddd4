"""Meetings with employers: who was asked, who came. Whoever registered because of one came to it.

A meeting is one of its region's (data.simulation.roster); most of those asked are not yet registered.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.simulation.days import Bools, Ints, as_table, dates, ints
from data.simulation.dice import chance, chosen, throw
from data.simulation.employers import list_numbers
from data.simulation.roster import EARLY, FOUND, PWBD, meeting_between
from data.simulation.world import World

_KINDS = ("sosialisasi", "fgd", "rakor", "kunjungan")
_KIND_WEIGHTS = ints([55, 15, 15, 15])
# Per thousand: employers not yet registered have two chances to be asked, the others one; then who comes.
_ASKED, _ASKED_AGAIN, _ASKED_OTHERS = 500, 250, 60
_COMES, _OTHERS_COME = 520, 700


def outreach(world: World) -> pd.DataFrame:
    """The table outreach, validated: one row for each employer that was asked to a meeting."""
    invited = [_led(world), *(_asked(world, number) for number in (1, 2)), _others(world)]
    rows, meetings, came = (np.concatenate(column) for column in zip(*invited, strict=True))
    count = world.window.meetings.shape[1]
    # Of two invitations to the same meeting the first stands: those who registered because of it are listed first.
    _, kept = np.unique(rows * count + meetings, return_index=True)
    rows, meetings, came = rows[kept], meetings[kept], came[kept]
    order = np.lexsort((rows, meetings, world.roster.region[rows]))
    return as_table("outreach", _table(world, rows[order], meetings[order], came[order]))


def _table(world: World, rows: Ints, meetings: Ints, came: Bools) -> pd.DataFrame:
    """One row for each invitation: of the employers `rows`, each to the meeting of its region with that index."""
    region, count = world.roster.region[rows], world.window.meetings.shape[1]
    number = region * count + meetings
    kinds = chosen(
        throw(world.plan.seed, "kind of meeting", world.regions.keys[region] * 1_000 + meetings),
        _KIND_WEIGHTS,
    )
    numbers, at = np.unique(number, return_inverse=True)
    texts = np.array([f"SIM-E-{meeting + 1:04d}" for meeting in numbers.tolist()], dtype=object)
    frame = {
        "event": texts[at],
        "region": np.array(world.regions.code, dtype=object)[region],
        "office": np.array(world.regions.office, dtype=object)[region],
        "kind": np.array(_KINDS, dtype=object)[kinds],
        "on": dates(world.window.meetings[region, meetings]),
        "employer": list_numbers(world)[rows],
        "attended": came,
    }
    return pd.DataFrame(frame)


def _led(world: World) -> tuple[Ints, Ints, Bools]:
    """Employers that a meeting led to register: all of them came to it. Rows, meetings, whether they came."""
    rows = np.flatnonzero(world.roster.met >= 0)
    return rows, world.roster.met[rows], np.ones(len(rows), dtype=bool)


def _asked(world: World, number: int) -> tuple[Ints, Ints, Bools]:
    """Employers asked to a meeting between the day they were listed and the day they registered."""
    who = world.roster
    asked = chance(
        throw(world.plan.seed, f"asked {number}", who.key), _ASKED if number == 1 else _ASKED_AGAIN
    )
    rows = np.flatnonzero(((who.standing == FOUND) | (who.standing == PWBD)) & asked)
    met = meeting_between(
        world.plan, world.window, who, rows, f"asked to {number}", who.listed[rows], who.registered[rows]
    )
    comes = chance(throw(world.plan.seed, f"comes {number}", who.key[rows]), _COMES)
    return rows[met >= 0], met[met >= 0], comes[met >= 0]


def _others(world: World) -> tuple[Ints, Ints, Bools]:
    """A few of the employers that were registered before the window: they are asked too."""
    who = world.roster
    asked = chance(throw(world.plan.seed, "others asked", who.key), _ASKED_OTHERS)
    rows = np.flatnonzero((who.standing == EARLY) & asked)
    met = meeting_between(
        world.plan, world.window, who, rows, "others", who.registered[rows], who.closed[rows]
    )
    comes = chance(throw(world.plan.seed, "others come", who.key[rows]), _OTHERS_COME)
    return rows[met >= 0], met[met >= 0], comes[met >= 0]
