"""What BPS publishes for all regions of a province: who works, and how many people there are.

Such a list names every kabupaten and kota of the province. Those that are not on the map are told, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.intake.assembling.gather import Context, Gathering, amounts
from data.intake.assembling.placing import answered
from data.intake.finding import Block, month_of_texts, year_in
from data.intake.report import Question, Record, Table
from data.intake.values import Place, code_readings, is_empty, read_place, text_of
from data.places import all_regions

_DEFINITIONS = ("employed", "formal", "informal", "population")
_PROVINCE = re.compile(r"^(?:provinsi|prov\.?|jumlah|total)?\s*(?:jawa|sumatera|indonesia|province)", re.I)


def workforce(blocks: Sequence[Block], context: Context) -> Table:
    """People by region, definition and date. Asks: definition, region, missing_column."""
    records: list[Record] = []
    for block in blocks:
        gathering = Gathering.of(block, context)
        kept = place_on_map(gathering)
        as_of = month_of_texts(block.titles) or str(year_in(" ".join(block.titles)) or year_in(context.file) or "")
        _ask_definition(gathering)
        for name in _DEFINITIONS:
            records += _of_definition(gathering, kept, name, as_of)
    return Table("workforce", ("region", "definition", "as_of", "value"), sorted(records, key=lambda record: record.row))


def _of_definition(gathering: Gathering, kept: Sequence[Record], name: str, as_of: str) -> list[Record]:
    column = gathering.block.first(name)
    if column is None:
        return []
    made = [
        Record(r.sheet, r.row, {"region": r.values["region"], "definition": name, "as_of": as_of}, r.bad, list(r.waits))
        for r in kept
    ]
    cells = {record.row: cell for record, cell in zip(gathering.records, gathering.cells(column), strict=True)}
    reader = amounts(gathering, [column], people=column.scale == 1)
    gathering.read_column(column, "value", reader, made, [cells[record.row] for record in made])
    return [record for record in made if record.values["value"] is not None or record.bad]


def _ask_definition(gathering: Gathering) -> None:
    """Angkatan kerja counts people who look for work as well: it is not who works."""
    column = gathering.block.first("labour_force")
    if column is None:
        return
    gathering.context.ask(
        Question(
            "definition",
            "Angkatan kerja bukan penduduk bekerja (termasuk pencari kerja). Pakai kolom Bekerja saja?",
            gathering.sheet,
            column.letter,
            blocks="nothing",
            choices=(("employed", "Pakai Bekerja saja"),),
            default="employed",
        )
    )


def place_on_map(gathering: Gathering) -> list[Record]:
    """The records of regions on the map. Errors: ambiguous_region, unknown_region, code_name_mismatch; asks: region."""
    column = gathering.block.first("region") or gathering.block.first("region_code")
    codes = gathering.block.first("region_code")
    if column is None:
        return []
    cells = gathering.cells(column)
    places = [read_place(text_of(cell)) if not is_empty(cell) else Place() for cell in cells]
    code_cells = gathering.cells(codes) if codes and codes is not column else [""] * len(cells)
    known = {place.regions[0] for place in places if len(place.regions) == 1}
    kept, waiting = [], {}
    for record, cell, written, code in zip(gathering.records, cells, places, code_cells, strict=True):
        record.values["region"] = None
        readings = set(code_readings(text_of(code)).values()) if not is_empty(code) else set()
        if len(written.regions) == 1:
            if readings and written.regions[0] not in readings and codes is not None:
                gathering.wrong("code_name_mismatch", record, codes, code)
            record.values["region"] = written.regions[0]
            kept.append(record)
        elif written.regions and len(set(written.regions) & readings) == 1:
            record.values["region"] = (set(written.regions) & readings).pop()
            kept.append(record)
        elif written.regions and set(written.regions) <= known:
            gathering.wrong("ambiguous_region", record, column, cell)
        elif written.regions:
            kept.append(record)
            waiting.setdefault((text_of(cell), written.regions), []).append(record)
        elif not is_empty(cell):
            _outside(gathering, record, column, cell, written)
    _ask(gathering, column.letter, waiting)
    return kept


def _outside(gathering: Gathering, record: Record, column: object, cell: object, written: Place) -> None:
    """A region that is not on the map is told; a name that is nearly one of ours is an error."""
    from rapidfuzz import fuzz, process

    record.bad = True
    name = re.sub(r"^(?:kab(?:upaten|\.)?|kota)\s+", "", text_of(cell).casefold())
    names = {re.sub(r"^(?:kabupaten|kota)\s+", "", region.name.casefold()) for region in all_regions().values()}
    near = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=86)
    if near and not _PROVINCE.match(name):
        gathering.wrong("unknown_region", record, column, cell, str(near[0]).title())  # type: ignore[arg-type]
    else:
        gathering.found.note("outside_map", gathering.sheet)


def _ask(gathering: Gathering, letter: str, waiting: dict[tuple[str, tuple[str, ...]], list[Record]]) -> None:
    for (written, choices), records in waiting.items():
        question = gathering.context.ask(
            Question(
                "region",
                f"“{written}” bisa berarti beberapa wilayah. Yang mana?",
                gathering.sheet,
                letter,
                [record.row for record in records],
                choices=[(code, all_regions()[code].name) for code in choices],
                key=f"region:{written.casefold()}",
            )
        )
        for record in records:
            record.waits.append(question)
            if question.answer:
                answered(record, str(question.answer), "")
