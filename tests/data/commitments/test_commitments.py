"""What is put on record stays as it was said; what cannot be kept is refused with what to do, and nothing is written."""

from __future__ import annotations

import shutil
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from functools import cache
from inspect import getmembers, isfunction
from pathlib import Path
from tempfile import mkdtemp
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.access.viewer import PUBLIK, NotYours, Viewer
from data.commitments.changes import condition_of_change
from data.commitments.checking import LIMITS, BadCommitment, checked_text
from data.commitments.commitment import AT_LEAST, AT_MOST, Condition, Promise
from data.commitments.commitments import Commitments
from data.commitments.judging import STATES, judged
from data.commitments.shares import kept_share
from data.queries.reading import Reading
from data.store.changes import Change
from data.store.columns import CUBE, TOTALS
from data.store.store import OWN, SIMULATED, Store
from data.words import Words
from tests.data.commitments.made import AREAS, commitment, reading, recount
from tests.data.commitments.made import store as made_store
from tests.data.commitments.recount import end
from tests.examples import examples
from tests.facts import FACTS
from tests.hostile import HOSTILE

TODAY = date(2024, 5, 20)
INSIDE = Viewer("pengelola")
OWED = "ledger_arrears_employers"
PROMISE = Promise(
    agency="Pemkab Jombang",
    office="Kepala Dinas Tenaga Kerja",
    what="Pemberi kerja menunggak turun",
    due=date(2024, 8, 31),
    meeting="Rapat koordinasi Forkopimda",
    meeting_on=date(2024, 5, 2),
)
PROMISED = tuple(field.name for field in fields(Promise))


@pytest.fixture
def book(tmp_path) -> Commitments:
    return Commitments(Store(tmp_path, SIMULATED))


def said(promise: Promise) -> dict[str, object]:
    return {name: getattr(promise, name) for name in PROMISED}


def asked(**more) -> Promise:
    return replace(PROMISE, condition=replace(Condition(OWED, "region", "35.17", AT_MOST, 5), **more))


# Letters of every script, signs and marks: all but what cannot be seen.
visible = st.text(st.characters(exclude_categories=("C",)), max_size=60)
lines = visible.map(lambda text: f"x {text}") | st.sampled_from(
    [text for text in HOSTILE if text.isprintable()]
)


@given(lines, visible, lines, st.dates(date(2025, 1, 1), date(2034, 1, 1)), st.integers(0, 10**7))
@examples(6)
def test_what_is_kept_comes_back_as_it_was_said(agency, office, what, due, hundredths):
    """Each is read by a new reader of the same store, with all that were kept before it."""
    condition = Condition("compliance", "area", AREAS["35.17"], AT_LEAST, hundredths / 100)
    promise = replace(PROMISE, agency=agency, office=office, what=what, due=due)
    promise = replace(promise, due=end(f"{due:%Y-%m}"), condition=condition) if hundredths % 2 else promise
    kept = Commitments(shared()).add(promise, reading(), TODAY)
    assert Commitments(shared()).all()[-1] == kept
    assert (kept.due, kept.condition) == (promise.due, promise.condition)
    for said_of, name in ((agency, "agency"), (office, "office"), (what, "what")):
        assert getattr(kept, name) == " ".join(normalize("NFC", said_of).split())


@cache
def shared() -> Store:
    return Store(mkdtemp(), SIMULATED)


@given(
    st.text(max_size=60) | st.sampled_from(HOSTILE) | st.sampled_from(["\x00", "\ud800", "\u202e", "é" * 500])
)
@examples(100)
def test_a_text_is_one_line_that_can_be_seen_or_is_refused(text):
    try:
        line = checked_text("what", text)
    except BadCommitment:
        unseen = [one for one in text if category(one)[0] == "C"]
        assert unseen or not text.strip() or len(text) > LIMITS["what"]
        return
    assert line.isprintable() and 0 < len(line) <= LIMITS["what"] and line == checked_text("what", line)
    assert line.encode()


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
def test_a_text_that_would_be_a_script_is_kept_as_text(book, text):
    assert book.add(replace(PROMISE, what=text), reading(), TODAY).what == text
    assert book.all()[0].what == text


def test_it_says_when_by_whom_and_on_what_it_was_made(book):
    made = book.add(PROMISE, reading(), TODAY)
    assert said(made) == said(PROMISE)
    assert (made.role, made.dataset, made.release) == ("pengelola", SIMULATED, 1)
    after = book.add(replace(PROMISE, follows=made.id), reading(), TODAY)
    assert [one.id for one in book.all()] == [made.id, after.id]
    assert book.one(after.id).follows == made.id and book.one("lain") is None


def test_what_is_kept_has_single_blanks_and_whole_numbers(book):
    made = book.add(
        replace(asked(number=5.0), agency="  Pemkab\u00a0 Jombe\u0301\u2028ng "), reading(), TODAY
    )
    assert (book.all()[0].agency, repr(book.all()[0].condition.number)) == ("Pemkab Jombé ng", "5")
    assert book.withdraw(made.id, " tercatat  dua kali ", INSIDE).withdrawn.why == "tercatat dua kali"
    with pytest.raises(BadCommitment, match="Alasan: belum diisi"):
        book.withdraw(book.add(PROMISE, reading(), TODAY).id, " ", INSIDE)


WRONG = {
    "belum diisi": replace(PROMISE, agency="  "),
    "tidak terlihat": replace(PROMISE, what="turun\u202e200"),
    "satu baris": replace(PROMISE, meeting="Rakor\nkedua"),
    "401 huruf": replace(PROMISE, what="a" * 401),
    "bukan tanggal": replace(PROMISE, due="2024-08-31"),
    "“2024-08-31 00:00:00”": replace(PROMISE, due=datetime(2024, 8, 31)),
    "Tanggal rapat": replace(PROMISE, meeting_on=TODAY + timedelta(days=1)),
    "di luar 2014-01-01": replace(PROMISE, meeting_on=date(2013, 12, 31)),
    "Tenggat 2024-05-01": replace(PROMISE, due=date(2024, 5, 1)),
    "Tenggat 2035-01-01": replace(PROMISE, due=date(2035, 1, 1)),
    "hendak dilanjutkan": replace(PROMISE, follows="f00"),
    "Wilayah": replace(PROMISE, region="99.99"),
    "2024-07-31 atau 2024-08-31": replace(asked(), due=date(2024, 8, 30)),
    "daftar indikator": asked(indicator="pu_active"),
    "“../x”": asked(indicator="../x"),
    "“informal_attainment_by_trade”": asked(indicator="informal_attainment_by_trade"),
    "pada tingkat “kecamatan”": asked(indicator="coverage_formal", level="kecamatan", key="35.17.01"),
    "Tempat “35.99”": asked(key="35.99"),
    "Tempat “35.17”": asked(level="all"),
    "Tempat “”": asked(level="area", key=""),
    "Arah syarat": asked(sense="kira-kira"),
    "tidak dapat diminta": asked(number=-1),
    "“1000000000000001”": asked(number=10**15 + 1),
    "“inf”": asked(number=float("inf")),
    "“nan”": asked(number=float("nan")),
    "“True”": asked(number=True),
    "“5”": asked(number="5"),
    "0 angka di belakang koma": asked(number=5.5),
    "2 angka di belakang koma": asked(indicator="compliance", number=45.125),
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_cannot_be_kept_is_refused_and_says_what_to_do(book, reason):
    with pytest.raises(BadCommitment, match=reason.replace("(", r"\(")) as refused:
        book.add(WRONG[reason], reading(), TODAY)
    assert book.all() == []
    assert Words("en").explain(refused.value) != str(refused.value)


def test_the_projector_writes_nothing(book):
    with pytest.raises(BadCommitment, match="Peran publik"):
        book.add(PROMISE, reading("publik"), TODAY)
    made = book.add(PROMISE, reading(), TODAY)
    with pytest.raises(BadCommitment, match="Peran publik"):
        book.note_done(made.id, TODAY, "foto", PUBLIK, TODAY)
    with pytest.raises(BadCommitment, match="Peran publik"):
        book.withdraw(made.id, "salah", PUBLIK)
    assert book.all() == [made]


A, B, KANWIL = Viewer("cabang", {"A", "A1"}), Viewer("cabang", {"B"}), Viewer("wilayah", {"A", "A1", "KW"})
OTHER_KANWIL, EVERY_OFFICE = Viewer("wilayah", {"B", "KX"}), Viewer("wilayah")
# Who records -> who may close or withdraw it, of all of these.
MAY = {
    A: (A, KANWIL, EVERY_OFFICE, INSIDE),
    B: (B, OTHER_KANWIL, EVERY_OFFICE, INSIDE),
    KANWIL: (KANWIL, EVERY_OFFICE, INSIDE),
    EVERY_OFFICE: (EVERY_OFFICE, INSIDE),
    INSIDE: (INSIDE,),
}


@pytest.mark.parametrize("recorder", MAY, ids=lambda who: " ".join((who.role, *sorted(who.offices))))
def test_what_an_office_recorded_is_closed_and_withdrawn_by_itself_and_those_above(book, recorder):
    for viewer in (A, B, Viewer("cabang", {"A1"}), KANWIL, OTHER_KANWIL, EVERY_OFFICE, INSIDE):
        made = book.add(PROMISE, replace(reading(), viewer=recorder), TODAY)
        assert (made.role, set(made.offices)) == (recorder.role, recorder.offices)
        if viewer in MAY[recorder]:
            assert book.note_done(made.id, TODAY, "berita acara", viewer, TODAY).done
            assert book.withdraw(made.id, "salah", viewer).withdrawn
            continue
        with pytest.raises(NotYours):
            book.note_done(made.id, TODAY, "berita acara", viewer, TODAY)
        with pytest.raises(NotYours):
            book.withdraw(made.id, "salah", viewer)
        assert book.one(made.id) == made


def test_what_an_older_version_recorded_is_read_and_is_the_stewards_alone(book):
    """It kept the role and no office: whose it is would be a guess."""
    for role in ("cabang", "wilayah"):
        made = book.add(PROMISE, replace(reading(), viewer=A), TODAY)
        (note,) = (one for one in book._book.every("commitment") if one.id == made.id)
        old = {name: value for name, value in note.value.items() if name != "offices"} | {"role": role}
        book._book.add(f"lama-{role}", "commitment", old)
        assert said(book.one(f"lama-{role}")) == said(PROMISE) and book.one(f"lama-{role}").offices is None
        for viewer in (A, B, KANWIL, EVERY_OFFICE):
            with pytest.raises(NotYours):
                book.withdraw(f"lama-{role}", "salah", viewer)
        assert book.withdraw(f"lama-{role}", "salah", INSIDE).withdrawn


def test_a_release_of_other_data_is_not_written_into_a_store(tmp_path):
    with pytest.raises(ValueError, match="simulasi"):
        Commitments(Store(tmp_path, OWN)).add(PROMISE, reading(), TODAY)


# -- never changed, only followed by notes


def test_nothing_changes_or_deletes_a_commitment(book):
    names = {name for name, _ in getmembers(Commitments, isfunction) if not name.startswith("_")}
    assert names == {"all", "one", "add", "note_done", "withdraw"}
    made = book.add(PROMISE, reading(), TODAY)
    # Whoever writes into the notebook itself, under the same id, changes nothing either.
    store_book = book._store.notebook("commitments")
    (note,) = store_book.every("commitment")
    store_book.add(made.id, "commitment", {**note.value, "what": "lain", "due": "2030-01-31"})
    assert book.all() == [made]


def test_done_is_noted_once_with_its_evidence(book):
    made = book.add(PROMISE, reading(), TODAY)
    for wrong in (TODAY + timedelta(days=1), PROMISE.meeting_on - timedelta(days=1), "kemarin"):
        with pytest.raises(BadCommitment):
            book.note_done(made.id, wrong, "berita acara", INSIDE, TODAY)
    with pytest.raises(BadCommitment, match="Bukti: belum diisi"):
        book.note_done(made.id, TODAY, "", INSIDE, TODAY)
    with pytest.raises(BadCommitment, match="“tak ada” tidak ada"):
        book.note_done("tak ada", TODAY, "berita acara", INSIDE, TODAY)
    assert book.one(made.id).done is None
    done = book.note_done(made.id, TODAY, " berita  acara ", INSIDE, TODAY)
    assert (done.done.on, done.done.evidence, done.done.role) == (TODAY, "berita acara", "pengelola")
    assert said(done) == said(made) and book.all() == [done]
    with pytest.raises(BadCommitment, match="sudah tercatat selesai 2024-05-20"):
        book.note_done(made.id, PROMISE.meeting_on, "lain", INSIDE, TODAY)


def test_what_is_judged_by_a_number_is_not_noted_as_done(book):
    made = book.add(asked(), reading(), TODAY)
    with pytest.raises(BadCommitment, match="dinilai dari angkanya"):
        book.note_done(made.id, TODAY, "berita acara", INSIDE, TODAY)


@pytest.mark.parametrize("promise", [PROMISE, asked()])
def test_what_is_withdrawn_stays_on_record(book, promise):
    made = book.add(promise, reading(), TODAY)
    gone = book.withdraw(made.id, "tercatat dua kali", INSIDE)
    assert (gone.withdrawn.why, gone.withdrawn.role) == ("tercatat dua kali", "pengelola")
    assert said(gone) == said(made) and book.all() == [gone]
    with pytest.raises(BadCommitment, match="sudah dicabut"):
        book.withdraw(made.id, "lagi", INSIDE)
    if promise is PROMISE:
        with pytest.raises(BadCommitment, match="sudah dicabut"):
            book.note_done(made.id, TODAY, "foto", INSIDE, TODAY)


# -- a change, fixed as a number


def changed(found: Reading, change: float, indicator: str = OWED, month: str = "") -> Condition:
    month = month or found.months[0]
    return condition_of_change(found, indicator=indicator, level="all", key="", change=change, month=month)


def test_a_change_becomes_a_number_that_keeps_where_it_began(book):
    found = reading()
    first = found.months[0]
    began = recount(found).value(OWED, "all", "", first)
    fewer, more = changed(found, -2), changed(found, 3)
    assert (fewer.sense, fewer.number, more.sense, more.number) == (AT_MOST, began - 2, AT_LEAST, began + 3)
    assert (fewer.baseline.month, fewer.baseline.value, fewer.baseline.release) == (first, began, 1)
    read = book.add(replace(PROMISE, condition=fewer), found, TODAY).condition
    assert read == fewer == book.all()[0].condition


def test_a_change_of_a_percentage_is_from_the_value_as_it_is_written():
    found = reading()
    value = recount(found).value("registration", "all", "", found.months[0])
    condition = changed(found, 1.5, "registration")
    assert condition.number == round(round(float(value), 2) + 1.5, 2)
    assert condition.baseline.value == pytest.approx(float(value))


@pytest.mark.parametrize(
    ("change", "month"), [(0, ""), (-(10**6), ""), (0.5, ""), (-1, "2031-01"), (float("inf"), "")]
)
def test_a_change_that_is_none_is_refused(change, month):
    with pytest.raises(BadCommitment):
        changed(reading(), change, month=month)


def test_a_baseline_is_held_against_the_release(book):
    condition = changed(reading(), -1)
    forged = replace(condition, baseline=replace(condition.baseline, public=not condition.baseline.public))
    with pytest.raises(BadCommitment, match="bukan lagi yang ada"):
        book.add(replace(PROMISE, condition=forged), reading(), TODAY)
    early = replace(PROMISE, meeting_on=date(2023, 1, 2), due=end(reading().months[0]), condition=condition)
    with pytest.raises(BadCommitment, match="lebih awal"):
        book.add(early, reading(), TODAY)


# -- a release is never without verdicts


def test_every_release_has_a_verdict_on_each_commitment(tmp_path: Path):
    """Published, undone, or gone back to nothing: there is nothing that a crash between the two could have left out."""
    shutil.copytree(made_store().place.folder.parent, tmp_path, dirs_exist_ok=True)
    store = Store(tmp_path, SIMULATED)
    book, first = Commitments(store), Reading(store.release(), str(tmp_path), FACTS, INSIDE)
    middle = int(recount(first).value(OWED, "all", "", first.months[1]))
    for at, due in enumerate((*first.months, "2030-01")):
        condition = Condition(OWED, "all", "", AT_MOST, middle + at % 3 - 1)
        promise = replace(PROMISE, meeting_on=date(2023, 1, 2), due=end(due))
        book.add(replace(promise, condition=condition), first, TODAY)
        book.add(promise, first, TODAY)
    with_months(store, first, first.months[:3])
    store.undo(role="pengelola")
    store.return_to(0, role="pengelola")
    made = book.all()
    assert len(made) == 10 and [len(one.months) for one in store.history()] == [0, 4, 3, 4]
    for release in store.history():
        found = Reading(release, str(tmp_path), FACTS, INSIDE)
        verdicts = judged(made, found, TODAY)
        assert [one.commitment for one in verdicts] == made
        assert {one.state for one in verdicts} <= set(STATES)
        assert {one.release for one in verdicts} == {release.number}
        held = recount(found) if release.months else None
        for one in (one for one in verdicts if one.commitment.condition and held):
            assert one.state == held.judged(one.commitment.condition, one.commitment.due)[0]


def with_months(store: Store, found: Reading, months: tuple[str, ...]) -> None:
    """One more release of the store, with the cells of these months alone."""
    cells = {name: found.release.table(name, months=list(months)).to_pandas() for name in (CUBE, TOTALS)}
    staged = store.stage(
        {"employers": Change("overwrite", found.release.table("employers").to_pandas())},
        title="uji",
        role="pengelola",
        keep=False,
    )
    store.commit(staged, {name: Change("overwrite", rows) for name, rows in cells.items()})


def test_the_share_that_an_agency_kept_is_of_what_is_due():
    found, due = reading(), date(2024, 3, 31)
    days = [date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1), None]
    made = [commitment(due, done=day, id=str(at)) for at, day in enumerate(days)]
    made += [
        commitment(date(2025, 1, 1), agency="PEMKAB JOMBANG"),
        commitment(date(2025, 1, 1), agency="Kejari Jombang"),
    ]
    made += [commitment(due, Condition("dihapus", "all", "", AT_MOST, 1))]
    other, own = kept_share(judged(made, found, TODAY))
    assert (other.agency, other.on_the_way, other.due, other.share) == ("Kejari Jombang", 1, 0, None)
    assert (own.agency, own.kept, own.late, own.missed) == ("Pemkab Jombang", 2, 1, 1)
    assert (own.on_the_way, own.not_judged, own.withdrawn, own.share) == (1, 1, 0, (2, 4))
    assert kept_share([]) == []
