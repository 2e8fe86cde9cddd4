"""Where the shapes lie and what is wrong with them: each repaired and reported, or refused by name."""

from __future__ import annotations

import json
import re

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from data.places.find import all_regions
from data.words import Words
from geo import coverage
from geo.boundaries import load
from geo.build import gaps
from geo.build.pipeline import Options, build
from geo.build.report import Report
from geo.build.source import Limits, UnusableSource
from tests.examples import examples
from tests.geo.build import world
from tests.geo.build.world import capital, row_of

LEVEL = {"level": "region"}


def built(layer, folder, name="lapisan.gpkg", **options):
    """Build regions from `layer`; the report's findings as one text, and the regions."""
    report = build(world.written(layer, folder, name), folder / "out", Options(**LEVEL | options))
    return report.text(), load("region", folder / "out" / "boundaries.fgb")


def assert_like_the_original(regions: gpd.GeoDataFrame, within: float = 0.02) -> None:
    original = world.regions().sort_values("kode", ignore_index=True)
    ours, theirs = regions.geometry.to_numpy(), original.geometry.to_numpy()
    shared = shapely.area(shapely.intersection(ours, theirs))
    assert (shared > (1 - within) * shapely.area(theirs)).all()
    assert list(regions["code"]) == list(original["kode"])


def changed(code: str, change) -> gpd.GeoDataFrame:
    """The regions with the shape of one changed."""
    layer = world.regions()
    row = row_of(layer, code)
    layer.loc[[row], "geometry"] = gpd.GeoSeries([change(layer.geometry[row])], index=[row], crs=4326)
    return layer


class TestPlace:
    @pytest.mark.parametrize("crs", ["EPSG:32748", "EPSG:3857", "EPSG:4755", "EPSG:23837"])
    def test_another_crs_is_transformed_and_reported(self, tmp_path, crs):
        report_text, regions = built(world.regions().to_crs(crs), tmp_path)
        assert_like_the_original(regions)
        assert f"diubah dari {crs}" in report_text

    def test_degrees_without_a_crs(self, tmp_path):
        layer = world.regions().set_crs(None, allow_override=True)
        report_text, regions = built(layer, tmp_path, "tanpa.shp")
        assert_like_the_original(regions)
        assert "tidak menyebut CRS" in report_text

    def test_metres_without_a_crs_are_refused_until_it_is_named(self, tmp_path):
        layer = world.regions().to_crs(32748).set_crs(None, allow_override=True)
        with pytest.raises(UnusableSource, match=r"tidak menyebut CRS yang terbaca, dan.*--crs EPSG:32748"):
            built(layer, tmp_path, "tanpa.shp")
        report_text, regions = built(layer, tmp_path, "tanpa.shp", crs="EPSG:32748")
        assert_like_the_original(regions)
        assert "seperti yang diminta" in report_text

    @pytest.mark.parametrize(
        ("true", "said", "advice"), [(32748, 4326, "32748"), (4326, 32748, "4326"), (32749, 32748, "32749")]
    )
    def test_another_crs_than_the_true_one_is_refused_with_another_to_try(self, tmp_path, true, said, advice):
        layer = world.regions().to_crs(true).set_crs(said, allow_override=True)
        if true == 32749:
            layer["geometry"] = layer.translate(xoff=-3_000_000)
        with pytest.raises(UnusableSource, match=rf"misalnya --crs EPSG:{advice}"):
            built(layer, tmp_path)

    def test_the_wrong_utm_zone_is_found_by_the_capitals(self, tmp_path):
        layer = world.regions().to_crs(32748).set_crs(32749, allow_override=True)
        with pytest.raises(UnusableSource, match=r"ibu kota.*--crs"):
            built(layer, tmp_path)

    @pytest.mark.parametrize("crs", ["EPSG:999999", "utm 48", "<script>"])
    def test_a_crs_that_does_not_exist(self, tmp_path, crs):
        with pytest.raises(UnusableSource, match="tidak dikenal"):
            built(world.regions(), tmp_path, crs=crs)

    @pytest.mark.parametrize("crs", [4326, 32748])
    def test_all_axes_swapped(self, tmp_path, crs):
        layer = world.regions().to_crs(crs)
        layer["geometry"] = shapely.transform(layer.geometry.to_numpy(), lambda xy: xy[:, ::-1])
        report_text, regions = built(layer.set_crs(crs, allow_override=True), tmp_path)
        assert_like_the_original(regions)
        assert "tertukar pada 24 wilayah" in report_text

    def test_one_row_swapped(self, tmp_path):
        layer = changed("16.71", lambda shape: shapely.transform(shape, lambda xy: xy[:, ::-1]))
        report_text, regions = built(layer, tmp_path)
        assert_like_the_original(regions)
        assert "tertukar pada 1 wilayah" in report_text and "Kota Palembang (16.71)" in report_text

    def test_one_row_elsewhere_is_refused_by_name(self, tmp_path):
        layer = changed("16.71", lambda shape: shapely.transform(shape, lambda xy: xy + 40.0))
        with pytest.raises(UnusableSource, match=r"Kota Palembang \(16\.71\).*di luar Indonesia"):
            built(layer, tmp_path)

    def test_heights_are_dropped(self, tmp_path):
        layer = world.regions()
        layer["geometry"] = shapely.force_3d(layer.geometry.to_numpy(), 12.0)
        _, regions = built(layer, tmp_path)
        assert_like_the_original(regions)
        assert not regions.has_z.any()


class TestShapes:
    def test_an_invalid_ring_is_mended_and_reported(self, tmp_path):
        def spike(shape):
            ring = np.array(shape.exterior.coords)
            middle = ring[:2].mean(axis=0)
            return shapely.Polygon([ring[0], middle, middle + 1e-4, middle - [1e-4, 2e-4], middle, *ring[1:]])

        layer = changed("16.71", spike)
        assert not layer.geometry[row_of(layer, "16.71")].is_valid
        report_text, regions = built(layer, tmp_path)
        assert_like_the_original(regions)
        assert "Cincin poligon" in report_text and "Kota Palembang (16.71)" in report_text

    @pytest.mark.filterwarnings("ignore:Non closed ring")
    def test_an_open_ring_is_closed_and_reported(self, tmp_path):
        layer = changed("16.71", lambda shape: shapely.MultiPolygon([shape]))
        path = world.written(layer, tmp_path, "terbuka.geojson")
        content = json.loads(path.read_text())
        shape = content["features"][row_of(layer, "16.71")]["geometry"]
        rings = shape["coordinates"][0] if shape["type"] == "MultiPolygon" else shape["coordinates"]
        del rings[0][-1]
        path.write_text(json.dumps(content))
        report = build(path, tmp_path / "out", Options(**LEVEL))
        assert_like_the_original(load("region", tmp_path / "out" / "boundaries.fgb"))
        assert any("tidak tertutup" in finding.template for finding in report.findings)

    @pytest.mark.parametrize("shape", [capital("16.71"), capital("16.71").buffer(0.1).boundary])
    def test_no_polygon_is_refused_by_name(self, tmp_path, shape):
        with pytest.raises(UnusableSource, match=r"Kota Palembang \(16\.71\).*bukan poligon"):
            built(changed("16.71", lambda _: shape), tmp_path, "campur.geojson")

    @pytest.mark.parametrize("beside", ["points", "lines", "empty"])
    @pytest.mark.parametrize("before", [True, False])
    def test_label_points_beside_the_polygons_are_left_out(self, tmp_path, beside, before):
        layer = world.regions()[["kode", "kab", "geometry"]]
        shapes = {
            "points": layer.geometry.representative_point(),
            "lines": layer.geometry.boundary,
            "empty": None,
        }[beside]
        both = [layer.assign(geometry=shapes), layer]
        report_text, regions = built(
            pd.concat(both if before else both[::-1], ignore_index=True), tmp_path, "label.geojson"
        )
        assert_like_the_original(regions)
        assert "di samping poligon yang berkode sama (24 baris)" in report_text

    @pytest.mark.parametrize("shape", [None, shapely.Polygon()])
    def test_an_empty_shape_is_refused_by_name(self, tmp_path, shape):
        with pytest.raises(UnusableSource, match=r"Kota Palembang \(16\.71\).*kosong"):
            built(changed("16.71", lambda _: shape), tmp_path)

    def test_a_flat_polygon_is_refused_by_name(self, tmp_path):
        flat = shapely.Polygon([(104.0, -3.0), (104.5, -3.0), (105.0, -3.0), (104.0, -3.0)])
        with pytest.raises(UnusableSource, match=r"Kota Palembang \(16\.71\).*bukan poligon"):
            built(changed("16.71", lambda _: flat), tmp_path)

    def test_points_and_lines_beside_polygons_are_dropped(self, tmp_path):
        mixed = changed(
            "16.71", lambda shape: shapely.GeometryCollection([shape, capital("16.71"), shape.boundary])
        )
        report_text, regions = built(mixed, tmp_path, "campur.geojson")
        assert_like_the_original(regions)
        assert "bercampur" in report_text and "Kota Palembang (16.71)" in report_text

    def test_trouble_outside_our_regions_is_nobodys_business(self, tmp_path):
        layer = world.regions()[["kode", "geometry"]]
        layer.loc[len(layer)] = ["11.01", shapely.Polygon()]
        _, regions = built(layer, tmp_path)
        assert_like_the_original(regions)


class TestDuplicates:
    def test_the_same_row_twice_is_used_once(self, tmp_path):
        layer = world.regions()
        report_text, regions = built(layer.iloc[[*range(24), row_of(layer, "16.71")]], tmp_path)
        assert_like_the_original(regions)
        assert "kembar" in report_text and "Kota Palembang (16.71)" in report_text

    def test_parts_in_several_rows_become_one_region(self, tmp_path):
        layer = world.regions()
        row = row_of(layer, "16.08")
        west, east = halves(layer.geometry[row])
        layer.loc[row, "geometry"] = west
        layer.loc[len(layer)] = [*layer.loc[row].drop("geometry"), east]
        report_text, regions = built(layer, tmp_path)
        assert_like_the_original(regions)
        assert "digabung" in report_text and "(16.08)" in report_text

    def test_two_versions_of_one_region_are_refused(self, tmp_path):
        layer = world.regions()
        row = row_of(layer, "16.71")
        layer.loc[len(layer)] = [*layer.loc[row].drop("geometry"), layer.geometry[row].buffer(-0.01)]
        with pytest.raises(UnusableSource, match=r"Kota Palembang \(16\.71\).*bertumpuk"):
            built(layer, tmp_path)


def halves(shape):
    west, south, east, north = shape.bounds
    middle = (west + east) / 2
    return shape.intersection(shapely.box(west, south, middle, north)), shape.intersection(
        shapely.box(middle, south, east, north)
    )


class TestNeighbours:
    def test_a_small_overlap_is_mended_and_named(self, tmp_path):
        layer = changed("16.71", lambda shape: shape.buffer(0.0005))
        report_text, regions = built(layer, tmp_path)
        assert_like_the_original(regions)
        assert "Tumpang tindih" in report_text and "Kota Palembang (16.71)" in report_text
        assert coverage.is_sound(regions.geometry.to_numpy())

    def test_a_large_overlap_is_refused_naming_both(self, tmp_path):
        layer = world.regions()
        inner = layer.geometry[row_of(layer, "35.76")]
        layer = changed("35.16", lambda shape: shape.union(inner))
        with pytest.raises(
            UnusableSource, match=r"Mojokerto \(35\.\d6\) dan .*Mojokerto \(35\.\d6\).*100"
        ) as refused:
            built(layer, tmp_path)
        assert re.search(r"bertumpuk [\d.]*\d,\d+ km2, yaitu 100 %", str(refused.value))
        assert re.search(r"by [\d,]*\d\.\d+ km2, 100 %", Words("en").explain(refused.value))

    def test_a_narrow_gap_is_closed(self, tmp_path):
        layer = changed("16.71", lambda shape: shape.buffer(-0.0002))
        report_text, regions = built(layer, tmp_path)
        assert_like_the_original(regions)
        assert (
            "Celah sempit" in report_text or "Lubang sempit" in report_text
        ) and "Kota Palembang (16.71)" in report_text
        assert touching(regions, "16.71") >= 3
        assert coverage.is_sound(regions.geometry.to_numpy())

    def test_a_wide_gap_stays_and_is_reported(self, tmp_path):
        layer = world.regions()
        corners = shapely.points(layer.geometry[row_of(layer, "16.71")].exterior.coords)
        lake = next(corner for corner in corners if corner.within(world.FRAME.buffer(-0.1)))
        layer["geometry"] = layer.geometry.difference(lake.buffer(0.02))
        report_text, regions = built(layer, tmp_path)
        assert "dibiarkan terbuka" in report_text
        assert not regions.contains(lake).any()

    def test_borders_that_differ_by_a_hair_become_one(self, tmp_path):
        layer = changed(
            "16.71", lambda shape: shapely.transform(shape, lambda xy: xy + np.array([2e-6, 1e-6]))
        )
        _, regions = built(layer, tmp_path)
        assert_like_the_original(regions)
        assert coverage.is_sound(regions.geometry.to_numpy())

    @examples(15, 300)
    @example(seed=300, shift=21.0, grow=1.5)
    @example(seed=0, shift=30.0, grow=-10.237724773410005)  # borders that the projection opened again
    @example(seed=24, shift=19.609519773403264, grow=23.13121600259681)
    @given(
        seed=st.integers(0, 1000),
        # both ways and shrunk, a sharp corner opens to more than twice this: still within the 100 m
        shift=st.floats(-30, 30),
        grow=st.floats(-30, 30),
    )
    def test_any_small_slip_ends_in_a_coverage(self, seed, shift, grow):
        """Whatever one polygon's slip (in metres), the result is sound and every area is kept to 2 %."""
        layer = world.regions().assign(label=lambda rows: rows["kab"], code=lambda rows: rows["kode"])
        row = int(np.random.default_rng(seed).integers(24))
        slipped = shapely.transform(layer.geometry[row].buffer(grow / 111e3), lambda xy: xy + shift / 111e3)
        layer.loc[row, "geometry"] = slipped
        mended = gaps.mend(layer, 100.0, Report())
        assert coverage.is_sound(mended.geometry.to_numpy())
        assert coverage.is_sound(mended.geometry.to_crs(coverage.METRES).to_numpy())
        areas = [shapely.area(layer.geometry.to_numpy()) for layer in (mended, world.regions())]
        assert np.allclose(*areas, rtol=0.02)

    def test_a_coverage_comes_back_untouched(self):
        layer = world.regions().assign(label=lambda rows: rows["kab"], code=lambda rows: rows["kode"])
        report = Report()
        assert gaps.mend(layer, 50.0, report) is layer and not report.findings


def touching(regions: gpd.GeoDataFrame, code: str) -> int:
    own = regions.geometry[regions["code"] == code].iloc[0]
    return int(regions.geometry.touches(own).sum())


class TestFiles:
    def refused(self, path, match, **options):
        with pytest.raises(UnusableSource, match=match):
            build(path, path.parent / "out", Options(**LEVEL | options))
        assert not (path.parent / "out").exists()

    def test_missing(self, tmp_path):
        self.refused(tmp_path / "tiada.gpkg", r"tiada\.gpkg tidak ditemukan")

    @pytest.mark.parametrize("name", ["batas.zip", "batas.kml", "batas.vrt", "batas"])
    def test_another_format(self, tmp_path, name):
        (tmp_path / name).write_bytes(b"PK\x03\x04")
        self.refused(tmp_path / name, "bukan GeoPackage")

    @pytest.mark.parametrize("suffix", world.DRIVERS)
    def test_empty_file(self, tmp_path, suffix):
        (tmp_path / f"kosong{suffix}").touch()
        self.refused(tmp_path / f"kosong{suffix}", "kosong")

    @pytest.mark.parametrize("suffix", world.DRIVERS)
    def test_cut_short(self, tmp_path, suffix):
        path = world.written(world.regions(), tmp_path, f"putus{suffix}")
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
        self.refused(path, r"putus\.shp terpotong" if suffix == ".shp" else "putus")

    def test_a_shapefile_without_its_table(self, tmp_path):
        path = world.written(world.regions(), tmp_path, "r.shp")
        path.with_suffix(".shx").unlink()
        path.with_suffix(".dbf").unlink()
        self.refused(path, r"r\.shp")

    def test_a_file_that_points_elsewhere(self, tmp_path):
        source = world.written(world.regions(), tmp_path)
        trap = tmp_path / "trap.geojson"
        trap.write_text(
            f'<OGRVRTDataSource><OGRVRTLayer name="lapisan"><SrcDataSource>{source}</SrcDataSource>'
            "</OGRVRTLayer></OGRVRTDataSource>"
        )
        self.refused(trap, "isinya bukan itu")

    def test_without_rows(self, tmp_path):
        self.refused(world.written(world.regions().iloc[:0], tmp_path), "tidak berisi satu wilayah pun")

    def test_several_layers(self, tmp_path):
        path = world.written(world.regions(), tmp_path)
        world.regions().to_file(path, layer="lain", driver="GPKG")
        self.refused(path, "lapisan.*lain.*--layer")
        self.refused(path, "tidak punya lapisan ketiga", layer="ketiga")
        build(path, tmp_path / "out", Options(level="region", layer="lain"))
        assert len(load(path=tmp_path / "out" / "boundaries.fgb")) == len(all_regions())

    @pytest.mark.parametrize(
        ("limits", "report_text"),
        [
            (Limits(megabytes=0.001), "terlalu besar"),
            (Limits(features=5), "24 baris"),
            (Limits(vertices=100), "titik"),
        ],
    )
    def test_too_much(self, tmp_path, limits, report_text):
        self.refused(world.written(world.regions(), tmp_path), report_text, limits=limits)
