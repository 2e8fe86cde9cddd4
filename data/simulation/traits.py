"""What kind of employer each one is: sector, scale, legal form, kecamatan, risk class.

Shares are plausible, not measured; no source that was read gives them by kabupaten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from data.simulation.days import Bools, Ints, ints
from data.simulation.dice import chosen, ranks, throw
from data.simulation.plan import Plan
from data.simulation.regions import Regions
from data.simulation.roster import FOUND, NEW, PWBD, Roster
from data.vocabulary import LEGAL_FORMS, RELIEF_INDUSTRIES, RISKS, SCALES, SECTORS

BESAR, MENENGAH, KECIL, MIKRO = range(4)
# Of a thousand employers how many are of each scale: where there are many workers for the employers, and where few.
_RICH, _LEAN = ints([110, 260, 330, 300]), ints([2, 8, 50, 940])
_RICH_MEAN, _LEAN_MEAN = 100, 4  # workers per employer that the two mixes come to
# Sectors (KBLI sections): the class of JKK risk, and of a hundred employers in each of ECONOMIES how many.
_SECTOR_TABLE = (
    ("A", "tinggi", (26, 2, 5, 5)),
    ("B", "sangat_tinggi", (7, 2, 1, 1)),
    ("C", "sedang", (13, 13, 42, 38)),
    ("D", "tinggi", (1, 1, 0, 1)),
    ("E", "tinggi", (1, 1, 1, 0)),
    ("F", "sangat_tinggi", (9, 10, 6, 7)),
    ("G", "rendah", (20, 28, 22, 22)),
    ("H", "tinggi", (5, 7, 4, 5)),
    ("I", "rendah", (4, 8, 5, 5)),
    ("J", "sangat_rendah", (0, 3, 0, 0)),
    ("K", "sangat_rendah", (3, 5, 3, 3)),
    ("L", "rendah", (0, 2, 0, 0)),
    ("M", "sangat_rendah", (0, 4, 1, 2)),
    ("N", "rendah", (3, 5, 2, 4)),
    ("O", "sangat_rendah", (2, 1, 1, 1)),
    ("P", "sangat_rendah", (3, 4, 4, 3)),
    ("Q", "rendah", (2, 3, 2, 3)),
    ("R", "rendah", (0, 1, 0, 0)),
    ("S", "rendah", (1, 0, 1, 0)),
)
_RISK = {sector: risk for sector, risk, _ in _SECTOR_TABLE}
_SECTOR_WEIGHTS = {sector: weights for sector, _, weights in _SECTOR_TABLE}
# A large employer is more often a factory, a plantation or a mine than a shop: the weight is so many times as much.
_LARGE = {"A": 3, "B": 4, "C": 3, "K": 2}
# Of a hundred employers of each of SCALES, the largest first.
_FORM_WEIGHTS = {
    "pt": (84, 54, 20, 0),
    "cv": (0, 29, 43, 18),
    "ud": (0, 0, 20, 48),
    "koperasi": (3, 6, 7, 4),
    "yayasan": (3, 7, 6, 3),
    "firma": (0, 0, 4, 1),
    "perorangan": (0, 0, 0, 26),
    "bumn": (4, 0, 0, 0),
    "bumd": (3, 2, 0, 0),
    "pemerintah": (3, 2, 0, 0),
}
# Of a hundred factories in each of ECONOMIES; those of another industry ("") have no relief.
_INDUSTRY_WEIGHTS = {
    "makanan": (40, 35, 14, 26),
    "furnitur": (10, 12, 4, 12),
    "tekstil": (0, 5, 68, 10),
    "kulit": (0, 0, 2, 5),
    "alas_kaki": (0, 0, 0, 20),
    "mainan": (0, 0, 0, 4),
    "": (50, 48, 12, 23),
}
INDUSTRIES = (*RELIEF_INDUSTRIES, "")
_FACTORY = SECTORS.index("C")
_OFFICE_WORK = SECTORS.index("O")


@dataclass(frozen=True)
class Traits:
    """Indexes into SECTORS, SCALES, LEGAL_FORMS, RISKS and INDUSTRIES, and the index of the kecamatan in its region."""

    sector: Ints
    scale: Ints
    form: Ints
    risk: Ints
    industry: Ints
    kecamatan: Ints


def traits(plan: Plan, regions: Regions, roster: Roster, workers: Ints) -> Traits:
    """The traits of each employer, by lot.

    `workers` is how many active wage earners each region's registered employers are to have together: where they
    are many, more employers are large.
    """
    economy = regions.economy[roster.region]
    scale = _scales(plan, roster, workers)
    sector = chosen(throw(plan.seed, "sector", roster.key), _sector_weights(), economy * 2 + (scale == BESAR))
    form = chosen(throw(plan.seed, "form", roster.key), _weights(_FORM_WEIGHTS, LEGAL_FORMS), scale)
    sector = np.where(form == LEGAL_FORMS.index("pemerintah"), _OFFICE_WORK, sector)
    industries = _weights(_INDUSTRY_WEIGHTS, INDUSTRIES)
    industry = chosen(throw(plan.seed, "industry", roster.key), industries, economy)
    return Traits(
        sector=sector,
        scale=scale,
        form=form,
        risk=ints([RISKS.index(_RISK.get(name, "rendah")) for name in SECTORS])[sector],
        industry=np.where(sector == _FACTORY, industry, INDUSTRIES.index("")),
        kecamatan=_kecamatan(plan, regions, roster),
    )


def _scales(plan: Plan, roster: Roster, workers: Ints) -> Ints:
    """Scales in shares that fit the workers an employer is to have, the largest first by lot.

    Between the lean and the rich mix the shares, and with them the mean, go in a straight line.
    """
    count = len(workers)
    registered = np.maximum(np.bincount(roster.region[roster.is_registered], minlength=count), 1)
    lean = _RICH_MEAN - np.clip(workers // registered, _LEAN_MEAN, _RICH_MEAN)
    span = _RICH_MEAN - _LEAN_MEAN
    shares = (_RICH * (span - lean)[:, None] + _LEAN * lean[:, None]) // span
    # Employers not yet registered are mostly small: they are ranked apart from the others, in a leaner mix.
    group = np.where(roster.standing == PWBD, count + roster.region, roster.region)
    mixes = np.concatenate([shares, (shares + 3 * _LEAN) // 4])
    sizes = np.bincount(group, minlength=2 * count)
    bounds = -(-mixes[:, :3] * sizes[:, None] // 1000)  # rounded up: the large employers carry the totals
    # Large employers have mostly long been registered: a late one's lot is raised by an eighth of the range of lots.
    late = ((roster.standing == NEW) | (roster.standing == FOUND)).astype(np.uint64)
    lot = (throw(plan.seed, "scale", roster.key) >> np.uint64(1)) + (late << np.uint64(60))
    rank = ranks(group, lot)
    return ints((rank[:, None] >= bounds.cumsum(axis=1)[group]).sum(axis=1))


def _sector_weights() -> Ints:
    """Two rows for each kind of economy, of all employers and of the large ones, by SECTORS."""
    usual = _weights(_SECTOR_WEIGHTS, SECTORS)
    large = usual * ints([_LARGE.get(sector, 1) for sector in SECTORS])
    return np.stack([usual, large], axis=1).reshape(-1, len(SECTORS))


def _weights(table: Mapping[str, Sequence[int]], names: Sequence[str]) -> Ints:
    """One row for each kind that the entries of `table` have a weight for, by `names`; 0 for a name without entry."""
    none = [0] * len(next(iter(table.values())))
    return ints([table.get(name, none) for name in names]).T


def _kecamatan(plan: Plan, regions: Regions, roster: Roster) -> Ints:
    """By lot, the capital's kecamatan more often; shorter lists of weights are filled up with zeros."""
    longest = max(len(weights) for weights in regions.kecamatan_weights)
    table = ints([np.pad(weights, (0, longest - len(weights))) for weights in regions.kecamatan_weights])
    return chosen(throw(plan.seed, "kecamatan", roster.key), table, roster.region)


def is_small(traits: Traits) -> Bools:
    """Micro employers: too small to leave workers or programmes out."""
    return traits.scale == SCALES.index("mikro")
