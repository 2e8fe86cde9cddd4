"""What BPS publishes for all regions of a province: who works, and how many people there are.

Such a list names every kabupaten and kota of the province. Those that are not on the map are told, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.intake.assembling.gathering import Context, Gathering, amounts, days
from data.intake.assembling.provinces.mapped import place_on_map
from data.intake.assembling.titled import title_year
from data.intake.finding import Block, Column, month_of_texts
from data.intake.report import Question, Record, Table
from data.intake.values import Amounts, as_month, months_named, read_twice
from data.words import Sentence

_PERIOD = re.compile(r"(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2]))?")
# The largest region has a fourth of it; what comes to more by its unit has a decimal mark and no thousands.
_MOST_PEOPLE = 20_000_000
_DEFINITIONS = ("employed", "formal", "informal", "population")


def workforce(blocks: Sequence[Block], context: Context) -> Table:
    """People (value) by region, definition and as_of ("2025-08", or a year). Asks: definition, region, missing_column.

    Errors: ambiguous_region, unknown_region, code_name_mismatch, not_number, not_whole.
    """
    records: list[Record] = []
    for block in blocks:
        gathering = Gathering.of(block, context)
        kept = place_on_map(gathering)
        gathering.read("year", days(gathering, "year", parts=True))
        _ask_definition(gathering)
        for column in block.columns:
            if column.field in _DEFINITIONS:
                records += _of_column(gathering, kept, column)
    _ask_as_of(records, context)
    return Table(
        "workforce",
        ("region", "definition", "as_of", "value"),
        sorted(records, key=lambda record: record.row),
    )


def _of_column(gathering: Gathering, kept: Sequence[Record], column: Column) -> list[Record]:
    as_of = _as_of(gathering, column)
    made = [
        Record(
            r.sheet,
            r.row,
            {
                "region": r.values["region"],
                "definition": column.field,
                "as_of": as_of or r.values.get("year") or "",
            },
            r.bad,
            list(r.waits),
        )
        for r in kept
    ]
    cells = {
        record.row: cell for record, cell in zip(gathering.records, gathering.cells(column), strict=True)
    }
    reader = _reader(gathering, column)
    gathering.read_column(column, "value", reader, made, [cells[record.row] for record in made])
    return [record for record in made if record.values["value"] is not None or record.bad]


def _reader(gathering: Gathering, column: Column) -> Amounts:
    """How people are read: all columns of one table are written alike, and no region has so many people."""
    others = [
        one for one in gathering.block.columns if one.field in _DEFINITIONS and one.scale == column.scale
    ]
    reader = amounts(gathering, [column, *others], people=column.scale == 1)
    texts = [cell for cell in gathering.cells(column) if isinstance(cell, str)]
    alone = [text for text in texts if len(re.findall(r"\d[.,]\d", text)) == 1]
    for mark, name in ((",", "comma_decimals"), (".", "dot_decimals")):
        if any(mark in text and read_twice(text, column.scale)[0] > _MOST_PEOPLE for text in alone):
            reader = replace(reader, proved=replace(reader.proved, **{name: True}))
    return reader


def _as_of(gathering: Gathering, column: Column) -> str:
    """The month or year of a column: its heading says it, else the titles do, unless a column of the list does."""
    block, context = gathering.block, gathering.context
    months = {month for text in block.titles for month in months_named(text)}
    month = column.month or (months.pop() if len(months) == 1 else 0)
    if column.year or column.month:
        year = column.year or title_year(block, context)
        return as_month(year, month) if year and month else str(year or "")
    if block.first("year") is not None:
        return ""
    return month_of_texts(block.titles) or str(title_year(block, context) or "")


def _ask_as_of(records: Sequence[Record], context: Context) -> None:
    """Numbers of no known day belong to no map."""
    undated = [record for record in records if not record.values["as_of"]]
    if not undated:
        return
    question = context.ask(
        Question(
            "missing_column",
            Sentence("Angka ini posisi tahun berapa?"),
            undated[0].sheet,
            blocks="file",
            key="as_of",
        ),
        lambda answer: bool(_PERIOD.fullmatch(str(answer))),
    )
    for record in undated:
        record.values["as_of"] = str(question.answer or "")
        record.waits.append(question)


def _ask_definition(gathering: Gathering) -> None:
    """Angkatan kerja counts people who look for work as well: it is not who works."""
    column = gathering.block.first("labour_force")
    if column is None:
        return
    gathering.context.ask(
        Question(
            "definition",
            Sentence(
                "Angkatan kerja bukan penduduk bekerja (termasuk pencari kerja). Pakai kolom Bekerja saja?"
            ),
            gathering.sheet,
            column.letter,
            blocks="nothing",
            choices=(("employed", Sentence("Pakai Bekerja saja")),),
            default="employed",
        )
    )
