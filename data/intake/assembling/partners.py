"""Agreements, events, counters and service areas: lists of a branch that hold more words than numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.intake.assembling.gathering import Call, Context, Gathering, amounts, days
from data.intake.finding import Block, Column
from data.intake.report import Question, Record, Table
from data.intake.values import Reading, is_empty, plain, read_day, read_place, read_text, text_of
from data.places import all_regions
from data.words import Sentence

_ALL = re.compile(
    r"(?:seluruh|semua|se)[\s-]*(?:wilayah|kab(?:upaten)?\.?\s*/\s*kota|area|daerah)(?:\s+(?:kerja|kantor|cabang|layanan|binaan))*",
    re.I,
)
_PROVINCE = re.compile(r"^(?:provinsi|propinsi|prov\.?|se)\s*-?\s*", re.I)


def agreements(blocks: Sequence[Block], context: Context) -> Table:
    """Agreements with whom, about what, where, from when until when. Errors: missing, not_date."""
    records: list[Record] = []
    for block in blocks:
        gathering = Gathering.of(block, context)
        gathering.read("parties", Call(read_text), required=True)
        _join_parties(gathering)
        _renamed(gathering, "subject", "subject_id", required=True)
        _areas(gathering)
        gathering.read("signed_on", days(gathering, "signed_on", parts=True))
        gathering.read("until", days(gathering, "until", ahead=True, parts=True))
        _check_order(gathering, "signed_on", "until", "until")
        _renamed(gathering, "follow", "follow_id")
        _blank(gathering, "signed_on", "until", "follow_id")
        records += gathering.records
    _number(records, "M")
    return Table(
        "agreements", ("id", "parties", "subject_id", "areas", "signed_on", "until", "follow_id"), records
    )


def _join_parties(gathering: Gathering) -> None:
    """The parties of an agreement as one text, where each has a column: "Pihak I", "Pihak II"."""
    column, other = gathering.block.first("parties"), gathering.block.first("party")
    if column is None or other is None:
        return
    for record, cell in zip(gathering.records, gathering.cells(other), strict=True):
        named = [str(record.values["parties"] or ""), "" if is_empty(cell) else text_of(cell)]
        parties = named if column.index < other.index else named[::-1]
        record.values["parties"] = "; ".join(filter(None, parties))


def events(blocks: Sequence[Block], context: Context) -> Table:
    """Events: what, where, when, who came. Warnings: weekday_mismatch, attended_over_invited."""
    records: list[Record] = []
    for block in blocks:
        gathering = Gathering.of(block, context)
        _renamed(gathering, "kind", "kind_id", required=True)
        _areas(gathering)
        gathering.read("start", days(gathering, "start", ahead=True, parts=True), required=True)
        _ends(gathering)
        _check_order(gathering, "start", "end", "end" if block.first("end") else "start")
        gathering.read("place", Call(read_text))
        reader = amounts(gathering, block.all("invited") + block.all("attended"), people=True)
        gathering.read("invited", reader)
        gathering.read("attended", reader)
        _renamed(gathering, "audience", "audience_id")
        _blank(gathering, "place", "audience_id", "end")
        _unknown_attendance(gathering)
        _check_attended(gathering)
        records += gathering.records
    _number(records, "K")
    columns = ("id", "kind_id", "areas", "start", "end", "place", "invited", "attended", "audience_id")
    return Table("events", columns, records)


def _renamed(gathering: Gathering, field: str, name: str, *, required: bool = False) -> None:
    """A text in Indonesian, kept under the name that says so."""
    gathering.read(field, Call(read_text), required=required)
    for record in gathering.records:
        record.values[name] = record.values.pop(field, None)


def _blank(gathering: Gathering, *names: str) -> None:
    for record in gathering.records:
        record.values |= {name: record.values.get(name) or "" for name in names}


def _ends(gathering: Gathering) -> None:
    """The last day of an event that takes several: in a column, or in the first ("12 s.d. 13 Agustus 2026")."""
    if gathering.read("end", days(gathering, "end", ahead=True, parts=True)):
        return
    column = gathering.block.first("start")
    for record, cell in zip(gathering.records, gathering.cells(column) if column else [], strict=False):
        found = read_day(cell) if isinstance(cell, str) else None
        record.values["end"] = found.end.isoformat() if found and found.end else ""


def _check_order(gathering: Gathering, first: str, last: str, field: str) -> None:
    """What ends before it begins is wrong; a year or month alone is held against no more of the other than it says."""
    column = gathering.block.first(field)
    if column is None:
        return
    for record, cell in zip(gathering.records, gathering.cells(column), strict=True):
        begun, ended = str(record.values.get(first) or ""), str(record.values.get(last) or "")
        said = min(len(begun), len(ended))
        if not record.bad and ended[:said] < begun[:said]:
            gathering.wrong("order", record, column, cell)


def _unknown_attendance(gathering: Gathering) -> None:
    """A dash under "Hadir" says that nobody has counted yet, not that nobody came."""
    column = gathering.block.first("attended")
    for record, cell in zip(gathering.records, gathering.cells(column) if column else [], strict=False):
        if isinstance(cell, str) and cell.strip() in ("-", "–", "—"):
            record.values["attended"] = None


def _check_attended(gathering: Gathering) -> None:
    column = gathering.block.first("attended")
    for record in gathering.records:
        values = record.values
        if (
            column
            and not record.bad
            and values.get("invited") is not None
            and (values.get("attended") or 0) > values["invited"]
        ):
            gathering.warn("attended_over_invited", record, column, values["attended"])


def _areas(gathering: Gathering, *, anywhere: bool = False) -> None:
    """The regions of a row, one or several. Errors: unknown_region, outside_area; asks: region.

    `anywhere`: a row of the office's own tells which regions it serves, and may name any.
    """
    column = gathering.block.first("areas") or gathering.block.first("region")
    waiting: dict[tuple[str, tuple[str, ...]], list[Record]] = {}
    if column is None:
        for record in gathering.records:
            record.values["areas"] = ";".join(sorted(gathering.context.area))
        return
    for record, cell in zip(gathering.records, gathering.cells(column), strict=True):
        own = anywhere and record.values.get("office") == gathering.context.office
        area = frozenset(all_regions()) if own else gathering.context.area
        record.values["areas"] = _area(gathering, record, column, cell, waiting, area)
    for (written, choices), records in waiting.items():
        _ask_area(gathering, column, written, choices, records)


def _area(
    gathering: Gathering,
    record: Record,
    column: Column,
    cell: object,
    waiting: dict[tuple[str, tuple[str, ...]], list[Record]],
    area: frozenset[str],
) -> str | None:
    if is_empty(cell):
        gathering.wrong("missing", record, column, "")
        return None
    if wide := _wider(text_of(cell), gathering.context.area):
        return wide
    written = read_place(text_of(cell))
    if len(written.regions) == 1 or written.all_of:
        if not set(written.regions) & area:
            gathering.wrong("outside_area", record, column, cell)
        return ";".join(sorted(written.regions))
    if written.regions:
        waiting.setdefault((text_of(cell), written.regions), []).append(record)
    else:
        gathering.wrong("outside_area" if written.elsewhere else "unknown_region", record, column, cell)
    return None


def _wider(text: str, area: frozenset[str]) -> str:
    """All regions of the office, or its province, where a row is of no single region; "" for any other text."""
    if _ALL.fullmatch(text.strip()):
        return ";".join(sorted(area))
    name = plain(_PROVINCE.sub("", text.strip()))
    provinces = {region.province_code: plain(region.province) for region in all_regions().values()}
    return next((code for code, own in provinces.items() if own == name and _has(area, code)), "")


def _has(area: frozenset[str], province: str) -> bool:
    return any(region.startswith(f"{province}.") for region in area)


def _ask_area(
    gathering: Gathering, column: Column, written: str, choices: tuple[str, ...], records: Sequence[Record]
) -> None:
    names = all_regions()
    question = gathering.context.ask(
        Question(
            "region",
            Sentence("“{written}” bukan satu wilayah. Yang mana?", written=written),
            gathering.sheet,
            column.letter,
            [record.row for record in records],
            choices=[
                (";".join(choices), Sentence("Semuanya")),
                *((code, names[code].name) for code in choices),
            ],
            key=f"areas:{written.casefold()}",
        )
    )
    for record in records:
        record.waits.append(question)
        if question.answer:
            record.values["areas"] = str(question.answer)


def _number(records: Sequence[Record], letter: str) -> None:
    """A number of our own for each row that has none."""
    for number, record in enumerate((one for one in records if not one.bad), 1):
        record.values["id"] = f"{letter}{number:04d}"


def service_points(blocks: Sequence[Block], context: Context) -> Table:
    """Counters: name, kind, region, address, planned or opened when."""
    records: list[Record] = []
    for block in blocks:
        gathering = Gathering.of(block, context)
        gathering.read("name", Call(read_text), required=True)
        gathering.read("kind", Call(read_text))
        _areas(gathering)
        _one_place(gathering)
        gathering.read("planned_on", days(gathering, "planned_on", ahead=True, parts=True))
        gathering.read("opened_on", days(gathering, "opened_on", parts=True))
        gathering.read("address", Call(read_text))
        _blank(gathering, "kind", "planned_on", "opened_on", "address")
        records += gathering.records
    _number(records, "L")
    return Table(
        "service_points", ("id", "name", "kind", "region", "planned_on", "opened_on", "address"), records
    )


def _one_place(gathering: Gathering) -> None:
    """A counter stands in one region. Errors: ambiguous_region."""
    column = gathering.block.first("region")
    for record in gathering.records:
        record.values["region"] = region = record.values.pop("areas", None)
        if column is not None and region is not None and region not in all_regions():
            gathering.wrong("ambiguous_region", record, column, region)


def service_areas(blocks: Sequence[Block], context: Context, offices: dict[str, str]) -> Table:
    """Which office serves which region since when; `offices` are codes by name. Errors: unknown_office."""
    records: list[Record] = []
    for block in blocks:
        gathering = Gathering.of(block, context)
        gathering.read("office", Call(lambda cell: _office(cell, offices)), required=True)
        _areas(gathering, anywhere=True)
        for record in gathering.records:
            record.values["region"] = record.values.pop("areas", None)
        gathering.read("from", days(gathering, "from", ahead=True, parts=True))
        gathering.read("to", days(gathering, "to", ahead=True, parts=True))
        _check_order(gathering, "from", "to", "to")
        _blank(gathering, "from", "to")
        records += gathering.records
    return Table("service_areas", ("office", "region", "from", "to"), _one_region_each(records))


def _one_region_each(records: Sequence[Record]) -> list[Record]:
    """A row for each region where one row names several."""
    return [
        Record(record.sheet, record.row, {**record.values, "region": region}, record.bad, record.waits)
        for record in records
        for region in str(record.values.get("region") or "").split(";")
    ]


def _office(cell: object, offices: dict[str, str]) -> Reading:
    if is_empty(cell):
        return Reading()
    written = plain(text_of(cell)).removeprefix("kantor")
    code = offices.get(written)
    return Reading(code) if code else Reading(error="unknown_office")
