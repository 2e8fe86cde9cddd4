"""What leaves the room on paper, as slides and as a workbook, of ready briefings: the texts of each, to be looked through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import openpyxl
from pptx import Presentation
from pypdf import PdfReader

from data.words import Words
from data.workpapers import workpaper
from pages import paper, session
from pages.briefing.handout import branch_sheet, pack_pdf, region_sheets
from pages.briefing.ready import ready_order
from pages.briefing.screens import paper_of, screens_of
from pages.briefing.slides.pack import pptx
from pages.view import FORKOPIMDA, View

WORDS = Words("id")


def papers(regions: Sequence[str], offices: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Kind and text of each file of the briefings of these regions, and of the sheets of all regions and these offices."""
    with session.read_with("simulasi"):
        reading = session.public_reading("simulasi")
        assert reading is not None
        month = reading.months[-1]
        for code in reading.facts.regions["code"]:
            view = View.of(data="simulasi", month=month, region=code)
            yield "pdf", _of_sheets(list(region_sheets(code, view, reading, [], WORDS, "")))
        for office in offices:
            view = View.of(data="simulasi", month=month, office=office)
            yield "pdf", _of_sheets([branch_sheet(office, view, reading, WORDS, "")])
        for region in regions:
            yield from _of_briefing(View.of(data="simulasi", month=month, region=region, ready=FORKOPIMDA))


def _of_briefing(view: View) -> Iterator[tuple[str, str]]:
    order = ready_order(view, WORDS)
    screens = screens_of(order, WORDS)
    yield "pdf", _of_pdf(pack_pdf(order, screens, WORDS))
    yield "pptx", _of_slides(pptx(order, screens, WORDS))
    yield "xlsx", _of_workbook(workpaper(paper_of(order, WORDS), WORDS))


def _of_sheets(sheets: Sequence[paper.Sheet]) -> str:
    return _of_pdf(paper.sheets_pdf("lembar", sheets, "id"))


def _of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _of_slides(content: bytes) -> str:
    slides = Presentation(BytesIO(content)).slides
    texts = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    return "\n".join([*texts, *(slide.notes_slide.notes_text_frame.text for slide in slides)])


def _of_workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    values = (value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    return "\n".join(f"{value:.0f}" if isinstance(value, float) else str(value) for value in values)
