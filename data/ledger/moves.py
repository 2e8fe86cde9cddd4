"""Who moved from one month to the next: the employers behind the difference between two months of the cube.

A difference of two sums says little of whether anything happened: a hundred in and ninety-four out are six more. What
is needed to tell it from chance (`data.indicators.movements`) is how many came and how many went, and for amounts how
large the single differences are. They are added up here by region and office, once for each release.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as arrow

from data.cube import MOVED
from data.ledger.employers import worked_out
from data.ledger.offices import Offices
from data.store import MOVES, schema_of

# What an amount's differences are squared in: thousands of rupiah, or single workers; a part counts as one more, so
# that nothing vanishes, and the sums stay whole numbers that no engine rounds.
_RUPIAH = 1_000
OF_A_MEASURE = ("entered", "gone", "up", "down", "squares")


def moved(rows: ir.Table, offices: Offices) -> ir.Table:
    """For each m, region and office and every measure of MOVED: the columns NAME__PART of OF_A_MEASURE, int64.

    `rows` are those of `data.ledger.employers.employer_months`, of a run of months; the first of them has nothing
    before it, and what is said of it is to be left out. entered and gone: employers whose measure rose and fell; up
    and down: by how much together; squares: the sum of the squares of the single differences, in _RUPIAH.
    """
    measured = worked_out(offices.serving(rows))
    measured = measured.mutate(
        pwbd=measured.wajib - measured.terdaftar, outstanding=measured.in_arrears * measured.owes_now
    )
    by_employer = ibis.window(group_by="employer", order_by="m")
    changes = measured.select(
        "m",
        "region",
        "office",
        **{name: measured[name] - measured[name].lag().over(by_employer).fill_null(0) for name in MOVED},
    )
    sums = {
        f"{name}__{part}": value
        for name in MOVED
        for part, value in zip(OF_A_MEASURE, _sums(changes[name], MOVED[name]), strict=True)
    }
    return changes.group_by(["m", "region", "office"]).aggregate(
        **{name: value.cast("int64") for name, value in sums.items()}
    )


def _sums(change: ir.IntegerValue, unit: str) -> tuple[ir.IntegerScalar, ...]:
    rose, fell = ibis.greatest(change, 0), ibis.greatest(-change, 0)
    size = rose + fell
    if unit == "rupiah":
        size = (size + (_RUPIAH - 1)) // _RUPIAH
    return (
        (change > 0).ifelse(1, 0).sum(),
        (change < 0).ifelse(1, 0).sum(),
        rose.sum(),
        fell.sum(),
        (size * size).sum(),
    )


def by_measure(rows: arrow.Table, first: str) -> arrow.Table:
    """What `moved` says, a row for each month but the first and each measure in which anybody moved."""
    import pyarrow.compute as compute

    later = rows.filter(compute.greater(rows["month"], first))
    return arrow.concat_tables(_of_measure(later, name) for name in MOVED)


def _of_measure(rows: arrow.Table, name: str) -> arrow.Table:
    import pyarrow.compute as compute

    keys = ("month", "region", "office")
    parts = rows.select([*keys, *(f"{name}__{part}" for part in OF_A_MEASURE)])
    parts = parts.rename_columns([*keys, *OF_A_MEASURE])
    parts = parts.append_column("measure", arrow.array([name] * len(parts), arrow.string()))
    parts = parts.select(schema_of(MOVES).names).cast(schema_of(MOVES))
    return parts.filter(compute.greater(compute.add(parts["entered"], parts["gone"]), 0))
