"""Rows of one employer and month that meet: against a plain sum over a dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.intake.making import Case, Page, as_csv, as_xlsx, employers, outcome
from tests.examples import examples

HEAD = ["NPP", "BLTH", "DIV", "TK", "Total Iuran"]
Row = tuple[int, str, str, int]
ROWS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["06/2026", "07/2026"]),
        st.sampled_from(["000", "001", "002"]),
        st.integers(-3, 9).filter(bool).map(lambda step: step * 1_001),
    ),
    min_size=3,
    max_size=12,
)
ANSWERS = (("negative_rows", "net"), ("division", "add"), ("duplicate", {"keep": []}))


def slow(rows: list[Row], *, answered: bool) -> tuple[int, int]:
    """How many employer-months there are and what they owe, group by group."""
    groups: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        groups.setdefault(row[:2], []).append(row)
    count = total = 0
    for group in groups.values():
        dues = [row[3] for row in group]
        different = set(group)
        joined = len(group) > 1 and (min(dues) < 0 or len({row[2] for row in group}) == len(group))
        if joined:
            taken, owed = answered and sum(dues) >= 0, sum(dues)
        else:
            taken, owed = len(different) == 1 and min(dues) > 0, dues[0]
        count += taken
        total += owed if taken else 0
    return count, total


@examples(20, 300)
@given(ROWS)
def test_rows_that_meet_add_up_as_a_dictionary_adds_them(rows: list[Row]):
    cells = [[employers()[at]["npp"], month, division, 1, due] for at, month, division, due in rows]
    said = outcome(Case("iuran_koreksi.csv", as_csv(Page([HEAD, *cells])), answers=ANSWERS))
    for name, answered in (("tables", False), ("answered", True)):
        count, total = slow(rows, answered=answered)
        found = said[name].get("contributions", (0, {}))  # type: ignore[attr-defined]
        assert (found[0], found[1].get("due", 0)) == (count, total)


@pytest.mark.parametrize(("answer", "due"), [(None, 30_000), ("Jombang", 10_000), ("Kota Mojokerto", 20_000)])
def test_an_employer_that_moves_counts_on_both_sheets_unless_one_is_said_to_be_right(answer, due):
    npp, other = employers()[0]["npp"], employers()[1]["npp"]
    head = ["NPP", "Nama", "Jan Iuran", "Jan Bayar", "Feb Iuran", "Feb Bayar"]
    title = ["REKAP IURAN TAHUN 2026"]

    def sheet(name: str, *rows: list[object]) -> Page:
        return Page([title, head, *rows], name=name)

    content = as_xlsx(
        sheet("Jombang", [npp, "A", 10_000, 10_000, "", ""]),
        sheet("Kota Mojokerto", [npp, "A", "", "", 20_000, 20_000], [other, "B", 1_000, 1_000, 1_000, 1_000]),
    )
    given = (("duplicate", {"keep_sheet": answer}),) if answer else ()
    case = Case("rekap.xlsx", content, answers=(("no_pay_day", "the day it fell due"), *given))
    said = outcome(case)
    assert said["questions"]["duplicate"] == 1  # type: ignore[index]
    assert said["answered"]["contributions"][1]["due"] == due + 2_000  # type: ignore[index]
