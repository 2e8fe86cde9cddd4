"""The table of all blocks of months in a file."""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.assembling.contributions.across import across
from data.intake.assembling.contributions.columns import AMOUNTS, DUES, PAIDS
from data.intake.assembling.contributions.down import down
from data.intake.assembling.contributions.joining import settled
from data.intake.assembling.contributions.payments import ask_no_day
from data.intake.assembling.contributions.published import ask_correction
from data.intake.assembling.gathering import Context, Gathering, pooled
from data.intake.finding import Block
from data.intake.report import Record, Table
from data.intake.values import Evidence


def contributions(blocks: Sequence[Block], context: Context) -> Table:
    """A record per employer and month: npp, blth ("2026-07"), workers, and whole rupiah of wages, due and paid.

    Columns that no block gives are left out. Asks: correction, negative_rows, division, duplicate, no_pay_day,
    blank_meaning, missing_column (the month).
    """
    context.proved = pooled(blocks, AMOUNTS[1:])
    records: list[Record] = []
    given: set[str] = set()
    for block in blocks:
        gathering = Gathering.of(block, context)
        records += across(gathering) if any(column.month for column in block.columns) else down(gathering)
        given |= set(gathering.given)
    context.proved = Evidence()
    published = ask_correction(records, blocks, context)
    records = settled(records, blocks, context, published)
    ask_no_day(records, given, context)
    return Table("contributions", _columns(given, records), records)


def _columns(given: set[str], records: Sequence[Record]) -> tuple[str, ...]:
    columns = [name for name in ("workers", "wages", *DUES, *PAIDS) if name in given]
    dues = ["due"] if given & {*DUES, "due"} else []
    paids = ["paid"] if given & {*PAIDS, "paid"} else []
    days = ["paid_on"] if "paid_on" in given or any(one.values.get("paid_on") for one in records) else []
    return ("npp", "blth", *columns, *dues, *paids, *days)
