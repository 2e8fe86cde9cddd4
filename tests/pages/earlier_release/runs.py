"""The runs of pages that an earlier release is looked at with, and the home that it is unpacked into."""

from __future__ import annotations

import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from data.access import PUBLIK, Viewer
from pages.workpapers import PREFIX
from tests.pages.earlier_release.files import CELLS
from tests.pages.earlier_release.text import visible_text
from tests.pages.reading import opened
from tests.pages.taken import recorded

_HERE = Path(__file__).parent
EXPECTED = _HERE / "expected.json"
# The app makes a newer release of its own once a later month is over.
_TODAY = datetime(2026, 11, 26, 12)
_VIEWERS = {
    "publik": PUBLIK,
    "wilayah": Viewer("wilayah"),
    "cabang": Viewer("cabang", frozenset({"KC-PALEMBANG"})),
}


@dataclass(frozen=True)
class Run:
    """A page at an address, as a role sees it; `unfolded` are the keys of what is folded up at first.

    `files` are the endings of the downloads that are made and read: of "xlsx", "csv" and "gpkg".
    """

    page: str
    address: str
    role: str = "publik"
    unfolded: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def __str__(self) -> str:
        """What the run is called in the file of what was said."""
        return f"{self.role} /{self.page}?{self.address}"


_TABLES = ("xlsx", "csv")
RUNS = [
    Run("", "data=simulasi", "wilayah", ("narrowing", "chance"), ("xlsx", "gpkg")),
    Run("", "data=simulasi&wilayah=16.71&banding=2025-10", "wilayah", ("trend", "why")),
    Run("", "data=simulasi&banding=2025-10", "wilayah"),
    Run("", "data=simulasi&tingkat=kecamatan&area=pekalongan&bhs=en", "wilayah", ("narrowing",), ("xlsx",)),
    Run(
        "", "data=simulasi&indikator=ledger_arrears_rp&per=2026-03&bhs=en", "cabang", ("narrowing",), _TABLES
    ),
    Run("", "data=simulasi&indikator=registration&kelas=kebetulan", "wilayah", ("chance",)),
    Run("", "data=simulasi", "publik", ("narrowing", "chance"), ("xlsx", "gpkg")),
    Run("", "data=simulasi&sektor=C&wilayah=35.16", "publik", ("why",)),
    Run("", "data=simulasi&sektor=C", "publik"),
    Run("kantor-kc-palembang", "data=simulasi", "wilayah", (), _TABLES),
    Run("kantor-kanwil-sumbagsel", "data=simulasi", "publik", (), ("xlsx",)),
    Run("tunggakan", "data=simulasi", "wilayah", ("arrears_pictures",), _TABLES),
    Run("tunggakan", "data=simulasi&kantor=KC-MOJOKERTO&umur=macet&bhs=en", "wilayah"),
    Run("tunggakan", "data=simulasi&wilayah=16.71", "cabang", ("arrears_pictures",), ("xlsx",)),
    Run("tunggakan", "data=simulasi", "publik", (), ("xlsx",)),
    Run("kunjungan", "data=simulasi&bobot=0-0-2", "wilayah", (), _TABLES),
    Run("kunjungan", "data=simulasi&bhs=en", "publik"),
    Run("penegakan", "data=simulasi", "wilayah", (), _TABLES),
    Run("penegakan", "data=simulasi&jenis=tunggakan&urut=tenggat.naik&bhs=en", "cabang"),
    Run("penegakan", "data=simulasi", "publik"),
    Run("pwbd-pds", "data=simulasi&jenis=pds", "wilayah", (), _TABLES),
    Run("pwbd-pds", "data=simulasi&wilayah=35.16&bhs=en", "publik"),
    Run("informal", "data=simulasi", "wilayah", (), ("xlsx",)),
    Run("informal", "data=simulasi&kecamatan=16.71.11&bhs=en", "publik"),
    Run("kemitraan", "data=simulasi&wilayah=16.71", "wilayah", ("events",), ("xlsx",)),
    Run("andai", "data=simulasi&target=70", "wilayah", (), ("xlsx",)),
    Run("andai", "data=simulasi&bhs=en", "publik"),
    Run("pemberi-kerja", "data=simulasi&pk=SIM-000560", "wilayah", (), _TABLES),
    Run("pemberi-kerja", "data=simulasi&pk=SIM-000600&bhs=en", "wilayah"),
    Run("perkara", "data=simulasi&perkara=SIM-K-00033", "wilayah", (), ("xlsx",)),
    Run("perkara", "data=simulasi&perkara=SIM-K-00017&bhs=en", "wilayah"),
]


@contextmanager
def earlier_home() -> Iterator[None]:
    """The home in force is one with the earlier release in it, on the day that it was made."""
    clock = time.time
    apart = _TODAY.timestamp() - clock()
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        with tarfile.open(_HERE / "release.tar.xz") as packed:
            packed.extractall(home, filter="data")
        patch.setenv("PETA_HOME", home)
        patch.setattr(time, "time", lambda: clock() + apart)
        assert date.today() == _TODAY.date(), (
            "date.today() does not ask time.time here: set the day otherwise"
        )
        yield


def seen(run: Run) -> dict[str, Any]:
    """What the run shows: `said` on the page, and the cells of its `files` by name."""
    query = dict(part.split("=") for part in run.address.split("&"))
    with pytest.MonkeyPatch.context() as patch:
        taken = recorded(patch)
        app = opened(run.page, viewer_of(run), *run.unfolded, **query)
        assert not app.exception
        files = {
            name: CELLS[ending](taken.makers[name]()) for name, ending in _wanted(taken.makers, run.files)
        }
    return {"said": list(visible_text(app)), "files": files}


def viewer_of(run: Run) -> Viewer:
    """Who looks at the page of a run."""
    return _VIEWERS[run.role]


def _wanted(makers: dict[str, Callable[[], bytes]], endings: tuple[str, ...]) -> list[tuple[str, str]]:
    """File name and ending of every file that is to be made, by name; working papers are recounted elsewhere."""
    tables = sorted(name for name in makers if not name.startswith(PREFIX))
    return [(name, ending) for name in tables for ending in endings if name.endswith(f".{ending}")]
