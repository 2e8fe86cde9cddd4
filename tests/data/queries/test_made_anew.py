"""A ledger that was made anew in its place, whose releases count from 1 again: nothing of the one before is told."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from data.access.viewer import PUBLIK, Viewer
from data.indicators import definitions
from tests.data.queries.released import random_tables, released
from tests.facts import FACTS

BRANCH = Viewer("cabang", frozenset({"KC-PALEMBANG"}))


@pytest.mark.parametrize("viewer", [PUBLIK, BRANCH, Viewer("pengelola")], ids=lambda viewer: viewer.role)
def test_each_role_is_told_the_numbers_of_the_new_one(tmp_path, viewer):
    old = released(tmp_path / "home", random_tables(3, 300), viewer, FACTS)
    month, about = old.months[-1], definitions()["employers_obliged"]
    before = old.values(about, month)
    shutil.rmtree(tmp_path / "home")
    tables = random_tables(4, 300)
    new = released(tmp_path / "home", tables, viewer, FACTS)
    elsewhere = released(tmp_path / "elsewhere", tables, viewer, FACTS)
    assert (new.place, new.release.number, new.months) == (old.place, old.release.number, old.months)
    pd.testing.assert_frame_equal(new.values(about, month), elsewhere.values(about, month))
    assert not new.values(about, month)["value"].equals(before["value"])
