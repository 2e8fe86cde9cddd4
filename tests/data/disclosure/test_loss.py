"""The loss is counted from what is shown: cells, employers and rupiah, of each level and dimension."""

import pandas as pd

from data.disclosure import kept, shares
from data.disclosure.masking import masked
from tests.data.disclosure.disclosure_cubes import MONTH, SMALL
from tests.data.disclosure.test_suppression import cube_of, one_cell

ASKED = {"count": ("wajib",), "debt": ("outstanding_macet",)}


class Law:
    min_employers, dominance_ppm, dominance_confirmed = 5, 800_000, True


def month() -> pd.DataFrame:
    owed = {"outstanding_macet": 100, "largest_outstanding": 10, "in_arrears": 20, "in_arrears_macet": 20}
    rows = [one_cell("1.1", "1", "A", 3), one_cell("1.1", "2", "A", 30), one_cell("1.2", "1", "B", 40)]
    return cube_of(*(row | owed for row in rows))


def test_what_is_shown_and_what_is_not_is_all_there_is():
    table = kept(month(), SMALL, MONTH, Law, ASKED)
    cells = masked(month(), SMALL, MONTH, Law, ("wajib",), None)
    towns = table[(table["indicator"] == "count") & (table["level"] == "kecamatan")].iloc[0]
    here = cells[cells["level"] == "kecamatan"]
    told = here[here["suppressed"] == ""]
    assert (towns["cells"], towns["employers"]) == (len(here), here["wajib"].sum()) == (3, 73)
    assert (towns["shown_cells"], towns["shown_employers"]) == (len(told), told["wajib"].sum()) == (1, 40)
    rupiah = table[table["indicator"] == "debt"]
    assert (rupiah["rupiah"] > 0).all() and (rupiah["shown_rupiah"] <= rupiah["rupiah"]).all()


def test_the_shares_of_a_level_are_of_its_sums():
    table = kept(month(), SMALL, MONTH, Law, ASKED)
    whole = shares(table).set_index(["level", "dimension"]).loc[("all", "")]
    assert whole["cells"] == 2 and whole["share_cells"] == 1 and whole["rupiah"] == 300
    towns = shares(table, ["level"]).set_index("level").loc["kecamatan"]
    assert 0 < towns["share_cells"] < 1 and towns["share_employers"] > towns["share_cells"]
