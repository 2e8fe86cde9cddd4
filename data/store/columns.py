"""The tables of the store and their columns, also those that a release of an earlier version of the app lacks.

A column that was added to a table later says of the older rows what was so of all of them: a text was not there, an
amount stood in other columns, and of nobody was anything unknown that the cube counts, but what it did not count.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as arrow

from data import cube, tables

# What follows from the tables of the ledger: the cube; its cells without kecamatan, sector and scale; the
# bills that were overdue at the end of its last month; what each late bill came to be, by the month from which on it
# was so: `open` rupiah, after `settled` was paid; and who moved since the month before (data.ledger.moves).
CUBE, TOTALS, LEFT_OPEN, SPELLS, MOVES = "cube", "totals", "left_open", "spells", "moves"
# Who may use the map, and as whom (data.people); a store of its own, which no page of numbers reads.
PEOPLE = "people"
TABLES = tuple(
    dict.fromkeys((*tables.LEDGER, *tables.FACT_TABLES, CUBE, TOTALS, LEFT_OPEN, SPELLS, MOVES, PEOPLE))
)
MONTH_COLUMNS = {**tables.PARTITIONED, **dict.fromkeys((CUBE, TOTALS, SPELLS, MOVES), "month")}
_KEPT_APART = {
    LEFT_OPEN: (("npp",), ("blth", "open", "as_of")),
    SPELLS: (("month", "npp"), ("blth", "open", "settled")),
    MOVES: (("month", "region", "office", "measure"), ("entered", "gone", "up", "down", "squares")),
    PEOPLE: (("account", "role", "offices", "since", "until", "out"), ()),
}
# The columns that tables of earlier versions lack.
LATER: dict[str, tuple[str, ...]] = {**tables.LATER, CUBE: cube.LATER, TOTALS: cube.LATER}


def schema_of(name: str) -> arrow.Schema:
    """The columns of a table of the store: of the ledger, of facts, or of what follows. Raises KeyError."""
    if name in _KEPT_APART:
        columns = zip(_KEPT_APART[name], (arrow.string(), arrow.int64()), strict=True)
        return arrow.schema([(column, kind) for names, kind in columns for column in names])
    if name not in (CUBE, TOTALS):
        return tables.arrow_schema(name) if name in tables.LEDGER else tables.stored_schema(name)
    texts = [(column, arrow.string()) for column in cube.DIMENSIONS]
    return arrow.schema([*texts, *((column, arrow.int64()) for column in (*cube.MEASURES, *cube.LARGEST))])


def stands_for(name: str, column: str) -> str | int | None:
    """What rows of a table that lack a column of LATER are read with: "", a number in the cube, or nothing."""
    if arrow.types.is_string(schema_of(name).field(column).type):
        return ""
    return cube.STANDS_FOR.get(column, 0) if name in (CUBE, TOTALS) else None


def completed(rows: arrow.Table, name: str, columns: Iterable[str]) -> arrow.Table:
    """The rows with each of these columns of LATER, in which older rows have what stands for it."""
    import pyarrow.compute as compute  # a tenth of a second that a page without a ledger need not spend

    schema = schema_of(name)
    for field in (schema.field(column) for column in columns):
        value, at = stands_for(name, field.name), rows.schema.get_field_index(field.name)
        if at < 0:
            rows = rows.append_column(field, arrow.array([value] * rows.num_rows, field.type))
        elif value is not None:
            rows = rows.set_column(at, field, compute.fill_null(rows[field.name], value))
    return rows
