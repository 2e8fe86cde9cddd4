"""One file, whatever it is, into a workbook that is not wider, and says nothing longer, than lists are."""

from __future__ import annotations

from data.intake.reading.archives import MOST_UNPACKED
from data.intake.reading.html_tables import read_html
from data.intake.reading.kinds import kind_of
from data.intake.reading.spreadsheets import read_contained, read_xls, read_xlsx
from data.intake.reading.texts import read_text
from data.intake.reading.workbook import Refused, Sheet, Workbook
from data.intake.reading.worksheets import MOST_FAR, TOO_WIDE, WIDEST

MOST_BYTES = 50_000_000
# What a person writes into a cell is shorter, and no pattern has to look at more.
LONGEST_TEXT = 2_000
_MOST_SHEETS = 250
# Texts of more letters than this are few in a list; together they have at most so many.
_LONG, _MOST_LETTERS = 300, 1_000_000
_BOOK = (
    "Lembar {sheet} berisi terlalu banyak teks panjang untuk sebuah daftar. Bawalah hanya kolom daftarnya."
)
_TOO_LARGE = "Berkas ini lebih besar daripada {limit} MB. Bagi menjadi beberapa berkas."


def read_file(content: bytes) -> Workbook:
    """The sheets of a file. Raises Refused: empty, not_table, encrypted, damaged, too_large."""
    if len(content) > MOST_BYTES:
        raise Refused("too_large", _TOO_LARGE, limit=MOST_BYTES // 1_000_000)
    workbook = _read(content, kind_of(content))
    workbook.sheets = workbook.sheets[:_MOST_SHEETS]
    for sheet in workbook:
        _narrow(sheet)
        _shorten(sheet)
    return workbook


def _read(content: bytes, kind: str) -> Workbook:
    if kind == "xlsx":
        return read_xlsx(content, MOST_UNPACKED)
    if kind in ("xlsb", "ods"):
        return read_contained(content, kind, MOST_UNPACKED)
    if kind == "xls":
        return read_xls(content)
    return read_html(content) if kind == "html" else read_text(content)


def _narrow(sheet: Sheet) -> None:
    """Cut what stands beyond column ZZ: a few cells have strayed there, many are no list. Raises Refused: too_large."""
    wide = max(map(len, sheet.cells), default=0) > WIDEST
    for row, cells in enumerate(sheet.cells if wide else ()):
        if len(cells) > WIDEST:
            sheet.stray += sum(cell not in ("", None) for cell in cells[WIDEST:])
            sheet.cells[row] = cells[:WIDEST]
    if sheet.stray > MOST_FAR:
        raise Refused("too_large", TOO_WIDE, sheet=sheet.name or "1", limit=WIDEST)


def _shorten(sheet: Sheet) -> None:
    """Cut texts that go on for pages. Raises Refused: too_large, where the sheet is a book and no list."""
    long = 0
    for column in range(sheet.width):
        lengths = [length for length in map(len, sheet.words(column)) if length > _LONG]
        long += sum(min(length, LONGEST_TEXT) for length in lengths)
        if long > _MOST_LETTERS:
            raise Refused("too_large", _BOOK, sheet=sheet.name or "1")
        if max(lengths, default=0) > LONGEST_TEXT:
            for row, cell in enumerate(sheet.whole(column)):
                if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
                    sheet.put(row, column, f"{cell[:LONGEST_TEXT]}…")
