"""The bills of one month: workers, wages, dues by law, and what was paid when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as arrow

from data.law import dues
from data.months import month_text
from data.simulation.days import Bools, Ints, as_table, dates, last_day
from data.simulation.headcount import workers_in
from data.simulation.payers import PART_DAYS, Payment, payment
from data.simulation.wages import wage_of_one
from data.simulation.world import World
from data.tables import arrow_schema
from data.vocabulary import PROGRAMME_COLUMNS

# Rows that are in memory at once, however many employers there are.
BATCH = 250_000


@dataclass(frozen=True)
class Bills:
    """The bills of `month` of the employers `rows` (indexes): workers, their wages together, what is due and paid.

    due and first are rows x PROGRAMME_COLUMNS, in rupiah; first is what is paid first, on `payment.day`, whether
    or not that lies in the window.
    """

    month: int
    rows: Ints
    workers: Ints
    wages: Ints
    due: Ints
    first: Ints
    payment: Payment

    def reported(self, end: int) -> Bools:
        """Which bills carry their first payment in their own row: it came by the end of the month in which the bill
        fell due, and by the day `end`.
        """
        return self.payment.day <= _known_by(self.month, end)

    def later(self, end: int) -> Iterator[tuple[Ints, Ints, Ints]]:
        """First payments that came after that month, then all later parts, as `parts` gives them."""
        at = np.flatnonzero(~self.reported(end) & (self.payment.day <= end))
        yield at, self.payment.day[at], self.first[at]
        yield from self.parts(end)

    def parts(self, end: int) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Later parts paid by the day `end`: indexes into `rows`, days, and rupiah by programme."""
        rest, count, day = self.due - self.first, self.payment.parts, self.payment.rest_day
        for number in range(int(count.max(initial=0))):
            paid_on = day + PART_DAYS * number
            at = np.flatnonzero((number < count) & (paid_on <= end))
            part = rest[at] // count[at, None]
            last = count[at, None] == number + 1
            amounts = np.where(last, rest[at] - part * (count[at, None] - 1), part)
            yield at, paid_on[at], amounts


def _known_by(month: int, end: int) -> int:
    """The last day whose payments stand in the bill's own row: that of the month in which it falls due."""
    return min(end, int(last_day(month + 1)))


def billed(world: World, month: int, among: Bools | None = None) -> Ints:
    """The employers that have a bill for `month`, of those `among`."""
    has = (world.roster.first <= month) & (month <= world.roster.until)
    return np.flatnonzero(has if among is None else has & among)


def told(world: World, month: int) -> Ints:
    """The employers whose bill for `month` the ledger has: before the window those that are open when it begins.

    Of the month before it all, since they fall due in its first month.
    """
    rows = billed(world, month)
    if month >= world.plan.first_index - 1:
        return rows
    paid = payment(world.plan, world.roster, world.payers, rows, month)
    last = np.where(paid.parts > 0, paid.rest_day + PART_DAYS * (paid.parts - 1), paid.day)
    return rows[last >= world.window.start]


def bills(world: World, month: int, rows: Ints) -> Bills:
    """The bills of `month` of the employers `rows`, all of which must have one."""
    plan = world.plan
    workers = workers_in(plan, world.roster, world.traits, world.lapses, world.heads, rows, month)
    wages = workers * wage_of_one(world.wages, world.roster, world.lapses, rows, month)
    due = dues(world.rules[month], world.legal.take(rows), workers, wages).to_numpy()
    paid = payment(plan, world.roster, world.payers, rows, month)
    return Bills(month, rows, workers, wages, due, due * paid.permille[:, None] // 1000, paid)


def batches(world: World, size: int = BATCH) -> Iterator[arrow.RecordBatch]:
    """The table contributions in batches of one month and at most `size` rows, oldest month first."""
    schema = arrow_schema("contributions")
    npp = npps(world)
    for month in world.plan.billed:
        rows = told(world, month)
        for start in range(0, len(rows), size):
            yield _batch(schema, npp, bills(world, month, rows[start : start + size]), world.window.end)


def npps(world: World) -> arrow.Array:
    """The NPP of each employer, as if all had one."""
    return arrow.array([f"SIM{number:07d}" for number in range(1, len(world.roster) + 1)], arrow.string())


def _batch(schema: arrow.Schema, npp: arrow.Array, month_bills: Bills, end: int) -> arrow.RecordBatch:
    paid = month_bills.reported(end)
    day = np.where(paid, month_bills.payment.day, 0).astype(np.int32)
    first = np.where(paid[:, None], month_bills.first, 0)
    # Every amount is known by programme, so that there is none as a whole.
    no_whole = arrow.nulls(len(month_bills.rows), arrow.int64())
    columns = [
        npp.take(arrow.array(month_bills.rows)),
        arrow.repeat(month_text(month_bills.month), len(month_bills.rows)),
        arrow.array(month_bills.workers),
        arrow.array(month_bills.wages),
        *(arrow.array(np.ascontiguousarray(column)) for column in month_bills.due.T),
        no_whole,
        *(arrow.array(np.ascontiguousarray(column)) for column in first.T),
        no_whole,
        arrow.array(day, arrow.int32(), mask=~paid).cast(arrow.date32()),
    ]
    return arrow.RecordBatch.from_arrays(columns, schema=schema)


def instalments(world: World) -> pd.DataFrame:
    """The table instalments: every payment that stands in no bill's own row, made by the end of the window."""
    pieces = [
        (late.rows[at], np.full(len(at), month), days, *amounts.T)
        for month in world.plan.billed
        for late in [bills(world, month, _paid_later(world, month))]
        for at, days, amounts in late.later(world.window.end)
    ]
    rows, months, days, *amounts = (np.concatenate(column) for column in zip(*pieces, strict=True))
    kept = sum(amounts) > 0
    texts = np.array([month_text(month) for month in world.plan.billed], dtype=object)
    frame = {
        "npp": npps(world).take(arrow.array(rows[kept])).to_numpy(zero_copy_only=False),
        "blth": texts[months[kept] - world.plan.start_index],
        "paid_on": dates(days[kept]),
    }
    paid = {f"paid_{name}": amount[kept] for name, amount in zip(PROGRAMME_COLUMNS, amounts, strict=True)}
    return as_table("instalments", frame | paid)


def _paid_later(world: World, month: int) -> Ints:
    """The employers that pay for `month`, or a part of it, in a row of instalments: few, and found cheaply."""
    rows = told(world, month)
    paid = payment(world.plan, world.roster, world.payers, rows, month)
    end = world.window.end
    late = (paid.day > _known_by(month, end)) & (paid.day <= end)
    return rows[late | (paid.parts > 0)]
