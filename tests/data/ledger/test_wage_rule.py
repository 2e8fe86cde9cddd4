"""Who is held to the minimum wage: by scale, by a dated rule, and what cannot be judged is counted apart."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.law import rules
from data.ledger.calendar import month_calendar, wage_floors
from data.ledger.earlier import judges_every_scale
from data.ledger.publishing import publish
from data.store.changes import Change
from data.store.store import OWN, Store
from tests.data.ledger.ledger_cases import random_case
from tests.facts import FACTS

MONTH, KNOWN, UNKNOWN = "2026-06", "35.76", "16.08"  # no minimum wage of OKU Timur 2026 is known
FLOOR = 3_208_556
# Scale, region and wage of each: pds_wage, pds_wage_unknown, wage_exempt, wage_without_minimum.
EXPECTED = {
    ("besar", KNOWN, FLOOR - 1): (1, 0, 0, 0),
    ("menengah", KNOWN, FLOOR): (0, 0, 0, 0),
    ("kecil", KNOWN, FLOOR - 1): (0, 0, 1, 0),
    ("mikro", KNOWN, FLOOR - 1): (0, 0, 1, 0),
    ("", KNOWN, FLOOR - 1): (0, 1, 0, 0),
    ("", KNOWN, FLOOR): (0, 0, 0, 0),
    ("besar", UNKNOWN, 1_000_000): (0, 0, 0, 1),
    ("", UNKNOWN, 1_000_000): (0, 0, 0, 1),
    ("mikro", UNKNOWN, 1_000_000): (0, 0, 1, 0),
}


def ledger() -> dict[str, pd.DataFrame]:
    """One employer of each kind, each with one worker and a bill of the month."""
    made = random_case(1, len(EXPECTED), 2026 * 12 + 4, 2).tables
    scales, regions, wages = zip(*EXPECTED, strict=True)
    npp = [f"SIM{at:07d}" for at in range(len(EXPECTED))]
    day = pd.Timestamp("2024-01-01")
    who = made["employers"].assign(
        npp=npp,
        scale=scales,
        region=regions,
        kecamatan="",
        listed_on=day,
        registered_on=day,
        closed_on=pd.NaT,
    )
    bill = made["contributions"].iloc[[0] * len(npp)].reset_index(drop=True)
    bills = bill.assign(npp=npp, blth=MONTH, workers=1, wages=wages)
    empty = {name: rows.iloc[:0] for name, rows in made.items()}
    return empty | {"employers": who, "contributions": bills}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    changes = {name: Change("overwrite", rows) for name, rows in ledger().items()}
    store = Store(tmp_path_factory.mktemp("own"), OWN)
    return publish(store, changes, facts=FACTS, title="uji", role="pengelola", keep=False)


def test_only_who_is_held_to_it_is_judged_by_the_minimum_wage(release):
    names = ["pds_wage", "pds_wage_unknown", "wage_exempt", "wage_without_minimum"]
    cells = release.table("cube", months=[MONTH]).to_pandas().groupby(["scale", "region"])[names].sum()
    expected = pd.DataFrame.from_dict(EXPECTED, orient="index", columns=names)
    expected.index = pd.MultiIndex.from_tuples(expected.index)
    wanted = expected.groupby(level=[0, 1]).sum()
    assert {key: tuple(row) for key, row in cells.iterrows()} == {
        key: tuple(row) for key, row in wanted.iterrows()
    }
    assert not judges_every_scale(release)


def test_another_scale_or_the_floor_of_the_circular_is_a_matter_of_the_dated_rule(monkeypatch):
    usual = rules.at(MONTH)
    assert usual.minimum_wage_scales == ("besar", "menengah") and usual.reported_wage_floor is None
    bound = month_calendar(MONTH, MONTH, MONTH).iloc[0]
    assert [bound[f"bound_{scale}"] for scale in ("mikro", "kecil", "menengah", "besar")] == [0, 0, 1, 1]
    other = replace(usual, reported_wage_floor=2_500_000)
    monkeypatch.setattr("data.law.at", lambda month: other)
    floors = wage_floors(FACTS, MONTH, MONTH)
    assert set(floors["minimum_wage"]) == {2_500_000} and len(floors) == len(FACTS.regions)
    assert month_calendar(MONTH, MONTH, MONTH).iloc[0]["bound_mikro"] == 1
