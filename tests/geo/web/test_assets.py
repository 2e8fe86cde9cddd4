"""Boundaries as a browser script: small, immutable, harmless, and still the same shapes."""

import gzip
import json
import re

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from data.places.areas import areas_in_order
from data.tables.facts import load_table
from geo import boundaries
from geo.boundaries import PROJECTED
from geo.layers import region_layer
from geo.web.assets import ROUTE, UNIT, Asset, boundary_asset, kecamatan_asset, to_json
from tests.examples import examples
from tests.hostile import HOSTILE

texts = st.one_of(
    st.text(), st.sampled_from(HOSTILE), st.text(alphabet="</>&!-\u2028\u2029\"'\\`${}scriptSCRIPT")
)
values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False), texts
    ).filter(lambda v: v != float("inf") and v != float("-inf")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def decode(flat: list[int]) -> np.ndarray:
    """What choropleth.js's decode does: differences added up; points in Mercator metres."""
    return np.cumsum(np.array(flat).reshape(-1, 2), axis=0) * UNIT


def content(asset: Asset, name: str) -> dict:
    """The object that the script assigns to `window.<name>`."""
    script = asset.body.decode("utf-8")
    start = f"window.{name}="
    return json.JSONDecoder().raw_decode(script, script.index(start) + len(start))[0]


def layer(**columns) -> gpd.GeoDataFrame:
    """Two regions of one area, the second in two parts, one of them with a hole."""
    island = Polygon(
        box(104.0, -3.0, 105.0, -2.0).exterior.coords, [box(104.4, -2.6, 104.6, -2.4).exterior.coords]
    )
    standard = {
        "code": ["16.01", "16.10"],
        "name": ["Kab. Satu", "Kab. Dua"],
        "short": ["Satu", "Dua"],
        "area": ["sumsel", "sumsel"],
        "muted": [False, True],
        "label_lon": [103.5, 104.2],
        "label_lat": [-3.5, -2.2],
    }
    shapes = [box(103.0, -4.0, 104.0, -3.0), MultiPolygon([island, box(105.1, -2.2, 105.2, -2.1)])]
    return gpd.GeoDataFrame({**standard, **columns}, geometry=shapes, crs=4326)


def asset_of(regions: gpd.GeoDataFrame, areas=("sumsel",), credit="Sumber: X", url="/aset/k.js") -> Asset:
    return boundary_asset(regions, areas, credit, url)


# -- JSON inside a script


@given(values)
@settings(deadline=None)
def test_json_is_read_again_as_it_was(value):
    assert json.loads(to_json(value)) == value


@given(values)
@settings(deadline=None)
def test_json_holds_nothing_that_ends_or_opens_a_script(value):
    text = to_json(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert "</" not in text and "<!--" not in text


def test_keys_are_escaped_as_well():
    assert "<" not in to_json({"</script>": ["</script>"]})


# -- assets


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_what_is_compressed_is_the_body_and_the_same_at_every_start(body):
    asset = Asset("batas", "js", body)
    assert gzip.decompress(asset.compressed) == body
    assert asset.compressed == Asset("batas", "js", body).compressed
    assert asset.compressed[4:8] == bytes(4)  # no time of making


@given(st.binary(max_size=50), st.binary(max_size=50))
@settings(deadline=None)
def test_the_name_changes_with_the_content_and_only_with_it(body, other):
    names = [Asset("batas", "js", content).name for content in (body, other)]
    assert (names[0] == names[1]) == (body == other)
    assert re.fullmatch(r"batas\.[0-9a-f]{12}\.js", names[0])


def test_the_address_is_on_our_own_server():
    asset = Asset("peta", "css", b"")
    assert asset.url == f"{ROUTE}/{asset.name}" and asset.url.startswith("/") and "//" not in asset.url


def test_the_boundary_script_gets_another_name_when_a_shape_or_a_name_changes():
    moved = layer()
    moved.loc[0, "geometry"] = box(103.0, -4.0, 104.0, -3.1)
    names = {
        asset_of(shapes).name
        for shapes in (layer(), layer(), moved, layer(short=["Satu", "Lain"]), layer(muted=[True, True]))
    }
    assert len(names) == 4


# -- the shapes


def decoded(regions: list) -> list[list[np.ndarray]]:
    return [[decode(ring) for ring in rings] for rings in regions]


def test_rings_come_back_within_the_unit():
    regions = layer().to_crs(PROJECTED)
    entries = content(asset_of(layer()), "petaBatas")["regions"]
    for row in regions.itertuples():
        parts = decoded(entries[row.code]["g"])
        originals = list(getattr(row.geometry, "geoms", [row.geometry]))
        assert [len(rings) for rings in parts] == [1 + len(part.interiors) for part in originals]
        for rings, part in zip(parts, originals, strict=True):
            for ring, original in zip(rings, [part.exterior, *part.interiors], strict=True):
                expected = np.asarray(original.coords)[:-1]
                assert np.abs(ring - expected).max() <= UNIT / 2


@given(st.lists(st.tuples(st.floats(95, 141), st.floats(-11, 6)), min_size=3, max_size=30, unique=True))
@examples(20, 200)
def test_any_ring_comes_back_within_the_unit(points):
    shape = Polygon(points).convex_hull
    assume(shape.geom_type == "Polygon")
    regions = gpd.GeoDataFrame({"code": ["16.01.01"], "region": ["16.01"]}, geometry=[shape], crs=4326)
    [[[flat]]] = content(kecamatan_asset(regions), "petaKecamatan")["16.01"].values()
    ring = decode(flat)
    original = np.asarray(regions.to_crs(PROJECTED).geometry[0].exterior.coords)[:-1]
    # Points that fall together are written once, so each is looked up by distance and not by place.
    near = np.abs(original[:, None, :] - ring[None, :, :]).max(axis=2).min(axis=1)
    assert near.max() <= UNIT / 2 + 1e-6
    assert np.abs(np.diff(ring, axis=0)).max(axis=1, initial=UNIT).min() >= UNIT  # none twice in a row


def test_points_that_fall_together_are_written_once():
    step = UNIT / 111_000 / 10
    crowded = Polygon([(104, -3), (104 + step, -3), (104 + 2 * step, -3), (105, -3), (105, -2)])
    kecamatan = gpd.GeoDataFrame({"code": ["16.01.01"], "region": ["16.01"]}, geometry=[crowded], crs=4326)
    [[[flat]]] = content(kecamatan_asset(kecamatan), "petaKecamatan")["16.01"].values()
    assert len(decode(flat)) == 3


def test_the_real_boundaries_come_back_region_by_region():
    regions, _ = region_layer(load_table("regions"), boundaries.load("region"))
    script = content(boundary_asset(regions, areas_in_order(regions["area"]), "", ""), "petaBatas")
    projected = regions.set_index("code").geometry.to_crs(PROJECTED)
    for code, entry in script["regions"].items():
        shapes = [Polygon(rings[0], rings[1:]) for rings in decoded(entry["g"])]
        area = sum(shape.area for shape in shapes)
        assert area == pytest.approx(projected[code].area, rel=0.005)
        assert MultiPolygon(shapes).hausdorff_distance(projected[code]) <= UNIT


def test_every_kecamatan_outline_stays_with_its_region():
    kecamatan = boundaries.load("kecamatan")
    shapes = content(kecamatan_asset(kecamatan), "petaKecamatan")
    projected = kecamatan.to_crs(PROJECTED).set_index("code")
    assert set(shapes) == set(kecamatan["region"])
    for region, members in shapes.items():
        assert set(members) == set(projected.index[projected["region"] == region])
        for code, polygons in members.items():
            points = np.concatenate([decode(ring) for rings in polygons for ring in rings])
            west, south, east, north = projected.geometry[code].bounds
            assert np.abs(points.min(axis=0) - [west, south]).max() <= UNIT
            assert np.abs(points.max(axis=0) - [east, north]).max() <= UNIT


# -- what stands beside the shapes


def test_names_areas_and_labels_are_the_regions_own():
    script = content(asset_of(layer()), "petaBatas")
    assert {code: (e["name"], e["short"], e["muted"]) for code, e in script["regions"].items()} == {
        "16.01": ("Kab. Satu", "Satu", False),
        "16.10": ("Kab. Dua", "Dua", True),
    }
    label = gpd.GeoSeries([Point(104.2, -2.2)], crs=4326).to_crs(PROJECTED)[0]
    assert np.abs(np.array(script["regions"]["16.10"]["label"]) * UNIT - [label.x, label.y]).max() <= UNIT / 2
    assert (script["credit"], script["kecamatan"], script["unit"]) == ("Sumber: X", "/aset/k.js", UNIT)


def test_panels_stand_in_the_order_asked_for_with_their_own_bounds():
    regions = layer(area=["pekalongan", "sumsel"])
    panels = content(asset_of(regions, ("sumsel", "pekalongan")), "petaBatas")["areas"]
    assert [panel["id"] for panel in panels] == ["sumsel", "pekalongan"]
    expected = regions.to_crs(PROJECTED).geometry.iloc[1].bounds
    assert np.abs(np.array(panels[0]["bounds"]) * UNIT - expected).max() <= UNIT / 2
    assert panels[0]["lat"] == -2.2


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_stay_data(hostile):
    asset = asset_of(layer(name=[hostile, hostile], short=[hostile, "Dua"]), credit=hostile)
    script = content(asset, "petaBatas")
    assert script["regions"]["16.01"]["name"] == script["regions"]["16.01"]["short"] == hostile
    assert script["credit"] == hostile
    assert b"<" not in asset.body and "\u2028" not in asset.body.decode("utf-8")
