"""Construction projects (jasa konstruksi), and minimum wages: lists that other agencies make."""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.assembling.gather import Call, Context, Gathering, Words, amounts, days
from data.intake.assembling.placing import place
from data.intake.assembling.twins import settle_twins
from data.intake.finding import Block, Column
from data.intake.report import Question, Record, Table
from data.intake.values import read_key, read_text, text_of

_COLUMNS = (
    "project", "name", "region", "kecamatan", "funding", "value", "workers", "started_on", "ends_on", "registered_on", "due",
    "paid", "paid_on",
)


def projects(blocks: Sequence[Block], context: Context) -> Table:
    """The table of all blocks. Asks: date_order, region, no_values, duplicate."""
    records: list[Record] = []
    given: set[str] = set()
    for block in blocks:
        gathering = Gathering.of(block, context)
        _fill(gathering)
        records += gathering.records
        given |= set(gathering.given)
    records = settle_twins(records, lambda record: record.values.get("project"), context, blocks[0], "project", _said)
    return Table("projects", tuple(name for name in _COLUMNS if name in given), records)


def _said(record: Record) -> str:
    return f"Proyek {record.values.get('project')}"


def _fill(gathering: Gathering) -> None:
    block = gathering.block
    gathering.read("project", Call(read_key), required=True)
    gathering.read("name", Call(read_text), required=True)
    place(gathering)
    gathering.read("funding", Words("funding"), required=True)
    gathering.read("value", amounts(gathering, block.all("value")), required=True)
    gathering.read("workers", amounts(gathering, block.all("workers"), people=True), required=True)
    gathering.read("started_on", days(gathering, "started_on", ahead=True), required=True)
    gathering.read("ends_on", days(gathering, "ends_on", ahead=True), required=True)
    gathering.read("registered_on", days(gathering, "registered_on"))
    for name in ("due", "paid"):
        if not without_values(gathering, name):
            gathering.read(name, amounts(gathering, block.all(name)))
    gathering.read("paid_on", days(gathering, "paid_on"))
    _check_order(gathering)


def without_values(gathering: Gathering, name: str) -> bool:
    """Whether a column holds formulas whose values were not saved: then it stays empty, and is asked about."""
    column = gathering.block.first(name)
    formulas = gathering.block.sheet.formulas.get(column.index) if column else None
    if column is None or formulas is None:
        return False
    rows = [row for row in gathering.block.rows if row in formulas.without_value]
    empty = len(rows) * 2 > len(gathering.block.rows)
    zero = formulas.all_zero and formulas.count * 2 > len(gathering.block.rows)
    if not (empty or zero):
        return False
    gathering.context.ask(
        Question(
            "no_values",
            f"{column.heading} berisi rumus tanpa nilai tersimpan. Buka dan simpan di Excel lalu bawa lagi, atau kosongkan?",
            gathering.sheet,
            column.letter,
            blocks="nothing",
            choices=(("leave out", "Kosongkan kolom ini"),),
            default="leave out",
        )
    )
    return True


def _check_order(gathering: Gathering) -> None:
    column = gathering.block.first("ends_on")
    if column is None:
        return
    for record, cell in zip(gathering.records, gathering.cells(column), strict=True):
        start, end = record.values.get("started_on"), record.values.get("ends_on")
        if start and end and end < start and not any(question.open for question in record.waits):
            gathering.wrong("order", record, column, cell)


def minimum_wages(blocks: Sequence[Block], context: Context) -> Table:
    """Minimum wages by region and year, years across or in a column. Asks: two_values, region, missing_column."""
    made: list[Record] = []
    for block in blocks:
        made += _wages(Gathering.of(block, context))
    _ask_two_values(made, blocks, context)
    return Table("minimum_wages", ("region", "year", "rupiah"), made)


def _wages(gathering: Gathering) -> list[Record]:
    from data.intake.assembling.workforce import place_on_map
    from data.intake.finding import year_in

    block = gathering.block
    across = [column for column in block.columns if column.field == "rupiah" and column.year]
    columns = across or block.all("rupiah")
    titled = year_in(" ".join(block.titles)) or year_in(gathering.context.file)
    kept = place_on_map(gathering)
    if block.first("year"):
        gathering.read("year", Call(_read_year), required=True)
    made: list[Record] = []
    money = amounts(gathering, columns)
    for column in columns:
        records = [Record(r.sheet, r.row, {"region": r.values["region"], "year": column.year or r.values.get("year") or titled, "_cell": column}, r.bad, list(r.waits)) for r in kept]
        rows = {record.row: cell for record, cell in zip(gathering.records, gathering.cells(column), strict=True)}
        gathering.read_column(column, "rupiah", money, records, [rows[record.row] for record in records])
        made += [record for record in records if record.values["rupiah"] or record.bad]
    return sorted(made, key=lambda record: record.row)


def _read_year(cell: object) -> object:
    from data.intake.values import Reading

    text = text_of(cell)
    return Reading(int(text)) if text.isdigit() and 1990 <= int(text) <= 2100 else Reading(error="not_number")


def _ask_two_values(records: Sequence[Record], blocks: Sequence[Block], context: Context) -> None:
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
            continue
        column: Column = twins[0].values["_cell"]
        question = context.ask(
            Question(
                "two_values",
                f"Wilayah ini punya {len(twins)} upah minimum untuk {year}. Yang mana yang dipakai?",
                twins[0].sheet,
                column.letter,
                [twin.row for twin in twins],
                choices=[(twin.values["rupiah"], f"{twin.values['rupiah']:,} (baris {twin.row})".replace(",", ".")) for twin in twins],
            )
        )
        for twin in twins:
            twin.waits.append(question)
            if question.answer is not None and twin.values["rupiah"] != int(question.answer):
                twin.bad = True
