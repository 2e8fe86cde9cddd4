"""Rows that say once, above others, where those are or whom they are of: "KECAMATAN DIWEK", "A. Nelayan".

What such a row says is written beside each row below it, in a column of its own behind the last, so that it is read
like any other column. Where the list has such a column already, the rows stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np

from data.intake.finding.blocks import Block, Column
from data.intake.finding.catalogue import TABLES
from data.intake.finding.headings import readings
from data.intake.finding.variants import variant_of
from data.intake.reading import Sheet
from data.intake.values import is_empty, read_place, text_of, word_in

_MARK = re.compile(r"\(?(?:[A-Z]|[IVX]{1,5}|\d{1,2})\s*[.)]?")
_MARKED = re.compile(r"^(?:[A-Z]|[IVX]{1,5}|\d{1,2})\s*[.)]\s+")
_KECAMATAN = re.compile(r"^kec(?:amatan\b|\.|\b)\s*[:.]?\s*(?=\w)", re.I)
_REGION = re.compile(r"^(?:kab(?:upaten)?|kota(?:madya)?|kodya)\b", re.I)
_PAYER = re.compile(r"^(?:sumber\s*dana|sumber\s*pembiayaan|pembayar(?:\s*iuran)?|dibiayai)\s*[:.]?\s*", re.I)
_TRADE = re.compile(r"^(?:jenis\s*)?(?:pekerjaan|profesi)\s*[:.]?\s*", re.I)
# What the column is called, and the fields of a list that say the same.
_COLUMNS = {
    "kecamatan": "Kecamatan",
    "region": "Kab/Kota",
    "trade": "Jenis Pekerjaan",
    "payer": "Sumber Dana",
}
_ENOUGH = 3


def read_groups(block: Block) -> None:
    """Add a column for each kind of thing that rows alone in their line say of the rows below them."""
    said = dict(_lone_texts(block))
    kinds = {row: kind for row, text in said.items() if (kind := _kind(text))}
    names = [kind for kind in _COLUMNS if kind in kinds.values() and not _has(block, kind)]
    for name in names:
        starts = {row: _bare(said[row], name) for row, kind in kinds.items() if kind == name}
        if set(kinds.values()) <= {"trade", "payer"} and len(names) == 1:
            starts |= {row: _bare(text, name) for row, text in said.items() if row not in kinds}
        _write(block, name, starts)
        block.leads |= set(starts)


def _lone_texts(block: Block) -> Iterator[tuple[int, str]]:
    """The rows below the header in which one text stands alone, at most behind a letter or a number."""
    cells = block.sheet.cells
    for row in _rows_of_words(block.sheet, block.header[1] + 1):
        filled = list(islice((cell for cell in cells[row] if not is_empty(cell)), _ENOUGH))
        if len(filled) == 2 and _MARK.fullmatch(text_of(filled[0])):
            filled = filled[1:]
        if len(filled) == 1 and isinstance(filled[0], str) and _leads(cells, row + 1):
            yield row, _MARKED.sub("", text_of(filled[0]))


def _rows_of_words(sheet: Sheet, first: int) -> Iterator[int]:
    """The rows from `first` on that hold one number at most; the last row of the sheet has nothing below it."""
    counted = np.zeros(len(sheet.cells), dtype=int)
    for index in range(sheet.width):
        numbers = sheet.numbers(index)
        if numbers is not None:
            counted += ~np.isnan(numbers)
    yield from (int(row) for row in np.flatnonzero(counted < 2) if first <= row < len(sheet.cells) - 1)


def _leads(cells: list[list[object]], row: int) -> bool:
    """Whether the next row that says anything is one of a list."""
    while row < len(cells):
        filled = sum(not is_empty(cell) for cell in cells[row])
        if filled:
            return filled >= _ENOUGH
        row += 1
    return False


def _kind(text: str) -> str:
    if _KECAMATAN.match(text):
        return "kecamatan"
    if _REGION.match(text):
        place = read_place(text)
        return "region" if place.regions or place.elsewhere else ""
    if word_in("trade", _TRADE.sub("", text)):
        return "trade"
    return "payer" if word_in("payer", _PAYER.sub("", text)) else ""


def _bare(text: str, name: str) -> str:
    """What the row says, without the word for what it says."""
    before = {"kecamatan": _KECAMATAN, "trade": _TRADE, "payer": _PAYER}.get(name)
    return before.sub("", text) if before else text


def _has(block: Block, name: str) -> bool:
    """Whether the list has a column that says the same."""
    known = TABLES["informal"].headings[name]
    keys = [key for column in block.columns for part in column.path for key in readings(part)]
    return any(key in known or variant_of("informal", key) == name for key in keys)


def _write(block: Block, name: str, starts: dict[int, str]) -> None:
    index = max(block.sheet.width, max(column.index for column in block.columns) + 1)
    said = ""
    for row in range(block.header[1] + 1, len(block.sheet.cells)):
        if row in starts:
            said = starts[row]
        elif said and sum(not is_empty(cell) for cell in block.sheet.cells[row]) >= _ENOUGH:
            block.sheet.put(row, index, said)
    block.columns.append(Column(index, (_COLUMNS[name],)))
