"""What was paid: an empty cell that may mean nothing or not yet known, and amounts without their day."""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.assembling.contributions.columns import PAIDS
from data.intake.assembling.gathering import Context
from data.intake.report import Question, Record
from data.words import Sentence


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
                "Berkas ini menyebut yang dibayar tanpa harinya; bayaran tanpa hari dihitung sebagai "
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
