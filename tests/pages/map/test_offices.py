"""The map of figures of offices: each office is the area that it served on the day of its figure, and nothing is added up."""

from datetime import date

import geopandas
import pytest

from data import places
from data.settings import data_folder
from data.words import LANGUAGES, Words
from geo.boundaries import CREDIT
from geo.layers import layers
from pages.map.offices import office_map, offices_with_figures
from pages.map.offices.drawn import package, picture
from pages.map.offices.page import content, in_one, painting
from pages.map.offices.sheet import sheet
from pages.session import office_indicators
from pages.view import View
from tests.facts import FACTS
from tests.pages.reading import opened, well, words_on

ALL = list(office_indicators())


def shown(indicator: str, **view):
    return office_map(View.of(indicator=indicator, level="kantor", **view))


def test_an_office_is_the_area_that_it_served_on_the_day_of_its_figure():
    # Banyuasin was served by KC Palembang from 2020 on: a figure of 2016 is not of it, one of 2020 is.
    assert (
        shown("arrears_rp").covered["16.06"] == "KC-PALEMBANG" and "16.07" not in shown("arrears_rp").covered
    )
    assert shown("employers_active").covered["16.07"] == "KC-PALEMBANG"
    assert places.served_on(FACTS, "KC-PALEMBANG", date(2025, 6, 1)) == ("16.02", "16.10", "16.71")
    # Older than anything that is known of whom it served: the first that is known.
    assert places.served_on(FACTS, "KC-PEKALONGAN", date(2001, 1, 1)) == ("33.25", "33.26", "33.27", "33.75")


@pytest.mark.parametrize("indicator", ALL)
def test_no_target_flow_or_sum_is_drawn_and_no_figure_twice(indicator):
    for flagged in (False, True):
        found = shown(indicator, flagged=flagged)
        assert found.rows["area_code"].is_unique
        printed = FACTS.figures[FACTS.figures["indicator"] == indicator].set_index("id")
        for row in found.rows.itertuples():
            assert printed.loc[row.id, "value"] == row.value and printed.loc[row.id, "area_kind"] == "office"
            assert not {"target", "flow"} & set(row.flags.split(";"))
            assert flagged or not {"partial", "bound", "doubtful"} & set(row.flags.split(";"))
        assert set(found.covered.values()) <= set(found.drawn["area_code"])
        view = View.of(indicator=indicator, level="kantor", flagged=flagged)
        assert offices_with_figures(view) == len(found.rows)
        assert not {row.area_code for row in found.rows.itertuples() if row.why} & set(found.covered.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_arrears_that_only_offices_have_are_no_dead_end(language):
    view, words = View.of(indicator="arrears_rp", level="kantor", language=language), Words(language)
    found = office_map(view)
    assert {"KC-PALEMBANG", "KC-PEKALONGAN"} <= set(found.covered.values())
    rows = content(found, words)["rows"]
    assert [row[1] for row in rows if row[0]] == ["KC-PALEMBANG", "KC-PEKALONGAN"], "both of 2016"
    assert next(row for row in rows if row[1] == "KANWIL-SUMBAGSEL")[0] == "", "of 2017, and not drawn"
    marks = {mark.code: mark for mark in painting(view, found, words, "light").marks}
    assert set(marks) == set(found.covered) and all(mark.old for mark in marks.values())
    assert sum(not mark.quiet for mark in marks.values()) == 2, "one name of each office carries its value"
    assert "Rp40" in in_one(view, found, words)[2] and len(sheet(view, words).rows) == len(found.rows)


def test_the_smaller_of_two_offices_stands_on_the_larger():
    found = shown("workers_registered")
    assert (found.covered["16.04"], found.covered["16.71"]) == ("KCP-LAHAT", "KC-PALEMBANG")


def test_the_empty_map_leads_to_the_offices_and_a_ledger_has_no_such_level():
    said = words_on(well(opened(indikator="arrears_rp")))
    assert "kantor punya data publikasi untuk ini" in said
    app = opened(indikator="arrears_rp")
    next(button for button in app.button if button.key == "to_offices").click()
    said = words_on(well(app.run()))
    assert "Tunggakan iuran, menurut kantor" in said and "kantor" in app.query_params["tingkat"]
    only_offices = words_on(well(opened(indikator="pds_employers", tingkat="kantor", bhs="en")))
    assert "by office" in only_offices


def test_the_geopackage_holds_an_office_as_the_union_of_its_regions(tmp_path):
    view, words = View.of(indicator="arrears_rp", level="kantor"), Words("id")
    path = tmp_path / "kantor.gpkg"
    path.write_bytes(package(view, words))
    made = geopandas.read_file(path).set_index("kode")
    regions = layers(data_folder()).regions.set_index("code").geometry
    found = office_map(view)
    assert set(made.index) == set(found.rows["area_code"])
    for row in found.rows.itertuples():
        shape = made.loc[row.area_code].geometry
        assert made.loc[row.area_code, "nilai"] == row.value and (shape is None) == (not row.regions)
        if row.regions:
            assert shape.area == pytest.approx(sum(regions[code].area for code in row.regions))
    assert picture(view, words).startswith(b"\x89PNG")


def test_the_credit_and_where_the_numbers_are_from_open_the_foot_of_the_picture(monkeypatch):
    drawn = []
    monkeypatch.setattr("pages.map.offices.drawn.png", lambda shown, layers: drawn.append(shown) or b"")
    picture(View.of(indicator="arrears_rp", level="kantor"), Words("id"))
    assert drawn[0].foot.startswith(f"Peta Patuh. {CREDIT}. Dari berita dan laman publik, bukan data resmi.")
