"""What the XML of an ODS says besides its values, which calamine does not tell: hidden rows and columns, merged
cells, formulas without a saved value, and cells that show an error.

LibreOffice keeps an error as text beside an empty value, so that calamine takes it for an empty cell; and a row that
a filter hides for a row like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from data.intake.reading.workbook import Formulas, Range
from data.intake.reading.worksheets import Structure

_TELLING = re.compile(
    rb'table:visibility="(?:collapse|filter)"|-spanned="|table:formula=|calcext:value-type="error"'
)
_OUT_OF_SIGHT = ("collapse", "filter")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SAVED = ("office:value", "office:date-value", "office:time-value", "office:boolean-value")
_LAST_ROW, _MOST_MERGED = 1_048_576, 50_000


@dataclass
class Seen(Structure):
    """What was seen of one sheet: as of a sheet of Excel, and what is merged."""

    merged: list[Range] = field(default_factory=list)


def structures_in(xml: bytes) -> dict[str, Seen]:
    """What was seen of each sheet, by its name; nothing where nothing is hidden, merged, computed or wrong."""
    if not _TELLING.search(xml):
        return {}
    reading = _Reading()
    try:
        reading.parser.Parse(xml, True)
    except expat.ExpatError:  # calamine says whether the file is broken
        return {}
    return reading.found


class _Reading:
    """Where the parser is: the sheet, the row and the column counted from 0, and the cell that shows an error."""

    def __init__(self) -> None:
        self.found: dict[str, Seen] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._here = Seen()
        self._row = self._column = self._tall = self._wide = 0
        self._columns = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._texts: list[str] | None = None

    def _start(self, name: str, said: dict[str, str]) -> None:
        if name in _CELLS:
            self._cell(said)
        elif name == "table:table-row":
            self._tall, self._column = _times(said, "table:number-rows-repeated"), 0
            if said.get("table:visibility") in _OUT_OF_SIGHT:
                self._hidden_rows.update(range(self._row, min(self._row + self._tall, _LAST_ROW)))
        elif name == "table:table-column":
            wide = _times(said, "table:number-columns-repeated")
            if said.get("table:visibility") in _OUT_OF_SIGHT:
                self._hidden_columns.update(range(self._columns, min(self._columns + wide, _LAST_ROW)))
            self._columns += wide
        elif name == "table:table":
            self._here = self.found.setdefault(said.get("table:name", ""), Seen())
            self._row = self._columns = 0
            self._hidden_rows, self._hidden_columns = set(), set()

    def _end(self, name: str) -> None:
        if name in _CELLS:
            self._column += self._wide
            if self._texts is not None:
                at = (self._row, self._column - self._wide)
                self._here.errors[at] = "".join(self._texts).strip() or "#"
                self._texts = self.parser.CharacterDataHandler = None
        elif name == "table:table-row":
            self._row += self._tall
        elif name == "table:table":
            self._here.hidden_rows = frozenset(self._hidden_rows)
            self._here.hidden_columns = frozenset(self._hidden_columns)

    def _cell(self, said: dict[str, str]) -> None:
        self._wide = _times(said, "table:number-columns-repeated")
        down = _times(said, "table:number-rows-spanned")
        across = _times(said, "table:number-columns-spanned")
        if down * across > 1 and len(self._here.merged) < _MOST_MERGED:
            last = (self._row + down - 1, self._column + across - 1)
            self._here.merged.append((self._row, self._column, *last))
        if "table:formula" in said:
            saved = next((said[one] for one in _SAVED if one in said), said.get("office:value-type", ""))
            self._here.formulas.setdefault(self._column, Formulas()).note(self._row, saved)
        if said.get("calcext:value-type") == "error":
            self._texts = []
            self.parser.CharacterDataHandler = self._texts.append


def _times(said: dict[str, str], name: str) -> int:
    """How often something stands there, or how far it reaches."""
    text = said.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < len(str(_LAST_ROW)) + 1 else 1
