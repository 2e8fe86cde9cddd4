"""What identifies people in a list that is taken in: columns of them are emptied, and prose loses what could be known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from data.intake.finding.blocks import Block
from data.intake.masking import MAIL, PHONE, SHOWN, masked, may_hold
from data.intake.reading import Sheet

# Columns of prose, in which people write whom to call.
PROSE = frozenset(
    [
        "name",
        "address",
        "contractor",
        "parties",
        "subject",
        "follow",
        "kind",
        "place",
        "audience",
        "outcome",
        "trade",
        "region",
        "kecamatan",
        "areas",
        "office",
    ]
)
# Keys of companies, which may be as long as those of people.
_KEY_FIELDS = frozenset(("npp", "nib", "employer", "document", "project", "division"))


def has_contact(text: str) -> bool:
    """Whether a text holds a telephone number or an e-mail address."""
    return bool(PHONE.search(text) or MAIL.search(text))


def without_contact(text: str) -> str:
    """A text without telephone numbers and e-mail addresses."""
    return MAIL.sub("", PHONE.sub("", text)).strip(" /,;-")


def contacts_in(cells: Iterable[object]) -> int:
    """How many cells hold a telephone number or an e-mail address."""
    words = [cell for cell in cells if cell.__class__ is str]
    held = {word for word in set(words) if has_contact(word)}
    return sum(map(held.__contains__, words)) if held else 0


def forget_people(block: Block) -> int:
    """Take what identifies people out of a block's cells, before anything reads them; how many cells of prose had some.

    Columns of people lose all that stands below their heading; columns of prose, and those that nothing reads, what
    could be recognized. In any other column it is hidden, and what is left is no value. Keys stay as they are.
    """
    fields = {column.index: column.field for column in block.columns}
    rows = range(block.header[1] + 1, block.end or len(block.sheet.cells))
    cleaned = 0
    for index in range(block.sheet.width):
        name = fields.get(index, "")
        if name in ("person", "contact"):
            _blank(block.sheet, index, rows)
        elif not name or name in PROSE:
            cleaned += _clean(block.sheet, index, rows, without_people, "")
        elif name not in _KEY_FIELDS:
            _clean(block.sheet, index, rows, _hidden, SHOWN)
    return cleaned


def _hidden(text: str) -> str:
    """A text in which a person is hidden; what is left is no value, so that its cell is told as wrong."""
    return masked(text, prose=False)


def _blank(sheet: Sheet, index: int, rows: range) -> None:
    for row in rows:
        if index < len(sheet.cells[row]):
            sheet.put(row, index, "")


def _clean(sheet: Sheet, index: int, rows: range, clean: Callable[[str], str], number: str) -> int:
    """Take identity numbers and contacts out of a column, `number` in place of a number that may be one; how many."""
    words = sheet.words(index)
    changed = {word: new for word in words if (new := clean(word)) != word} if may_hold(words) else {}
    cells = sheet.column(index, rows)
    found = (
        [(row, changed[cell]) for row, cell in zip(rows, cells, strict=True) if cell in changed]
        if changed
        else []
    )
    amounts = sheet.numbers_in(index, rows)
    if amounts is not None:
        found += [(rows[at], number) for at in np.flatnonzero((amounts >= 1e15) & (amounts < 1e16))]
    for row, value in found:
        sheet.put(row, index, value)
    return len(found)


def without_people(text: str) -> str:
    """A text without identity numbers, telephone numbers and e-mail addresses."""
    clean = masked(text, "")
    return text if clean == text else " ".join(clean.split()).strip(" /,;:-()")
