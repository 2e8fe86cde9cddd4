"""Cubes of one month to be guarded: one of the real size, and small ones that can be tried in every way."""

from itertools import product

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from data.cube import COLUMNS, DIMENSIONS, LARGEST, MEASURES
from data.tables.facts import load_table
from data.vocabulary import AGES, SCALES, SECTORS, TRADES

MONTH = "2026-08"
OUTSTANDING = tuple(f"outstanding_{name}" for name in AGES)


def summed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of single employers as the cells of a cube: whatever measure is not given is 0."""
    whole = rows.reindex(columns=list(COLUMNS), fill_value=0)
    groups = whole.groupby(list(DIMENSIONS))
    return pd.concat([groups[list(MEASURES)].sum(), groups[list(LARGEST)].max()], axis=1).reset_index()


def real_size(employers: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A cube and the regions: employers where people live, few of them in most kecamatan and sectors."""
    rng = np.random.default_rng(seed)
    regions = load_table("regions")
    people = regions["population"].to_numpy(float)
    region = rng.choice(regions["code"].to_numpy(str), employers, p=people / people.sum())
    sizes = 1 / rng.permutation(np.arange(1, len(SECTORS) + 1)) ** 1.3
    rows = pd.DataFrame({"month": MONTH, "region": region, "segment": "PU"}).assign(
        kecamatan=_within(rng, region, load_table("kecamatan").groupby("region")["code"].agg(list)),
        office=_within(rng, region, load_table("service_areas").groupby("region")["office"].agg(list)),
        sector=rng.choice(SECTORS, employers, p=sizes / sizes.sum()),
        scale=rng.choice(SCALES, employers, p=[0.02, 0.08, 0.2, 0.7]),
        wajib=1,
        in_arrears=(rng.random(employers) < 0.25).astype(int),
    )
    owed = rng.lognormal(15, 1.5, employers).astype("int64") * rows["in_arrears"]
    rows = rows.assign(outstanding_macet=owed, largest_outstanding=owed, in_arrears_macet=rows["in_arrears"])
    informal = pd.DataFrame(
        [(MONTH, code, "BPU", trade) for code, trade in product(regions["code"], TRADES)],
        columns=["month", "region", "segment", "sector"],
    ).assign(kecamatan="", office="", scale="", informal_active=rng.integers(0, 90, 24 * len(TRADES)))
    return summed(pd.concat([rows, informal]).fillna(0)), regions


def _within(rng: np.random.Generator, regions: np.ndarray, choices: pd.Series) -> list[str]:
    """For each row one of the choices of its region, or none (""); the first ones more often."""
    draws = rng.exponential(1, len(regions))
    of_region = {region: ["", *listed] for region, listed in choices.items()}
    offered = [of_region.get(region, [""]) for region in regions]
    return [
        listed[min(1 + int(draw * len(listed) / 3), len(listed) - 1)]
        for draw, listed in zip(draws, offered, strict=True)
    ]


# Province 1 has three regions, 2 has one; the area "b" is within province 1.
SMALL = pd.DataFrame(
    {
        "code": ["1.1", "1.2", "1.3", "2.1"],
        "province_code": ["1", "1", "1", "2"],
        "area": ["a", "b", "b", "c"],
    }
)


@st.composite
def small(draw) -> pd.DataFrame:
    """A cube over SMALL, up to three sectors and two scales: many cells are empty, small or dominated."""
    places = [(f"{region}", f"{region}.{town}") for region in SMALL["code"] for town in (1, 2)]
    cells = st.tuples(
        st.sampled_from(places),
        st.sampled_from("ABC"),
        st.sampled_from(["besar", "mikro"]),
        st.integers(0, 6),
    )
    rows = []
    for (region, kecamatan), sector, scale, count in draw(st.lists(cells, min_size=1, max_size=14)):
        debts = draw(st.lists(st.sampled_from([0, 1, 2, 50]), min_size=count, max_size=count))
        rows.append(
            dict(zip(DIMENSIONS, (MONTH, region, kecamatan, "KC", "PU", sector, scale), strict=True))
            | {"wajib": count, "outstanding_macet": sum(debts), "largest_outstanding": max(debts, default=0)}
        )
    return summed(pd.DataFrame(rows))
