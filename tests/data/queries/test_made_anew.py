"""A ledger that was made anew in its place, whose releases count from 1 again: nothing of the one before is told."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pandas as pd

from data.access.viewer import PUBLIK, Viewer
from data.indicators import definitions
from tests.data.queries.released import random_tables, released
from tests.facts import FACTS

VIEWERS = [PUBLIK, Viewer("cabang", frozenset({"KC-PALEMBANG"})), Viewer("pengelola")]


def test_each_role_is_told_the_numbers_of_the_new_one(tmp_path):
    tables = random_tables(4, 300)
    old = released(tmp_path / "home", random_tables(3, 300), PUBLIK, FACTS)
    month, about = old.months[-1], definitions()["employers_obliged"]
    before = [replace(old, viewer=viewer).values(about, month) for viewer in VIEWERS]
    shutil.rmtree(tmp_path / "home")
    new = released(tmp_path / "home", tables, PUBLIK, FACTS)
    elsewhere = released(tmp_path / "elsewhere", tables, PUBLIK, FACTS)
    assert (new.place, new.release.number, new.months) == (old.place, old.release.number, old.months)
    for viewer, once in zip(VIEWERS, before, strict=True):
        told, right = (replace(one, viewer=viewer).values(about, month) for one in (new, elsewhere))
        pd.testing.assert_frame_equal(told, right)
        assert not told["value"].equals(once["value"]), viewer
