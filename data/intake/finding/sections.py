"""Several lists one below the other in a sheet: each with titles of its own, under the same headings or under others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.intake.finding.blocks import Block
from data.intake.values import is_empty, month_in, text_of

_PLACE = re.compile(r"\b(?:kab|kabupaten|kota|kodya|kecamatan|kec|wilayah)\b", re.I)


def sections(block: Block) -> list[Block]:
    """The block, cut where its headings stand again below titles that say another month or another place."""
    cuts: list[tuple[int, list[str]]] = []
    said = block.titles
    for row in block.repeats:
        titles = _titles_above(block, row)
        if _says_other(titles, said):
            cuts.append((row, titles))
            said = titles
    if not cuts:
        return [block]
    ends = [row for row, _ in cuts] + [len(block.sheet.cells)]
    first = _part(block, block.titles, 0, ends[0])
    first.notes = block.notes
    others = [
        _part(block, [*titles, *_kept(block.titles, titles)], start, end)
        for (start, titles), end in zip(cuts, ends[1:], strict=True)
    ]
    return [first, *others]


def _titles_above(block: Block, row: int) -> list[str]:
    """The texts between the last row of the list before and the headings in `row`."""
    said = (*block.rows, *block.totals, *block.repeats)  # a heading of two rows is no title of its second
    before = max((one for one in said if one < row), default=row)
    return [
        text_of(cell) for cells in block.sheet.cells[before + 1 : row] for cell in cells if not is_empty(cell)
    ]


def _months(titles: Sequence[str]) -> set[str]:
    return {month for title in titles for month in month_in(title)}


def _places(titles: Sequence[str]) -> set[str]:
    return {title.casefold() for title in titles if _PLACE.search(title) and "kantor" not in title.casefold()}


def _says_other(titles: Sequence[str], before: Sequence[str]) -> bool:
    months, places = _months(titles), _places(titles)
    return bool(months - _months(before)) or bool(places - _places(before))


def _kept(before: Sequence[str], titles: Sequence[str]) -> list[str]:
    """What the first titles say that those of the section do not say anew: the unit, the year, the agency."""
    return [
        title
        for title in before
        if not (_months([title]) and _months(titles)) and not (_places([title]) and _places(titles))
    ]


def _part(block: Block, titles: list[str], start: int, end: int) -> Block:
    header = block.header if start == 0 else (start, start)
    return Block(
        block.sheet,
        header,
        [replace(column) for column in block.columns],
        titles,
        block.table,
        rows=[row for row in block.rows if start <= row < end],
        totals=[row for row in block.totals if start <= row < end],
        footer=[row for row in block.footer if start <= row < end],
    )
