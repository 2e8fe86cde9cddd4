"""A note is read once, however often it is asked for; what others add meanwhile is seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from data.store.delta import StorageFailed, Table
from data.store.location import Place
from data.store.notebook import Notebook, _read
from data.store.store import SIMULATED, Store
from tests.data.store.noting import MOST_FILES

_EACH = 40


def test_only_new_notes_are_opened(tmp_path, monkeypatch):
    opened, read_table = [], parquet.read_table
    monkeypatch.setattr(
        parquet, "read_table", lambda path, **more: opened.append(path) or read_table(path, **more)
    )
    store = Store(tmp_path, SIMULATED)
    assert store.notebook("catatan").every("x") == []
    for number in range(3):
        store.notebook("catatan").add(str(number), "x" if number else "y", {"n": number})
    book = store.notebook("catatan")
    assert [note.value["n"] for note in book.every("x")] == [1, 2] and len(opened) == 3
    # What a reader does to what it was given is nobody else's.
    book.every("x")[0].value["n"] = 9  # type: ignore[index]
    store.notebook("catatan").add("3", "x", {"n": 3})
    assert [note.value["n"] for note in book.every("x")] == [1, 2, 3] and len(opened) == 4
    assert [note.value["n"] for note in book.every("y")] == [0] and len(opened) == 4
    assert store.notebook("lain").every("x") == []


def test_files_of_no_folder_are_read_alike(tmp_path, monkeypatch):
    book: Notebook = Store(tmp_path, SIMULATED).notebook("catatan")
    for number in range(3):
        book.add(str(number), "x", {"n": number})
    table = Table(book._place)
    one_by_one = dict(_read(table, ()))
    monkeypatch.setattr(type(table.place), "folder", None)
    assert dict(_read(table, ())) == one_by_one and len(one_by_one) == 3
    assert dict(_read(table, list(one_by_one)[:1])).keys() == set(list(one_by_one)[1:])


# -- many notes


def writer(folder: Path, name: str) -> subprocess.Popen[str]:
    """Another process that writes notes."""
    command = [sys.executable, "-m", "tests.data.store.noting", str(folder), name, str(_EACH)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def ids(folder: Path) -> list[str]:
    return [note.id for note in Notebook(Place.of(folder)).every("x")]


def gathered(folder: Path) -> int:
    """How often the notes were put into one file."""
    entries = (folder / "_delta_log").glob("*.json")
    return sum('"remove"' in entry.read_text() for entry in entries)


def test_of_many_files_one_is_made_and_an_old_version_stays_as_it_was(tmp_path):
    book = Notebook(Place.of(tmp_path), MOST_FILES)
    for number in range(MOST_FILES):
        book.add(str(number), "x", {"n": number})
    before = Table(Place.of(tmp_path))
    book.add("last", "x", {})
    assert len(before.files()) == MOST_FILES and len(Table(Place.of(tmp_path)).files()) == 1
    assert ids(tmp_path) == [*map(str, range(MOST_FILES)), "last"]
    assert before.dataset().count_rows() == MOST_FILES  # whoever reads it now reads on


def test_two_processes_write_while_both_gather_and_no_reader_misses_a_note_or_sees_one_twice(tmp_path):
    writers = [writer(tmp_path, name) for name in "ab"]
    seen: set[str] = set()
    while any(one.poll() is None for one in writers):
        now = ids(tmp_path)
        assert len(set(now)) == len(now) and seen <= set(now)
        seen = set(now)
    assert [one.wait() for one in writers] == [0, 0]
    assert sorted(ids(tmp_path)) == sorted(f"{name}{number}" for name in "ab" for number in range(_EACH))
    assert gathered(tmp_path) >= 3 and len(Table(Place.of(tmp_path)).files()) <= 2 * MOST_FILES


@pytest.mark.sampled(2)
@pytest.mark.parametrize("lines", range(3, 3 + 3 * MOST_FILES))
def test_a_process_that_is_killed_loses_no_note_that_it_said_was_kept(tmp_path, lines):
    process = writer(tmp_path, "a")
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(lines)]
    process.kill()
    said += process.stdout.read().split()
    process.wait()
    kept = ids(tmp_path)
    assert kept[: len(said)] == said and len(set(kept)) == len(kept) <= len(said) + 1
    Notebook(Place.of(tmp_path), MOST_FILES).add("after", "x", {})
    assert ids(tmp_path) == [*kept, "after"]


def test_a_note_is_kept_although_the_files_cannot_be_gathered(tmp_path, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise StorageFailed("no room")

    monkeypatch.setattr(Table, "gather", fails)
    book = Notebook(Place.of(tmp_path), 1)
    for number in range(3):
        book.add(str(number), "x", {})
    assert ids(tmp_path) == ["0", "1", "2"]
