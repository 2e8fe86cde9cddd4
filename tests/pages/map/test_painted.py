"""One indicator laid on the regions: the right figure at the right date, faded, flagged, ranked and said."""

import calendar
import math
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from data.indicators import BELOW
from data.indicators.definition import definitions
from data.parsing import AsOf
from data.places.areas import ALL_AREAS
from data.tables.facts import load_table
from data.words import LANGUAGES, Words
from geo.classes import classify, legend
from geo.web.choropleth import message
from pages.map.ledger_panel import _targets
from pages.map.painted import NOT_HELD, Mapped, mapped, painting
from pages.map.rank import content
from pages.map.sentence import sentence
from pages.templates.values import bare_value, suffix
from pages.view import View
from tests.facts import FACTS

REGIONS, FIGURES = load_table("regions"), load_table("figures")
EVERY_FIGURE = FIGURES.to_dict("records")
MAPPED = [key for key, one in definitions().items() if one.on_map]
AREAS = {"sumsel": 17, "mojokerto-jombang": 3, "pekalongan": 4}
INDONESIAN, ENGLISH = Words("id"), Words("en")
MONTHS = st.dates(date(2012, 1, 1), date(2026, 11, 1)).map(lambda day: f"{day:%Y-%m}")


def row(view: View, code: str):
    return mapped(view).rows.set_index("code").loc[code]


# -- which regions, which figures


@pytest.mark.parametrize("indicator", MAPPED)
@pytest.mark.parametrize("area", [ALL_AREAS, *AREAS])
def test_every_region_of_the_area_is_there_once_and_no_other(indicator, area):
    rows = mapped(View(indicator=indicator, area=area)).rows
    own = REGIONS if area == ALL_AREAS else REGIONS[REGIONS["area"] == area]
    assert rows["code"].tolist() == sorted(own["code"])
    assert len(rows) == AREAS.get(area, 24)


def test_flows_and_figures_of_a_part_move_no_number_of_any_map(monkeypatch):
    """With every such figure made a thousand times as large all maps, rankings and sentences stay as they are."""
    parts = FACTS.figures["flags"].str.contains("flow|partial")
    touched = [key for key in MAPPED if key in set(FACTS.figures.loc[parts, "indicator"])]
    assert parts.sum() > 50 and len(touched) > 3
    larger = FACTS.figures.assign(
        value=FACTS.figures["value"].where(~parts, FACTS.figures["value"] * 1_000 + 7)
    )
    said = {}
    for name, facts in {"as printed": FACTS, "larger": replace(FACTS, figures=larger)}.items():
        monkeypatch.setattr("pages.session.facts_of", lambda release, facts=facts: facts)
        maps = {key: mapped(View.of(indicator=key, flagged=True)) for key in touched}
        said[name] = {
            key: (
                sentence(View.of(indicator=key, flagged=True), one, INDONESIAN),
                one.rows[["id", "value", "numerator"]].to_csv(),
                one.ranked["value"].tolist(),
                one.legend(INDONESIAN),
            )
            for key, one in maps.items()
        }
    assert said["as printed"] == said["larger"]


@given(st.sampled_from(MAPPED), MONTHS, st.booleans(), st.sampled_from([ALL_AREAS, *AREAS]))
@hypothesis_settings(max_examples=25, deadline=None)
def test_a_value_is_its_regions_newest_published_figure(indicator, month, flagged, area):
    """The slow twin: every figure of the region looked at one by one."""
    view = View.of(indicator=indicator, month=month, flagged=flagged, area=area)
    known_on = view.known_on(date.today())
    for found in mapped(view).rows.to_dict("records"):
        ends = {}
        for figure in EVERY_FIGURE:
            if (figure["area_code"], figure["indicator"]) != (found["code"], indicator):
                continue
            flags = set(figure["flags"].split(";")) - {""}
            barred = {"target", "flow", "partial"} | (set() if flagged else {"bound", "doubtful"})
            if figure["as_of"] and AsOf(figure["as_of"]).end <= known_on and not flags & barred:
                ends.setdefault(AsOf(figure["as_of"]).end, set()).add(figure["id"])
        if ends:
            assert found["id"] in ends[max(ends)]
            assert found["value"] == FIGURES.set_index("id").loc[found["id"], "value"]
        else:
            assert math.isnan(found["value"])


@pytest.mark.parametrize(
    ("month", "value", "as_of"),
    [
        ("2018-08", None, None),
        ("2018-09", 15.40, "2018-09-10"),
        ("2019-01", 15.40, "2018-09-10"),
        ("2020-11", 15.40, "2018-09-10"),
        ("2021-11", 48, "2020"),
        # 54,9 and 54,09 are both of the end of 2021: the one with a stated date stands.
        ("2021-12", 54.09, "2021-12-31"),
        ("2022-01", 54.09, "2021-12-31"),
        ("2022-12", 64.84, "2022-12"),
        ("", 64.84, "2022-12"),
    ],
)
def test_walking_back_shows_what_was_known_then(month, value, as_of):
    found = row(View(month=month), "35.76")
    if value is None:
        assert math.isnan(found["value"])
    else:
        assert (found["value"], found["as_of"]) == (value, as_of)


def test_kota_and_kabupaten_of_one_name_are_two():
    assert row(View(), "35.76")["value"] == 64.84 != row(View(), "35.16")["value"] == 38.52
    assert row(View(), "33.75")["value"] == 35 and row(View(month="2024-08"), "33.75")["value"] == 35.61
    assert math.isnan(row(View(), "33.26")["value"])


def test_oku_selatan_is_not_oku_timur():
    """16.09 and 16.08 are each other's BPS numbers."""
    assert row(View(), "16.09")["value"] == 25.77
    assert math.isnan(row(View(), "16.08")["value"])


def test_flagged_figures_are_shown_only_on_demand_and_marked():
    pali = FIGURES.query("area_code == '16.12' and indicator == 'ucj_pct'")
    assert pali["flags"].tolist() == ["bound;doubtful"]
    assert math.isnan(row(View(), "16.12")["value"])
    assert row(View.of(flagged=True), "16.12")["value"] == 1
    assert row(View.of(flagged=True), "16.12")["is_flagged"]
    # Derived is no doubt: the percentage is merely ours.
    then = row(View(month="2024-08"), "33.75")
    assert then["flags"] == "derived" and then["is_flagged"]


def test_no_target_no_flow_and_no_part_is_ever_mapped():
    for key in MAPPED:
        for flags in mapped(View.of(indicator=key, flagged=True)).rows["flags"].dropna():
            assert not {"target", "flow", "partial"} & set(flags.split(";"))


def test_the_second_round_gives_jombang_and_kota_pekalongan_a_coverage():
    jombang, pekalongan = row(View(), "35.17"), row(View(), "33.75")
    assert (jombang["value"], jombang["as_of"], jombang["id"]) == (32, "2024-10-14", "B070")
    assert (
        "Dibulatkan" in jombang["caveat_id"] and "terdaftar, tidak dinyatakan aktif" in jombang["caveat_id"]
    )
    assert (pekalongan["value"], pekalongan["as_of"]) == (35, "2025-12-02")


# -- age


def test_figures_fade_by_age():
    at_2022 = View(month="2022-06")  # Mojokerto's is then half a year old, Batang's of 2016 five and a half
    assert not row(at_2022, "35.76")["faded"] and row(at_2022, "33.25")["faded"]
    assert not row(View.of(month="2022-06", fade=0), "33.25")["faded"]
    assert row(View.of(month="2022-06", fade=5), "33.25")["faded"]
    assert not row(View.of(month="2021-11", fade=5), "33.25")["faded"]


@given(st.sampled_from(MAPPED), MONTHS, st.sampled_from([1, 2, 3, 5]))
@hypothesis_settings(max_examples=25, deadline=None)
def test_faded_is_older_than_the_years_chosen(indicator, month, fade):
    view = View.of(indicator=indicator, month=month, fade=fade, flagged=True)
    known_on = view.known_on(date.today())
    rows = mapped(view).rows
    assert not rows.loc[rows["value"].isna(), "faded"].any()
    for found in rows[rows["value"].notna()].to_dict("records"):
        end = AsOf(found["as_of"]).end
        day = min(end.day, calendar.monthrange(end.year + fade, end.month)[1])
        anniversary = end.replace(year=end.year + fade, day=day)
        if abs(known_on - anniversary) > timedelta(days=3):  # the edge itself is nobody's concern
            assert found["faded"] == (known_on > anniversary)


# -- classes, target, painting


@pytest.mark.sampled(12)
@pytest.mark.parametrize("scheme", ["alami", "kuantil", "interval"])
@pytest.mark.parametrize("indicator", MAPPED)
def test_classes_are_those_of_the_regions_shown(indicator, scheme):
    found = mapped(View.of(indicator=indicator, scheme=scheme, classes=4))
    expected = classify(found.rows["value"].tolist(), found.said_in, scheme, 4, found.indicator.polarity)
    assert found.classes == expected


def test_a_figure_of_another_year_or_definition_is_coloured_but_not_as_below_or_above_a_target():
    found = mapped(View.of(scheme="target", month="2025-12"))
    sides = dict(zip(found.rows["code"], found.rows["side"], strict=True))
    assert {sides[code] for code in ("16.05", "16.06", "16.09")} == {BELOW}
    # The city's of 2022 and Batang's of 2016, which counts registered workers.
    assert {sides[code] for code in ("35.76", "33.25")} == {NOT_HELD}
    assert all(
        (value == value) == (side == side)
        for value, side in zip(found.rows["value"], found.rows["side"], strict=True)
    )
    lines = legend(found.classes, found.classed, "percent", INDONESIAN)
    assert lines[0].label == "di bawah targetnya" and lines[3].count > 0
    assert "side" not in mapped(View.of(indicator="skk_cases", scheme="target")).rows


def test_a_value_is_held_against_the_targets_of_its_own_year_alone():
    held = dict(zip(mapped(View()).rows["code"], mapped(View()).rows["held"], strict=True))
    assert [target.value for target in held["16.05"]] == [49.46, 50.0, 51.0]
    assert [target.value for target in held["16.06"]] == [52.15]
    assert held["35.76"] == held["33.25"] == ()
    rows = mapped(View(month="2022-06")).rows
    assert not any(rows["held"]), "of 2021 and before no target is known"


def test_a_trend_tells_targets_of_one_series_and_year_apart():
    held = dict(zip(mapped(View()).rows["code"], mapped(View()).rows["held"], strict=True))["16.05"]
    rows = pd.DataFrame({"as_of": ["2025-01", "2025-02"], "held": [held, held]})
    lines = list(_targets(rows, "percent", ("2025-01", "2025-02"), INDONESIAN))
    assert {line.points[0]: line.said for line in lines} == {
        49.46: "dinyatakan 28 Apr 2025",
        50.0: "dinyatakan 13 Des 2024",
        51.0: "dinyatakan 27 Agu 2025",
    }
    assert len({line.whole_name for line in lines}) == len(lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", MAPPED)
def test_the_painting_marks_every_known_region_and_no_other(indicator, language):
    view = View.of(indicator=indicator, flagged=True, language=language)
    words, found = Words(language), mapped(view)
    painted = painting(view, found, words, "light")
    known = found.known.set_index("code")
    assert {mark.code for mark in painted.marks} == set(known.index)
    for mark in painted.marks:
        value = known.loc[mark.code, "value"]
        assert mark.text == bare_value(value, found.indicator.unit, words)
        assert mark.date == words.date(known.loc[mark.code, "as_of"])
        assert (mark.old, mark.flagged) == (
            known.loc[mark.code, "faded"],
            known.loc[mark.code, "is_flagged"],
        )
        low, high = found.classes.bounds()[mark.class_number]
        assert low <= value <= high
    assert len(painted.inks) == len(painted.palette) == len(found.classes.limits)
    assert set(painted.captions) == set(AREAS)
    assert message(painted)["rows"].count("|") == 4 * len(known)


def test_the_painting_is_of_the_view():
    view = View(area="sumsel", region="16.08", display="proyektor", language="en")
    painted = painting(view, mapped(view), ENGLISH, "projector")
    assert (painted.area, painted.selected, painted.theme, painted.size) == (
        "sumsel",
        "16.08",
        "projector",
        20,
    )
    assert painting(View(), mapped(View()), INDONESIAN, "dark").theme == "dark"
    assert painting(View(), mapped(View()), INDONESIAN, "light").size == 14


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
@pytest.mark.parametrize("unit", ["percent", "workers", "employers", "cases", "rupiah"])
def test_value_and_suffix_together_are_the_value_said_in_full(unit, words):
    said = bare_value(5_498_000_000.0, unit, words) + suffix(unit, words)
    assert said.replace("\u00a0", " ") == words.quantity(5_498_000_000.0, unit).replace("\u00a0", " ")


# -- the sentence


def only(view: View, *codes: str) -> Mapped:
    """`mapped(view)` with values for these regions alone."""
    whole = mapped(view)
    rows = whole.rows.copy()
    rows.loc[~rows["code"].isin(codes), "value"] = math.nan
    return Mapped(whole.indicator, rows, whole.classes, compared=whole.compared)


def test_a_sentence_about_no_value_says_so_and_names_no_number_of_one():
    said = sentence(View(), only(View()), INDONESIAN)[2]
    assert said == "Belum ada data publikasi untuk 24 wilayah ini sampai tanggal itu."
    assert "24" in sentence(View(), only(View()), ENGLISH)[2]


def test_a_sentence_about_one_value_ranks_nothing():
    said = sentence(View(), only(View(), "35.76"), INDONESIAN)[2]
    assert said == "Hanya 1 dari 24 wilayah punya data publikasi: Kota Mojokerto 64,84\u00a0% (Des 2022)."
    assert "tertinggi" not in said


def test_a_sentence_about_many_ranks_and_judges_those_of_one_year_alone():
    view = View(month="2025-10")
    _, known, said = sentence(view, mapped(view), INDONESIAN)
    said = said.replace("\u00a0", " ")
    assert known == "diketahui per 31 Okt 2025"
    assert (
        "Angka 2025, 3 dari 24 wilayah: tertinggi Musi Banyuasin 48,26 % (Jul 2025), terendah OKU Selatan 25,77 % (Apr 2025)."
        in said
    )
    assert "3 dari 3 di bawah target 2025 (BPJS: " in said
    assert "belum ada angka" not in said, "how many of the 24 have one is said already"
    assert "Musi Banyuasin 52,15 %" in said and "Sumatera Selatan 49,46, 50 atau 51 %" in said
    assert "Kota Mojokerto" not in said and "Batang" not in said
    assert sentence(view, mapped(view), ENGLISH)[0] == "Worker coverage (UCJ)"


def test_figures_of_different_years_are_not_ranked():
    view = View.of(indicator="unregistered_employers_pct")
    found = mapped(view)
    assert len(found.known) > 1 and found.ranked.empty
    said = sentence(view, found, INDONESIAN)[2]
    assert (
        said.endswith("Tahun atau definisinya berbeda, jadi tidak diperingkat.") and "tertinggi" not in said
    )
    assert {row[0] for row in content(found, INDONESIAN)["rows"]} == {""}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", MAPPED)
def test_every_indicators_sentence_ranks_nothing_but_figures_of_one_year(indicator, language):
    view, words = View.of(indicator=indicator, flagged=True, language=language), Words(language)
    found = mapped(view)
    heading, _, said = sentence(view, found, words)
    assert heading == found.indicator.title[language]
    assert "{" not in said and "nan" not in said.lower()
    assert len({as_of[:4] for as_of in found.ranked["as_of"]}) <= 1 and not any(found.ranked["flags"])
    if len(found.ranked) > 1:
        highest = found.ranked.iloc[0]
        assert words.quantity(highest["value"], found.indicator.unit) in said and highest["short"] in said
