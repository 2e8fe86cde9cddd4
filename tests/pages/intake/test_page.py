"""The page "Data": what a branch sees of a file that is open, and what pressing the buttons does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.access import PUBLIK, Viewer
from data.clock import today
from data.intake import BOOK, Draft, Drafts, Issue, Memory, Question, check
from data.store import Store
from data.words import Sentence, Words
from pages.intake import desk as working
from pages.intake.pictures import _Amounts, _list, _owed
from pages.intake.questions import _id, _of_sheets
from pages.intake.repairs import _line, _state
from tests.data.intake.own import OFFICE, desk, month_file, published_store
from tests.data.intake.test_whose import TAKEN
from tests.pages.reading import opened, words_on

BRANCH = Viewer("cabang", frozenset([OFFICE]))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    return published_store(tmp_path)


def draft_of(store: Store, content: bytes | None = None) -> Draft:
    content = month_file("2026-07") if content is None else content
    report = check(content, "juli.xlsx", desk(store))
    return Drafts(store.notebook(BOOK), BRANCH).begin(content, report, OFFICE)


def page(draft: Draft | None = None, viewer: Viewer = BRANCH, **query: str):
    from tests.pages.reading import SHELL, AppTest, hashes

    app = AppTest.from_file(SHELL, default_timeout=60)
    app._page_hash = hashes()["data"]
    app.query_params.update(query)
    app.session_state["viewer"] = viewer
    app.session_state["intake_draft"] = draft
    app.run()
    assert not app.exception
    return app


def button(app, key: str):
    return next(one for one in app.button if one.key == key)


def test_the_public_may_bring_nothing(store: Store):
    said = words_on(opened("data", PUBLIK))
    assert "Berkas hanya diterima dari kantor cabang dan pengelola data." in said
    assert "tetap menunggu di kotak masuk kantornya" in said  # of who has lost the role on the way


def test_a_branch_answers_for_the_smaller_offices_below_it(store: Store):
    app = opened("data", PUBLIK)
    chooser = next(one for one in app.selectbox if one.key == "w_viewer")
    chooser.set_value(Viewer("cabang", frozenset(["KC-MOJOKERTO", "KCP-JOMBANG"]))).run()
    assert not app.exception
    assert next(one for one in app.selectbox if one.key == "intake_office").options == [
        "Kantor Cabang Mojokerto",
        "Kantor Cabang Perintis Jombang",
    ]


def test_an_empty_desk_offers_the_drop_field_and_the_releases(store: Store):
    app = page()
    said = words_on(app)
    assert "Jatuhkan berkas yang sudah ada" in said and "Rilis 1" in said
    assert len(app.get("file_uploader")) == 1


def test_an_open_file_accounts_for_every_row_and_shows_the_rehearsal(store: Store, maps_worked_out: None):
    said = words_on(page(draft_of(store)))
    assert "22 dari 25 baris siap terbit; 2 menunggu jawaban Anda, 1 perlu diperbaiki." in said
    assert "Uji coba" in said and "22 baru" in said and "Iuran (Rp)" in said
    assert "Iuran per bulan, Jul 2026" in said
    assert "bulan Jul 2026 tertulis lebih dari sekali" in said


def test_what_nobody_has_published_yet_is_not_zero():
    shown = _Amounts("Tunggakan", rupiah=True, before={}, after={"35.16": 0}, captions=("", ""))
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", str(_list(shown, ["35.16"], Words("id"))))
    assert cells == ["Kab. Mojokerto", "–", "0", "0", "Jumlah", "–", "0", "0"]


def test_a_region_that_comes_in_by_other_rows_owes_no_more_than_before():
    assert _owed({"33.26": 0}) == _owed({}) and _owed({"33.26": 1}) != _owed({})


def test_publishing_makes_a_release_and_keeps_what_still_waits(store: Store):
    app = page(draft_of(store))
    button(app, "intake_publish").click().run()
    assert not app.exception
    assert "Terbit sebagai rilis 2." in words_on(app)
    assert Store(store.place.root.rsplit("/", 1)[0], store.dataset).release().number == 2
    [waiting] = Drafts(store.notebook(BOOK), BRANCH).all(OFFICE)
    assert waiting.release == 2
    assert len(Memory(store.notebook(BOOK), OFFICE, BRANCH).known()) == 1


def test_undo_says_what_would_be_lost_and_goes_back(store: Store):
    app = page(draft_of(store))
    button(app, "intake_publish").click().run()
    app.session_state["intake_undo_box"] = True
    said = "".join(str(one.value) for one in app.run().warning).replace("\\", "")
    assert "Rilis 2 (juli.xlsx, 22 baris, Kantor Cabang Mojokerto). Rilisnya tetap tersimpan." in said
    assert "Iuran per bulan: −22 baris." in said and "yang tidak ada lagi: Jul 2026" in said
    assert "46" not in said  # what all offices have
    button(app, "intake_undo_now").click().run()
    assert not app.exception
    release = store.release()
    assert (release.number, release.entry.kind, release.months) == (3, "undo", ("2026-06",))
    assert "juli.xlsx (sudah dibatalkan)" in words_on(app) and "rilis 2 sudah dibatalkan" in words_on(app)


def test_whose_rows_a_file_changes_is_asked_anew_each_day(store: Store, monkeypatch):
    """An office may serve a region until a day."""
    draft = draft_of(store)
    report = check(month_file("2026-07"), "juli.xlsx", desk(store))
    first = working.rehearsal_of(draft, report)
    assert working.rehearsal_of(draft, report) is first
    monkeypatch.setattr(working, "today", lambda: today() + timedelta(days=1))
    assert working.rehearsal_of(draft, report) is not first


def test_an_undo_tells_the_steward_what_all_offices_have(store: Store):
    button(page(draft_of(store)), "intake_publish").click().run()
    app = page(viewer=Viewer("pengelola"))
    app.session_state["intake_undo_box"] = True
    assert "46 baris menjadi 24" in "".join(str(one.value) for one in app.run().warning)


def test_an_answer_is_kept_at_once_and_its_card_stays_where_it_is(store: Store):
    app = page(draft_of(store))
    keys = [one.key for one in app.radio]
    app.radio[0].set_value(1).run()
    assert [one.key for one in app.radio] == keys
    [kept] = Drafts(store.notebook(BOOK), BRANCH).all(OFFICE)
    assert [(answer["code"], answer["answer"]) for answer in kept.answers] == [("duplicate", {"keep": [27]})]
    assert "23 dari 25 baris siap terbit" in words_on(app)


def test_a_mended_cell_is_read_and_can_be_taken_back_alone(store: Store):
    draft = draft_of(store)
    cells = {("IURAN", 5, "F"): "20000000", ("IURAN", 6, "E"): "12"}
    mended = replace(draft, edits=replace(draft.edits, cells=cells))
    app = page(mended)
    app.session_state["intake_undo_fixes"] = True
    app.run()
    assert "23 dari 25 baris siap terbit" in words_on(app) and "IURAN F5: 20000000" in words_on(app)
    next(one for one in app.button if one.key.startswith("intake_unfix_")).click().run()
    [kept] = Drafts(store.notebook(BOOK), BRANCH).all(OFFICE)
    assert list(kept.edits.cells) == [("IURAN", 6, "E")]
    assert "22 dari 25 baris siap terbit" in words_on(app)


def test_what_is_typed_never_stands_in_the_line_of_another_cell(store: Store):
    """One cell mended twice: the list is another one, and so is the table in which it is typed."""
    draft = draft_of(store)
    keys = {
        _state(replace(draft, edits=replace(draft.edits, cells={("IURAN", 5, "F"): text})))
        for text in ("dua puluh", "20000000")
    }
    assert len(keys) == 2


def test_a_file_that_waits_is_offered_and_can_be_removed(store: Store):
    draft = draft_of(store)
    app = page()
    assert "juli.xlsx" in words_on(app)
    button(app, f"intake_drop_row_{draft.id}").click().run()
    assert Drafts(store.notebook(BOOK), BRANCH).all(OFFICE) == []


def test_names_from_a_file_are_text(store: Store):
    draft = replace(draft_of(store), file="<img src=x onerror=alert(1)>.xlsx")
    html = "".join(str(one.value) for one in page(draft).get("html"))
    assert "<img" not in html and "&lt;img" in html


def test_the_page_says_the_same_in_english(store: Store):
    app = page(draft_of(store), bhs="en")
    said = words_on(app)
    assert "22 of 25 rows are ready to publish" in said
    assert "in Jul 2026 stands there more than once with different contents. Which one is right?" in said
    assert app.radio[0].options[-1] == "Skip all of them"
    assert app.radio[0].options[0] == "IURAN row 4\\: due 1,000,001"


@pytest.mark.parametrize(
    ("field", "wanted"), [("scale", "besar, menengah, kecil, atau mikro"), ("kind", "salah satu pilihan")]
)
def test_a_word_of_no_list_says_what_the_list_holds(field: str, wanted: str):
    issue = Issue("NIB", 4, "G", "unknown_value", "error", "UMK", "Skala", field=field)
    assert _line(issue, Words("id"))[5] == wanted and f"Yang diterima: {wanted}." in issue.message


def test_a_question_whose_choices_are_written_otherwise_is_another_field():
    def asked(text: str) -> Question:
        choices = [({"keep": [4]}, Sentence("baris {row}: {said}", row="4", said=text))]
        return Question("duplicate", Sentence("Mana yang benar?"), rows=[4, 5], choices=choices)

    names = {
        _id(asked("upah 1"), Words("id")),
        _id(asked("upah 1"), Words("en")),
        _id(asked("2"), Words("id")),
    }
    assert len(names) == 3 and _id(asked("2"), Words("id")) in names


def test_rows_that_are_asked_about_are_named_with_their_sheet():
    assert _of_sheets([9, 18], "Jombang") == ["Jombang 9, 18"]
    assert _of_sheets([["Jombang", 9, "B"], ["Kediri", 3, "B"]], "") == ["Jombang 9", "Kediri 3"]
    assert _of_sheets([5, 10], "table") == ["5, 10"]


# -- whose releases a branch sees and undoes


def test_a_branch_neither_sees_nor_undoes_what_another_brought(store: Store):
    other = Viewer("cabang", frozenset({"KC-PALEMBANG"}))
    app = page(viewer=other)
    assert not app.exception and "dari kantor lain" in words_on(app)
    whole = words_on(page(viewer=Viewer("pengelola")))
    titles = [release.entry.title for release in store.history()]
    assert all(title in whole and title not in words_on(app) for title in titles if title)
    assert not [one for one in app.get("expander") if one.proto.label == "Batalkan rilis"]
    app.session_state["intake_undo_box"] = True
    app.run()
    assert not [one for one in app.button if one.key == "intake_undo_now"]


def test_a_draft_of_an_office_that_a_reader_stands_for_no_more_is_closed(store: Store):
    draft = draft_of(store)
    other = Viewer("cabang", frozenset({"KC-PALEMBANG"}))
    app = page(draft, viewer=other)
    assert not app.exception and draft.file not in words_on(app)


@pytest.mark.parametrize(("viewer", "may"), [(BRANCH, False), (Viewer("pengelola"), True)])
def test_a_file_that_changes_what_is_anothers_is_published_by_the_steward_from_the_inbox(
    store: Store, viewer: Viewer, may: bool, maps_worked_out: None
):
    draft = draft_of(store, TAKEN["another's minimum wage"])
    app = page(draft, viewer)
    assert ("milik kantor lain" in words_on(app)) is not may
    assert button(app, "intake_publish").disabled is not may
    before = store.release().number
    if may:
        button(app, "intake_publish").click().run()
        assert store.release().number == before + 1


def test_what_is_pressed_after_the_role_has_changed_is_refused_and_says_so(store: Store):
    draft = draft_of(store)
    other = Viewer("cabang", frozenset({"KC-PALEMBANG"}))
    app = page(viewer=BRANCH)
    app.session_state["viewer"] = other
    button(app, f"intake_drop_row_{draft.id}").click().run()
    assert not app.exception and "milik kantor lain" in words_on(app)
    [kept] = Drafts(store.notebook(BOOK), BRANCH).all(OFFICE)
    assert kept.id == draft.id


def test_an_undo_that_is_pressed_after_the_role_has_changed_is_refused(store: Store):
    app = page(viewer=Viewer("pengelola"))
    app.session_state["intake_undo_box"] = True
    app.run()
    before = store.release().number
    app.session_state["viewer"] = BRANCH
    button(app, "intake_undo_now").click().run()
    assert not app.exception and store.release().number == before and "milik kantor lain" in words_on(app)
