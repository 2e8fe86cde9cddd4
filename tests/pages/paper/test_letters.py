"""A draft letter on paper, read back: names are text, marks on every page, amounts of the annex to the rupiah."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from data.letters import Annex, AnnexMonth, Article, Letter, Limit
from data.letters.wording import plain
from pages.paper import letter_docx, letter_pdf
from pages.paper.contents import contents
from tests.hostile import HOSTILE

MONTHS = (
    tuple(
        AnnexMonth(
            f"2025-{n:02d}",
            1_200 + n,
            9_876_543_210 + n,
            1_000 * n,
            9_876_543_210 + n - 1_000 * n,
            date(2025, n, 15),
            7 * n,
        )
        for n in range(1, 13)
    )
    * 4
)
LETTER = Letter(
    step="surat",
    kind="tunggakan",
    case="K-1",
    title="Surat pemberitahuan",
    sender="BPJS Ketenagakerjaan Kantor Cabang Uji",
    addressee=("Pimpinan PT Uji", "di Kota Uji"),
    regarding="Pemberitahuan tunggakan iuran",
    paragraphs=("Menurut data kami, PT Uji menunggak iuran.",),
    articles=(Article("UU 24/2011 Pasal 19", "langkah", False), Article("PP 46/2015", "denda", True)),
    limit=Limit(date(2026, 5, 5), 10, True, "PP 86/2013 Pasal 6", True, None),
    annex=Annex(MONTHS),
    on=date(2026, 4, 20),
    as_of=date(2026, 3, 31),
    release=7,
    simulated=True,
)
NAMES = [
    *HOSTILE,
    "PT #let x=1 $[ #panic() <b> ]",
    '= #image("/etc/passwd") @a *b* _c_ `d` \\e',
    "PT A\nYth. Bupati",
]
# Names that no typeface of the letter has a sign for, or that turn the direction of writing.
RARE = ["PT 漢字 😀", "PT \u202egnilas", "PT \uffff\x00x", "PT ب"]


def pdf_text(file: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def docx_texts(file: bytes) -> list[str]:
    paper = Document(io.BytesIO(file))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in paper.paragraphs), *cells]


def close(text: str) -> str:
    """A text without its spaces: where a line of the PDF ends is the typesetter's matter."""
    return "".join(text.split())


def named(name: str) -> Letter:
    said = plain(name)
    return replace(
        LETTER,
        annex=Annex(MONTHS[:2]),
        addressee=(f"Pimpinan {said}", "di Kota Uji"),
        paragraphs=(f"{said} menunggak.",),
        case=said,
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stands_as_text_in_both(name):
    letter = named(name)
    assert close(f"Pimpinan{plain(name)}") in close(pdf_text(letter_pdf(letter)))
    texts = docx_texts(letter_docx(letter))
    assert f"{plain(name)} menunggak." in texts
    assert any(f"Pimpinan {plain(name)}\n" in text for text in texts)


@pytest.mark.parametrize("name", RARE)
def test_a_sign_that_no_typeface_has_keeps_no_letter_from_being_made(name):
    text = pdf_text(letter_pdf(named(name)))
    assert "menunggak" in text and f"{plain(name)} menunggak." in docx_texts(letter_docx(named(name)))
    if "漢" in name:
        assert "[U+6F22]" in text and "[U+1F600]" in text


@pytest.mark.parametrize("simulated", [True, False])
def test_every_page_says_that_it_is_a_draft_and_simulated_where_it_is(simulated):
    letter = replace(LETTER, simulated=simulated)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(letter_pdf(letter))).pages]
    assert len(pages) > 2  # the annex goes on over pages
    assert all("DRAF" in page and ("SIMULASI – bukan data resmi" in page) == simulated for page in pages)
    written = letter_docx(replace(letter, annex=Annex(MONTHS[:2])))
    paper = Document(io.BytesIO(written))
    header = paper.sections[0].header.paragraphs[0].text
    assert header == ("DRAF · SIMULASI – bukan data resmi" if simulated else "DRAF")
    assert paper.paragraphs[0].text == header
    assert ("tidak untuk dikirim" in " ".join(docx_texts(written))) == simulated


def test_the_pdf_is_tagged_a4_and_in_indonesian():
    reader = PdfReader(io.BytesIO(letter_pdf(LETTER)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"].startswith("id")
    assert reader.metadata.title == LETTER.title
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_the_docx_has_native_styles_a_header_row_and_the_language():
    paper = Document(io.BytesIO(letter_docx(replace(LETTER, annex=Annex(MONTHS[:2])))))
    styles = [paragraph.style.name for paragraph in paper.paragraphs]
    assert styles.count("Heading 1") == 2 and "List Bullet" in styles
    [table] = paper.tables
    assert {cell.paragraphs[0].style.name for cell in table.rows[1].cells} == {"Isi lampiran"}
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert set(paper.styles.element.xpath("//w:lang/@w:val")) == {"id-ID"}
    assert paper.core_properties.author == "Peta Patuh"


def test_every_amount_of_the_annex_is_written_in_full():
    letter = replace(LETTER, annex=Annex(MONTHS[:12]))
    text, texts = close(pdf_text(letter_pdf(letter))), docx_texts(letter_docx(letter))
    table = contents(letter).annex
    assert table.total[2:5] == tuple(
        f"{getattr(letter.annex, name):,}".replace(",", ".") for name in ("due", "paid", "open")
    )
    for row in (*table.rows, table.total):
        assert close("".join(row)) in text
        assert all(cell in texts for cell in row)


def test_a_letter_without_months_has_no_annex():
    letter = replace(LETTER, annex=Annex(()), limit=None)
    assert contents(letter).annex is None and "Lampiran: –" in close(pdf_text(letter_pdf(letter))).replace(
        "Lampiran:–", "Lampiran: –"
    )
    assert not Document(io.BytesIO(letter_docx(letter))).tables
