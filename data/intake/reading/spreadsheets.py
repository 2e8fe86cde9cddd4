"""XLSX, XLSB, ODS and XLS into sheets of cells: calamine reads, and what it hides comes from elsewhere.

calamine turns an error into an empty cell and knows nothing of hidden rows, so for XLSX both are read from the
XML (`archives`); XLS is read by xlrd, which knows them. XLSB and ODS are read in a process of its own with
limits, because calamine lays out the whole rectangle that a stray cell spans.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from xml.etree.ElementTree import ParseError, iterparse

import python_calamine as calamine
import xlrd

from data.intake.reading.archives import Structure, parts, structure_of
from data.intake.reading.contained import contained
from data.intake.reading.kinds import damaged, locked
from data.intake.reading.workbook import ErrorCell, Sheet, Workbook

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_xlsx(content: bytes, limit: int) -> Workbook:
    """The sheets of an XLSX. Raises Refused: too_large, damaged, encrypted."""
    unpacked = parts(content, limit)
    structures, changed = _structures(unpacked)
    if changed:
        content = _packed(unpacked | changed)
    return Workbook("xlsx", _calamine_sheets(content, structures))


def read_contained(content: bytes, kind: str, limit: int) -> Workbook:
    """The sheets of an XLSB or ODS, read in a process with limits. Raises Refused."""
    parts(content, limit)
    return Workbook(kind, contained(content))


def _calamine_sheets(content: bytes, structures: dict[str, Structure]) -> list[Sheet]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            visible = {sheet.name: sheet.visible for sheet in book.sheets_metadata if _has_cells(sheet)}
            return [
                _sheet(book.get_sheet_by_name(name), shown, structures.get(name, Structure()))
                for name, shown in visible.items()
            ]
    except calamine.PasswordError as error:
        raise locked() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged() from error


def sheets_in(content: bytes) -> list[Sheet]:
    """The sheets that calamine reads, without anything else; for the process with limits."""
    return _calamine_sheets(content, {})


def _has_cells(sheet: calamine.SheetMetadata) -> bool:
    return sheet.typ == calamine.SheetTypeEnum.WorkSheet


def _sheet(read: calamine.CalamineSheet, visible: object, structure: Structure) -> Sheet:
    cells: list[list[object]] = read.to_python(skip_empty_area=False)  # type: ignore[assignment]
    for (row, column), text in structure.errors.items():
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = ErrorCell(text)
    merged = [(*start, *end) for start, end in read.merged_cell_ranges or ()]
    return Sheet(
        name=read.name,
        cells=cells,
        hidden=visible != calamine.SheetVisibleEnum.Visible,
        merged=merged,
        hidden_rows=structure.hidden_rows,
        hidden_columns=structure.hidden_columns,
        formulas=structure.formulas,
        stray=structure.stray,
    )


def _structures(unpacked: dict[str, bytes]) -> tuple[dict[str, Structure], dict[str, bytes]]:
    """What the XML of each sheet says, by the sheet's name, and the parts that were made smaller."""
    found, changed = {}, {}
    for name, part in _sheet_parts(unpacked).items():
        if part in unpacked:
            found[name], xml = structure_of(unpacked[part], name)
            if xml is not unpacked[part]:
                changed[part] = xml
    return found, changed


def _sheet_parts(unpacked: dict[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    try:
        targets = {
            element.get("Id"): element.get("Target", "")
            for _, element in iterparse(io.BytesIO(unpacked.get("xl/_rels/workbook.xml.rels", b"")))
        }
        return {
            element.get("name", ""): _part_name(targets.get(element.get(_RELATION), ""))
            for _, element in iterparse(io.BytesIO(unpacked.get("xl/workbook.xml", b"")))
            if element.tag == f"{_NAMESPACE}sheet"
        }
    except ParseError as error:
        raise damaged() from error


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _packed(unpacked: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in unpacked.items():
            archive.writestr(name, part)
    return packed.getvalue()


def read_xls(content: bytes) -> Workbook:
    """The sheets of an XLS (BIFF). Raises Refused: damaged, encrypted."""
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        return Workbook("xls", [_xls_sheet(book, sheet) for sheet in book.sheets()])
    except xlrd.XLRDError as error:
        raise (locked() if re.search("encrypt|password", str(error), re.I) else damaged()) from error
    except (AssertionError, IndexError, KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise damaged() from error
    except (NotImplementedError, MemoryError, RecursionError, UnicodeError, OSError) as error:
        raise damaged() from error


def _xls_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    cells = [[_xls_value(book, cell) for cell in sheet.row(row)] for row in range(sheet.nrows)]
    return Sheet(
        name=sheet.name,
        cells=cells,
        hidden=bool(sheet.visibility),
        merged=[(low, left, high - 1, right - 1) for low, high, left, right in sheet.merged_cells],
        hidden_rows=frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
    )


def _xls_value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _xls_date(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ErrorCell(xlrd.error_text_from_code.get(cell.value, "#?"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return "" if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value


def _xls_date(value: float, mode: int) -> object:
    try:
        day: datetime = xlrd.xldate_as_datetime(value, mode)
    except (xlrd.xldate.XLDateError, ValueError, OverflowError):
        return value
    return date(day.year, day.month, day.day) if float(value).is_integer() else day
