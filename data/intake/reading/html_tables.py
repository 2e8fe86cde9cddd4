"""Web pages that call themselves .xls: the tables in them, with cells that span rows and columns laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from data.intake.reading.texts import decoded
from data.intake.reading.workbook import Range, Refused, Sheet, Workbook

_MOST_SPAN = 200
_MOST_CELLS = 5_000_000
_TOO_LARGE = "Tabel di berkas ini berisi lebih dari {limit} sel. Bagi menjadi beberapa berkas."


@dataclass
class _Table:
    # Each row as column -> text, and the columns of it that are taken already.
    rows: list[dict[int, str]] = field(default_factory=list)
    taken: list[set[int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    # Columns into which cells reach down from the rows above, and how many rows further.
    reaching: dict[int, int] = field(default_factory=dict)
    cells: int = 0

    def cells_by_row(self) -> list[list[object]]:
        """The rows as lists, "" where nothing stands."""
        return [[row.get(column, "") for column in range(max(row, default=-1) + 1)] for row in self.rows]


class _Tables(HTMLParser):
    """Collects every table; a table inside a table is one of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._skipped += 1
        elif tag == "table":
            self._end_cell()
            self._open.append(_Table())
            self.found.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            _begin_row(self._open[-1])
        elif tag in ("td", "th") and self._open and self._open[-1].rows:
            self._end_cell()
            values = dict(attrs)
            self._span = (_span(values.get("rowspan")), _span(values.get("colspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._skipped = max(0, self._skipped - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._skipped:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is not None and self._open:
            _place(self._open[-1], " ".join("".join(self._text).split()), *self._span)
        self._text = None


def read_html(content: bytes) -> Workbook:
    """The tables of a web page, called "table", "table 2", ... Raises Refused: empty, too_large."""
    text, encoding = decoded(content)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.found if any(any(row.values()) for row in table.rows)]
    sheets = [
        Sheet("table" if number == 1 else f"table {number}", table.cells_by_row(), merged=table.merged)
        for number, table in enumerate(tables, 1)
    ]
    if not sheets:
        raise Refused("empty", "Halaman ini tidak berisi tabel. Simpan lagi dari sistem asalnya sebagai Excel.")
    if encoding not in ("utf-8", "utf-8-sig"):
        sheets[0].notes.append(("encoding", 1))
    return Workbook("html", sheets)


def _span(text: str | None) -> int:
    return max(1, min(int(text), _MOST_SPAN)) if text and text.strip().isdigit() and len(text) < 9 else 1


def _begin_row(table: _Table) -> None:
    table.rows.append({})
    table.taken.append(set(table.reaching))
    table.reaching = {column: left - 1 for column, left in table.reaching.items() if left > 1}


def _place(table: _Table, text: str, down: int, across: int) -> None:
    number, taken = len(table.rows) - 1, table.taken[-1]
    column = next(at for at in range(len(taken) + 1) if at not in taken)
    table.rows[-1][column] = text
    taken |= set(range(column, column + across))
    table.cells += down * across
    if table.cells > _MOST_CELLS:
        raise Refused("too_large", _TOO_LARGE, limit=_MOST_CELLS)
    if down > 1 or across > 1:
        table.merged.append((number, column, number + down - 1, column + across - 1))
    if down > 1:
        table.reaching |= dict.fromkeys(range(column, column + across), down - 1)
