"""Which rows below a header are data, and what the others are: totals, repeated headers, signatures, nothing.

A row is data when its key looks like one, or when it is filled like the others. A person's signature under a list
is neither, and JUMLAH stands where a name would.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.intake.finding.blocks import NUMBERED, Block, is_numbering
from data.intake.finding.filling import fill_between
from data.intake.finding.headings import folded, is_known
from data.intake.finding.plain_rows import plain_rows
from data.intake.reading.progress import tell
from data.intake.values import ZERO_WORDS, is_empty, taken_apart, text_of
from data.words import Sentence

_TOTAL = re.compile(
    r"^(?:grand|sub)?[\s-]*(?:j\s?u\s?m\s?l\s?a\s?h|jml|t\s?o\s?t\s?a\s?l|s\s?u\s?b\s?t\s?o\s?t\s?a\s?l)\b(?!\w)|^rata[\s-]*rata|"
    r"^(?:sub|grand)total",
    re.I,
)
_FOOT = re.compile(
    r"^(?:mengetahui|menyetujui|disetujui|dibuat|diperiksa|diketahui|kepala|petugas|sumber|ket(?:erangan)?\b|catatan|nb\b|"
    r"nik\b|nip\b|nrp\b|an\.|a\.n|plt|plh|ditetapkan|dicetak|tanggal cetak|printed|\*|\(|r\)|[a-z]\)|[-–]\s*:|\.\.\.|…)|"
    r"^(?!(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b)[a-z .'-]{3,30},\s*\d{1,2}\s+[a-z]+\s+\d{4}$",
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
    "minimum_wages": ("region_code",),
    "workforce": ("region_code",),
}


def sort_rows(block: Block) -> None:
    """Fill in the block's data rows, totals and notes of what the others were, up to the next table's headings."""
    table = _Table.of(block)
    cells, first = block.sheet.cells, block.header[1] + 1
    plain = plain_rows(block.sheet, table.keys, table.used, table.header, _is_plain_key, _is_total).tolist()
    before = ""
    for row in range(first, len(cells)):
        if row % 1_000 == 0:
            tell(0.5 + 0.1 * row / len(cells), Sentence("Memilah baris {row}", row=row))
        kind = "title_row" if row in block.leads else "data" if plain[row] else table.kind(cells[row])
        if kind == "other_header" and before in ("", "data"):
            kind = "repeated_header"  # right below data, words that are headings elsewhere are no new table
        before = kind
        if kind == "other_header":
            block.end = row
            break
        if kind == "data":
            block.rows.append(row)
        else:
            _put(block, kind, row)
    _trim_blank(block)
    fill_between(block)
    titles = sum(any(not is_empty(cell) for cell in cells[row]) for row in range(block.header[0]))
    block.count("title_row", titles)


def _put(block: Block, kind: str, row: int) -> None:
    lists = {"total_row": block.totals, "footer": block.footer, "repeated_header": block.repeats}
    if kind in lists:
        lists[kind].append(row)
    block.count(kind)


@dataclass(frozen=True)
class _Table:
    """What the rows of a block are held against: columns by index, those that name a row first."""

    keys: Sequence[int]
    used: Sequence[int]
    number: int
    enough: int
    header: list[list[object]]

    @classmethod
    def of(cls, block: Block) -> _Table:
        """The columns of a block."""
        used = [column.index for column in block.columns if column.field]
        number = block.first("number")
        return cls(
            [column.index for name in KEYS.get(block.table, ()) for column in block.all(name)],
            used,
            number.index if number else -1,
            max(2, round(0.4 * len(used))),
            block.sheet.cells[block.header[0] : block.header[1] + 1],
        )

    def kind(self, cells: list[object]) -> str:
        """data, blank_row, total_row, repeated_header, other_header, column_numbers or footer."""
        given = [cells[index] for index in self.used if index < len(cells) and cells[index] not in ("", None)]
        if not given and all(is_empty(cell) for cell in cells):
            return "blank_row"
        key = next((cells[at] for at in self.keys if at < len(cells) and not is_empty(cells[at])), "")
        label = _total_label(cells)
        if label and (is_empty(key) or key is label) and not self._speaks(cells, len(given)):
            return "total_row"
        if len(given) < _FEWEST and all(is_empty(cell) for cell in given):
            return "footer"
        if again := _repeats(cells, self.header):
            return again
        return "column_numbers" if is_numbering(cells) else self._data_or_foot(cells, key, len(given))

    def _speaks(self, cells: list[object], filled: int) -> bool:
        """Whether a row says too much in words for a sum: "Total Jaya" is a firm's name, in a kecamatan, of a trade."""
        words = sum(
            isinstance(cell, str)
            and not is_empty(cell)
            and cell.strip() not in ZERO_WORDS
            and taken_apart(cell) is None
            for cell in cells
        )
        return words >= _FEWEST and filled >= 0.6 * len(self.used)

    def _data_or_foot(self, cells: list[object], key: object, filled: int) -> str:
        if not is_empty(key) and filled >= 2 and _looks_like_key(key):
            return "data"
        numbered = 0 <= self.number < len(cells) and _is_count(cells[self.number])
        numbers_alone = all(isinstance(cell, (int, float)) for cell in cells if not is_empty(cell))
        if not numbered and is_empty(key) and numbers_alone:
            return "total_row"
        whole = filled >= max(_FEWEST + 1, 0.6 * len(self.used))  # nobody signs in so many columns
        data = filled >= self.enough and (numbered or whole or not _is_foot(cells))
        return "data" if data or (numbered and filled >= _FEWEST) else "footer"


def _is_total(word: str) -> bool:
    return bool(_TOTAL.match(word.strip()))


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
            looked += _starts_with_letter(cell)
            if looked == 3:
                return ""
    return ""


def _starts_with_letter(text: str) -> bool:
    """Whether a text is a word, and no amount: in a list with its numbers first, JUMLAH stands behind them."""
    plain = text.lstrip()
    return plain[:1].isalpha() and plain[:2].casefold() != "rp"


def _looks_like_key(cell: object) -> bool:
    return isinstance(cell, (int, float)) or bool(_KEY.match(str(cell).strip())) or "/" in str(cell)


def _is_plain_key(cell: object) -> bool:
    return not is_empty(cell) and _looks_like_key(cell) and not NUMBERED.fullmatch(text_of(cell))


def _is_count(cell: object) -> bool:
    if isinstance(cell, (int, float)):
        return not isinstance(cell, bool) and float(cell).is_integer()
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
