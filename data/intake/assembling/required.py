"""Columns that a table cannot do without and that a file does not give: asked once each, never taken for nothing.

A table of the ledger has no row without them. Where a file of dues says nothing of what was paid, "nothing was paid"
would make a debtor of everybody; so publishing waits for the answer, which counts for each of its rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from data.intake.assembling.gathering import Context
from data.intake.finding import Block
from data.intake.report import Question, Record, Table
from data.intake.values import Amounts, Days, read_place, word_in
from data.places import all_regions
from data.vocabulary import FUNDING
from data.words import Sentence

_SKIP = ("skip", Sentence("Jangan terbitkan"))
# A list of what is owed says by its name that nothing of it has been paid.
_OWED = re.compile(r"piutang|tunggakan|menunggak|belum\s+(?:di)?bayar", re.I)


@dataclass(frozen=True)
class Needed:
    """A column that rows need: how it is asked for, which answers there are, and what an answer puts into a record.

    `read` gives None for what is no answer to it.
    """

    ask: Sentence
    read: Callable[[Any, Record], Any]
    choices: Sequence[tuple[str, str]] = ()


def _count(answer: Any, record: Record) -> Any:
    return Amounts(people=True).read(str(answer)).value


def _day(answer: Any, record: Record) -> Any:
    return Days().read(str(answer)).value


def _funding(answer: Any, record: Record) -> Any:
    return word_in("funding", str(answer))


def _region(answer: Any, record: Record) -> Any:
    text = str(answer)
    regions = [text] if text in all_regions() else list(read_place(text).regions)
    return regions[0] if len(regions) == 1 else None


def _as_paid(answer: Any, record: Record) -> Any:
    return record.values.get("paid") if str(answer).casefold() == "paid" else None


def _nothing(answer: Any, record: Record) -> Any:
    return 0 if str(answer).casefold() in ("not paid", "0", "nol", "belum dibayar") else None


_OF_DUE = Needed(
    Sentence("Berkas ini menyebut yang dibayar, tetapi tidak iurannya. Berapa iurannya?"),
    _as_paid,
    (("paid", Sentence("Sama dengan yang dibayar")), _SKIP),
)
_OF_PAID = Needed(
    Sentence("Berkas ini menyebut iuran, tetapi tidak yang dibayar: belum dibayar, atau belum diketahui?"),
    _nothing,
    (("not paid", Sentence("Belum dibayar (nol)")), ("unknown", Sentence("Belum diketahui: lewati"))),
)
_NEEDED: Mapping[str, Mapping[str, Needed]] = {
    "contributions": {"due": _OF_DUE, "paid": _OF_PAID},
    "projects": {
        "workers": Needed(
            Sentence("Berkas ini tidak menyebut jumlah pekerja proyek. Berapa untuk tiap proyek?"), _count
        ),
        "funding": Needed(
            Sentence("Berkas ini tidak menyebut sumber dana proyek. Yang mana?"),
            _funding,
            [(word, word) for word in FUNDING],
        ),
        "started_on": Needed(Sentence("Berkas ini tidak menyebut kapan proyek mulai. Tanggal berapa?"), _day),
        "ends_on": Needed(Sentence("Berkas ini tidak menyebut kapan proyek selesai. Tanggal berapa?"), _day),
    },
    "cases": {
        "opened_on": Needed(Sentence("Berkas ini tidak menyebut tanggal SKK. Tanggal berapa?"), _day),
        "value": Needed(
            Sentence("Berkas ini tidak menyebut nilai piutang. Berapa rupiah untuk tiap kasus?"), _count
        ),
    },
    "arrears_positions": {
        "as_of": Needed(
            Sentence("Berkas ini tidak menyebut tanggal posisinya. Posisi per tanggal berapa?"), _day
        ),
    },
    "informal": {
        "active": Needed(
            Sentence("Berkas ini tidak menyebut peserta yang aktif, hanya target. Berapa untuk tiap baris?"),
            _count,
        ),
    },
}
_PLACED = ("employers", "projects")
_REGION = Sentence("Berkas ini tidak menyebut kabupaten atau kota. Yang mana?")


def ask_required(
    tables: Mapping[str, Table], blocks: Mapping[str, Sequence[Block]], context: Context
) -> None:
    """Ask for what is missing; a table is published only once it is answered. Asks: missing_column."""
    for name, table in tables.items():
        held = [table, *([tables["case_steps"]] if name == "cases" and "case_steps" in tables else [])]
        needed = dict(_NEEDED.get(name, {}))
        if name in _PLACED:
            regions = [(code, all_regions()[code].name) for code in sorted(context.area)]
            needed["region"] = Needed(_REGION, _region, regions)
        for column, one in needed.items():
            if column not in table.columns and _is_wanted(table) and not _said_by_title(column, blocks[name]):
                _ask(held, column, one, context)


def _is_wanted(table: Table) -> bool:
    """Whether rows may be published; a position of arrears only once somebody has accepted it."""
    return (
        any(record.ready for record in table.records)
        if table.name == "arrears_positions"
        else bool(table.records)
    )


def _said_by_title(column: str, blocks: Sequence[Block]) -> bool:
    """Whether the list is one of what is owed: then nothing of it was paid."""
    said = [text for block in blocks for text in (*block.titles, block.sheet.name)]
    return column == "paid" and any(map(_OWED.search, said))


def _ask(tables: Sequence[Table], column: str, needed: Needed, context: Context) -> None:
    table, *others = tables
    question = context.ask(
        Question(
            "missing_column",
            needed.ask,
            blocks="nothing",
            choices=list(needed.choices),
            key=f"{table.name}:{column}",
            holds=table.name,
        ),
        lambda answer: (
            _skips(answer) or any(needed.read(answer, record) is not None for record in table.records)
        ),
    )
    if question.answer is None:
        return
    if _skips(question.answer):
        for one in tables:
            one.records.clear()
        return
    for record in table.records:
        record.values[column] = needed.read(question.answer, record)
    for record in chain.from_iterable(one.records for one in others):
        if column == "opened_on" and record.values.get("on", "") is None:
            record.values["on"] = needed.read(question.answer, record)
    table.columns = (*table.columns, column)


def _skips(answer: Any) -> bool:
    return str(answer).casefold() in ("skip", "unknown", "lewati", "leave out")


def known_since(tables: Mapping[str, Table], context: Context) -> None:
    """Employers of a list without days are known since the day on which the list was brought."""
    table = tables.get("employers")
    if table is not None and "listed_on" not in table.columns:
        for record in table.records:
            record.values["listed_on"] = context.today.isoformat()
        table.columns = (*table.columns, "listed_on")
