"""What a file does not say is never taken for nothing: it is asked, or stays unknown, and no list breaks for want of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.intake import Answers, Report, check, publish, published_details, rehearse
from data.store import Store
from tests.data.intake.making import Page, as_xlsx, employers
from tests.data.intake.own import BRANCH, OFFICE, desk, published_store
from tests.facts import FACTS

FIRMS = employers()[:6]
PLACES = ("Mojoagung", "Ploso", "Diwek", "Gudo", "Jogoroto", "Kesamben")
Lists = dict[str, list[Any]]
CONTRIBUTIONS: Lists = {
    "NPP": [firm["npp"] for firm in FIRMS],
    "Nama Perusahaan": [firm["name"] for firm in FIRMS],
    "BLTH": ["2026-07"] * 6,
    "Jml TK": [5] * 6,
    "Total Upah": [20_000_000] * 6,
    "Iuran": [1_000_000] * 6,
    "Jml Bayar": [900_000] * 6,
    "Tgl Bayar": ["10/08/2026"] * 6,
}
PROJECTS: Lists = {
    "No Proyek": [f"PRJ-{at:04}" for at in range(6)],
    "Nama Proyek": [f"Jalan {at}" for at in range(6)],
    "Kab/Kota": ["Kab. Jombang"] * 6,
    "Sumber Dana": ["APBD"] * 6,
    "Nilai Kontrak": [1_000_000_000] * 6,
    "Jml TK": [20] * 6,
    "Tgl Mulai": ["01/03/2026"] * 6,
    "Tgl Selesai": ["30/09/2026"] * 6,
    "Tgl Daftar": ["05/03/2026"] * 6,
    "Kontraktor": ["CV Bangun"] * 6,
    "Iuran": [2_000_000] * 6,
    "Jml Bayar": [2_000_000] * 6,
}
CASES: Lists = {
    "Nomor SKK": [f"SKK-{at:03}/KC/2026" for at in range(6)],
    "NPP": [firm["npp"] for firm in FIRMS],
    "Tgl SKK": ["05/03/2026"] * 6,
    "Nilai Piutang": [5_000_000] * 6,
    "Tertagih": [1_000_000] * 6,
}
INFORMAL: Lists = {
    "Kecamatan": list(PLACES),
    "Kab/Kota": ["Kab. Jombang"] * 6,
    "Jenis Pekerjaan": ["Nelayan"] * 6,
    "Sumber Dana": ["APBD"] * 6,
    "Periode": ["Agustus 2026"] * 6,
    "Sasaran": [100] * 6,
    "Peserta Aktif": [50] * 6,
}
EMPLOYERS: Lists = {
    "NIB": [f"91200006585{at:02}" for at in range(6)],
    "Nama Perusahaan": [f"PT Contoh {at}" for at in range(6)],
    "Kab/Kota": ["Kab. Jombang"] * 6,
    "KBLI": ["01133"] * 6,
    "Skala Usaha": ["Mikro"] * 6,
    "Jml TK": [5] * 6,
    "Tanggal Terbit NIB": ["10/08/2026"] * 6,
    "Alamat": ["Jl. Contoh 1, HP 081234567890"] * 6,
    "Pembina": ["Pembina Satu"] * 6,
}
POSITIONS: Lists = {
    "NPP": [firm["npp"] for firm in FIRMS],
    "Bulan Menunggak": [3] * 6,
    "Tunggakan": [1_000_000] * 6,
}
TITLES: dict[str, tuple[str, Lists]] = {
    "contributions": ("PENERIMAAN IURAN", CONTRIBUTIONS),
    "projects": ("DATA JASA KONSTRUKSI 2026", PROJECTS),
    "cases": ("REKAP SKK KEJARI JOMBANG", CASES),
    "informal": ("PEKERJA RENTAN BPU", INFORMAL),
    "employers": ("DAFTAR NIB TERBIT", EMPLOYERS),
    "arrears_positions": ("DAFTAR PIUTANG", POSITIONS),
}
DROPPED = [(name, heading) for name, (_, lists) in TITLES.items() for heading in (*lists, "")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return published_store(tmp_path_factory.mktemp("published"))


def file_without(name: str, heading: str, title: str = "") -> bytes:
    """A list of a table without one of its columns."""
    above, lists = TITLES[name]
    kept = {head: cells for head, cells in lists.items() if head != heading}
    body = [list(row) for row in zip(*kept.values(), strict=True)]
    return as_xlsx(Page([[title or above], list(kept), *body], "DATA"))


def read(store: Store, content: bytes, *answers: dict[str, Any]) -> Report:
    return check(content, "daftar.xlsx", desk(store), Answers(answers))


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("name", "heading"), DROPPED)
def test_no_list_breaks_and_nothing_is_made_up(store: Store, name: str, heading: str):
    report = read(store, file_without(name, heading))
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    if name not in rehearsal.tables:
        assert report.findings.questions, "whoever brought it is told what is missing"
        return
    rows = rehearsal.tables[name].new
    assert len(rows) == len(report.ready(name))
    amounts = rows.select_dtypes("number")
    made_up = [
        column
        for column in amounts
        if (amounts[column].dropna() == 0).all() and amounts[column].notna().any()
    ]
    # A payment by programme of a list without a split is unknown; a release keeps what was paid as one amount.
    assert made_up == []


@pytest.mark.parametrize(
    ("name", "heading", "answer", "column", "value"),
    [
        ("contributions", "Iuran", "paid", "due", 900_000),
        ("contributions", "Jml Bayar", "not paid", "paid", 0),
        ("projects", "Jml TK", "12", "workers", 12),
        ("projects", "Sumber Dana", "apbdes", "funding", "apbdes"),
        ("projects", "Tgl Mulai", "2 Februari 2026", "started_on", pd.Timestamp("2026-02-02")),
        ("projects", "Kab/Kota", "35.16", "region", "35.16"),
        ("cases", "Nilai Piutang", "1.500.000", "value", 1_500_000),
        ("cases", "Tgl SKK", "5/3/2026", "opened_on", pd.Timestamp("2026-03-05")),
        ("informal", "Peserta Aktif", "7", "active", 7),
        ("employers", "Kab/Kota", "Kota Mojokerto", "region", "35.76"),
    ],
)
def test_an_answer_counts_for_every_row(
    store: Store, name: str, heading: str, answer: str, column: str, value: object
):
    content = file_without(name, heading)
    [question] = [one for one in read(store, content).findings.questions if one.holds]
    report = read(store, content, {"code": question.code, "answer": answer})
    rows = rehearse(report, store.release(), OFFICE, FACTS).tables[name].new
    assert list(rows[column]) == [value] * 6


def test_whoever_does_not_know_what_was_paid_publishes_nothing(store: Store):
    report = read(
        store, file_without("contributions", "Jml Bayar"), {"code": "missing_column", "answer": "unknown"}
    )
    assert not report.ready("contributions")
    assert not rehearse(report, store.release(), OFFICE, FACTS).tables


def test_a_list_of_what_is_owed_says_that_nothing_was_paid(store: Store):
    report = read(store, file_without("contributions", "Jml Bayar", "RINCIAN PIUTANG IURAN PER BLTH"))
    assert len(report.ready("contributions")) == 6 and not report.findings.questions


def test_what_a_project_list_does_not_say_stays_unknown(store: Store):
    report = read(store, file_without("projects", "Iuran"))
    rows = rehearse(report, store.release(), OFFICE, FACTS).tables["projects"].new
    assert (
        rows["due"].isna().all()
        and (rows["paid"] == 2_000_000).all()
        and (rows["contractor"] == "CV Bangun").all()
    )


def test_a_position_of_arrears_is_published_once_it_is_accepted(tmp_path: Path):
    store = published_store(tmp_path)
    content = file_without("arrears_positions", "", "DAFTAR PIUTANG POSISI 31 MEI 2026")
    report = read(store, content, {"code": "not_held", "answer": "opening"})
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    details = published_details(report, "00", OFFICE, "cabang")
    release = publish(store, rehearsal, embedded=FACTS, title="posisi", viewer=BRANCH, details=details)
    rows = release.table("arrears_positions").to_pylist()
    assert (len(rows), sum(row["rupiah"] for row in rows), str(rows[0]["as_of"])) == (
        6,
        6_000_000,
        "2026-05-31",
    )
    undated = read(store, file_without("arrears_positions", ""), {"code": "not_held", "answer": "opening"})
    [question] = [one for one in undated.findings.questions if one.code == "missing_column"]
    assert question.open and not rehearse(undated, store.release(), OFFICE, FACTS).tables


def test_an_employer_is_known_since_the_first_list_that_named_it(store: Store):
    lists = EMPLOYERS | {"NIB": [firm["npp"] for firm in FIRMS]}
    lists = {("NPP" if head == "NIB" else head): cells for head, cells in lists.items()}
    body = [list(row) for row in zip(*lists.values(), strict=True)]
    report = read(store, as_xlsx(Page([["WAJIB LAPOR KETENAGAKERJAAN"], list(lists), *body], "WLKP")))
    after = rehearse(report, store.release(), OFFICE, FACTS).tables["employers"].after
    known = after[after["npp"].isin([firm["npp"] for firm in FIRMS])]
    assert set(known["listed_on"]) == {pd.Timestamp("2019-05-06")} and set(known["listed_from"]) == {
        "pendaftaran"
    }
    assert set(known["workers_known"]) == {5}


def test_what_is_known_of_an_employer_besides_is_kept_without_telephones(store: Store):
    rows = (
        rehearse(read(store, file_without("employers", "")), store.release(), OFFICE, FACTS)
        .tables["employers"]
        .new
    )
    assert set(rows["kbli"]) == {"01133"} and set(rows["officer"]) == {"Pembina Satu"}
    assert rows["nib"].str.len().eq(13).all() and rows["address"].str.startswith("Jl. Contoh 1").all()
    assert not rows["address"].str.contains("0812").any()
