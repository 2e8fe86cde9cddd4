"""An empty workbook for every table: what it asks for is what intake takes, and an empty one says nothing wrong."""

from __future__ import annotations

import io

import openpyxl
import pytest

from data.intake import Desk, Register, Report, check
from data.intake.__main__ import main
from data.intake.finding import TABLES
from data.intake.marking.templates import EXAMPLE_ROW, HEADER_ROW, TEMPLATES, template
from tests.data.intake import large
from tests.facts import FACTS

EMPLOYER = {
    "employer": "MJK-1",
    "npp": "00010130",
    "name": "CV Contoh Sentosa",
    "region": "35.76",
    "office": large.OFFICE,
    "status": "aktif",
    "registered_on": "2010-01-01",
    "workers_registered": "5",
}
DESK = Desk(large.OFFICE, large.TODAY, Register.of([EMPLOYER]), FACTS)


def read(content: bytes, table: str) -> Report:
    return check(content, f"{table}.xlsx", DESK)


def test_every_table_that_intake_takes_has_one():
    assert TEMPLATES.keys() == TABLES.keys()


@pytest.mark.parametrize("table", TEMPLATES)
def test_the_example_is_read_as_what_it_is(table):
    report = read(template(table), table)
    assert report.refused is None and report.findings.errors == []
    assert [name for name in report.tables if name != "case_steps"] == [table]
    assert len(report.tables[table].records) in (1, 4)  # a row of workforce has four definitions
    (block,) = report.blocks
    assert [
        column.heading for column in block.columns if not column.field and column.path[0] != "Tindak Lanjut"
    ] == []
    assert {question.code for question in report.findings.questions} <= {
        "missing_column",
        "correction",
        "not_held",
    }


@pytest.mark.parametrize("table", TEMPLATES)
def test_without_the_example_nothing_is_wrong(table):
    book = openpyxl.load_workbook(io.BytesIO(template(table)))
    assert book["Isian"].cell(HEADER_ROW + 1, 1).value == TEMPLATES[table][0].text
    book["Isian"].delete_rows(EXAMPLE_ROW + 1)
    emptied = io.BytesIO()
    book.save(emptied)
    report = read(emptied.getvalue(), table)
    assert report.findings.errors == [] and report.findings.questions == [] and report.refused_code == "empty"


@pytest.mark.parametrize("table", TEMPLATES)
def test_lists_hold_words_that_are_taken(table):
    book = openpyxl.load_workbook(io.BytesIO(template(table)))
    rules = book["Isian"].data_validations.dataValidation
    assert len(rules) == sum(bool(heading.words) for heading in TEMPLATES[table])
    if rules:
        assert book["Daftar"].sheet_state == "hidden"
        words = [cell.value for cell in next(book["Daftar"].iter_cols(1, 1)) if cell.value]
        at = next(number for number, heading in enumerate(TEMPLATES[table]) if heading.words)
        example = [cell.value for cell in book["Isian"][EXAMPLE_ROW + 1]]
        for row, word in enumerate(words, EXAMPLE_ROW + 1):
            for column, value in enumerate(example, 1):
                book["Isian"].cell(row, column).value = word if column == at + 1 else value
        saved = io.BytesIO()
        book.save(saved)
        errors = read(saved.getvalue(), table).findings.errors
        assert {error.code for error in errors} <= {"outside_area", "code_name_mismatch"}, errors


def test_the_command_writes_it(tmp_path):
    assert main(["template", "informal", "--out", str(tmp_path / "baru" / "isian.xlsx")]) == 0
    assert (tmp_path / "baru" / "isian.xlsx").read_bytes()[:2] == b"PK"
