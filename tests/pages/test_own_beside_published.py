"""One's own numbers beside what was published of the same region: side by side, never mixed, contradictions in words."""

from __future__ import annotations

import shutil
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from data.access import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.months import month_end, month_index, month_text
from data.tables.facts import EMBEDDED
from data.words import Words
from tests.pages.ledger_home import LAST
from tests.pages.reading import opened, own_reading, well, words_on

ID = Words("id")
INSIDE = Viewer("wilayah")
REGION, KEY, PUBLISHED = "35.16", "ledger_arrears_employers", "arrears_employers"
MONTH = month_text(month_index(LAST) - 3)
HEADING = "Data sendiri di samping data publikasi"


@pytest.fixture
def printed(own_home, tmp_path, monkeypatch):
    """Prints a figure of who owes in the region, and has the app read it."""
    copy = Path(shutil.copytree(EMBEDDED, tmp_path / "data"))

    def print_one(value: float, as_of: str, flags: str = "") -> None:
        figures = pd.read_csv(copy / "figures.csv", dtype=str, keep_default_na=False)
        row = dict.fromkeys(figures.columns, "") | {
            "id": "A999",
            "area_code": REGION,
            "area_kind": "region",
            "indicator": PUBLISHED,
            "value": f"{value:g}",
            "unit": "employers",
            "as_of": as_of,
            "as_of_basis": "stated",
            "flags": flags,
            "source": "S125",
        }
        pd.concat([figures, pd.DataFrame([row])]).to_csv(copy / "figures.csv", index=False)

    monkeypatch.setenv("PETA_DATA", str(copy))
    st.cache_resource.clear()
    yield print_one
    st.cache_resource.clear()


def own(month: str) -> int:
    return int(own_reading(INSIDE).one(definitions()[KEY], month, "region", REGION).value)


def panel(app) -> str:
    """What the open region says below the heading."""
    said = unescape(words_on(well(app))).replace("\u00a0", " ")
    return said.split(HEADING, 1)[1].split("</section>", 1)[0]


def test_both_are_shown_with_their_date_and_where_they_are_from(own_home):
    said = panel(opened("", INSIDE, data="sendiri", wilayah=REGION))
    [row] = [row for row in said.split("<tr>") if definitions()[KEY].title["id"] in row]
    assert (
        f"{ID.number(own(LAST))} pemberi kerja" in row and f"rilis 1, per {ID.date(month_end(LAST))}" in row
    )
    # The latest that was published is of a part of them, of November 2018.
    assert "87 pemberi kerja" in row and "Nov 2018" in row and "<a " in row
    assert "bertentangan" not in said, "figures of other years are not compared"


def test_a_contradiction_of_one_month_is_said_in_words(printed):
    printed(own(MONTH) + 5, MONTH)
    said = panel(opened("", INSIDE, data="sendiri", wilayah=REGION))
    assert f"bertentangan pada {ID.date(MONTH)}" in said
    assert f"Data sendiri {own(MONTH)} pemberi kerja, data publikasi {own(MONTH) + 5} pemberi kerja" in said
    assert "(selisih −5 pemberi kerja)" in said
    assert f"{own(LAST)} pemberi kerja" in said, "its own number stays what it is"


def test_two_that_agree_are_said_to_agree(printed):
    printed(own(MONTH), MONTH)
    said = panel(opened("", INSIDE, data="sendiri", wilayah=REGION))
    assert f"data sendiri dan data publikasi {ID.date(MONTH)} sama." in said and "bertentangan" not in said


@pytest.mark.parametrize(("as_of", "flags"), [(MONTH, "partial"), ("2019-03", "")])
def test_what_is_of_a_part_or_of_another_time_is_not_compared(printed, as_of, flags):
    printed(own(MONTH) + 5, as_of, flags)
    said = panel(opened("", INSIDE, data="sendiri", wilayah=REGION))
    assert f"{own(MONTH) + 5} pemberi kerja" in said and "bertentangan" not in said


def test_the_office_shows_them_of_all_its_regions_contradictions_first(printed):
    printed(own(MONTH) + 5, MONTH)
    said = panel(opened("kantor-kc-mojokerto", INSIDE, data="sendiri"))
    first = said.split("<tr>")[2]
    assert "Kab. Mojokerto" in first and definitions()[KEY].title["id"] in first
    assert f"Kab. Mojokerto, {definitions()[KEY].title['id']}: bertentangan pada" in said
    assert "Kota Mojokerto" in said and "Jombang" in said


def test_the_public_is_told_no_number_that_is_hidden_from_it(printed):
    printed(3, MONTH)
    said = panel(opened("", PUBLIK, data="sendiri", wilayah=REGION))
    shown = own_reading(PUBLIK).one(definitions()[KEY], LAST, "region", REGION)
    assert ("disembunyikan" in said) == bool(shown.suppressed)
    if shown.suppressed:
        assert f"{own(MONTH)} pemberi kerja" not in said


def test_a_simulated_ledger_is_held_against_nothing(ledger_home):
    assert HEADING not in words_on(well(opened("", INSIDE, data="simulasi", wilayah=REGION)))
