"""The page of an office with a ledger: what its regions add up to, and what is not for everyone to see."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from data.access.viewer import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.indicators.movements import exceed_chance
from data.offices import OFFICE_INDICATORS, office_sums
from data.parsing.cells import is_missing
from data.places import offices
from data.queries.wholes import whole_of
from data.store.log import Log
from data.tables.facts import EMBEDDED
from data.words import Words
from pages.office import ledger
from pages.office.matters import sentences
from pages.office.regions import content
from pages.office.tiles import peer, trend
from pages.session import area_name, simulation
from pages.view import View
from tests.facts import FACTS
from tests.pages.markup import OUR_ATTRIBUTES, OUR_TAGS, Markup
from tests.pages.reading import component, opened, painted, reading, rows, withheld, words_on

pytestmark = pytest.mark.usefixtures("ledger_home")
OFFICES = FACTS.offices["code"].tolist()
INSIDE = Viewer("pengelola")
HIDDEN = {language: Words(language)("disembunyikan") for language in ("id", "en")}


def page(code: str, viewer: Viewer = PUBLIK, **query: str):
    """The page of an office with the small ledger, as this viewer sees it."""
    return opened(f"kantor-{offices.office_slug(code)}", viewer, data="simulasi", **query)


def well(app):
    """The app, once it is certain that it ran through, says nothing unfinished and holds no tag but ours."""
    assert not app.exception and not app.error
    said = words_on(app)
    assert said and not re.search(r"\b(nan|NaN|NaT|Traceback)\b|>None<|\{\w*\}|<NA>", said)
    for element in app.html:
        read = Markup(element.value)
        assert set(read.tags) <= OUR_TAGS | {"i", "em", "details", "summary"}
        assert {name for name, _ in read.attributes} <= OUR_ATTRIBUTES
        styles = [value for name, value in read.attributes if name == "style"]
        assert all(re.fullmatch(r"background:#[0-9a-f]{6}|--share:[01]\.\d{3}|", one) for one in styles)
    return app


def table(app) -> dict:
    """What the table of regions was given."""
    return component(app, "bidi_component", "peta_office")


def number(text: str, language: str = "id") -> int:
    return int(text.replace({"id": ".", "en": ","}[language], ""))


# -- the page


def test_a_page_hardly_ever_looks_which_facts_are_in_force(monkeypatch):
    opened("kantor-kc-palembang")
    looks: list[bool] = []
    entries = Log.entries
    monkeypatch.setattr(
        Log, "entries", lambda self, *, anew=False: looks.append(anew) or entries(self, anew=anew)
    )
    opened("kantor-kc-palembang")
    assert 0 < len(looks) <= 10


@pytest.mark.sampled(2)
@pytest.mark.parametrize("code", ["KC-PALEMBANG", "KANWIL-SUMBAGSEL", "KCP-BATANG"])
def test_an_office_shows_its_regions_and_no_others(code):
    app = well(page(code))
    wanted = set(offices.areas_of(FACTS, code, None).query("to == ''")["region"])
    assert {row[0] for row in table(app)["rows"] if row[0]} == wanted == set(rows(app)) | set(withheld(app))
    title = unescape(app.html[1].value)  # after the mark of simulated data
    assert FACTS.offices.set_index("code").loc[code, "name"] in title
    assert "SIMULASI" in app.html[0].value
    assert len(table(app)["heads"]) == 1 + len(OFFICE_INDICATORS)


@pytest.mark.parametrize(
    ("language", "viewer"),
    [
        ("id", PUBLIK),
        ("en", INSIDE),
        pytest.param("en", PUBLIK, marks=pytest.mark.thorough),
        pytest.param("id", Viewer("cabang", frozenset(["KC-PALEMBANG"])), marks=pytest.mark.thorough),
    ],
)
def test_every_number_has_its_date_in_both_languages(language, viewer):
    app = well(page("KC-PALEMBANG", viewer, bhs=language))
    words = Words(language)
    tiles = next(e.value for e in app.html if 'class="peta-tiles"' in e.value)
    articles = tiles.split("<article")[1:]
    day = reading(PUBLIK).months[-1]
    assert len(articles) == len(OFFICE_INDICATORS)
    for name, article in zip(OFFICE_INDICATORS, articles, strict=True):
        assert definitions()[name].title[language] in unescape(article)
        assert re.search(rf"\d\d {words.date(day)}", article)


@pytest.mark.parametrize(("code", "language"), [("KANWIL-SUMBAGSEL", "en"), ("KC-MOJOKERTO", "id")])
def test_the_regions_add_up_to_the_headline(code, language):
    app = page(code, INSIDE, bhs=language)
    found = table(app)
    parts = [row[2][0][1].split(" / ") for row in found["rows"]]
    above, below = (sum(number(one[at], language) for one in parts) for at in (0, 1))
    words = Words(language)
    assert found["total"][1][0][1] == f"{words.number(above)} / {words.number(below)}"
    lead = unescape(app.html[1].value)
    assert f"{words.percent(100 * above / below)}" in lead
    assert words.number(above) in lead and words.number(below) in lead
    for at, name in enumerate(OFFICE_INDICATORS):
        if definitions()[name].unit in ("employers", "workers", "cases"):
            cells = [number(row[2][at][0], language) for row in found["rows"]]
            assert number(found["total"][1][at][0], language) == sum(cells)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("code", OFFICES)
def test_what_is_hidden_hides_the_sum_and_is_nowhere_on_the_page(code):
    seen, full = (
        content(office_sums(code, reading(v).months[-1], reading(v)), Words("id")) for v in (PUBLIK, INSIDE)
    )
    everything, found = {row[0]: row[2] for row in full["rows"]}, reading(PUBLIK)
    for at, name in enumerate(OFFICE_INDICATORS):
        said = {row[0]: row[2][at] for row in seen["rows"]}
        together = said.pop("", ["", ""])
        hidden = [region for region, cell in said.items() if cell[0] in (HIDDEN["id"], "di “Lainnya”")]
        # Regions that are a whole area are shown or hidden together, as the area is on the map.
        whole = whole_of(found, office_sums(code, found.months[-1], found).regions)
        told = whole is not None and not found.one(definitions()[name], found.months[-1], *whole).suppressed
        assert (seen["total"][1][at][0] == HIDDEN["id"]) == (bool(hidden) and not told), name
        text = "di “Lainnya”" if together[0] else HIDDEN["id"]
        for region, cell in said.items():
            assert cell == ([text, ""] if region in hidden else everything[region][at])
        assert not together[0] or (told and together[1].startswith(f"{len(hidden)} wilayah"))
        if not hidden or told:
            assert seen["total"][1][at] == full["total"][1][at]


def test_hidden_numbers_are_said_to_be_hidden_and_why():
    month, words, found = reading(INSIDE).months[-1], Words("id"), 0
    for code in OFFICES:
        public, inside = (office_sums(code, month, reading(viewer)) for viewer in (PUBLIK, INSIDE))
        hidden = [name for name in OFFICE_INDICATORS if public.sum(name).suppressed == HIDDEN["id"]]
        if not hidden or found:
            continue
        app = well(page(code))
        tiles = next(e.value for e in app.html if 'class="peta-tiles"' in e.value).split("<article")[1:]
        for name in hidden:
            tile = unescape(tiles[OFFICE_INDICATORS.index(name)])
            assert "Disembunyikan agar" in tile or "Dihitung bersama" in tile, name
            if definitions()[name].unit == "rupiah":
                assert words.rupiah(inside.sum(name).value) not in unescape(words_on(app))
        found += len(hidden)
    assert found


def test_the_projector_and_the_map():
    app = well(page("KC-MOJOKERTO", INSIDE, tampil="proyektor"))
    shown = painted(app)
    assert (shown["theme"], shown["size"], shown["area"]) == ("projector", 20, "mojokerto-jombang")
    app = well(page("KC-MOJOKERTO", INSIDE))
    compliance = {row[0]: row[2][0][0] for row in table(app)["rows"]}
    assert {code: row[2] for code, row in rows(app).items()} == compliance


def test_a_wall_shows_what_the_public_may_see_whoever_stands_at_the_computer():
    on_the_wall, public = (
        well(page("KC-MOJOKERTO", viewer, tampil="proyektor")) for viewer in (INSIDE, PUBLIK)
    )
    assert rows(on_the_wall) == rows(public) and withheld(on_the_wall) == withheld(public) != {}


# -- the address


def test_ledger_and_month_are_in_the_address_and_kept_on_the_way_from_the_map_and_back():
    month = reading(PUBLIK).months[-2]
    app = opened(data="simulasi", per=month, area="sumsel", indikator="registration")
    pages = {info["url_pathname"]: key for key, info in app._registered_pages.items()}
    app._page_hash, app.query_params = pages["kantor-kc-palembang"], {}
    app.run()
    assert well(app).query_params == {"data": "simulasi", "per": month}
    assert Words("id").date(month) in app.html[1].value
    app._page_hash, app.query_params = pages[""], {}
    app.run()
    assert app.query_params == {
        "data": "simulasi",
        "per": month,
        "area": "sumsel",
        "indikator": "registration",
    }


def test_the_month_slider_goes_into_the_address_and_the_newest_month_out_of_it():
    app = page("KC-PALEMBANG")
    months = reading(PUBLIK).months
    app.select_slider(key="w_month").set_value(months[-2]).run()
    assert well(app).query_params == {"data": "simulasi", "per": months[-2]}
    newest = table(app)
    app.select_slider(key="w_month").set_value(months[-1]).run()
    assert well(app).query_params == {"data": "simulasi"}
    assert table(app) != newest


def test_published_figures_have_no_month_on_the_page_of_an_office():
    app = opened("kantor-kc-palembang", per="2020-01")
    assert not app.exception and app.query_params == {}
    assert not app.select_slider and "SIMULASI" not in words_on(app)


def test_a_region_opens_on_the_map_with_the_same_ledger_and_without_filters(monkeypatch):
    view = View(
        data="simulasi", month="2026-08", indicator="cases_open", area="sumsel", sector="A", language="en"
    )
    state = {"view": view}
    of = office_sums("KC-PALEMBANG", reading().months[-1], reading())
    monkeypatch.setattr(st, "session_state", state)
    ledger.open_region(of, "16.71")
    now = View(data="simulasi", month="2026-08", indicator="compliance", region="16.71", language="en")
    assert state["view"] == now and state["go_to"] == "peta"
    del state["go_to"]
    ledger.open_region(of, "")
    assert state["view"] == now and "go_to" not in state


# -- what there is not


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the tables, to be changed: the app reads them instead of its own."""
    copy = Path(shutil.copytree(EMBEDDED, tmp_path / "data"))
    monkeypatch.setenv("PETA_DATA", str(copy))
    st.cache_resource.clear()
    yield copy
    st.cache_resource.clear()


def _serve(folder: Path, change) -> None:
    rows = pd.read_csv(folder / "service_areas.csv", dtype=str, keep_default_na=False)
    change(rows).to_csv(folder / "service_areas.csv", index=False)


def test_a_month_before_the_office_served_anything_says_since_when_it_does(folder):
    months = reading(PUBLIK).months
    first, before = months[-1], months[-2]
    _serve(
        folder,
        lambda rows: rows.assign(**{"from": rows["from"].where(rows["office"] != "KCP-LAHAT", first)}),
    )
    app = well(page("KCP-LAHAT", per=before))
    assert Words("id").date(first) in app.html[1].value and not app.get("bidi_component")[2:]
    app.select_slider(key="w_month").set_value(first).run()
    assert {row[0] for row in table(well(app))["rows"]} == {"16.04", "16.72"}


def test_an_office_whose_regions_are_unknown_says_so(folder):
    _serve(folder, lambda rows: rows[rows["office"] != "KCP-LAHAT"])
    app = well(page("KCP-LAHAT"))
    assert "belum diketahui" in app.html[1].value
    assert not [e for e in app.get("bidi_component") if "peta_office" in str(e.proto)]


def test_without_data_of_ones_own_the_next_step_is_said():
    app = opened("kantor-kc-palembang", data="sendiri")
    assert not app.exception
    assert any("Belum ada data sendiri" in one.value for one in app.info)
    assert "SIMULASI" not in words_on(app)


def test_a_ledger_in_the_making_shows_how_far_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    monkeypatch.setattr(simulation.SimulationRun, "start", lambda self, facts: None)
    monkeypatch.setattr(simulation.SimulationRun, "running", True)
    app = opened("kantor-kc-palembang", data="simulasi")
    assert not app.exception and len(app.get("progress")) == 1
    assert "Data publikasi kantor ini" in words_on(app)


def test_a_release_that_cannot_be_read_is_said(ledger_home, tmp_path, monkeypatch):
    broken = Path(shutil.copytree(ledger_home, tmp_path / "home"))
    for log in (broken / "simulasi" / "tables" / "cube" / "_delta_log").glob("*"):
        log.write_bytes(b"rusak")
    monkeypatch.setenv("PETA_HOME", str(broken))
    app = opened("kantor-kc-palembang", data="simulasi")
    assert not app.exception and len(app.error) == 1
    assert "Data publikasi kantor ini" in words_on(app)


@pytest.mark.parametrize("code", ["KC-PALEMBANG", "KANWIL-SUMBAGSEL"])
def test_the_sentences_name_no_region_that_moved_by_chance(code):
    """Which regions moved beyond chance is held by the twin of the sentences (tests.sentences)."""
    found = reading(INSIDE)
    of = office_sums(code, found.months[-1], found)
    moved = of.regions_moved("compliance", of.before)
    named = [code for code, one in moved.items() if exceed_chance([one.p])[0]]
    said = sentences(of, Words("id"))
    compliance = next(sentence for sentence in said if sentence.startswith("Tingkat kepatuhan: "))
    for region, one in moved.items():
        is_said = area_name(region) in compliance
        assert not is_said or (region in named and one.way)
    opened_cases = sum(
        r["cases_opened"]
        for r in found.cells(definitions()["cases_started"], of.month, "region").to_dict("records")
        if r["region"] in of.regions
    )
    assert f"Kasus dibuka: {Words('id').number(opened_cases)}\u00a0kasus." in said


def test_the_trend_is_of_twelve_months_with_the_province_beside_it_where_it_is_more():
    found = reading(INSIDE)
    of = office_sums("KC-PALEMBANG", found.months[-1], found)
    drawn = trend(of, Words("id"))
    assert drawn.months == found.months[-12:] and [line.style for line in drawn.lines] == [
        "main",
        "peer",
        "target",
    ]
    for month, value in zip(drawn.months, drawn.lines[0].points, strict=True):
        assert value == pytest.approx(of.sum("compliance", month).value)
    whole = found.one(definitions()["compliance"], of.month, "province", "16")
    assert (
        drawn.lines[1].points[-1] == pytest.approx(whole.value) and drawn.lines[1].name == "Sumatera Selatan"
    )
    compared_with = {
        code: peer(office_sums(code, of.month, found))
        for code in ("KANWIL-SUMBAGSEL", "KC-MOJOKERTO", "KCP-JOMBANG")
    }
    assert compared_with == {"KANWIL-SUMBAGSEL": "", "KC-MOJOKERTO": "", "KCP-JOMBANG": "35"}


def test_hidden_months_of_a_trend_are_gaps():
    found = reading(PUBLIK)
    of = office_sums("KCP-LAHAT", found.months[3], found)  # few months: each is guarded for itself
    drawn = trend(of, Words("id"))
    values = [of.sum("compliance", month).value for month in drawn.months]
    assert [point != point for point in drawn.lines[0].points] == [is_missing(value) for value in values]
