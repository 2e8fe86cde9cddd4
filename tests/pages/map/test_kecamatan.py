"""The map at the level of kecamatan: the same rows and numbers on the map, in the list, the panel and every file."""

from __future__ import annotations

import re
from html import unescape

import pytest

from data.access import PUBLIK
from data.access.viewer import Viewer
from data.indicators.definition import definitions
from data.words import Words
from geo.web.choropleth import message
from pages.map.exports import ledger_export
from pages.map.files import table
from pages.map.ledger_values import answered, question
from pages.map.painted import painting
from pages.map.rank import LIMIT, content
from pages.session import url_choices
from pages.view import View, from_query
from tests.pages.reading import component, opened, painted, reading, well, words_on

ID = Words("id")
INSIDE = Viewer("pengelola")
KNOWN = [
    key for key, one in definitions().items() if one.kind == "ledger" and not one.by and one.needs != "region"
]
FINE = {"data": "simulasi", "tingkat": "kecamatan"}


def shown_of(name: str, viewer: Viewer, **parts: str):
    """The view, the question, and what is shown of it."""
    found = reading(viewer)
    view = View(data="simulasi", indicator=name).changed(level="kecamatan", **parts)
    asked = question(view, found.months[-1])
    return view, asked, answered(asked, found), found


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("viewer", "names"), [(PUBLIK, KNOWN[::2]), (INSIDE, KNOWN[1::2])], ids=["publik", "pengelola"]
)
def test_map_list_and_file_say_the_same_of_every_kecamatan(public_home, viewer, names):
    """And no other numbers than those that the guard tells this reader: half of the indicators for each."""
    for name in names:
        view, asked, shown, found = shown_of(name, viewer, area="mojokerto-jombang")
        guarded = found.values(definitions()[name], found.months[-1], "kecamatan").set_index("kecamatan")[
            "value"
        ]
        told = {code: value for code, value in guarded.dropna().items() if code[:2] == "35"}
        assert dict(zip(shown.known["code"], shown.known["value"], strict=True)) == told, name
        rows = message(painting(view, shown, ID, "light"))["kecamatan"].split(";")
        drawn = {code: said for code, _, said, mark in (row.split("|") for row in rows if row) if not mark}
        listed = {row[1]: row[3] for row in content(shown, ID)["rows"] if row[1]}
        assert drawn == {code: listed[code] for code in told}, name
        assert set(listed) == set(shown.rows["code"])
        exported = ledger_export(view, asked, found, shown, heading=("a", "b", "c"), notes=[], words=ID)
        file = [row for row in table(exported, ID).rows.itertuples() if row.code]
        assert [row.code for row in file] == [row[1] for row in content(shown, ID)["rows"] if row[1]], name
        assert {row.code: row.value for row in file if row.value == row.value} == told


def test_the_worst_come_first_and_what_is_of_no_known_kecamatan_is_told_apart(public_home):
    for name, rising in (("compliance", True), ("ledger_arrears_employers", False)):
        _, _, shown, _ = shown_of(name, INSIDE)
        values = shown.listed["value"].tolist()
        assert values == sorted(values, reverse=not rising)
    _, asked, shown, found = shown_of("ledger_bpu_active", PUBLIK)
    whole = found.one(asked.about, asked.month, "all", "").value
    joint = shown.joint.value if shown.joint else 0
    assert shown.unplaced is not None
    assert shown.known["value"].sum() + joint + shown.unplaced.value == whole
    assert any(row[2] == "Kecamatan belum diketahui" for row in content(shown, ID)["rows"])


def test_an_open_kecamatan_has_a_panel_with_its_numbers_and_the_ways_on(public_home):
    _, _, shown, _ = shown_of("compliance", PUBLIK, area="mojokerto-jombang")
    row = shown.listed.iloc[0]
    app = well(opened("", indikator="compliance", area="mojokerto-jombang", kecamatan=row["code"], **FINE))
    said = unescape(re.sub(r"<[^>]*>", " ", words_on(app)))
    assert f"{row['bare']} ({row['inside']})" in said and ID.percent(row["value"]) in said
    assert f"{ID.number(row['numerator'])} / {ID.number(row['denominator'])}" in said
    assert f"{len(shown.known)} dari {len(shown.rows)} kecamatan punya angka" in said
    assert painted(app)["selected"] == row["code"]
    way_back = component(app, "bidi_component", "peta_back")
    assert way_back == {"label": "Daftar kecamatan", "region": row["code"]}, "the panel has the list's place"
    assert app.query_params["kecamatan"] in (row["code"], [row["code"]])
    app.button(key="open_region").click().run()
    assert app.query_params["wilayah"] in (row["code"][:5], [row["code"][:5]])
    assert "kecamatan" not in app.query_params and "tingkat" not in app.query_params


def test_a_long_list_is_shown_in_full_on_request_and_opens_what_it_leaves_out(public_home):
    _, _, shown, _ = shown_of("compliance", INSIDE)
    rows = content(shown, ID)["rows"]
    app = opened("", INSIDE, **FINE)
    given = component(app, "bidi_component", "peta_rank")
    assert given["rows"] == rows[:LIMIT]
    assert given["more"] == f"Tampilkan semua ({len(rows)})"
    app.session_state["rank_all"] = True
    assert component(app.run(), "bidi_component", "peta_rank")["rows"] == rows
    last = shown.listed.iloc[-1]
    assert last["code"] not in [row[1] for row in given["rows"]]
    beyond = opened("", INSIDE, kecamatan=last["code"], **FINE)
    assert painted(beyond)["selected"] == last["code"] and last["bare"] in words_on(beyond)


def test_what_is_known_of_regions_alone_says_so_and_offers_them(ledger_home):
    app = well(opened("", indikator="coverage_workers", **FINE))
    assert "tidak ada per kecamatan" in words_on(app) and not painted(app)["kecamatan"]
    app.button(key="to_regions").click().run()
    assert "tingkat" not in app.query_params and "tidak ada per kecamatan" not in words_on(app)


def test_a_kecamatan_of_another_area_opens_all_areas():
    query = {"data": "simulasi", "tingkat": "kecamatan", "kecamatan": "35.16.08", "area": "sumsel"}
    view, problems = from_query(query, url_choices())
    assert (view.area, view.kecamatan, problems) == ("semua", "35.16.08", [])
