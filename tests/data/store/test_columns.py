"""A table that an earlier version of the app wrote is read with the columns of today, also where it has grown since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as arrow
import pytest

from data.cube import STANDS_FOR
from data.store import changes, inbox, staging
from data.store.changes import Change
from data.store.columns import LATER, schema_of
from data.store.database import connected, view_files
from data.store.store import SIMULATED, Store
from tests.data.store.store_cases import WHO, rows

OLD = [("2025-01", 5)]
NEW = [("2025-02", 7)]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path, SIMULATED)


def of_before(name: str) -> arrow.Schema:
    """The schema of a table before its columns of LATER came."""
    return arrow.schema([field for field in schema_of(name) if field.name not in LATER.get(name, ())])


@contextmanager
def version_before() -> Iterator[None]:
    """The store writes tables as the version before did."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (changes, inbox, staging):
            patch.setattr(module, "schema_of", of_before)
        yield


def published_before(store: Store, name: str, pairs) -> None:
    """A release as the version before wrote it, in which the table lacks the columns of LATER."""
    with version_before():
        store.publish({name: Change("append", rows(name, pairs).select(of_before(name).names))}, **WHO)


def laid_open(release, name: str, column: str) -> list:
    database = connected(release.root)
    view_files(database, name, release.files(name))
    assert database.sql(f"FROM {name}").columns == schema_of(name).names
    return database.sql(f"SELECT {column} FROM {name} ORDER BY ALL").fetchall()


@pytest.mark.parametrize("name", LATER)
def test_an_earlier_table_has_every_column_of_today(store, name):
    published_before(store, name, OLD)
    release = store.release()
    table = release.table(name)
    assert table.schema == schema_of(name) and table.num_rows == 1
    expected = {column: filled(name, column) for column in LATER[name]}
    assert table.select(list(expected)).to_pylist() == [expected]
    assert release.table(name, list(expected)).to_pylist() == [expected]
    assert laid_open(release, name, ", ".join(expected)) == [tuple(expected.values())]
    # One column alone, of each value that stands in for what an earlier table lacks.
    for column in {value: column for column, value in expected.items()}.values():
        assert release.table(name, [column]).to_pylist() == [{column: expected[column]}]


def filled(name: str, column: str) -> object:
    """What stands in a column that an earlier table lacks: no text, nothing known, in the cube none."""
    if schema_of(name).field(column).type == arrow.string():
        return ""
    return STANDS_FOR.get(column, 0) if name in ("cube", "totals") else None


def test_a_table_that_grew_holds_old_rows_and_new_ones(store):
    published_before(store, "contributions", OLD)
    new = rows("contributions", NEW)
    release = store.publish({"contributions": Change("append", new)}, **WHO)
    pairs = release.table("contributions", ["due", "workers"]).to_pydict()
    assert sorted(zip(pairs["workers"], pairs["due"], strict=True)) == [(5, None), (7, 0)]
    assert laid_open(release, "contributions", "workers, due") == [(5, None), (7, 0)]


def test_texts_of_old_rows_are_empty_beside_new_ones(store):
    published_before(store, "employers", [("SIM-000001", 1)])
    new = rows("employers", [("SIM-000002", 2)])
    release = store.publish({"employers": Change("append", new)}, **WHO)
    assert release.table("employers", ["nib"])["nib"].to_pylist() in (["", "x"], ["x", ""])
    assert laid_open(release, "employers", "employer, nib") == [("SIM-000001", ""), ("SIM-000002", "x")]


def test_new_rows_may_leave_the_later_columns_out_and_no_others(store):
    bills = rows("contributions", OLD)
    lean = bills.drop_columns(list(LATER["contributions"]))
    release = store.publish({"contributions": Change("append", lean)}, **WHO)
    assert release.table("contributions")["paid"].to_pylist() == [None]
    with pytest.raises(ValueError, match="columns are missing: wages"):
        store.publish({"contributions": Change("append", lean.drop_columns(["wages"]))}, **WHO)


def test_an_input_that_an_earlier_version_kept_is_published(store):
    with version_before():
        kept = rows("contributions", OLD).select(of_before("contributions").names)
        store.stage({"contributions": Change("append", kept)}, **WHO)
    (waiting,) = store.kept()
    release = store.commit(store.stage_kept(waiting.id))
    assert release.table("contributions", ["workers", "due"]).to_pydict() == {"workers": [5], "due": [None]}
