"""What a publication brings for one table: rows, and what becomes of the rows that were there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pandas as pd
import pyarrow as arrow

from data.store.columns import LATER, MONTH_COLUMNS, schema_of, stands_for

Mode = Literal["overwrite", "append", "replace months"]
# A function is asked for the rows anew each time; a reader or an iterator can give them only once.
Stream: TypeAlias = arrow.RecordBatchReader | Iterable[arrow.RecordBatch]
Rows: TypeAlias = pd.DataFrame | arrow.Table | Stream | Callable[[], Stream]


@dataclass(frozen=True)
class Change:
    """New rows of one table, of the columns of `schema_of`, in any order; those of LATER may be left out.

    `mode` "overwrite" replaces all rows, "append" adds to them, "replace months" replaces the rows of
    `months`, which may be left out when `data` is a frame or a table (then: the months it has).
    Large `data` is best given as a function that makes record batches ordered by month.
    """

    mode: Mode
    data: Rows
    months: tuple[str, ...] | None = None

    @property
    def again(self) -> bool:
        """Whether the rows can be read a second time."""
        return isinstance(self.data, pd.DataFrame | arrow.Table) or callable(self.data)

    def months_of(self, name: str) -> tuple[str, ...]:
        """The months that are replaced, sorted. Raises ValueError when they are not known beforehand."""
        if name not in MONTH_COLUMNS:
            raise ValueError(f"table {name} is not kept by month: overwrite it, or append to it")
        if self.months is not None:
            return tuple(sorted(self.months))
        if not isinstance(self.data, pd.DataFrame | arrow.Table):
            raise ValueError(f"say which months of {name} are replaced: a stream is not read twice")
        return tuple(sorted({str(month) for month in self.data[MONTH_COLUMNS[name]].unique().tolist()}))

    def batches(self, name: str) -> Iterator[arrow.RecordBatch]:
        """The rows as record batches of exactly the columns of the table.

        Raises ValueError: a column is missing or not of its type; a row of a month that is not replaced.
        """
        schema = schema_of(name)
        allowed = self.months_of(name) if self.mode == "replace months" else None
        for batch in self._read(schema):
            fitted = _fitted(batch, schema, name)
            if allowed is not None:
                _check_months(fitted, name, allowed)
            yield fitted

    def _read(self, schema: arrow.Schema) -> Iterable[arrow.RecordBatch]:
        data = self.data
        if isinstance(data, pd.DataFrame):
            known = [field for field in schema if field.name in data.columns]
            data = arrow.Table.from_pandas(data, arrow.schema(known), preserve_index=False)
        if isinstance(data, arrow.Table):
            return data.to_batches(max_chunksize=100_000)
        return data() if callable(data) else data


def _fitted(batch: arrow.RecordBatch, schema: arrow.Schema, name: str) -> arrow.RecordBatch:
    lacking = [column for column in schema.names if column not in batch.schema.names]
    if missing := [column for column in lacking if column not in LATER.get(name, ())]:
        raise ValueError(f"table {name}: columns are missing: {', '.join(missing)}")
    arrays = [
        arrow.array([stands_for(name, field.name)] * batch.num_rows, field.type)
        if field.name in lacking
        else batch.column(field.name).cast(field.type)
        for field in schema
    ]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def _check_months(batch: arrow.RecordBatch, name: str, allowed: tuple[str, ...]) -> None:
    months = set(batch.column(MONTH_COLUMNS[name]).unique().to_pylist())
    if other := sorted(map(str, months - set(allowed))):
        raise ValueError(f"table {name}: rows of {', '.join(other)}, a month that is not to be replaced")
