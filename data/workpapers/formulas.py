"""Formulas of a working paper: each number from the cells, or from numbers above it, with the result worked out here.

The result stands in the file beside its formula, so that a viewer that recomputes nothing shows it too; it is worked
out from the cells, not taken from the app, which is what the two are compared for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from data.workpapers.cells import Cells, Parts, Quantity, Sum
from data.workpapers.numbers import Headline, Number, Worked

# The first row of numbers and of cells, as a formula counts it: below title, mark, scope, a line, and the headings.
FIRST = 6
# The columns of the sheet of numbers that formulas name.
ABOVE, BELOW, TARGET, VALUE = "F", "G", "H", "I"
TOLD_ABOVE, TOLD_BELOW, TOLD, SAME, FROM, BELOW_FROM = "J", "K", "L", "N", "O", "P"


@dataclass(frozen=True)
class Formula:
    """A formula with its result."""

    text: str
    result: float | int


@dataclass(frozen=True)
class Line:
    """A row of the sheet of numbers: formulas, what the cells that are added are called by, and what kind these are.

    `value` is None where the app has no number. `rows`: the numbers that it is worked out from, as the sheet counts rows.
    """

    number: Number
    above: Formula | None = None
    below: Formula | None = None
    value: Formula | None = None
    added: str = ""
    below_added: str = ""
    level: str = ""
    rows: tuple[int, ...] = ()


class Selecting:
    """What a formula looks for, to add the cells of a sum: a key that they alone have, or a group of their own."""

    def __init__(self, cells: Cells, sheet: str, columns: int) -> None:
        self._cells, self._sheet, self._columns = cells, "'" + sheet.replace("'", "''") + "'", columns
        self._quantities = {name: at for at, name in enumerate(cells.quantities())}
        self.groups: dict[tuple[int, ...], str] = {}
        self._by_key: dict[str, list[int]] = {}
        for at, row in enumerate(cells.rows):
            self._by_key.setdefault(row.key, []).append(at)

    def formula(self, part: Sum, cell: str) -> tuple[Formula, str]:
        """The formula of a sum, whose key stands in `cell`, and that key, or the name of the group."""
        column, result = self._range(self._column(part.quantity)), self._cells.total(part)
        if key := self._key(part):
            return Formula(f"=SUMIFS({column},{self._range('A')},{cell})", result), key
        # Two sums of the same cells share a group.
        name = self.groups.setdefault(part.cells, f"K{len(self.groups) + 1}")
        at = list(self.groups).index(part.cells)
        group = _named(self._columns + len(self._quantities) + at)
        return Formula(f"=SUMIFS({column},{self._range(group)},1)", result), name

    def _column(self, name: Quantity) -> str:
        return _named(self._columns + self._quantities[name])

    def _range(self, column: str) -> str:
        last = FIRST + len(self._cells.rows) - 1
        return f"{self._sheet}!${column}${FIRST}:${column}${last}"

    def _key(self, part: Sum) -> str:
        """The key that these cells have and no other with a number in this column; "" for none."""
        keys = {self._cells.rows[at].key for at in part.cells}
        if len(keys) != 1:
            return ""
        [key] = keys
        alike = {
            at for at in self._by_key[key] if isinstance(self._cells.rows[at].numbers.get(part.quantity), int)
        }
        return key if alike == set(part.cells) else ""


def _named(at: int) -> str:
    """What a spreadsheet calls its column number `at`, from 0 on."""
    from xlsxwriter.utility import (
        xl_col_to_name,
    )  # loaded where a workbook is made, not where a page is drawn

    return str(xl_col_to_name(at))


def lines(numbers: Sequence[Number], parts: Mapping[int, Parts | None], selecting: Selecting) -> list[Line]:
    """A line for each number, in their order; `parts` are those of the measured ones, by their place in it."""
    found: list[Line] = []
    rows = {id(number): FIRST + at for at, number in enumerate(numbers)}
    for at, number in enumerate(numbers):
        if isinstance(number, Headline):
            found.append(_measured(number, parts.get(at), FIRST + at, selecting))
        else:
            of = [found[rows[id(one)] - FIRST] for one in number.of]
            named = tuple(rows[id(one)] for one in number.of)
            found.append(Line(number, value=_worked(number, of, named), rows=named))
    return found


def _measured(number: Headline, parts: Parts | None, row: int, selecting: Selecting) -> Line:
    if parts is None:
        return Line(number)
    above, added = selecting.formula(parts.above, f"${FROM}{row}")
    below, held = selecting.formula(parts.below, f"${BELOW_FROM}{row}") if parts.below else (None, "")
    value = _value(number, above, below, row)
    return Line(number, above, below, value, added, held, parts.level)


def _value(number: Headline, above: Formula, below: Formula | None, row: int) -> Formula | None:
    """The value from what is above and below the line; None where the app has none, as over nothing."""
    if number.told is None or number.told.value is None:
        return None
    if number.about.gap and below is not None and number.target is not None:
        needed = _needed(number.target, int(below.result), ROUND_CEILING)
        text = f"=MAX(ROUNDUP(ROUND({TARGET}{row}*{BELOW}{row}/100,6),0)-{ABOVE}{row},0)"
        return Formula(text, max(needed - int(above.result), 0))
    if below is None or not below.result:
        return Formula(f"={ABOVE}{row}", above.result)
    times, name = (100.0, "100*") if number.unit == "percent" else (1.0, "")
    return Formula(f"={name}{ABOVE}{row}/{BELOW}{row}", times * above.result / below.result)


def _needed(target: float, whole: int, rounding: str) -> int:
    """The target's per cent of a whole, as a whole number."""
    return int((Decimal(str(target)) * whole / 100).to_integral_value(rounding))


def _worked(number: Worked, of: Sequence[Line], rows: Sequence[int]) -> Formula:
    """A number from those that it is worked out from, which stand in these rows."""
    first = of[0].number
    if isinstance(first, Headline) and first.target is not None and number.how in ("gap", "short"):
        return (_gap if number.how == "gap" else _short)(first, first.target, of[0], rows[0])
    values = [line.value.result if line.value else 0 for line in of]
    cells = [f"{VALUE}{row}" for row in rows]
    if number.how == "change":
        return Formula(f"={cells[0]}-{cells[1]}", values[0] - values[1])
    if number.how == "lacking":
        above, below = (one.result if one else 0 for one in (of[0].above, of[0].below))
        return Formula(f"={BELOW}{rows[0]}-{ABOVE}{rows[0]}", below - above)
    if number.how == "brings":
        return _brings(number.constant, values, cells)
    if number.how == "sum":
        return Formula(f"=SUM({','.join(cells)})", sum(values))
    sign, hits = ("<", [v < 0 for v in values]) if number.how == "below" else (">", [v > 0 for v in values])
    return Formula("=" + "+".join(f"IF({cell}{sign}0,1,0)" for cell in cells), sum(hits))


def _gap(one: Headline, target: float, line: Line, row: int) -> Formula:
    """The value less its target."""
    return Formula(f"={VALUE}{row}-{TARGET}{row}", (line.value.result if line.value else 0) - target)


def _short(one: Headline, target: float, line: Line, row: int) -> Formula:
    """How many are missing to the target, or are above it where low is good, a part of one as one."""
    low, have, whole, share = one.about.polarity == "low_good", line.value, 100, f"{TARGET}{row}"
    cell = f"{VALUE}{row}"
    if one.unit == "percent" and line.above and line.below:
        have, whole, cell = line.above, int(line.below.result), f"{ABOVE}{row}"
        share = f"{TARGET}{row}*{BELOW}{row}/100"
    result = int(have.result) if have else 0
    if low:
        text = f"=MAX({cell}-ROUNDDOWN(ROUND({share},6),0),0)"
        return Formula(text, max(result - _needed(target, whole, ROUND_FLOOR), 0))
    text = f"=MAX(ROUNDUP(ROUND({share},6),0)-{cell},0)"
    return Formula(text, max(_needed(target, whole, ROUND_CEILING) - result, 0))


def _brings(least: int, values: Sequence[float | int], cells: Sequence[str]) -> Formula:
    """What those missing would bring in a month: each as much as a worker of the region does now, or the least rate."""
    missing, *region = map(int, values)
    if not region:
        return Formula(f"={cells[0]}*{least}", missing * least)
    due, registered, informal = region
    text = f"=ROUND({cells[0]}*({cells[1]}+{least}*{cells[3]})/({cells[2]}+{cells[3]}),0)"
    return Formula(text, round(missing * Fraction(due + least * informal, registered + informal)))
