"""A branch's ledger of its own: employers and a month that are published, and the file of the next months."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from data.access import Viewer
from data.intake import Desk, register_of_release
from data.intake.publication.rows import typed
from data.ledger import publish
from data.store import OWN, Change, Store
from data.tables import validated
from tests.data.intake.making import Page, as_xlsx, employers
from tests.facts import FACTS

OFFICE, TODAY = "KC-MOJOKERTO", date(2026, 11, 2)
BRANCH = Viewer("cabang", {OFFICE})
_SECTORS = ("C", "G", "F", "I", "H")


def _employers() -> pd.DataFrame:
    rows = [
        row
        | {
            "sector": _SECTORS[at % 5],
            "legal_form": "pt",
            "scale": "mikro",
            "segment": "PU",
            "jkk_risk": "rendah",
        }
        | {"listed_on": "2019-05-06", "listed_from": "pendaftaran", "programmes": "JKK;JKM"}
        | {"workers_known": row["workers_registered"]}
        for at, row in enumerate(employers())
    ]
    return _whole("employers", rows)


def _bills(month: str) -> pd.DataFrame:
    rows = [
        {
            "npp": row["npp"],
            "blth": month,
            "workers": 5,
            "wages": 20_000_000,
            "due": 1_000_000,
            "paid": 1_000_000,
        }
        | {"paid_on": f"{month[:5]}{int(month[5:]) + 1:02d}-10"}
        for row in employers()
    ]
    return _whole("contributions", rows)


def _whole(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    from data.tables import LEDGER

    frame = pd.DataFrame(rows)
    missing = [column for column in LEDGER[name].columns if column not in frame]
    return validated(name, typed(name, frame.assign(**dict.fromkeys(missing))[list(LEDGER[name].columns)]))


def published_store(home: Path) -> Store:
    """A store of own data with 24 employers and June 2026, all paid: release 1."""
    shutil.copytree(_published(), home, dirs_exist_ok=True)
    return Store(home, OWN)


@cache
def _published() -> Path:
    """A home with that store, made once for all tests of a worker: a store is found wherever its folder lies."""
    home = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    publish_first(home)
    return home


def publish_first(home: str | Path) -> Store:
    """Publish those 24 employers and their June in a home, also of object storage."""
    store = Store(home, OWN)
    changes = {
        "employers": Change("overwrite", _employers()),
        "contributions": Change("overwrite", _bills("2026-06")),
    }
    publish(store, changes, facts=FACTS, title="awal", role="pengelola")
    return store


def desk(store: Store) -> Desk:
    """The desk of the branch, as things are published now."""
    return Desk(OFFICE, TODAY, register_of_release(store.release()), FACTS)


def month_file(month: str, *, wrong: bool = True, twice: bool = True, people: bool = False) -> bytes:
    """The recap of a month as a branch brings it: a title, every second employer unpaid, one wrong cell, one row twice.

    With `people` a column of telephone numbers and one of NIK stand beside them.
    """
    head = ["No", "NPP", "Nama Perusahaan", "BLTH", "Jml TK", "Total Upah", "Iuran", "Jml Bayar", "Tgl Bayar"]
    rows: list[list[object]] = [
        ["PENERIMAAN IURAN", *[""] * 8],
        head + (["No HP", "NIK PIC"] if people else []),
    ]
    for at, one in enumerate(employers()):
        paid = at % 2 == 0
        row = [
            at + 1,
            one["npp"],
            one["name"],
            month,
            5,
            20_000_000,
            1_000_000 + at,
            1_000_000 + at if paid else 0,
        ]
        row.append(f"10/{int(month[5:]) + 1:02d}/2026" if paid else "")
        rows.append(row + ([f"08120000{at:04d}", f"35160000000000{at:02d}"] if people else []))
    if wrong:
        rows[4][5] = "belum lapor"
    if twice:
        rows.append([*rows[3][:6], 999, *rows[3][7:]])
    return as_xlsx(Page(rows, "IURAN"))
