"""Places side by side: every number is that of the place's own page, like is held against like, and too few say what next."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
import streamlit as st

from data.access.viewer import PUBLIK, Viewer
from data.indicators import definitions, exceed_chance
from data.indicators.movements import exact_test
from data.offices import office_sums
from data.places import offices
from data.queries import course
from data.words import Words
from pages import session
from pages.compare import columns, differences, multiples, page, standing
from pages.compare.files import sheet
from pages.map.ledger_values import answered, question
from pages.session import links
from pages.view import View
from tests.facts import FACTS
from tests.pages.reading import component, opened, own_reading, reading, well, words_on

ALL = Viewer("pengelola")
BRANCH = Viewer("cabang", offices.with_its_own(FACTS, "KC-MOJOKERTO"))
VIEWERS = pytest.mark.parametrize("viewer", [PUBLIK, ALL], ids=lambda one: one.role)
ID = Words("id")
REGIONS, OFFICES = "16.71~16.06~35.17", "KC-MOJOKERTO~KC-PALEMBANG~KCP-JOMBANG"


def compared(antara: str, viewer: Viewer = ALL, **query: str):
    return well(opened("bandingkan", viewer, data="simulasi", antara=antara, **query))


def shown(app) -> dict[str, list]:
    """By code what each column holds: its note, and its measures."""
    rows = component(app, "bidi_component", "compare_columns")["rows"]
    return {code: [note, measures] for code, _, note, measures in rows}


def places(antara: str, viewer: Viewer = ALL, found=None):
    view = View.of(data="simulasi", beside=antara)
    return [page.place_of(code, view, found or reading(viewer)) for code in view.side.codes]


# -- one scope, one number


@VIEWERS
def test_every_number_of_a_region_is_the_maps(ledger_home, viewer):
    """An office's are held to its own page by tests/pages/test_one_scope.py."""
    found, month = reading(viewer), reading(viewer).months[-1]
    told = columns.content(places(REGIONS, viewer), False, ID)["rows"]
    written = {code: measures for code, _, _, measures in told}
    names = ("compliance", "coverage_workers", "ledger_arrears_rp", "cases_open")
    for at, name in enumerate(names):
        about = definitions()[name]
        on_map = answered(question(View.of(data="simulasi", indicator=name), month), found)
        for row in on_map.rows[on_map.rows["code"].isin(written)].itertuples():
            heading, number, *_ = written[row.code][at]
            assert heading == about.title["id"]
            if row.suppressed:
                assert number in ("Dihitung bersama", "Disembunyikan")
                continue
            said = ID.quantity(row.value, about.unit, on_map.limits_of(row.held))
            assert number == said.replace("\u00a0kasus", "").replace(" kasus", "")


def test_since_when_is_the_maps_and_an_offices_is_counted_month_by_month(ledger_home):
    found = reading(ALL)
    for name in standing.TARGETED:
        on_map = course(found, definitions()[name], found.months[-1], ("16.71", "16.06", "35.17")).result()
        for place in places(REGIONS):
            stood, since = on_map.shortfall.by_area.get(place.key, (None, None))
            assert session.since(place, name) == since
            assert session.stood(place, name) == on_map.standings[place.key]
            assert stood is None or f"kurang {ID.number(stood.short)} " in line_of(place, name)
    for place in places(OFFICES):
        first, of = None, office_sums(place.key, place.month, found, frozenset(place.whose.family))
        for month in reversed(found.months):
            now = of.sum("compliance", month)
            [target] = {one.value for one in now.held}
            if 1000 * now.numerator * 100 >= round(1000 * target) * now.denominator:
                break
            first = month
        since = session.since(place, "compliance")
        assert (since.month if since else None) == first


def line_of(place, name: str) -> str:
    told = columns.measures(place, True, ID)[standing.TARGETED.index(name)]
    return " ".join(told.lines).replace("\u00a0", " ")


# -- like with like


def test_the_others_differ_from_the_first_in_shares_and_by_more_than_chance_or_not(ledger_home):
    first, *others = places(REGIONS)
    found = differences.differences([first, *others])
    assert [(one.name, one.place.key) for one in found] == [
        (name, other.key) for other in others for name in differences.COMPARED
    ]
    ps = []
    for one in found:
        base, own = first.sum(one.name), one.place.sum(one.name)
        assert one.points == pytest.approx(own.value - base.value)
        pair = sorted([base, own], key=lambda of: -of.numerator / of.denominator)
        told = [number for of in pair for number in (of.numerator, of.denominator)]
        ps.append(None if one.name == "coverage_workers" else exact_test(*told))
    for one, p, exceeds in zip(found, ps, exceed_chance(ps), strict=True):
        assert one.exceeds == (None if p is None else exceeds)
    said = " ".join(differences.sentences([first, *others], ID))
    assert said.count(" terhadap ") == 2
    assert said.count("belum beda nyata") == sum(one.exceeds is False for one in found)


def test_people_who_work_counted_at_another_time_are_not_compared(ledger_home, monkeypatch):
    first, other = places("16.71~16.06")
    real = type(other).sum

    def later(self, name, month=""):
        measured = real(self, name, month)
        if self.key == other.key and name == "coverage_workers":
            return replace(measured, denominator_as_of="2019-08")
        return measured

    monkeypatch.setattr(type(other), "sum", later)
    [coverage] = [one for one in differences.differences([first, other]) if one.name == "coverage_workers"]
    assert coverage.points is None
    assert "tidak dibandingkan: penyebutnya dari waktu lain" in " ".join(
        differences.sentences([first, other], ID)
    )


def test_what_two_offices_both_serve_is_said_and_chance_is_not_asked(shared_home):
    above, below = places("KC-MOJOKERTO~KCP-JOMBANG")
    [said] = differences.overlaps([above, below], ID)
    assert said.endswith("pemberi kerjanya terhitung di keduanya.") and "Jombang di bawah" in said
    assert all(one.exceeds is None for one in differences.differences([above, below]))
    [said] = differences.overlaps(places("KC-MOJOKERTO~KCP-JOMBANG", PUBLIK), ID)
    assert said.startswith("Kab. Jombang dilayani") and "terhitung penuh di keduanya" in said
    assert differences.overlaps(places(REGIONS), ID) == []


# -- the year, the file


def test_the_charts_have_the_values_and_targets_of_each_month(ledger_home):
    months = standing.months_of(reading(ALL), reading(ALL).months[-1])
    assert len(months) == standing.MONTHS
    for place in places(REGIONS):
        panel = multiples.panel(place, "compliance", months, ID)
        assert panel.points == tuple(float(place.value("compliance", month)) for month in months)
        held = [{one.value for one in place.sum("compliance", month).held} for month in months]
        assert [{value} for value in panel.target] == held
    app = compared(REGIONS, indikator="coverage_workers")
    assert "Cakupan pekerja dengan Jakon, 12 bulan, satu skala" in words_on(app)
    numbers = words_on(app).split("peta-numbers")[1]
    assert numbers.count("<tr>") == 1 + len(months)


def test_the_file_says_what_the_columns_say(ledger_home):
    found = places(REGIONS)
    made = sheet(found, View.of(data="simulasi", beside=REGIONS), ID)
    assert list(made.rows["name"]) == [place.name(ID) for place in found]
    for row, place in zip(made.rows.to_dict("records"), found, strict=True):
        assert row["compliance"] == place.value("compliance")
        assert row["compliance_lacks"] == session.stood(place, "compliance").short
        assert row["compliance_since"] in line_of(place, "compliance")
    assert made.chart is not None and made.chart.target == "compliance_target"
    assert made.simulated and "antara=" in dict(made.about)["Alamat"]


# -- choosing


def test_too_few_places_offer_the_next_step_and_more_than_four_cannot_be_had(ledger_home):
    app = well(opened("bandingkan", ALL, data="simulasi"))
    assert "Pilih dua sampai empat" in app.info[0].value
    app = well(app.button(key="compare_offer_0").click().run())
    assert app.query_params["antara"].count("~") >= 1 and len(shown(app)) >= 2
    app = well(opened("bandingkan", ALL, data="simulasi", antara="KC-MOJOKERTO"))
    assert "satu tempat lagi" in app.info[0].value and list(shown(app)) == ["KC-MOJOKERTO"]
    app = well(app.button(key="compare_offer_0").click().run())
    assert app.query_params["antara"].startswith("KC-MOJOKERTO~") and len(shown(app)) == 2
    assert "keduanya tidak dibandingkan" in opened("bandingkan", antara="16.71~KC-MOJOKERTO").warning[0].value


def test_a_name_opens_its_place_and_places_are_gathered_from_map_and_office(ledger_home, monkeypatch):
    state = {"view": View.of(data="simulasi", beside="16.71", sector="C", office="KC-PALEMBANG")}
    monkeypatch.setattr(st, "session_state", state)
    assert links.with_beside(state["view"], "16.06") == "16.71~16.06"
    assert links.with_beside(state["view"], "KC-MOJOKERTO") == "KC-MOJOKERTO"
    four = state["view"].changed(beside="16.01~16.02~16.03~16.04")
    assert links.with_beside(four, "16.05") == "16.02~16.03~16.04~16.05"
    links.open_place("16.71")
    view = state["view"]
    assert (view.region, view.office, view.sector, view.side.beside) == ("16.71", "", "", "16.71")
    links.open_place("KC-MOJOKERTO")
    assert state["go_to"] == "kantor-kc-mojokerto"


def test_who_stands_for_an_office_is_told_that_others_are_seen_as_the_public_sees_them(ledger_home):
    own, other = (columns._noted(place, ID) for place in places("KC-MOJOKERTO~KC-PALEMBANG", BRANCH))
    assert "seperti yang dilihat publik" in other and "publik" not in own


def test_of_ones_own_data_a_place_that_nobody_brought_says_so(own_home):
    app = well(opened("bandingkan", ALL, data="sendiri", antara="35.17~16.71"))
    told = shown(app)
    assert re.search(r"\d", told["35.17"][1][0][1])
    assert told["16.71"][1][0][1] in ("belum ada data", "Tidak ada data", "tidak ada data")
    assert "tidak dapat dibandingkan" in unescape(words_on(app))
    assert own_reading(ALL).months
