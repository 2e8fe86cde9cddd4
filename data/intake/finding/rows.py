"""Which rows below a header are data, and what the others are: totals, repeated headers, signatures, nothing.

A row is data when its key looks like one, or when it is filled like the others. A person's signature under a list
is neither, and JUMLAH stands where a name would.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.intake.finding.blocks import NUMBERED, Block, is_numbering
from data.intake.finding.headings import folded, is_known
from data.intake.finding.plain_rows import plain_rows
from data.intake.progress import tell
from data.intake.values import ZERO_WORDS, is_empty, text_of

_TOTAL = re.compile(
    r"^(?:grand|sub)?[\s-]*(?:j\s?u\s?m\s?l\s?a\s?h|jml|t\s?o\s?t\s?a\s?l|s\s?u\s?b\s?t\s?o\s?t\s?a\s?l)\b(?!\w)|^rata[\s-]*rata|"
    r"^(?:sub|grand)total",
    re.I,
)
_FOOT = re.compile(
    r"^(?:mengetahui|menyetujui|disetujui|dibuat|diperiksa|diketahui|kepala|petugas|sumber|ket(?:erangan)?\b|catatan|nb\b|"
    r"nik\b|nip\b|nrp\b|an\.|a\.n|plt|plh|ditetapkan|dicetak|tanggal cetak|printed|\*|\(|r\)|[a-z]\)|[-–]\s*:|\.\.\.|…)|"
    r"^[a-z .'-]{3,30},\s*\d{1,2}\s+[a-z]+\s+\d{4}$",
    re.I,
)
_LONGEST_LABEL = 80
_KEY = re.compile(r"'?[A-Z]{0,4}[\s.-]?[\d\s./,E+-]{4,}", re.I)
_FEWEST = 3
# The columns that name a row, for each table.
KEYS = {
    "contributions": ("npp",),
    "arrears_positions": ("npp",),
    "employers": ("nib", "npp", "employer"),
    "cases": ("document", "npp"),
    "projects": ("project",),
}


def sort_rows(block: Block) -> None:
    """Fill in the block's data rows, totals and notes of what the others were."""
    sheet, (_, last) = block.sheet, block.header
    header = [sheet.cells[last], sheet.cells[block.header[0]]]
    keys = [column.index for name in KEYS.get(block.table, ()) for column in block.all(name)]
    used = [column.index for column in block.columns if column.field]
    number = next((column.index for column in block.columns if column.field == "number"), -1)
    enough = max(2, round(0.4 * len(used)))
    plain = plain_rows(
        sheet, keys, used, header, _is_plain_key, lambda word: bool(_TOTAL.match(word.strip()))
    )
    before = ""
    for row in range(last + 1, len(sheet.cells)):
        if row % 1_000 == 0:
            tell(0.5 + 0.1 * row / len(sheet.cells), f"Memilah baris {row:,}".replace(",", "."))
        kind = "data" if plain[row] else _kind(sheet.cells[row], keys, used, number, enough, header)
        if kind == "other_header" and before in ("", "data"):
            kind = "repeated_header"  # right below data, words that are headings elsewhere are no new table
        before = kind
        if kind == "data":
            block.rows.append(row)
        elif kind == "total_row":
            block.totals.append(row)
            block.count(kind)
        elif kind == "other_header":
            block.end = row
            break
        else:
            block.count(kind)
            if kind == "footer":
                block.footer.append(row)
            elif kind == "repeated_header":
                block.repeats.append(row)
    _trim_blank(block)
    _fill_between(block)
    block.count(
        "title_row", sum(any(not is_empty(c) for c in sheet.cells[r]) for r in range(block.header[0]))
    )


def _kind(
    cells: list[object],
    keys: Sequence[int],
    used: Sequence[int],
    number: int,
    enough: int,
    header: list[list[object]],
) -> str:
    width = len(cells)
    filled = sum(1 for index in used if index < width and cells[index] not in ("", None))
    if not filled and all(is_empty(cell) for cell in cells):
        return "blank_row"
    key = next((cells[index] for index in keys if index < width and not is_empty(cells[index])), "")
    label = _total_label(cells)
    if label and (is_empty(key) or key is label):
        return "total_row"
    if filled < _FEWEST and (not filled or all(is_empty(cells[index]) for index in used if index < width)):
        return "footer" if any(not is_empty(cell) for cell in cells) else "blank_row"
    if repeated := _repeats(cells, header):
        return repeated
    if is_numbering(cells):
        return "column_numbers"
    if not is_empty(key) and filled >= 2 and _looks_like_key(key):
        return "data"
    numbered = 0 <= number < width and _is_count(cells[number])
    if (
        not numbered
        and is_empty(key)
        and all(isinstance(cell, (int, float)) for cell in cells if not is_empty(cell))
    ):
        return "total_row"
    if (filled >= enough and (numbered or not _is_foot(cells))) or (numbered and filled >= _FEWEST):
        return "data"
    return "footer"


def _total_label(cells: list[object]) -> object:
    """The cell that says JUMLAH or TOTAL, among the first words of the row; "" when none does."""
    looked = 0
    for cell in cells:
        if isinstance(cell, str) and cell.strip():
            if (
                cell.lstrip()[:1].lower() in "jtgsr"
                and len(cell) < _LONGEST_LABEL
                and _TOTAL.match(cell.strip())
            ):
                return cell
            looked += 1
            if looked == 3:
                return ""
    return ""


def _looks_like_key(cell: object) -> bool:
    return isinstance(cell, (int, float)) or bool(_KEY.match(str(cell).strip())) or "/" in str(cell)


def _is_plain_key(cell: object) -> bool:
    return not is_empty(cell) and _looks_like_key(cell) and not NUMBERED.fullmatch(text_of(cell))


def _is_count(cell: object) -> bool:
    if isinstance(cell, (int, float)):
        return not isinstance(cell, bool) and cell == int(cell)
    return isinstance(cell, str) and cell.strip().rstrip(".").isdigit()


def _repeats(cells: list[object], header: list[list[object]]) -> str:
    """repeated_header for a row that says again what the header says, other_header for one of another table, else ""."""
    for line in header:
        texts = [
            (own, cells[at] if at < len(cells) else "")
            for at, own in enumerate(line)
            if isinstance(own, str) and own.strip()
        ]
        same = sum(folded(own) == folded(str(cell)) for own, cell in texts)
        if len(texts) >= 2 and same * 3 >= len(texts) * 2:
            return "repeated_header"
    words = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    filled = sum(not is_empty(cell) for cell in cells)
    known = len(words) >= _FEWEST and len(words) == filled and sum(map(is_known, words)) * 4 >= len(words) * 3
    if not known:
        return ""
    again = {folded(str(own)) for line in header for own in line}
    return (
        "repeated_header"
        if sum(folded(word) in again for word in words) * 2 >= len(words)
        else "other_header"
    )


def _is_foot(cells: list[object]) -> bool:
    words = [
        text_of(cell)
        for cell in cells
        if isinstance(cell, str) and cell.strip() and cell.strip() not in ZERO_WORDS
    ]
    return (
        bool(words)
        and bool(_FOOT.match(words[0]))
        and not any(isinstance(cell, (int, float)) for cell in cells)
    )


def _trim_blank(block: Block) -> None:
    """Rows below the last one that says anything are no blank rows of the table: Excel leaves borders there."""
    said = block.rows + block.totals + block.footer
    end = max(said, default=block.header[1])
    cells = block.sheet.cells
    after = sum(all(is_empty(cell) for cell in cells[row]) for row in range(end + 1, len(cells)))
    left = block.notes.pop("blank_row", 0) - after
    block.count("blank_row", max(left, 0))


def fill_down(block: Block, names: Sequence[str]) -> None:
    """Write a merged cell of the body into every row that it spans: a kabupaten over its rows.

    Where the file does not say what was merged, `sort_rows` does the same by what stands in the rows.
    """
    columns = {column.index for column in block.columns if column.field in names}
    spans = [span for span in block.sheet.merged if span[0] > block.header[1]]
    for top, left, bottom, _ in spans:
        if bottom > top and left in columns:
            _spread(block, left, top, min(bottom, len(block.sheet.cells) - 1))


def _fill_between(block: Block) -> None:
    """Fill down where a file does not say what was merged (ODS, XLSB, text).

    A column of places that is mostly empty, below values that each stand once, is one of merged cells.
    """
    if block.sheet.merged or not block.rows:
        return
    for column in block.columns:
        if column.field in ("region", "kecamatan") and _stands_once(block, column.index):
            _spread_between(block, column.index)


def _stands_once(block: Block, column: int) -> bool:
    """Whether a column begins with a value, is mostly empty, and no value in it comes twice."""
    cells = block.sheet.column(column, block.rows)
    texts = [text_of(cell).casefold() for cell in cells if not is_empty(cell)]
    return (
        bool(texts)
        and not is_empty(cells[0])
        and len(texts) * 2 <= len(cells)
        and len(set(texts)) == len(texts)
    )


def _spread_between(block: Block, column: int) -> None:
    value: object = ""
    for row in block.rows:
        cell = block.sheet.cell(row, column)
        if is_empty(cell):
            block.sheet.put(row, column, value)
            block.count("filled_down")
        else:
            value = cell


def _spread(block: Block, column: int, top: int, bottom: int) -> None:
    value = block.sheet.cell(top, column)
    for row in range(top + 1, bottom + 1):
        if is_empty(block.sheet.cell(row, column)):
            block.sheet.put(row, column, value)
    block.count("filled_down", bottom - top)
