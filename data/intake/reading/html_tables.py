"""Web pages that call themselves .xls: the tables in them, with cells that span rows and columns laid out.

Read by one pattern that never looks past the next "<": a page of broken tags takes one pass and no more, where a
parser that keeps to the standard may go over the same text again and again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from data.intake.reading.progress import tell
from data.intake.reading.texts import decoded
from data.intake.reading.workbook import Range, Refused, Sheet, Workbook
from data.words import Sentence

_MOST_SPAN = 200
_MOST_CELLS = 2_000_000
_TOO_LARGE = "Tabel di berkas ini berisi lebih dari {limit} sel. Bagi menjadi beberapa berkas."
_TAG = re.compile(r"<(?:(/?)(table|tr|td|th|br)\b([^<>]*)|[/!?a-z][^<>]*)>", re.I)
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,8})", re.I)
_HIDDEN_TEXT = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<script\b", re.I), re.compile(r"</script[^<>]*>", re.I)),
    (re.compile(r"<style\b", re.I), re.compile(r"</style[^<>]*>", re.I)),
)


@dataclass
class _Table:
    # Each row as column -> text, the columns of the last one that are taken, and where the next cell may stand.
    rows: list[dict[int, str]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    free: int = 0
    merged: list[Range] = field(default_factory=list)
    # Columns into which cells reach down from the rows above, and how many rows further.
    reaching: dict[int, int] = field(default_factory=dict)

    def begin_row(self) -> None:
        """A new row, whose columns may be taken by cells from above."""
        self.rows.append({})
        self.taken, self.free = set(self.reaching), 0
        self.reaching = {column: left - 1 for column, left in self.reaching.items() if left > 1}

    def place(self, text: str, down: int, across: int) -> None:
        """A cell in the next free column of the last row."""
        while self.free in self.taken:
            self.free += 1
        number, column = len(self.rows) - 1, self.free
        self.rows[-1][column] = text
        self.free = column + across
        if down > 1 or across > 1:
            self.merged.append((number, column, number + down - 1, column + across - 1))
        if down > 1:
            self.reaching |= dict.fromkeys(range(column, column + across), down - 1)

    def cells(self) -> list[list[object]]:
        """The rows as lists, "" where nothing stands."""
        return [[row.get(column, "") for column in range(max(row, default=-1) + 1)] for row in self.rows]


class _Tables:
    """Collects every table; a table inside a table is one of its own."""

    def __init__(self) -> None:
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._cells = 0

    def read(self, text: str) -> None:
        """Every tag of the page, and the text between."""
        at = 0
        for match in _TAG.finditer(text):
            if self._text is not None:
                self._text.append(text[at : match.start()])
            at = match.end()
            tell(0.5 * at / len(text), Sentence("Membaca tabel"))
            if match[2]:
                self._tag(match[2].lower(), bool(match[1]), match[3])
        self._end_cell()

    def _tag(self, tag: str, closes: bool, attributes: str) -> None:
        if tag == "br":
            if self._text is not None:
                self._text.append(" ")
            return
        self._end_cell()
        if tag == "table":
            self._table(closes)
        elif not closes and self._open:
            if tag == "tr":
                self._open[-1].begin_row()
            elif self._open[-1].rows:
                self._text, self._span = [], _spans(attributes)

    def _table(self, closes: bool) -> None:
        if not closes:
            self._open.append(_Table())
            self.found.append(self._open[-1])
        elif self._open:
            self._open.pop()

    def _end_cell(self) -> None:
        if self._text is None or not self._open:
            self._text = None
            return
        down, across = self._span
        self._cells += down * across
        if self._cells > _MOST_CELLS:
            raise Refused("too_large", _TOO_LARGE, limit=_MOST_CELLS)
        self._open[-1].place(" ".join(unescape("".join(self._text)).split()), down, across)
        self._text = None


def read_html(content: bytes) -> Workbook:
    """The tables of a web page, called "table", "table 2", ... Raises Refused: empty, too_large."""
    text, encoding = decoded(content)
    tables = _Tables()
    for begins, ends in _HIDDEN_TEXT:
        text = _without(text, begins, ends)
    tables.read(text)
    filled = [table for table in tables.found if any(any(row.values()) for row in table.rows)]
    sheets = [
        Sheet("table" if number == 1 else f"table {number}", table.cells(), merged=table.merged)
        for number, table in enumerate(filled, 1)
    ]
    if not sheets:
        raise Refused(
            "empty", "Halaman ini tidak berisi tabel. Simpan lagi dari sistem asalnya sebagai Excel."
        )
    if encoding not in ("utf-8", "utf-8-sig"):
        sheets[0].notes.append(("encoding", 1))
    return Workbook("html", sheets)


def _without(text: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> str:
    """The text without what stands between two marks; what is never closed reaches to the end."""
    kept, at = [], 0
    while first := begins.search(text, at):
        kept.append(text[at : first.start()])
        last = ends.search(text, first.end())
        if last is None:
            return "".join(kept)
        at = last.end()
    return "".join([*kept, text[at:]])


def _spans(attributes: str) -> tuple[int, int]:
    """How many rows and columns a cell reaches over."""
    said = {match[1].lower(): max(1, min(int(match[2]), _MOST_SPAN)) for match in _SPAN.finditer(attributes)}
    return said.get("row", 1), said.get("col", 1)
