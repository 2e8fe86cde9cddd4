"""A release holds its own cube; a new month leaves the old ones as they were published."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.cube import DIMENSIONS, LARGEST, MEASURES
from data.ledger import publishing, run
from data.ledger.publishing import publish
from data.simulation import release
from data.simulation.plan import usual_plan
from data.store.changes import Change
from data.store.store import SIMULATED, Store
from tests.data.ledger.ledger_cases import as_reported, number, random_case, text
from tests.facts import FACTS

FIRST = 2023 * 12 + 10


@pytest.fixture(scope="module")
def ledger():
    return as_reported(random_case(11, 50, FIRST, 8)).tables


@pytest.fixture(scope="module")
def whole(tmp_path_factory, ledger) -> Path:
    """The folder of a store with all months at once: not to be changed."""
    return published(tmp_path_factory.mktemp("whole"), ledger, FIRST + 7)


@pytest.fixture(scope="module")
def before(tmp_path_factory, ledger) -> Path:
    """The folder of a store without the last month: not to be changed."""
    return published(tmp_path_factory.mktemp("before"), ledger, FIRST + 6)


def published(folder: Path, ledger, last: int) -> Path:
    put(Store(folder, SIMULATED), up_to(ledger, last))
    return folder


def copied(folder: Path, to: Path) -> Store:
    """The store of a folder, to be published into."""
    return Store(shutil.copytree(folder, to, dirs_exist_ok=True), SIMULATED)


def up_to(tables, last: int):
    """The ledger as it was known at the end of a month: later rows of contributions and payments left out."""
    rows, later = tables["contributions"], tables["instalments"]
    paid = later["paid_on"].dt.year * 12 + later["paid_on"].dt.month - 1
    known = {
        "contributions": rows[[number(b) <= last for b in rows["blth"]]],
        "instalments": later[paid <= last],
        "informal": tables["informal"][[number(b) <= last for b in tables["informal"]["blth"]]],
    }
    return tables | known


def month_after(tables, last: int) -> dict[str, Change]:
    """What a month adds to the ledger as it was known at the end of the month before."""
    before, now = up_to(tables, last - 1), up_to(tables, last)
    names = ("contributions", "instalments", "informal")
    return {n: Change("append", now[n].loc[~now[n].index.isin(before[n].index)]) for n in names}


def put(store: Store, tables, mode: str = "overwrite"):
    changes = {name: Change(mode, frame) for name, frame in tables.items()}
    return publish(store, changes, facts=FACTS, title="uji", role="pengelola", keep=False)


def cells(release, name: str = "cube") -> pd.DataFrame:
    return release.table(name).to_pandas().sort_values(list(DIMENSIONS), ignore_index=True)


def test_a_new_month_gives_the_cube_that_all_months_at_once_give(tmp_path, ledger, whole, before):
    store, last, at_once = copied(before, tmp_path), FIRST + 7, Store(whole, SIMULATED).release()
    grown = publish(store, month_after(ledger, last), facts=FACTS, title="uji", role="pengelola", keep=False)
    pd.testing.assert_frame_equal(cells(grown), cells(at_once))
    pd.testing.assert_frame_equal(cells(grown, "totals"), cells(at_once, "totals"))


def test_a_cube_larger_than_memory_goes_by_way_of_the_disk(tmp_path, monkeypatch, ledger, whole, before):
    monkeypatch.setenv("PETA_SPILL", str(tmp_path / "spill"))
    monkeypatch.setattr(publishing, "MOST_HELD", 10)
    monkeypatch.setattr(run, "AT_ONCE", 2 * len(ledger["employers"]))
    written = []
    real = publishing.ManyRows._read
    monkeypatch.setattr(publishing.ManyRows, "_read", lambda rows: written.append(rows._path) or real(rows))
    store, at_once = copied(before, tmp_path / "grown"), Store(whole, SIMULATED).release()
    grown = publish(
        store, month_after(ledger, FIRST + 7), facts=FACTS, title="uji", role="pengelola", keep=False
    )
    anew = put(Store(tmp_path / "anew", SIMULATED), up_to(ledger, FIRST + 7))
    assert len(written) == 2 and not list((tmp_path / "spill").glob("*/kubus-*"))
    for name in ("cube", "totals"):
        pd.testing.assert_frame_equal(cells(grown, name), cells(at_once, name))
        pd.testing.assert_frame_equal(cells(anew, name), cells(at_once, name))


def test_a_new_month_appended_leaves_every_old_month_alone(tmp_path, ledger, before):
    store, last = copied(before, tmp_path), FIRST + 7
    old = store.release()
    heads = pd.array([999] * len(ledger["employers"]), dtype="Int64")
    changes = month_after(ledger, last)
    changes["employers"] = Change("overwrite", ledger["employers"].assign(workers_known=heads))
    grown = publish(store, changes, facts=FACTS, title="uji", role="pengelola", keep=False)
    assert grown.months == (*old.months, text(last))
    assert grown.changed(old, "cube") == {text(last)} == grown.changed(old, "totals")
    assert set(cells(grown).query("month == @text(@last) and segment == 'PU'")["known_wajib"] // 999) != {0}


def test_a_payment_dated_back_changes_the_months_since_then_and_no_others(tmp_path, ledger, whole):
    store = copied(whole, tmp_path)
    old = store.release()
    # A payment is counted where its employer is: one that was listed later has no cell in that month.
    known = ledger["employers"].query("listed_on < @pd.Timestamp('2023-11-01')")["npp"]
    bills = old.table("left_open").to_pandas().sort_values(["blth", "npp"])
    unpaid = bills[bills["npp"].isin(known)].iloc[0]
    paid_on = pd.Timestamp(f"{text(FIRST + 4)}-20")
    row = {
        "npp": unpaid["npp"],
        "blth": text(int(unpaid["blth"])),
        "paid_on": paid_on,
        "paid_jkk": int(unpaid["open"]),
    }
    late = pd.DataFrame([row | {"paid_jkm": 0, "paid_jht": 0, "paid_jp": 0}])
    new = publish(
        store, {"instalments": Change("append", late)}, facts=FACTS, title="uji", role="pengelola", keep=False
    )
    assert new.changed(old, "cube") == {text(m) for m in range(FIRST + 4, FIRST + 8)}
    was, now = (cells(r, "totals").groupby("month")["paid_late"].sum() for r in (old, new))
    assert (now - was)[lambda d: d != 0].to_dict() == {text(FIRST + 4): int(unpaid["open"])}


def test_the_totals_are_the_cube_without_its_fine_dimensions(whole):
    release = Store(whole, SIMULATED).release()
    keys = ["month", "region", "office", "segment"]
    fine, coarse = cells(release), cells(release, "totals")
    sums = fine.groupby(keys)[list(MEASURES)].sum().join(fine.groupby(keys)[list(LARGEST)].max())
    pd.testing.assert_frame_equal(coarse.set_index(keys)[sums.columns], sums, check_like=True)


def test_the_simulated_ledger_is_made_once_a_month(tmp_path, monkeypatch):
    """Of fewer employers than the app's, which are no other; how long those take `make bench` measures."""
    monkeypatch.setattr(release, "usual_plan", lambda last: replace(usual_plan(last), employers=300))
    shares = []
    first = release.simulated_release(
        str(tmp_path), FACTS, date(2026, 11, 22), lambda done, words: shares.append(done)
    )
    assert first.simulated and first.months[-1] == "2026-10" and len(first.months) == 36
    assert shares == sorted(shares) and shares[-1] == 1
    assert release.simulated_release(str(tmp_path), FACTS, date(2026, 11, 30)).number == first.number
