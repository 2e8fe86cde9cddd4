"""An answer finds its question, however its writer names rows and columns, and no other one."""

from __future__ import annotations

import pytest

from data.intake import Answers
from data.intake.report import Question
from data.words import Sentence
from tests.data.intake.making import Case, Page, as_xlsx, employers, outcome


def asked(code: str, column: str, rows: list[object]) -> Question:
    return Question(code, Sentence("?"), "Data", column, rows)


@pytest.mark.parametrize(
    ("said", "own"),
    [([14], [["Data", 14, "N"]]), ([["Data", 14, "N"]], [14]), ([], [14]), ([14, 15], [15, 16])],
)
def test_rows_meet_as_numbers_or_as_places(said: list[object], own: list[object]):
    answers = Answers([{"code": "blank_meaning", "column": "M", "rows": said, "answer": "not paid"}])
    assert answers.to(asked("blank_meaning", "N", own)) == "not paid"


def test_another_row_or_a_number_of_another_column_is_not_answered():
    answers = Answers(
        [
            {"code": "blank_meaning", "rows": [["Kota", 9, "N"]], "answer": "not paid"},
            {"code": "number", "column": "F", "rows": [9], "answer": 5},
            {"code": "region", "column": "H", "rows": [9], "answer": "35.16"},
        ]
    )
    assert answers.to(asked("region", "I", [9])) == "35.16"  # a row has one, whichever column says it
    assert answers.to(asked("region", "I", [10])) is None
    assert answers.to(asked("blank_meaning", "N", [["Data", 9, "N"]])) is None
    assert answers.to(asked("number", "G", [9])) is None


def _months(at: int, due: int) -> list[object]:
    return [employers()[at]["npp"], employers()[at]["name"], due, due + 1, due + 2]


@pytest.mark.parametrize("keep", [{"keep": [["Kota", 3]]}, {"keep_sheet": "Kota"}])
def test_two_lines_with_months_across_are_asked_about_once(keep: dict[str, object]):
    head = ["NPP", "Nama BU", "Jan-25", "Feb-25", "Mar-25"]
    pages = [
        Page([["REKAP PENETAPAN"], head, _months(0, due), _months(at, 7)], name)
        for name, due, at in (("Kota", 1_000, 1), ("Kabupaten", 2_000, 2))
    ]
    given = (("duplicate", keep), ("missing_column", "not paid"))
    said = outcome(Case("rekap.xlsx", as_xlsx(*pages), answers=given))
    assert said["questions"] == {"duplicate": 1, "missing_column": 2}
    assert said["answered"] == {"contributions": (9, {"due": 3_003 + 2 * 24})}


def test_another_sheet_proves_what_a_mark_means_and_unknown_employers_are_no_twins():
    head = ["NPP", "Nama BU", "Jan-25", "Feb-25"]
    unknown = ["77665544", "PT Contoh", 1, 2]
    pages = [
        Page(
            [["PENETAPAN (ribuan rupiah)"], head, [employers()[0]["npp"], "", "1.115,624", 5], unknown],
            "Kota",
        ),
        Page(
            [["PENETAPAN (ribuan rupiah)"], head, [employers()[1]["npp"], "", "683,280", 7], unknown], "Kab"
        ),
    ]
    said = outcome(Case("rekap.xlsx", as_xlsx(*pages)))
    assert said["questions"] == {"missing_column": 2}
    assert said["tables"] == {"contributions": (4, {"due": 1_115_624 + 683_280 + 12_000})}
