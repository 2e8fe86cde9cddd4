"""Which office serves which region, and when: it changes."""

from dataclasses import replace
from datetime import date

import pytest

from data.parsing import AsOf
from data.places.offices import (
    UnknownOffice,
    agreements_for,
    areas_of,
    events_for,
    figures_for,
    known_since,
    office,
    office_group,
    office_slug,
    offices_serving,
    regions_served,
    service_gaps,
    service_points_for,
    with_its_own,
    without_kanwil,
)
from tests.facts import FACTS

NOW = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("region", "on", "codes"),
    [
        ("35.76", NOW, ["KC-MOJOKERTO"]),
        ("35.17", NOW, ["KC-MOJOKERTO", "KCP-JOMBANG"]),
        ("35.17", date(2016, 11, 30), ["KC-MOJOKERTO"]),
        ("33.27", NOW, ["KC-PEKALONGAN", "KCP-PEMALANG"]),
        ("16.07", date(2019, 12, 31), []),
        ("16.07", date(2024, 12, 31), ["KC-PALEMBANG"]),
        ("16.07", date(2025, 1, 1), ["KC-MUBA-BANYUASIN"]),
        ("16.10", date(2019, 12, 31), ["KC-PALEMBANG"]),
        ("16.10", date(2020, 1, 1), ["KC-PALEMBANG"]),
        ("16.06", date(2024, 1, 31), ["KC-PALEMBANG"]),
        ("16.06", date(2024, 2, 1), ["KC-MUBA-BANYUASIN"]),
        ("16.13", date(2022, 6, 30), ["KC-MUARA-ENIM"]),
        ("16.01", NOW, ["KC-MUARA-ENIM", "KCP-BATURAJA"]),
        ("16.08", NOW, ["KCP-BATURAJA"]),
        ("16.09", NOW, ["KCP-BATURAJA"]),
        ("99.99", NOW, []),
    ],
)
def test_a_region_is_served_by_the_offices_of_that_day(region, on, codes):
    assert offices_serving(FACTS, region, on) == codes


def test_areas_and_serving_say_the_same():
    for code in FACTS.offices["code"]:
        if code == "KANWIL-SUMBAGSEL":
            continue
        served = set(areas_of(FACTS, code, NOW)["region"])
        assert served == {
            region for region in FACTS.regions["code"] if code in offices_serving(FACTS, region, NOW)
        }


@pytest.mark.parametrize(
    "on", [date(2014, 5, 1), date(2016, 12, 31), date(2024, 1, 31), date(2024, 2, 1), date(2026, 10, 31)]
)
def test_the_regions_of_all_offices_at_once_are_those_of_each(on):
    each = {code: frozenset(areas_of(FACTS, code, on)["region"]) for code in FACTS.offices["code"]}
    assert regions_served(FACTS, on) == {code: regions for code, regions in each.items() if regions}


def test_a_branch_area_is_not_the_city_of_its_name():
    now, ever = areas_of(FACTS, "KC-PALEMBANG", NOW), areas_of(FACTS, "KC-PALEMBANG")
    assert list(now["region"]) == ["16.02", "16.10", "16.71"]
    assert list(ever["region"]) == ["16.02", "16.06", "16.07", "16.10", "16.71"]
    ogan_ilir = ever.set_index("region").loc["16.10"]
    assert (ogan_ilir["short"], ogan_ilir["from"], ogan_ilir["to"]) == ("Ogan Ilir", "2016", "")
    assert "tidak tercantum pada 2020" in ogan_ilir["note_id"]


def test_a_kanwil_serves_every_region_of_its_province():
    areas = areas_of(FACTS, "KANWIL-SUMBAGSEL", NOW)
    assert len(areas) == 17 and areas["region"].str.startswith("16.").all() and areas["name"].notna().all()


def test_the_regions_without_a_known_office_are_named():
    gaps = service_gaps(FACTS, NOW)
    assert list(gaps["short"]) == ["Empat Lawang", "Prabumulih"]
    assert list(gaps["last_office"]) == ["", ""] and list(gaps["until"]) == ["", ""]
    before = service_gaps(FACTS, date(2015, 6, 30)).set_index("short")
    assert "Ogan Ilir" in before.index and "Kota Pekalongan" not in before.index


def test_a_region_that_an_office_left_says_which_and_until_when():
    areas = FACTS.service_areas
    left = areas[(areas["office"] != "KC-MUBA-BANYUASIN") | (areas["region"] != "16.06")]
    gaps = service_gaps(replace(FACTS, service_areas=left), NOW).set_index("short")
    assert gaps.loc["Musi Banyuasin", ["last_office", "until"]].tolist() == ["KC-PALEMBANG", "2024-01"]


def test_no_table_knows_an_office_from_before_the_day_that_is_said():
    """A first press mention is no beginning: figures and agreements of the office are often older."""
    said = {code: known_since(FACTS, code) for code in FACTS.offices["code"]}
    for code, day in said.items():
        own = [*FACTS.figures.loc[FACTS.figures["area_code"] == code, "as_of"]]
        own += [*FACTS.service_areas.loc[FACTS.service_areas["office"] == code, "from"]]
        own += [
            row.signed_on
            for row in FACTS.agreements.itertuples()
            if code in f"{row.offices};{row.areas}".split(";")
        ]
        assert all(AsOf(one).start >= AsOf(day).start for one in own if one), code
    assert said["KC-PALEMBANG"] == "2012-11" and said["KC-PEKALONGAN"] == "2014-05"
    assert known_since(replace(FACTS, figures=FACTS.figures.head(0)), "KC-PALEMBANG") == "2016"


def test_an_agreement_of_an_office_for_a_region_is_older_than_its_first_mention():
    areas = FACTS.service_areas
    late = areas.assign(**{"from": areas["from"].mask(areas["office"] == "KC-PEKALONGAN", "2018")})
    served = areas_of(replace(FACTS, service_areas=late), "KC-PEKALONGAN", NOW)
    assert set(served["from"]) == {"2014-05"}


def test_offices_hang_under_their_kanwil_or_their_province():
    groups = {code: office_group(FACTS, code) for code in FACTS.offices["code"]}
    assert groups["KCP-LAHAT"] == groups["KC-PALEMBANG"] == groups["KANWIL-SUMBAGSEL"] == "Kanwil Sumbagsel"
    assert groups["KCP-JOMBANG"] == "Jawa Timur" and groups["KC-PEKALONGAN"] == "Jawa Tengah"


def test_a_slug_leads_back_to_its_office_and_is_fit_for_an_address():
    for code in FACTS.offices["code"]:
        assert office_slug(code).replace("-", "").isalpha() and office_slug(code).islower()
        assert office(FACTS, office_slug(code))["code"] == code


@pytest.mark.parametrize("code", ["kc-nowhere", "", "<script>", "x" * 5000])
def test_an_unknown_office_is_an_error_with_the_known_ones(code):
    with pytest.raises(UnknownOffice, match="kc-mojokerto") as caught:
        areas_of(FACTS, code)
    assert len(str(caught.value)) < 500


def test_figures_of_an_office_are_its_own_and_those_of_its_regions():
    figures = figures_for(FACTS, "KC-MOJOKERTO")
    assert set(figures["area_code"]) == {"KC-MOJOKERTO", "35.16", "35.17", "35.76"}
    # A first mention in 2016 is no reason to hide what was published in 2014.
    assert "2014-04-27" in set(figures["as_of"])


def test_figures_of_a_region_that_left_stop_when_it_left():
    figures = figures_for(FACTS, "KC-PALEMBANG")
    days = {code: set(figures.loc[figures["area_code"] == code, "as_of"]) for code in ("16.06", "16.07")}
    assert "2024-04-22" in days["16.07"] and not {"2024-12", "2025-07"} & days["16.06"]
    assert "2025-07" in set(figures_for(FACTS, "KC-MUBA-BANYUASIN")["as_of"])


def test_the_kanwil_has_its_province_too():
    codes = set(figures_for(FACTS, "KANWIL-SUMBAGSEL")["area_code"])
    assert {"KANWIL-SUMBAGSEL", "16", "16.05"} <= codes and not {"33", "35", "33.25", "KC-PALEMBANG"} & codes
    assert {"M04", "M11", "M12", "M14"} <= set(agreements_for(FACTS, "KANWIL-SUMBAGSEL")["id"])
    assert {"K06", "K65"} <= set(events_for(FACTS, "KANWIL-SUMBAGSEL")["id"])


def test_agreements_events_and_counters_follow_the_regions():
    assert list(agreements_for(FACTS, "KC-MOJOKERTO")["id"]) == ["M01", "M03", "M07", "M09"]
    assert {"K63", "K64", "K04"} <= set(events_for(FACTS, "KC-PEKALONGAN")["id"])
    assert list(service_points_for(FACTS, "KCP-JOMBANG")["id"]) == ["L03"]
    assert list(service_points_for(FACTS, "KC-MOJOKERTO")["id"]) == ["L01", "L02", "L03"]
    # Banyuasin's launch of October 2024 belongs to the branch that still served it then and to the present one.
    assert "K27" in set(events_for(FACTS, "KC-PALEMBANG")["id"])
    assert "K25" not in set(events_for(FACTS, "KC-PALEMBANG")["id"])


def test_an_office_answers_for_those_below_it_and_for_those_below_these():
    assert with_its_own(FACTS, "KC-MOJOKERTO") == {"KC-MOJOKERTO", "KCP-JOMBANG"}
    assert with_its_own(FACTS, "KCP-JOMBANG") == {"KCP-JOMBANG"}
    kanwil = with_its_own(FACTS, "KANWIL-SUMBAGSEL")
    assert kanwil > with_its_own(FACTS, "KC-MUARA-ENIM") > {"KCP-LAHAT"}


def test_no_office_is_in_a_kanwil_and_without_one():
    left, kanwil = set(without_kanwil(FACTS)), with_its_own(FACTS, "KANWIL-SUMBAGSEL")
    assert left and not left & kanwil and left | kanwil == set(FACTS.offices["code"])
