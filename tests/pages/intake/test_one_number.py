"""One number the whole way: the rupiah of a branch's file are those of the release, of the map and of the map's file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from data.access import Viewer
from data.intake import check, publish, published_details, rehearse
from data.store import Store
from data.words import Words
from tests.data.intake.own import BRANCH, OFFICE, desk, month_file, published_store
from tests.facts import FACTS
from tests.pages.reading import opened, rows, well, words_on
from tests.pages.taken import recorded

INSIDE = Viewer("wilayah")


def brought(store: Store, month: str) -> int:
    """Brings and publishes the file of a month; gives the rupiah due that the file itself holds."""
    report = check(month_file(month, wrong=False, twice=False), f"{month}.xlsx", desk(store))
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    details = published_details(report, "00", OFFICE, "cabang")
    publish(store, rehearsal, embedded=FACTS, title=report.file, viewer=BRANCH, details=details)
    return sum(1_000_000 + at for at in range(24))


def test_the_file_is_the_release_is_the_map_is_the_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    store = published_store(tmp_path)
    in_file = brought(store, "2026-07")
    brought(store, "2026-08")
    july = store.release().table("contributions", months=["2026-07"]).to_pylist()
    assert sum(row["due"] for row in july) == in_file
    taken = recorded(monkeypatch)
    # What is due for July falls due in August.
    app = well(opened("", INSIDE, "narrowing", data="sendiri", indikator="due_rp", periode="2026-08"))
    lines = list(csv.DictReader(io.StringIO(taken.file(".csv").decode("utf-8-sig")), delimiter=";"))
    exported = {
        line["Kode Kemendagri"].removeprefix("'"): int(line["Nilai (rupiah)"])
        for line in lines
        if line["Nilai (rupiah)"]
    }
    regions = {row["npp"]: row["region"] for row in store.release().table("employers").to_pylist()}
    released = dict.fromkeys(exported, 0)
    for row in july:
        released[regions[row["npp"]]] += row["due"]
    assert exported == released and sum(exported.values()) == in_file
    words = Words("id")
    assert {code: row[2] for code, row in rows(app).items()} == {
        code: words.rupiah(value) for code, value in released.items()
    }
    assert words.rupiah(in_file) in words_on(app)
