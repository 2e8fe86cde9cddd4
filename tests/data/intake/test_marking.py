"""The marked workbook: the sender's own, with wrong cells filled and explained, and everything else as it was."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from data.intake import Answers, Desk, Report, check
from data.intake.marking import marked, mended_cells
from data.intake.reading import Refused, read_file
from tests.data.intake import large
from tests.data.intake.making import hostile
from tests.data.intake.making.books import Formula, Page, as_csv, as_html, as_ods, as_xlsx
from tests.facts import FACTS

DESK = Desk(large.OFFICE, large.TODAY, large.register(60), FACTS)
WRONG = {(4, 5): "2.4OO", (5, 8): "31/02/2026", (6, 1): "ZX999999", (7, 9): "#N/A"}


def page() -> Page:
    """A small list with four wrong cells, a title over merged cells, a formula, hidden row and column."""
    rows = hostile.rows(14)
    for (row, column), text in WRONG.items():
        rows[row][column] = text
    rows[9][7] = Formula("=G10/30", 300_000)
    rows[8][2] = "=1+1 & Co"
    rows.append(["", "JUMLAH", "", "", "", 45, 126_000_000, 4_200_000, "", 4_200_000])
    return Page(rows, "IURAN", [(0, 1, 0, 5)], hidden_columns=(0,), formats={8: "dd/mm/yyyy", 6: "#,##0"})


MAKERS = {"xlsx": as_xlsx, "ods": as_ods, "csv": as_csv, "html": as_html}


def checked(content: bytes) -> Report:
    return check(content, "iuran", DESK, Answers([{"code": "no_values", "answer": "leave empty"}]))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def seen(cell: openpyxl.cell.Cell) -> tuple[object, ...]:
    look = (cell.font, cell.border, cell.alignment, cell.number_format, cell.protection)
    return (cell.value, cell.data_type, *map(repr, look))


def test_only_marked_cells_change():
    content = as_xlsx(page())
    before, after = opened(content), opened(marked(content, checked(content)))
    assert before.sheetnames == after.sheetnames
    one, two = before["IURAN"], after["IURAN"]
    for row in one.iter_rows():
        for cell in row:
            other = two[cell.coordinate]
            assert seen(cell) == seen(other)
            place = (cell.row - 1, cell.column - 1)
            assert (repr(cell.fill) != repr(other.fill)) == (place in WRONG) == (other.comment is not None), (
                place
            )
    assert one.merged_cells.ranges == two.merged_cells.ranges and one.dimensions == two.dimensions
    assert {k: (d.width, d.hidden) for k, d in one.column_dimensions.items()} == {
        k: (d.width, d.hidden) for k, d in two.column_dimensions.items()
    }


def test_cells_that_are_not_marked_are_the_same_to_the_last_byte():
    content = as_xlsx(page())
    cells = [
        dict(re.findall(rb'(<c r="[A-Z]+\d+")(.*?)(?=<c r=|</row>)', hostile.part(one, hostile.SHEET)))
        for one in (content, marked(content, checked(content)))
    ]
    changed = {name for name in cells[0] if cells[0][name] != cells[1].get(name)}
    assert (
        changed == {b'<c r="F5"', b'<c r="I6"', b'<c r="B7"', b'<c r="J8"'}
        and cells[0].keys() == cells[1].keys()
    )


@pytest.mark.parametrize("kind", MAKERS)
def test_every_error_is_explained_at_its_cell(kind):
    content = MAKERS[kind](page())
    report = checked(content)
    sheet = opened(marked(content, report)).worksheets[0]
    for issue in report.findings.errors:
        comment = sheet[f"{issue.column}{issue.row}"].comment
        assert comment is not None and issue.message in comment.text
        assert sheet[f"{issue.column}{issue.row}"].fill.fill_type == "solid"
    assert {issue.code for issue in report.findings.errors} >= {"not_number", "unknown_employer"}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_mended_file_answers_without_new_questions(kind):
    content = MAKERS[kind](page())
    report = checked(content)
    back = marked(content, report)
    again = checked(back)
    assert mended_cells(report, again) == []
    assert codes(report) == codes(again)
    book = opened(back)
    sheet = book.worksheets[0]
    sheet["F5"], sheet["I6"], sheet["B7"], sheet["J8"] = 3, datetime(2026, 8, 3), "ZX000030", 300_000
    mended = io.BytesIO()
    book.save(mended)
    after = checked(mended.getvalue())
    errors = [issue for issue in report.findings.errors if issue.severity == "error"]
    assert [issue for issue in mended_cells(report, after) if issue.severity == "error"] == errors
    assert {question.code for question in after.findings.questions} <= {
        question.code for question in report.findings.questions
    } | ({"no_values"} if kind == "xlsx" else set())  # openpyxl keeps no values of formulas


def codes(report: Report) -> list[tuple[int, str, str]]:
    return [(issue.row, issue.column, issue.code) for issue in report.findings.errors]


@pytest.mark.parametrize("kind", ["ods", "csv", "html"])
def test_a_made_workbook_holds_what_was_read_at_the_same_places(kind):
    content = MAKERS[kind](page())
    read = read_file(content).sheets[0]
    sheet = opened(marked(content, checked(content))).worksheets[0]
    for row, cells in enumerate(read.cells):
        for column, cell in enumerate(cells):
            found = sheet.cell(row + 1, column + 1)
            if cell not in ("", None):
                value = (
                    found.value.date()
                    if isinstance(found.value, datetime) and type(cell) is date
                    else found.value
                )
                assert value == cell and found.data_type != "f"


def test_a_text_that_looks_like_a_formula_stays_text():
    rows = hostile.rows()
    rows[4][2], rows[5][2], rows[6][2] = "=cmd|' /C calc'!A0", "@SUM(1)", "+62"
    rows[7][5] = "salah"
    content = as_csv(Page(rows))
    back = marked(content, checked(content))
    sheet = opened(back).worksheets[0]
    assert [sheet.cell(row, 3).data_type for row in (5, 6, 7)] == ["s", "s", "s"]
    assert b"<f>" not in hostile.part(back, hostile.SHEET)


def test_errors_in_cells_and_rows_that_are_not_there():
    content = as_xlsx(page())
    report = checked(content)
    issue = next(one for one in report.findings.errors if one.code == "not_number")
    for row, column in ((5, "Z"), (400, "B"), (3, "A"), (1, "C")):
        report.findings.errors.append(type(issue)("IURAN", row, column, "missing", "error", "", "Kolom"))
    sheet = opened(marked(content, report))["IURAN"]
    assert all(sheet[place].comment for place in ("Z5", "B400", "A3", "B1"))


def test_comments_that_the_sender_wrote_stay():
    content = as_xlsx(page())
    book = opened(content)
    book["IURAN"]["F5"].comment = openpyxl.comments.Comment("periksa ini", "Pengirim")
    book["IURAN"]["C3"].comment = openpyxl.comments.Comment("catatan", "Pengirim")
    saved = io.BytesIO()
    book.save(saved)
    sheet = opened(marked(saved.getvalue(), checked(saved.getvalue())))["IURAN"]
    assert "periksa ini" in sheet["F5"].comment.text and "bukan angka" in sheet["F5"].comment.text
    assert sheet["C3"].comment.text == "catatan" and sheet["I6"].comment is not None


def test_what_the_limits_refuse_is_not_marked():
    report = checked(hostile.overlapping())
    with pytest.raises(Refused):
        marked(hostile.overlapping(), report)


def test_parts_that_nobody_knows_stay():
    content = hostile.with_parts(
        as_xlsx(page()), {"xl/media/logo.png": b"\x89PNG", "customXml/item1.xml": b"<a/>"}
    )
    with zipfile.ZipFile(io.BytesIO(marked(content, checked(content)))) as archive:
        assert archive.read("xl/media/logo.png") == b"\x89PNG" and archive.testzip() is None
