"""The region and kecamatan of records: names in every spelling, codes of two lists, one settled by the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.intake.assembling.gathering import Gathering
from data.intake.finding import Column
from data.intake.report import Question, Record
from data.intake.values import (
    Place,
    code_readings,
    is_empty,
    kecamatan_named,
    kecamatan_of_code,
    nearest_kecamatan,
    read_place,
    regions_with,
    text_of,
)
from data.places import all_regions
from data.words import Sentence

# A kecamatan has seven digits in the BPS list, six in Kemendagri's.
_BPS_DIGITS = 7
_PLACES = re.compile(r"lokasi|wilayah|tempat", re.I)
Reading = dict[str, str]
Waiting = dict[tuple[str, tuple[str, ...]], list[tuple[Record, str]]]


def place(gathering: Gathering, *, title_region: str = "", required: bool = True) -> None:
    """Fill region and kecamatan (Kemendagri codes) of every record.

    Errors: missing, unknown_region, outside_area, code_name_mismatch; warnings: unknown_kecamatan; asks: region.
    """
    block = gathering.block
    column = block.first("region") or block.first("region_code")
    kecamatan, kecamatan_code = block.first("kecamatan"), block.first("kecamatan_code")
    waiting: Waiting = {}
    for record, cell, code, kec, kec_code in zip(
        gathering.records,
        _cells(gathering, column),
        _region_codes(gathering),
        _cells(gathering, kecamatan),
        _cells(gathering, kecamatan_code),
        strict=True,
    ):
        placed = _Placed(
            gathering, record, column, kecamatan, kecamatan_code, waiting, title_region, required
        )
        placed.settle(cell, code, kec, kec_code)
    _ask_regions(gathering, column or kecamatan, waiting)
    if not (column or kecamatan or kecamatan_code or title_region) and required:
        _place_all(gathering)
    gathering.given += ["region"] if column or kecamatan or kecamatan_code or title_region else []
    gathering.given += ["kecamatan"] if kecamatan or kecamatan_code or column else []


def _cells(gathering: Gathering, column: Column | None) -> list[object]:
    return gathering.cells(column) if column else [""] * len(gathering.records)


class _Placed:
    """One record while its place is being found."""

    def __init__(
        self,
        gathering: Gathering,
        record: Record,
        column: Column | None,
        kecamatan: Column | None,
        kecamatan_code: Column | None,
        waiting: Waiting,
        title_region: str,
        required: bool,
    ) -> None:
        self.gathering, self.record = gathering, record
        self.column, self.kecamatan, self.kecamatan_code = column, kecamatan, kecamatan_code
        self.waiting, self.title_region, self.required = waiting, title_region, required

    def settle(self, cell: object, code: str, kecamatan: object, kecamatan_code: object) -> None:
        """Set the record's region and kecamatan, or say why not."""
        values = self.record.values
        values["region"], values["kecamatan"] = None, ""
        written = read_place(text_of(cell)) if not is_empty(cell) else Place()
        name = "" if is_empty(kecamatan) else text_of(kecamatan)
        if written.unknown and self._is_kecamatan(cell):
            written = Place(kecamatan=text_of(cell))
        name = name or written.kecamatan
        by_code = kecamatan_of_code(text_of(kecamatan_code)) if not is_empty(kecamatan_code) else ""
        if by_code and self._contradicts(by_code, name, kecamatan_code):
            return
        if by_code and len(re.sub(r"\D", "", text_of(kecamatan_code))) == _BPS_DIGITS:
            self._note("bps_code")
        region = code or self._region(written, name, by_code, cell)
        if region:
            values["region"] = region
            self._check_area(region, cell)
            self._set_kecamatan(region, name, by_code, kecamatan)

    def _contradicts(self, by_code: str, name: str, cell: object) -> bool:
        """Whether a kecamatan's code and its name beside it are two places."""
        if not name or kecamatan_named(name, by_code[:5]) == by_code or self.kecamatan_code is None:
            return False
        if not regions_with(name):
            return False  # a misspelt name: the code says which
        self.gathering.wrong("code_name_mismatch", self.record, self.kecamatan_code, cell)
        return True

    def _region(self, written: Place, name: str, by_code: str, cell: object) -> str:
        area = self.gathering.context.area
        if written.elsewhere or written.unknown:
            return self._without_name(written, cell, name)
        if len(written.regions) == 1:
            return written.regions[0]
        if by_code and (not written.regions or by_code[:5] in written.regions):
            self._note("region_from_kecamatan")
            return by_code[:5]
        if self.title_region and not written.regions and not written.elsewhere and is_empty(cell):
            return self.title_region
        bearers = regions_with(name) if name else ()
        likely = [code for code in bearers if (code in written.regions if written.regions else code in area)]
        if len(likely) == 1 and (written.regions or len(set(bearers) & area) == 1):
            self._note("region_from_kecamatan")
            return likely[0]
        if written.regions or len(likely) > 1:
            choices = tuple(likely if len(likely) > 1 else written.regions)
            asked = name if likely and not written.regions else text_of(cell)
            known = next(
                (key for key in self.waiting if key[0].casefold() == asked.casefold() and key[1] == choices),
                None,
            )
            self.waiting.setdefault(known or (asked, choices), []).append((self.record, name))
            return ""
        return self._without_name(written, cell, name)

    def _is_kecamatan(self, cell: object) -> bool:
        """Whether a place in a column of places, not of kabupaten and kota, is a kecamatan of the office's area."""
        place = self.column is not None and bool(_PLACES.search(self.column.heading))
        return place and bool(set(regions_with(text_of(cell))) & self.gathering.context.area)

    def _without_name(self, written: Place, cell: object, name: str) -> str:
        column = self.column or self.kecamatan
        if column is None:
            return ""
        if is_empty(cell) and not name:
            if self.required:
                self.gathering.wrong("missing", self.record, column, "")
        elif written.elsewhere or (is_empty(cell) and regions_with(name)):
            self.gathering.wrong("outside_area", self.record, column, cell or name)
        else:
            self.gathering.wrong("unknown_region", self.record, column, cell or name)
        return ""

    def _check_area(self, region: str, cell: object) -> None:
        if region not in self.gathering.context.area and self.column is not None:
            self.gathering.wrong("outside_area", self.record, self.column, cell)

    def _set_kecamatan(self, region: str, name: str, by_code: str, cell: object) -> None:
        if by_code and by_code.startswith(region):
            self.record.values["kecamatan"] = by_code
            return
        if not name:
            return
        code = kecamatan_named(name, region)
        if code:
            self.record.values["kecamatan"] = code
            self._note("kecamatan_spelling")
            return
        column = self.kecamatan or self.column
        if column is None:
            return
        if regions_with(name):
            self.gathering.wrong("code_name_mismatch", self.record, column, cell)
        else:
            self.gathering.warn(
                "unknown_kecamatan", self.record, column, name, nearest_kecamatan(name, region)
            )

    def _note(self, code: str) -> None:
        self.gathering.found.note(code, self.gathering.sheet)


def _place_all(gathering: Gathering) -> None:
    """A list that says nowhere where its rows are: in the only region that the office serves, where it has one."""
    area = [code for code in gathering.context.area if code in all_regions()]
    if len(area) == 1:
        gathering.given.append("region")
        for record in gathering.records:
            record.values["region"] = area[0]


def _ask_regions(gathering: Gathering, column: Column | None, waiting: Waiting) -> None:
    """One question for each writing that can be meant twice; the answer gives the region, and with it the kecamatan."""
    for (written, choices), records in waiting.items():
        names = all_regions()
        question = gathering.context.ask(
            Question(
                "region",
                Sentence("“{written}” bisa berarti beberapa wilayah. Yang mana?", written=written),
                gathering.sheet,
                column.letter if column else "",
                [record.row for record, _ in records],
                choices=[(code, names[code].name) for code in choices],
                key=f"region:{written.casefold()}",
            )
        )
        for record, name in records:
            record.waits.append(question)
            if question.answer:
                answered(record, str(question.answer), name)


def answered(record: Record, region: str, kecamatan: str) -> None:
    """Set the region that somebody answered, and the kecamatan of that region."""
    record.values["region"] = region
    if kecamatan and len(region) == 5:
        record.values["kecamatan"] = kecamatan_named(kecamatan, region)


def _region_codes(gathering: Gathering) -> list[str]:
    """The Kemendagri code of each row's code column, read by the list that the names beside it prove; "" for none."""
    column = gathering.block.first("region_code")
    if column is None:
        return [""] * len(gathering.records)
    names = gathering.block.first("region")
    cells = gathering.cells(column)
    readings = [code_readings(text_of(cell)) if not is_empty(cell) else {} for cell in cells]
    if names is None or names is column:
        return _codes_alone(readings, column)
    places = [read_place(text_of(cell)) for cell in gathering.cells(names)]
    system = code_system(readings, places)
    if system == "bps":
        gathering.found.note("bps_code", gathering.sheet, column.letter)
    return [
        _agreed(gathering, record, column, cell, code_meant(reading, system), where)
        for record, cell, reading, where in zip(gathering.records, cells, readings, places, strict=True)
    ]


def _codes_alone(readings: Sequence[Reading], column: Column) -> list[str]:
    """Codes without names: the heading says whose they are, else only a code that both lists read alike counts."""
    heading = column.heading.casefold()
    system = "bps" if "bps" in heading else "kemendagri" if "kemendagri" in heading else ""
    if system:
        return [reading.get(system, "") for reading in readings]
    return [
        reading["bps"] if len(set(reading.values())) == 1 and len(reading) > 1 else "" for reading in readings
    ]


def code_system(readings: Sequence[Reading], places: Sequence[Place]) -> str:
    """The list, bps or kemendagri, that most pairs of code and name prove; "" when they prove both alike."""
    votes = {"kemendagri": 0, "bps": 0}
    for reading, where in zip(readings, places, strict=True):
        for system, code in reading.items():
            votes[system] += code in where.regions
    doubt = votes["bps"] == votes["kemendagri"] and any(
        len(set(reading.values())) > 1 and set(reading.values()) & set(where.regions)
        for reading, where in zip(readings, places, strict=True)
    )
    return "" if doubt else max(votes, key=lambda system: votes[system])


def code_meant(reading: Reading, system: str) -> str:
    """The region of a code in a list; where none is proved, the one that both lists give it, else ""."""
    both = set(reading.values())
    return reading.get(system, "") if system else both.pop() if len(both) == 1 else ""


def _agreed(
    gathering: Gathering, record: Record, column: Column, cell: object, code: str, where: Place
) -> str:
    if where.regions and not is_empty(cell) and code not in where.regions:
        gathering.wrong("code_name_mismatch", record, column, cell)
        return ""
    return code if len(where.regions) != 1 else ""
