"""A branch brings what is its own: rows of others stay as they are, whatever a file says, and so do others' releases."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.access import PUBLIK, NotYours, Viewer
from data.facts import in_force
from data.intake import (
    BOOK,
    Answers,
    Drafts,
    Memory,
    Rehearsal,
    check,
    own_run,
    published_details,
    rehearse,
    take_back,
    told_titles,
)
from data.intake import history as releases
from data.intake import publish as published
from data.intake.publication.publishing import OthersRows
from data.ledger import publish
from data.store import OWN, Change, Store
from tests.data.intake.own import BRANCH, OFFICE, desk, month_file, published_store
from tests.facts import FACTS
from tests.shared import made_once

STEWARD, REGIONAL = Viewer("pengelola"), Viewer("wilayah", {OFFICE, "KC-PALEMBANG"})
PALEMBANG = Viewer("cabang", {"KC-PALEMBANG"})
NIB, CASE = "9120001234567", "SKK-01/2026"


@pytest.fixture
def store(tmp_path: Path, two_offices: Path) -> Store:
    """The ledger of two branches: the last eight employers are of Palembang, one of them not registered; and a case there."""
    return Store(shutil.copytree(two_offices, tmp_path, dirs_exist_ok=True), OWN)


@pytest.fixture(scope="module")
def two_offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "two-offices", _publish_of_both)


def _publish_of_both(home: Path) -> None:
    store = published_store(home)
    employers = store.release().table("employers").to_pandas()
    theirs = employers.index[-8:]
    employers.loc[theirs, ["office", "region", "kecamatan"]] = ["KC-PALEMBANG", "16.71", ""]
    employers.loc[theirs[-1], "nib"] = NIB
    unregistered = employers.loc[[theirs[-1]]].assign(employer=NIB, npp="", status="belum daftar")
    unregistered["registered_on"] = pd.NaT
    every = pd.concat([employers, unregistered], ignore_index=True)
    case = {"case": CASE, "employer": employers.loc[theirs[0], "employer"], "kind": "tunggakan", "value": 5}
    cases = pd.DataFrame(
        [case | {"opened_on": pd.Timestamp("2026-02-03"), "closed_on": pd.NaT, "outcome": ""}]
    )
    changes = {"employers": Change("overwrite", every), "cases": Change("overwrite", cases)}
    publish(store, changes, facts=FACTS, title="dua kantor", role="pengelola")


def npps(store: Store, region: str) -> list[str]:
    rows = store.release().table("employers", ["npp", "region"]).to_pandas()
    return [npp for npp in rows.loc[rows["region"] == region, "npp"] if npp]


def listed(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rehearsed(store: Store, content: bytes, answers: Answers | None = None, name: str = "berkas.xlsx"):
    report = check(content, name, desk(store), answers)
    assert report.refused is None, report.refused
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    assert rehearsal.tables, report.as_json()
    return report, rehearsal


def bring(store: Store, rehearsal: Rehearsal, viewer: Viewer):
    return published(store, rehearsal, embedded=FACTS, title="x", viewer=viewer, details={})


def test_to_replace_a_whole_month_takes_no_bill_of_another_office_away(store):
    theirs = npps(store, "16.71")
    answers = Answers([{"code": "correction", "answer": "replace_all"}])
    _, rehearsal = rehearsed(store, month_file("2026-06", wrong=False, twice=False), answers)
    after = rehearsal.tables["contributions"].after
    assert len(theirs) == 8 and set(theirs) <= set(after["npp"])
    assert (after.loc[after["npp"].isin(theirs), "paid"] == 1_000_000).all()
    release = bring(store, rehearsal, BRANCH)
    bills = release.table("contributions", ["npp", "blth"]).to_pandas()
    assert set(theirs) <= set(bills.loc[bills["blth"] == "2026-06", "npp"])


def test_a_branch_is_told_its_own_part_of_a_month_and_not_what_all_have_sent(store):
    report = check(month_file("2026-06", wrong=False, twice=False), "juni.xlsx", desk(store))
    [asked] = [one for one in report.findings.questions if one.code == "correction"]
    assert "(16 pemberi kerja)" in asked.ask
    _, rehearsal = rehearsed(
        store, month_file("2026-06", wrong=False), Answers([{"code": "correction", "answer": "replace"}])
    )
    assert rehearsal.seen_by(BRANCH)["contributions"].sums()["due"][0] == 16_000_000
    assert rehearsal.seen_by(STEWARD)["contributions"].sums()["due"][0] == 24_000_000


TAKEN = {
    "an employer by its NIB": listed(
        ["NIB", "Nama Perusahaan", "Kab/Kota", "Jumlah TK", "Tanggal Terbit NIB"],
        [NIB, "CV Pindah", "Kota Mojokerto", 9, date(2026, 3, 1)],
        ["9120001234568", "CV Baru", "Kota Mojokerto", 4, date(2026, 3, 1)],
    ),
    "whom an office serves": listed(
        ["Kantor", "Wilayah Kerja", "Sejak"],
        ["KC-MOJOKERTO", "Kota Mojokerto", date(2016, 1, 1)],
        ["KC-MOJOKERTO", "Kota Palembang", date(2026, 1, 1)],
    ),
    "another's minimum wage": listed(
        ["Kab/Kota", "Tahun", "Upah Minimum (Rp)"],
        ["Kota Mojokerto", 2027, 3_100_000],
        ["Kota Palembang", 2027, 3_900_000],
    ),
}


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN.keys())
def test_what_is_anothers_or_everybodys_is_published_by_the_steward_alone(store, content):
    _, rehearsal = rehearsed(store, content)
    before = store.release().number
    assert rehearsal.others
    with pytest.raises(OthersRows, match="milik kantor lain"):
        bring(store, rehearsal, BRANCH)
    for viewer in (PALEMBANG, REGIONAL, PUBLIK):
        with pytest.raises(NotYours):
            bring(store, rehearsal, viewer)
    assert store.release().number == before
    assert bring(store, rehearsal, STEWARD).number == before + 1


def test_a_file_read_before_an_employer_moved_brings_no_bill_of_it(store):
    """A file waits for days, and a session may hold what was read of it; who serves the employer is asked at the end."""
    report = check(month_file("2026-07", wrong=False, twice=False), "juli.xlsx", desk(store))
    employers = store.release().table("employers").to_pandas()
    moved = employers.index[employers["region"] == "35.76"][0]
    employers.loc[moved, ["office", "region", "kecamatan"]] = ["KC-PALEMBANG", "16.71", ""]
    publish(store, {"employers": Change("overwrite", employers)}, facts=FACTS, title="x", role="pengelola")
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    assert rehearsal.others == (f"{employers.loc[moved, 'npp']} 2026-07",)
    with pytest.raises(OthersRows):
        bring(store, rehearsal, BRANCH)


def test_a_case_of_another_office_is_not_written_over(store):
    npp = npps(store, "35.76")[0]
    content = listed(
        ["Nomor SKK", "Tgl SKK", "NPP", "Nama Perusahaan", "Nilai SKK (Rp)", "Status"],
        [CASE, date(2026, 8, 3), npp, "CV Kami", 2_000_000, "angsuran"],
    )
    _, rehearsal = rehearsed(store, content, name="SKK.xlsx")
    assert CASE in rehearsal.others
    with pytest.raises(OthersRows, match=CASE):
        bring(store, rehearsal, BRANCH)


ITS_OWN = {
    "minimum wage": listed(["Kab/Kota", "Tahun", "Upah Minimum (Rp)"], ["Kota Mojokerto", 2027, 3_100_000]),
    "agreement": listed(
        ["Para Pihak", "Tentang", "Kab/Kota", "Tgl TTD"],
        ["BPJS Ketenagakerjaan dan Pemkot", "Pekerja rentan", "Kota Mojokerto", date(2026, 7, 1)],
    ),
}


@pytest.mark.parametrize("content", ITS_OWN.values(), ids=ITS_OWN.keys())
def test_facts_of_its_own_places_are_a_branchs_to_bring(store, content):
    _, rehearsal = rehearsed(store, content, name="PT Rahasia.xlsx")
    assert rehearsal.others == ()
    sources = in_force(bring(store, rehearsal, BRANCH), FACTS).facts.sources
    [own] = sources[~sources["id"].isin(FACTS.sources["id"])].itertuples()
    # Everybody is shown the sources, and a file may have the name of an employer.
    assert own.title.startswith("Berkas kantor, diterima 20") and "Rahasia" not in str(own)


def test_whose_file_it_was_stands_beside_the_release_whatever_the_caller_says(store):
    report, rehearsal = rehearsed(store, month_file("2026-07", twice=False))
    details = published_details(report, "00", "KC-PALEMBANG", "pengelola")
    published(store, rehearsal, embedded=FACTS, title="x", viewer=BRANCH, details=details)
    _, kept = releases(store)[0]
    assert (kept["office"], kept["role"]) == (OFFICE, "cabang")


def test_a_release_is_taken_back_by_whose_it_is(store):
    _, rehearsal = rehearsed(store, month_file("2026-07", twice=False))
    first = bring(store, rehearsal, BRANCH).number
    for viewer in (PALEMBANG, REGIONAL, PUBLIK):
        assert list(own_run(releases(store), viewer)) == []
        with pytest.raises(NotYours):
            take_back(store, first, viewer, on=first)
    with pytest.raises(NotYours):  # the one before is the steward's
        take_back(store, first - 1, BRANCH, on=first)
    undone = take_back(store, first, BRANCH, on=first)
    assert "2026-07" not in undone.months_of("contributions")
    _, rehearsal = rehearsed(store, month_file("2026-08", twice=False))
    own = bring(store, rehearsal, BRANCH).number
    publish(
        store,
        {"employers": Change("overwrite", store.release().table("employers").to_pandas())},
        facts=FACTS,
        title="sesudahnya",
        role="pengelola",
    )
    with pytest.raises(NotYours):  # somebody else has published since
        take_back(store, own, BRANCH, on=own + 1)
    assert take_back(store, own, STEWARD, on=own + 1).number == own + 2
    assert list(own_run(releases(store), BRANCH)) == []


def test_what_the_steward_published_from_an_offices_inbox_is_not_that_offices_to_take_back(store):
    """It may hold what counts for all: whom an office serves, say, or rows of others."""
    _, rehearsal = rehearsed(store, TAKEN["whom an office serves"])
    made = bring(store, rehearsal, STEWARD).number
    assert list(own_run(releases(store), BRANCH)) == []
    with pytest.raises(NotYours):
        take_back(store, made, BRANCH, on=made)
    assert take_back(store, made, STEWARD, on=made).number == made + 1


def test_the_name_of_a_file_is_told_to_whose_it_is(store):
    """Who gives a file a name may write an employer's into it; an undo has the title of what it went back to."""
    _, rehearsal = rehearsed(store, month_file("2026-07", twice=False))
    details = {"file": "PT Rahasia.xlsx"}
    made = published(
        store, rehearsal, embedded=FACTS, title="PT Rahasia.xlsx", viewer=BRANCH, details=details
    )
    store.return_to(made.number - 1, role="pengelola")
    undone = store.return_to(made.number, role="pengelola")
    assert undone.entry.title == "PT Rahasia.xlsx"
    for viewer in (BRANCH, STEWARD, REGIONAL):
        assert (
            told_titles(store, viewer)[made.number]
            == told_titles(store, viewer)[undone.number]
            == "PT Rahasia.xlsx"
        )
    for viewer in (PALEMBANG, PUBLIK):
        titles = told_titles(store, viewer)
        assert titles[made.number] == titles[undone.number] == "" and titles[2] == "dua kantor"


OTHERS = pytest.mark.parametrize("viewer", [PALEMBANG, REGIONAL, PUBLIK], ids=lambda who: who.role)


@OTHERS
def test_a_file_that_waits_is_worked_on_by_its_office_and_the_steward(store, viewer):
    content = month_file("2026-07")
    report = check(content, "juli.xlsx", desk(store))
    own, theirs = Drafts(store.notebook(BOOK), BRANCH), Drafts(store.notebook(BOOK), viewer)
    draft = own.begin(content, report, OFFICE)
    [waiting] = Drafts(store.notebook(BOOK), STEWARD).all(OFFICE)
    assert (waiting.id, waiting.role) == (draft.id, "cabang")
    for change in (
        lambda: theirs.all(OFFICE),
        lambda: theirs.content(draft),
        lambda: theirs.keep(draft),
        lambda: theirs.remove(draft),
        lambda: theirs.begin(content, report, OFFICE),
    ):
        with pytest.raises(NotYours):
            change()
    assert [one.id for one in own.all(OFFICE)] == [draft.id] and own.content(draft) == content


@OTHERS
def test_what_is_remembered_of_an_offices_files_is_its_own_to_change(store, viewer):
    report = check(month_file("2026-07"), "juli.xlsx", desk(store))
    own, theirs = (Memory(store.notebook(BOOK), OFFICE, who) for who in (BRANCH, viewer))
    own.keep(report, {"NPP": "npp"})
    [known] = own.known()
    for change in (
        theirs.known,
        lambda: theirs.keep(report, {}),
        lambda: theirs.change(known.layout, {"NPP": "name"}),
        lambda: theirs.forget(known.layout),
    ):
        with pytest.raises(NotYours):
            change()
    assert own.known() == [known]
