"""Positions of arrears: one amount for several months, which no table of months can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.intake.assembling.gathering import Context, Gathering, amounts, days
from data.intake.assembling.registered import read_npps
from data.intake.finding import Block
from data.intake.report import Question, Record, Table
from data.intake.values import read_day
from data.words import Sentence

_DAY = re.compile(r"\d{1,2}[\s/.-]+\w+[\s/.-]+\d{4}")
_TAKEN = ("opening", "terima sebagai saldo awal")


def arrears_positions(blocks: Sequence[Block], context: Context) -> Table:
    """Employers' arrears: npp, as_of (day), months, rupiah; taken only where somebody accepts an opening balance.

    Asks: not_held, which holds every row. Errors of cells are told once the rows are accepted.
    """
    records: list[Record] = []
    for block in blocks:
        gathering = Gathering.of(block, context)
        question = _ask(gathering)
        taken = str(question.answer or "").casefold() in _TAKEN
        if taken:
            _fill(gathering)
        for record in gathering.records:
            record.waits.append(question)
            record.bad = record.bad or (question.answer is not None and not taken)
        records += gathering.records
    dated = any(record.values.get("as_of") for record in records)
    return Table("arrears_positions", ("npp", *(["as_of"] if dated else []), "months", "rupiah"), records)


def _ask(gathering: Gathering) -> Question:
    return gathering.context.ask(
        Question(
            "not_held",
            Sentence(
                "Berkas ini posisi piutang: satu jumlah untuk beberapa bulan. Mintalah rincian per BLTH, atau terima "
                "sebagai saldo awal tanpa rincian bulan?"
            ),
            gathering.sheet,
            blocks="rows",
            rows=[record.row for record in gathering.records],
            choices=(
                ("opening", Sentence("Terima sebagai saldo awal")),
                ("skip", Sentence("Lewati; rincian per BLTH menyusul")),
            ),
            key="position",
        )
    )


def _fill(gathering: Gathering) -> None:
    block = gathering.block
    read_npps(gathering)
    gathering.read("months", amounts(gathering, block.all("months"), people=True))
    gathering.read("rupiah", amounts(gathering, block.all("rupiah")), required=True)
    gathering.read("as_of", days(gathering, "as_of"))
    day = _position_day(block)
    for record in gathering.records:
        record.values["as_of"] = record.values.get("as_of") or day


def _position_day(block: Block) -> str | None:
    """The day of a position, as a title names it: "Posisi s.d. 31 Agustus 2026"."""
    for text in block.titles:
        for match in _DAY.finditer(text):
            found = read_day(match[0])
            if found.day:
                return found.day.isoformat()
    return None
