"""What becomes of a file that is dropped: new, known, mended, and what is left after a part of it was published."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from data.intake import BOOK, Draft, Drafts, Memory, check, marked_draft
from data.store import Store
from tests.data.intake.making import Page, as_xlsx
from tests.data.intake.own import BRANCH, OFFICE, desk, month_file, published_store
from tests.pages.intake.test_page import button, draft_of, page
from tests.pages.reading import component, words_on


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    return published_store(tmp_path)


def dropped(*files: tuple[str, bytes]):
    """The page after files were dropped on it."""
    app = page()
    app.get("file_uploader")[0].set_value(
        [(name, content, "application/octet-stream") for name, content in files]
    )
    app.run()
    assert not app.exception
    return app


def waiting(store: Store) -> list[Draft]:
    return Drafts(store.notebook(BOOK), BRANCH).all(OFFICE)


def test_the_second_month_of_a_layout_is_one_click_after_the_drop(store: Store, maps_worked_out: None):
    app = dropped(("juli.xlsx", month_file("2026-07", wrong=False, twice=False)))
    assert "pemetaan dari" not in words_on(app)
    button(app, "intake_publish").click().run()
    app = dropped(("agustus.xlsx", month_file("2026-08", wrong=False, twice=False)))
    said = words_on(app)
    assert "24 dari 24 baris siap terbit." in said and "0 terbuka" in said and "pemetaan dari" in said
    assert not app.radio and not app.text_input
    assert "Setelah terbit, per Agu 2026" in component(app, "bidi_component", "peta-sketch")["drawings"][0]
    button(app, "intake_publish").click().run()
    assert "Terbit sebagai rilis 3." in words_on(app)
    assert store.release().months == ("2026-06", "2026-07", "2026-08")


def test_the_same_file_twice_goes_on_where_it_was(store: Store):
    content = month_file("2026-07")  # A workbook says when it was made: made again it is another file.
    dropped(("juli.xlsx", content))
    app = dropped(("salinan.xlsx", content))
    assert len(waiting(store)) == 1
    assert "Berkas yang persis sama sudah menunggu" in "".join(str(one.value) for one in app.info)


def test_another_file_of_the_same_name_is_told_and_keeps_its_own_place(store: Store):
    dropped(("iuran.xlsx", month_file("2026-07")))
    app = dropped(("iuran.xlsx", month_file("2026-08")))
    assert len(waiting(store)) == 2
    assert "bernama sama sudah menunggu" in "".join(str(one.value) for one in app.info)


def test_a_file_that_is_published_already_says_so(store: Store):
    content = month_file("2026-07", wrong=False, twice=False)
    button(dropped(("juli.xlsx", content)), "intake_publish").click().run()
    app = dropped(("juli.xlsx", content))
    assert "sudah terbit sebagai rilis 2" in "".join(str(one.value) for one in app.info)


def test_of_several_files_each_is_told_what_became_of_it(store: Store):
    good = ("juli.xlsx", month_file("2026-07"))
    app = dropped(good, ("foto.xlsx", b"\x89PNG"), ("kosong.csv", b""))
    said = words_on(app)
    assert "1 berkas terbaca dan menunggu di bawah." in said and "foto.xlsx" in said and "kosong.csv" in said
    assert "22 dari 25 baris siap · 2 menunggu jawaban · 1 salah" in said
    button(app, f"intake_open_{waiting(store)[0].id}").click().run()
    button(app, "intake_later").click().run()
    assert "foto.xlsx" not in words_on(app)  # told until one of them is opened


def test_a_marked_workbook_that_comes_back_mended_asks_nothing_again(store: Store):
    app = dropped(("Iuran_Juli 2026.xlsx", month_file("2026-07")))
    app.radio[0].set_value(0).run()
    [draft] = waiting(store)
    content = Drafts(store.notebook(BOOK), BRANCH).content(draft)
    book = openpyxl.load_workbook(
        io.BytesIO(marked_draft(draft, content, check(content, "juli.xlsx", desk(store))))
    )
    book.active["F5"] = 20_000_000
    mended = io.BytesIO()
    book.save(mended)
    app = dropped(("bertanda-iuran-juli-2026 (1).xlsx", mended.getvalue()))
    assert "1 sel sudah benar. Jawaban Anda tetap berlaku." in "".join(str(one.value) for one in app.info)
    assert "24 dari 25 baris siap terbit" in words_on(app) and "0 terbuka" in words_on(app)
    assert [one.file for one in waiting(store)] == ["Iuran_Juli 2026.xlsx"]


def test_what_is_left_of_a_file_follows_without_a_new_question(store: Store):
    app = page(draft_of(store))
    button(app, "intake_publish").click().run()
    [draft] = waiting(store)
    app = page(draft)
    assert "22 dari 25 baris siap terbit" in words_on(app)  # its own rows replace themselves
    app.radio[0].set_value(0).run()
    button(app, "intake_publish").click().run()
    release = store.release()
    assert release.table("contributions", ["npp"], ["2026-07"]).num_rows == 23


def test_rows_that_are_differences_never_count_twice(store: Store):
    app = dropped(("selisih Juni.xlsx", month_file("2026-06")))
    correction = next(one for one in app.radio if "selisih" in str(one.options))
    correction.set_value(3).run()
    button(app, "intake_publish").click().run()
    once = sum(store.release().table("contributions", ["due"], ["2026-06"])["due"].to_pylist())
    [draft] = waiting(store)
    app = page(draft)
    assert "0 dari" in words_on(app)
    assert sum(store.release().table("contributions", ["due"], ["2026-06"])["due"].to_pylist()) == once
    store.undo(role="pengelola")
    said = words_on(page(draft))
    assert "0 dari" not in said and "22 dari" in said  # what was undone may follow again


def test_a_remembered_answer_can_be_asked_again(store: Store):
    memory = Memory(store.notebook(BOOK), OFFICE, BRANCH)
    report = check(month_file("2026-07"), "juli.xlsx", desk(store))
    question = report.findings.questions[0]
    question.code, question.key, question.answer = "hidden_rows", "", "include"
    memory.keep(report, {"Jml TK": "workers"})
    app = page()
    app.session_state["intake_memory"] = True
    app.run()
    assert not app.exception
    [layout] = memory.known()
    assert layout.mapping == {"Jml TK": "workers"}
    button(app, f"intake_ask_{layout.layout}_0").click().run()
    assert memory.known()[0].answers == []


def test_what_was_taken_out_of_the_inbox_can_be_brought_back(store: Store):
    draft = draft_of(store)
    app = page()
    button(app, f"intake_drop_row_{draft.id}").click().run()
    assert waiting(store) == []
    button(app, "intake_restore").click().run()
    assert [one.id for one in waiting(store)] == [draft.id]


def test_a_file_of_another_office_says_whose_it_is(store: Store):
    rows = [["NPP", "Nama Perusahaan", "Kab/Kota", "BLTH", "Iuran"]]
    rows += [[f"0099000{n}", f"PT Contoh {n}", "Kota Palembang", "2026-07", 1_000_000] for n in range(5)]
    said = words_on(dropped(("iuran.xlsx", as_xlsx(Page(rows, "IURAN")))))
    assert "Wilayahnya dilayani Kantor Cabang Palembang" in said
    assert waiting(store) == []
