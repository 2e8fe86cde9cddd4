"""What is written in any accepted way is read back exactly, or refused, or asked about: never as something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.finding import scale_in
from data.intake.values import (
    Amounts,
    Days,
    Evidence,
    Months,
    evidence,
    orders_proved,
    read_day,
    read_month,
    read_npp,
    read_place,
    read_twice,
    section_of,
)
from data.places import all_regions

TODAY = date(2026, 11, 2)
RUPIAH = st.integers(0, 10**13)
PAST = st.dates(date(1980, 1, 1), TODAY)


def dots(value: int) -> str:
    return f"{value:,}".replace(",", ".")


# How whole rupiah are written; each is read back whatever else stands in its column.
WRITERS: list[Callable[[int], object]] = [
    lambda n: n,
    float,
    str,
    dots,
    lambda n: f"{n:,}",
    lambda n: f"{n:,}.00",
    lambda n: f"{dots(n)},00",
    lambda n: f"Rp {dots(n)},-",
    lambda n: f"Rp{dots(n)}",
    lambda n: f"Rp. {dots(n)},00",
    lambda n: f" {dots(n)}\xa0",
    lambda n: f"'{n}",
    lambda n: f"IDR {n:,}.00",
]


@given(RUPIAH, st.sampled_from(WRITERS))
def test_whole_rupiah_are_read_back(amount: int, write: Callable[[int], object]):
    reading = Amounts().read(write(amount))
    assert (reading.value, reading.error, reading.ask) == (amount, "", "")


@given(st.integers(1, 10**12), st.sampled_from(["-{}", "({})", "- {}", "{}-", "(Rp {})", "Rp -{}", "−{}"]))
def test_below_zero_is_read_where_it_is_meant_and_refused_elsewhere(amount: int, form: str):
    text = form.format(dots(amount))
    assert Amounts(negative=True).read(text).value == -amount
    assert Amounts().read(text).error == "negative"


@given(st.integers(0, 999_999), st.sampled_from(["orang", "org", "TK", "pekerja", "Org.", "peserta"]))
def test_people_are_counted_with_their_word(count: int, word: str):
    assert Amounts(people=True).read(f"{count} {word}").value == count
    assert Amounts(people=True).read(f"{count},5 {word}").error == "not_whole"


@given(st.integers(0, 10**12 - 1), st.sampled_from([1_000, 1_000_000]), st.booleans(), st.integers(0, 3))
def test_thousands_and_millions_are_scaled_exactly_or_asked(amount: int, scale: int, comma: bool, more: int):
    digits = {1_000: 3, 1_000_000: 6}[scale]
    text = f"{Decimal(amount) / scale:,.{digits + more}f}"
    if comma:
        text = text.translate(str.maketrans(",.", ".,"))
    reading = Amounts(evidence([text]), scale).read(text)
    assert reading.value == amount or reading.ask == "number"
    assert reading.value == amount or amount in read_twice(text, scale)
    assert Amounts(scale=scale).read(float(Decimal(amount) / scale)).value == amount


@pytest.mark.parametrize(
    ("cell", "scale", "rupiah"),
    [
        (83570.4 / 1000, 1_000_000, 83_570_400),
        (102_500_000 * 5.7 / 100, 1, 5_842_500),
        (1234.567 * 3 / 3, 1_000, 1_234_567),
        (1_234_567.8, 1, 1_234_567),
        (-1_234_567.8, 1, -1_234_567),
    ],
)
def test_what_sums_of_a_computer_leave_behind_is_no_part_of_an_amount(cell: float, scale: int, rupiah: int):
    assert Amounts(scale=scale, negative=True).read(cell).value == rupiah


@given(st.integers(0, 10**6), st.sampled_from([("jt", 6), ("juta", 6), ("M", 9), ("miliar", 9), ("rb", 3)]))
def test_amounts_in_words_are_exact(amount: int, unit: tuple[str, int]):
    word, zeros = unit
    text = f"{amount // 10},{amount % 10} {word}"
    assert Amounts().read(text).value == amount * 10 ** (zeros - 1)


def readings_of(text: str) -> set[Decimal]:
    """The slow twin: every number that dots and commas can make of a text, one way of reading after another."""
    found = set()
    for group, point in ((".", ","), (",", ".")):
        whole, _, part = text.partition(point)
        groups = whole.split(group)
        grouped = len(groups) > 1
        fits = len(groups[0]) <= 3 and all(len(one) == 3 for one in groups[1:]) and groups[0].lstrip("0")
        if (
            all(one.isdigit() for one in groups)
            and (not grouped or fits)
            and (part.isdigit() or point not in text)
        ):
            found.add(Decimal("".join(groups) + (f".{part}" if part else "")))
    return found


@given(
    st.text("0123456789.,", min_size=1, max_size=14), st.builds(Evidence, *[st.booleans()] * 4), st.booleans()
)
def test_no_number_is_read_that_the_text_cannot_be(text: str, proved: Evidence, people: bool):
    possible = readings_of(text)
    reading = Amounts(proved, people=people).read(text)
    if reading.value is not None:
        assert reading.value in {int(number) for number in possible}
    elif not possible:
        assert reading.error == "not_number"


@given(st.lists(st.text("0123456789.,", min_size=1, max_size=9), max_size=8))
def test_a_column_proves_what_its_texts_prove_one_by_one(texts: list[str]):
    slow = Evidence()
    for text in texts:
        slow = slow.merged(evidence([text]))
    alike = {text for text in texts if re.fullmatch(r"[1-9][0-9]{0,2}[.][0-9]{3}", text)}
    if len(alike) >= 5 and any(text.endswith("0") for text in alike):
        slow = replace(slow, dot_groups=slow.dot_groups or not (slow.dot_decimals or slow.comma_groups))
    assert evidence(texts) == slow


def test_many_numbers_with_one_dot_are_thousands_unless_one_is_a_decimal():
    column = ["124.750", "192.770", "48.195", "1.250", "96.381"]
    assert Amounts(evidence(column), 1_000).read("124.750").value == 124_750_000
    for other in ("12.5", "1,250,000"):
        assert Amounts(evidence([*column, other]), 1_000).read("124.750").value != 124_750_000
    assert Amounts(evidence(column[:4]), 1_000).read("124.750").ask == "number"
    assert Amounts(evidence([text[:-1] + "5" for text in column]), 1_000).read("124.755").ask == "number"


@pytest.mark.parametrize(
    "text",
    [
        "1.234,567.00",
        "2.4OO",
        "±20",
        "10-15",
        "belasan",
        "#N/A",
        "…",
        "NA",
        "n/a",
        "belum lapor",
        "1 0",
        ">5",
        "5/6",
    ],
)
def test_what_is_no_number_is_an_error_and_neither_zero_nor_empty(text: str):
    for reader in (Amounts(), Amounts(people=True), Amounts(scale=1000), Amounts(negative=True)):
        reading = reader.read(text)
        assert (reading.value, reading.error) == (None, "not_number")


@pytest.mark.parametrize("text", ["-", "–", "nihil", "NIHIL", " - "])
def test_words_for_nothing_are_zero(text: str):
    assert Amounts().read(text).value == 0


MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
SHORT = ["Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agst", "Sept", "Okt", "Nop", "Des"]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAY_WRITERS: list[Callable[[date], object]] = [
    lambda d: d,
    lambda d: d.isoformat(),
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02d}-{SHORT[d.month - 1].upper()}-{d.year}",
    lambda d: f"{d.day}/{SHORT[d.month - 1]}/{d.year}",
    lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day} {ENGLISH[d.month - 1][:3]} {d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d:%d.%m.%Y} 10:15",
    lambda d: f"tgl {d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d:%Y-%m-%d}T00:00:00",
    lambda d: (d - date(1899, 12, 30)) // timedelta(days=1),
]


@given(PAST, st.sampled_from(DAY_WRITERS))
def test_days_are_read_back(day: date, write: Callable[[date], object]):
    reading = Days(today=TODAY).read(write(day))
    assert (reading.value, reading.error) == (day.isoformat(), "")


@given(PAST)
def test_a_column_says_whether_the_month_comes_first(day: date):
    text = f"{day:%m/%d/%Y}"
    day_first, month_first, neither = orders_proved([text])
    assert month_first == (day.day > 12) and not day_first
    assert neither == (day.day <= 12 and day.day != day.month)
    assert Days("mdy").read(text).value == day.isoformat()
    assert Days("ask").read(text).ask == ("date_order" if neither else "")


@given(st.integers(1, 40), st.integers(0, 20), st.integers(1900, 2100))
def test_no_day_is_made_of_what_no_calendar_has(day: int, month: int, year: int):
    found = read_day(f"{day:02d}/{month:02d}/{year}").day
    try:
        assert found == date(year, month, day)
    except ValueError:
        assert found is None


@given(st.dates(TODAY + timedelta(days=1), date(2090, 1, 1)))
def test_a_day_to_come_is_told(day: date):
    assert Days(today=TODAY).read(day).error == "future"
    assert Days().read(day).value == day.isoformat()


MONTH_WRITERS: list[Callable[[int, int], object]] = [
    lambda y, m: f"{MONTHS[m - 1]} {y}",
    lambda y, m: f"{SHORT[m - 1]}-{y % 100:02d}",
    lambda y, m: f"{SHORT[m - 1].upper()}'{y % 100:02d}",
    lambda y, m: f"BLTH {MONTHS[m - 1].upper()} {y}",
    lambda y, m: f"{m:02d}/{y}",
    lambda y, m: f"{m}-{y}",
    lambda y, m: f"{y}{m:02d}",
    lambda y, m: f"{m:02d}{y}",
    lambda y, m: f"{y}-{m:02d}",
    lambda y, m: y * 100 + m,
    lambda y, m: float(y * 100 + m),
    lambda y, m: date(y, m, 1),
    lambda y, m: (date(y, m, 1) - date(1899, 12, 30)) // timedelta(days=1),
    lambda y, m: f"01/{m:02d}/{y}",
]


@given(st.integers(2000, 2025), st.integers(1, 12), st.sampled_from(MONTH_WRITERS))
def test_months_are_read_back(year: int, month: int, write: Callable[[int, int], object]):
    reading = Months(TODAY).read(write(year, month))
    assert (reading.value, reading.error) == (f"{year}-{month:02d}", "")


@pytest.mark.parametrize(
    "text", ["Juli", "13/2026", "2026", "Jul-Agt 2026", "26 Juli 2026", "0/2026", "202613"]
)
def test_what_is_no_month_is_none(text: str):
    assert read_month(text) == ""


@given(st.integers(1, 99_999_999), st.sampled_from(["", "/000", "-000", "/001", " "]))
def test_employer_numbers_keep_their_zeros(number: int, behind: str):
    text = f"{number:08d}"
    value = read_npp(f"{text[:4]} {text[4:]}{behind}").value
    assert value == (text, behind[1:] if behind[:1] in ("/", "-") else "")
    assert read_npp(number).value == (text, "")
    assert read_npp(f"{number / 1e4:.1f}E+10").error == "bad_npp"


@given(
    st.sampled_from(sorted(all_regions())),
    st.sampled_from(["{}", " {} ", "12. {}", "{} (Nov-Des 2025)", "Kec. Entah, {}"]),
)
def test_regions_are_known_by_their_names(code: str, form: str):
    assert read_place(form.format(all_regions()[code].name)).regions == (code,)


@given(st.integers(0, 99_999))
def test_a_business_code_is_of_its_division_and_one_lost_zero_is_put_back(number: int):
    section, padded = section_of(f"{number:05d}")
    assert not padded
    if 1_000 <= number <= 9_999:
        assert section_of(str(number)) == (section, bool(section) or len(str(number)) == 4)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("(dalam Rp. 1.000,-)", 1_000),
        ("x Rp 1.000", 1_000),
        ("(x 1.000.000)", 1_000_000),
        ("dalam satuan Rp 1.000.000", 1_000_000),
        ("000 rupiah", 1_000),
        ("(Rp)", 1),
        ("denda Rp 1.000.000", None),
        ("LAPORAN 1.000 PERUSAHAAN", None),
    ],
)
def test_a_title_says_what_amounts_are_counted_in(text: str, scale: int | None):
    assert scale_in(text) == scale
