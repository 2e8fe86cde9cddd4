"""The workbook: a sheet of numbers as formulas, the cells below them, and what all of it means.

A formula is always one of ours. Whatever comes from data is written as text, so that nothing in it can be run.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.access import instead
from data.indicators import definitions
from data.months import month_end
from data.sheets import Formats, Sheet, as_of, as_paper, explain, lay_line, mark, printable
from data.words import Words
from data.workpapers.cells import FINE, PEOPLE, Cell, Cells, Quantity, above_of
from data.workpapers.formulas import FIRST, SAME, TOLD, Formula, Line, Selecting, lines
from data.workpapers.numbers import Headline, Number

# Heading, and how wide the column is.
_NUMBERS = (
    *(("No.", 5), ("Angka", 40), ("Tempat", 30), ("Per", 13), ("Satuan", 14)),
    *(("Pembilang", 17), ("Penyebut", 17), ("Target", 11), ("Nilai", 19)),
    *(("Pembilang menurut aplikasi", 17), ("Penyebut menurut aplikasi", 17), ("Nilai menurut aplikasi", 19)),
    *(("Selisih", 9), ("Sama (1 = ya)", 9), ("Pembilang dijumlah dari", 26), ("Penyebut dijumlah dari", 26)),
    ("Jenis sel", 34),
)
_CELLS = (
    *(("Kunci", 28), ("Per", 13), ("Rilis", 7), ("Jenis sel", 26), ("Kode", 12), ("Wilayah", 28)),
    *(("Kecamatan", 20), ("Kantor", 26), ("Segmen", 9), ("Sektor", 8), ("Skala", 10), ("Filter", 16)),
    ("Sumber", 30),
)
_LEVELS = {
    FINE: "sel terinci",
    PEOPLE: "penduduk bekerja (BPS)",
    "region": "kabupaten atau kota",
    "kecamatan": "kecamatan",
    "area": "wilayah peta, sebagai satu angka",
    "province": "provinsi, sebagai satu angka",
    "all": "semua wilayah, sebagai satu angka",
    "regions": "beberapa wilayah, sebagai satu angka",
}
_KINDS = {"percent": "percent", "rupiah": "rupiah", "months": "months", "points": "points"}


@dataclass(frozen=True)
class Workpaper:
    """What a working paper holds: `sheet` says what it is of (its rows and columns are not used), and its numbers.

    `parts` names for each number the part that it is in, a screen say; () where there is one part alone.
    """

    sheet: Sheet
    numbers: Sequence[Number]
    parts: Sequence[str] = ()


def workpaper(paper: Workpaper, words: Words) -> bytes:
    """The XLSX file."""
    import xlsxwriter  # a twentieth of a second that a page without an export need not spend

    file = io.BytesIO()
    cells = Cells([one for one in paper.numbers if isinstance(one, Headline)], words)
    parts = {at: cells.parts(one) for at, one in enumerate(paper.numbers) if isinstance(one, Headline)}
    selecting = Selecting(cells, words("Sel"), len(_CELLS))
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        writer = _Writer(book, paper, words)
        found = lines(paper.numbers, parts, selecting)
        writer.numbers(found)
        writer.cells(cells, selecting)
        explain(
            book, replace(paper.sheet, definitions=_explained(paper, found, words)), writer.formats, words
        )
    return file.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, paper: Workpaper, words: Words) -> None:
        self._book, self._paper, self._words = book, paper, words
        self.formats = Formats(book, words)

    def _page(self, name: str, columns: Sequence[tuple[str, float, str]], scope: str, frozen: int) -> Any:
        """A sheet with its head: title, what data it is, and what it is of; then the headings."""
        words, sheet, formats = self._words, self._paper.sheet, self.formats
        page = self._book.add_worksheet(name)
        for at, (heading, width, kind) in enumerate(columns):
            page.set_column(at, at, width)
            page.write_string(FIRST - 2, at, printable(heading), formats.heading(kind))
        page.set_row(FIRST - 2, 48)
        page.freeze_panes(FIRST - 1, frozen)
        across = [width for _, width, _ in columns[:9]]
        lay_line(page, 0, sheet.title, across, formats.title)
        second = ", ".join(part for part in (mark(sheet, words), as_of(sheet, words)) if part)
        lay_line(page, 1, second, across, formats.red if sheet.simulated else formats.line)
        lay_line(page, 2, scope, across, formats.line)
        as_paper(page, sheet, words, FIRST - 2)
        return page

    def numbers(self, found: Sequence[Line]) -> None:
        """The sheet of numbers."""
        words = self._words
        texts = {0, 1, 2, 4, 14, 15, 16}
        columns = [
            (words(name), width, "text" if at in texts else "count")
            for at, (name, width) in enumerate(_NUMBERS)
        ]
        page = self._page(words("Angka"), columns, self._paper.sheet.scope, 3)
        last = FIRST + max(len(found), 1) - 1
        checked = [line for line in found if line.value is not None]
        same = Formula(f"=SUM({SAME}{FIRST}:{SAME}{last})", sum(map(_is_same, checked)))
        every = Formula(f"=COUNT({TOLD}{FIRST}:{TOLD}{last})", len(checked))
        page.write_string(3, 1, words("Sama dengan aplikasi / angka yang diperiksa"), self.formats.term)
        for at, formula in ((5, same), (6, every)):
            self._formula(page, 3, at, formula, "count")
        for at, line in enumerate(found):
            self._line(page, FIRST - 1 + at, line)

    def _line(self, page: Any, row: int, line: Line) -> None:
        words, number, formats = self._words, line.number, self.formats
        page.write_number(row, 0, row - FIRST + 2, formats.of(0, "count"))
        part = self._paper.parts[row - FIRST + 1] if self._paper.parts else ""
        title = f"{part}: {number.title}" if part else number.title
        for at, text in ((1, title), (2, number.place), (4, words.unit(number.unit))):
            page.write_string(row, at, printable(text), formats.wrapped)
        page.write_datetime(row, 3, month_end(number.month), formats.of(0, "date"))
        kind = _KINDS.get(number.unit, "count")
        if isinstance(number, Headline):
            self._parts(page, row, line, number)
            if number.target is not None:
                page.write_number(row, 7, number.target, formats.of(number.target, _target_kind(number)))
        else:
            said = words("dihitung dari baris {rows}", rows=", ".join(map(str, line.rows)))
            page.write_string(row, 14, said, formats.wrapped)
        if line.value is None:
            self._untold(page, row, number)
            return
        told = number.told.value if isinstance(number, Headline) and number.told else number.told
        self._formula(page, row, 8, line.value, kind)
        page.write_number(row, 11, told, formats.of(told, kind))
        at = row + 1
        self._formula(page, row, 12, Formula(f"=ROUND(I{at}-L{at},9)", _apart(line)), "number")
        check = f"=IF(AND(F{at}=J{at},G{at}=K{at},ROUND(I{at}-L{at},9)=0),1,0)"
        self._formula(page, row, 13, Formula(check, int(_is_same(line))), "count")

    def _parts(self, page: Any, row: int, line: Line, number: Headline) -> None:
        """What stands above and below the line, as it is added and as the app says it."""
        kind, told = above_of(number.about).kind, number.told
        below = "count" if number.about.below_workforce else kind
        if line.above and told:
            self._formula(page, row, 5, line.above, kind)
            page.write_number(row, 9, told.numerator, self.formats.of(told.numerator, kind))
            page.write_string(row, 14, line.added, self.formats.plain)
            page.write_string(row, 16, self._words(_LEVELS[line.level]), self.formats.wrapped)
        if line.below and told:
            self._formula(page, row, 6, line.below, below)
            page.write_number(row, 10, told.denominator, self.formats.of(told.denominator, below))
            page.write_string(row, 15, line.below_added, self.formats.plain)

    def _untold(self, page: Any, row: int, number: Number) -> None:
        """The words that stand in the place of a number that is hidden, or that there is none of."""
        told = number.told if isinstance(number, Headline) else None
        said = instead(told.suppressed if told else "", self._words)
        for at in (8, 11):
            page.write_string(row, at, said, self.formats.withheld)

    def _formula(self, page: Any, row: int, at: int, formula: Formula, kind: str) -> None:
        page.write_formula(row, at, formula.text, self.formats.of(formula.result, kind), formula.result)

    def cells(self, cells: Cells, selecting: Selecting) -> None:
        """The sheet of cells, with the columns that say which of them make up a group."""
        words, quantities = self._words, cells.quantities()
        columns = [(words(name), float(width), "text") for name, width in _CELLS]
        columns += [(_titled(name, words), 19.0, name.kind) for name in quantities]
        columns += [(name, 6.0, "count") for name in selecting.groups.values()]
        said = words(
            "Satu baris satu sel: jumlah bulat yang boleh dijumlahkan. Kosong berarti tidak dipakai angka mana pun di sini; "
            "kolom K1, K2, … bertanda 1 pada sel yang dijumlahkan bersama."
        )
        page = self._page(words("Sel"), columns, said, 1)
        if cells.rows:
            page.autofilter(FIRST - 2, 0, FIRST - 2 + len(cells.rows), len(columns) - 1)
        for at, cell in enumerate(cells.rows):
            self._cell(page, FIRST - 1 + at, cell, quantities)
        count, look = len(_CELLS) + len(quantities), self.formats.of(1, "count")
        for number, members in enumerate(selecting.groups):
            for at in members:
                page.write_number(FIRST - 1 + at, count + number, 1, look)

    def _cell(self, page: Any, row: int, cell: Cell, quantities: Sequence[Quantity]) -> None:
        formats = self.formats
        page.write_string(row, 0, cell.key, formats.plain)
        page.write_datetime(row, 1, month_end(cell.month), formats.of(0, "date"))
        page.write_number(row, 2, cell.reading.release.number, formats.of(0, "count"))
        for at, text in enumerate(_said_of(cell, self._words), 3):
            if text:
                page.write_string(row, at, printable(text), formats.plain)
        for at, name in enumerate(quantities, len(_CELLS)):
            number = cell.numbers.get(name)
            if isinstance(number, str):
                page.write_string(row, at, number, formats.withheld)
            elif number is not None:
                page.write_number(row, at, number, formats.of(number, name.kind))


def _said_of(cell: Cell, words: Words) -> list[str]:
    """Kind, code, name, kecamatan, office, segment, sector, scale, filter and source of a cell, as texts."""
    of, facts = cell.of, cell.reading.facts
    region = of.get("region", "")
    names = dict(zip(facts.regions["code"], facts.regions["name"], strict=True))
    offices = dict(zip(facts.offices["code"], facts.offices["name"], strict=True))
    office = of.get("office", "")
    filters = "; ".join(f"{name}: {', '.join(values)}" for name, values in cell.filters)
    wide = of.get("area") or of.get("province_code") or ""
    source = ", ".join(part for part in (of.get("source", ""), of.get("dated", "")) if part)
    return [
        words(_LEVELS[cell.level]),
        region or wide,
        str(names.get(region, region)) or of.get("place", ""),
        of.get("kecamatan", ""),
        str(offices.get(office, office)),
        *(of.get(dimension, "") for dimension in ("segment", "sector", "scale")),
        filters,
        source,
    ]


def _titled(name: Quantity, words: Words) -> str:
    """What a column of cells counts: the indicator that is just that, and the measures that it is made of."""
    if name.people:
        return f"{words('Penduduk bekerja (BPS)')} [{name.people}]"
    made = " + ".join(name.plus) + "".join(f" - {less}" for less in name.minus)
    short = made if len(made) <= 60 else words("{n} besaran", n=len(name.plus) + len(name.minus))
    for one in definitions().values():
        is_sum = not (one.below or one.below_workforce)
        if one.kind == "ledger" and is_sum and (one.above, one.minus) == (name.plus, name.minus):
            return f"{one.title[words.language]} [{short}]"
    for one in definitions().values():
        if one.kind == "ledger" and (one.above, one.minus) == (name.plus, name.minus):
            return f"{one.numerator[words.language].rstrip('.')} [{short}]"
        if one.kind == "ledger" and one.below == name.plus:
            return f"{one.denominator[words.language].rstrip('.')} [{short}]"
    return made


def _target_kind(number: Headline) -> str:
    return "percent" if number.about.gap else _KINDS.get(number.unit, "count")


def _apart(line: Line) -> float:
    """By how much the number from the cells is apart from what the app says."""
    told = line.number.told
    said = told.value if isinstance(line.number, Headline) and told is not None else told  # type: ignore[union-attr]
    return 0.0 if line.value is None else round(float(line.value.result) - float(said), 9)  # type: ignore[arg-type]


def _is_same(line: Line) -> bool:
    """Whether the parts and the value from the cells are what the app says."""
    if isinstance(line.number, Headline) and line.number.told is not None:
        told = line.number.told
        pairs = ((line.above, told.numerator), (line.below, told.denominator))
        if any(formula is not None and formula.result != said for formula, said in pairs):
            return False
    return _apart(line) == 0


def _explained(paper: Workpaper, found: Sequence[Line], words: Words) -> list[tuple[str, str]]:
    """How to recompute the paper, what its cells are, and what is above and below the line of each number."""
    how = words(
        "Buka di spreadsheet lalu hitung ulang semua (Ctrl+Shift+F9). Pembilang, penyebut, dan nilai pada lembar “Angka” adalah "
        "rumus atas lembar “Sel”; kolom “menurut aplikasi” adalah angka tetap yang ditampilkan aplikasi. Selisih harus 0."
    )
    fine = words(
        "“Sel terinci” satu wilayah kali kantor, segmen, sektor, dan skala. Bila sel terinci tidak boleh dilihat peran ini, "
        "angka dijumlah dari wilayahnya; bila itu pun tidak ditampilkan semua atau tidak menjumlah ke angkanya, angka itu sendiri selnya."
    )
    whole = sum(line.level in ("all", "area", "province", "regions") for line in found)
    counted = words("{n} dari {all} angka", n=words.number(whole), all=words.number(len(found)))
    rows = [
        (words("Cara menghitung ulang"), how),
        (words("Sel"), fine),
        (words("Angka yang selnya sendiri"), counted),
    ]
    for about in dict.fromkeys(one.about.id for one in paper.numbers if isinstance(one, Headline)):
        one = definitions()[about]
        title = one.title[words.language]
        rows += [
            (title, one.definition[words.language]),
            (words("{title}: pembilang", title=title), one.numerator[words.language]),
            (words("{title}: penyebut", title=title), one.denominator[words.language]),
        ]
    return [*rows, *paper.sheet.definitions]
