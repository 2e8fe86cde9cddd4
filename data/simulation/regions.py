"""The regions of the simulation as arrays: who serves them, their kecamatan, coast, kind of economy."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from data.places import office, offices_serving
from data.simulation.days import Bools, Ints, ints
from data.simulation.dice import Bits, below, chosen, throw
from data.simulation.plan import Plan
from data.tables import Facts

# Kinds of economy: each has its own mix of sectors.
ECONOMIES = ("plantation", "service town", "batik and textile", "factories")
# Where fishers live: the kecamatan on the sea, by name.
COAST = {
    "16.02": ("Tulung Selapan", "Air Sugihan", "Sungai Menang", "Cengal"),
    "16.07": ("Banyuasin I", "Banyuasin II", "Makarti Jaya", "Muara Sugihan", "Selat Penuguan"),
    "33.25": ("Gringsing", "Subah", "Tulis", "Batang", "Kandeman", "Banyuputih"),
    "33.26": ("Tirto", "Wiradesa", "Siwalan", "Wonokerto"),
    "33.27": ("Pemalang", "Taman", "Petarukan", "Ulujami"),
    "33.75": ("Pekalongan Utara",),
}
# The kecamatan that a source names as where the employers are that do not comply (A149, JPNN: Ngoro, Bangsal, Pungging
# and Jetis, the industrial ones of Kab. Mojokerto; Ngoro has the industrial estate), and how many times as many
# factories and large employers, and as many others, each has as one that nobody names.
INDUSTRY = {
    ("35.16", "Ngoro"): (20, 5),
    ("35.16", "Pungging"): (8, 3),
    ("35.16", "Jetis"): (7, 3),
    ("35.16", "Bangsal"): (4, 2),
}
# The kecamatan of the capital has so many times as many of either. Of the others no source that was read says anything:
# each has one to two, by lot. Areas and people by kecamatan are not among the facts.
_CAPITAL = (3, 5)
_OTHERS = 100  # in these parts, one kecamatan


@dataclass(frozen=True)
class Regions:
    """One entry per region, ordered by code; `kecamatan` and `kecamatan_weights` hold one list per region.

    code, short: text. kind: kabupaten or kota. area: as in the regions table. economy: index into ECONOMIES.
    offices: the branches that serve the region at the end of the window; office: the nearest of them, "" when none
    is known. employed, formal: people (BPS); where the table does not say, 0 employed and 1 in formal work.
    """

    code: list[str]
    short: list[str]
    kind: list[str]
    area: list[str]
    province: list[str]
    offices: list[list[str]]
    office: list[str]
    economy: Ints
    employed: Ints
    formal: Ints
    kecamatan: list[list[str]]
    kecamatan_names: list[list[str]]
    kecamatan_weights: list[Ints]
    factory_weights: list[Ints]

    def __len__(self) -> int:
        return len(self.code)

    @property
    def keys(self) -> Ints:
        """A number for each region that does not depend on which others there are."""
        return ints([int(code.replace(".", "")) for code in self.code])


def regions(plan: Plan, facts: Facts) -> Regions:
    """The regions of `facts` as they stand at the end of the plan's window. Kept: they are not to be changed."""
    return _regions(plan.without_employers, facts)


@lru_cache(maxsize=8)
def _regions(plan: Plan, facts: Facts) -> Regions:
    regions = facts.regions.sort_values("code", ignore_index=True)
    people = _people(facts)
    offices = [offices_serving(facts, code, plan.end) for code in regions["code"]]
    kecamatan = [facts.kecamatan[facts.kecamatan["region"] == code] for code in regions["code"]]
    seats = list(zip(kecamatan, regions["capital"], strict=True))
    return Regions(
        code=regions["code"].tolist(),
        short=regions["short"].tolist(),
        kind=regions["kind"].tolist(),
        area=regions["area"].tolist(),
        province=regions["province_code"].tolist(),
        offices=offices,
        office=[
            _nearest(facts, serving, code) for serving, code in zip(offices, regions["code"], strict=True)
        ],
        economy=ints([_economy(row) for row in regions.to_dict("records")]),
        employed=ints([people.get((code, "employed"), 0) for code in regions["code"]]),
        formal=ints([people.get((code, "formal"), 1) for code in regions["code"]]),
        kecamatan=[inside["code"].tolist() for inside in kecamatan],
        kecamatan_names=[inside["name"].tolist() for inside in kecamatan],
        kecamatan_weights=[_weights(plan, inside, capital, 1) for inside, capital in seats],
        factory_weights=[_weights(plan, inside, capital, 0) for inside, capital in seats],
    )


def coastal(regions: Regions, region: int) -> list[str]:
    """Codes of the kecamatan of a region (its index in `regions`) that lie on the sea."""
    names = COAST.get(regions.code[region], ())
    pairs = zip(regions.kecamatan[region], regions.kecamatan_names[region], strict=True)
    return [code for code, name in pairs if name in names]


def _people(facts: Facts) -> dict[tuple[str, str], int]:
    """The newest count of people for each region and definition of the workforce table."""
    rows = facts.workforce.sort_values("as_of")
    return {
        (region, definition): int(value)
        for region, definition, value in zip(rows["region"], rows["definition"], rows["value"], strict=True)
    }


def _nearest(facts: Facts, serving: list[str], region: str) -> str:
    """The office whose seat is in the region, else the first that serves it."""
    seated = [code for code in serving if office(facts, code)["seat"] == region]
    return (seated or serving or [""])[0]


def _economy(region: Mapping[Hashable, Any]) -> int:
    """The kind of economy of a row of the regions table, as an index into ECONOMIES."""
    if region["area"] == "pekalongan":
        return ECONOMIES.index("batik and textile")
    if region["area"] == "mojokerto-jombang":
        return ECONOMIES.index("factories")
    return ECONOMIES.index("service town" if region["kind"] == "kota" else "plantation")


def drawn_kecamatan(regions: Regions, bits: Bits, region: Ints, factory: Bools | None = None) -> Ints:
    """The index of a kecamatan within its region for each throw, by the weights of employers or of factories."""
    longest = max(len(weights) for weights in regions.kecamatan_weights)
    lists = [*regions.kecamatan_weights, *regions.factory_weights]
    table = ints([np.pad(weights, (0, longest - len(weights))) for weights in lists])
    return chosen(bits, table, region if factory is None else region + len(regions) * factory)


def kecamatan_codes(regions: Regions, region: Ints, index: Ints) -> np.ndarray:
    """The code of each kecamatan by its region and its index there."""
    lengths = [len(codes) for codes in regions.kecamatan]
    flat = np.array([code for codes in regions.kecamatan for code in codes], dtype=object)
    return flat[np.cumsum([0, *lengths[:-1]])[region] + index]


def _weights(plan: Plan, inside: pd.DataFrame, capital: str, column: int) -> Ints:
    """The weights of a region's kecamatan, of factories (column 0) or of others (1)."""
    seat = _folded(capital)
    lots = below(
        throw(plan.seed, "kecamatan weight", ints(inside["code"].str.replace(".", "").astype(int))), _OTHERS
    )
    named = [INDUSTRY.get(pair) for pair in zip(inside["region"], inside["name"], strict=True)]
    seats = [_CAPITAL if _folded(name).startswith(seat) else None for name in inside["name"]]
    times = ints([(one or two or (1, 1))[column] for one, two in zip(named, seats, strict=True)])
    return times * _OTHERS + np.where(times == 1, lots, 0)


def _folded(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
