"""The folium map: geometry once, colours per view, nothing from another host."""

import json
import re
from dataclasses import replace

import branca.colormap
import folium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit_folium import (
    _get_feature_group_string,
    _get_header,
    _get_html,
    _get_map_string,
    generate_js_hash,
    get_full_id,
)

from data.places.find import all_regions
from geo.classes import Entry
from geo.painting import Look, Mark, Painting
from geo.web.assets import ROUTE, to_json
from geo.web.choropleth import RegionMap, colours, drawing_assets, message
from tests.hostile import HOSTILE

CODES = sorted(all_regions())
PALETTE = ("#e0f3db", "#a8ddb5", "#7bccc4", "#2b8cbe", "#084081")


def painting(count: int = 24, **parts) -> Painting:
    """A painting as large as they come: long value texts, every mark old, flagged and behind."""
    marks = [
        Mark(
            f"{11 + i // 99}.{1 + i % 99:02d}",
            i % 5,
            "1.234.567.890",
            f"{1 + i % 28} Des 2021",
            True,
            True,
            behind=True,
        )
        for i in range(count)
    ]
    standard = Painting(
        title="Peta Cakupan pekerja (UCJ)",
        marks=marks,
        palette=PALETTE,
        inks=("light", "light", "light", "light", "dark"),
        suffix=" pekerja",
        none="tidak ada data",
        captions={"sumsel": "Sumatera Selatan"},
        stamp="ucj_pct 2025-08 sumsel 16.08",
        heading="Gap ke target, poin",
        legend=[Entry(colour, "5 – < 10 di bawah", count) for colour in PALETTE],
        looks=[Look("d", "▼", "di bawah target"), Look("p", "", "lebih tua dari 3 tahun")],
    )
    return replace(standard, **parts)


def rows(sent: dict) -> dict[str, tuple[str, str, str, str]]:
    """Code -> (class, text, date, marks), taken apart as choropleth.js does."""
    if not sent["rows"]:
        return {}
    parts = [row.split("|") for row in sent["rows"].split(";")]
    return {code: (k, text, sent["dates"][int(date)], marks) for code, k, text, date, marks in parts}


def sent_script(view: Painting) -> str:
    """What streamlit-folium sends for a view, apart from the map itself."""
    return _get_feature_group_string(colours(view), map=new_map())


def new_map() -> RegionMap:
    return RegionMap(
        f"{ROUTE}/batas.0123456789ab.js", f"{ROUTE}/peta.0123456789ab.js", f"{ROUTE}/peta.0123456789ab.css"
    )


# -- what travels with a view


def test_every_mark_arrives_with_its_class_text_and_date():
    marks = [
        Mark("16.08", 0, "45,94", "Agu 2025"),
        Mark("16.09", 4, "25,77", "Apr 2025", old=True),
        Mark("35.76", 2, "54,09", "Agu 2025", flagged=True),
        Mark("33.75", 1, "35,61", "27 Agu 2024", old=True, flagged=True),
    ]
    assert rows(message(painting(marks=marks))) == {
        "16.08": ("0", "45,94", "Agu 2025", ""),
        "16.09": ("4", "25,77", "Apr 2025", "p"),
        "35.76": ("2", "54,09", "Agu 2025", "b"),
        "33.75": ("1", "35,61", "27 Agu 2024", "pb"),
    }


def test_no_marks_are_no_rows():
    assert rows(message(painting(marks=[]))) == {}


def test_regions_share_their_dates():
    sent = message(painting(514))
    assert len(sent["dates"]) == 28 == len(set(sent["dates"]))


def test_24_regions_take_at_most_6_kb_and_514_at_most_25_kb():
    small, large = (len(json.dumps(sent_script(painting(count))).encode()) for count in (24, 514))
    assert small <= 6_000
    assert large <= 25_000
    # A region costs a line, whatever else a view carries.
    assert (large - small) / (514 - 24) <= 40


def test_no_geometry_travels():
    assert not re.search(r"coordinates|Polygon|FeatureCollection|geojson", sent_script(painting()), re.I)


def test_the_legend_travels_as_numbers_of_colours_with_limits_and_counts():
    sent = message(
        painting(
            3,
            legend=[Entry("#084081", "5+ di bawah", 2), Entry("", "tidak ada data", 1)],
            palette=(*PALETTE, "="),
            inks=("light", "light", "light", "light", "dark", ""),
        )
    )
    assert sent["legend"] == "4|5+ di bawah|2;|tidak ada data|1"
    assert sent["looks"] == "d|▼|di bawah target;p||lebih tua dari 3 tahun"
    assert sent["palette"].split(" ") == [*PALETTE, "="]
    assert sent["inks"].split(" ") == ["light", "light", "light", "light", "dark", ""]


# -- hostile text


@pytest.mark.parametrize("field", ["title", "suffix", "none", "heading", "area", "selected", "stamp"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_data(field, hostile):
    script = sent_script(painting(3, **{field: hostile}))
    given = re.search(r"petaPatuh\.paint\((.*)\);", script)[1]
    assert json.loads(given)[field] == hostile
    assert not set("<>&\u2028\u2029") & set(given)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_captions_and_dates_stay_data(hostile):
    marks = [Mark("16.08", 0, hostile, hostile), Mark("16.09", 1, "2", "2021")]
    lines = {"legend": [Entry(PALETTE[0], hostile, 1)], "looks": [Look("b", "*", hostile)]}
    sent = message(painting(marks=marks, captions={hostile: hostile}, **lines))
    assert sent["legend"] == f"0|{re.sub('[|;]', ' ', hostile)}|1" and sent["looks"].count("|") == 2
    assert sent["captions"] == {hostile: hostile}
    assert rows(sent)["16.08"][2] == hostile
    assert rows(sent)["16.09"] == ("1", "2", "2021", "")
    assert not set("<>&\u2028\u2029") & set(to_json(sent))


@given(st.text(), st.text())
@settings(deadline=None)
def test_a_text_with_separators_breaks_no_other_row(text, date):
    marks = [Mark("16.08", 0, text, date), Mark("16.09", 1, "2", "2021")]
    addresses = rows(message(painting(marks=marks)))
    assert list(addresses) == ["16.08", "16.09"]
    assert addresses["16.08"] == ("0", re.sub("[|;]", " ", text), date, "")
    assert addresses["16.09"] == ("1", "2", "2021", "")


@pytest.mark.parametrize("braces", ["{{ 7 * 7 }}", "{% raw %}", "{% for x in y %}", "{{ 1 / 0 }}", "{#"])
def test_a_text_is_never_a_template(braces):
    """branca compiles as a Jinja template whatever script an element has rendered."""
    script = sent_script(painting(title=braces, marks=[Mark("16.08", 0, braces, braces)]))
    sent = json.loads(re.search(r"petaPatuh\.paint\((.*)\);", script)[1])
    assert (sent["title"], sent["dates"]) == (braces, [braces])


# -- the map itself


def test_every_file_of_the_map_is_on_our_own_server():
    drawn = new_map()
    files = [address for _, address in (*drawn.default_js, *drawn.default_css)]
    assert len(drawn.default_js) == 3 and len(drawn.default_css) == 2
    for address in files:
        assert address.startswith(f"{ROUTE}/") and "//" not in address and ":" not in address


def test_the_boundaries_are_loaded_before_the_script_that_draws_them():
    names = [name for name, _ in new_map().default_js]
    assert names.index("leaflet") < names.index("batas") < names.index("peta")


def test_nothing_that_streamlit_folium_walks_names_another_host():
    drawn = new_map()
    colours(painting()).add_to(drawn)
    elements, addresses = [drawn], []
    while elements:
        element = elements.pop()
        elements += element._children.values()
        addresses += [
            url for _, url in (*getattr(element, "default_js", []), *getattr(element, "default_css", []))
        ]
        assert not isinstance(element, branca.colormap.ColorMap)  # for one streamlit-folium asks two CDNs
    assert addresses and not [address for address in addresses if "//" in address]


def test_folium_itself_would_name_another_host():
    # If this fails, folium has changed, and the class above may have lost its reason.
    assert any("//" in url for _, url in folium.Map().default_js)


def test_the_handed_over_script_and_page_are_free_of_addresses():
    drawn = new_map()
    drawn.render()
    script = _get_html(drawn) + _get_header(drawn) + _get_map_string(drawn) + sent_script(painting())
    assert not re.search(r"https?:|//[a-z]", script)


def test_the_drawing_files_name_no_other_host():
    for asset in drawing_assets():
        text = asset.body.decode("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|url\(//|@import", text)


def test_the_maps_script_is_the_same_at_every_view():
    """streamlit-folium names the frame after this hash: another script would be another frame."""
    hashes = set()
    for view in (painting(), painting(3, area="sumsel", theme="dark", language="en", size=20)):
        drawn = new_map()
        drawn.render()
        leaflet = _get_map_string(drawn)
        colours(view).add_to(drawn)
        hashes.add((generate_js_hash(leaflet, "map"), _get_html(drawn), _get_header(drawn)))
    assert len(hashes) == 1


def test_the_map_draws_through_our_script_and_loads_no_tiles():
    script = _get_map_string(new_map())
    assert 'var map_div = petaPatuh.create("map_div");' in script
    assert "tileLayer" not in script and "L.map(" not in script
    assert get_full_id(new_map()).startswith("map")
