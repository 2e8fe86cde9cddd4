"""A note is read once, however often it is asked for; what others add meanwhile is seen."""

from __future__ import annotations

import pyarrow.parquet as parquet

from data.store.delta import Table
from data.store.notebook import Notebook, _read
from data.store.store import SIMULATED, Store


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
