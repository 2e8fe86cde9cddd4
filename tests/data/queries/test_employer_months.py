"""Employers by name add up to the cube, whichever way the release came about, and only for those who may see them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.access.viewer import PUBLIK, Viewer
from data.ledger import publishing as ledger_publish
from data.ledger.publishing import publish
from data.months import month_end, month_text
from data.queries.employers import (
    BY,
    EMPLOYER_KINDS,
    EMPLOYER_SORTS,
    EmployerList,
    EmployerQuery,
    NotAllowed,
    Where,
)
from data.queries.reading import Reading
from data.store.columns import SPELLS
from data.store.store import SIMULATED, Store
from data.vocabulary import AGES, UNAGED
from tests.data.ledger.test_publishing import month_after, put, up_to
from tests.data.queries.released import FIRST, random_tables, released, simulated_reading
from tests.data.simulation.simulated import FACTS
from tests.examples import examples

EVERYONE = EmployerQuery(kind="", sort="nama")
CELL = ["region", "kecamatan", "office", "sector", "scale"]
# Columns of which the cube sums nothing but the employers that are listed.
SAME = [
    "pds_workers",
    "pds_wage",
    "pds_programme",
    "in_arrears",
    "closed_in_arrears",
    "workers_exposed",
    "penalty",
    "pds_workers_unknown",
    "pds_wage_unknown",
    "pds_programme_unknown",
    "lengkap_unknown",
    "patuh_unknown",
]


def every(reading: Reading, month: str, **asked) -> pd.DataFrame:
    return EmployerList(reading, month).every(
        Where(), EmployerQuery(**({"kind": "", "sort": "nama"} | asked))
    )


def as_the_cube(reading: Reading, month: str) -> None:
    """What a cell of the cube says of those that are not compliant is what its employers add up to."""
    cells = reading.release.table("cube", months=[month]).to_pandas().query("segment == 'PU'")
    cube = cells.groupby(CELL).sum(numeric_only=True)
    rows = every(reading, month)
    sums = rows.groupby(CELL).sum(numeric_only=True).reindex(cube.index, fill_value=0)
    pd.testing.assert_frame_equal(sums[SAME], cube[SAME], check_dtype=False)
    assert ((cube["wajib"] - cube["patuh"]) == (sums["wajib"] - sums["patuh"])).all()
    owing = rows[rows["in_arrears"] == 1]
    classes = owing.pivot_table(index=CELL, columns="ageing", values="outstanding", aggfunc="sum")
    for name in AGES:
        owed = classes[name] if name in classes else pd.Series(dtype=float)
        assert (owed.reindex(cube.index).fillna(0) == cube[f"outstanding_{name}"]).all()


def test_employers_of_the_simulated_ledger_add_up_to_its_cube():
    reading = simulated_reading()
    for month in (reading.months[0], reading.months[-1]):
        as_the_cube(reading, month)


@examples(2, 20)
@given(seed=some.integers(0, 2**32), month=some.integers(1, 7))
def test_employers_of_any_ledger_add_up_to_its_cube(tmp_path_factory, seed, month):
    as_the_cube(released(tmp_path_factory.mktemp("store"), random_tables(seed)), month_text(FIRST + month))


def test_a_release_grown_month_by_month_names_the_same_employers(tmp_path):
    tables, last = random_tables(11, 50), FIRST + 7
    whole = put(Store(tmp_path / "whole", SIMULATED), up_to(tables, last))
    store = Store(tmp_path / "grown", SIMULATED)
    put(store, up_to(tables, last - 2))
    for month in (last - 1, last):
        changes = month_after(tables, month)
        grown = publish(store, changes, facts=FACTS, title="uji", role="pengelola", keep=False)
    for month in (last - 3, last - 1, last):
        lists = [
            every(Reading(release, str(tmp_path / name), FACTS, Viewer("wilayah")), month_text(month))
            for name, release in (("whole", whole), ("grown", grown))
        ]
        pd.testing.assert_frame_equal(*lists)


def test_a_release_from_before_the_spells_were_kept_names_the_same_employers(tmp_path, monkeypatch):
    tables, last = random_tables(13, 50), FIRST + 7
    whole = put(Store(tmp_path / "whole", SIMULATED), up_to(tables, last - 1))
    old_store = Store(tmp_path / "old", SIMULATED)
    with monkeypatch.context() as patch:
        patch.setattr(ledger_publish, "derived", without_spells)
        old = put(old_store, up_to(tables, last - 1))
    assert SPELLS not in old.entry.versions
    grown = publish(
        old_store, month_after(tables, last), facts=FACTS, title="uji", role="pengelola", keep=False
    )
    then = month_text(last - 1)
    lists = [
        every(Reading(release, f"{tmp_path}/{name}", FACTS, Viewer("wilayah")), then)
        for name, release in (("old", old), ("whole", whole))
    ]
    pd.testing.assert_frame_equal(*lists)
    as_the_cube(Reading(grown, str(tmp_path), FACTS, Viewer("wilayah")), month_text(last - 2))


_DERIVED = ledger_publish.derived


def without_spells(*args, **kwargs):
    return {name: change for name, change in _DERIVED(*args, **kwargs).items() if name != SPELLS}


def test_months_owed_and_the_last_payment_are_those_of_the_bills(tmp_path):
    tables = random_tables(5, 60)
    reading, month = released(tmp_path, tables), month_text(FIRST + 6)
    rows = every(reading, month).query("npp != ''").set_index("npp")
    bills, day = tables["contributions"], pd.Timestamp(month_end(month))
    money = pd.concat([bills, tables["instalments"]])
    amount = money[[c for c in money if c.startswith("paid") and c != "paid_on"]].sum(axis=1)
    money = money.assign(amount=amount)[(amount > 0) & (money["paid_on"] <= day)]
    last = money.groupby("npp")["paid_on"].max().reindex(rows.index)
    assert (rows["last_paid_on"].isna() == last.isna()).all()
    assert (rows["last_paid_on"].dropna() == last.dropna().astype(rows["last_paid_on"].dtype)).all()
    due = bills.assign(due=bills.filter(like="due").sum(axis=1)).set_index(["npp", "blth"])["due"]
    paid = money.groupby(["npp", "blth"])["amount"].sum()
    left = (due - paid.reindex(due.index, fill_value=0)).reset_index(name="left")
    late = left[(left["left"] > 0) & (left["blth"] < month)]
    known = tables["arrears_positions"].query("as_of <= @day").sort_values("as_of")
    newest = known.drop_duplicates("npp", keep="last").set_index("npp")
    for npp, row in rows.iterrows():
        theirs = late.loc[late["npp"] == npp, "blth"]
        if not row["opening"]:
            assert row["months_owed"] == len(theirs), npp
        elif pd.isna(newest.loc[npp, "months"]) or not newest.loc[npp, "months"]:
            assert pd.isna(row["months_owed"]) and row["ageing"] == UNAGED, npp
        else:
            since = f"{newest.loc[npp, 'as_of']:%Y-%m}"
            assert row["months_owed"] == newest.loc[npp, "months"] + (theirs >= since).sum(), npp
    assert (rows["opening"] > 0).any() and rows["months_owed"].isna().any()


# -- lists


@pytest.mark.parametrize("kind", EMPLOYER_KINDS)
def test_a_list_holds_each_row_once_over_its_pages_and_sums_them(kind):
    reading = simulated_reading()
    lists, where = EmployerList(reading, reading.months[-1]), Where()
    asked = EmployerQuery(kind=kind, size=7, sort="pekerja")
    first = lists.page(where, asked)
    pages = [lists.page(where, replace(asked, page=number)) for number in range(1, first.pages + 1)]
    rows = pd.concat([page.rows for page in pages])
    assert rows["employer"].is_unique and len(rows) == first.sums["employers"]
    for name, total in first.sums.items():
        assert name not in rows or int(rows[name].sum()) == total
    short = (rows["wage_floor"] - rows["wages"]).where(rows["pds_wage"] == 1, 0)
    assert first.sums["wage_gap"] == short.sum()
    assert (
        first.sums["workers_missing"]
        == (rows["workers_known"] - rows["workers_registered"]).clip(lower=0).sum()
    )
    for by in BY:
        parts = lists.sums(where, asked, by)
        assert int(parts["employers"].sum()) == len(rows)
        assert int(parts["outstanding"].sum()) == first.sums["outstanding"]


# The sorts that are by one column alone; what is not known stands at the end.
SORTED_COLUMNS = {
    "nama": "name",
    "tunggakan": "outstanding",
    "denda": "penalty",
    "bulan": "months_owed",
    "umur": "age",
    "iuran": "due",
    "pekerja": "workers_registered",
    "diketahui": "workers_known",
}


@pytest.mark.parametrize("sort", EMPLOYER_SORTS)
def test_every_order_is_an_order(sort):
    reading = simulated_reading()
    lists = EmployerList(reading, reading.months[-1])
    up = lists.every(Where(), EmployerQuery(kind="belum_patuh", sort=sort, rising=True))
    down = lists.every(Where(), EmployerQuery(kind="belum_patuh", sort=sort))
    assert set(up["employer"]) == set(down["employer"]) and len(up)
    if sort in SORTED_COLUMNS:
        values = down[SORTED_COLUMNS[sort]]
        values = values.str.lower() if sort == "nama" else values
        assert values.dropna().is_monotonic_decreasing
        assert not values.isna().any() or values.isna().is_monotonic_increasing


def test_a_list_is_narrowed_and_ordered_by_what_whoever_asks_knows():
    reading = simulated_reading()
    lists = EmployerList(reading, reading.months[-1])
    owing = lists.every(Where(), EmployerQuery())["employer"].tolist()
    dated = (owing[3], owing[0], owing[5])
    asked = EmployerQuery(sort="jadwal", among=(*dated, owing[1], "X-tak-ada"), schedule=dated)
    assert lists.every(Where(), asked)["employer"].tolist() == [*dated, owing[1]]
    assert lists.total(Where(), asked)["employers"] == 4
    rising = lists.page(Where(), replace(asked, rising=True)).rows["employer"].tolist()
    assert rising == [*reversed(dated), owing[1]]
    assert lists.total(Where(), replace(asked, among=()))["employers"] == 0


def test_the_worth_of_a_visit_is_a_share_of_the_highest():
    reading = simulated_reading()
    lists, asked = (
        EmployerList(reading, reading.months[-1]),
        EmployerQuery(sort="bobot", weights=(2.0, 1.0, 0.5)),
    )
    rows = lists.every(Where(), asked)
    parts = pd.DataFrame(
        {
            "rupiah": rows["outstanding"] + rows["penalty"],
            "workers": rows["workers_exposed"],
            "age": rows["age"],
        }
    )
    worth = (np.log(parts.clip(lower=1)) * asked.weights).sum(axis=1)
    assert rows["score"].tolist() == pytest.approx(np.exp((worth - worth.max()) / 3.5).tolist())
    assert rows["score"].iloc[0] == 1 and rows["score"].is_monotonic_decreasing
    assert not len(lists.every(Where(()), asked))


def test_every_row_is_given_unless_fewer_are_asked_for():
    """That no number of rows is too large for it, the tests of the pages' files show on 100,001."""
    reading = simulated_reading()
    lists, asked = EmployerList(reading, reading.months[-1]), EmployerQuery(kind="pwbd", sort="nama")
    rows = lists.every(Where(), asked)
    assert len(rows) == lists.total(Where(), asked)["employers"] > 7
    assert lists.every(Where(), asked, most=7)["employer"].tolist() == rows["employer"].tolist()[:7]


def test_a_search_is_text_and_nothing_else():
    reading = simulated_reading()
    lists = EmployerList(reading, reading.months[-1])
    name = lists.every(Where(), EmployerQuery(kind="belum_patuh"))["name"].iloc[0]
    assert name in set(
        lists.page(Where(), EmployerQuery(kind="belum_patuh", search=name.upper())).rows["name"]
    )
    for hostile in ("%", "_", "'; DROP TABLE x; --", "\\", "$search"):
        assert lists.page(Where(), EmployerQuery(kind="belum_patuh", search=hostile)).sums["employers"] == 0


def test_narrowing_takes_what_it_names_alone():
    reading = simulated_reading()
    lists = EmployerList(reading, reading.months[-1])
    rows = lists.every(Where(), EmployerQuery())
    region, sector = rows["region"].iloc[0], rows["sector"].iloc[0]
    narrowed = lists.every(Where((region,)), EmployerQuery(sector=sector))
    assert len(narrowed) == ((rows["region"] == region) & (rows["sector"] == sector)).sum() > 0
    assert not len(lists.every(Where(()), EmployerQuery()))  # an office that serves nothing


def test_the_public_is_told_no_name_and_a_branch_its_own():
    reading = simulated_reading()
    month = reading.months[-1]
    public = Reading(reading.release, reading.place, reading.facts, PUBLIK)
    with pytest.raises(NotAllowed):
        EmployerList(public, month)
    office = every(reading, month)["office"].iloc[0]
    own = Reading(reading.release, reading.place, reading.facts, Viewer("cabang", frozenset([office])))
    rows = every(own, month)
    assert set(rows["office"]) == {office}
    assert len(rows) == (every(reading, month)["office"] == office).sum()
