"""Employers that a licensing list, a labour report or a visit names, registered or not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from data.intake.assembling.gathering import Call, Context, Gathering, Words, amounts, days
from data.intake.assembling.placing import place
from data.intake.assembling.registered import settle_employer
from data.intake.assembling.titled import title_region
from data.intake.assembling.twins import settle_twins
from data.intake.finding import Block, Column, folded
from data.intake.report import Record, Table
from data.intake.values import (
    ZERO_WORDS,
    Amounts,
    Reading,
    form_in_name,
    is_empty,
    kbli_of,
    plain,
    read_key,
    read_npp,
    read_text,
    section_of,
    text_of,
)
from data.words import Sentence

_COLUMNS = (
    "employer",
    "npp",
    "name",
    "region",
    "kecamatan",
    "sector",
    "legal_form",
    "scale",
    "jkk_risk",
    "listed_on",
    "listed_from",
    "status",
    "workers_known",
    "kbli",
    "address",
    "officer",
)
_FROM = (
    ("wlkp", r"wlkp|wajib\s*lapor"),
    ("oss", r"\bnib\b|oss|perizinan|dpmptsp"),
    ("kanvas", r"canvas|kanvas|kunjungan|survei"),
)


def employers(blocks: Sequence[Block], context: Context) -> Table:
    """The table of all blocks. Errors: as their cells; asks: region, hidden_rows, duplicate."""
    gatherings = [Gathering.of(block, context) for block in blocks]
    for gathering in gatherings:
        _fill(gathering)
    records = [record for gathering in gatherings for record in gathering.records]
    records = settle_twins(records, _key, context, blocks[0], "nib", _said)
    for gathering in gatherings:
        _read_besides(gathering)
    given = {name for gathering in gatherings for name in gathering.given}
    _name_keys(records, context)
    always = {"employer", "npp", "listed_from", "status"}
    return Table("employers", tuple(name for name in _COLUMNS if name in given | always), records)


def _fill(gathering: Gathering) -> None:
    block = gathering.block
    gathering.read("name", Call(read_text), required=True)
    gathering.read("nib", Call(read_key))
    gathering.read("employer", Call(read_key))
    gathering.read("scale", Words("scale"))
    gathering.read("jkk_risk", Words("jkk_risk"))
    gathering.read("sector", Call(_read_code if _of_codes(block.first("sector")) else _read_sector))
    _read_forms(gathering)
    gathering.read("listed_on", days(gathering, "listed_on"), required=block.first("listed_on") is not None)
    _read_workers(gathering)
    _match_register(gathering)
    place(gathering, title_region=title_region(block))
    if title_region(block) and block.first("region") is None:
        gathering.found.note("region_from_title", gathering.sheet)
    source = _listed_from(block, gathering.context)
    for record in gathering.records:
        record.values["listed_from"] = source
    gathering.given += ["listed_from"]


def _listed_from(block: Block, context: Context) -> str:
    said = " ".join(
        (*block.titles, block.sheet.name, context.file, *(column.heading for column in block.columns))
    )
    return next(
        (name for name, pattern in _FROM if re.search(pattern, said.replace("_", " "), re.I)), "laporan"
    )


def _of_codes(column: Column | None) -> bool:
    """Whether a column holds KBLI codes, and no words for what a business does."""
    return column is not None and bool(re.search(r"kbli|kode", column.heading, re.I))


def _read_code(cell: object) -> Reading:
    """The KBLI section. Errors: unknown_value."""
    reading = _read_sector(cell)
    return Reading(error="unknown_value") if reading.ask else reading


def _read_sector(cell: object) -> Reading:
    """The KBLI section. Asks: value."""
    if is_empty(cell) or text_of(cell) in ZERO_WORDS:
        return Reading("")
    section, padded = section_of(text_of(cell))
    return Reading(section, note="kbli_padded" if padded else "") if section else Reading(ask="value")


def _read_besides(gathering: Gathering) -> None:
    """What is kept of an employer and counted nowhere; two lines that differ in nothing else are one."""
    gathering.read("address", Call(read_text))
    gathering.read("officer", Call(read_text))
    column = gathering.block.first("sector")
    if _of_codes(column) and column is not None:
        cells = gathering.cells(column)
        gathering.read_column(column, "kbli", Call(_read_kbli), gathering.records, cells)
        gathering.given.append("kbli")


def _read_kbli(cell: object) -> Reading:
    """The five digits of a KBLI code, "" for a section's letter or name."""
    return Reading("" if is_empty(cell) else kbli_of(text_of(cell)))


def _read_forms(gathering: Gathering) -> None:
    """The legal form that a column says, else the one in the name."""
    gathering.read("legal_form", Words("legal_form"))
    gathering.given.append("legal_form")
    for record in gathering.records:
        name = record.values.get("name") or ""
        said = record.values.get("legal_form")
        written = form_in_name(str(name))
        if not said or (said == "perorangan" and written):
            record.values["legal_form"] = written or said or ""


def _read_workers(gathering: Gathering) -> None:
    """Workers known: the total, or the sum of men and women, citizens and foreigners; both must agree."""
    block = gathering.block
    parts, total = block.all("workers_part"), block.first("workers_known")
    reader = amounts(gathering, [*parts, *([total] if total else [])], people=True)
    if total is not None:
        gathering.read("workers_known", reader)
    for number, column in enumerate(parts):
        gathering.read_column(column, f"_part{number}", reader, gathering.records, gathering.cells(column))
    _check_sums_between(gathering, parts, reader)
    names = [f"_part{number}" for number in range(len(parts))]
    cells = gathering.cells(total) if total else [""] * len(gathering.records)
    for record, cell in zip(gathering.records, cells, strict=True):
        given = [record.values.pop(name, None) for name in names]
        counted = [count for count in given if count is not None]
        if not counted:
            continue
        said = record.values.get("workers_known")
        if total is not None and not record.bad and said is not None and said != sum(counted):
            gathering.wrong("sum_mismatch", record, total, cell)
        if said is None:
            record.values["workers_known"] = sum(counted)
    if parts:
        gathering.given.append("workers_known")


def _check_sums_between(gathering: Gathering, parts: Sequence[Column], reader: Amounts) -> None:
    """Sums between the parts ("WNI > Jumlah") are taken for nothing; one that does not add up is told."""
    for column in gathering.block.all("control"):
        own = [number for number, part in enumerate(parts) if part.path[:-1] == column.path[:-1]]
        for record, cell in zip(gathering.records, gathering.cells(column), strict=True) if own else ():
            counts = [record.values.get(f"_part{number}") for number in own]
            said = None if is_empty(cell) else reader.read(cell).value
            if isinstance(said, int) and any(counts) and said != sum(count or 0 for count in counts):
                gathering.warn("sum_mismatch", record, column, cell)


def _match_register(gathering: Gathering) -> None:
    """Who has an NPP is registered, and keeps the register's number; who has none is not registered yet."""
    column = gathering.block.first("npp")
    cells = gathering.cells(column) if column else [""] * len(gathering.records)
    for record, cell in zip(gathering.records, cells, strict=True):
        record.values |= {"npp": "", "status": "belum daftar"}
        record.values["employer"] = record.values.get("employer") or record.values.get("nib") or ""
        if column is not None and not is_empty(cell):
            _register(gathering, record, column, cell)


def _register(gathering: Gathering, record: Record, column: Column, cell: object) -> None:
    reading = read_npp(cell)
    if reading.error:
        gathering.wrong(reading.error, record, column, cell)
    elif isinstance(reading.value, tuple):
        number = reading.value[0]
        employer = settle_employer(gathering, record, column, cell, number)
        if employer is not None:
            record.values |= {
                "npp": number,
                "employer": employer.employer,
                "status": employer.status or "aktif",
            }
        if reading.note:
            gathering.found.note(reading.note, gathering.sheet, column.letter)


def _key(record: Record) -> object:
    values = record.values
    if values.get("employer") or values.get("npp"):
        return values.get("employer") or values["npp"]
    return (folded(str(values.get("name") or "")), values.get("region"), values.get("kecamatan"))


def _said(record: Record) -> Sentence:
    number = record.values.get("nib") or record.values.get("npp")
    if number:
        return Sentence("NIB {number}", number=str(number))
    return Sentence("“{name}”", name=str(record.values.get("name")))


def _name_keys(records: Sequence[Record], context: Context) -> None:
    """A key of our own for who has neither NIB nor NPP: the same name and place get the same key next time."""
    for record in records:
        if not record.bad and not record.values.get("employer"):
            said = f"{plain(str(record.values.get('name') or ''))}|{record.values.get('region')}|{record.values.get('kecamatan')}"
            record.values["employer"] = f"L-{hashlib.sha256(said.encode()).hexdigest()[:12].upper()}"
            context.found.note("key_made", record.sheet)
