"""A list in which nothing is found is a file all the same: a heading, no rows, and no failure."""

from __future__ import annotations

import pytest

from data.access.viewer import PUBLIK, Viewer
from pages.session import WORK_PAGES
from tests.pages.reading import opened, well
from tests.pages.taken import recorded

_NOBODY = "zz tidak ada zz"
_SHEETS = (".xlsx", ".csv")


@pytest.mark.sampled(5)
@pytest.mark.parametrize("viewer", [PUBLIK, Viewer("pengelola")], ids=lambda viewer: viewer.role)
@pytest.mark.parametrize("page", list(WORK_PAGES))
def test_every_file_of_a_page_without_rows_is_made(ledger_home, monkeypatch, page, viewer):
    taken = recorded(monkeypatch)
    well(opened(page, viewer, data="simulasi", cari=_NOBODY))
    for name in [name for name in taken.makers if name.endswith(_SHEETS)]:
        assert len(taken.makers[name]()) > 20, name


def test_a_call_list_without_rows_is_offered_as_a_file_of_its_heading(ledger_home, monkeypatch):
    taken = recorded(monkeypatch)
    well(opened("kunjungan", Viewer("pengelola"), data="simulasi", cari=_NOBODY))
    assert b"Pemberi kerja" in taken.file(".csv")
