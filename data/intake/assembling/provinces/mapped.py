"""Regions of lists that name a whole province: those on the map are taken, the others are told and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from data.intake.assembling.gathering import Gathering
from data.intake.assembling.placing import answered, code_meant, code_system
from data.intake.finding import Column
from data.intake.report import Question, Record
from data.intake.values import Place, code_readings, is_empty, read_place, text_of
from data.places import all_regions, split_kind
from data.words import Sentence

_PROVINCE = re.compile(
    r"^(?:provinsi|prov\.?|jumlah|total|kabupaten|kota)?\s*+(?:[/-]\s*+)?(?:jawa|sumatera|indonesia|province|regency|municipality)",
    re.I,
)
_NUMBER = re.compile(r"^[\d.\s)]+")
_NAME = re.compile(r"[^\W\d_]{3}")
_KINDS = {"kabupaten": "Kabupaten", "kota": "Kota"}
_ALIKE = 86
_SHORTEST = 5
Waiting = dict[tuple[str, tuple[str, ...]], list[Record]]


def place_on_map(gathering: Gathering) -> list[Record]:
    """The records of regions on the map, with `region` (Kemendagri code).

    Errors: ambiguous_region, unknown_region, code_name_mismatch; asks: region.
    """
    column = gathering.block.first("region") or gathering.block.first("region_code")
    if column is None:
        return []
    places = _places(gathering, column)
    readings, codes = _codes(gathering, column, places)
    known = {place.regions[0] for place in places if len(place.regions) == 1}
    waiting: Waiting = {}
    kept = [
        record
        for record, cell, place, reading in zip(
            gathering.records, gathering.cells(column), places, readings, strict=True
        )
        if _settle(gathering, record, (column, codes), cell, place, reading, known, waiting)
    ]
    _ask(gathering, column.letter, waiting)
    return kept


def _places(gathering: Gathering, column: Column) -> list[Place]:
    """The place of each row; a name without kabupaten or kota has that of the heading row above it, as BPS writes."""
    kinds = _kinds_above(gathering)
    places = []
    for cell, row in zip(gathering.cells(column), gathering.block.rows, strict=True):
        text = "" if is_empty(cell) else text_of(cell)
        place = read_place(text) if text else Place()
        if len(place.regions) > 1 and not place.all_of and kinds.get(row):
            place = read_place(f"{kinds[row]} {_NUMBER.sub('', text)}")
        places.append(place)
    return places


def _kinds_above(gathering: Gathering) -> dict[int, str]:
    """For each data row, "Kabupaten" or "Kota" when a row above says that such ones follow ("Kota/Municipality")."""
    block = gathering.block
    if not block.rows:
        return {}
    data, kind, kinds = set(block.rows), "", {}
    for row in range(block.header[1] + 1, block.rows[-1] + 1):
        if row in data:
            kinds[row] = kind
            continue
        texts = [text_of(cell) for cell in block.sheet.cells[row] if not is_empty(cell)]
        words = re.findall(r"[a-z]+", texts[0].casefold()) if len(texts) == 1 else []
        if (
            words
            and words[0] in _KINDS
            and set(words[1:]) <= {"regency", "municipality", "city", "regencies"}
        ):
            kind = _KINDS[words[0]]
    return kinds


def _codes(gathering: Gathering, column: Column, places: Sequence[Place]) -> tuple[list[str], Column | None]:
    """The region that each row's code means in the list, BPS or Kemendagri, that the names prove; and its column."""
    codes = gathering.block.first("region_code")
    if codes is None or codes is column:
        return [""] * len(places), None
    read = [code_readings(text_of(cell)) if not is_empty(cell) else {} for cell in gathering.cells(codes)]
    system = code_system(read, places)
    if system == "bps":
        gathering.found.note("bps_code", gathering.sheet, codes.letter)
    return [code_meant(reading, system) for reading in read], codes


def _settle(
    gathering: Gathering,
    record: Record,
    columns: tuple[Column, Column | None],
    cell: object,
    place: Place,
    code: str,
    known: set[str],
    waiting: Waiting,
) -> bool:
    """Set the record's region, or say why not; whether it is one of the map."""
    column, codes = columns
    record.values["region"] = None
    written = gathering.cells(codes)[gathering.records.index(record)] if codes else ""
    if codes is not None and place.regions and not is_empty(written) and code not in place.regions:
        gathering.wrong("code_name_mismatch", record, codes, written)
        return True
    if code and code in place.regions:
        record.values["region"] = code
    elif len(place.regions) == 1:
        record.values["region"] = place.regions[0]
    elif place.regions and set(place.regions) <= known:
        gathering.wrong("ambiguous_region", record, column, cell)
        return False
    elif place.regions:
        waiting.setdefault((text_of(cell), place.regions), []).append(record)
    else:
        if not is_empty(cell):
            _outside(gathering, record, column, cell)
        return False
    return True


def _outside(gathering: Gathering, record: Record, column: Column, cell: object) -> None:
    """A region that is not on the map is told; a name that is nearly one of ours, or no name at all, is an error."""
    record.bad = True
    if not _NAME.search(text_of(cell)):
        gathering.wrong("unknown_region", record, column, cell)
        return
    name = split_kind(text_of(cell))[1]
    names = {split_kind(region.name)[1] for region in all_regions().values()}
    near = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=_ALIKE) or _within(name, names)
    if near and not _PROVINCE.match(text_of(cell)):
        gathering.wrong("unknown_region", record, column, cell, str(near[0]).title())
    else:
        gathering.found.note("outside_map", gathering.sheet)


def _within(name: str, names: Iterable[str]) -> tuple[str] | None:
    """One of our names that stands inside a longer text: "Kab. Mojokerto mulai November"."""
    inside = [one for one in names if len(one) > _SHORTEST and one in name]
    return (max(inside, key=len),) if inside else None


def _ask(gathering: Gathering, letter: str, waiting: Waiting) -> None:
    for (written, choices), records in waiting.items():
        question = gathering.context.ask(
            Question(
                "region",
                Sentence("“{written}” bisa berarti beberapa wilayah. Yang mana?", written=written),
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
