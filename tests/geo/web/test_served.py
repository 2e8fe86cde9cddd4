"""What the browser is given for the maps: every region, nothing unmatched."""

import json
import shutil
from pathlib import Path

import folium
import pytest
from streamlit_folium import get_full_id

from data.places.areas import areas_in_order
from data.places.find import all_regions
from data.tables.facts import EMBEDDED, load_table
from data.tables.files import DamagedFile
from geo import boundaries
from geo.boundaries import CREDIT, DamagedBoundaries
from geo.layers import region_layer
from geo.web.served import served_maps
from tests.geo.build.world import DIFFERING

NEIGHBOURS = {"33.25", "33.27"}


@pytest.fixture(scope="module")
def maps():
    return served_maps(EMBEDDED)


@pytest.fixture(scope="module")
def script(maps) -> dict:
    return json.loads(maps.boundary.body.decode("utf-8").removeprefix("window.petaBatas=").removesuffix(";"))


def copy(folder: Path) -> Path:
    return Path(shutil.copytree(EMBEDDED, folder / "data"))


def test_24_regions_are_drawn_and_nothing_is_unmatched(maps, script):
    assert (maps.report.without_boundary, maps.report.without_value) == ((), ())
    assert set(script["regions"]) == set(all_regions())
    assert len(script["regions"]) == 24


def test_every_region_is_drawn_under_its_own_name(script):
    for code, region in all_regions().items():
        entry = script["regions"][code]
        assert (entry["name"], entry["short"]) == (region.name, region.short)
        assert entry["g"] and all(len(ring) >= 6 for rings in entry["g"] for ring in rings)


@pytest.mark.parametrize("code", DIFFERING)
def test_the_five_regions_with_two_codes_are_drawn_where_their_capital_is(script, code):
    import geopandas as gpd
    from shapely.geometry import Polygon

    region, unit = all_regions()[code], script["unit"]
    capital = gpd.points_from_xy([region.capital_lon], [region.capital_lat], crs=4326).to_crs("EPSG:3395")[0]

    def holds(entry) -> bool:
        for rings in entry["g"]:
            x = y = 0
            points = []
            for dx, dy in zip(rings[0][::2], rings[0][1::2], strict=True):
                x, y = x + dx, y + dy
                points.append((x * unit, y * unit))
            if Polygon(points).contains(capital):
                return True
        return False

    assert [c for c, entry in script["regions"].items() if holds(entry)] == [code]


def test_only_the_neighbours_are_muted(script):
    assert {code for code, entry in script["regions"].items() if entry["muted"]} == NEIGHBOURS


def test_panels_are_the_areas_in_their_order(script):
    areas = [panel["id"] for panel in script["areas"]]
    assert areas == ["sumsel", "mojokerto-jombang", "pekalongan"]
    assert areas == areas_in_order({entry["area"] for entry in script["regions"].values()})
    sizes = [sum(entry["area"] == area for entry in script["regions"].values()) for area in areas]
    assert sizes == [17, 3, 4]


def test_the_map_loads_exactly_what_is_served_and_the_credit_is_in_it(maps, script):
    drawn = maps.new_map()
    loaded = {address for _, address in (*drawn.default_js, *drawn.default_css)}
    own = {asset.url for asset in maps.assets}
    assert own - loaded == {maps.kecamatan.url} == {script["kecamatan"]}
    assert all("leaflet" in address for address in loaded - own)
    assert script["credit"] == CREDIT


def test_a_map_is_new_at_every_run_but_its_files_are_made_once(maps):
    assert served_maps(EMBEDDED) is maps
    first = maps.new_map()
    assert maps.new_map() is not first
    folium.FeatureGroup().add_to(first)
    assert first._children and not maps.new_map()._children
    assert get_full_id(maps.new_map()) == get_full_id(first) and first.get_root() is maps.new_map().get_root()


def test_a_region_without_a_boundary_is_reported_and_left_out():
    shapes = boundaries.load("region")
    layer, report = region_layer(load_table("regions"), shapes[shapes["code"] != "16.73"])
    assert report.without_boundary == ("16.73",) and report.without_value == ()
    assert set(layer["code"]) == set(all_regions()) - {"16.73"}


def test_a_boundary_without_a_row_is_reported_and_not_drawn():
    table = load_table("regions")
    layer, report = region_layer(table[table["code"] != "35.76"], boundaries.load("region"))
    assert report.without_value == ("35.76",) and report.without_boundary == ()
    assert "35.76" not in set(layer["code"])


def test_a_folder_of_ones_own_is_served_from_there(tmp_path):
    folder = copy(tmp_path)
    table = folder / "regions.csv"
    table.write_text(table.read_text("utf-8").replace(",OKU Timur,", ",OKU T.,"), "utf-8")
    assert b"OKU T." in served_maps(folder).boundary.body
    assert served_maps(folder).boundary.name != served_maps(EMBEDDED).boundary.name


@pytest.mark.parametrize(
    ("file", "problem"), [("regions.csv", DamagedFile), ("boundaries.fgb", DamagedBoundaries)]
)
@pytest.mark.parametrize("harm", ["gone", "empty", "garbage"])
def test_a_damaged_folder_is_refused_naming_the_file(tmp_path, file, problem, harm):
    path = copy(tmp_path) / file
    path.unlink()
    if harm != "gone":
        path.write_bytes(b"" if harm == "empty" else b"\x00\xff<html>")
    with pytest.raises(problem, match=file):
        served_maps(path.parent)
