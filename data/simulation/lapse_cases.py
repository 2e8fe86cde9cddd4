"""Cases against those that stay away, and against those that are registered only in part."""

from __future__ import annotations

import numpy as np

from data.law import dues
from data.simulation.case_list import Cases, slowness, without_payment
from data.simulation.chains import chain
from data.simulation.days import NEVER, Ints, first_day
from data.simulation.dice import below, chance, throw
from data.simulation.sizes import registered_of
from data.simulation.wages import wage_of_one
from data.simulation.world import World

_PWBD_PATH = ("teguran_1", "teguran_2", "denda", "tmp2t")
_PDS_PATH = ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2")
_PDS_OPENED = 350  # per thousand


def stayed_away(world: World) -> Cases:
    """Warnings, fine, no more public services; closed when the employer registered."""
    who, end = world.roster, world.window.end
    rows = np.flatnonzero(who.warned < NEVER)
    registered = who.registered[rows]
    steps = chain(world.plan.seed, who.key[rows], who.warned[rows], _PWBD_PATH, slowness(world, rows))
    steps = steps.before(np.minimum(registered, end + 1))
    outcome = np.where(registered < NEVER, "terdaftar", "")
    value = _asked(world, rows, world.heads.size[rows], lawful=True)
    return without_payment("pwbd", rows, who.warned[rows], value, registered, outcome, steps)


def in_part(world: World) -> Cases:
    """Inspected for workers or wages left out; closed when all were registered at their wage."""
    who, lapse, end, seed = world.roster, world.lapses, world.window.end, world.plan.seed
    until = np.maximum(lapse.workers_until, lapse.wage_until)
    lapsed = who.is_registered & ((until > 0) | (lapse.left_out > 0))
    right = (until > 0) & (until <= world.plan.last_index) & (lapse.left_out == 0)
    mended = np.where(right, first_day(np.where(right, until, 0)), NEVER)
    since = np.maximum(who.registered + 60, world.window.start)
    latest = np.where(right, mended - 1, end)
    opened = since + below(throw(seed, "inspected", who.key), np.maximum(latest - since, 1))
    picked = lapsed & (opened < latest) & chance(throw(seed, "is inspected", who.key), _PDS_OPENED)
    rows = np.flatnonzero(picked)
    steps = chain(seed, who.key[rows], opened[rows], _PDS_PATH, slowness(world, rows))
    steps = steps.before(np.minimum(mended[rows], end + 1))
    outcome = np.where(mended[rows] < NEVER, "lengkap", "")
    value = _withheld(world, rows)
    return without_payment("pds", rows, opened[rows], value, mended[rows], outcome, steps)


def _withheld(world: World, rows: Ints) -> Ints:
    """What a month falls short of: all workers at a lawful wage, less those registered at what they are paid."""
    share = np.where(world.lapses.workers_until[rows] > 0, world.lapses.share[rows], 1000)
    size = world.heads.size[rows]
    actual = _asked(world, rows, registered_of(size, share), lawful=False)
    return np.maximum(_asked(world, rows, size, lawful=True) - actual, 0)


def _asked(world: World, rows: Ints, workers: Ints, *, lawful: bool) -> Ints:
    """One month's contribution at the end of the window, with the required programmes or those followed."""
    plan = world.plan
    minimum = world.wages.minimum[world.roster.region[rows], -1]
    paid = np.minimum(wage_of_one(world.wages, world.roster, world.lapses, rows, plan.last_index), minimum)
    asked = world.legal.take(rows)
    if lawful:
        asked = asked.assign(
            programmes=np.array(world.programmes, dtype=object)[world.traits.scale[rows] * 3]
        )
    one = minimum if lawful else paid
    return dues(world.law, asked, workers, workers * one).to_numpy().sum(axis=1).astype(np.int64)
