"""Every page runs, in both languages, and shows what its view asks for. AppTest runs the script without a browser."""

import json
import re
import shutil
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.indicators.definition import definitions
from data.places import offices
from data.tables.facts import EMBEDDED, load_facts, load_table
from data.words import Words
from geo.web.served import served_maps
from pages.session.links import DETAIL_PAGES, WORK_PAGES
from tests.pages.templates.test_pieces import safe

SHELL = str(Path(__file__).parents[2] / "pages" / "shell.py")
OFFICES = load_table("offices")["code"].tolist()
MAPPED = [key for key, one in definitions().items() if one.on_map]
PAGES = [
    "",
    "sumber",
    *WORK_PAGES,
    *DETAIL_PAGES,
    *(f"kantor-{offices.office_slug(code)}" for code in OFFICES),
]


def opened(page: str = "", **query: str) -> AppTest:
    """The app with one of its pages open, at an address with `query`."""
    app = AppTest.from_file(SHELL, default_timeout=30)
    if page:
        # AppTest.switch_page() takes script files; ours are functions, found by their address.
        app._page_hash = hashes()[page]
    app.query_params.update(query)
    return app.run()


@cache
def hashes() -> dict[str, str]:
    """Address of each page -> what Streamlit calls it."""
    pages = AppTest.from_file(SHELL, default_timeout=30).run()._registered_pages
    return {info["url_pathname"]: known for known, info in pages.items()}


def words_on(app: AppTest) -> str:
    """Everything that the page says."""
    kinds = ("html", "markdown", "warning", "info", "error", "title", "subheader")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def component(app: AppTest, kind: str, name: str = "") -> dict:
    """What was handed to the map's frame or to a component of ours."""
    [found] = [e.proto for e in app.get(kind) if name in str(e.proto)]
    return json.loads(found.json_args if kind == "component_instance" else found.json)


def painted(app: AppTest) -> dict:
    """The message that colours the map."""
    sent = component(app, "component_instance")["feature_group"]
    return json.loads(re.search(r"petaPatuh\.paint\((.*)\);", sent)[1])


def rows(app: AppTest) -> dict[str, list[str]]:
    """Region code -> its part of the message."""
    return {row.split("|")[0]: row.split("|") for row in painted(app)["rows"].split(";") if row}


def well(app: AppTest) -> AppTest:
    """The app, once it is certain that it ran through and says nothing unfinished."""
    assert not app.exception
    said = words_on(app)
    assert said
    assert not re.search(r"\b(nan|NaN|NaT|Traceback)\b|>None<|\{\w*\}", said)
    for element in app.html:
        safe(element.value)
    return app


# -- every page


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_in_both_languages(page, language):
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
    facts = load_facts()
    assert set(addresses) == set(PAGES)
    for row in facts.offices.to_dict("records"):
        assert addresses[f"kantor-{offices.office_slug(row['code'])}"] == row["name"]


@pytest.mark.parametrize("code", OFFICES)
def test_an_office_page_is_about_its_office(code):
    app = opened(f"kantor-{offices.office_slug(code)}")
    facts, said = load_facts(), unescape(words_on(app))
    assert facts.offices.set_index("code").loc[code, "name"] in app.html[0].value
    served_regions = offices.areas_of(facts, code)
    for name in served_regions["name"]:
        assert name in said
    assert set(rows(app)) == set(served_regions["region"])
    for agreement in offices.agreements_for(facts, code)["parties"]:
        assert agreement in said
    for point in offices.service_points_for(facts, code)["name"]:
        assert point in said


# -- the map page


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("indicator", MAPPED)
def test_every_indicator_has_a_map_a_sentence_and_a_rank(indicator, language):
    app = well(opened(indikator=indicator, bhs=language, bertanda="1"))
    assert definitions()[indicator].title[language] in unescape(app.html[0].value)
    rank = component(app, "bidi_component", "peta_rank")
    assert len(rank["rows"]) == 24
    assert len(rows(app)) == sum(bool(row[0]) for row in rank["rows"]) > 0


@pytest.mark.parametrize("area", ["sumsel", "mojokerto-jombang", "pekalongan"])
def test_an_area_ranks_its_own_regions(area):
    app = well(opened(area=area))
    facts = load_facts().regions
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
    assert "SKK" in app.html[0].value
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
        panel = next(e.value for e in app.html if 'class="peta-panel"' in e.value)
        heading = Words(language)("Dinyatakan dan dihitung")
        [said] = re.findall(rf"<dt>{heading}</dt><dd>(.*?)</dd>", unescape(panel))
        assert stated in said and computed in said
        assert "Kota Mojokerto" in panel and Words(language).number(63806) in panel


@pytest.mark.parametrize("code", ["16.08", "16.09", "16.72", "16.73", "16.74", "35.76", "33.27"])
def test_any_region_can_be_opened_and_closed(code):
    app = well(opened(wilayah=code))
    name = load_facts().regions.set_index("code").loc[code, "name"]
    assert f"<h2>{name}</h2>" in words_on(app)
    assert painted(app)["selected"] == code
    assert component(app, "bidi_component", "peta_rank")["selected"] == code
    next(button for button in app.button if button.label.startswith("Tutup")).click().run()
    assert app.query_params == {} and painted(app)["selected"] == ""


def test_the_timeline_of_the_open_region_holds_all_its_figures():
    app = opened(wilayah="35.76")
    assert not app.exception and "peta-timeline" not in words_on(app)
    app.session_state["timeline"] = True
    said = words_on(well(app.run()))
    own = load_table("figures").query("area_code == '35.76'")
    assert said.count("<time>") == len(own) == 10


def test_the_drawing_controls_change_the_view():
    app = opened(kelas="kuantil", jumlah="4", pudar="0")
    app.session_state["drawing"] = True
    well(app.run())
    boxes = [app.selectbox(key=f"w_{field}") for field in ("fade", "scheme", "classes")]
    assert [box.value for box in boxes] == [0, "kuantil", 4]
    app.selectbox(key="w_classes").select(6).run()
    assert well(app).query_params == {"kelas": "kuantil", "jumlah": "6", "pudar": "0"}
    app.toggle(key="w_flagged").set_value(True).run()
    assert app.query_params["bertanda"] == "1" and "16.12" in rows(app)


def test_around_the_target_is_offered_only_where_there_is_one():
    for indicator, offered in (("ucj_pct", True), ("skk_cases", False)):
        app = opened(indikator=indicator)
        app.session_state["drawing"] = True
        app.run()
        assert ("terhadap sasaran" in app.selectbox(key="w_scheme").options) == offered


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
    import pandas as pd

    for name, columns in free.items():
        table = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for column in columns:
            table[column] = [f"{HOSTILE} {i}" for i in range(len(table))]
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.mark.parametrize("page", ["", "sumber", "kantor-kc-mojokerto", "kantor-kanwil-sumbagsel"])
def test_hostile_text_in_every_column_is_shown_as_text(hostile, page):
    app = opened(page, **({} if page else {"wilayah": "35.76"}))
    if not page:
        app.session_state["timeline"] = True
        app.run()
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
