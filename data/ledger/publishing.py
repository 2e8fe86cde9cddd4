"""What follows from the tables of a release: the cube, worked out anew only from the first month that changed.

A past month of the cube stays as it was published unless rows come that are dated in it: an employer that
has grown since then is larger from the new month on, not back in time. Employers that come alone, without a new
month, are seen in the newest one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pandas as pd
import pyarrow as arrow

from data.cube import DIMENSIONS, LARGEST, LATER, MEASURES
from data.ledger.calendar import month_calendar, service, wage_floors
from data.ledger.earlier import judges_every_scale
from data.ledger.engines import DATED, DuckDB, Engine, compile_aside, statement
from data.ledger.run import Run
from data.months import month_index, month_text
from data.settings import spill_folder
from data.store import CUBE, LEFT_OPEN, MOVES, SPELLS, TOTALS, Change, Release, Store
from data.tables import Facts, arrow_schema

Progress = Callable[[float], None]
Rows: TypeAlias = arrow.Table | Callable[[], arrow.RecordBatchReader]
# Cells that are held in memory while others are worked out, some 1.2 kB each: the cube of a country is 12 GB.
MOST_HELD = 1_000_000
BILLS = "contributions"


def publish(
    store: Store,
    changes: Mapping[str, Change],
    *,
    facts: Facts,
    title: str,
    role: str,
    keep: bool = True,
    on: int | None = None,
    since: str | None = None,
    progress: Progress = lambda done: None,
) -> Release:
    """Publish new rows with the cube that follows from them, as one release.

    The cube begins with the month `since`, else with the oldest contributions: where those of earlier months are only
    the bills that were still open then, their months are none to be measured. Raises as `Store.stage` and `Store.commit`. `progress` is told the share of the cube that is worked out.
    """
    compile_aside(DuckDB.dialect)
    staged = store.stage(changes, title=title, role=role, keep=keep, on=on)
    with store.explaining(staged.publication):
        tables = derived(staged.release, staged.parent, facts=facts, since=since, progress=progress)
    return store.commit(staged, tables)


def derived(
    staged: Release,
    parent: Release | None,
    *,
    facts: Facts,
    since: str | None = None,
    progress: Progress = lambda done: None,
) -> dict[str, Change]:
    """The cube, its totals and what is unpaid, of the staged tables: of the months that may have changed.

    The cube's months are those from the first (or `since`) to the last that has contributions.
    """
    months = [month for month in staged.months_of(BILLS) if month >= (since or "")]
    if not months:
        return {}
    since, carried = _since(staged, parent, months[0])
    if since > months[-1]:  # nothing that a month is made from has changed
        return {}
    run = release_run(staged, facts, DuckDB(staged.root), since, carried)
    cells, sums, moves = ManyRows(), [], []
    for some, moved in run.cells_and_moves(_rows(staged, "employers"), progress):
        cells.add(some)
        sums.append(totals(some))
        moves.append(moved)
    redone = None if since == months[0] else _months(since, months[-1])
    left_open, spells = run.left_open(), run.spells(of_all=redone is None)
    anew = redone
    if parent is not None and SPELLS not in parent.entry.versions:  # a release from before they were kept
        spells, anew = release_run(staged, facts, DuckDB(staged.root)).spells(of_all=True), None
    # Of a release from before it was kept who moved, the months that are redone are the first.
    kept = redone if parent is None or MOVES in parent.entry.versions else None
    return {
        CUBE: _replacing(redone, cells.data),
        TOTALS: _replacing(redone, arrow.concat_tables(sums)),
        LEFT_OPEN: Change("overwrite", left_open),
        SPELLS: _replacing(anew, spells),
        MOVES: _replacing(kept, arrow.concat_tables(moves)),
    }


class ManyRows:
    """Tables of the same columns as they come, as one: in memory, or on the disk (PETA_SPILL) where they are many."""

    def __init__(self) -> None:
        self._held: list[arrow.Table] = []
        self._writer: arrow.RecordBatchStreamWriter | None = None

    def add(self, rows: arrow.Table) -> None:
        """Some more rows. Raises OSError: the disk is full, say."""
        self._held.append(rows)
        if self._writer is None and sum(part.num_rows for part in self._held) > MOST_HELD:
            # It goes with this object, which whoever reads the rows holds.
            self._folder = TemporaryDirectory(prefix="kubus-", dir=spill_folder(), ignore_cleanup_errors=True)
            self._path = str(Path(self._folder.name) / "rows.arrows")
            options = arrow.ipc.IpcWriteOptions(compression="lz4")
            self._writer = arrow.ipc.new_stream(self._path, rows.schema, options=options)
        if self._writer is not None:
            for part in self._held:
                self._writer.write_table(part, max_chunksize=100_000)
            self._held = []

    @property
    def data(self) -> arrow.Table | Callable[[], arrow.RecordBatchReader]:
        """All that came, as a change takes it; nothing can be added any more."""
        if self._writer is None:
            return arrow.concat_tables(self._held)
        self._writer.close()
        return self._read

    def _read(self) -> arrow.RecordBatchReader:
        return arrow.ipc.open_stream(arrow.OSFile(self._path))


def _replacing(months: Sequence[str] | None, rows: Rows) -> Change:
    """The rows of these months in place of what they had; None: in place of all rows."""
    return Change("overwrite", rows) if months is None else Change("replace months", rows, tuple(months))


def _months(first: str, last: str) -> list[str]:
    return [month_text(m) for m in range(month_index(first), month_index(last) + 1)]


def release_run(
    release: Release,
    facts: Facts,
    engine: Engine,
    since: str | None = None,
    carried: arrow.Table | None = None,
) -> Run:
    """The working out of a release's cube on an engine, of the months from `since` on ("2025-03"), else of all.

    `carried` as in Run. The release must have contributions.
    """
    months = release.months_of(BILLS)
    first = since or months[0]
    # Of the month before is asked, too, what was so then, by the law of that month.
    before = max(months[0], month_text(month_index(first) - 1))
    given = _given(facts, months[0], before, months[-1])
    return Run(engine, partial(_files, release), given, month_index(first), month_index(months[-1]), carried)


def totals(cells: arrow.Table) -> arrow.Table:
    """The cells without kecamatan, sector and scale (all ""): what most pages ask for, in a few rows."""
    keys = [name for name in DIMENSIONS if name not in ("kecamatan", "sector", "scale")]
    sums = [(name, "sum") for name in MEASURES] + [(name, "max") for name in LARGEST]
    grouped = cells.group_by(keys).aggregate(sums)
    grouped = grouped.rename_columns(
        [name.removesuffix("_sum").removesuffix("_max") for name in grouped.column_names]
    )
    blank = arrow.array([""] * grouped.num_rows, arrow.string())
    for name in ("kecamatan", "sector", "scale"):
        grouped = grouped.append_column(name, blank)
    return grouped.select(cells.column_names)


def _since(staged: Release, parent: Release | None, first: str) -> tuple[str, arrow.Table | None]:
    """The first month that may have changed, and what the cube of the month before it had left open."""
    if parent is None or CUBE not in parent.entry.versions or not parent.months:
        return first, None
    if judges_every_scale(parent):  # months of two rules would not compare
        return first, None
    before = parent.months[-1]
    if not set(LATER) <= set(parent.dataset(CUBE).schema.names):  # of an earlier version
        return first, None
    # Employers alone, as of a licensing list: whoever brings them looks at the newest month.
    alone = staged.months_of(BILLS)[-1] == before and staged.changed(parent, "employers") is None
    known = [before] if alone else []
    touched = min(
        [_changed_bills(staged, parent), *_dates(staged, parent), *known],
        default=month_text(month_index(before) + 1),
    )
    if touched > before:
        return month_text(month_index(before) + 1), parent.table(LEFT_OPEN)
    return max(touched, first), None


def _changed_bills(staged: Release, parent: Release) -> str:
    changed = staged.changed(parent, BILLS)
    return min(changed, default="9999-12") if changed is not None else "0000-01"


def _dates(staged: Release, parent: Release) -> list[str]:
    """The first month that a new, changed or missing row of each dated table is of."""
    engine, months = DuckDB(staged.root), []
    for name in DATED:
        if staged.entry.versions.get(name) != parent.entry.versions.get(name):
            columns = arrow_schema(name).names
            engine.put("now", staged.table(name, columns))
            engine.put("before", parent.table(name, columns))
            months += engine.answer(statement(f"first change of {name}", engine.dialect))["month"].to_pylist()
    return [month for month in months if month is not None]


def _given(facts: Facts, oldest: str, since: str, last: str) -> dict[str, pd.DataFrame]:
    serves, main = service(facts, since, last)
    return {
        "calendar": month_calendar(oldest, since, last),
        "serves": serves,
        "main": main,
        "floors": wage_floors(facts, since, last),
    }


def _files(release: Release, name: str, months: list[str] | None = None) -> list[str]:
    return release.files(name) if months is None else release.files(name, months=months)


def _rows(release: Release, name: str) -> int:
    return int(release.dataset(name).count_rows())
