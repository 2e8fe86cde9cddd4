"""A month that is published already is brought again: whole rows, missing employers, or only differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.intake.assembling.contributions.columns import AMOUNTS, DUES, PAIDS
from data.intake.assembling.gathering import Context
from data.intake.finding import Block
from data.intake.report import Question, Record
from data.words import AsOf, Sentence

_CHOICES = (
    ("replace", Sentence("Ganti bulan pemberi kerja ini; yang lain tetap")),
    (
        "replace_all",
        Sentence("Ganti seluruh bulan itu di wilayah kerja kantor ini; yang tidak ada di berkas dihapus"),
    ),
    ("add", Sentence("Tambahkan hanya pemberi kerja yang belum ada")),
    ("difference", Sentence("Baris ini selisih: jumlahkan dengan yang terbit")),
)


def ask_correction(records: Sequence[Record], blocks: Sequence[Block], context: Context) -> Question | None:
    """Whether the rows replace, add to, or correct what is published; None where nothing of it is. Asks: correction."""
    published = context.register.published
    months = sorted(
        {one.values["blth"] for one in records if one.values.get("blth") in published and not one.bad}
    )
    if not months:
        return None
    column = blocks[0].first("blth")
    number = len({npp for month in months for npp in published[month] if _is_own(npp, context)})
    return context.ask(
        Question(
            "correction",
            Sentence(
                "Bulan {months} sudah terbit ({number} pemberi kerja). Baris ini menggantikan, menambah, atau selisih?",
                months=list(map(AsOf, months)),
                number=number,
            ),
            blocks[0].sheet.name,
            column.letter if column else "",
            blocks="file",
            choices=_CHOICES,
        )
    )


def _is_own(npp: str, context: Context) -> bool:
    """Whether an employer lies where the office works: how many others have sent is not for it to know."""
    employer = context.register.by_npp.get(npp)
    return employer is not None and employer.region in context.area


def of_differences(question: Question | None) -> bool:
    """Whether the answer says that the rows are differences to what is published."""
    said = str(question.answer if question else "").casefold()
    return "differ" in said or "selisih" in said


def add_published(records: Sequence[Record], context: Context) -> None:
    """Add what is published to rows that are differences, for the amounts that the file gives."""
    for record in records:
        bill = context.register.bills.get((str(record.values.get("npp")), str(record.values.get("blth"))))
        if bill is not None and not record.bad:
            for name in AMOUNTS:
                if record.values.get(name) is not None:
                    record.values[name] += _published(bill, name)
            record.values["paid_on"] = record.values.get("paid_on") or bill.get("paid_on") or None


def _published(bill: Mapping[str, Any], name: str) -> int:
    parts = {"due": DUES, "paid": PAIDS}.get(name, ())
    own = str(bill.get(name) or "").strip()
    if own or not parts:
        return int(float(own or 0))
    return sum(int(float(str(bill.get(part) or 0))) for part in parts)
