"""A letter as a DOCX in Word's own styles, so that an office can finish it in its own layout."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime, time

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Row

from data.letters import Letter
from pages.paper.contents import Contents, Table, contents

# On every Windows, and in LibreOffice by its metric twin.
_TYPEFACE = "Times New Roman"
# The columns of the annex that are no amounts.
_LEFT = (0, 5)
# The style of what stands in the annex, so that an office changes all of it at once.
_CELL = "Isi lampiran"


def letter_docx(letter: Letter) -> bytes:
    """The letter on A4, with its annex on pages of their own."""
    pieces, paper = contents(letter), Document()
    _set_up(paper, pieces, letter)
    _head(paper, pieces)
    for text in (pieces.greeting, *pieces.paragraphs):
        paper.add_paragraph(text)
    paper.add_heading(pieces.basis, 2)
    _list(paper, pieces.articles)
    paper.add_paragraph(pieces.signature[0]).paragraph_format.space_after = Pt(48)
    _lines(paper, pieces.signature[1:])
    paper.add_heading(pieces.remarks, 2)
    _list(paper, pieces.notes)
    if pieces.annex:
        paper.add_page_break()
        _annex(paper, pieces.annex)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _set_up(paper: Paper, pieces: Contents, letter: Letter) -> None:
    """A4, the language, the marks over every page, and what the file says of itself."""
    section, about = paper.sections[0], paper.core_properties
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    about.title, about.author, about.language, about.comments = pieces.title, "Peta Patuh", "id-ID", ""
    about.created = about.modified = datetime.combine(letter.on, time())
    _mark(section.header.paragraphs[0].add_run(" · ".join(pieces.marks)))
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    section.footer.paragraphs[0].add_run(pieces.foot).font.size = Pt(9)
    _indonesian(paper)
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = paper.styles[name].font
        font.name, font.color.rgb = _TYPEFACE, RGBColor(0, 0, 0)
        # Headings name a typeface of the theme, which Word prefers to the one that is asked for.
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            font.element.rPr.rFonts.attrib.pop(qn(f"w:{kind}"), None)
    paper.styles["Normal"].font.size = Pt(11)
    cell = paper.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = paper.styles["Normal"], Pt(9)
    cell.paragraph_format.space_after = Pt(2)


def _indonesian(paper: Paper) -> None:
    """The language of every style that does not name its own, which Word checks spelling by."""
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "id-ID")


def _mark(run: object) -> None:
    run.font.bold, run.font.color.rgb = True, RGBColor(0xA3, 0x16, 0x2A)  # type: ignore[attr-defined]


def _head(paper: Paper, pieces: Contents) -> None:
    _mark(paper.add_paragraph().add_run(" · ".join(pieces.marks)))
    paper.add_paragraph().add_run(pieces.sender).bold = True
    paper.add_heading(pieces.title, 1)
    paper.add_paragraph(pieces.day).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _lines(paper, [f"{name}: {text}" for name, text in pieces.about])
    _lines(paper, pieces.to)


def _lines(paper: Paper, lines: Iterable[str]) -> None:
    """Lines that belong together, in one paragraph."""
    run = paper.add_paragraph().add_run()
    for number, line in enumerate(lines):
        if number:
            run.add_break()
        run.add_text(line)


def _list(paper: Paper, texts: Iterable[str]) -> None:
    for text in texts:
        paper.add_paragraph(text, style="List Bullet")


def _annex(paper: Paper, annex: Table) -> None:
    paper.add_heading(annex.title, 1)
    paper.add_paragraph(annex.note)
    table = paper.add_table(rows=0, cols=len(annex.heads), style="Table Grid")
    style = paper.styles[_CELL].style_id
    _fill(table.add_row(), annex.heads, style, bold=True)
    repeated = OxmlElement("w:tblHeader")  # read out, and repeated on each page, as the head of the columns
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in annex.rows:
        _fill(table.add_row(), row, style)
    _fill(table.add_row(), annex.total, style, bold=True)


def _fill(row: _Row, texts: Iterable[str], style: str, *, bold: bool = False) -> None:
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        # By its id: python-docx looks for a name anew in each of hundreds of cells.
        paragraph._p.style = style
        run = paragraph.add_run(text)
        if bold:
            run.bold = True
        if column not in _LEFT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
