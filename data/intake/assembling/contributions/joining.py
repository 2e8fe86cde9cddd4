"""Rows of one employer and month: corrections netted, divisions added up, twins asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

from data.intake.assembling.contributions.columns import AMOUNTS
from data.intake.assembling.contributions.published import add_published, of_differences
from data.intake.assembling.gathering import Context
from data.intake.assembling.titled import title_year
from data.intake.assembling.twins import settle_twins
from data.intake.finding import Block
from data.intake.report import Question, Record
from data.intake.values import as_month, read_npp
from data.words import AsOf, Sentence

_ASKED: dict[str, tuple[str, Sentence, tuple[tuple[Any, Sentence], ...]]] = {
    "negative_rows": (
        "due",
        Sentence(
            "Baris di bawah nol membetulkan baris lain dari pemberi kerja dan bulan yang sama. Jumlahkan?"
        ),
        (("net", Sentence("Jumlahkan")), ("skip", Sentence("Lewati baris-baris ini"))),
    ),
    "division": (
        "division",
        Sentence(
            "NPP yang sama tertulis dengan beberapa divisi. Jumlahkan menjadi satu bulan pemberi kerja?"
        ),
        (("add", Sentence("Jumlahkan")), ("skip", Sentence("Lewati baris-baris ini"))),
    ),
}
_SKIPPED = ("skip", "lewati", "leave out")


def settled(
    records: list[Record], blocks: Sequence[Block], context: Context, correction: Question | None
) -> list[Record]:
    """One record for each employer and month. Asks: negative_rows, division, duplicate; errors: negative.

    `correction` is the question about months that are published: rows that are differences may be below zero.
    """
    several = _several(records)
    signed = [context.below_zero and any(map(_below_zero, group)) for group in several]
    negative = [group for group, below in zip(several, signed, strict=True) if below]
    positive = [group for group, below in zip(several, signed, strict=True) if not below]
    divided = [group for group in positive if _each_its_division(group)]
    gone = _joined(negative, "negative_rows", blocks, context) | _joined(divided, "division", blocks, context)
    asked = set(map(id, chain(*negative, *divided)))
    left = [record for record in records if id(record) not in gone]
    if of_differences(correction):
        add_published(left, context)
    _refuse_negative(left, asked, blocks, context, correction)
    left = _of_one_sheet(left, blocks, context)
    if not several:
        return left
    twins = [record for record in left if id(record) not in asked]
    kept = asked | set(map(id, settle_twins(twins, _key, context, blocks[0], "npp", _said)))
    return [record for record in left if id(record) in kept]


def _several(records: Sequence[Record]) -> list[list[Record]]:
    """The records of each employer and month that has more than one."""
    keys = [
        None if record.bad else (record.values.get("npp"), record.values.get("blth")) for record in records
    ]
    counted = Counter(keys)
    groups: dict[tuple[Any, Any], list[Record]] = {}
    for key, record in zip(keys, records, strict=True) if len(counted) < len(keys) else ():
        if key is not None and all(key) and counted[key] > 1:
            groups.setdefault(key, []).append(record)
    return list(groups.values())


def _key(record: Record) -> tuple[str, str] | None:
    npp, month = record.values.get("npp"), record.values.get("blth")
    return (npp, month) if npp and month else None


def _said(record: Record) -> Sentence:
    return Sentence("NPP {npp} bulan {month}", npp=record.values["npp"], month=AsOf(record.values["blth"]))


def _below_zero(record: Record) -> bool:
    return any(value.__class__ is int and value < 0 for value in record.values.values())


def _each_its_division(group: Sequence[Record]) -> bool:
    return len({record.values["_division"] for record in group}) == len(group)


def _joined(
    groups: Sequence[Sequence[Record]], code: str, blocks: Sequence[Block], context: Context
) -> set[int]:
    """Ask once for all groups whether to add them up; the ids of the records that went into another."""
    if not groups:
        return set()
    question = _ask_join(groups, code, blocks, context)
    gone: set[int] = set()
    for group in groups:
        for record in group:
            record.waits.append(question)
        if question.answer is None:
            continue
        if str(question.answer).casefold() in _SKIPPED:
            gone |= set(map(id, group))
        else:
            _add_into_first(group)
            gone |= set(map(id, group[1:]))
    return gone


def _ask_join(
    groups: Sequence[Sequence[Record]], code: str, blocks: Sequence[Block], context: Context
) -> Question:
    field, ask, choices = _ASKED[code]
    column = blocks[0].first(field) or blocks[0].first("npp")
    rows = sorted({record.row for record in chain(*groups)})
    letter = column.letter if column else ""
    return context.ask(Question(code, ask, groups[0][0].sheet, letter, rows, choices=choices, key=code))


def _add_into_first(group: Sequence[Record]) -> None:
    first = group[0].values
    for name in AMOUNTS:
        given = [record.values[name] for record in group if record.values.get(name) is not None]
        if given:
            first[name] = sum(given)
    paid_days = [
        record.values["paid_on"]
        for record in group
        if record.values.get("paid_on") and (record.values.get("paid") or 0) > 0
    ]
    first["paid_on"] = max(paid_days, default=first.get("paid_on"))


def _refuse_negative(
    records: Sequence[Record],
    asked: set[int],
    blocks: Sequence[Block],
    context: Context,
    correction: Question | None,
) -> None:
    """A row below zero that corrects nothing. Differences to a published month wait for the answer about it."""
    for record in records if context.below_zero else ():
        if record.bad or not _below_zero(record):
            continue
        if any(question.open for question in record.waits) and id(record) in asked:
            continue
        if correction is not None and correction.open and _wholly_below_zero(record):
            record.waits.append(correction)
            continue
        block = next(block for block in blocks if block.sheet.name == record.sheet)
        name = next(name for name in AMOUNTS if (record.values.get(name) or 0) < 0)
        column = block.first(name) or block.columns[0]
        record.bad = True
        context.found.error("negative", record.sheet, record.row, column, record.values[name])


def _wholly_below_zero(record: Record) -> bool:
    amounts = [record.values[name] for name in AMOUNTS if record.values.get(name)]
    return all(amount < 0 for amount in amounts)


def _of_one_sheet(records: list[Record], blocks: Sequence[Block], context: Context) -> list[Record]:
    """`records` without those of a sheet that somebody has found wrong. Asks: duplicate.

    An NPP on two sheets whose months do not meet may have moved: both count, unless the answer is one of them.
    """
    sheets = {npp: names for npp, names in _sheets_of(blocks, context).items() if len(names) > 1}
    if not sheets:
        return records
    months: dict[tuple[str, str], set[str]] = {}
    for record in records:
        if record.values.get("npp") in sheets:
            key = (record.values["npp"], record.values["blth"])
            months.setdefault(key, set()).add(record.sheet)
    meeting = {npp for (npp, _), names in months.items() if len(names) > 1}
    right = {npp: _asked_sheet(npp, sorted(sheets[npp]), context) for npp in sorted(sheets.keys() - meeting)}
    return [one for one in records if right.get(one.values.get("npp") or "") in (None, one.sheet)]


def _asked_sheet(npp: str, names: Sequence[str], context: Context) -> str | None:
    """The one sheet on which an NPP is right, None where both are."""
    question = context.ask(
        Question(
            "duplicate",
            Sentence(
                "NPP {npp} ada di dua lembar ({sheets}). Lembar mana yang benar?", npp=npp, sheets=names
            ),
            choices=[("both", Sentence("Keduanya")), *(({"keep_sheet": name}, name) for name in names)],
            default="both",
            blocks="nothing",
            key=f"sheet:{npp}",
        )
    )
    answer = question.given
    return str(answer["keep_sheet"]) if isinstance(answer, dict) and "keep_sheet" in answer else None


def _sheets_of(blocks: Sequence[Block], context: Context) -> dict[str, set[str]]:
    """The sheets that name each employer of the register, of sheets with the same months across.

    A sheet per year is no twin.
    """
    sheets: dict[str, set[str]] = {}
    for block in blocks:
        column = block.first("npp")
        if column is None or not any(
            _same_months(block, other, context) for other in blocks if other is not block
        ):
            continue
        for cell in block.sheet.column(column.index, block.rows):
            number = read_npp(cell).value
            if isinstance(number, tuple) and number[0] in context.register.by_npp:
                sheets.setdefault(number[0], set()).add(block.sheet.name)
    return sheets


def _same_months(block: Block, other: Block, context: Context) -> bool:
    return bool(_months(block, context) & _months(other, context))


def _months(block: Block, context: Context) -> set[str]:
    year = title_year(block, context)
    return {as_month(column.year or year, column.month) for column in block.columns if column.month} - {""}
