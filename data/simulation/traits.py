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
from data.simulation.regions import Regions, drawn_kecamatan
from data.simulation.roster import FOUND, NEW, PWBD, Roster
from data.vocabulary import LEGAL_FORMS, RELIEF_INDUSTRIES, RISKS, SCALES, SECTORS

BESAR, MENENGAH, KECIL, MIKRO = range(4)
# Of a thousand employers how many are of each scale, by how many workers an employer has on average; in between the
# shares go in a straight line.
_MEANS = (6, 61, 155)
_MIXES = ints([[2, 15, 183, 800], [100, 300, 400, 200], [330, 300, 250, 120]])
# Those that stay away are small: nobody overlooks a factory. Of them a quarter are as the others, the rest as the lean.
_LARGE_AWAY = 0
# Where there are employers enough so many are large at the least, or one of them would carry the region.
_FEWEST_LARGE, _ENOUGH = 8, 100
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
# By scale, the largest first, the weight of a sector is so many times as much; others are as common in every scale.
_BY_SCALE = {
    "A": (3, 1, 1, 1),
    "B": (4, 2, 1, 0),
    "C": (3, 1, 1, 1),
    "D": (3, 1, 1, 0),
    "G": (1, 1, 2, 3),
    "I": (1, 1, 2, 3),
    "K": (2, 2, 1, 1),
    "O": (2, 2, 1, 0),
    "P": (1, 2, 2, 1),
    "Q": (1, 2, 2, 1),
    "S": (0, 1, 1, 2),
}
# Of a hundred employers of each of SCALES, the largest first, in the sectors that a legal form is found in.
_FORMS = {
    "pt": ("ABCDEFGHIJKLMNQR", (84, 54, 20, 0)),
    "cv": ("ABCEFGHIJLMNR", (0, 29, 43, 18)),
    "ud": ("ACFGHINS", (0, 0, 20, 48)),
    "koperasi": ("AGKNS", (3, 6, 9, 6)),
    "yayasan": ("PQS", (30, 40, 60, 40)),
    "firma": ("GIM", (0, 0, 4, 1)),
    "perorangan": ("ACGHIKLMNPQRS", (0, 0, 1, 26)),
    "bumn": ("ABCDFHJK", (4, 0, 0, 0)),
    "bumd": ("DEHK", (12, 8, 4, 0)),
    "pemerintah": ("O", (1, 1, 1, 1)),
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
    kinds = len(SCALES)
    sector = chosen(throw(plan.seed, "sector", roster.key), _sector_weights(), economy * kinds + scale)
    form = chosen(throw(plan.seed, "form", roster.key), _form_weights(), sector * kinds + scale)
    industries = _weights(_INDUSTRY_WEIGHTS, INDUSTRIES)
    industry = chosen(throw(plan.seed, "industry", roster.key), industries, economy)
    return Traits(
        sector=sector,
        scale=scale,
        form=form,
        risk=ints([RISKS.index(_RISK.get(name, "rendah")) for name in SECTORS])[sector],
        industry=np.where(sector == _FACTORY, industry, INDUSTRIES.index("")),
        kecamatan=drawn_kecamatan(
            regions,
            throw(plan.seed, "kecamatan", roster.key),
            roster.region,
            (sector == _FACTORY) | (scale == BESAR),
        ),
    )


def _scales(plan: Plan, roster: Roster, workers: Ints) -> Ints:
    """Scales in shares that fit the workers an employer is to have, the largest first by lot."""
    count = len(workers)
    registered = np.bincount(roster.region[roster.is_registered], minlength=count)
    shares = _shares(workers // np.maximum(registered, 1))
    away = (shares + 3 * _MIXES[0]) // 4
    away[:, BESAR] = _LARGE_AWAY
    # Employers not yet registered are ranked apart from the others.
    group = np.where(roster.standing == PWBD, count + roster.region, roster.region)
    mixes = np.concatenate([shares, away])
    sizes = np.bincount(group, minlength=2 * count)
    bounds = -(-mixes[:, :3] * sizes[:, None] // 1000)  # rounded up: the large employers carry the totals
    few = (registered >= _ENOUGH) & (workers // np.maximum(registered, 1) > _MEANS[0])
    bounds[:count, BESAR] = np.maximum(bounds[:count, BESAR], few * _FEWEST_LARGE)
    # Large employers have mostly long been registered: a late one's lot is raised by an eighth of the range of lots.
    late = ((roster.standing == NEW) | (roster.standing == FOUND)).astype(np.uint64)
    lot = (throw(plan.seed, "scale", roster.key) >> np.uint64(1)) + (late << np.uint64(60))
    rank = ranks(group, lot)
    return ints((rank[:, None] >= bounds.cumsum(axis=1)[group]).sum(axis=1))


def _shares(means: Ints) -> Ints:
    """The shares of the scales for so many workers an employer: between two of _MIXES in a straight line."""
    means = np.clip(means, _MEANS[0], _MEANS[-1])
    at = np.clip(np.searchsorted(_MEANS, means, side="right") - 1, 0, len(_MEANS) - 2)
    low, high = ints(_MEANS)[at], ints(_MEANS)[at + 1]
    return (_MIXES[at] * (high - means)[:, None] + _MIXES[at + 1] * (means - low)[:, None]) // (high - low)[
        :, None
    ]


def _sector_weights() -> Ints:
    """A row for each kind of economy and, within it, each scale, by SECTORS."""
    usual = _weights(_SECTOR_WEIGHTS, SECTORS)
    by_scale = ints([_BY_SCALE.get(sector, (1, 1, 1, 1)) for sector in SECTORS]).T
    return (usual[:, None] * by_scale).reshape(-1, len(SECTORS))


def _form_weights() -> Ints:
    """A row for each sector and, within it, each scale, by LEGAL_FORMS; a company where no other form is found."""
    table = np.zeros((len(SECTORS), len(SCALES), len(LEGAL_FORMS)), dtype=np.int64)
    for at, form in enumerate(LEGAL_FORMS):
        sectors, weights = _FORMS[form]
        table[[SECTORS.index(sector) for sector in sectors], :, at] = weights
    table[:, :, LEGAL_FORMS.index("pt")] += table.sum(axis=2) == 0
    return table.reshape(-1, len(LEGAL_FORMS))


def _weights(table: Mapping[str, Sequence[int]], names: Sequence[str]) -> Ints:
    """One row for each kind that the entries of `table` have a weight for, by `names`; 0 for a name without entry."""
    none = [0] * len(next(iter(table.values())))
    return ints([table.get(name, none) for name in names]).T


def is_small(traits: Traits) -> Bools:
    """Micro employers: too small to leave workers or programmes out."""
    return traits.scale == SCALES.index("mikro")
