"""Columns whose heading no list has, told by what stands in them: "Lunas", "Angsur" are what came of a case.

Only words of closed lists tell a column; a number might be anything.
"""

from __future__ import annotations

from data.intake.finding.blocks import Block, Column
from data.intake.values import is_empty, text_of, word_in

_TOLD = {
    "cases": ("outcome",),
    "informal": ("payer", "trade"),
    "employers": ("scale", "legal_form"),
    "projects": ("funding",),
}
_LOOKED_AT, _FEWEST, _SHARE = 300, 3, 0.6


def tell_by_contents(block: Block) -> None:
    """Give a column without a field the closed list that most of its cells are words of, where none has it yet."""
    for field in _TOLD.get(block.table, ()):
        if block.first(field) is None:
            found = next((column for column in block.columns if _holds(block, column, field)), None)
            if found is not None:
                found.field = field


def _holds(block: Block, column: Column, field: str) -> bool:
    """Whether most cells of a column without a field are words of the list, and several of them say something."""
    if column.field or column.hidden:
        return False
    first = block.header[1] + 1
    cells = block.sheet.whole(column.index)[first : first + _LOOKED_AT]
    texts = [text_of(cell) for cell in cells if isinstance(cell, str) and not is_empty(cell)]
    words = [word_in(field, text) for text in texts]
    known = sum(word is not None for word in words)
    return sum(map(bool, words)) >= _FEWEST and known >= _SHARE * len(texts)
