"""Boundaries that lack a region: the page, the list and the files say which, why, and whose shape covers its ground."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pyogrio
import pytest
import shapely
import streamlit as st
from python_calamine import CalamineWorkbook

from data.access import PUBLIK
from data.tables.facts import EMBEDDED
from geo import boundaries
from geo.layers import layers
from tests.pages.reading import component, opened, painted, words_on
from tests.pages.taken import recorded

MOTHER, DAUGHTER = "16.05", "16.13"
CREDIT = "Batas wilayah, sumber: lapisan_lama.gpkg"


@pytest.fixture(scope="module")
def older(tmp_path_factory) -> Path:
    """The embedded data with boundaries from before Musi Rawas Utara became a region of its own."""
    folder = tmp_path_factory.mktemp("lama") / "data"
    shutil.copytree(EMBEDDED, folder)
    whole = pyogrio.read_dataframe(folder / boundaries.FILE_NAME)
    shapes = whole[whole["level"] == "region"].set_index("code").geometry
    joined = shapely.union(shapes[MOTHER], shapes[DAUGHTER])
    whole.loc[(whole["level"] == "region") & (whole["code"] == MOTHER), "geometry"] = shapely.multipolygons(
        shapely.get_parts(joined)
    )
    whole = whole[(whole["code"] != DAUGHTER) & (whole["region"] != DAUGHTER)]
    pyogrio.write_dataframe(
        whole,
        folder / boundaries.FILE_NAME,
        driver="FlatGeobuf",
        layer="boundaries",
        layer_options={"DESCRIPTION": CREDIT, "SPATIAL_INDEX": "NO"},
    )
    return folder


@pytest.fixture
def seen(older, monkeypatch):
    monkeypatch.setenv("PETA_DATA", str(older))
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def test_the_mother_is_found_by_the_capital_that_she_holds(older):
    report = layers(older).report
    assert report.without_boundary == (DAUGHTER,) and report.covered == {DAUGHTER: MOTHER}
    assert layers(EMBEDDED).report.covered == {} and layers(EMBEDDED).report.without_boundary == ()


@pytest.mark.parametrize(
    ("language", "said", "mark"),
    [
        (
            "id",
            "wilayah yang dipakai: Musi Rawas Utara (tanahnya tergambar sebagai Musi Rawas)",
            "tidak digambar",
        ),
        ("en", "its ground is drawn as Musi Rawas", "not drawn"),
    ],
)
def test_the_page_says_what_is_not_drawn(seen, language, said, mark):
    app = opened(bhs=language)
    assert said in words_on(app)
    marked = {row[1] for row in component(app, "bidi_component", "peta_rank")["rows"] if mark in row[6]}
    assert marked == {DAUGHTER}
    assert painted(app)["covers"]
    assert said not in words_on(opened(bhs=language, area="pekalongan"))


def test_so_do_its_files_with_the_credit_of_the_file(seen, monkeypatch):
    taken = recorded(monkeypatch)
    opened("", PUBLIK, "drawing")
    rows = list(csv.DictReader(io.StringIO(taken.file(".csv").decode("utf-8-sig")), delimiter=";"))
    assert {row["Wilayah"] for row in rows if "tidak digambar" in row["Tanda"]} == {"Kab. Musi Rawas Utara"}
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.file(".xlsx")))
    pairs = {row[0]: row[1] for row in book.get_sheet_by_name("Keterangan").to_python()}
    assert "tergambar sebagai Musi Rawas" in pairs["Tidak digambar"]
    assert pairs["Batas wilayah"] == "sumber: lapisan_lama.gpkg"
    assert "BPS via OCHA" not in " ".join(map(str, pairs.values()))
    info = pyogrio.read_info(io.BytesIO(taken.file(".gpkg")))
    description = info["layer_metadata"]["DESCRIPTION"]
    assert "lapisan_lama.gpkg" in description and "tergambar sebagai Musi Rawas" in description


def test_no_page_credits_whom_the_file_does_not_name(seen):
    assert "BPS via OCHA" not in words_on(app := opened("sumber")) and "lapisan_lama.gpkg" in words_on(app)
