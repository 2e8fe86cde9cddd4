"""What regions of an office lack to their targets, in the file of the office as on the map."""

from __future__ import annotations

import pytest

from data.access.viewer import Viewer
from data.indicators import definitions
from data.offices import office_sums
from data.queries import course
from data.words import Words
from pages.office.regions import sheet
from pages.view import View
from tests.pages.reading import reading

pytestmark = pytest.mark.usefixtures("ledger_home")
INSIDE = Viewer("pengelola")


def test_the_file_says_what_each_region_lacks_and_since_when_as_the_map_does():
    found = reading(INSIDE)
    of = office_sums("KC-MOJOKERTO", found.months[-1], found)
    made = sheet(of, View(data="simulasi"), Words("id")).rows.set_index("code")
    for name in ("compliance", "coverage_workers"):
        known = course(found, definitions()[name], of.month, of.regions).result()
        behind = known.shortfall.by_area
        for code, stood in known.standings.items():
            assert made.loc[code, f"{name}_target"] == stood.target
            assert made.loc[code, f"{name}_lacks"] == stood.short
            since = Words("id").date(behind[code][1].month) if code in behind else ""
            assert made.loc[code, f"{name}_since"].startswith(since)
            assert bool(made.loc[code, f"{name}_since"]) == (code in behind)
    assert "registration_target" not in made
    total = sheet(of, View(data="simulasi"), Words("id")).total
    [target] = of.sum("compliance").held
    assert total["compliance_target"] == target.value
