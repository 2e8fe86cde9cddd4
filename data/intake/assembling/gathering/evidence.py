"""How the cells of a column are read: what the texts of all of them prove together."""

from __future__ import annotations

from collections.abc import Iterable

from data.intake.assembling.gathering.gathering import Gathering
from data.intake.finding import Column
from data.intake.values import Amounts, Days, Evidence, evidence, orders_proved

# Fewer days than this that can be read twice are read with the day first, as everybody writes.
_LIKES = 3


def amounts(
    gathering: Gathering, columns: Iterable[Column], *, people: bool = False, negative: bool = False
) -> Amounts:
    """How the amounts of some columns of one kind are read: what the texts of all of them prove together."""
    columns = list(columns)
    proved = Evidence()
    for column in columns:
        proved = proved.merged(evidence({cell for cell in gathering.cells(column) if cell.__class__ is str}))
    if proved.comma_groups and proved.dot_decimals:
        gathering.found.note("english_numbers", gathering.sheet, columns[0].letter)
    scale = columns[0].scale if columns else 1
    return Amounts(proved, 1 if people else scale, people, negative)


def days(gathering: Gathering, name: str, *, ahead: bool = False, parts: bool = False) -> Days:
    """How the days of a column are read; `ahead` allows days after today."""
    column = gathering.block.first(name)
    today = None if ahead else gathering.context.today
    if column is None:
        return Days(today=today, parts=parts)
    day_first, month_first, neither = orders_proved(
        {cell for cell in gathering.cells(column) if cell.__class__ is str}
    )
    if day_first and month_first:
        order = "ask"
    elif month_first:
        order = "mdy"
        gathering.found.note("date_order", gathering.sheet, column.letter)
    else:
        order = "dmy" if day_first or neither < _LIKES or _proved_elsewhere(gathering, column) else "ask"
    return Days(order, today, parts)


def _proved_elsewhere(gathering: Gathering, column: Column) -> bool:
    """Whether the column, or another one of the table, shows that its writer puts the day first."""
    for other in gathering.block.columns:
        texts = {cell for cell in gathering.cells(other) if cell.__class__ is str}
        if any(orders_proved(texts)[:1]):
            return True
        if other is column and any(any(letter.isalpha() for letter in str(text)) for text in texts):
            return True
    return False
