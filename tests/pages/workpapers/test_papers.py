"""Working papers that pages offer: every number of the page, recounted from the cells, is what the app says."""

from __future__ import annotations

import pytest

from data.access import PUBLIK, Viewer
from tests.data.workpapers.recount import Recount
from tests.pages.reading import opened
from tests.pages.taken import recorded

INSIDE = Viewer("pengelola")
HERE = {"data": "simulasi"}


def paper(page: str, viewer: Viewer, *unfolded: str, **query: str) -> Recount:
    with pytest.MonkeyPatch.context() as patch:
        taken = recorded(patch)
        app = opened(page, viewer, *unfolded, **HERE, **query)
        assert not app.exception
        return Recount(taken.paper())


def agreed(found: Recount) -> list[list]:
    """The rows of the paper, each of which says what the app says, or that it is not told."""
    rows = found.rows()
    checked = [row for row in rows if isinstance(row[11], int | float)]
    assert {(row[12], row[13]) for row in checked} <= {(0, 1)}
    assert all(row[8] == row[11] and isinstance(row[8], str) for row in rows if row not in checked)
    assert found.value("Angka", "F", 4) == found.value("Angka", "G", 4) == len(checked)
    for page in found.book:
        assert any("SIMULASI" in str(cell) for row in page.iter_rows(values_only=True) for cell in row), page
    return rows


@pytest.mark.parametrize("viewer", [PUBLIK, INSIDE], ids=lambda viewer: viewer.role)
def test_the_map_gives_its_whole_its_regions_and_what_they_lack(ledger_home, viewer):
    query = {"indikator": "coverage_workers", "area": "mojokerto-jombang"}
    rows = agreed(paper("", viewer, "narrowing", **query))
    assert len({row[2] for row in rows}) > 3  # the area, its three regions, and these together
    if viewer == PUBLIK:  # of so small a ledger no region is told
        assert not [row for row in rows if row[16] == "sel terinci"]
        return
    assert rows[-1][4] == "pekerja" and rows[-1][8] > 0
    assert {"jarak ke target", "kurang ke target"} <= {row[1].split(": ")[-1] for row in rows}


def test_a_comparison_has_both_months_and_the_change(ledger_home):
    query = {"area": "pekalongan", "banding": "2026-05", "indikator": "ledger_arrears_rp"}
    rows = agreed(paper("", INSIDE, "narrowing", **query))
    assert len(rows) % 3 == 0 and sum("perubahan" in row[1] for row in rows) == len(rows) // 3


def test_an_office_gives_its_tiles_and_those_of_its_regions(ledger_home):
    rows = agreed(paper("kantor-kc-mojokerto", INSIDE))
    assert {"Tingkat kepatuhan: yang belum", "Nilai tunggakan"} <= {row[1] for row in rows}
    assert len({row[2] for row in rows}) == 4  # the office and its three regions
    assert {row[16] for row in rows if row[16]} == {"sel terinci"}


def test_a_briefing_gives_the_numbers_of_its_screens_as_the_public_sees_them(ledger_home):
    rows = agreed(paper("paparan", INSIDE, siap="forkopimda", wilayah="35.17"))
    parts = {row[1].split(":")[0] for row in rows}
    assert {"Layar 1", "Layar 2", "Layar 3", "Layar 6"} <= parts
    assert not [row for row in rows if row[16] == "sel terinci"]
