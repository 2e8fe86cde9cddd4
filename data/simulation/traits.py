"""What kind of employer each one is: sector, scale, legal form, kecamatan, risk class.

Shares are plausible, not measured; no source that was read gives them by kabupaten.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.simulation.days import Bools, Ints, ints
from data.simulation.dice import chosen, ranks, throw
from data.simulation.places import ECONOMIES, Places
from data.simulation.plan import Plan
from data.simulation.roster import FOUND, NEW, PWBD, Roster
from data.vocabulary import LEGAL_FORMS, RELIEF_INDUSTRIES, RISKS, SCALES, SECTORS

BESAR, MENENGAH, KECIL, MIKRO = range(4)
# Of a thousand employers of each scale: where workers are many for the employers given, and where few.
_RICH, _LEAN = ints([110, 260, 330, 300]), ints([2, 8, 50, 940])
_RICH_MEAN, _LEAN_MEAN = 100, 4  # workers an employer that these come to
_MIX = {
    "plantation": {"A": 26, "B": 7, "C": 13, "D": 1, "E": 1, "F": 9, "G": 20, "H": 5, "I": 4, "K": 3, "N": 3, "O": 2, "P": 3, "Q": 2, "S": 1},
    "service town": {"A": 2, "B": 2, "C": 13, "D": 1, "E": 1, "F": 10, "G": 28, "H": 7, "I": 8, "J": 3, "K": 5, "L": 2, "M": 4, "N": 5, "O": 1, "P": 4, "Q": 3, "R": 1},
    "batik and textile": {"A": 5, "B": 1, "C": 42, "E": 1, "F": 6, "G": 22, "H": 4, "I": 5, "K": 3, "M": 1, "N": 2, "O": 1, "P": 4, "Q": 2, "S": 1},
    "factories": {"A": 5, "B": 1, "C": 38, "D": 1, "F": 7, "G": 22, "H": 5, "I": 5, "K": 3, "M": 2, "N": 4, "O": 1, "P": 3, "Q": 3},
}  # fmt: skip
# A large employer is more often a factory, a plantation or a mine than a shop.
_LARGE = {"A": 3, "B": 4, "C": 3, "K": 2}
_FORMS = {
    BESAR: {"pt": 84, "bumn": 4, "bumd": 3, "koperasi": 3, "yayasan": 3, "pemerintah": 3},
    MENENGAH: {"pt": 54, "cv": 29, "koperasi": 6, "yayasan": 7, "bumd": 2, "pemerintah": 2},
    KECIL: {"pt": 20, "cv": 43, "ud": 20, "koperasi": 7, "yayasan": 6, "firma": 4},
    MIKRO: {"cv": 18, "ud": 48, "perorangan": 26, "koperasi": 4, "yayasan": 3, "firma": 1},
}
_RISK = {
    "A": "tinggi", "B": "sangat_tinggi", "C": "sedang", "D": "tinggi", "E": "tinggi", "F": "sangat_tinggi",
    "G": "rendah", "H": "tinggi", "I": "rendah", "J": "sangat_rendah", "K": "sangat_rendah", "L": "rendah",
    "M": "sangat_rendah", "N": "rendah", "O": "sangat_rendah", "P": "sangat_rendah", "Q": "rendah",
    "R": "rendah", "S": "rendah",
}  # fmt: skip
# Factories by industry; what is left out of the list has no relief.
_INDUSTRY = {
    "plantation": {"makanan": 40, "furnitur": 10, "": 50},
    "service town": {"makanan": 35, "furnitur": 12, "tekstil": 5, "": 48},
    "batik and textile": {"tekstil": 68, "makanan": 14, "furnitur": 4, "kulit": 2, "": 12},
    "factories": {"alas_kaki": 20, "makanan": 26, "tekstil": 10, "furnitur": 12, "kulit": 5, "mainan": 4, "": 23},
}  # fmt: skip
INDUSTRIES = (*RELIEF_INDUSTRIES, "")
_FACTORY = SECTORS.index("C")
_OFFICE_WORK = SECTORS.index("O")


@dataclass(frozen=True)
class Traits:
    """Indexes into SECTORS, SCALES, LEGAL_FORMS, RISKS and INDUSTRIES, and the place of the kecamatan in its region."""

    sector: Ints
    scale: Ints
    form: Ints
    risk: Ints
    industry: Ints
    kecamatan: Ints


def traits(plan: Plan, places: Places, roster: Roster, workers: Ints) -> Traits:
    """`workers` is how many active wage earners each region's registered employers are to have together."""
    economy = places.economy[roster.region]
    scale = _scales(plan, roster, workers)
    sector = chosen(throw(plan.seed, "sector", roster.key), _sector_weights(), economy * 2 + (scale == BESAR))
    form = chosen(throw(plan.seed, "form", roster.key), _rows(_FORMS.values(), LEGAL_FORMS), scale)
    sector = np.where(form == LEGAL_FORMS.index("pemerintah"), _OFFICE_WORK, sector)
    industry = chosen(throw(plan.seed, "industry", roster.key), _rows((_INDUSTRY[one] for one in ECONOMIES), INDUSTRIES), economy)  # fmt: skip
    return Traits(
        sector=sector,
        scale=scale,
        form=form,
        risk=ints([RISKS.index(_RISK.get(name, "rendah")) for name in SECTORS])[sector],
        industry=np.where(sector == _FACTORY, industry, INDUSTRIES.index("")),
        kecamatan=_kecamatan(plan, places, roster),
    )


def _scales(plan: Plan, roster: Roster, workers: Ints) -> Ints:
    """Scales in shares that fit the workers an employer is to have, the largest first by lot.

    Between the lean and the rich mix the shares, and with them the mean, go in a straight line.
    """
    count = len(workers)
    here = roster.is_registered
    registered = np.maximum(np.bincount(roster.region[here], minlength=count), 1)
    lean = _RICH_MEAN - np.clip(workers // registered, _LEAN_MEAN, _RICH_MEAN)
    span = _RICH_MEAN - _LEAN_MEAN
    shares = (_RICH * (span - lean)[:, None] + _LEAN * lean[:, None]) // span
    # Those not yet registered are mostly small: they are ranked apart from the others, on a lean mix.
    group = np.where(roster.standing == PWBD, count + roster.region, roster.region)
    mixes = np.concatenate([shares, (shares + 3 * _LEAN) // 4])
    sizes = np.bincount(group, minlength=2 * count)
    bounds = -(-mixes[:, :3] * sizes[:, None] // 1000)  # rounded up: the large ones carry the totals
    # Few of the large ones come late: they have long been registered.
    late = ((roster.standing == NEW) | (roster.standing == FOUND)).astype(np.uint64)
    lot = (throw(plan.seed, "scale", roster.key) >> np.uint64(1)) + (late << np.uint64(60))
    place = ranks(group, lot)
    return ints((place[:, None] >= bounds.cumsum(axis=1)[group]).sum(axis=1))


def _sector_weights() -> Ints:
    rows = []
    for one in ECONOMIES:
        mix = _MIX[one]
        rows += [mix, {name: weight * _LARGE.get(name, 1) for name, weight in mix.items()}]
    return _rows(rows, SECTORS)


def _rows(mixes: object, names: tuple[str, ...]) -> Ints:
    return ints([[mix.get(name, 0) for name in names] for mix in mixes])  # type: ignore[attr-defined]


def _kecamatan(plan: Plan, places: Places, roster: Roster) -> Ints:
    longest = max(len(weights) for weights in places.kecamatan_weights)
    table = ints([np.pad(weights, (0, longest - len(weights))) for weights in places.kecamatan_weights])
    return chosen(throw(plan.seed, "kecamatan", roster.key), table, roster.region)


def is_small(traits: Traits) -> Bools:
    """Micro employers: too small to leave workers or programmes out."""
    return traits.scale == SCALES.index("mikro")
