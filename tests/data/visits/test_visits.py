"""What is put on record stays as it was said, is told to whom it concerns alone, and what cannot be kept is refused."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from functools import cache
from inspect import getmembers, isfunction

import pytest

from data.access.viewer import PUBLIK, NotYours
from data.months import month_end
from data.queries.employers import NotAllowed
from data.queries.one_employer import employer_ledger, own_employers, payments_of
from data.queries.release_tables import rows_of
from data.store.store import OWN, SIMULATED, Store
from data.visits.checking import LARGEST, MOST_DAYS, BadVisit
from data.visits.judging import KEPT, judge
from data.visits.promises import verdicts
from data.visits.visit import ABSENT, PAID, PROMISED, Amount, Report
from data.visits.visits import Visits
from data.words import Words
from tests.data.visits.made import FIRST, reading, visit
from tests.hostile import HOSTILE

TODAY = date(2024, 6, 20)
DAY = TODAY - timedelta(days=3)


@cache
def offices() -> dict[str, list[str]]:
    """The list numbers of each office."""
    everybody = rows_of(reading(), "SELECT employer FROM employers")["employer"].tolist()
    own = own_employers(reading(), everybody, reading().months[-1])
    return own.groupby("office")["employer"].apply(list).to_dict()


@cache
def two() -> tuple[str, str]:
    """Two offices that have employers."""
    return tuple(sorted(office for office in offices() if office))[:2]  # type: ignore[return-value]


def mine() -> str:
    return offices()[two()[0]][0]


def branch():
    return reading("cabang", two()[0])


def report(**more) -> Report:
    told = {
        "employer": mine(),
        "kind": "ditelepon",
        "result": PROMISED,
        "on": DAY,
        "promise": Amount(5_000_000, TODAY + timedelta(days=10)),
        "next_on": TODAY + timedelta(days=11),
        "officer": "Petugas A",
        "note": "minta rincian",
    }
    return Report(**(told | more))


@pytest.fixture
def book(tmp_path) -> Visits:
    return Visits(Store(tmp_path, SIMULATED))


def test_what_is_kept_comes_back_as_it_was_said_and_by_whom(book):
    made = book.add(report(), branch(), TODAY)
    paid = book.add(
        report(
            kind="dikunjungi", result=PAID, promise=None, paid=Amount(1, DAY), next_on=None, follows=made.id
        ),
        branch(),
        TODAY,
    )
    assert [getattr(made, one.name) for one in fields(Report)] == [
        getattr(report(), one.name) for one in fields(Report)
    ]
    assert (made.role, made.offices, made.office) == ("cabang", (two()[0],), two()[0])
    assert (made.dataset, made.release) == (SIMULATED, 1)
    read = book.read(branch())
    assert read.visits == (made, paid) and read.of(mine()) == [paid, made]
    # The later one puts the first right, which no longer counts.
    assert read.standing == (paid,) and read.last == {mine(): paid}


def test_the_last_is_that_of_the_latest_day_and_the_withdrawn_count_no_more(book):
    late = book.add(report(), branch(), TODAY)
    book.add(report(on=DAY - timedelta(days=9), result=ABSENT, promise=None), branch(), TODAY)
    assert book.read(branch()).last == {mine(): late}
    gone = book.withdraw(late.id, " salah  nomor ", branch())
    assert (gone.withdrawn.why, gone.withdrawn.role) == ("salah nomor", "cabang")
    assert book.read(branch()).last[mine()].result == ABSENT and len(book.read(branch()).visits) == 2
    with pytest.raises(BadVisit, match="sudah dicabut"):
        book.withdraw(late.id, "lagi", branch())


def test_nobody_else_writes_or_reads(book):
    one, other = two()
    made = book.add(report(), branch(), TODAY)
    for stranger in (reading("cabang", other), replace(reading(), viewer=PUBLIK)):
        with pytest.raises(NotAllowed):
            book.add(report(), stranger, TODAY)
    with pytest.raises(NotAllowed):
        book.read(replace(reading(), viewer=PUBLIK))
    with pytest.raises(NotAllowed):
        book.look(replace(reading(), viewer=PUBLIK), "semua")
    assert book.read(reading("cabang", other)).visits == ()
    with pytest.raises(BadVisit, match="tidak ada"):
        book.withdraw(made.id, "bukan milik saya", reading("cabang", other))
    with pytest.raises(NotAllowed):
        book.add(report(employer="X-tak-ada"), branch(), TODAY)
    for above in (reading(), reading("wilayah", one, other)):
        assert book.read(above).visits == (made,)


def test_a_visit_is_withdrawn_and_put_right_by_whoever_made_it_and_those_above(book):
    one, other = two()
    kanwil, steward = reading("wilayah", one, other), reading()
    may = {branch(): (branch(), kanwil, steward), kanwil: (kanwil, steward), steward: (steward,)}
    for maker, allowed in may.items():
        for viewer in (branch(), kanwil, steward):
            made = book.add(report(), maker, TODAY)
            if viewer in allowed:
                right = book.add(report(follows=made.id), viewer, TODAY)
                assert made not in book.read(viewer).standing
                assert book.withdraw(made.id, "salah", viewer).withdrawn and right.follows == made.id
                continue
            with pytest.raises(NotYours):
                book.withdraw(made.id, "salah", viewer)
            with pytest.raises(NotYours):
                book.add(report(follows=made.id), viewer, TODAY)
            assert made in book.read(viewer).standing


def test_an_employer_that_went_over_to_another_office_takes_no_right_to_its_visits_along(book):
    """The other office sees what was said there, and can neither withdraw it nor take its place."""
    one, _ = two()
    (moved,) = (book.add(report(), branch(), TODAY) for _ in "x")
    (note,) = book._book.every("visit")
    book._book.add("sebelum-pindah", "visit", {**note.value, "offices": ["KC-SEBELUMNYA"]})
    seen = {visit.id: visit for visit in book.read(reading("cabang", one)).visits}
    assert set(seen) == {moved.id, "sebelum-pindah"}
    with pytest.raises(NotYours):
        book.withdraw("sebelum-pindah", "bukan milik saya", branch())
    with pytest.raises(NotYours):
        book.add(report(follows="sebelum-pindah"), branch(), TODAY)


def test_the_public_withdraws_nothing(book):
    made = book.add(report(), branch(), TODAY)
    with pytest.raises(NotAllowed):
        book.withdraw(made.id, "salah", replace(reading(), viewer=PUBLIK))


def test_nothing_changes_or_deletes_a_visit(book):
    names = {name for name, _ in getmembers(Visits, isfunction) if not name.startswith("_")}
    assert names == {"read", "add", "withdraw", "told_then", "look"}
    made = book.add(report(), branch(), TODAY)
    (note,) = book._book.every("visit")
    book._book.add(made.id, "visit", {**note.value, "note": "lain"})
    assert book.read(branch()).visits == (made,)


WRONG = {
    "Cara: tertulis “diemail”": {"kind": "diemail"},
    "Hasil: tertulis “janji”": {"result": "janji"},
    "Tanggal: tanggal 2024-06-21": {"on": TODAY + timedelta(days=1)},
    "Tanggal: belum diisi": {"on": datetime(2024, 6, 1)},
    "Jadwal berikutnya: tanggal": {"next_on": DAY - timedelta(days=1)},
    "hendak dibetulkan": {"follows": "f00"},
    "Janji: belum diisi": {"promise": None},
    "Janji: hanya untuk": {"result": ABSENT},
    "Janji: tanggal 2024-06-16": {"promise": Amount(5, DAY - timedelta(days=1))},
    "Janji: tanggal 2025": {"promise": Amount(5, DAY + timedelta(days=MOST_DAYS + 1))},
    "jumlah “0”": {"promise": Amount(0, TODAY)},
    "jumlah “1.5”": {"promise": Amount(1.5, TODAY)},
    "jumlah “True”": {"promise": Amount(True, TODAY)},
    f"jumlah “{LARGEST + 1}”": {"promise": Amount(LARGEST + 1, TODAY)},
    "Pembayaran: belum diisi": {"result": PAID, "promise": None},
    "Pembayaran: tanggal": {"result": PAID, "promise": None, "paid": Amount(5, DAY + timedelta(days=1))},
    "Petugas: 61 huruf": {"officer": "a" * 61},
    "Catatan: 201 huruf": {"note": "a" * 201},
    "tidak terlihat": {"note": "turun\u202e200"},
    "seperti NIK": {"note": "NIK 3516 0112 3456 0001 a.n. pekerja"},
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_cannot_be_kept_is_refused_and_says_what_to_do(book, reason):
    with pytest.raises(BadVisit) as refused:
        book.add(report(**WRONG[reason]), branch(), TODAY)
    assert reason in str(refused.value)
    assert book.read(branch()).visits == ()
    assert Words("en").explain(refused.value) != str(refused.value)


def test_a_text_that_would_be_a_script_is_kept_as_text(book):
    texts = [text for text in HOSTILE if text.isprintable() and len(text) <= 60][:8]
    for text in texts:
        book.add(report(note=text, officer=text), branch(), TODAY)
    assert [one.note for one in book.read(branch()).visits] == [" ".join(text.split()) for text in texts]


def test_a_release_of_other_data_is_not_written_into_a_store(tmp_path):
    with pytest.raises(ValueError, match="simulasi"):
        Visits(Store(tmp_path, OWN)).add(report(), branch(), TODAY)


def test_payments_of_many_are_those_of_each():
    month = reading().months[-1]
    employers = tuple(offices()[two()[0]][:25])
    found = payments_of(reading(), employers, month)
    assert len(found)
    for employer in employers:
        sums = employer_ledger(reading(), employer, month).payments.groupby("paid_on")["paid"].sum()
        own = found[found["employer"] == employer]
        assert dict(zip(own["paid_on"], own["paid"], strict=True)) == sums.to_dict()
    assert not len(payments_of(reading("cabang", two()[1]), employers, month))


def test_promises_are_judged_by_what_the_release_has_of_their_employer():
    """Each for itself, from the payments of its own employer alone."""
    of, month = reading(), reading().months[-1]
    employers = tuple(offices()[two()[0]][:12])
    made = [visit(FIRST, Amount(10**6, month_end(month)), id=one, employer=one) for one in employers]
    found = verdicts([*made, visit(FIRST, None, id="x", result=ABSENT)], of)
    assert set(found) == set(employers) and {one.state for one in found.values()} >= {KEPT}
    for one in made:
        paid = employer_ledger(of, one.employer, month).payments
        paid = paid[paid["paid_on"] >= str(FIRST)]
        pairs = [(row.paid_on.date(), row.paid) for row in paid.itertuples()]
        assert found[one.id] == judge(one, pairs, month_end(month))
