"""What a reader has of a store: releases that stay as they were, the kept inputs, undo, what changed."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as arrow
import pytest

from data.store.changes import Change
from data.store.columns import TABLES, schema_of
from data.store.database import connected, view_files
from data.store.delta import StorageFailed, copied, log_entry
from data.store.location import Place, UnusableHome, readable
from data.store.problems import NothingToUndo, NotReadable, PublishedBefore, UnknownInput, UnknownRelease
from data.store.store import Store
from data.tables.ledger_schemas import arrow_schema
from data.words import Words
from tests.data.store.object_storage import object_storage
from tests.data.store.store_cases import (
    WHO,
    after,
    digest,
    held,
    in_force,
    kept_with_cube,
    paid,
    pairs_of,
    rows,
    step,
    wages,
    with_cube,
)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path, "simulasi")


# -- reading


def test_an_empty_home_has_no_release(store):
    assert (store.release(), store.history(), store.kept()) == (None, [], [])
    assert not store.place.folder.exists()


def test_a_store_that_is_not_used_costs_nothing(tmp_path):
    """The app starts without a ledger too."""
    code = (
        "import sys; from data.store import Store; assert Store(sys.argv[1], 'simulasi').release() is None;"
        "print(*{'deltalake', 'pyarrow.dataset', 'duckdb', 'ibis'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""


def test_a_release_holds_what_was_published(store):
    release = with_cube(store, paid("append", ("2025-02", 7), ("2025-01", 5), ("2025-01", 6)), **WHO)
    assert (release.number, release.points_to, release.simulated) == (1, 1, True)
    assert (release.entry.title, release.entry.role, release.entry.dataset) == (
        "Maret 2025",
        "pengelola",
        "simulasi",
    )
    assert (release.months, release.entry.first_month, release.entry.last_month) == (
        ("2025-01", "2025-02"),
        "2025-01",
        "2025-02",
    )
    assert release.table("contributions").schema == arrow_schema("contributions")
    assert pairs_of(release.table("cube"), "cube") == [("2025-01", 11), ("2025-02", 7)]
    assert release.table("contributions", ["workers"], ["2025-02"]).to_pydict() == {"workers": [7]}
    assert release.table("cases").num_rows == 0 and release.table("cases").schema == arrow_schema("cases")
    assert release.at.utcoffset().total_seconds() == 0


def test_every_table_keeps_its_types(store):
    changes = {name: Change("append", rows_of_every_type(name)) for name in TABLES}
    release = store.publish(changes, **WHO)
    for name in TABLES:
        assert release.table(name).equals(rows_of_every_type(name)), name


def rows_of_every_type(name: str) -> arrow.Table:
    values = {
        "string": "2025-03",
        "int64": 10**15,
        "double": 45.94,
        "bool": True,
        "date32[day]": pd.Timestamp(2025, 3, 31).date(),
    }
    return arrow.table({field.name: [values[str(field.type)]] for field in schema_of(name)}, schema_of(name))


def test_a_pandas_frame_is_published_as_it_is(store):
    frame = rows("contributions", [("2025-01", 5)]).to_pandas()
    frame["paid_on"] = pd.to_datetime(["2025-02-14"]).astype("datetime64[s]")
    release = store.publish({"contributions": Change("append", frame[sorted(frame.columns)])}, **WHO)
    assert release.table("contributions")["paid_on"].to_pylist() == [frame["paid_on"][0].date()]
    assert pairs_of(release.table("contributions"), "contributions") == [("2025-01", 5)]


def test_duckdb_reads_the_files_of_a_release(store):
    store.publish(paid("append", ("2025-01", 5), ("2025-02", 7)), **WHO)
    release = store.publish(paid("replace months", ("2025-01", 6)), **WHO)
    store.publish(paid("overwrite", ("2025-01", 100)), **WHO)
    query = (
        "select blth, sum(workers) from read_parquet(?, hive_partitioning=true) group by blth order by blth"
    )
    assert duckdb.execute(query, [release.files("contributions")]).fetchall() == [
        ("2025-01", 6),
        ("2025-02", 7),
    ]
    assert duckdb.execute(query, [release.files("contributions", ["2025-02"])]).fetchall() == [("2025-02", 7)]
    assert release.files("cases") == []
    assert all(Path(path).is_absolute() for path in release.files("contributions"))


def test_what_is_not_there_is_said(store):
    release = store.publish(wages(1), **WHO)
    with pytest.raises(KeyError, match="nonsense"):
        release.table("nonsense")
    with pytest.raises(KeyError, match="nonsense"):
        release.table("minimum_wages", ["nonsense"])
    with pytest.raises(ValueError, match="minimum_wages is not kept by month"):
        release.table("minimum_wages", months=["2025-01"])
    for number in (0, 2, -1):
        with pytest.raises(UnknownRelease, match=f"Rilis {number} tidak ada; yang ada 1 sampai 1"):
            store.release(number)


def test_old_releases_stay_as_they_were(store):
    models = [held(None)]
    for number in range(1, 6):
        models.append(after(models[-1], number, 3))
        with_cube(store, step(number, 3), **WHO)
    assert [held(store.release(number)) for number in range(1, 6)] == models[1:]
    assert [release.number for release in store.history()] == [5, 4, 3, 2, 1]


def test_a_store_opened_before_sees_what_others_publish(tmp_path, store):
    other = Store(tmp_path, "simulasi")
    assert other.release() is None
    store.publish(wages(1), **WHO)
    assert other.release().number == 1
    first = other.release()
    store.publish(wages(2), **WHO)
    assert other.release().number == 2
    assert in_force(other, "minimum_wages") == [("16.08", 2)]
    assert pairs_of(first.table("minimum_wages"), "minimum_wages") == [("16.08", 1)]


def test_the_same_release_is_the_same_object_until_there_is_a_new_one(store):
    """Pages keep what they have computed by it."""
    store.publish(wages(1), **WHO)
    assert store.release() is store.release() is store.release(1)


def test_a_store_that_is_replaced_under_a_reader_is_read_anew(tmp_path):
    (reader, home) = (Store(tmp_path / "home", "simulasi"), tmp_path / "home")
    Store(home, "simulasi").publish(wages(1), **WHO)
    assert in_force(reader, "minimum_wages") == [("16.08", 1)]
    home.rename(tmp_path / "old")
    assert reader.release() is None
    Store(home, "simulasi").publish(wages(2), **WHO)
    assert in_force(reader, "minimum_wages") == [("16.08", 2)]


def test_simulated_and_own_data_lie_apart(tmp_path):
    simulated, own = Store(tmp_path, "simulasi"), Store(tmp_path, "data sendiri")
    simulated.publish(wages(1), **WHO)
    assert own.release() is None
    own.publish(wages(2), **WHO)
    assert (own.release().simulated, simulated.release().simulated) == (False, True)
    assert in_force(simulated, "minimum_wages") == [("16.08", 1)]
    with pytest.raises(KeyError):
        Store(tmp_path, "../elsewhere")


@pytest.mark.parametrize("name", ["Application Support", "Größe", "100%", "a#b?c", "{x} & 'y'"])
def test_a_folder_may_have_nearly_any_name(tmp_path, name):
    """The data folder of macOS has a space in it, which deltalake writes as %20."""
    store = Store(tmp_path / name, "simulasi")
    release = store.publish(paid("append", ("2025-01", 5)), **WHO)
    assert [Path(path).exists() for path in release.files("contributions")] == [True]
    assert pairs_of(release.table("contributions"), "contributions") == [("2025-01", 5)]
    assert store.place.folder == tmp_path / name / "simulasi"


@pytest.mark.parametrize(
    "home", ["/srv/[x]", "/srv/a^b", "/srv/a|b", "/srv/a%20b", "/srv/a\nb", "ftp://host/x"]
)
def test_a_home_that_cannot_be_used_is_refused_at_once(home):
    with pytest.raises(UnusableHome) as told:
        Store(home, "simulasi")
    for sentence in (str(told.value), Words("en").explain(told.value)):
        assert "PETA_HOME" in sentence and len(sentence) < 300 and "\n" not in sentence
    assert str(told.value) != Words("en").explain(told.value)


def test_a_log_entry_that_a_power_cut_has_emptied_is_no_release(store):
    store.publish(wages(1), **WHO)
    store.publish(wages(2), **WHO)
    log_entry(store.place.folder / "releases", 2).write_bytes(b"")
    other = Store(store.place.folder.parent, "simulasi")
    assert (other.release().number, in_force(other, "minimum_wages")) == (1, [("16.08", 1)])
    for number in (2, 3):
        assert other.publish(wages(number * 10), **WHO).number == store.release().number == number
        assert (
            in_force(store, "minimum_wages") == in_force(other, "minimum_wages") == [("16.08", number * 10)]
        )
    assert other.undo(role="x").points_to == 2 and len(store.history()) == 4


def test_a_log_entry_that_a_power_cut_has_torn_is_said_and_mended_by_removing_it(store):
    store.publish(wages(1), **WHO)
    store.publish(wages(2), **WHO)
    torn = log_entry(store.place.folder / "releases", 2)
    torn.write_bytes(torn.read_bytes()[:150])
    other = Store(store.place.folder.parent, "simulasi")
    for told in (other.release, other.history, other.kept, lambda: other.publish(wages(3), **WHO)):
        with pytest.raises(NotReadable, match="tidak bisa dibaca"):
            told()
    torn.unlink()
    assert (other.release().number, in_force(other, "minimum_wages")) == (1, [("16.08", 1)])
    assert (other.publish(wages(3), **WHO).number, in_force(store, "minimum_wages")) == (2, [("16.08", 3)])


@pytest.mark.parametrize("home", ["file://{}", "file://{}/"])
def test_a_file_address_is_the_folder(tmp_path, home):
    folder = tmp_path / "with space"
    Store(home.format(folder.as_posix().replace(" ", "%20")), "simulasi").publish(wages(1), **WHO)
    assert in_force(Store(folder, "simulasi"), "minimum_wages") == [("16.08", 1)]


# -- the inbox


def test_inputs_are_kept_as_they_came(store):
    with_cube(store, step(3, 4), **WHO)
    (kept,) = store.kept()
    assert (kept.title, kept.role, kept.release) == ("Maret 2025", "pengelola", 1)
    assert kept.inputs == {
        "minimum_wages": ("overwrite", None),
        "contributions": ("replace months", ("2025-04",)),
        "informal": ("append", None),
    }
    again = store.kept_changes(kept.id)
    for name, change in step(3, 4).items():
        assert arrow.Table.from_batches(again[name].batches(name)).equals(change.data), name


def test_what_can_be_made_again_is_not_kept(store):
    store.publish(wages(1), keep=False, **WHO)
    assert store.kept() == [] and not (store.place.folder / "inbox").exists()
    with pytest.raises(PublishedBefore) as told:
        store.publish(wages(2), keep=False, on=0, **WHO)
    assert "tersimpan" not in str(told.value)


@pytest.mark.parametrize("id", ["", "list", "../tables", "{published}", "x" * 10_000])
def test_only_what_waits_can_be_published_from_the_inbox(store, id):
    store.publish(wages(1), **WHO)
    with pytest.raises(UnknownInput) as told:
        store.stage_kept(id.format(published=store.kept()[0].id))
    assert len(str(told.value)) < 200 and store.release().number == 1


# -- undo


def test_undo_goes_back_and_once_more_returns(store):
    for number in (1, 2, 3):
        store.publish(wages(number), title=f"upah {number}", role="pengelola")
    undone = store.undo(role="wilayah")
    assert (undone.number, undone.points_to, undone.entry.kind) == (4, 2, "undo")
    assert (undone.entry.title, undone.entry.role) == ("upah 2", "wilayah")
    assert in_force(store, "minimum_wages") == [("16.08", 2)]
    assert (store.undo(role="x").points_to, in_force(store, "minimum_wages")) == (3, [("16.08", 3)])
    store.undo(role="x")
    store.publish(wages(7, mode="append"), **WHO)
    assert in_force(store, "minimum_wages") == [("16.08", 2), ("16.08", 7)]
    assert (store.undo(role="x").points_to, in_force(store, "minimum_wages")) == (2, [("16.08", 2)])
    assert [release.points_to for release in store.history()] == [2, 7, 2, 3, 2, 3, 2, 1]


def test_the_first_release_cannot_be_undone(store):
    for published in range(2):
        with pytest.raises(NothingToUndo, match="Belum ada rilis sebelumnya"):
            store.undo(role="x")
        if not published:
            store.publish(wages(1), **WHO)


# -- what changed


def test_the_months_that_changed_between_two_releases(store):
    first = with_cube(store, paid("append", ("2025-01", 1), ("2025-02", 2)), **WHO)
    second = with_cube(store, paid("append", ("2025-02", 3), ("2025-03", 3)) | wages(1), **WHO)
    third = with_cube(store, paid("replace months", months=("2025-01",)), **WHO)
    assert second.changed(first, "contributions") == second.changed(first, "cube") == {"2025-02", "2025-03"}
    assert third.changed(second, "contributions") == {"2025-01"}
    assert third.changed(first, "contributions") == first.changed(third, "contributions")
    assert third.changed(first, "contributions") == {"2025-01", "2025-02", "2025-03"}
    assert store.undo(role="x").changed(second, "contributions") == frozenset()
    assert (
        second.changed(first, "minimum_wages") is None
        and third.changed(second, "minimum_wages") == frozenset()
    )
    assert second.changed(first, "cases") == frozenset()
    # Undone, then added to: the files of the release in between are gone again.
    last = store.publish(paid("append", ("2025-05", 5)), **WHO)
    assert last.changed(second, "contributions") == {"2025-05"}


def test_releases_of_two_stores_have_nothing_in_common(tmp_path, store):
    own = Store(tmp_path, "data sendiri")
    assert store.publish(wages(1), **WHO).changed(own.publish(wages(1), **WHO), "contributions") is None


# -- object storage


def read_by_duckdb(release, name):
    """The pairs of a table as the engine of the ledger and the pages reads them."""
    database = connected(release.root)
    view_files(database, name, release.files(name))
    return pairs_of(database.table(name).to_arrow_table(), name)


@pytest.mark.parametrize("name", ["../../curian.parquet", "/tmp/curian.parquet"])
def test_no_copy_is_written_beside_its_folder(name):
    with pytest.raises(StorageFailed, match="not its own"):
        copied(Place.of("s3://bucket/peta"), name)


def test_object_storage_holds_a_store_as_a_folder_does():
    with object_storage() as options:
        store, other = (Store("s3://bucket/peta", "simulasi", options) for _ in range(2))
        assert store.release() is None
        release = with_cube(store, step(1, 3), **WHO)
        assert digest(held(release)) == digest(after(held(None), 1, 3))
        # DuckDB reads copies on this computer, of which a second question makes no more.
        files = release.files("cube", ["2025-02"])
        assert [Path(path).parent.name for path in files] == ["month=2025-02"]
        assert read_by_duckdb(release, "cube") == pairs_of(release.table("cube"), "cube")
        assert release.files("cube", ["2025-02"]) == files
        assert all(path.startswith(str(readable("s3://bucket/peta/simulasi/tables/cube"))) for path in files)

        def meanwhile(staged):
            with_cube(other, step(2, 3), **WHO)

        with pytest.raises(PublishedBefore, match="s3://bucket/peta/simulasi/inbox/"):
            with_cube(store, step(3, 3), meanwhile=meanwhile, **WHO)
        (waiting,) = [kept.id for kept in store.kept() if kept.release is None]
        kept_with_cube(store, waiting)
        model = after(after(after(held(None), 1, 3), 2, 3), 3, 3)
        assert digest(held(store.release())) == digest(model)
        store.undo(role="x")
        assert held(Store("s3://bucket/peta", "simulasi", options).release()) == held(other.release(2))
