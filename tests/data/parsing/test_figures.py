"""Indonesian numbers and dates, and stated against computed percentages."""

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.indicators.published_figures import agrees, computed_pct, rounding_only
from data.parsing import AsOf, UnreadableDate, UnreadableNumber, read_date, read_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("63. 806", "63806"),
        ("63 .806", "63806"),
        ("63.806", "63806"),
        ("52.912", "52912"),
        ("1.234.567", "1234567"),
        ("1.234,56", "1234.56"),
        ("15,04 %", "15.04"),
        ("15, 04 persen", "15.04"),
        ("15,040 %", "15.04"),
        ("45.94", "45.94"),
        ("5.1", "5.1"),
        ("0.346", "0.346"),
        ("0,346", "0.346"),
        ("1234.567", "1234.567"),
        ("63806.0", "63806"),
        ("12.3456", "12.3456"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("24 ribu", "24000"),
        ("1,3 juta", "1300000"),
        ("1.5 jt", "1500000"),
        ("Rp5,498 miliar", "5498000000"),
        ("Rp5,498 M", "5498000000"),
        ("Rp 40 triliun", "40000000000000"),
        ("Rp1.200 triliun", "1200000000000000"),
        ("Rp. 500.000,-", "500000"),
        ("IDR 500.000,00", "500000"),
        ("Rp5 milyar rupiah", "5000000000"),
        ("24 ribu orang", "24000"),
        ("702 perusahaan", "702"),
        ("-1.234", "-1234"),
        ("\u22121.234,5", "-1234.5"),
        ("Rp-500.000", "-500000"),
        ("1\u00a0234".replace("\u00a0", "."), "1234"),
        (63806, "63806"),
        (63806.0, "63806"),
        (15.04, "15.04"),
        (np.int64(7), "7"),
        (np.float64(26.72), "26.72"),
        (Decimal("15.040"), "15.040"),
        (0, "0"),
        ("0", "0"),
    ],
)
def test_numbers_as_printed(written, number):
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        None,
        float("nan"),
        pd.NA,
        float("inf"),
        Decimal("1e30"),
        "abc",
        "1.23.456",
        "1.234.56",
        "12.34.567",
        "1,23,456",
        "1.2,3.4",
        "63,806",
        "Rp5,498",
        "5 M",
        "45.940 %",
        "63 806",
        "2018 100",
        "1.234,5,6",
        "--5",
        "-Rp-5",
        "12%5",
        "sekitar 24 ribu",
        "24 ribuan",
        "Rp5 orang",
        "1/2",
        "9" * 1000,
        True,
        datetime.date(2018, 1, 1),
        [1],
        "63.806¹",
        "5²",
        "１２",
    ],
)
def test_what_has_no_reading_or_two_is_refused(written):
    with pytest.raises(UnreadableNumber) as error:
        read_number(written, row=5)
    assert str(error.value).startswith("Baris 5: ")
    assert len(str(error.value)) < 300


def test_an_error_quotes_what_was_there():
    with pytest.raises(UnreadableNumber, match="63,806"):
        read_number("63,806")


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("15,04", "workers"),
        (15.5, "employers"),
        ("15 %", "workers"),
        ("15 orang", "percent"),
        ("Rp15", "percent"),
        ("1,2345 ribu", "cases"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(written, unit):
    with pytest.raises(UnreadableNumber):
        read_number(written, unit)


def test_a_unit_settles_what_is_open():
    assert read_number("15,040", "percent") == Decimal("15.04")
    assert read_number("1,3 ribu", "workers") == 1300
    assert read_number("63.806", "workers") == 63806


@given(
    st.one_of(st.text(), st.text("0123456789., -%Rprbujtmilathn", max_size=14)),
    st.sampled_from(["", "percent", "workers", "rupiah"]),
)
def test_any_text_is_a_number_or_a_short_error(written, unit):
    try:
        value = read_number(written, unit)
        assert value.is_finite() and any(c.isdigit() for c in written)
    except UnreadableNumber as error:
        assert len(str(error)) < 300


@given(st.one_of(st.floats(), st.decimals(), st.integers(), st.booleans(), st.binary()))
def test_any_cell_is_a_number_or_a_short_error(cell):
    try:
        assert float(read_number(cell)) == float(cell)
    except UnreadableNumber as error:
        assert len(str(error)) < 300


# Periods


@pytest.mark.parametrize(
    ("text", "precision", "start", "end"),
    [
        ("2018", "year", "2018-01-01", "2018-12-31"),
        ("2018-10", "month", "2018-10-01", "2018-10-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2018-10-31", "day", "2018-10-31", "2018-10-31"),
    ],
)
def test_a_period_is_as_wide_as_it_is_known(text, precision, start, end):
    period = AsOf(text)
    assert (period.text, period.precision) == (text, precision)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "18", "2018-13", "2018-02-30", "2018-1", "0000", "1899", "2101", "2018-10-31 ", "２０１８", None],
)
def test_what_is_no_period(text):
    with pytest.raises(UnreadableDate):
        AsOf(text)


days = st.dates(datetime.date(2011, 1, 1), datetime.date(2027, 12, 31))
periods = st.builds(lambda day, size: AsOf(day.isoformat()[:size]), days, st.sampled_from([4, 7, 10]))


def days_of(period: AsOf) -> set[datetime.date]:
    """The slow twin: every day that begins as the text does."""
    first = datetime.date(int(period.text[:4]), 1, 1)
    year = (first + datetime.timedelta(n) for n in range(366))
    return {day for day in year if day.isoformat().startswith(period.text)}


@given(periods, periods)
def test_periods_behave_like_sets_of_days(period, other):
    assert period.contains(other) == (days_of(other) <= days_of(period))
    assert period.overlaps(other) == bool(days_of(period) & days_of(other))
    assert (period < other) == (
        (max(days_of(period)), min(days_of(period))) < (max(days_of(other)), min(days_of(other)))
    )
    assert (period == other) == (days_of(period) == days_of(other))


@given(periods, days)
def test_periods_and_days(period, day):
    assert period.contains(day) == period.overlaps(day) == (day in days_of(period))
    assert (period.start, period.end) == (min(days_of(period)), max(days_of(period)))
    assert AsOf(period.text) == period == read_date(period.text)


# Dates as printed


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("31 Agustus 2026", "2026-08-31"),
        ("31 Agu 2026", "2026-08-31"),
        ("31 Agt. 2026", "2026-08-31"),
        ("31 August 2026", "2026-08-31"),
        ("per 31 Agustus 2026", "2026-08-31"),
        ("Senin, 10 September 2018", "2018-09-10"),
        ("Jum'at (14/9/2018)", "2018-09-14"),
        ("Jum’at (14/9/2018)", "2018-09-14"),
        ("Jumat, 14-9-2018", "2018-09-14"),
        ("10/9/2018", "2018-09-10"),
        ("10.09.2018", "2018-09-10"),
        ("2018/09/10", "2018-09-10"),
        ("09/2018", "2018-09"),
        ("Agustus 2025", "2025-08"),
        ("Nopember 2019", "2019-11"),
        ("2025-08", "2025-08"),
        ("2018", "2018"),
        ("tahun 2018", "2018"),
        ("akhir 2015", "2015-12-31"),
        ("akhir tahun 2015", "2015-12-31"),
        ("akhir Februari 2024", "2024-02-29"),
        (2018, "2018"),
        (2018.0, "2018"),
        (np.int64(2018), "2018"),
        (datetime.date(2018, 9, 10), "2018-09-10"),
        (datetime.datetime(2018, 9, 10, 23, 59), "2018-09-10"),
        (pd.Timestamp("2018-09-10"), "2018-09-10"),
        ("2018-09-10 00:00:00", "2018-09-10"),
        ("2018-09-10T00:00:00Z", "2018-09-10"),
        ("10/9/2018 0:00", "2018-09-10"),
        ("31 Agustus 2026 00.00", "2026-08-31"),
    ],
)
def test_dates_as_printed(written, text):
    assert read_date(written) == AsOf(text)
    assert read_date(written, 1999) == AsOf(text), "a year of its own wins over the page's"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("10/9", "2018-09-10"),
        ("Senin (10/9)", "2018-09-10"),
        ("senin 10 september", "2018-09-10"),
        ("10 Sept", "2018-09-10"),
    ],
)
def test_the_page_gives_the_year(written, text):
    assert read_date(written, 2018) == AsOf(text)
    with pytest.raises(UnreadableDate, match="tahun"):
        read_date(written)


@pytest.mark.parametrize(
    ("written", "year", "reason"),
    [
        ("Senin (10/9)", 2019, "bukan hari senin"),
        ("Selasa, 10 September 2018", None, "bukan hari selasa"),
        ("Senin, September 2018", None, "bukan hari senin"),
        ("10/9/18", None, "tahun"),
        ("31 Agu 26", None, "tahun"),
        ("9/31", 2018, "kalender"),
        ("31/9/2018", None, "kalender"),
        ("29 Februari 2023", None, "kalender"),
        ("10/9", 20180, "bukan tanggal"),
        ("31 Agustos 2026", None, "agustos"),
        ("1-31 Agustus 2026", None, "bukan tanggal"),
        ("45000", None, "bukan tanggal"),
        ("31 Agustus 202⁶", None, "bukan tanggal"),
        (45000, None, "bukan tanggal"),
        (2018.5, None, "bukan tanggal"),
        (float("inf"), None, "bukan tanggal"),
        (True, None, "bukan tanggal"),
        (["2018"], None, "bukan tanggal"),
        ("x" * 1000, None, "bukan tanggal"),
        ("", None, "kosong"),
        (None, None, "kosong"),
        (pd.NaT, None, "kosong"),
    ],
)
def test_a_date_that_cannot_be_is_refused(written, year, reason):
    with pytest.raises(UnreadableDate) as error:
        read_date(written, year, row=8)
    assert reason in str(error.value) and str(error.value).startswith("Baris 8: ")
    assert len(str(error.value)) < 250


@given(st.one_of(st.text(), st.text("0123456789/-. agustenikhrp()", max_size=16), st.floats(), st.integers()))
def test_any_cell_is_a_date_or_a_short_error(written):
    try:
        assert read_date(written).end.year in range(1900, 2101)
    except UnreadableDate as error:
        assert len(str(error)) < 250


# Stated against computed


def test_a_percentage_is_computed_from_its_numbers():
    assert computed_pct(9823, 63806) == pytest.approx(15.3951, abs=1e-4)
    assert computed_pct(0, 10) == 0
    for numerator, denominator in [
        (None, 5),
        (5, None),
        (float("nan"), 5),
        (5, float("nan")),
        (5, 0),
        (5, -1),
    ]:
        assert computed_pct(numerator, denominator) is None


@pytest.mark.parametrize(
    ("stated", "numerator", "denominator", "fits", "rounded"),
    [
        (15.04, 9823, 63806, False, False),  # Kota Mojokerto, as printed
        ("15,04 %", 9823, 63806, False, False),
        (15.40, 9823, 63806, True, True),
        (21.0, 51398, 239799, True, True),  # 21.43, printed without decimals
        ("21,0", 51398, 239799, False, False),
        (36.0, 2916275, 7952597, False, False),  # 36.67, cut and not rounded
        (26.72, 753088, 2810000, False, False),  # 26.80
        (45.94, 70337, 153103, True, True),
        (69.98, 15605, 22300, True, True),
        (40.0, 2, 5, True, True),
        (40.0, None, 5, True, False),
    ],
)
def test_stated_against_computed(stated, numerator, denominator, fits, rounded):
    assert agrees(stated, numerator, denominator) is fits
    assert rounding_only(stated, numerator, denominator) is rounded


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 4))
def test_a_rounded_percentage_always_agrees(numerator, denominator, places):
    stated = round(100 * numerator / denominator, places)
    assert rounding_only(stated, numerator, denominator) or stated == int(stated)
    assert agrees(f"{stated:.{places}f}".replace(".", ",") + " %", numerator, denominator)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.floats(1, 50))
def test_a_point_or_more_away_never_agrees(numerator, denominator, away):
    assert not agrees(100 * numerator / denominator + away, numerator, denominator)
