"""The funnel plot on the map of a ledger: what it says is what the limits say, and only of shares of employers."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from data.access.viewer import PUBLIK, Viewer
from data.indicators.control_limits import Funnel, funnel
from data.indicators.definition import definitions
from data.places import ALL_AREAS
from data.words import Words
from geo.classes import CHANCE, beyond_chance
from pages.map import funnel_plot
from pages.map.ledger_values import Question, answered, everywhere
from tests.facts import FACTS
from tests.pages.reading import component, opened, painted, reading, rows, well, words_on

INSIDE = Viewer("pengelola")


def inside(**query: str):
    """The map as somebody inside sees it: nothing is hidden."""
    return opened("", INSIDE, data="simulasi", **query)


def sides(home) -> dict[str, int]:
    """Region -> side, straight from the values and the limits."""
    found = reading(INSIDE)
    values = found.values(definitions()["compliance"], found.months[-1])
    above, below = (values[name].astype(int).tolist() for name in ("numerator", "denominator"))
    limits = funnel(above, below)
    counts = zip(values["region"], above, below, strict=True)
    return {code: limits.side(numerator, denominator) for code, numerator, denominator in counts}


SENTENCE = {
    True: "{n} dari {all} wilayah di sini di luar sebaran antarwilayah di sekitar angka semua wilayah yang diketahui, {whole}.",
    False: "{n} dari {all} wilayah di sini menyimpang dari angka semua wilayah yang diketahui, {whole}, lebih dari yang diberi kebetulan.",
}
NAMED = {True: "sebaran antarwilayah", False: "batas kebetulan"}


def spread(values: pd.DataFrame) -> bool:
    """Whether these regions lie further apart than chance alone would put them."""
    return funnel(*(values[name].astype(int).tolist() for name in ("numerator", "denominator"))).is_widened


def test_it_is_asked_of_shares_of_employers_alone():
    can = {key for key, one in definitions().items() if one.kind == "ledger" and funnel_plot.applies(one)}
    assert {"compliance", "registration"} <= can
    assert not can & {"coverage_workers", "ledger_arrears_rp", "penalty", "exposed_workers"}
    assert all(definitions()[key].unit == "percent" for key in can)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_plot_opens_with_a_sentence_a_dot_a_region_and_its_method(ledger_home, language):
    app = inside(bhs=language)
    assert "peta-funnel" not in str(app.get("bidi_component"))
    app.session_state["chance"] = True
    app = well(app.run())
    drawn = component(app, "bidi_component", "peta-funnel")["drawings"][0]
    known = sides(ledger_home)
    assert drawn.count("<circle") == len(known) == 24
    said, beyond = unescape(words_on(app)), sum(side != 0 for side in known.values())
    words = Words(language)
    found = reading(INSIDE)
    whole = found.one(definitions()["compliance"], found.months[-1], "all", "")
    widened = spread(found.values(definitions()["compliance"], found.months[-1]))
    sentence = words(SENTENCE[widened], n=beyond, all=24, whole=words.percent(float(whole.value)))
    assert sentence in said
    assert "Spiegelhalter 2005" in said
    assert not re.search(r"nan|NaN|None", drawn)


def test_the_map_colours_what_exceeds_chance(ledger_home):
    app = well(inside(kelas=CHANCE))
    assert app.query_params["kelas"] == CHANCE
    known = sides(ledger_home)
    assert {code: int(row[1]) - 1 for code, row in rows(app).items()} == known
    assert set(painted(app)["palette"].split()) == set(beyond_chance("high_good").colours)
    legend = next(e.value for e in app.html if "peta-legend" in e.value)
    counts = [int(n) for n in re.findall(r"<b>(\d+)</b>", legend)]
    assert counts == [list(known.values()).count(side) for side in (1, 0, -1)]
    found = reading(INSIDE)
    widened = spread(found.values(definitions()["compliance"], found.months[-1]))
    assert NAMED[widened] in legend and NAMED[not widened] not in legend


@pytest.mark.parametrize("viewer", [INSIDE, PUBLIK])
@pytest.mark.parametrize("indicator", ["compliance", "registration", "arrears_share"])
def test_a_region_has_one_verdict_whatever_area_is_chosen(ledger_home, viewer, indicator):
    found = reading(viewer)
    asked = Question(indicator, ALL_AREAS, found.months[-1], "", (), CHANCE, 5)
    whole = funnel_plot.plot(answered(asked, found), everywhere(asked, found))
    for area in set(FACTS.regions["area"]):
        asked_here = replace(asked, area=area)
        here = answered(asked_here, found)
        plotted = funnel_plot.plot(here, everywhere(asked_here, found))
        if whole is None:  # the public is told of too few regions of a ledger as small as this one
            assert plotted is None
            continue
        assert plotted is None or plotted.limits == whole.limits
        sides = whole.rows.set_index("code")["side"].reindex(here.rows["code"])
        assert here.rows["side"].equals(sides.reset_index(drop=True))


@pytest.mark.parametrize("widened", [True, False])
def test_between_widened_limits_nothing_is_said_to_be_chance(widened):
    """A region far off and one that is not, in limits of both kinds."""
    rows = pd.DataFrame(
        {
            "short": ["A", "B"],
            "value": [90.0, 51.0],
            "side": [1.0, 0.0],
            "numerator": [900, 510],
            "denominator": 1000,
        }
    )
    plotted = funnel_plot.Plot(rows, Funnel(0.5, 9.0 if widened else 1.0), 24)
    for words in map(Words, ("id", "en")):
        said = funnel_plot.sentence(plotted, words)
        assert ("chance" in said or "kebetulan" in said) is not widened and "A." in said and "B" not in said


def test_of_fewer_than_ten_regions_no_verdict_is_given(ledger_home):
    rows = answered(
        Question("completeness", ALL_AREAS, reading(INSIDE).months[-1], "", (), CHANCE, 5), reading(INSIDE)
    ).rows
    assert funnel_plot.limits_of(rows) is not None and funnel_plot.limits_of(rows.head(9)) is None


def test_hidden_regions_have_no_dot_and_no_side(ledger_home):
    app = opened(data="simulasi", kelas=CHANCE)
    app.session_state["chance"] = True
    app = well(app.run())
    found = reading()
    values = found.values(definitions()["compliance"], found.months[-1])
    shown = values.loc[values["value"].notna(), "region"]
    assert 0 < len(shown) < 24
    assert set(rows(app)) == set(shown)
    assert component(app, "bidi_component", "peta-funnel")["drawings"][0].count("<circle") == len(shown)


def test_where_chance_cannot_be_told_the_classes_are_the_usual_ones(ledger_home):
    app = well(inside(indikator="ledger_arrears_rp", kelas=CHANCE))
    assert len(painted(app)["palette"].split()) == 5
    app.session_state["narrowing"] = True
    app = well(app.run())
    assert (
        CHANCE not in app.selectbox(key="w_scheme").options and app.selectbox(key="w_scheme").value == "alami"
    )


def test_published_figures_are_not_asked_so():
    app = opened(data="simulasi", kelas=CHANCE)
    app.button_group(key="w_data").set_value("").run()
    assert not app.exception and "kelas" not in app.query_params
