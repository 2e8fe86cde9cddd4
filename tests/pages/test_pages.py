"""Every page runs, in both languages, and shows what its view asks for. AppTest runs the script without a browser."""

import re
import shutil
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from data.access import PUBLIK
from data.indicators import of_all
from data.indicators.definition import definitions
from data.places import offices
from data.tables.facts import EMBEDDED, load_table
from data.words import Words
from geo.web.served import served_maps
from pages.session.links import BRIEFING_PAGES, DATA_PAGES, DETAIL_PAGES, WORK_PAGES
from tests.facts import FACTS
from tests.pages.markup import safe
from tests.pages.reading import component, opened, painted, rows, well, words_on
from tests.sampling import in_turn

OFFICES = load_table("offices")["code"].tolist()
MAPPED = [key for key, one in definitions().items() if one.on_map]
PAGES = [
    "",
    "angka",
    "sumber",
    *WORK_PAGES,
    *DATA_PAGES,
    *DETAIL_PAGES,
    *BRIEFING_PAGES,
    *(f"kantor-{offices.office_slug(code)}" for code in OFFICES),
]


# -- every page


@pytest.mark.parametrize(("page", "language"), in_turn(PAGES, ["id", "en"]))
def test_every_page_runs_in_its_language(page, language):
    app = well(opened(page, **({"bhs": "en"} if language == "en" else {})))
    foot = {"id": "bukan BPJS Kesehatan", "en": "not BPJS Kesehatan"}[language]
    assert foot in words_on(app)
    assert app.query_params == ({"bhs": "en"} if language == "en" else {})


@pytest.mark.parametrize("page", ["", "sumber", "kantor-kc-mojokerto"])
def test_every_kind_of_page_runs_in_the_projector_theme(page):
    app = well(opened(page, tampil="proyektor", bhs="en"))
    assert app.toggle(key="w_projector").value is True
    if page != "sumber":
        assert (painted(app)["theme"], painted(app)["size"]) == ("projector", 20)


def test_every_office_of_the_table_has_a_page_in_a_group():
    app = opened()
    addresses = {info["url_pathname"]: info["page_name"] for info in app._registered_pages.values()}
    assert set(addresses) == set(PAGES)
    for row in FACTS.offices.to_dict("records"):
        assert addresses[f"kantor-{offices.office_slug(row['code'])}"] == row["name"]


@pytest.mark.parametrize("code", OFFICES)
def test_an_office_page_is_about_its_office(code):
    app = opened(f"kantor-{offices.office_slug(code)}")
    said = unescape(words_on(app))
    assert FACTS.offices.set_index("code").loc[code, "name"] in app.html[1].value
    served_regions = offices.areas_of(FACTS, code)
    for name in served_regions["name"]:
        assert name in said
    assert set(rows(app)) == set(served_regions["region"])
    for agreement in offices.agreements_for(FACTS, code)["parties"]:
        assert agreement in said
    for point in offices.service_points_for(FACTS, code)["name"]:
        assert point in said
    publishers = FACTS.sources.set_index("id")["publisher"]
    about = FACTS.offices[FACTS.offices["code"] == code]
    for row in [*about.to_dict("records"), *served_regions.to_dict("records")]:
        assert row["note_id"] in said and publishers[row["source"]] in said
    assert "setidaknya sejak" in said and ">sejak " not in said


# -- the map page


@pytest.mark.parametrize(("indicator", "language"), in_turn(MAPPED, ["id", "en"]))
def test_every_indicator_has_a_map_a_sentence_and_a_rank(indicator, language):
    app = well(opened(indikator=indicator, bhs=language, bertanda="1"))
    assert definitions()[indicator].title[language] in unescape(app.html[1].value)
    rank = component(app, "bidi_component", "peta_rank")
    assert len(rank["rows"]) == 24
    nothing = Words(language)("tidak ada data")
    assert len(rows(app)) == sum(row[3] != nothing for row in rank["rows"])
    # What is published of regions may be parts alone: then the map has nothing to colour, and says so.
    whole = of_all(FACTS.figures[FACTS.figures["area_kind"] == "region"])
    assert bool(rows(app)) == (indicator in set(whole["indicator"]))


@pytest.mark.parametrize("area", ["sumsel", "mojokerto-jombang", "pekalongan"])
def test_an_area_ranks_its_own_regions(area):
    app = well(opened(area=area))
    facts = FACTS.regions
    rank = component(app, "bidi_component", "peta_rank")
    assert {row[1] for row in rank["rows"]} == set(facts.loc[facts["area"] == area, "code"])
    assert painted(app)["area"] == area


@pytest.mark.parametrize(
    "query",
    [
        {"per": "2010-01"},
        {"per": "2012-06", "area": "pekalongan", "kelas": "kuantil", "bhs": "en"},
        {"per": "2018-01", "area": "mojokerto-jombang"},
        {"indikator": "arrears_rp", "per": "2014-01", "area": "pekalongan"},
        {"per": "2010-01", "kelas": "target"},
    ],
)
def test_a_view_without_any_value_says_so(query):
    app = well(opened(**query))
    words = Words(query.get("bhs", "id"))
    assert words("tidak ada data") in words_on(app)
    assert rows(app) == {}


def test_switching_the_indicator_changes_the_address_and_the_colours_not_the_map():
    app = opened()
    before = component(app, "component_instance")
    first = rows(app)
    app.selectbox(key="w_indicator").select("skk_cases").run()
    well(app)
    after = component(app, "component_instance")
    assert app.query_params == {"indikator": "skk_cases"}
    assert "SKK" in app.html[1].value
    assert rows(app) != first
    assert {k: v for k, v in after.items() if k != "feature_group"} == {
        k: v for k, v in before.items() if k != "feature_group"
    }
    app.selectbox(key="w_indicator").select("ucj_pct").run()
    assert app.query_params == {} and rows(app) == first


def test_the_maps_message_stays_under_six_kilobytes():
    for indicator in MAPPED:
        app = opened(indikator=indicator, bertanda="1", bhs="en")
        [map_element] = app.get("component_instance")
        assert len(map_element.proto.json_args.encode()) <= 6_000


def test_no_component_names_another_host():
    app = opened(wilayah="35.76")
    arguments = component(app, "component_instance")
    assert len(arguments["js_links"]) == 3 and len(arguments["css_links"]) == 2
    assert all(link.startswith("/aset/") for link in arguments["js_links"] + arguments["css_links"])
    maps = served_maps(EMBEDDED)
    assert {maps.boundary.url, maps.script.url} < set(arguments["js_links"])
    for element in app.get("bidi_component"):
        sent = element.proto.js_content + element.proto.html_content + element.proto.css_content
        assert "http" not in sent.replace("window.location.origin", "")


def test_the_open_region_shows_stated_and_computed():
    for language, stated, computed in (
        ("id", "15,04\u00a0%", "15,4\u00a0%"),
        ("en", "15.04\u00a0%", "15.4\u00a0%"),
    ):
        app = well(opened(wilayah="35.76", per="2019-01", bhs=language))
        [panel] = [element.value for element in app.html if 'class="peta-panel"' in element.value]
        heading = Words(language)("Dinyatakan dan dihitung")
        [said] = re.findall(rf"<dt>{heading}</dt><dd>(.*?)</dd>", unescape(panel))
        assert stated in said and computed in said
        assert "Kota Mojokerto" in panel and Words(language).number(63806) in panel


@pytest.mark.parametrize("code", ["16.08", "16.09", "16.72", "16.73", "16.74", "35.76", "33.27"])
def test_any_region_can_be_opened_in_the_place_of_the_list(code):
    app = well(opened(wilayah=code))
    name = FACTS.regions.set_index("code").loc[code, "name"]
    assert f"<h2>{name}</h2>" in words_on(app)
    assert painted(app)["selected"] == code
    assert component(app, "bidi_component", "peta_back")["region"] == code
    assert not [one for one in app.get("bidi_component") if "peta_rank" in str(one.proto)]


def test_the_timeline_of_the_open_region_holds_all_its_figures():
    app = opened(wilayah="35.76")
    assert not app.exception and "peta-timeline" not in words_on(app)
    app.session_state["timeline"] = True
    said = words_on(well(app.run()))
    own = load_table("figures").query("area_code == '35.76'")
    assert said.count("<time>") == len(own) > 10


def test_the_drawing_controls_change_the_view():
    app = well(opened("", PUBLIK, "drawing", kelas="kuantil", jumlah="4", pudar="0"))
    chosen = [app.selectbox(key=f"w_{field}").value for field in ("fade", "scheme", "classes")]
    assert chosen == [0, "kuantil", 4]
    app.selectbox(key="w_classes").select(6).run()
    assert well(app).query_params == {"kelas": "kuantil", "jumlah": "6", "pudar": "0"}
    app.toggle(key="w_flagged").set_value(True).run()
    assert app.query_params["bertanda"] == "1" and "16.12" in rows(app)


def test_around_the_target_is_offered_only_where_there_is_one():
    for indicator, offered in (("ucj_pct", True), ("skk_cases", False)):
        app = opened("", PUBLIK, "drawing", indikator=indicator)
        assert ("terhadap target" in app.selectbox(key="w_scheme").options) == offered


def test_a_switch_of_language_keeps_the_view():
    app = opened(indikator="skk_cases", wilayah="35.76")
    app.button_group(key="w_language").set_value("en").run()
    well(app)
    assert app.query_params == {"indikator": "skk_cases", "wilayah": "35.76", "bhs": "en"}
    assert "published figure" in words_on(app)


def test_the_view_is_kept_when_one_comes_back_from_an_office():
    app = opened(indikator="skk_cases", area="sumsel", bhs="en")
    pages = {info["url_pathname"]: key for key, info in app._registered_pages.items()}
    app._page_hash, app.query_params = pages["kantor-kc-palembang"], {}
    app.run()
    assert well(app).query_params == {"bhs": "en"}
    app._page_hash, app.query_params = pages[""], {}
    app.run()
    assert well(app).query_params == {"indikator": "skk_cases", "area": "sumsel", "bhs": "en"}


@pytest.mark.parametrize("page", ["", "sumber", "kantor-kc-mojokerto"])
def test_a_bad_address_is_said_on_every_page(page):
    app = opened(page, indikator="<img src=x>")
    assert not app.exception and len(app.warning) == 1


@pytest.mark.parametrize(
    ("part", "language", "what"),
    [
        ("wilayah=16.99", "id", "Kode wilayah '16.99'"),
        ("wilayah=16.99", "en", "region code '16.99'"),
        ("wilayah=1609", "id", "Kode wilayah '1609'"),  # BPS's code of OKU Timur
        ("per=2025-13", "id", "Bulan '2025-13'"),
        ("per=2025-13", "en", "month '2025-13'"),
        ("per=2999-01", "en", "month '2999-01'"),
        ("indikator=tidak_ada", "id", "indikator='tidak_ada'"),
        ("indikator=tidak_ada", "en", "indikator='tidak_ada'"),
        ("area=bali&jumlah=5", "id", "area='bali'"),
        ("jumlah=99", "en", "jumlah='99'"),
    ],
)
def test_a_wrong_part_of_an_address_is_said_until_the_next_choice(part, language, what):
    query = dict(pair.split("=") for pair in part.split("&"))
    app = well(opened(bertanda="1", bhs=language, **query))
    [warning] = app.warning
    said = warning.value.replace("\\", "")
    assert what in said
    assert ("alamat" in said, "address" in said) == (language == "id", language == "en")
    assert rows(app) and painted(app)["area"] == "semua"
    kept = {"bertanda": "1"} | ({"bhs": "en"} if language == "en" else {})
    assert app.query_params == kept, "the good parts stay, the wrong one goes"
    app.button_group(key="w_area").set_value("pekalongan").run()
    assert len(app.warning) == 0


def test_two_wrong_parts_are_both_said():
    assert len(opened(per="2025-13", wilayah="16.99").warning) == 2


@pytest.mark.parametrize("digits", ["٢٠٢٤-٠٨", "२०२४-०८"])
def test_digits_of_another_script_are_no_month(digits):
    app = opened(per=digits)
    assert not app.exception and len(app.warning) == 1


@pytest.mark.parametrize("text", ["![x](http://x.y)", "**tebal**", "$x$", ":red[a]", "[a](http://b)"])
def test_text_of_an_address_is_not_markdown(text):
    [warning] = opened(wilayah=text).warning
    assert text not in warning.value


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the data that the app reads instead of its own."""
    copy = Path(shutil.copytree(EMBEDDED, tmp_path / "data"))
    monkeypatch.setenv("PETA_DATA", str(copy))
    st.cache_resource.clear()
    yield copy
    st.cache_resource.clear()


@pytest.mark.parametrize("page", ["", "en"])
@pytest.mark.parametrize("file", ["figures.csv", "regions.csv", "boundaries.fgb"])
def test_damaged_data_get_a_sentence_in_the_readers_language(folder, file, page):
    (folder / file).write_bytes(b"rusak\xff\x00")
    app = opened(**({"bhs": "en"} if page else {}))
    assert not app.exception
    [error] = app.error
    assert file in error.value
    assert app.title[0].value == Words(page or "id")("Data tidak dapat dibaca")


def test_missing_boundaries_are_said_with_what_to_do(folder):
    (folder / "boundaries.fgb").unlink()
    [error] = opened().error
    assert all(part in error.value for part in ("boundaries.fgb", "tidak ada", "Kembalikan berkas"))


HOSTILE = "<img src=x onerror=alert(1)>`${alert(1)}`</script>![x](http://x.y)*a*"


@pytest.fixture
def hostile(folder):
    """Hostile text in every free text column, with its row's number where a name must be unique."""
    free = {
        "regions": ["name", "short", "province", "capital"],
        "offices": ["name", "address", "note_id", "note_en"],
        "sources": ["publisher", "title", "note_id", "note_en"],
        "figures": ["caveat_id", "caveat_en"],
        "service_areas": ["note_id", "note_en"],
        "service_points": ["name", "kind", "address", "note_id", "note_en"],
        "agreements": ["parties", "subject_id", "subject_en", "status_id", "status_en", "note_id", "note_en"],
        "events": ["kind_id", "kind_en", "place", "audience_id", "audience_en"],
    }
    for name, columns in free.items():
        table = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for column in columns:
            table[column] = [f"{HOSTILE} {i}" for i in range(len(table))]
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.mark.sampled(2)
@pytest.mark.parametrize("page", ["", "sumber", "kantor-kc-mojokerto", "kantor-kanwil-sumbagsel"])
def test_hostile_text_in_every_column_is_shown_as_text(hostile, page):
    app = opened(page, PUBLIK, "timeline", **({} if page else {"wilayah": "35.76"}))
    assert not app.exception
    assert "&lt;img src=x onerror=alert(1)&gt;" in words_on(app)
    for element in app.html:
        safe(element.value)


@pytest.mark.parametrize("page", ["", "kantor-kc-palembang"])
def test_names_of_files_are_not_markdown(hostile, page):
    """Streamlit reads labels, messages and Markdown as Markdown: a name could load a picture or hide itself."""
    app = opened(page, **({} if page else {"wilayah": "35.76"}))
    assert not app.exception
    texts = [e.value for kind in ("markdown", "info", "warning", "subheader") for e in app.get(kind)]
    texts += [b.label for b in app.button] + [e.label for e in app.expander]
    assert not [text for text in texts if "![x](" in text]
