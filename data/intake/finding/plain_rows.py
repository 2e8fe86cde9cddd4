"""The rows of a long list that are data beyond doubt, told by whole columns.

A hundred thousand rows have few different words, so each word is looked at once: a row whose key looks like a key,
and which has no word of a total or of a header anywhere, is data. All others are looked at one by one (`rows`), which
comes to the same for every row and takes twenty times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from contextlib import suppress

import numpy as np
import numpy.typing as npt

from data.intake.finding.headings import folded, is_known
from data.intake.reading import Sheet
from data.intake.values import is_empty

_FEW = 5
# The letters with which a word of a total begins, what a folded heading is made of, and the part of a header's cells
# that are headings (`rows`: three of four).
_TOTALS = frozenset("gsjtr")
_ALPHANUMERIC = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_PART = (3, 4)
Marks = npt.NDArray[np.bool_]


def plain_rows(
    sheet: Sheet,
    keys: Sequence[int],
    used: Sequence[int],
    header: Sequence[Sequence[object]],
    is_key: Callable[[object], bool],
    is_total: Callable[[str], bool],
) -> Marks:
    """For each row of the sheet, whether it is data beyond doubt; rows above the table are not asked.

    `keys` are the columns that may name a row, `used` those with a field, both by index.
    """
    if not keys:
        return np.zeros(len(sheet.cells), bool)
    named = sheet.whole(keys[0])
    plain = _marks(named, {cell for cell in set(named) if cell != "" and is_key(cell)})
    plain &= _filled(sheet, keys[0], used, plain)
    for index in range(sheet.width):
        headings = {folded(str(line[index])) for line in header if index < len(line) and line[index] != ""}
        looked = _beginning(sheet.words(index), {*_TOTALS, *(heading[:1] for heading in headings)})
        odd = {word for word in looked if is_total(word) or folded(word) in headings}
        plain[_rows_with(sheet, index, odd)] = False
    numbered = _numbered(sheet, used, plain)
    return (
        plain if (numbered | ~plain).all() else plain & (numbered | ~_like_a_header(sheet, plain & ~numbered))
    )


def _beginning(words: Set[str], letters: Set[str]) -> list[str]:
    """The words that begin with one of the letters once they are folded, or with what folding might take away."""
    passed = _ALPHANUMERIC - letters
    return [word for word in words if word.lstrip()[:1].casefold() not in passed]


def _marks(column: Sequence[object], wanted: Set[object]) -> Marks:
    """For each cell, whether it is one of `wanted`."""
    if not wanted:
        return np.zeros(len(column), bool)
    return np.fromiter(map(wanted.__contains__, column), bool, len(column))


def _rows_with(sheet: Sheet, index: int, words: Set[str]) -> list[int]:
    """The rows in which one of a few words stands; where there are numbers, only the others are looked at."""
    column, numbers = sheet.whole(index), sheet.numbers(index)
    if words and numbers is not None:
        return [row for row in np.flatnonzero(np.isnan(numbers)).tolist() if column[row] in words]
    if len(words) > _FEW:
        return [row for row, cell in enumerate(column) if cell in words]
    found = []
    for word in words:
        at = -1
        with suppress(ValueError):
            while True:
                at = column.index(word, at + 1)
                found.append(at)
    return found


def _filled(sheet: Sheet, key: int, used: Sequence[int], asked: Marks) -> Marks:
    """For each row that is asked about, whether something stands in one more of the used columns than the key's."""
    found = np.zeros(len(asked), bool)
    for index in used:
        if index != key and not (found | ~asked).all():
            found |= _given(sheet, index)
    return found


def _given(sheet: Sheet, index: int) -> Marks:
    """For each cell of a column, whether something stands there."""
    column = sheet.whole(index)
    if sheet.kinds(index).isdisjoint((str, type(None))):
        return np.ones(len(column), bool)
    return np.fromiter([cell != "" and cell is not None for cell in column], bool, len(column))


def _said(sheet: Sheet, index: int) -> Marks:
    """For each cell of a column, whether it says anything: more than blanks."""
    blank = {word for word in sheet.words(index) if is_empty(word)}
    return _given(sheet, index) & ~_marks(sheet.whole(index), blank)


def _numbered(sheet: Sheet, used: Sequence[int], asked: Marks) -> Marks:
    """For each row, whether a number stands in it, as in no header; settled when all that are asked about have one."""
    found = np.zeros(len(asked), bool)
    for index in used:
        if (found | ~asked).all():
            break
        numbers = sheet.numbers(index)
        if numbers is not None:
            found |= ~np.isnan(numbers)
    return found


def _like_a_header(sheet: Sheet, asked: Marks) -> Marks:
    """For each row that is asked about, whether three quarters of its cells say what a heading might, as a header does.

    A list that is all text says the month in every row. Columns with few different words go first, so that those with
    many are hardly looked at.
    """
    filled = [_said(sheet, index) for index in range(sheet.width)]
    given = np.sum(filled, axis=0)
    left, known, undecided = given.copy(), np.zeros(len(asked), int), asked.copy()
    for index in sorted(range(sheet.width), key=lambda index: len(sheet.words(index))):
        rows = np.flatnonzero(undecided)
        if not len(rows):
            break
        column = sheet.column(index, rows.tolist())
        headings = {word for word in {cell for cell in column if cell.__class__ is str} if is_known(word)}
        known[rows] += _marks(column, headings)
        left[rows] -= filled[index][rows]
        undecided &= (known + left) * _PART[1] >= given * _PART[0]
    return asked & (known * _PART[1] >= given * _PART[0])
