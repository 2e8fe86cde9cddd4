"""Cases for arrears with the steps that a list names: handed to the prosecutor (SKK), summons, instalments, what was
collected, and those of the licence chain (urging and collection by the labour agency, recommendation to PTSP)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from data.intake.assembling.gathering import Call, Context, Gathering, Reader, amounts, days
from data.intake.assembling.registered import settle_employer
from data.intake.assembling.twins import settle_twins
from data.intake.finding import Block, Column
from data.intake.report import Record, Table
from data.intake.values import Days, is_empty, read_npp, read_text, text_of, word_in
from data.vocabulary import LICENCE_STEPS
from data.words import Sentence

# Steps of which a list gives the day in a column of that name, in the order of the chain, and who takes them.
_DATED = {"skk": "bpjs", "panggilan": "kejari", **dict.fromkeys(LICENCE_STEPS, "disnaker")}
# A case is opened on the day of the first of these.
_OPENING = ("skk", *LICENCE_STEPS)
# "LUNAS (12/05/2026)": what stands in brackets is no part of the word.
_BRACKETS = re.compile(r"\([^()]*\)")


def cases(blocks: Sequence[Block], context: Context) -> list[Table]:
    """The tables cases and case_steps of all blocks. Asks: number, duplicate."""
    records: list[Record] = []
    given: set[str] = set()
    for block in blocks:
        gathering = Gathering.of(block, context)
        _fill(gathering)
        records += gathering.records
        given |= set(gathering.given)
    records = settle_twins(records, _key, context, blocks[0], "document", _said)
    steps = [step for record in records for step in _steps(record)]
    columns = (("opened_on", {"skk", *LICENCE_STEPS}), ("value", {"value"}))
    said = tuple(ours for ours, theirs in columns if theirs & given)
    return [
        Table("cases", ("case", "employer", "kind", *said, "outcome"), records),
        Table("case_steps", ("case", "step", "on", "actor", "document", "recovered"), steps),
    ]


def _fill(gathering: Gathering) -> None:
    block = gathering.block
    gathering.read("document", Call(read_text))
    is_chain = any(block.first(step) is not None for step in LICENCE_STEPS)
    for step in _DATED:
        gathering.read(step, days(gathering, step), required=step == "skk" and not is_chain)
    gathering.read("value", amounts(gathering, block.all("value")), required=True)
    gathering.read("recovered", amounts(gathering, block.all("recovered")))
    _read_outcomes(gathering)
    _read_instalments(gathering)
    _read_employers(gathering)
    _check_recovered(gathering)
    for record in gathering.records:
        values = record.values
        opened_on = min((values[step] for step in _OPENING if values.get(step)), default=None)
        values["case"] = values.get("document") or f"{values.get('npp')}-{opened_on}"
        values |= {"kind": "tunggakan", "opened_on": opened_on}
        if is_chain and opened_on is None and not record.bad:
            gathering.wrong("missing", record, _opening_column(block), "")


def _opening_column(block: Block) -> Column:
    """The column that a row without any day is told by."""
    return next(column for column in map(block.first, _OPENING) if column is not None)


def _read_outcomes(gathering: Gathering) -> None:
    """A word that is no outcome is told, and leaves the outcome open; the case is kept."""
    column = gathering.block.first("outcome")
    for record in gathering.records:
        record.values["outcome"] = ""
    if column is None:
        return
    for record, cell in zip(gathering.records, gathering.cells(column), strict=True):
        word = "" if is_empty(cell) else word_in("outcome", _BRACKETS.sub(" ", text_of(cell)))
        if word is None:
            gathering.warn("unknown_value", record, column, cell)
        record.values["outcome"] = word or ""


def _read_instalments(gathering: Gathering) -> None:
    """Instalments across: a day and an amount for each."""
    block = gathering.block
    money = amounts(gathering, block.all("angsuran_rp"))
    by_word: dict[str, dict[str, Column]] = {}
    for column in block.columns:
        if column.field in ("angsuran_on", "angsuran_rp"):
            by_word.setdefault(column.word, {})[column.field] = column
    for record in gathering.records:
        record.values["_instalments"] = []
    for columns in by_word.values():
        if len(columns) == 2:
            _read_one_instalment(gathering, columns, money)


def _read_one_instalment(gathering: Gathering, columns: dict[str, Column], money: Reader) -> None:
    on, rupiah = columns["angsuran_on"], columns["angsuran_rp"]
    gathering.read_column(
        on, "_on", Days(today=gathering.context.today), gathering.records, gathering.cells(on)
    )
    gathering.read_column(rupiah, "_rp", money, gathering.records, gathering.cells(rupiah))
    for record in gathering.records:
        day, amount = record.values.pop("_on", None), record.values.pop("_rp", None)
        if amount and day is None and not record.bad:
            gathering.wrong("missing", record, on, "")
        elif amount:
            record.values["_instalments"] = [*record.values["_instalments"], (day, amount, rupiah)]


def _read_employers(gathering: Gathering) -> None:
    column = gathering.block.first("npp")
    if column is None:
        return
    gathering.read_column(
        column, "npp", Call(read_npp), gathering.records, gathering.cells(column), required=True
    )
    for record, cell in zip(gathering.records, gathering.cells(column), strict=True):
        number = record.values["npp"]
        if number is not None:
            record.values["npp"] = number[0]
            employer = settle_employer(gathering, record, column, cell, number[0])
            record.values["employer"] = employer.employer if employer else None


def _check_recovered(gathering: Gathering) -> None:
    column = gathering.block.first("recovered")
    for record in gathering.records:
        values = record.values
        paid = sum(amount for _, amount, _ in values["_instalments"])
        recovered = values.get("recovered")
        if column is None:
            values["recovered"] = paid if values["_instalments"] else None
            _check_instalments(gathering, record)
        elif not record.bad:
            if values["_instalments"] and recovered is not None and recovered != paid:
                gathering.warn("sum_mismatch", record, column, recovered)
            if values.get("value") is not None and (recovered or 0) > values["value"]:
                _warn_over_value(gathering, record, column)


def _check_instalments(gathering: Gathering, record: Record) -> None:
    """Names the instalment with which more has come in than the case is worth."""
    value, so_far = record.values.get("value"), 0
    if record.bad or value is None:
        return
    for _, amount, column in record.values["_instalments"]:
        so_far += amount
        if so_far > value:
            _warn_over_value(gathering, record, column)
            return


def _warn_over_value(gathering: Gathering, record: Record, column: Column) -> None:
    row = gathering.block.rows[gathering.records.index(record)]
    gathering.warn("paid_over_due", record, column, gathering.block.sheet.cell(row, column.index))


def _key(record: Record) -> object:
    values = record.values
    return (values.get("document") or values.get("npp"), values.get("npp"))


def _said(record: Record) -> Sentence:
    number = record.values.get("document") or record.values.get("npp")
    return Sentence("SKK {number}", number=str(number))


def _steps(record: Record) -> list[Record]:
    """The steps of a case by their days; what was collected stands with the last of them."""
    values = record.values
    paper = values.get("document") or ""
    made: list[dict[str, Any]] = [
        {"step": step, "on": values.get(step), "actor": actor, "document": paper if step == "skk" else ""}
        for step, actor in _DATED.items()
        if values.get(step) or (step == "skk" and not any(values.get(name) for name in LICENCE_STEPS))
    ]
    made.sort(key=lambda step: str(step["on"] or ""))
    payee = "kejari" if values.get("skk") else "bpjs"
    if values["_instalments"]:
        made += [
            {"step": "angsuran", "on": day, "actor": payee, "document": "", "recovered": amount}
            for day, amount, _ in values["_instalments"]
        ]
    elif values.get("recovered") is not None:
        made[-1]["recovered"] = values["recovered"]
    return [
        Record(
            record.sheet,
            record.row,
            {"case": values["case"], "recovered": 0, **step},
            record.bad,
            record.waits,
        )
        for step in made
    ]
