"""Whether a file is one of the office's own: some row lies in the area that it serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.intake.assembling import Context, title_elsewhere
from data.intake.finding import Block
from data.intake.reading import Refused
from data.intake.values import (
    code_readings,
    is_empty,
    kecamatan_of_code,
    read_npp,
    read_place,
    regions_with,
    text_of,
)
from data.places import office, offices_serving
from data.tables import Facts

_WRONG_AREA = (
    "Tidak satu baris pun termasuk wilayah kerja {office}. Mintalah kantor yang melayaninya, atau kantor wilayah, "
    "untuk membawa berkas ini."
)
_AREA_OF_OTHERS = (
    "Tidak satu baris pun termasuk wilayah kerja {office}. Wilayahnya dilayani {others}: mintalah kantor itu, atau "
    "kantor wilayah, untuk membawa berkas ini."
)
# Regions of a file that are looked up for who serves them, and offices that are named.
_MOST_REGIONS, _MOST_OFFICES = 50, 3


def refuse_others(blocks: Sequence[Block], context: Context, facts: Facts) -> None:
    """Refuse a file none of whose rows belongs to the office. Raises Refused wrong_area."""
    rows = 0
    for block in blocks:
        for belongs in _belonging(block, context):
            rows += 1
            if belongs:
                return
    if rows:
        mine, theirs = office(facts, context.office)["name"], _offices_of(blocks, context, facts)
        if theirs:
            raise Refused("wrong_area", _AREA_OF_OTHERS, office=mine, others=", ".join(theirs))
        raise Refused("wrong_area", _WRONG_AREA, office=mine)


def _offices_of(blocks: Sequence[Block], context: Context, facts: Facts) -> list[str]:
    """The names of the offices that serve the regions that a file names, as far as it names them without doubt."""
    columns = [
        (block, column) for block in blocks if (column := block.first("region") or block.first("areas"))
    ]
    cells = {cell for block, column in columns for cell in block.sheet.column(column.index, block.rows)}
    texts = sorted({text_of(cell) for cell in cells if not is_empty(cell)})[:_MOST_REGIONS]
    places = map(read_place, texts)
    regions = dict.fromkeys(place.regions[0] for place in places if len(place.regions) == 1)
    codes = [code for region in regions for code in offices_serving(facts, region, context.today)]
    return [str(office(facts, code)["name"]) for code in dict.fromkeys(codes)][:_MOST_OFFICES]


def _belonging(block: Block, context: Context) -> Iterator[bool]:
    """For each row that says where it belongs, whether that is the office's area; an unknown employer does not."""
    npps, regions = block.first("npp"), block.first("region") or block.first("areas")
    places = [
        column for name in ("region_code", "kecamatan_code", "kecamatan") if (column := block.first(name))
    ]
    sheet = block.sheet
    keyed = npps is not None and block.table in ("contributions", "cases", "arrears_positions")
    coded = any(column.field != "kecamatan" for column in places)
    if regions is None and not coded and not keyed and title_elsewhere(block, context.area):
        yield False
        return
    for row in block.rows:
        cell = sheet.cell(row, regions.index) if regions else ""
        where = None if is_empty(cell) else read_place(text_of(cell))
        if where is not None and (where.regions or where.elsewhere):
            yield any(code in context.area for code in where.regions)
        elif keyed and npps is not None:
            yield _known(sheet.cell(row, npps.index), context)
        elif said := [
            code for column in places for code in _regions(column.field, sheet.cell(row, column.index))
        ]:
            yield any(code in context.area for code in said)
        elif not is_empty(cell) or (regions is None and not places):
            yield True


def _regions(field: str, cell: object) -> list[str]:
    """The regions that a code, or a kecamatan by its code or name, can lie in."""
    if is_empty(cell):
        return []
    if field == "region_code":
        return list(code_readings(text_of(cell)).values())
    if field == "kecamatan_code":
        return [code[:5]] if (code := kecamatan_of_code(text_of(cell))) else []
    return list(regions_with(text_of(cell)))


def _known(cell: object, context: Context) -> bool:
    value = read_npp(cell).value
    employer = context.register.by_npp.get(value[0]) if isinstance(value, tuple) else None
    return employer is not None and (not employer.region or employer.region in context.area)
