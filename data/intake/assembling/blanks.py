"""An empty cell below "Bayar" beside an amount due: nothing was paid, or nobody knows yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
    if record.values.get("paid") is not None or not record.values.get("due"):
        return False
    return not any(question.open for question in record.waits)


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
