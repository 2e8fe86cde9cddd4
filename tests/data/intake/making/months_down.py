"""Contributions, a row per employer and month: one set of rows in many clothings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.data.intake.making.books import Page, as_xlsx
from tests.data.intake.making.register import MOJOKERTO, employers
from tests.data.intake.making.truth import Case

PARTS = ("due_jkk", "due_jkm", "due_jht", "due_jp")
Writer = Callable[[int], object]
Book = Callable[[Page], bytes]


@dataclass
class Clothes:
    """How one office writes its list. `headings` are (field, heading) from the left; `""` is a column of no use."""

    name: str
    headings: Sequence[tuple[str, object]]
    book: Book = as_xlsx
    titles: Sequence[str] = ("BPJS KETENAGAKERJAAN", "LAPORAN PENERIMAAN IURAN", "")
    above: Sequence[tuple[int, int, str]] = ()
    numbering: str = ""
    sheet: str = "Sheet1"
    number: Writer = lambda value: value
    money: Writer = lambda value: value
    month: Callable[[str], object] = lambda month: month
    day: Callable[[date], object] = lambda day: day.strftime("%d/%m/%Y")
    npp: Callable[[str], object] = lambda npp: npp
    nothing: object = "-"
    no_day: object = "-"
    total: str = "JUMLAH"
    foot: Sequence[str] = ("Mengetahui,", "Kepala Kantor Cabang")
    wrong: bool = True
    notes: tuple[str, ...] = ()
    file: str = "iuran.xlsx"
    months: Sequence[str] = ("2026-07",)
    formats: dict[int, str] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        return [name for name, _ in self.headings]


def amounts(at: int) -> dict[str, int]:
    """What employer `at` owes and pays: wages in odd rupiah, so that lost digits are seen."""
    workers = 2 + at % 4
    wages = workers * 3_412_500 + at * 1_237
    dues = [
        wages * 54 // 10_000,
        wages * 30 // 10_000,
        wages * 57 // 1_000,
        wages * 3 // 100 if at % 2 else 0,
    ]
    due = sum(dues)
    paid = 0 if at % 5 == 3 else due
    return {
        "workers": workers,
        "wages": wages,
        "due": due,
        "paid": paid,
        **dict(zip(PARTS, dues, strict=True)),
    }


def case(clothes: Clothes) -> Case:
    """The file in these clothes, with its truth."""
    header = [[""] * len(clothes.headings) for _ in range(2 if clothes.above else 1)]
    merged = [
        (len(clothes.titles), left, len(clothes.titles), right)
        for left, right, _ in clothes.above
        if right > left
    ]
    for left, _, text in clothes.above:
        header[0][left] = text
    spanned = {column for left, right, _ in clothes.above for column in range(left, right + 1)}
    for column, (_, heading) in enumerate(clothes.headings):
        header[-1 if column in spanned or not clothes.above else 0][column] = heading
    rows: list[list[object]] = [
        [title] + [""] * (len(clothes.headings) - 1) for title in clothes.titles
    ] + header
    if clothes.numbering:
        rows.append([clothes.numbering.format(at + 1) for at in range(len(clothes.headings))])
    truth = _Truth(clothes)
    for month in clothes.months:
        for at, employer in enumerate(employers()):
            rows.append(_row(clothes, at, employer, month))
            truth.add(at, rows, month)
        rows.append(_total(clothes))
    rows += [
        [""] * len(clothes.headings),
        *([foot] + [""] * (len(clothes.headings) - 1) for foot in clothes.foot),
    ]
    page = Page(rows, clothes.sheet, merged, formats=dict(clothes.formats))
    return truth.case(clothes.book(page))


def _row(clothes: Clothes, at: int, employer: dict[str, str], month: str) -> list[object]:
    given = amounts(at)
    paid_on = date(2026, 8, 1 + at % 28)
    made: dict[str, object] = {
        "no": at + 1,
        "npp": clothes.npp(employer["npp"]),
        "name": employer["name"],
        "region": MOJOKERTO[employer["region"]],
        "blth": clothes.month(month),
        "workers": clothes.number(given["workers"]),
        "paid_on": clothes.day(paid_on) if given["paid"] else clothes.no_day,
        **{
            name: clothes.money(given[name]) if given[name] else clothes.nothing
            for name in ("wages", "due", "paid", *PARTS)
        },
    }
    if clothes.wrong and at in _WRONG and _WRONG[at][0] in clothes.fields:
        name, text, _ = _WRONG[at]
        made[name] = text
    return [made.get(name, "") for name in clothes.fields]


# The employer whose cell is wrong: the field, what stands there, the code.
_WRONG = {
    4: ("workers", "±20", "not_number"),
    6: ("npp", "99887766", "unknown_employer"),
    9: ("workers", "12,5", "not_whole"),
    11: ("blth", "13/2026", "bad_month"),
    12: ("paid_on", "31/02/2026", "not_date"),
    16: ("wages", "belum lapor", "not_number"),
}


def _total(clothes: Clothes) -> list[object]:
    label = 1 if len(clothes.headings) > 1 else 0
    row: list[object] = [""] * len(clothes.headings)
    row[label] = clothes.total
    for name in ("workers", "wages", "due", "paid"):
        if name in clothes.fields:
            row[clothes.fields.index(name)] = 12345
    return row


class _Truth:
    """The sums of the rows that are right, and the places of the cells that are not."""

    def __init__(self, clothes: Clothes) -> None:
        self.clothes, self.errors, self.count = clothes, {}, 0
        self.sums = dict.fromkeys(
            [name for name in ("workers", "wages", *PARTS) if name in clothes.fields], 0
        )
        self.sums |= {"due": 0} if {"due", *PARTS} & set(clothes.fields) else {}
        self.sums |= {"paid": 0} if "paid" in clothes.fields else {}

    def add(self, at: int, rows: Sequence[object], month: str) -> None:
        fields = self.clothes.fields
        if self.clothes.wrong and at in _WRONG and _WRONG[at][0] in fields:
            name, _, code = _WRONG[at]
            sheet = {"text": "", "html": "table"}.get(kind_of(self.clothes.book), self.clothes.sheet)
            self.errors[sheet, len(rows), chr(65 + fields.index(name))] = code
            return
        self.count += 1
        for name in self.sums:
            self.sums[name] += amounts(at)[name]

    def case(self, content: bytes) -> Case:
        no_day = "paid" in self.clothes.fields and "paid_on" not in self.clothes.fields
        right = {"contributions": (self.count, self.sums)}
        before = {"contributions": (0, dict.fromkeys(self.sums, 0))} if no_day else right
        missing = not {"workers", "wages"} <= set(self.clothes.fields)
        return Case(
            self.clothes.file,
            content,
            before,
            self.errors,
            (*(["no_pay_day"] if no_day else []), *(["missing_column"] if missing else [])),
            (("no_pay_day", "the day it fell due"),) if no_day else (),
            right,
            notes=self.clothes.notes,
        )


def kind_of(book: Book) -> str:
    """text, html or "" by what a page becomes."""
    content = book(Page([["a", "b"], ["c", "d"]]))
    return "html" if content.startswith(b"<html") else "" if content[:2] in (b"PK", b"\xd0\xcf") else "text"


def dots(value: int) -> str:
    """1234567 as 1.234.567."""
    return f"{value:,}".replace(",", ".")


def english(value: int) -> str:
    """1234567 as 1,234,567.00."""
    return f"{value:,}.00"


def thousands(value: int) -> str:
    """1234567 as 1.234,567: in thousands, with a decimal comma and every digit."""
    whole, rest = divmod(value, 1000)
    return f"{dots(whole)},{rest:03d}0"
