"""Rows that stand twice: the same ones count once, with a note; one key with two contents is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from data.intake.assembling.gathering import Context
from data.intake.finding import Block
from data.intake.report import Question, Record
from data.words import AsOf, Sentence

Key = Callable[[Record], Hashable]
# The lines on which twins stand. Two lines with months across are twins in every month, and asked about once.
Places = tuple[tuple[str, int], ...]
# What an amount or a day in a choice is of: bare numbers would leave the reader to guess.
_NAMED: Mapping[str, Callable[[Any], Sentence]] = {
    "workers": lambda value: Sentence("pekerja {value}", value=value),
    "workers_known": lambda value: Sentence("pekerja {value}", value=value),
    "wages": lambda value: Sentence("upah {value}", value=value),
    "due": lambda value: Sentence("iuran {value}", value=value),
    "due_jkk": lambda value: Sentence("iuran JKK {value}", value=value),
    "due_jkm": lambda value: Sentence("iuran JKM {value}", value=value),
    "due_jht": lambda value: Sentence("iuran JHT {value}", value=value),
    "due_jp": lambda value: Sentence("iuran JP {value}", value=value),
    "paid": lambda value: Sentence("dibayar {value}", value=value),
    "paid_on": lambda value: Sentence("dibayar pada {value}", value=value),
    "value": lambda value: Sentence("nilai {value}", value=value),
}


def settle_twins(
    records: Sequence[Record],
    key: Key,
    context: Context,
    block: Block,
    field: str,
    said: Callable[[Record], Sentence],
) -> list[Record]:
    """`records` without those that stand twice. Asks: duplicate (which row is right).

    `key` is None for a record that has none; `said` names a record in the question.
    """
    names = [None if record.bad else key(record) for record in records]
    counted = Counter(names)
    if len(counted) == len(names):
        return list(records)
    groups: dict[Hashable, list[Record]] = {}
    for name, record in zip(names, records, strict=True):
        if name is not None and counted[name] > 1:
            groups.setdefault(name, []).append(record)
    dropped: set[int] = set()
    asked: dict[Places, Question] = {}
    for twins in groups.values():
        if len(twins) > 1:
            different = _once(twins, dropped, context)
            if len(different) > 1:
                places = tuple((record.sheet, record.row) for record in different)
                if places not in asked:
                    asked[places] = _ask(different, context, block, field, said)
                _wait(different, asked[places], dropped)
    return [record for record in records if id(record) not in dropped]


def _once(twins: Sequence[Record], dropped: set[int], context: Context) -> list[Record]:
    """The records with different contents; the others are dropped."""
    seen: list[dict[str, Any]] = []
    different = []
    for record in twins:
        if record.values in seen:
            dropped.add(id(record))
            context.found.note("exact_duplicate", record.sheet)
        else:
            seen.append(record.values)
            different.append(record)
    return different


def _ask(
    twins: Sequence[Record], context: Context, block: Block, field: str, said: Callable[[Record], Sentence]
) -> Question:
    column = block.first(field)
    sheets = list(dict.fromkeys(record.sheet for record in twins))
    rows = [record.row for record in twins] if len(sheets) == 1 else []
    return context.ask(
        Question(
            "duplicate",
            Sentence(
                "{row} tertulis lebih dari sekali dengan isi yang berbeda. Mana yang benar?",
                row=said(twins[0]),
            ),
            sheets[0] if len(sheets) == 1 else "",
            column.letter if column and len(sheets) == 1 else "",
            rows,
            choices=[(_only(record, sheets), _choice(record, twins)) for record in twins]
            + [({"keep": []}, Sentence("Lewati semuanya"))],
        )
    )


def _wait(twins: Sequence[Record], question: Question, dropped: set[int]) -> None:
    """Hold the twins until the answer, and drop those that it does not keep."""
    for record in twins:
        record.waits.append(question)
    if question.answer is not None:
        dropped |= {id(record) for record in twins if not kept(question.answer, record)}


def _only(record: Record, sheets: Sequence[str]) -> dict[str, Any]:
    """The answer that keeps one record; of rows on several sheets the number alone would not say which."""
    return {"keep": [record.row if len(sheets) == 1 else [record.sheet, record.row]]}


def _choice(record: Record, twins: Sequence[Record]) -> Sentence:
    """A record in the words of the question: its row, and what stands there that does not stand in the others."""
    different = [
        (name, value)
        for name, value in record.values.items()
        if not name.startswith("_") and len({str(twin.values.get(name)) for twin in twins}) > 1
    ]
    whole = {name for name, _ in different}
    # Beside a sum that differs, its parts say nothing more.
    said = [_said(name, value) for name, value in different if name.partition("_j")[0] not in whole - {name}]
    where: dict[str, Any] = {"sheet": record.sheet, "row": str(record.row), "said": said}
    if said:
        return Sentence("{sheet} baris {row}: {said}" if record.sheet else "baris {row}: {said}", **where)
    return Sentence("{sheet} baris {row}" if record.sheet else "baris {row}", **where)


def _said(name: str, value: Any) -> Any:
    """A value as a sentence takes it: named where it is a number or a day, in the reader's form."""
    value = _readable(name, value)
    return _NAMED[name](value) if name in _NAMED else value


def _readable(name: str, value: Any) -> Any:
    if not isinstance(value, int) and not value:
        return Sentence("kosong")
    if isinstance(value, int):
        return value
    return AsOf(value) if name == "blth" or name.endswith("_on") else str(value)


def kept(answer: Any, record: Record) -> bool:
    """Whether an answer to a duplicate keeps a record: {"keep": [rows]}, {"keep_sheet": name}, a row, "first"..."""
    if isinstance(answer, dict):
        if "keep_sheet" in answer:
            return bool(record.sheet == answer["keep_sheet"])
        rows = answer.get("keep", ())
        return record.row in rows or [record.sheet, record.row] in rows
    return bool(answer == record.row)
