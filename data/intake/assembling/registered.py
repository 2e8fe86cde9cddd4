"""Employers by their number (NPP), as the register knows them."""

from __future__ import annotations

from data.intake.assembling.gathering import Call, Gathering
from data.intake.finding import Column
from data.intake.register import Employer
from data.intake.report import Record
from data.intake.values import is_empty, read_npp, read_place, text_of

_FULL = 8


def read_npps(gathering: Gathering) -> None:
    """Fill `npp` and `_division` of every record. Errors: missing, bad_npp, unknown_employer, outside_area."""
    column = gathering.block.first("npp")
    if column is None:
        return
    cells = gathering.cells(column)
    gathering.read_column(column, "npp", Call(read_npp), gathering.records, cells, required=True)
    regions = gathering.block.first("region")
    places = gathering.cells(regions) if regions else [""] * len(cells)
    elsewhere = {place for place in set(places) if says_elsewhere(gathering, place)}
    odd = _take_numbers_apart(gathering)
    for record, cell, place in zip(gathering.records, cells, places, strict=True) if odd or elsewhere else ():
        npp = record.values["npp"]
        if npp is None:
            continue
        if regions and place in elsewhere:
            gathering.wrong("outside_area", record, regions, place)
        elif npp in odd:
            settle_employer(gathering, record, column, cell, npp)


def _take_numbers_apart(gathering: Gathering) -> set[str]:
    """Put number and division of every record in their places; the numbers whose employer is none of the office's."""
    numbers = [record.values["npp"] for record in gathering.records]
    apart = {
        number: (number[0], number[1] if number[1].strip("0") else "") for number in set(numbers) if number
    }
    for record, number in zip(gathering.records, numbers, strict=True):
        if number:
            record.values["npp"], record.values["_division"] = apart[number]
    by_npp, area = gathering.context.register.by_npp, gathering.context.area
    known = {npp: by_npp.get(npp) for npp, _ in apart.values()}
    return {
        npp
        for npp, employer in known.items()
        if employer is None or (employer.region and employer.region not in area)
    }


def says_elsewhere(gathering: Gathering, cell: object) -> bool:
    """Whether a cell names a region, and none that the office serves."""
    if is_empty(cell):
        return False
    place = read_place(text_of(cell))
    if place.regions:
        return not set(place.regions) & gathering.context.area
    return place.elsewhere


def settle_employer(
    gathering: Gathering, record: Record, column: Column, cell: object, npp: str
) -> Employer | None:
    """The employer of an NPP. Errors: bad_npp (zeros put back in vain), unknown_employer, outside_area."""
    context = gathering.context
    employer = context.register.by_npp.get(npp)
    if employer is None:
        short = isinstance(cell, (int, float)) or len(text_of(cell).replace(" ", "")) < _FULL
        gathering.wrong("bad_npp" if short else "unknown_employer", record, column, cell)
    elif employer.region and employer.region not in context.area:
        gathering.wrong("outside_area", record, column, cell)
    return employer
