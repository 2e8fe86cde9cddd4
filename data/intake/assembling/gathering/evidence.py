"""How the cells of a column are read: what the texts of all of them prove together."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from data.intake.assembling.gathering.gathering import Gathering
from data.intake.finding import Block, Column
from data.intake.values import Amounts, Days, Evidence, evidence, orders_proved

# Fewer days than this that can be read twice are read with the day first, as everybody writes.
_LIKES = 3


def amounts(
    gathering: Gathering, columns: Iterable[Column], *, people: bool = False, negative: bool = False
) -> Amounts:
    """How the amounts of some columns of one kind are read: what the texts of all of them prove together."""
    columns = list(columns)
    proved = _proof_of(gathering.block, columns)
    if proved.comma_groups and proved.dot_decimals:
        gathering.found.note("english_numbers", gathering.sheet, columns[0].letter)
    if proved == Evidence():
        proved = gathering.context.proved
    scale = columns[0].scale if columns else 1
    return Amounts(proved, 1 if people else scale, people, negative)


def pooled(blocks: Iterable[Block], fields: Container[str]) -> Evidence:
    """What the columns of some fields prove together in all lists of a file: one clerk writes one way.

    Only amounts in thousands or millions have decimals that could be taken for groups; others are not looked at.
    """
    proved = Evidence()
    for block in blocks:
        columns = [one for one in block.columns if one.field in fields and one.scale > 1]
        proved = proved.merged(_proof_of(block, columns))
    return replace(proved, units=False)


def _proof_of(block: Block, columns: Iterable[Column]) -> Evidence:
    proved = Evidence()
    for column in columns:
        proved = proved.merged(evidence(block.sheet.texts_in(column.index, block.rows)))
    return proved


def days(gathering: Gathering, name: str, *, ahead: bool = False, parts: bool = False) -> Days:
    """How the days of a column are read; `ahead` allows days after today."""
    column = gathering.block.first(name)
    today = None if ahead else gathering.context.today
    if column is None:
        return Days(today=today, parts=parts)
    day_first, month_first, neither = orders_proved(gathering.texts(column))
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
        texts = gathering.texts(other)
        if any(orders_proved(texts)[:1]):
            return True
        if other is column and any(any(letter.isalpha() for letter in str(text)) for text in texts):
            return True
    return False
