"""Where the table lies in a sheet: its header of one to four rows, and what each column is called.

A merged heading belongs to all columns below it: "IURAN > JKK". Where a file does not say what was merged (ODS,
XLSB, CSV), a heading reaches to the right over empty cells that have a heading below them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from data.intake.finding.headings import is_known, is_unit, is_year, year_in
from data.intake.reading import Sheet, letters
from data.intake.values import is_empty, read_month, text_of, word_in

_LOOKED_AT = 80
_HIGHEST = 4
_LONGEST_HEADING = 80
_ORDINAL = re.compile(r"(?:ke[\s-]*)?(?:\d{1,2}|i{1,3}|iv|v|vi{0,3})", re.I)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_PAIR = 2
_FEWEST_BELOW = 2
_FEWEST_MOVED = 5
_OWN_NUMBER = re.compile(r"\(\d{1,2}\)")
# What a column is written in, below its heading: "(hh/bb/tttt)".
_WRITTEN_IN = re.compile(r"\([^()]*[^()\d\W][^()]*\)")
NUMBERED = re.compile(r"\A[(\[]?\s*+(\d{1,3}+|[a-z])\s*+[.)\]]*+(?:\s*+=.*)?", re.I)


@dataclass
class Column:
    """One column: where it stands, its headings from the top, and what intake takes it for.

    `field` is a column of ours, "" when it is not used; `month` and `year` where months or years run across;
    `scale` what an amount of 1 is worth; `word` a trade that runs across.
    """

    index: int
    path: tuple[str, ...]
    field: str = ""
    month: int = 0
    year: int = 0
    scale: int = 1
    scale_said: bool = False
    word: str = ""
    hidden: bool = False

    @property
    def heading(self) -> str:
        """The headings joined, as people are shown them."""
        return " > ".join(" ".join(part.split()) for part in self.path)

    @property
    def letter(self) -> str:
        """The column's letters."""
        return letters(self.index)


@dataclass
class Block:
    """One table in a sheet: the first and last row of its header, its columns, and the texts above it."""

    sheet: Sheet
    header: tuple[int, int]
    columns: list[Column]
    titles: list[str]
    table: str = ""
    rows: list[int] = field(default_factory=list)
    # Rows of data that somebody has decided to leave out.
    left_out: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    footer: list[int] = field(default_factory=list)
    # Rows that say once what holds for the rows below them.
    leads: set[int] = field(default_factory=set)
    # Rows in which the headings stand again, and the row of other headings at which the next table begins.
    repeats: list[int] = field(default_factory=list)
    end: int = 0
    notes: dict[str, int] = field(default_factory=dict)

    def first(self, name: str) -> Column | None:
        """The column of a field, None when nothing gives it."""
        return next((column for column in self.columns if column.field == name), None)

    def all(self, name: str) -> list[Column]:
        """Every column of a field."""
        return [column for column in self.columns if column.field == name]

    def leave_out(self, rows: Collection[int]) -> None:
        """Take rows from the data that somebody has decided to leave out; they are still accounted for."""
        if rows:
            left = set(rows)
            self.left_out += [row for row in self.rows if row in left]
            self.rows = [row for row in self.rows if row not in left]

    def count(self, code: str, number: int = 1) -> None:
        """Note a kind of row or repair."""
        if number:
            self.notes[code] = self.notes.get(code, 0) + number


def find_block(sheet: Sheet, start: int = 0) -> Block | None:
    """The first table at or below row `start`, None where no row is mostly known headings."""
    for row in range(start, min(len(sheet.cells), start + _LOOKED_AT)):
        if _is_header(sheet, row):
            return _block(sheet, row, start)
    return None


def _is_header(sheet: Sheet, row: int) -> bool:
    texts = [cell for cell in sheet.cells[row] if not is_empty(cell)]
    words = [word for cell in texts if (word := _word(cell))]
    if any(word.startswith(":") or word.endswith(":") for word in words):
        return False
    named = {word.casefold() for word in words if not word[0].isdigit() and is_known(word)}
    known = len(
        named | {word for word in words if word[0].isdigit() or is_year(word) or word_in("trade", word)}
    )
    if len(named) >= 2 and known >= 3 and known * 2 >= len(texts):
        return True
    if len(named) == 1 and known >= 3 and len(words) == len(texts):
        return True  # "Wilayah", 2024, 2025
    return len(named) == 2 and len(texts) <= 3 and len(words) == len(texts)


def _block(sheet: Sheet, row: int, start: int) -> Block:
    first = row
    while first > start and row - first < _HIGHEST - 1 and _above_belongs(sheet, first - 1):
        first -= 1
    last = row
    while last + 1 < len(sheet.cells) and last - first + 1 < _HIGHEST and _continues(sheet, first, last + 1):
        last += 1
    titles = [text_of(cell) for r in range(start, first) for cell in sheet.cells[r] if not is_empty(cell)]
    return Block(sheet, (first, last), list(_columns(sheet, first, last)), titles)


def _above_belongs(sheet: Sheet, row: int) -> bool:
    """Whether the row above has headings that span the columns below, and is no title: "Bulan : Juli 2026" is one."""
    cells = {column: cell for column, cell in enumerate(sheet.cells[row]) if not is_empty(cell)}
    words = [_word(cell) for cell in cells.values()]
    if not words or not all(words) or any(":" in word for word in words):
        return False
    if len(words) == 1:
        column = next(iter(cells))
        first = next((at for at, cell in enumerate(sheet.cells[row + 1]) if not is_empty(cell)), column)
        below = sheet.cell(row + 1, column), sheet.cell(row + 1, column + 1)
        return column > first and is_known(words[0]) and not any(map(is_empty, below))
    known = sum(is_known(word) or bool(year_in(word)) for word in words)
    return known > 0 if len(words) > _PAIR else known == _PAIR


def _continues(sheet: Sheet, first: int, row: int) -> bool:
    """Whether a row is one more row of the header: only words, known ones, below headings that span them; or units."""
    cells = {column: cell for column, cell in enumerate(sheet.cells[row]) if not is_empty(cell)}
    if cells and _numbers_headings(sheet, row, list(cells.values())):
        return True
    if not cells or is_numbering(sheet.cells[row]):
        return False
    words = [_word(cell) for cell in cells.values()]
    if not all(words):
        return False
    if all(is_unit(word) or _WRITTEN_IN.fullmatch(word) for word in words):
        return True
    known = sum(is_known(word) or is_unit(word) or bool(year_in(word)) for word in words)
    spanned = sum(_spanned(sheet, first, row, column) for column in cells)
    if len(words) >= _FEWEST_BELOW and spanned == len(words):
        return (
            True  # "TKI L", "TKI P" below "Tenaga Kerja": words no list has, but nothing else can stand there
        )
    return known * 2 >= len(words) and spanned * 2 >= len(words)


def _numbers_headings(sheet: Sheet, row: int, cells: list[object]) -> bool:
    """Whether a row numbers headings that have more below them: "Angsuran" over 1, 2, 3 over Tgl, Rp."""
    if row + 1 >= len(sheet.cells) or not all(_ORDINAL.fullmatch(text_of(cell)) for cell in cells):
        return False
    below = [cell for cell in sheet.cells[row + 1] if not is_empty(cell)]
    return len(below) > len(cells) and all(isinstance(cell, str) and is_known(cell) for cell in below)


def _word(cell: object) -> str:
    """A cell as a heading: short words, a year, or a month that Excel keeps as a day; "" for anything else."""
    if isinstance(cell, str):
        text = text_of(cell)
        return (
            text
            if len(text) < _LONGEST_HEADING and (not text[0].isdigit() or read_month(text) or year_in(text))
            else ""
        )
    if isinstance(cell, date):
        return text_of(cell) if cell.day == 1 else ""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and float(cell).is_integer():
        text = str(int(cell))
        return text if _FIRST_YEAR <= cell <= _LAST_YEAR or (len(text) == 6 and read_month(text)) else ""
    return ""


def _spanned(sheet: Sheet, first: int, row: int, column: int) -> bool:
    """Whether the heading above a cell spans several columns, or nothing stands above it."""
    above = [sheet.cell(r, column) for r in range(first, row)]
    if is_empty(above[-1]):
        return True
    right = sheet.cell(row - 1, column + 1)
    below = [sheet.cell(r, column + 1) for r in range(row, min(row + 2, len(sheet.cells)))]
    return is_empty(right) and not all(map(is_empty, below))


def is_numbering(cells: list[object]) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), or 1, 2, 3."""
    filled = [(column, cell) for column, cell in enumerate(cells) if not is_empty(cell)]
    texts = [text_of(cell) for _, cell in filled]
    if len(texts) < 3 or not all(NUMBERED.fullmatch(text) for text in texts):
        return False
    if all(_OWN_NUMBER.fullmatch(text) for text in texts) or _each_once(texts):
        return True  # somebody moved the columns with their numbers
    marks = [match[1].lower() for text in texts if (match := NUMBERED.fullmatch(text))]
    order = [int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1 for mark in marks]
    rising = all(later - sooner in (0, 1) for sooner, later in pairwise(order))
    return rising and order[0] in (0, 1) and order[-1] > order[0]


def _each_once(texts: list[str]) -> bool:
    """Whether each number from 1 to as many as there are stands once, which no row of amounts has."""
    numbers = {str(number) for number in range(1, len(texts) + 1)}
    return len(texts) >= _FEWEST_MOVED and set(texts) == numbers


def _columns(sheet: Sheet, first: int, last: int) -> Iterator[Column]:
    width = max(len(sheet.cells[row]) for row in range(first, last + 1))
    spans = {
        (row, column): (top, left)
        for top, left, bottom, right in sheet.merged
        if top <= last and bottom >= first and right - left < width
        for row in range(max(top, first), min(bottom, last) + 1)
        for column in range(left, right + 1)
    }
    for column in range(width):
        texts = [_heading(sheet, spans, row, column, first, last) for row in range(first, last + 1)]
        path = tuple(dict.fromkeys(text for text in texts if text))
        if path:
            yield Column(column, path, hidden=column in sheet.hidden_columns)


def _heading(
    sheet: Sheet,
    spans: dict[tuple[int, int], tuple[int, int]],
    row: int,
    column: int,
    first: int,
    last: int,
) -> str:
    """The heading over a column in one row of the header: its own, or the one that spans it."""
    own = sheet.cell(row, column)
    if not is_empty(own):
        return _lines(own)
    if (row, column) in spans:
        top, left = spans[row, column]
        return _lines(sheet.cell(top, left))
    below = any(not is_empty(sheet.cell(r, column)) for r in range(row + 1, last + 1))
    if not below or any(not is_empty(sheet.cell(r, column)) for r in range(first, row)):
        return ""  # what stands above this column is its heading
    for left in range(column - 1, -1, -1):
        if not is_empty(sheet.cell(row, left)):
            if (row, left) in spans:
                return ""  # merged, and not as far as here
            reaches = any(not is_empty(sheet.cell(r, left)) for r in range(row + 1, last + 1))
            return _lines(sheet.cell(row, left)) if reaches else ""
    return ""


def _lines(cell: object) -> str:
    """A heading with its lines apart: the second is often the first in English."""
    lines = cell.splitlines() if isinstance(cell, str) else [cell]
    return "\n".join(text for line in lines if (text := text_of(line)))
