"""Commitments on pages and on the wall: kept by a form, judged in the same words everywhere, and nothing of them changed."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from data.access import PUBLIK, Viewer
from data.clock import today
from data.commitments import Commitment, Commitments, Condition, Promise
from data.months import month_end, month_index, month_text
from data.store import SIMULATED, Store
from data.words import Words
from pages.briefing.promises import promised, screens_needed
from pages.briefing.ready import ready_order
from pages.briefing.screens import screen_of
from pages.briefing.stage import STAGES, fitted
from pages.commitments.minutes import minutes
from pages.paper import minutes_pdf
from pages.view import View
from pages.widgets import commitment_rows, commitments_of
from tests.hostile import HOSTILE
from tests.pages.ledger_home import LAST, MONTHS, small_home
from tests.pages.reading import opened, reading, well, words_on

WORDS, INSIDE = Words("id"), Viewer("pengelola")
MOJOKERTO = Viewer("cabang", {"KC-MOJOKERTO", "KCP-JOMBANG"})
PALEMBANG = Viewer("cabang", {"KC-PALEMBANG"})
SUMBAGSEL = Viewer("wilayah", {"KANWIL-SUMBAGSEL", "KC-PALEMBANG", "KC-MUARA-ENIM"})
BEFORE = month_text(month_index(LAST) - 1)
# Early in the ledger, so that few months need be guarded for the public.
EARLY = month_text(month_index(LAST) - MONTHS + 3)


@pytest.fixture
def home(tmp_path_factory, tmp_path: Path, monkeypatch) -> Path:
    """A home of its own, since commitments are written to it."""
    folder = tmp_path / "home"
    shutil.copytree(small_home(tmp_path_factory), folder)
    monkeypatch.setenv("PETA_HOME", str(folder))
    return folder


def book(home: Path) -> Commitments:
    return Commitments(Store(home, SIMULATED))


def promise(agency: str = "Pemkab Jombang", what: str = "tandatangani PKS", **more) -> Promise:
    known = {"due": today() + timedelta(30), "meeting": "Rapat Forkopimda", "meeting_on": month_end(BEFORE)}
    return Promise(agency=agency, what=what, **{**known, "region": "35.17", **more})


def keep(home: Path, *promises: Promise) -> list[str]:
    return [book(home).add(one, reading(INSIDE), today()).id for one in promises]


def obliged(number: int, **more) -> Promise:
    """A promise that there are at least so many obliged employers in all regions by the end of the last month."""
    condition = Condition("employers_obliged", "all", "", "at_least", number)
    return promise(due=month_end(LAST), condition=condition, region="", **more)


def test_a_page_says_what_was_kept_and_what_is_over(home):
    now = int(reading(INSIDE).one(_about(), LAST, "all", "").value)
    keep(
        home,
        obliged(now, what="sampai di sini"),
        obliged(now + 1, what="satu lagi"),
        promise(what="tandatangani"),
    )
    said = words_on(well(opened("komitmen", INSIDE, data="simulasi")))
    assert (
        "Dari 2 komitmen yang jatuh tempo, 1 ditepati tepat waktu, 0 terlambat, 1 lewat; 1 belum jatuh tempo."
        in said
    )
    assert f"{WORDS.number(now)} dari {WORDS.number(now + 1)}" in said
    assert "1 dari 2 (50" in said  # what the agency kept of what is due
    # the worst first: what is still open after its day
    assert said.index("satu lagi") < said.index("tandatangani") < said.index("sampai di sini")


def _about():
    from data.indicators import definitions

    return definitions()["employers_obliged"]


def test_who_is_public_records_nothing_and_sees_no_form(home):
    app = well(opened("", PUBLIK, data="simulasi", per=EARLY, area="mojokerto-jombang", wilayah="35.17"))
    assert "promise_35.17" not in [button.key for button in app.button]
    assert "promise_chosen" not in [
        one.key for one in well(opened("komitmen", data="simulasi", per=EARLY)).selectbox
    ]


def test_what_is_noted_is_added_and_nothing_is_changed(home):
    [done, wrong] = keep(home, promise(), promise(what="salah"))
    app = well(opened("komitmen", INSIDE, data="simulasi"))
    app.selectbox(key="promise_chosen").set_value(done).run()
    app.text_input(key="promise_note").set_value("naskah PKS")
    app.button(key="promise_done").click().run()
    assert book(home).one(done).done.evidence == "naskah PKS"
    app.selectbox(key="promise_chosen").set_value(wrong).run()
    app.text_input(key="promise_note").set_value("salah catat")
    app.button(key="promise_withdraw").click().run()
    assert book(home).one(wrong).withdrawn.why == "salah catat"
    said = words_on(well(opened("komitmen", INSIDE, data="simulasi")))
    assert (
        "Dari 1 komitmen yang jatuh tempo, 1 ditepati" in said
        and "salah" not in said.split("Menurut instansi")[0]
    )


@pytest.mark.parametrize(
    ("viewer", "may"), [(INSIDE, True), (SUMBAGSEL, True), (PALEMBANG, True), (MOJOKERTO, False)]
)
def test_what_another_office_recorded_is_seen_and_offers_nothing_but_to_go_on_from_it(home, viewer, may):
    book(home).add(promise(region=""), replace(reading(PALEMBANG), viewer=PALEMBANG), today())
    app = well(opened("komitmen", viewer, data="simulasi"))
    keys = {button.key for button in app.button}
    said = words_on(app)
    assert "tandatangani PKS" in said and "promise_follow" in keys
    assert ({"promise_done", "promise_withdraw"} <= keys) is may
    assert ("Dicatat oleh Kantor Cabang Palembang" in said) is not may
    assert "promise_note" in [field.key for field in app.text_input] or not may


def test_a_button_that_was_drawn_for_another_role_closes_nothing(home):
    """Who looks is asked anew in the run that a press begins."""
    made = book(home).add(promise(region=""), replace(reading(INSIDE), viewer=PALEMBANG), today())
    app = well(opened("komitmen", PALEMBANG, data="simulasi"))
    app.text_input(key="promise_note").set_value("salah catat")
    app.session_state["viewer"] = MOJOKERTO
    app.button(key="promise_withdraw").click().run()
    assert book(home).one(made.id) == made


def test_what_was_noted_today_elsewhere_is_not_of_this_room(home):
    for viewer, what in ((MOJOKERTO, "di ruang ini"), (PALEMBANG, "di ruang lain")):
        one = promise(what=what, meeting_on=today(), region="")
        book(home).add(one, replace(reading(INSIDE), viewer=viewer), today())
    order = {"data": "simulasi", "per": EARLY, "siap": "forkopimda", "wilayah": "35.17"}
    said = words_on(well(opened("catatan", MOJOKERTO, **order)))
    assert "di ruang ini" in said and "di ruang lain" not in said


def press_save(app, region: str, earlier: Commitment | None = None) -> None:
    """A press in the dialog, which runs alone in a browser and with its whole page here."""
    app.session_state["promise_open"] = (reading(INSIDE), "simulasi", LAST, region, earlier)
    app.button(key="promise_keep").click().run()


def test_a_later_one_follows_an_earlier_one_which_stays_as_it_is(home):
    [first] = keep(home, promise())
    before = book(home).one(first)
    app = well(opened("komitmen", INSIDE, data="simulasi"))
    app.button(key="promise_follow").click().run()
    assert "Melanjutkan: Pemkab Jombang: tandatangani PKS" in words_on(app)
    app.text_input(key="promise_what").set_value("tandatangani adendum PKS")
    press_save(app, "35.17", before)
    [second] = [one for one in book(home).all() if one.id != first]
    assert (second.follows, second.agency, second.region) == (first, "Pemkab Jombang", "35.17")
    assert book(home).one(first) == before
    assert "melanjutkan “tandatangani PKS”" in words_on(well(opened("komitmen", INSIDE, data="simulasi")))


def test_one_is_noted_beside_the_notes_of_a_talk_by_who_may(home):
    order = {"data": "simulasi", "per": EARLY, "siap": "forkopimda", "wilayah": "35.17"}
    public = well(opened("catatan", PUBLIK, **order))
    assert "promise_35.17" not in [button.key for button in public.button]
    app = well(opened("catatan", INSIDE, **order))
    app.button(key="promise_35.17").click().run()
    app.selectbox(key="promise_agency").set_value("DPMPTSP Jombang")
    app.text_input(key="promise_what").set_value("cek kepesertaan setiap izin")
    press_save(app, "35.17")
    [kept] = book(home).all()
    assert (kept.agency, kept.region, kept.meeting_on) == ("DPMPTSP Jombang", "35.17", today())
    said = words_on(well(app.run()))
    assert "Dicatat pada rapat hari ini" in said and "cek kepesertaan setiap izin" in said


def test_a_briefing_and_an_office_open_on_them(home):
    assert ready_order(_forkopimda(), WORDS).items[0].kind != "komitmen"
    keep(home, promise(), promise(region="16.71", agency="Pemkot Palembang"))
    order = ready_order(_forkopimda(), WORDS)
    assert [item.kind for item in order.items[:2]] == ["komitmen", "peta"]
    screen = screen_of(order.items[0], order, WORDS)  # the others would have months guarded for nothing
    assert [row.agency for row in screen.figure.rows] == ["Pemkab Jombang"]  # of its own region
    assert screen.written.title == "1 komitmen berjalan" and screen.mark == "SIMULASI"
    app = well(opened("kantor-kc-mojokerto", INSIDE, data="simulasi", per=LAST))
    assert app.tabs[0].label == "Komitmen" and "Pemkab Jombang" in words_on(app)


def _forkopimda() -> View:
    return View.of(data="simulasi", month=BEFORE, ready="forkopimda", region="35.17")


def test_as_many_rows_stand_on_a_screen_as_have_room(home):
    long = "Menganggarkan iuran pekerja rentan dalam perubahan APBD dan menerbitkan edaran wajib daftar bagi semua vendor"
    keep(home, *(promise(f"Instansi {number}", long) for number in range(9)))
    public, regions = reading(PUBLIK), ("35.17",)
    needed = screens_needed(public, "simulasi", regions, WORDS)
    assert needed >= 2
    pages = [promised(public, "simulasi", regions, at, WORDS)[1] for at in range(1, needed + 1)]
    assert sorted(row.agency for page in pages for row in page.rows) == [f"Instansi {n}" for n in range(9)]
    order = ready_order(_forkopimda(), WORDS)
    for item in order.items[:needed]:
        screen = screen_of(item, order, WORDS)
        assert all(fitted(stage, screen.written).over == 0 for stage in STAGES)


def test_hostile_texts_are_texts(home):
    texts = [text for text in HOSTILE if "\u2028" not in text]
    keep(home, *(promise(what=text) for text in texts))
    said = words_on(well(opened("komitmen", INSIDE, data="simulasi")))
    assert "<img" not in said and "<script" not in said and "alert(1)" in said


def test_the_minutes_say_what_the_page_says_and_are_tagged(home):
    keep(home, promise(what="PWBD #turun $[2]"), promise("Kejari"))
    verdicts = commitments_of(reading(INSIDE), "simulasi", None)
    said = minutes(verdicts, reading(INSIDE), "simulasi", WORDS)
    rows = commitment_rows(verdicts, WORDS)
    assert [row[2:] for row in said.rows] == [
        (row.what, row.number or "–", row.due, row.said) for row in rows
    ]
    paper = PdfReader(io.BytesIO(minutes_pdf(said)))
    text = " ".join(" ".join(page.extract_text().split()) for page in paper.pages)
    assert "PWBD #turun $[2]" in text and "Kejari" in text and "Rapat Forkopimda" in text
    assert all("SIMULASI" in page.extract_text() for page in paper.pages)
    assert "/StructTreeRoot" in paper.trailer["/Root"] and paper.trailer["/Root"]["/Lang"] == "id"
