"""What a row of the ledger's tables may leave open, and what it may not."""

from __future__ import annotations

import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from data.tables.ledger_schemas import LATER, LEDGER, arrow_schema, validated

SPLIT = {f"due_{short}": 10 for short in ("jkk", "jkm", "jht", "jp")}
PAID = {f"paid_{short}": 5 for short in ("jkk", "jkm", "jht", "jp")}
NO_SPLIT, NO_PAID = dict.fromkeys(SPLIT, pd.NA), dict.fromkeys(PAID, pd.NA)
BILL = {"npp": "SIM0000001", "blth": "2026-07", "workers": 3, "wages": 9_000_000, "paid_on": pd.NaT}
EMPLOYER = {
    "employer": "MJK-00001",
    "npp": "",
    "name": "PT Simulasi Cendana",
    "office": "",
    "region": "35.16",
    "kecamatan": "",
    "sector": "",
    "legal_form": "",
    "scale": "",
    "segment": "PU",
    "jkk_risk": "",
    "relief_industry": "",
    "listed_on": pd.Timestamp("2026-07-02"),
    "listed_from": "kanvas",
    "registered_on": pd.NaT,
    "closed_on": pd.NaT,
    "status": "belum daftar",
    "workers_known": pd.NA,
    "workers_registered": pd.NA,
    "programmes": "",
}


def bill(**cells) -> pd.DataFrame:
    return validated("contributions", pd.DataFrame([BILL | cells]))


def employer(**cells) -> pd.DataFrame:
    return validated("employers", pd.DataFrame([EMPLOYER | cells]))


@pytest.mark.parametrize("due", [SPLIT, NO_SPLIT | {"due": 40}])
@pytest.mark.parametrize("paid", [PAID, NO_PAID | {"paid": 20}])
def test_due_and_paid_are_split_or_whole_each_by_itself(due, paid):
    row = bill(**due, **paid).iloc[0]
    assert pd.isna(row["due"]) == (due is SPLIT) and pd.isna(row["paid"]) == (paid is PAID)


@pytest.mark.parametrize(
    "due",
    [
        SPLIT | {"due": 40},
        NO_SPLIT,
        NO_SPLIT | {"due_jkk": 10, "due": 40},
        SPLIT | {"due_jp": pd.NA},
    ],
)
def test_a_part_of_a_split_or_both_or_neither_is_refused(due):
    with pytest.raises(SchemaErrors, match="due: either due_jkk"):
        bill(**due, **PAID)


def test_an_instalment_is_split_or_whole_too():
    row = {"npp": "SIM0000001", "blth": "2026-07", "paid_on": pd.Timestamp("2026-09-01")}
    frame = validated("instalments", pd.DataFrame([row | NO_PAID | {"paid": 7}]))
    assert frame["paid"].tolist() == [7] and frame["paid_jp"].isna().all()
    with pytest.raises(SchemaErrors, match="paid: either paid_jkk"):
        validated("instalments", pd.DataFrame([row | PAID | {"paid": 7}]))


def test_workers_and_wages_that_are_not_known_are_missing():
    row = bill(**SPLIT, **PAID, workers=pd.NA, wages=pd.NA).iloc[0]
    assert pd.isna(row["workers"]) and pd.isna(row["wages"])


def test_of_an_employer_that_a_list_names_most_may_be_unknown():
    row = employer().iloc[0]
    assert (row["sector"], row["scale"], row["nib"], row["officer"]) == ("", "", "", "")
    assert pd.isna(row["workers_registered"]) and pd.isna(row["workers_known"])


@pytest.mark.parametrize(
    ("column", "good", "bad"),
    [
        ("nib", "9120000658536", "912000065853"),
        ("kbli", "01133", "1133"),
        ("phone", "(0321) 123456", "minta Pak Budi"),
        ("scale", "mikro", "umkm"),
        ("listed_from", "kanvas", "kata orang"),
    ],
)
def test_what_is_known_has_its_form(column, good, bad):
    assert employer(**{column: good})[column].tolist() == [good]
    with pytest.raises(SchemaErrors):
        employer(**{column: bad})


def test_the_later_columns_are_in_their_tables_and_may_be_left_out():
    for name, columns in LATER.items():
        assert set(columns) < set(LEDGER[name].columns) and arrow_schema(name).names == list(
            LEDGER[name].columns
        )
    assert list(employer().columns) == list(LEDGER["employers"].columns)
    with pytest.raises(SchemaErrors, match="COLUMN_NOT_IN_DATAFRAME"):
        validated("employers", pd.DataFrame([EMPLOYER]).drop(columns="name"))


CASE = {
    "case": "SKK-001/KC-MJK/12/2025",
    "employer": "MJK-00001",
    "kind": "tunggakan",
    "opened_on": pd.Timestamp("2025-12-12"),
    "value": 86_200_000,
    "closed_on": pd.NaT,
    "outcome": "",
}


def test_a_case_is_called_what_its_letter_says():
    for number in ("SKK-001/KC-MJK/12/2025", "B/12 – Datun; 2025", "7"):
        assert validated("cases", pd.DataFrame([CASE | {"case": number}]))["case"].tolist() == [number]
    for wrong in ("", " SKK-1", "SKK\n1", "x" * 61):
        with pytest.raises(SchemaErrors):
            validated("cases", pd.DataFrame([CASE | {"case": wrong}]))
    with pytest.raises(SchemaErrors):
        validated("cases", pd.DataFrame([CASE, CASE]))


@pytest.mark.parametrize(("column", "other"), [("trade", "lainnya:marbot"), ("payer", "lainnya:baznas kota")])
def test_a_list_grows_by_a_named_other_and_by_nothing_else(column, other):
    row = {"region": "35.16", "kecamatan": "", "trade": "batik", "payer": "apbd", "blth": "2026-08"}
    row |= {"target": 5, "active": 3}
    assert validated("informal", pd.DataFrame([row | {column: other}]))[column].tolist() == [other]
    for wrong in ("marbot", "lainnya:", "lainnya:Marbot", "lainnya:a;b", "lainnya:<b>", "lainnya: x"):
        with pytest.raises(SchemaErrors):
            validated("informal", pd.DataFrame([row | {column: wrong}]))
