"""Pages of cells as files of every kind: XLSX, ODS, CSV in any encoding, web pages that call themselves .xls."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import escape
from xml.sax.saxutils import escape as xml

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Span = tuple[int, int, int, int]


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was saved with it."""

    text: str
    saved: object = 0


@dataclass
class Page:
    """One sheet: rows of cells, and what Excel shows around them; rows and columns count from 0."""

    rows: list[list[object]]
    name: str = "Sheet1"
    merged: list[Span] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    formats: dict[int, str] = field(default_factory=dict)

    def letter_of(self, heading: str) -> str:
        """The letter of the first column with this heading."""
        for row in self.rows:
            if heading in row:
                return chr(65 + row.index(heading))
        raise LookupError(heading)


def as_xlsx(*pages: Page) -> bytes:
    """A workbook; days are days, formulas keep their saved value."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for page in pages:
            _add_sheet(book, page)
    return content.getvalue()


def _add_sheet(book: xlsxwriter.Workbook, page: Page) -> None:
    sheet = book.add_worksheet(page.name)
    for r, row in enumerate(page.rows):
        for c, cell in enumerate(row):
            _write(book, sheet, page, (r, c), cell)
    for top, left, bottom, right in page.merged:
        kept = page.rows[top][left]
        sheet.merge_range(top, left, bottom, right, kept if isinstance(kept, (str, int, float)) else "")
    for row in page.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for column in page.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    if page.hidden:
        sheet.hide()


def _write(
    book: xlsxwriter.Workbook, sheet: Worksheet, page: Page, place: tuple[int, int], cell: object
) -> None:
    if isinstance(cell, (date, datetime)):
        shown = book.add_format({"num_format": page.formats.get(place[1], "yyyy-mm-dd")})
        sheet.write_datetime(*place, cell, shown)
    elif isinstance(cell, Formula):
        sheet.write_formula(*place, cell.text, None, cell.saved)
    elif cell == "":
        sheet.write_blank(*place, None, book.add_format({"border": 1}))
    elif isinstance(cell, str):
        sheet.write_string(*place, cell)
    elif cell is not None:
        sheet.write(*place, cell)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell.saved if isinstance(cell, Formula) else cell)


def as_csv(
    page: Page, separator: str = ";", encoding: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    """A text file; days are written as ISO."""
    content = io.StringIO()
    csv.writer(content, delimiter=separator, quoting=quoting, lineterminator="\r\n").writerows(  # type: ignore[arg-type]
        [[_text(cell) for cell in row] for row in page.rows]
    )
    return content.getvalue().encode(encoding)


def as_html(page: Page, encoding: str = "utf-8") -> bytes:
    """A web page with one table; merged ranges become colspan and rowspan."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    inside = {
        (r, c)
        for top, left, bottom, right in page.merged
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    } - set(spans)
    lines = []
    for r, row in enumerate(page.rows):
        cells = []
        for c, cell in enumerate(row):
            if (r, c) not in inside:
                down, across = spans.get((r, c), (1, 1))
                cells.append(f'<td rowspan="{down}" colspan="{across}">{escape(_text(cell))}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><body><table border=1>{''.join(lines)}</table></body></html>".encode(encoding)


def as_ods(*pages: Page) -> bytes:
    """An OpenDocument workbook, by hand: no library that writes ODS is needed."""
    tables = "".join(_table(page) for page in pages)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml", f"{head}{tables}</office:spreadsheet></office:body></office:document-content>"
        )
        archive.writestr("META-INF/manifest.xml", manifest)
    return content.getvalue()


def _table(page: Page) -> str:
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in page.rows)
    return f'<table:table table:name="{xml(page.name)}">{rows}</table:table>'


def _ods_cell(cell: object) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="string"><text:p>{xml(_text(cell))}</text:p></table:table-cell>'
    )


def serial(day: date) -> int:
    """The number by which Excel keeps a day."""
    return (day - date(1899, 12, 30)) // timedelta(days=1)
