"""What is damaged is named: each table of a release and its log, in each way in which a file can be spoilt."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from data.store.problems import Damaged, NotDiscarded, NotReadable
from data.store.store import OWN, SIMULATED, Store
from data.words import Words
from tests.data.store.store_cases import EMPTY, WHO, step, with_cube

# What becomes of a file -> how it is said.
SPOILT = {
    "removed": (lambda file: file.unlink(), "hilang"),
    "empty": (lambda file: file.write_bytes(b""), "kosong"),
    "truncated": (lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]), "terpotong"),
    "random": (lambda file: file.write_bytes(random.Random(1).randbytes(file.stat().st_size)), "terpotong"),
}
# What libraries say, and no reader is to read.
THEIRS = ("Error", "parquet:", "thrift", "os error", "Kernel", "Invalid", "Arrow", "JSON")


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """A folder with a simulated store of one release: not to be changed."""
    folder = tmp_path_factory.mktemp("published")
    with_cube(Store(folder, SIMULATED), step(1, 3), **WHO)
    return folder


@pytest.fixture
def store(tmp_path, published) -> Store:
    """The same store, to be spoilt."""
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    return Store(tmp_path, SIMULATED)


def newest(store: Store, where: str, kind: str) -> Path:
    return max((store.place.folder / where).rglob(kind))


def told(store: Store) -> str:
    """What is said of the store when all of it is opened anew, in both languages."""
    try:
        found = Store(store.place.folder.parent, store.dataset).damage()
    except NotReadable as problem:
        found = problem
    assert isinstance(found, Damaged) and found.dataset == store.dataset
    said = [Words(language).explain(found) for language in ("id", "en")]
    assert not [theirs for theirs in THEIRS for text in said if theirs in text]
    assert said[0] != said[1]
    return said[0]


def test_a_store_that_can_be_read_has_no_damage(store):
    assert store.damage() is None
    assert Store(store.place.folder.parent, OWN).damage() is None


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("table", EMPTY)
def test_a_file_of_a_table_that_is_spoilt_is_named(store, table, how):
    file = newest(store, f"tables/{table}", "*.parquet")
    spoil, said = SPOILT[how]
    spoil(file)
    text = told(store)
    assert f"tabel {table}: berkas {file.name} {said}" in text and str(store.place.folder) in text
    assert "Simulasi boleh dihapus dan dibuat lagi." in text


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("table", EMPTY)
def test_a_table_whose_log_is_spoilt_is_damaged_and_not_empty(store, table, how):
    SPOILT[how][0](newest(store, f"tables/{table}", "*.json"))
    assert f"tabel {table}: catatan versinya" in told(store)
    with pytest.raises(OSError):
        Store(store.place.folder.parent, SIMULATED).release().table(table)


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        *(("*.parquet", how) for how in SPOILT),
        *(("*.json", how) for how in ("truncated", "random")),  # an emptied entry is that of a power cut
    ],
)
def test_a_log_of_releases_that_is_spoilt_is_said(store, kind, how):
    SPOILT[how][0](newest(store, "releases", kind))
    assert "daftar rilis" in told(store)


def test_the_way_out_of_own_data_is_the_undo_or_the_backup(tmp_path):
    own = Store(tmp_path, OWN)
    with_cube(own, step(1, 3), **WHO)
    for file in sorted((own.place.folder / "tables").rglob("*.parquet"))[:2]:
        file.unlink()
    text = told(own)
    assert "dan 1 lagi" in text and "Pulihkan folder itu dari cadangan" in text and "batalkan rilis" in text
    with pytest.raises(NotDiscarded):
        own.discard()
    assert own.release() is not None


def test_a_simulated_store_is_deleted_as_a_whole_and_can_be_made_anew(store):
    with_cube(store, step(2, 3), **WHO)
    newest(store, "releases", "*.json").write_bytes(b"x")
    store.discard()
    assert store.release() is None and list(store.place.folder.parent.iterdir()) == []
    assert with_cube(store, step(3, 3), **WHO).number == 1 and store.damage() is None
    store.discard()
    store.discard()  # whoever comes second finds nothing to do


def test_no_thread_of_arrow_runs_python_for_the_files_of_a_folder(store):
    """One that still held a file while the interpreter ended took the process down after a good run."""
    rows = store.release().dataset("cube")
    assert "Py" not in type(rows.filesystem).__name__ and rows.count_rows() > 0
