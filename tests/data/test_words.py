"""What words.py writes, regions and figures read again."""

import datetime
from decimal import Decimal
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.parsing import AsOf, UnreadableNumber, read_date, read_number
from data.words import Problem, Words

INDONESIAN, ENGLISH = Words("id"), Words("en")
counts = st.integers(-(10**15), 10**15)
cents = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (INDONESIAN.number(1234567), "1.234.567"),
        (INDONESIAN.number(1234.5, 2), "1.234,5"),
        (INDONESIAN.percent(45.94), "45,94\u00a0%"),
        (INDONESIAN.percent(45), "45\u00a0%"),
        (INDONESIAN.rupiah(5_498_000_000), "Rp5,5\u00a0miliar"),
        (INDONESIAN.rupiah(950_000), "Rp950.000"),
        (INDONESIAN.rupiah(40_000_000_000_000), "Rp40\u00a0triliun"),
        (INDONESIAN.quantity(9823, "workers"), "9.823\u00a0pekerja"),
        (INDONESIAN.quantity(None, "workers"), "tidak ada data"),
        (INDONESIAN.quantity(float("nan"), "percent"), "tidak ada data"),
        (INDONESIAN.quantity(0, "cases"), "0\u00a0kasus"),
        (INDONESIAN.date("2018-10-31"), "31 Okt 2018"),
        (INDONESIAN.date("2025-08"), "Agu 2025"),
        (INDONESIAN.date("2018"), "2018"),
        (INDONESIAN.date(datetime.date(2026, 8, 31)), "31 Agu 2026"),
        (INDONESIAN.date(""), "tanpa tanggal"),
        (ENGLISH.number(1234567), "1,234,567"),
        (ENGLISH.date("2018-10-31"), "31 Oct 2018"),
    ],
)
def test_numbers_and_dates_in_the_form_of_the_language(written, expected):
    # 5,498 miliar is 5,50 to two decimals, of which Babel prints as many as it takes: 5,5.
    assert written == expected


@given(counts)
def test_a_count_is_read_again(number):
    assert read_number(INDONESIAN.number(number)) == number
    assert read_number(INDONESIAN.quantity(number, "workers"), "workers") == number


@given(cents)
def test_a_decimal_is_read_again(number):
    assert read_number(INDONESIAN.number(number, 2)) == number


@given(st.decimals("-999.99", "999.99", places=2))
def test_a_percentage_is_read_again(number):
    assert read_number(INDONESIAN.percent(float(number)), "percent") == number


@given(st.integers(-(10**15), 10**15))
def test_rupiah_are_read_again_as_closely_as_they_are_said(amount):
    scale = next((size for size in (10**12, 10**9, 10**6) if abs(amount) >= size), 0)
    read = read_number(INDONESIAN.rupiah(amount), "rupiah")
    assert abs(read - amount) <= Decimal(scale) * Decimal("0.00501")


@given(st.integers(0, 10**12))
def test_english_counts_are_read_or_refused_never_misread(number):
    written = ENGLISH.number(number)
    if 1000 <= number < 10**6:
        with pytest.raises(UnreadableNumber):
            read_number(written)
    else:
        assert read_number(written) == number


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)),
    st.sampled_from([4, 7, 10]),
    st.sampled_from([INDONESIAN, ENGLISH]),
)
def test_a_date_is_read_again_as_precise_as_it_was(day, size, words):
    period = AsOf(day.isoformat()[:size])
    assert read_date(words.date(period.text)) == period


def test_a_problem_says_its_row_in_front():
    assert str(Problem("Nilai {text} salah.", text="x", row=7)) == "Baris 7: Nilai x salah."
    assert str(Problem("Nilai {text} salah.", text="x", row=None)) == "Nilai x salah."
    assert str(Problem("Nilai di baris {row} salah.", row=7)) == "Nilai di baris 7 salah."


def test_braces_in_a_value_stay_text():
    problem = Problem("Nilai {text} salah.", text="{row}{0}${alert(1)}")
    assert str(problem) == "Nilai {row}{0}${alert(1)} salah."


def test_a_text_in_one_language_is_shown_in_both():
    class Row(NamedTuple):
        note_id: str
        note_en: str

    rows = (
        Row("Catatan", ""),
        {"note_id": "Catatan", "note_en": ""},
        pd.Series({"note_id": "Catatan", "note_en": ""}),
    )
    for row in rows:
        assert (Words("id").of(row, "note"), Words("en").of(row, "note")) == ("Catatan", "Catatan")
    assert Words("en").of(Row("Catatan", "Note"), "note") == "Note"
    assert Words("id").of(Row("", "Note"), "note") == "Note" and Words("id").of(Row("", ""), "note") == ""


def test_a_problem_within_a_problem_is_said_in_the_same_language():
    inner = Problem("angka dari {low} sampai {high}", low="0", high="100")
    template = "Tabel {table} baris {row}, kolom {column}: tertulis {found}. Yang diterima: {accepted}."
    outer = Problem(template, table="targets", row=3, column="value", found="“x”", accepted=inner)
    assert str(outer).endswith("Yang diterima: angka dari 0 sampai 100.")
    assert ENGLISH.explain(outer).endswith("Accepted: a number from 0 to 100.")


@pytest.mark.parametrize(
    ("value", "unit", "beside", "wanted"),
    [
        (0.004, "percent", [], "kurang dari 0,01\u00a0%"),
        (0.0, "percent", [], "0\u00a0%"),
        (0.0051, "percent", [], "0,01\u00a0%"),
        (-0.004, "points", [], "kurang dari −0,01\u00a0poin"),
        (0.04, "months", [], "kurang dari 0,1\u00a0bulan"),
        (0.3, "rupiah", [], "kurang dari Rp1"),
        (52.1499, "percent", [52.15], "52,1499\u00a0%"),
        (52.1501, "percent", [52.15], "52,1501\u00a0%"),
        (52.15, "percent", [52.15], "52,15\u00a0%"),
        (52.1499, "percent", [], "52,15\u00a0%"),
        (49.4599, "percent", [49.46, 50.0, 51.0], "49,4599\u00a0%"),
        (2_003_100_000, "rupiah", [2_003_000_000], "Rp2,0031\u00a0miliar"),
    ],
)
def test_no_value_is_rounded_to_zero_or_over_a_limit_that_it_is_held_against(value, unit, beside, wanted):
    assert Words("id").quantity(value, unit, beside) == wanted


@given(st.floats(0, 100), st.lists(st.floats(0, 100), max_size=4), st.integers(0, 4))
def test_what_is_written_stands_on_the_side_of_each_limit_on_which_the_value_is(value, limits, near):
    limits = [*(round(limit, 2) for limit in limits), round(value, near)]
    said = Words("id").number(value, 2, limits)
    if said.startswith("kurang dari"):
        return
    written = float(read_number(said, "percent"))
    for limit in limits:
        if abs(value - limit) > 1e-8:
            assert (written < limit) == (value < limit) and (written > limit) == (value > limit)
