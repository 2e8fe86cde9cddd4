"""The draft letters on the page of an employer: offered where the law of the day allows them, made when pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.clock import today
from data.letters import Held, letters_for
from data.months import month_end
from data.queries import Where
from data.queries.employers import EmployerList, EmployerQuery
from data.words import Words
from pages.employers.letters import _notes
from tests.pages.paper.test_letters import close, docx_texts, pdf_text
from tests.pages.reading import opened, reading, well, words_on
from tests.pages.taken import recorded


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_letter_has_two_buttons_that_make_what_may_be_written_today(ledger_home, monkeypatch, language):
    known = reading(Viewer("wilayah"))
    month = known.months[-1]
    row = EmployerList(known, month).every(Where(), EmployerQuery()).iloc[0]
    letters = letters_for(known, row["employer"], month, max(today(), month_end(month)))
    assert letters
    taken = recorded(monkeypatch)
    app = well(opened("pemberi-kerja", Viewer("wilayah"), data="simulasi", pk=row["employer"], bhs=language))
    drafts = [name for name in taken.makers if name.startswith("draf-")]
    assert len(drafts) == 2 * len(letters)
    said = {"id": "Surat berbahasa Indonesia", "en": "Letters are in Indonesian"}
    assert said[language] in words_on(app)
    first = letters[0]
    start = f"draf-{first.step.replace('_', '-')}-{first.kind}"
    [pdf, docx] = [
        taken.makers[name]
        for end in ("pdf", "docx")
        for name in drafts
        if name.startswith(start) and name.endswith(end)
    ]
    assert close(f"Pimpinan{row['name']}") in close(pdf_text(pdf())) or first.step not in (
        "surat",
        "panggilan",
    )
    assert row["name"] in " ".join(docx_texts(docx()))


def test_an_older_month_and_the_public_have_no_letter(ledger_home, monkeypatch):
    known = reading(Viewer("wilayah"))
    employer = EmployerList(known, known.months[-1]).every(Where(), EmployerQuery()).iloc[0]["employer"]
    taken = recorded(monkeypatch)
    query = {"data": "simulasi", "pk": employer, "per": known.months[-2]}
    assert "Surat hanya dibuat menurut bulan terbaru" in words_on(
        well(opened("pemberi-kerja", Viewer("wilayah"), **query))
    )
    opened("pemberi-kerja", PUBLIK, data="simulasi", pk=employer)
    assert not [name for name in taken.makers if name.startswith("draf-")]


WAITING = Held("pwbd", "K1", "teguran_2", "tenggat", date(2026, 11, 13))
ELSEWHERE = Held("tunggakan", "K2", "kunjungan", "bukan_surat")


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (
            (WAITING, ELSEWHERE),
            [
                "Teguran II baru boleh ditulis sesudah 13 Nov 2026, akhir tenggat langkah sebelumnya: sisa 3 hari."
            ],
        ),
        ((replace(WAITING, unconfirmed=True),), ["Batas itu belum dikonfirmasi."]),
        ((ELSEWHERE,), ["Tidak ada surat: Kunjungan bukan surat yang ditulis BPJS Ketenagakerjaan."]),
        ((Held("pds", "K3", "", "habis"),), ["Tidak ada surat: tidak ada langkah yang terbuka."]),
        ((), ["Tidak ada surat: tidak ada langkah yang terbuka."]),
    ],
)
def test_why_there_is_no_letter_is_said(held, said):
    notes = _notes((), held, date(2026, 11, 10), Words("id"))
    assert len(notes) == len(said) and all(note.endswith(end) for note, end in zip(notes, said, strict=True))
