"""Informal workers against their targets, and what paying for them costs: against plain loops over the rows."""

from dataclasses import dataclass
from itertools import count
from types import SimpleNamespace

import pandas as pd
import pyarrow as arrow
import pyarrow.dataset as datasets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.access.viewer import PUBLIK, Viewer
from data.law.rules import at
from data.queries.employers import NotAllowed, Where
from data.queries.informal import BY, KEY, SUMS, groups, pace, summed
from data.queries.informal_budget import budget, laws, rate, rates, span
from data.queries.reading import Reading
from data.tables.ledger_schemas import arrow_schema
from data.vocabulary import PAYERS, TRADES
from tests.data.simulation.simulated import FACTS

NOW, MONTHS = "2026-04", ("2025-04", "2026-01", "2026-04")
INSIDE = Viewer("wilayah")
COLUMNS = [*KEY, "blth", "target", "active"]
_PLACES = map("informal-{}".format, count())  # what is read is kept by the name of its place


@dataclass(frozen=True)
class Held:
    """As much of a release as this room asks for."""

    rows: pd.DataFrame
    number: int = 1
    entry = SimpleNamespace(publication="")

    def dataset(self, name: str) -> datasets.Dataset:
        assert name == "informal"
        return datasets.dataset(
            arrow.Table.from_pandas(self.rows, arrow_schema("informal"), preserve_index=False)
        )


def reading(rows: pd.DataFrame, viewer: Viewer = INSIDE) -> Reading:
    return Reading(Held(rows), next(_PLACES), FACTS, viewer)  # type: ignore[arg-type]


@some.composite
def informal(draw) -> pd.DataFrame:
    """A few groups in a few months, some without a target, some not in every month."""
    places = [("16.71", "16.71.01"), ("16.71", ""), ("35.17", "35.17.01")]
    parts = (places, TRADES[:3], PAYERS[:3], MONTHS)
    key = some.tuples(*(some.sampled_from(part) for part in parts))
    people = some.integers(0, 500)
    rows = [
        (*place, trade, payer, month, draw(some.none() | people), draw(people))
        for place, trade, payer, month in draw(some.lists(key, unique=True, max_size=25))
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"target": "Int64", "active": "int64"})


def twin(rows: pd.DataFrame, by: str, regions: set[str]) -> dict[str, dict[str, int | None]]:
    """SUMS by key, one row of the table after another."""
    known = {tuple(row[:5]): row[6] for row in rows.itertuples(index=False)}
    by_key: dict[str, dict[str, int | None]] = {}
    for row in rows.itertuples(index=False):
        if row.blth != NOW or row.region not in regions:
            continue
        sums = by_key.setdefault(getattr(row, by), dict.fromkeys(SUMS))
        more = {"untargeted": row.active}
        if not pd.isna(row.target):
            more = {"target": row.target, "active": row.active, "gap": max(row.target - row.active, 0)}
            for months, before in ((3, "2026-01"), (12, "2025-04")):
                if (was := known.get((*row[:4], before))) is not None:
                    more[f"added_{months}"] = row.active - was
        for name, value in more.items():
            sums[name] = (sums[name] or 0) + value
    return by_key


@given(informal(), some.sampled_from(BY), some.sampled_from([None, ("16.71",)]))
@settings(deadline=None)
def test_groups_add_up_as_a_loop_adds_them(rows, by, regions):
    sums = summed(groups(reading(rows), NOW, Where(regions)), by)
    whole = twin(rows, by, set(regions or ("16.71", "35.17")))
    assert {
        row["key"]: {name: None if pd.isna(row[name]) else row[name] for name in SUMS}
        for row in sums.to_dict("records")
    } == whole
    gaps = [0 if pd.isna(gap) else gap for gap in sums["gap"]]
    assert gaps == sorted(gaps, reverse=True)


def test_a_kecamatan_has_its_own_groups_and_a_month_without_rows_has_none():
    row = ("16.71", "16.71.01", "batik", "csr", NOW, 10, 4)
    frame = pd.DataFrame([row, ("16.71", "", *row[2:])], columns=COLUMNS)
    held = reading(frame.astype({"target": "Int64"}))
    assert len(groups(held, NOW, Where(("16.71",), "16.71.01"))) == 1
    assert groups(held, "2026-03", Where()).empty


def test_groups_are_told_to_those_inside_and_to_a_branch_of_its_regions():
    frame = pd.DataFrame([("35.17", "", "batik", "csr", NOW, 10, 4)], columns=COLUMNS)
    frame = frame.astype({"target": "Int64"})
    branch = Viewer("cabang", frozenset(["KC-MOJOKERTO"]))
    assert len(groups(reading(frame, branch), NOW, Where(("35.17",)))) == 1
    refused = ((PUBLIK, ("35.17",)), (PUBLIK, None), (branch, None), (branch, ("35.17", "16.71")))
    for viewer, regions in refused:
        with pytest.raises(NotAllowed):
            groups(reading(frame, viewer), NOW, Where(regions))


@given(some.integers(1, 10**7), some.integers(1, 12))
def test_the_pace_closes_the_gap_by_december_and_none_slower_does(gap, month):
    wanted = pace(f"2026-{month:02d}", gap, {3: 30, 12: None})
    assert wanted.left == 12 - month
    if wanted.left:
        assert wanted.needed * wanted.left >= gap > (wanted.needed - 1) * wanted.left
    else:
        assert wanted.needed is None
    assert wanted.was == {3: 10, 12: None}


# -- the budget


@pytest.mark.parametrize(
    ("month", "trade", "payer", "rupiah"),
    [
        ("2025-12", "ojek_online", "sendiri", 16_800),
        ("2026-01", "ojek_online", "sendiri", 8_400),
        ("2026-01", "nelayan", "sendiri", 16_800),
        ("2026-04", "nelayan", "csr", 8_400),
        ("2026-12", "batik", "apbdes", 8_400),
        ("2027-01", "batik", "apbdes", 16_800),
        ("2027-03", "ojek_online", "dbh_sawit", 8_400),
        ("2027-04", "ojek_online", "sendiri", 16_800),
        ("2026-06", "ojek_online", "apbd", 16_800),
        ("2026-06", "pedagang", "apbd", 16_800),
    ],
)
def test_the_rate_is_that_of_the_month_the_trade_and_the_payer(month, trade, payer, rupiah):
    assert rate(month, trade, payer) == rupiah


_GAPS = some.dictionaries(some.sampled_from(TRADES), some.integers(0, 10**6), max_size=6)


@given(_GAPS, some.integers(1, 100), some.integers(1, 60), some.sampled_from(PAYERS))
@settings(deadline=None)
def test_a_budget_is_people_times_the_rate_of_each_month(gaps, share, months, payer):
    lines = budget(gaps, share, "2026-10", months, payer)
    assert [line.trade for line in lines] == list(gaps)
    for line in lines:
        assert 100 * (line.people - 1) < line.gap * share <= 100 * line.people
        each = [rate(month, line.trade, payer) for month in span("2026-10", months)]
        assert line.rupiah == sum(line.people * rupiah for rupiah in each)
        assert sum(number for _, number in line.rates) == months == len(each)
    assert sum(line.people for line in budget(gaps, 100, "2026-10", months, payer)) == sum(gaps.values())


def test_the_laws_of_a_budget_are_those_in_force_in_its_months():
    assert [period.name for period in laws("2026-10", 12)] == [
        "bpu",
        "bpu_relief_transport",
        "bpu_relief_other",
    ]
    assert [period.name for period in laws("2027-05", 12)] == ["bpu"]
    assert rates("2026-11", 3, "pedagang", "sendiri") == ((8_400, 1), (16_800, 2))
    assert at("2026-11").bpu.excluded_payers == ("apbd", "apbn")
    with pytest.raises(ValueError, match="no payer"):
        rate("2026-11", "pedagang", "hibah")


def test_a_trade_that_no_list_has_costs_what_other_trades_cost():
    for month in ("2025-12", "2026-05", "2027-01"):
        assert rate(month, "lainnya:marbot", "sendiri") == rate(month, "lainnya", "sendiri")
    assert [line.trade for line in budget({"lainnya:marbot": 5}, 50, "2026-10", 1, "apbd")] == [
        "lainnya:marbot"
    ]
    with pytest.raises(ValueError, match="no trade"):
        rate("2026-10", "marbot", "sendiri")
