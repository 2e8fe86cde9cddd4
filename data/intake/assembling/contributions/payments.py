"""What was paid: an empty cell that may mean nothing or not yet known, and amounts without their day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.intake.assembling.contributions.columns import PAIDS
from data.intake.assembling.gathering import Context
from data.intake.finding import Column
from data.intake.report import Question, Record
from data.words import Sentence

_UNPAID = ("not paid", "unpaid", "0", "belum dibayar", "tidak dibayar", "zero", "nol")


def ask_blank(records: Sequence[Record], column: Column, context: Context) -> None:
    """Due is filled in and paid is empty: asked once for the file. Asks: blank_meaning.

    Errors: missing, where the answer is that nobody knows.
    """
    blank = [record for record in records if not record.bad and _is_blank(record)]
    if not blank:
        return
    question = _question(context)
    question.rows = [*question.rows, *([record.sheet, record.row, column.letter] for record in blank)]
    for record in blank:
        record.waits.append(question)
        if question.answer is None:
            continue
        if means_unpaid(question.answer):
            record.values["paid"] = 0
        else:
            record.bad = True
            context.found.error("missing", record.sheet, record.row, column, "")


def _is_blank(record: Record) -> bool:
    return record.values.get("paid") is None and bool(record.values.get("due"))


def _question(context: Context) -> Question:
    known = next((one for one in context.found.questions if one.code == "blank_meaning"), None)
    return known or context.ask(
        Question(
            "blank_meaning",
            Sentence("Iuran terisi tetapi Bayar kosong: belum dibayar, atau belum diketahui?"),
            choices=(
                ("not paid", Sentence("Belum dibayar (nol)")),
                ("unknown", Sentence("Belum diketahui: lewati")),
            ),
        )
    )


def means_unpaid(answer: Any) -> bool:
    """Whether the answer to blank_meaning says that nothing was paid."""
    return str(answer).casefold() in _UNPAID


def ask_no_day(records: Sequence[Record], given: set[str], context: Context) -> None:
    """What was paid has no day: the ledger counts an amount without a day as unpaid. Asks: no_pay_day."""
    if not given & {"paid", *PAIDS}:
        return
    missing = [one for one in records if not one.values.get("paid_on") and not one.bad and _paid(one)]
    if not missing:
        return
    whole = "paid_on" not in given
    question = context.ask(
        Question(
            "no_pay_day",
            Sentence(
                "Berkas ini menyebut yang dibayar tanpa harinya; buku besar menghitung bayaran tanpa hari sebagai "
                "belum dibayar. Pakai hari jatuh tempo tiap bulan, atau bawa berkas dengan tanggal bayar?"
            ),
            rows=[] if whole else sorted({record.row for record in missing}),
            blocks="file" if whole else "rows",
            choices=(
                ("due day", Sentence("Hari jatuh tempo bulan itu")),
                ("skip", Sentence("Lewati baris ini")),
            ),
            key="no_pay_day",
        )
    )
    for record in missing:
        record.waits.append(question)
        if question.answer is not None:
            record.values["_paid_day"] = str(question.answer)


def _paid(record: Record) -> bool:
    return (record.values.get("paid") or 0) > 0
