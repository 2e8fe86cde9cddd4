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
from data.ledger.arrears import whole
from data.store import MOVES, schema_of

# What an amount's differences are squared in: thousands of rupiah, or single workers; a part counts as one more, so
# that nothing vanishes, and the sums stay whole numbers that no engine rounds.
_RUPIAH = 1_000
_OF_AMOUNTS = ("entered", "gone", "up", "down", "squares")
# An employer counts as one or as none: by how much it moved, and the square of that, say nothing more.
_PARTS = {"employers": _OF_AMOUNTS[:2], "workers": _OF_AMOUNTS, "rupiah": _OF_AMOUNTS}
_PLACE = ("m", "region", "office")


def moved(measured: ir.Table, days: ir.Table) -> ir.Table:
    """For each m, region and office and every measure of MOVED: the columns NAME__PART of _PARTS, int64.

    `measured` are rows of `data.ledger.employers.measured_months`, of the months of `days` and of the one before them.
    entered and gone: employers whose measure rose and fell; up and down: by how much together; squares: the sum of the
    squares of the single differences, in _RUPIAH. An employer that was not known in the month before had nothing.
    """
    measured = measured.mutate(
        pwbd=measured.wajib - measured.terdaftar, outstanding=measured.in_arrears * measured.owes_now
    )
    # Putting each employer's months in order, as a window does, takes three times as long as looking one up.
    before = measured.select("employer", m=measured.m + 1, **{f"{name}__before": name for name in MOVED})
    both = measured.semi_join(days, "m").left_join(before, ["employer", "m"])
    changes = both.select(
        *_PLACE, **{name: both[name] - both[f"{name}__before"].fill_null(0) for name in MOVED}
    )
    sums = {
        f"{name}__{part}": whole(value)
        for name, unit in MOVED.items()
        for part, value in zip(_PARTS[unit], _sums(changes[name], unit), strict=True)
    }
    return changes.group_by(_PLACE).aggregate(**sums)


def _sums(change: ir.IntegerValue, unit: str) -> tuple[ir.IntegerScalar, ...]:
    rose, fell = (change > 0).ifelse(1, 0).sum(), (change < 0).ifelse(1, 0).sum()
    if unit == "employers":
        return rose, fell
    size = change.abs()
    if unit == "rupiah":
        size = (size + (_RUPIAH - 1)) // _RUPIAH
    return rose, fell, ibis.greatest(change, 0).sum(), ibis.greatest(-change, 0).sum(), (size * size).sum()


def by_measure(rows: arrow.Table) -> arrow.Table:
    """What `moved` says, a row for each month and each measure in which anybody moved."""
    return arrow.concat_tables(_of_measure(rows, name) for name in MOVED)


def _of_measure(rows: arrow.Table, name: str) -> arrow.Table:
    import pyarrow.compute as compute

    keys = ("month", "region", "office")
    parts = rows.select([*keys, *(f"{name}__{part}" for part in _PARTS[MOVED[name]])])
    parts = parts.rename_columns([*keys, *_PARTS[MOVED[name]]])
    if MOVED[name] == "employers":
        entered, gone = parts["entered"], parts["gone"]
        parts = parts.append_column("up", entered).append_column("down", gone)
        parts = parts.append_column("squares", compute.add(entered, gone))
    parts = parts.append_column("measure", arrow.array([name] * len(parts), arrow.string()))
    parts = parts.select(schema_of(MOVES).names).cast(schema_of(MOVES))
    return parts.filter(compute.greater(compute.add(parts["entered"], parts["gone"]), 0))
