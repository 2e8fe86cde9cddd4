"""Minimum wages as a province decrees them: all its regions, years across or in a column, at times two in one year."""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.assembling.gathering import Call, Context, Gathering, amounts
from data.intake.assembling.provinces.mapped import place_on_map
from data.intake.assembling.titled import title_year
from data.intake.assembling.units import scale_answered
from data.intake.finding import Block, Column
from data.intake.report import Question, Record, Table
from data.intake.values import Reading, text_of
from data.words import Sentence

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
# No region's minimum wage for a month has been lower since there are such.
_LEAST, _THOUSAND = 100_000, 1_000


def minimum_wages(blocks: Sequence[Block], context: Context) -> Table:
    """Minimum wages: region, year, rupiah a month. Asks: two_values, region, missing_column (the year).

    Errors: ambiguous_region, unknown_region, not_number, negative.
    """
    made: list[Record] = []
    for block in blocks:
        made += _wages(Gathering.of(block, context))
    _ask_two_values(made, context)
    return Table("minimum_wages", ("region", "year", "rupiah"), made)


def _wages(gathering: Gathering) -> list[Record]:
    block = gathering.block
    across = [column for column in block.columns if column.field == "rupiah" and column.year]
    columns = across or block.all("rupiah")
    kept = place_on_map(gathering)
    if not across:
        _read_years(gathering, kept)
    money = amounts(gathering, columns)
    cells = {
        column.index: dict(zip(map(id, gathering.records), gathering.cells(column), strict=True))
        for column in columns
    }
    made: list[Record] = []
    for column in columns:
        records = [_of_year(record, column) for record in kept]
        own = [cells[column.index][id(record)] for record in kept]
        gathering.read_column(column, "rupiah", money, records, own)
        made += [record for record in records if record.values["rupiah"] or record.bad]
    _hold_small(gathering, made)
    return sorted(made, key=lambda record: record.row)


def _hold_small(gathering: Gathering, records: Sequence[Record]) -> None:
    """Amounts that no month's wage is: thousands whose unit nobody says are asked about, less than that is wrong."""
    small = [record for record in records if not record.bad and 0 < record.values["rupiah"] < _LEAST]
    thousands = []
    for record in small:
        column: Column = record.values["_cell"]
        if record.values["rupiah"] * _THOUSAND >= _LEAST:
            thousands.append(record)
        else:
            gathering.wrong("not_number", record, column, record.values["rupiah"])
    if thousands:
        _ask_thousands(gathering, thousands)


def _ask_thousands(gathering: Gathering, records: Sequence[Record]) -> None:
    column, amount = records[0].values["_cell"], records[0].values["rupiah"]
    question = gathering.context.ask(
        Question(
            "unit",
            Sentence(
                "“{text}” di kolom {column}: {high} atau {low}?",
                text=str(amount),
                column=column.heading,
                high=amount * _THOUSAND,
                low=amount,
            ),
            gathering.sheet,
            column.letter,
            list(dict.fromkeys(record.row for record in records)),
            choices=(
                (_THOUSAND, Sentence("kelipatan {scale} rupiah", scale=_THOUSAND)),
                (1, Sentence("rupiah penuh")),
            ),
        )
    )
    for record in records:
        record.waits.append(question)
        if question.answer is not None:
            record.values["rupiah"] *= scale_answered(question.answer)


def _of_year(record: Record, column: Column) -> Record:
    values = {
        "region": record.values["region"],
        "year": column.year or record.values.get("year"),
        "_cell": column,
    }
    return Record(record.sheet, record.row, values, record.bad, list(record.waits))


def _read_years(gathering: Gathering, records: Sequence[Record]) -> None:
    """The year of each record: its column, else the titles, else an answer."""
    if gathering.read("year", Call(_read_year), required=True):
        return
    year = title_year(gathering.block, gathering.context)
    question = None if year else _ask_year(gathering)
    if question is not None and str(question.answer).isdigit():
        year = int(question.answer)
    for record in records:
        record.values["year"] = year
        record.waits += [question] if question else []


def _ask_year(gathering: Gathering) -> Question:
    return gathering.context.ask(
        Question(
            "missing_column",
            Sentence("Upah minimum tahun berapa?"),
            gathering.sheet,
            blocks="file",
            key="year",
        ),
        lambda answer: str(answer).isdigit(),
    )


def _read_year(cell: object) -> Reading:
    text = text_of(cell)
    known = text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR
    return Reading(int(text)) if known else Reading(error="not_number")


def _ask_two_values(records: Sequence[Record], context: Context) -> None:
    """One region and year with two values: the table holds one, which?"""
    groups: dict[tuple[object, object], list[Record]] = {}
    for record in records:
        if not record.bad and record.values["region"]:
            groups.setdefault((record.values["region"], record.values["year"]), []).append(record)
    for (_, year), twins in groups.items():
        if len({twin.values["rupiah"] for twin in twins}) == 1:
            for twin in twins[1:]:
                twin.bad = True
                context.found.note("exact_duplicate", twin.sheet)
        else:
            _ask_which(twins, year, context)


def _ask_which(twins: Sequence[Record], year: object, context: Context) -> None:
    column: Column = twins[0].values["_cell"]
    question = context.ask(
        Question(
            "two_values",
            Sentence(
                "Wilayah ini punya {count} upah minimum untuk {year}. Yang mana yang dipakai?",
                count=len(twins),
                year=str(year),
            ),
            twins[0].sheet,
            column.letter,
            list(dict.fromkeys(twin.row for twin in twins)),
            choices=[(twin.values["rupiah"], _shown(twin)) for twin in twins],
        )
    )
    for twin in twins:
        twin.waits.append(question)
        if question.answer is not None and twin.values["rupiah"] != int(question.answer):
            twin.bad = True


def _shown(twin: Record) -> Sentence:
    return Sentence(
        "{rupiah} (baris {row}, {column})",
        rupiah=twin.values["rupiah"],
        row=str(twin.row),
        column=twin.values["_cell"].heading,
    )
