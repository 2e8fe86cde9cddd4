"""The embedded boundaries, loading a built file, and what every build promises."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data.places.find import all_kecamatan, all_regions
from data.words import Words
from geo import coverage
from geo.boundaries import CREDIT, EMBEDDED, DamagedBoundaries, credit, load, load_any
from geo.build import __main__
from geo.build.__main__ import main
from geo.build.pipeline import Options, build, build_any, write_any
from geo.build.readings import Columns
from geo.build.source import Limits, UnusableSource
from tests.examples import examples
from tests.geo.build import world
from tests.geo.build.world import DIFFERING


def rewritten(folder: Path, change) -> Path:
    """The embedded file with its table changed."""
    path = folder / "boundaries.fgb"
    whole = change(pyogrio.read_dataframe(EMBEDDED))
    pyogrio.write_dataframe(whole, path, driver="FlatGeobuf", SPATIAL_INDEX="NO")
    return path


class TestEmbedded:
    def test_holds_the_24_regions_and_their_330_kecamatan_in_order(self):
        assert list(load("region")["code"]) == sorted(all_regions())
        expected = sorted(entry.code for entry in all_kecamatan().values() if entry.match != "missing")
        assert list(load("kecamatan")["code"]) == expected and len(expected) == 330

    def test_is_small_and_credited(self):
        assert EMBEDDED.stat().st_size <= 900_000
        assert credit() == CREDIT

    @pytest.mark.parametrize("code", all_regions())
    def test_every_capital_lies_in_its_own_region_and_no_other(self, code):
        regions = load("region")
        holding = regions.loc[regions.intersects(world.capital(code)), "code"]
        assert list(holding) == [code]

    @pytest.mark.parametrize("code", DIFFERING)
    def test_regions_whose_codes_differ_hold_their_own_kecamatan(self, code):
        kecamatan = load("kecamatan")
        own = kecamatan[kecamatan["region"] == code]
        assert set(own["code"]) == {
            entry.code for entry in all_kecamatan().values() if entry.region == code and entry.bps
        }
        assert own.intersects(world.capital(code)).sum() == 1

    def test_levels_nest_to_the_last_coordinate(self):
        kecamatan, regions = load("kecamatan"), load("region").set_index("code").geometry
        union = coverage.dissolve(kecamatan, "region").set_index("region").geometry
        assert union.geom_equals(regions).all() and len(union) == 24

    @pytest.mark.parametrize("level", ["region", "kecamatan"])
    def test_is_a_valid_coverage_on_the_grid_with_labels_inside(self, level):
        layer = load(level)
        assert coverage.is_sound(layer.geometry.to_numpy())
        points = shapely.get_coordinates(layer.geometry.to_numpy())
        assert np.array_equal(points, np.round(points, coverage.GRID_DIGITS))
        assert shapely.contains_xy(layer.geometry.to_numpy(), layer["label_lon"], layer["label_lat"]).all()

    def test_the_report_beside_it_tells_its_areas_and_no_place_on_a_disk(self):
        text = EMBEDDED.with_suffix(".json").read_text(encoding="utf-8")
        report = json.loads(text)
        off = {line["code"]: line["official_pct"] for line in report["areas"]}
        assert round(off["16.07"], 1) == -9.4 and len(off) == 24
        assert report["result"]["bytes"] == EMBEDDED.stat().st_size
        assert report["source"]["file"] == "kecamatan_focus.fgb" and "/" not in report["source"]["file"]

    def test_a_caller_may_change_what_it_gets(self):
        mine = load("region")
        mine.loc[0, "code"] = "changed"
        mine.loc[0, "geometry"] = shapely.Point(0, 0)
        assert load("region").loc[0, "code"] == "16.01"
        assert load("region").geometry.iloc[0].geom_type == "MultiPolygon"


class TestDamage:
    def test_missing(self, tmp_path):
        with pytest.raises(DamagedBoundaries, match=r"boundaries\.fgb tidak ada"):
            load(path=tmp_path / "boundaries.fgb")

    @pytest.mark.parametrize("keep", [0, 7, 5_000, 400_000])
    def test_cut_short(self, tmp_path, keep):
        path = tmp_path / "cut.fgb"
        path.write_bytes(EMBEDDED.read_bytes()[:keep])
        with pytest.raises(DamagedBoundaries, match=r"cut\.fgb"):
            load(path=path)

    @pytest.mark.filterwarnings("ignore:Non closed ring")
    def test_bytes_overwritten(self, tmp_path):
        path, content = tmp_path / "torn.fgb", bytearray(EMBEDDED.read_bytes())
        content[200_000:200_400] = b"\xff" * 400
        path.write_bytes(content)
        with pytest.raises(DamagedBoundaries, match=r"torn\.fgb"):
            load(path=path)

    @pytest.mark.parametrize(
        "change",
        [
            lambda whole: whole.assign(code=whole["code"].replace("16.08", "16.88")),
            lambda whole: whole[whole["code"] != "16.08"],
            lambda whole: whole[whole["level"] == "kecamatan"],
            lambda whole: whole.drop(columns="label_lon"),
            lambda whole: whole.assign(label_lat=whole["label_lat"] + 3),
            lambda whole: whole.set_crs(3857, allow_override=True),
            lambda whole: whole.translate(60).to_frame("geometry").join(whole.drop(columns="geometry")),
            lambda whole: whole.iloc[[0, *range(len(whole))]],
        ],
        ids=[
            "unknown code",
            "region gone",
            "no regions",
            "column gone",
            "labels moved",
            "crs",
            "moved",
            "twice",
        ],
    )
    def test_not_what_it_must_hold(self, tmp_path, change):
        path = rewritten(tmp_path, change)
        with pytest.raises(DamagedBoundaries, match=r"boundaries\.fgb"):
            load(path=path)

    def test_a_mended_file_is_read_again(self, tmp_path):
        path = tmp_path / "boundaries.fgb"
        path.write_bytes(b"broken")
        with pytest.raises(DamagedBoundaries):
            load(path=path)
        shutil.copy(EMBEDDED, path)
        assert len(load(path=path)) == 24


@pytest.fixture(scope="module")
def usual(tmp_path_factory) -> Path:
    """A folder with the layer of all kecamatan and, in "out", what is built from it: not to be changed."""
    folder = tmp_path_factory.mktemp("usual")
    build(world.written(world.kecamatan(), folder), folder / "out")
    return folder


@pytest.fixture
def last(tmp_path, usual) -> Path:
    """The folder of the last build, to be built into again."""
    return Path(shutil.copytree(usual / "out", tmp_path / "out"))


SOURCE = "lapisan.gpkg"


class TestBuild:
    @pytest.mark.parametrize("suffix", world.DRIVERS)
    def test_every_format_gives_the_same_file(self, tmp_path, usual, suffix):
        layer = world.kecamatan()[["kec_bps", "kecamatan", "kab", "geometry"]]
        report = build(world.written(layer, tmp_path, f"sumber{suffix}"), tmp_path / "out")
        built = load("region", tmp_path / "out" / "boundaries.fgb")
        assert list(built["code"]) == sorted(all_regions())
        assert not [entry for entry in report.findings if entry.kind != "noted"]
        assert built.geom_equals(load("region", usual / "out" / "boundaries.fgb")).all()

    def test_regions_are_their_kecamatan(self, usual):
        path = usual / "out" / "boundaries.fgb"
        union = coverage.dissolve(load("kecamatan", path), "region")
        assert union.geom_equals(load("region", path).geometry).all()
        assert coverage.is_sound(load("kecamatan", path).geometry.to_numpy())

    def test_a_layer_of_regions_gives_one_level(self, tmp_path):
        build(world.written(world.regions(), tmp_path), tmp_path, Options(level="region"))
        path = tmp_path / "boundaries.fgb"
        assert len(load("region", path)) == 24 and load("kecamatan", path).empty

    def test_the_same_source_gives_the_same_bytes(self, tmp_path, usual):
        build(usual / SOURCE, tmp_path)
        for name in ("boundaries.fgb", "boundaries.json", "boundaries.txt"):
            assert (tmp_path / name).read_bytes() == (usual / "out" / name).read_bytes()

    def test_a_refused_build_leaves_the_last_one_alone(self, tmp_path, last):
        before = {path.name: path.read_bytes() for path in last.iterdir()}
        short = world.kecamatan()[lambda layer: layer["kab_bps"] != "3517"]
        with pytest.raises(UnusableSource, match="Jombang"):
            build(world.written(short, tmp_path, "kurang.gpkg"), last)
        assert {path.name: path.read_bytes() for path in last.iterdir()} == before

    def test_a_build_that_fails_while_writing_leaves_nothing_behind(self, usual, last, monkeypatch):
        before = {path.name: path.read_bytes() for path in last.iterdir()}
        monkeypatch.setattr("geo.build.report.Report.as_json", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(usual / SOURCE, last)
        assert {path.name: path.read_bytes() for path in last.iterdir()} == before

    def test_what_was_written_is_read_back_before_it_counts(self, usual, last, monkeypatch):
        before = {path.name: path.read_bytes() for path in last.iterdir()}
        monkeypatch.setattr("geo.build.publish._write", lambda levels, path, credit: path.write_bytes(b"fgb"))
        with pytest.raises(DamagedBoundaries):
            build(usual / SOURCE, last)
        assert {path.name: path.read_bytes() for path in last.iterdir()} == before

    def test_the_report_is_for_people_and_programs(self, tmp_path):
        layer = world.kecamatan()
        layer.loc[world.row_of(layer, "35.17.01"), "kecamatan"] = "Prk"
        report = build(world.written(layer, tmp_path), tmp_path)
        text = (tmp_path / "boundaries.txt").read_text(encoding="utf-8")
        assert "Laporan pembuatan batas wilayah" in text and "Prk → Perak" in text
        facts = json.loads((tmp_path / "boundaries.json").read_text(encoding="utf-8"))
        assert facts["result"]["kecamatan"] == 330 and facts["result"]["tolerance_m"] == 250
        assert facts["findings"][0].keys() >= {"kind", "template", "values", "id", "en"}
        assert len(report.areas) == 24

    def test_the_credit_of_another_source_goes_into_the_file(self, tmp_path):
        source = world.written(world.regions(), tmp_path)
        build(source, tmp_path, Options(level="region", credit="Batas wilayah: Dinas PUPR"))
        assert credit(tmp_path / "boundaries.fgb") == "Batas wilayah: Dinas PUPR"

    def test_nobody_is_credited_who_was_not_named(self, tmp_path):
        report = build(
            world.written(world.regions(), tmp_path, "gadm41_IDN_2.gpkg"), tmp_path, Options(level="region")
        )
        assert credit(tmp_path / "boundaries.fgb") == "Batas wilayah, sumber: gadm41_IDN_2.gpkg"
        assert "--credit" in report.text() and "BPS" not in credit(tmp_path / "boundaries.fgb")


class TestAnyRegions:
    def test_codes_and_names_stay_as_given(self, tmp_path):
        layer = world.regions()[["kab_bps", "kab", "geometry"]]
        layer["kab_bps"] = [f"{9000 + place}" for place in range(len(layer))]
        layer.loc[0, "kab"] = "<img src=x onerror=alert(1)>"
        options = Options(level="region", columns=Columns("kab_bps", "kab"))
        write_any(world.written(layer, tmp_path), tmp_path, options)
        built = load_any(tmp_path / "boundaries.fgb")
        assert list(built["code"]) == list(layer["kab_bps"])
        assert built.loc[0, "name"] == "<img src=x onerror=alert(1)>"
        with pytest.raises(DamagedBoundaries):
            load(path=tmp_path / "boundaries.fgb")

    def test_the_code_column_is_the_first_whose_values_all_differ(self, tmp_path):
        layer = world.regions().assign(prov="16")[["prov", "kode", "kab", "geometry"]]
        built, report = build_any(world.written(layer, tmp_path))
        assert list(built["code"]) == sorted(layer["kode"])
        assert report.areas[0].official_km2 is None

    def test_without_one_it_asks_for_it(self, tmp_path):
        layer = world.regions().assign(prov="16")[["prov", "geometry"]]
        with pytest.raises(UnusableSource, match="--code"):
            build_any(world.written(layer, tmp_path))

    def test_small_islands_can_go_but_no_region_with_them(self, tmp_path):
        layer = world.regions()[["kode", "geometry"]]
        islands = [shapely.Point(100, -2).buffer(0.01), shapely.Point(101, -2).buffer(0.02)]
        layer.loc[0, "geometry"] = shapely.union(layer.geometry[0], islands[0])
        layer.loc[len(layer)] = ["99.01", islands[1]]
        built, report = build_any(world.written(layer, tmp_path), Options(level="region", drop_parts=100.0))
        by_code = built.set_index("code").geometry
        assert len(shapely.get_parts(by_code[layer["kode"][0]])) == 1
        assert not by_code["99.01"].is_empty
        assert any(entry.values.get("count") == 1 for entry in report.findings)


class TestCommand:
    def test_builds_and_prints_the_report(self, tmp_path, capsys):
        source = world.written(world.kecamatan(), tmp_path)
        assert main([str(source), "--out", str(tmp_path)]) == 0
        assert "Laporan pembuatan batas wilayah" in capsys.readouterr().out
        assert len(load(path=tmp_path / "boundaries.fgb")) == 24

    def test_refuses_in_one_sentence(self, tmp_path, capsys):
        assert main([str(tmp_path / "tiada.gpkg"), "--out", str(tmp_path)]) == 1
        message = capsys.readouterr().err
        assert "tiada.gpkg" in message and "Traceback" not in message and message.count("\n") == 1

    def test_options_reach_the_build(self, tmp_path, capsys):
        layer = world.regions().rename(columns={"kab_bps": "a", "kab": "b"})[["a", "b", "geometry"]]
        source = world.written(layer.to_crs(32748).set_crs(None, allow_override=True), tmp_path, "r.geojson")
        command = [str(source), "--out", str(tmp_path), "--level", "region", "--crs", "EPSG:32748"]
        assert main([*command, "--code", "a", "--name", "b", "--system", "bps", "--tolerance", "500"]) == 0
        assert len(load(path=tmp_path / "boundaries.fgb")) == 24

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_help_in_both_languages(self, language, capsys):
        with pytest.raises(SystemExit) as ended:
            main(["--lang", language, "--help"])
        assert ended.value.code == 0 and "--tolerance" in capsys.readouterr().out


class TestWatchdog:
    def test_cleans_up_says_so_and_ends(self, tmp_path, monkeypatch, capsys):
        ended = []
        monkeypatch.setattr("os._exit", ended.append)
        (tmp_path / ".boundaries-x").mkdir()
        __main__._give_up(tmp_path, 300.0, Words("id"))
        assert ended == [3] and not list(tmp_path.iterdir())
        assert "300 detik" in capsys.readouterr().err


class TestCoverage:
    @examples(15, 300)
    @given(
        seed=st.integers(0, 10_000),
        cells=st.integers(2, 30),
        tolerance=st.sampled_from([0.0, 50.0, 300.0, 3000.0]),
    )
    def test_simplifying_keeps_every_polygon_and_the_coverage(self, seed, cells, tolerance):
        layer = random_coverage(seed, cells)
        thin = coverage.simplify(layer, tolerance)
        assert len(thin) == len(layer) and coverage.is_sound(thin.geometry.to_numpy())
        groups = coverage.dissolve(thin, "half")
        assert coverage.is_sound(groups.geometry.to_numpy())
        assert shapely.area(groups.geometry.to_numpy()).sum() == pytest.approx(
            shapely.area(thin.geometry.to_numpy()).sum()
        )

    @examples(15, 300)
    @given(seed=st.integers(0, 10_000), digits=st.integers(2, 6))
    def test_rounding_keeps_the_coverage(self, seed, digits):
        rounded = coverage.on_grid(random_coverage(seed, 12).geometry.to_numpy(), digits)
        assert shapely.coverage_is_valid(rounded) and shapely.is_valid(rounded).all()

    def test_a_label_stands_in_the_roomiest_part(self):
        crescent = shapely.Point(105, -3).buffer(1.0).difference(shapely.Point(105.3, -3).buffer(0.95))
        island = shapely.box(110, -3, 110.05, -2.95)
        layer = gpd.GeoDataFrame(geometry=[shapely.MultiPolygon([island, crescent])], crs=4326)
        label = coverage.label_points(layer).iloc[0]
        assert crescent.contains(shapely.Point(label["label_lon"], label["label_lat"]))
        assert not crescent.contains(crescent.centroid) or label["label_lon"] < 104.6


def random_coverage(seed: int, cells: int) -> gpd.GeoDataFrame:
    """Voronoi cells near Palembang with wiggly borders: `half` (a or b), geometry."""
    random = np.random.default_rng(seed)
    points = random.uniform((104, -4), (105, -3), (cells, 2))
    frame = shapely.box(104, -4, 105, -3)
    tiles = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=frame, ordered=True)
    inside = shapely.intersection(shapely.get_parts(tiles), frame)
    wiggly = shapely.transform(shapely.segmentize(inside, 0.01), wiggle)
    return gpd.GeoDataFrame(
        {"half": ["a" if n % 2 else "b" for n in range(cells)]}, geometry=wiggly, crs=4326
    )


def wiggle(points: np.ndarray) -> np.ndarray:
    """Move each point by an amount that depends on where it is, so that shared points stay shared."""
    rounded = np.round(points, 9)
    return rounded + 0.001 * np.sin(np.round(rounded * 700, 3) @ np.array([[1.0, 0.3], [0.4, 1.0]]))


def test_time_runs_out_between_steps(tmp_path):
    source = world.written(world.kecamatan(), tmp_path)
    with pytest.raises(UnusableSource, match="detik"):
        build(source, tmp_path / "out", Options(limits=Limits(seconds=0.0)))
    assert not (tmp_path / "out").exists()
