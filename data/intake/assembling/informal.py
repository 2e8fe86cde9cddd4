"""Informal workers by kecamatan, trade and payer: what is aimed at, and who is active."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from data.intake.assembling.gathering import Context, Gathering, Words, amounts, ask_word
from data.intake.assembling.placing import place
from data.intake.assembling.titled import position_month, title_month, title_region
from data.intake.assembling.twins import kept
from data.intake.finding import Block, Column
from data.intake.report import Question, Record, Table
from data.intake.values import Months, is_empty, read_month, text_of, word_in
from data.words import Sentence

_PAYER_IN_TITLE = re.compile(
    r"dbh\s*(?:kelapa\s*)?sawit|apbdes\w*|dana\s*desa|apbd\w*|csr\w*|tjsl|(?<!bank )mandiri", re.I
)
_KEY = ("region", "kecamatan", "trade", "payer", "blth")


def informal(blocks: Sequence[Block], context: Context) -> Table:
    """The table of all blocks. Asks: value (a trade), region, missing_column (the month)."""
    records: list[Record] = []
    given: set[str] = set()
    for block in blocks:
        gathering = Gathering.of(block, context)
        records += _across(gathering) if any(column.word for column in block.columns) else _down(gathering)
        given |= set(gathering.given)
    records = _added_up(records, context)
    columns = (
        "region",
        "kecamatan",
        "trade",
        "payer",
        "blth",
        *(name for name in ("target", "active") if name in given),
    )
    return Table("informal", columns, records)


def _down(gathering: Gathering) -> list[Record]:
    if not gathering.read("trade", Words("trade", grows=True), required=True):
        ask = Sentence("Berkas ini tidak menyebut pekerjaannya. Yang mana?")
        _set_or_ask(gathering, "trade", "", ask, lambda answer: word_in("trade", str(answer)))
    _common(gathering)
    _keep_words(gathering)
    reader = amounts(gathering, gathering.block.all("target") + gathering.block.all("active"), people=True)
    gathering.read("target", reader)
    gathering.read("active", reader, required=True)
    _check(gathering, gathering.records, gathering.block.first("active"))
    return gathering.records


def _common(gathering: Gathering) -> None:
    """Payer, month and place, from columns or from the title."""
    block = gathering.block
    if not gathering.read("payer", Words("payer"), required=True):
        payer = _titled_payer(block)
        if payer:
            gathering.found.note("payer_from_title", gathering.sheet)
        ask = Sentence("Berkas ini tidak menyebut pembayar iurannya. Siapa?")
        _set_or_ask(gathering, "payer", payer, ask, lambda answer: word_in("payer", str(answer)))
    if not gathering.read("blth", Months(gathering.context.today), required=True):
        month, note = title_month(block, gathering.context)
        if not month and (month := position_month(block, gathering.context)):
            note = "month_from_title"
        if month:
            gathering.found.note(note, gathering.sheet)
        ask = Sentence("Berkas ini tidak menyebut bulannya. Bulan yang mana?")
        _set_or_ask(gathering, "blth", month, ask, lambda answer: read_month(str(answer)))
    place(gathering, title_region=title_region(block))


def _titled_payer(block: Block) -> str:
    """The one payer that the titles, or else the sheet's name, speak of; "" for none or several."""
    for texts in (block.titles, [block.sheet.name]):
        found = {word_in("payer", match) for text in texts for match in _PAYER_IN_TITLE.findall(text)} - {
            None
        }
        if len(found) == 1:
            return str(found.pop())
    return ""


def _set_or_ask(
    gathering: Gathering, name: str, value: str, ask: Sentence, read: Callable[[Any], str | None]
) -> None:
    if value:
        for record in gathering.records:
            record.values[name] = value
        return
    # One month for the whole file; who pays may be another one on each sheet.
    sheet = "" if name == "blth" else gathering.sheet
    question = gathering.context.ask(
        Question("missing_column", ask, sheet, blocks="file", key=f"{name}:{sheet}"), read
    )
    for record in gathering.records:
        record.waits.append(question)
        record.values[name] = None if question.answer is None else read(question.answer)


def _keep_words(gathering: Gathering) -> None:
    """The words as written, so that two of them that fall into one key are told from one that stands twice."""
    for name in ("trade", "payer"):
        column = gathering.block.first(name)
        cells = gathering.cells(column) if column else [""] * len(gathering.records)
        for record, cell in zip(gathering.records, cells, strict=True):
            record.values[f"_{name}"] = text_of(cell).casefold()


def _across(gathering: Gathering) -> list[Record]:
    """Trades across: a record for each row and trade that has a number."""
    _common(gathering)
    block = gathering.block
    made: list[Record] = []
    by_word: dict[str, dict[str, Column]] = {}
    for column in block.columns:
        if column.word:
            by_word.setdefault(column.word, {}).setdefault(column.field, column)
    reader = amounts(
        gathering, [column for columns in by_word.values() for column in columns.values()], people=True
    )
    for word, columns in by_word.items():
        made += _of_trade(gathering, word, columns, reader)
        gathering.given += list(columns)
    return sorted(made, key=lambda record: record.row)


def _of_trade(gathering: Gathering, word: str, columns: dict[str, Column], reader: object) -> list[Record]:
    cells = {name: gathering.cells(column) for name, column in columns.items()}
    trade = word_in("trade", word)
    records: list[Record] = []
    rows: list[int] = []
    for at, base in enumerate(gathering.records):
        if not base.bad and any(not is_empty(cells[name][at]) for name in cells):
            values = {**base.values, "trade": trade, "_trade": word.casefold(), "_payer": ""}
            records.append(Record(base.sheet, base.row, values, waits=list(base.waits)))
            rows.append(at)
    for name, column in columns.items():
        of_rows = [cells[name][at] for at in rows]
        gathering.read_column(column, name, reader, records, of_rows, required=name == "active")  # type: ignore[arg-type]
    records = [one for one in records if one.bad or any(one.values.get(name) is not None for name in columns)]
    if trade is None and records:
        ask_word(word, records, next(iter(columns.values())), "trade", gathering.context)
    _check(gathering, records, columns.get("active"))
    return records


def _check(gathering: Gathering, records: Sequence[Record], active: Column | None) -> None:
    for record in records:
        values = record.values
        if active is None or record.bad or values.get("target") is None:
            continue
        if (values.get("active") or 0) > values["target"]:
            gathering.warn("active_over_target", record, active, values["active"])


def _added_up(records: list[Record], context: Context) -> list[Record]:
    """One row for each key; rows that only our own words bring together are added up."""
    groups: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        if not record.bad and record.values.get("region") and record.ready:
            groups.setdefault(tuple(record.values.get(name) for name in _KEY), []).append(record)
    gone: set[int] = set()
    for group in groups.values():
        different = _different_words(group, gone, context)
        for other in different[1:]:
            _add(different[0], other)
            gone.add(id(other))
            context.found.note("added_up", other.sheet)
    return [record for record in records if id(record) not in gone]


def _different_words(group: list[Record], gone: set[int], context: Context) -> list[Record]:
    """The records of a key; the same words with the same numbers count once, with others they are asked."""
    by_words: dict[tuple[object, object], list[Record]] = {}
    for record in group:
        by_words.setdefault((record.values.get("_trade"), record.values.get("_payer")), []).append(record)
    left: list[Record] = []
    for twins in by_words.values():
        numbers = {(twin.values.get("target"), twin.values.get("active")) for twin in twins}
        if len(twins) > 1 and len(numbers) == 1:
            gone |= {id(twin) for twin in twins[1:]}
            context.found.note("exact_duplicate", twins[0].sheet, count=len(twins) - 1)
            twins = twins[:1]
        elif len(twins) > 1:
            twins = _asked(twins, gone, context)
        left += twins
    return left


def _asked(twins: list[Record], gone: set[int], context: Context) -> list[Record]:
    question = context.ask(
        Question(
            "duplicate",
            Sentence(
                "“{trade}” di kecamatan yang sama tertulis lebih dari sekali. Mana yang benar?",
                trade=str(twins[0].values.get("_trade")),
            ),
            twins[0].sheet,
            rows=[twin.row for twin in twins],
            choices=[
                *(({"keep": [twin.row]}, Sentence("baris {row}", row=str(twin.row))) for twin in twins),
                ("add", Sentence("Jumlahkan")),
            ],
        )
    )
    for twin in twins:
        twin.waits.append(question)
    if question.answer is None:
        gone_now: list[Record] = []
        return gone_now
    if question.answer == "add":
        return twins
    gone |= {id(twin) for twin in twins if not kept(question.answer, twin)}
    return [twin for twin in twins if kept(question.answer, twin)]


def _add(first: Record, other: Record) -> None:
    for name in ("target", "active"):
        if other.values.get(name) is not None:
            first.values[name] = (first.values.get(name) or 0) + other.values[name]
    first.waits += [question for question in other.waits if question not in first.waits]
