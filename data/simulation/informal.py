"""The self-employed (BPU): fishers, drivers, batik workers, farmers, traders, by who pays for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.simulation.aims.targets import BUDGET_SHARE, RegionTargets
from data.simulation.days import Ints, as_table, ints
from data.simulation.dice import below, chance, shared_out, throw
from data.simulation.plan import Plan
from data.simulation.regions import Regions, coastal
from data.vocabulary import TRADES

_BUDGET = 350  # per thousand of the self-employed, where no number is published
# Growth is per thousand a year and is taken off by the month: so many parts make a whole.
_YEAR = 12_000
_GROWTH = (60, 220)  # per thousand a year
_BUDGET_GROWTH = 150  # per thousand, every January
_LEAST_FACTOR = 2_000  # of _YEAR: no group began with less than a sixth of its people
_NO_TARGET = 120  # per thousand of the groups: nobody set them a target


@dataclass(frozen=True)
class _Group:
    """The people of one trade and payer in a kecamatan ("" for a programme of the whole region)."""

    region: int
    kecamatan: str
    trade: str
    payer: str
    weight: int


def informal(plan: Plan, regions: Regions, targets: list[RegionTargets]) -> pd.DataFrame:
    """The table informal, validated: in the last month each region's active add up to its target."""
    groups = [group for region in range(len(regions)) for group in _groups(plan, regions, region)]
    final = _final(groups, targets)
    active = _monthly(plan, groups, final)
    return as_table("informal", _table(plan, regions, groups, final, active))


def _groups(plan: Plan, regions: Regions, region: int) -> list[_Group]:
    """A trade or two in each kecamatan that pay themselves, and a programme or two paid from budgets."""
    code, own = regions.code[region], _trades(regions, region)
    sea = set(coastal(regions, region))
    bits = throw(
        plan.seed, "trades", ints([int(code.replace(".", "")) for code in regions.kecamatan[region]])
    )
    groups = []
    for at, kecamatan in enumerate(regions.kecamatan[region]):
        there = [trade for trade in own if trade != "nelayan"]
        other = there[int(below(bits[at : at + 1], len(there))[0])]
        named = {"nelayan" if kecamatan in sea else other, "pedagang"}
        size = 10 * int(regions.kecamatan_weights[region][at]) + int(below(bits[at : at + 1], 9)[0])
        groups += [_Group(region, kecamatan, trade, "sendiri", size) for trade in TRADES if trade in named]
    payers = [("apbd", "lainnya"), ("csr", "pedagang")]
    payers += [("dbh_sawit", "petani_sawit")] if "petani_sawit" in own else []
    payers += [("apbdes", "lainnya")] if regions.kind[region] == "kabupaten" else []
    payers += [("apbd", "nelayan")] if sea else []
    weights = {"apbd": 8, "apbdes": 4, "dbh_sawit": 4, "csr": 2}
    return groups + [
        _Group(region, "", trade, payer, weights[payer] * 10 + int(code[-1])) for payer, trade in payers
    ]


def _trades(regions: Regions, region: int) -> list[str]:
    """The trades that there are in a region."""
    area, kind = regions.area[region], regions.kind[region]
    here = {
        "nelayan": bool(coastal(regions, region)),
        "ojek_online": kind == "kota",
        "batik": area == "pekalongan",
        "petani_sawit": area == "sumsel" and kind == "kabupaten",
        "pedagang": True,
        "lainnya": True,
    }
    return [trade for trade in TRADES if here[trade]]


def _final(groups: list[_Group], targets: list[RegionTargets]) -> Ints:
    """Active people of each group in the last month."""
    active = np.zeros(len(groups), dtype=np.int64)
    for region, target in enumerate(targets):
        whole = target.bpu_active.value
        paid = target.budget.value if target.budget else whole * _BUDGET // 1000
        paid = min(paid, whole * BUDGET_SHARE // 1000)
        for own, people in ((True, whole - paid), (False, paid)):
            rows = [
                at
                for at, group in enumerate(groups)
                if group.region == region and (group.payer == "sendiri") == own
            ]
            active[rows] = shared_out(people, ints([groups[at].weight for at in rows]))
    return active


def _monthly(plan: Plan, groups: list[_Group], final: Ints) -> Ints:
    """Groups x months: those that pay themselves grow a little every month, a budget's programme every January."""
    months = ints(list(plan.indexes))
    ago = plan.last_index - months
    low, high = _GROWTH
    keys = ints([group.region * 100_000 + at for at, group in enumerate(groups)])
    growth = low + below(throw(plan.seed, "informal growth", keys), high - low)
    own = np.array([group.payer == "sendiri" for group in groups])
    years = plan.last_index // 12 - months // 12
    lost = np.where(own[:, None], growth[:, None] * ago, _BUDGET_GROWTH * 12 * years)
    return final[:, None] * np.maximum(_YEAR - lost, _LEAST_FACTOR) // _YEAR


def _table(plan: Plan, regions: Regions, groups: list[_Group], final: Ints, active: Ints) -> pd.DataFrame:
    count = plan.months
    keys = ints(list(range(len(groups))))
    above = 1050 + below(throw(plan.seed, "informal target", keys), 500)
    untold = chance(throw(plan.seed, "no target", keys), _NO_TARGET)
    target = pd.arrays.IntegerArray(np.repeat(final * above // 1000, count), np.repeat(untold, count))
    frame = {
        "region": np.repeat(np.array([regions.code[group.region] for group in groups], dtype=object), count),
        "kecamatan": np.repeat(np.array([group.kecamatan for group in groups], dtype=object), count),
        "trade": np.repeat(np.array([group.trade for group in groups], dtype=object), count),
        "payer": np.repeat(np.array([group.payer for group in groups], dtype=object), count),
        "blth": np.tile(np.array(plan.texts, dtype=object), len(groups)),
        "target": target,
        "active": active.ravel(),
    }
    return pd.DataFrame(frame)
