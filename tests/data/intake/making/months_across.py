"""Yearly recaps: months across, pairs of due and paid, quarters and totals among them, a sheet per kabupaten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tests.data.intake.making.books import Page, as_csv, as_html, as_ods, as_xlsx
from tests.data.intake.making.months_down import amounts, dots, thousands
from tests.data.intake.making.register import employers
from tests.data.intake.making.truth import Case

SHORT = ("Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agst", "Sept", "Okt", "Nop", "Des")
LONG = (
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
)


@dataclass
class Across:
    """How one office lays its months out; `pairs` are the headings below each month, () where it has one column."""

    name: str
    month: Callable[[int], object] = lambda number: SHORT[number - 1]
    pairs: Sequence[str] = ("Iuran", "Bayar")
    titles: Sequence[str] = ("REKAP PENETAPAN DAN REALISASI IURAN TAHUN 2025", "")
    one_row: Callable[[int, str], str] | None = None
    book: Callable[[Page], bytes] = as_xlsx
    money: Callable[[int], object] = lambda value: value
    quarters: bool = False
    merged: bool = True
    title_merged: bool = False
    months: Sequence[int] = tuple(range(1, 13))
    sheet: str = "Rekap"
    head: Sequence[str] = ("No", "NPP", "Nama Badan Usaha")
    days: bool = False
    file: str = "rekap.xlsx"
    questions: tuple[str, ...] = ()
    year: int = 2025


def _slots(clothes: Across) -> list[tuple[str, int]]:
    """("month", 1), ..., ("quarter", 1), ..., ("total", 0): what stands across, from the left."""
    slots: list[tuple[str, int]] = []
    for month in clothes.months:
        slots.append(("month", month))
        if clothes.quarters and month % 3 == 0:
            slots.append(("quarter", month // 3))
    return [*slots, ("total", 0)] if clothes.quarters else slots


def _label(clothes: Across, slot: tuple[str, int]) -> object:
    kind, number = slot
    romans = ("I", "II", "III", "IV")
    return (
        clothes.month(number)
        if kind == "month"
        else f"TW {romans[number - 1]}"
        if kind == "quarter"
        else "TOTAL"
    )


def case(clothes: Across) -> Case:
    """The recap in these clothes: ten employers, one unknown, one cell that is an error, one below zero."""
    made = _Made(clothes)
    made.head()
    for at in range(10):
        made.employer(at)
    slots = len(made.slots) * made.width
    made.rows += [["", "", "J U M L A H", *[1] * slots], [], ["Mengetahui,"], ["( Nama Contoh Pimpinan )"]]
    return made.case()


# The month of an employer whose first cell is wrong, by employer and month.
_WRONG = {(2, 3): ("#REF!", "not_number"), (4, 5): ("-150", "negative")}


class _Made:
    """The rows of a recap while they are made, with what is true of them."""

    def __init__(self, clothes: Across) -> None:
        self.clothes, self.slots = clothes, _slots(clothes)
        self.width = max(1, len(clothes.pairs))
        self.rows: list[list[object]] = [[title] for title in clothes.titles]
        self.merged: list[tuple[int, int, int, int]] = [(0, 0, 0, 8)] if clothes.title_merged else []
        self.errors: dict[tuple[str, int, str], str] = {}
        self.sums, self.count = {"due": 0, "paid": 0}, 0
        named = {as_csv: "", as_html: "table"}
        self.sheet = named.get(clothes.book, clothes.sheet)

    def head(self) -> None:
        """The headings, in one row or in two."""
        clothes, lead, at = self.clothes, len(self.clothes.head), len(self.rows)
        if clothes.one_row:
            both = [clothes.one_row(number, pair) for _, number in self.slots for pair in clothes.pairs]
            self.rows.append([*clothes.head, *both])
            return
        months = [cell for slot in self.slots for cell in (_label(clothes, slot), *[""] * (self.width - 1))]
        self.rows.append([*clothes.head, *months])
        if not clothes.pairs:
            return
        self.rows.append([""] * lead + list(clothes.pairs) * len(self.slots))
        if clothes.merged and self.width > 1:
            starts = [lead + self.width * number for number in range(len(self.slots))]
            self.merged += [(at, start, at, start + self.width - 1) for start in starts]
            self.merged += [(at, column, at + 1, column) for column in range(lead)]

    def employer(self, at: int) -> None:
        """One employer's row; the seventh is one that nobody knows."""
        one, unknown = employers()[at], at == 6
        row: list[object] = [at + 1, "77665544" if unknown else one["npp"], one["name"]]
        if unknown:
            self.errors[self.sheet, len(self.rows) + 1, "B"] = "unknown_employer"
        for kind, number in self.slots:
            if kind != "month":
                row += [
                    100 if pair == "%" else self.clothes.money(99)
                    for pair in self.clothes.pairs or ("Iuran",)
                ]
            else:
                row += self._month(at, number, len(row), unknown)
        self.rows.append(row)

    def _month(self, at: int, number: int, column: int, unknown: bool) -> list[object]:
        due = amounts(at)["due"] + number * 1_001
        paid = 0 if (at + number) % 5 == 0 else due
        cells = [self._cell(pair, due, paid, number) for pair in self.clothes.pairs or ("Iuran",)]
        if (at, number) in _WRONG:
            cells[0], code = _WRONG[at, number]
            self.errors[self.sheet, len(self.rows) + 1, _letter(column)] = code
        elif not unknown:
            self.count += 1
            self.sums["due"] += due
            self.sums["paid"] += paid
        return cells

    def _cell(self, pair: str, due: int, paid: int, number: int) -> object:
        if _is_due(pair):
            return self.clothes.money(due)
        if pair == "%":
            return 100
        if pair == "Tgl":
            return f"{1 + number:02d}/{number + 1:02d}/2025" if paid else "-"
        return self.clothes.money(paid) if paid else "-"

    def case(self) -> Case:
        """The file with its truth."""
        clothes, has_paid = self.clothes, len(self.clothes.pairs) > 1
        sums = self.sums if has_paid else {"due": self.sums["due"]}
        no_day = has_paid and "Tgl" not in clothes.pairs
        unpaid = () if has_paid else ("missing_column",)
        right = {"contributions": (self.count, sums)}
        waits = no_day or bool(clothes.questions)
        answers = (("no_pay_day", "the day it fell due"), ("missing_column", "2025"))
        return Case(
            clothes.file,
            clothes.book(Page(self.rows, clothes.sheet, self.merged)),
            {"contributions": (0, dict.fromkeys(sums, 0))} if waits else right,
            self.errors,
            (*(["no_pay_day"] if no_day else []), "missing_column", *unpaid, *clothes.questions),
            answers if waits else (),
            right,
        )


def _is_due(pair: str) -> bool:
    return pair in ("Iuran", "Jlh Iuran", "Penetapan", "Tagihan", "Kewajiban")


def _letter(column: int) -> str:
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def all_clothes() -> Iterator[Across]:
    """The same recap as many offices lay it out."""
    yield Across("pairs, merged")
    yield Across("quarters and a total", quarters=True)
    yield Across(
        "Penetapan and Realisasi, full names",
        lambda n: LONG[n - 1].upper(),
        ("Penetapan", "Realisasi"),
        quarters=True,
    )
    yield Across("a share beside each pair", pairs=("Iuran", "Bayar", "%"), quarters=True)
    yield Across(
        "thousands", titles=("REKAP IURAN", "TAHUN 2025", "(dalam ribuan rupiah)", ""), money=thousands
    )
    yield Across("thousands as numbers", titles=("REKAP IURAN 2025 (Rp 000)", ""), money=lambda v: v / 1000)
    yield Across(
        "millions", titles=("REKAP IURAN 2025", "dalam jutaan rupiah", ""), money=lambda v: v / 1_000_000
    )
    yield Across("years in the headings", lambda n: f"{SHORT[n - 1]}-25", titles=("REKAP IURAN", ""))
    yield Across("months as days", lambda n: date(2025, n, 1), titles=("REKAP IURAN", ""))
    yield Across("months as numbers", lambda n: 202500 + n, titles=("REKAP IURAN", ""))
    yield Across("months as text numbers", lambda n: f"{n:02d}/2025", titles=("REKAP IURAN", ""))
    yield Across("the year in the sheet's name", titles=("REKAP IURAN",), sheet="2025")
    yield Across("the year in the file's name", titles=("REKAP IURAN",), file="rekap_iuran_2025.xlsx")
    yield Across("no year anywhere", titles=("REKAP IURAN",), questions=("missing_column",))
    yield Across("what is counted in front of the month", one_row=lambda n, pair: f"{pair} {SHORT[n - 1]}")
    yield Across("what is counted behind the month", one_row=lambda n, pair: f"{SHORT[n - 1].upper()} {pair}")
    yield Across("dues alone", pairs=(), titles=("REKAP PENETAPAN IURAN 2025", ""))
    yield Across("with days of payment", pairs=("Iuran", "Bayar", "Tgl"), months=range(1, 12))
    yield Across("ODS", book=as_ods, merged=False)
    yield Across("the title merged alone", merged=False, title_merged=True)
    yield Across("CSV", book=as_csv, merged=False, money=dots, file="rekap.csv")
    yield Across("web page", book=as_html, money=dots, file="rekap.xls")
    yield Across("short words", pairs=("Jlh Iuran", "Jumlah Bayar"))
    yield Across("other headings", head=("NO.", "NO. NPP", "NAMA BU"), pairs=("Tagihan", "Dibayar"))


def cases() -> Iterator[tuple[str, Case]]:
    """Every clothing with its case."""
    for clothes in all_clothes():
        yield f"months across: {clothes.name}", case(clothes)
    yield "months across: sheets, one without a unit", _units()
    yield "months across: a sheet a year", _years()
    yield "months across: below their quarters", _below_quarters()
    yield "months across: more workers than are registered", _workers()


def _sheet(name: str, titles: Sequence[str], at: int, factor: int, year: str = "") -> tuple[Page, int]:
    rows: list[list[object]] = [[title] for title in titles]
    rows.append(["No", "NPP", "Nama BU", *(f"{SHORT[n]}{year}" for n in range(3))])
    total = 0
    for number, employer in enumerate(employers()[at : at + 4]):
        dues = [1_234_567 + 1_001 * (number + month) for month in range(3)]
        rows.append([number + 1, employer["npp"], employer["name"], *(due / factor for due in dues)])
        total += sum(dues)
    return Page(rows, name), total


def _units() -> Case:
    one, first = _sheet("Kota", ("PENETAPAN 2025", "(dalam ribuan rupiah)"), 0, 1000)
    two, second = _sheet("Kabupaten", ("PENETAPAN 2025",), 8, 1000)
    return Case(
        "rekap.xlsx",
        as_xlsx(one, two),
        {"contributions": (12, {"due": first})},
        questions=("unit", "missing_column", "missing_column"),
        answers=(("unit", 1000),),
        answered={"contributions": (24, {"due": first + second})},
    )


def _years() -> Case:
    one, first = _sheet("2024", ("PENETAPAN",), 0, 1)
    two, second = _sheet("2025", ("PENETAPAN",), 0, 1)
    return Case(
        "rekap.xlsx",
        as_xlsx(one, two),
        {"contributions": (24, {"due": first + second})},
        questions=("missing_column", "missing_column"),
    )


def _below_quarters() -> Case:
    """A header of four rows: the year, its quarters, their months with what they add up to, and what is counted."""
    head = ["No", "NPP", "Nama BU"]
    names = [name for quarter in range(2) for name in (*SHORT[quarter * 3 : quarter * 3 + 3], "Jml")]
    rows: list[list[object]] = [["REKAP IURAN"], [*head, "TAHUN 2025"]]
    rows.append(["", "", "", *(cell for n in ("I", "II") for cell in (f"TW {n}", *[""] * 7))])
    rows.append(["", "", "", *(cell for name in names for cell in (name, ""))])
    rows.append(["", "", "", *("Iuran", "Bayar") * len(names)])
    for at, employer in enumerate(employers()[:4]):
        due = 1_234_567 + at
        rows.append([at + 1, employer["npp"], employer["name"], *(due, "-") * 8])
    due = sum(6 * (1_234_567 + at) for at in range(4))
    right = {"contributions": (24, {"due": due, "paid": 0})}
    return Case("rekap.ods", as_ods(Page(rows)), right, questions=("missing_column",))


def _workers() -> Case:
    """Workers, dues and payments of two months; in one of them more workers than the register knows."""
    npp = employers()[0]["npp"]
    row = [npp, employers()[0]["name"], 2, 5_000, 5_000, "04/02/2025", 999, 6_000, 6_000, "04/03/2025"]
    head = ["NPP", "Nama BU", "Januari", "", "", "", "Februari", "", "", ""]
    page = Page([["REKAP 2025"], head, ["", "", *("TK", "Iuran", "Bayar", "Tgl") * 2], row], "Rekap")
    right = {"contributions": (2, {"workers": 1_001, "due": 11_000, "paid": 11_000})}
    errors = {("Rekap", 4, "G"): "workers_over_registered"}
    return Case("rekap.xlsx", as_xlsx(page), right, errors, ("missing_column",))
