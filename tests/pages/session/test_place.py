"""A place of the pages of work: an area is one, with the numbers that the map has of it."""

from __future__ import annotations

import re
from html import unescape

import pytest
import streamlit as st

from data.access import PUBLIK
from data.access.viewer import Viewer
from data.indicators.definition import definitions
from data.words import Words
from pages.office import today
from pages.session import OFFICE_INDICATORS, links
from pages.session.place import Place, narrowest_place
from pages.view import View, on_map
from tests.pages.counting import Query
from tests.pages.reading import opened, reading, well, words_on

ID = Words("id")


def plain(app) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", words_on(app))).replace("\u00a0", " ")


@pytest.mark.parametrize("viewer", [PUBLIK, Viewer("pengelola")], ids=["publik", "pengelola"])
def test_an_area_has_its_own_cell_and_is_wider_than_its_regions(public_home, viewer):
    found = reading(viewer)
    for area in ("sumsel", "mojokerto-jombang", "pekalongan"):
        place = Place("area", area, found.months[-1], found)
        assert set(place.regions) == set(found.facts.regions.query("area == @area")["code"])
        for name in OFFICE_INDICATORS:
            assert place.sum(name) == found.one(definitions()[name], found.months[-1], "area", area)
        assert [(one.level, one.key) for one in place.wider] == [("all", "")]
        region = Place("region", place.regions[0], found.months[-1], found)
        assert [one.level for one in region.wider] == ["area", "all"]


def test_the_area_of_the_map_is_the_place_of_the_pages_that_it_links_to(public_home):
    found = reading()
    whole = found.one(definitions()["ledger_arrears_employers"], found.months[-1], "area", "sumsel")
    said = ID.number(whole.value)
    page = well(opened("", data="simulasi", area="sumsel", indikator="ledger_arrears_employers"))
    assert f"Sumatera Selatan: {said} pemberi kerja" in plain(page)
    app = well(opened("tunggakan", data="simulasi", area="sumsel", cakupan="layanan"))
    assert "Sumatera Selatan, per" in plain(app) and said in plain(app)
    assert app.query_params["area"] in ("sumsel", ["sumsel"])
    assert app.selectbox(key="w_place").value == "sumsel"
    app.selectbox(key="w_place").select("16.71").run()
    assert "area" not in app.query_params and app.query_params["wilayah"] in ("16.71", ["16.71"])
    app.selectbox(key="w_place").select("pekalongan").run()
    assert app.query_params["area"] in ("pekalongan", ["pekalongan"]) and "wilayah" not in app.query_params


def test_agreements_and_counters_of_an_area_are_those_of_its_regions(ledger_home):
    app = well(opened("kemitraan", area="pekalongan"))
    assert "Pekalongan, per" in plain(app) and "Kota Pekalongan" in plain(app)
    assert "Palembang" not in plain(app).split("Loket dan titik layanan")[1]


def test_a_way_keeps_the_place_and_leaves_what_narrowed_another_page(ledger_home, monkeypatch):
    """From an office to an employer and on to its page of work; from a kecamatan's page of work to the map."""
    narrowed = {"region": "16.71", "sector": "C", "search": "x", "step": "skk"}
    state = {"view": View.of(data="simulasi", month="2026-08", area="sumsel", **narrowed)}
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(st, "query_params", Query({}))
    found = reading(Viewer("pengelola"))
    today._open(Place("office", "KC-MOJOKERTO", found.months[-1], found), "SIM-000001")
    asked = state["view"]
    assert state["go_to"] == "pemberi-kerja" and narrowest_place(asked) == ("office", "KC-MOJOKERTO")
    assert (asked.month, asked.list.employer, asked.sector, asked.list.search) == (
        "2026-08",
        "SIM-000001",
        "",
        "",
    )
    state["view"] = View.of(data="simulasi", month="2026-08", kecamatan="16.71.01")
    links.open_page("peta")
    asked = state["view"]
    assert (asked.map.level, asked.kecamatan, asked.region, asked.month) == (
        "kecamatan",
        "16.71.01",
        "16.71",
        "2026-08",
    )
    assert asked.to_query(on_map(asked))["kecamatan"] == "16.71.01"
