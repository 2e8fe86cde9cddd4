"""Opening a layer: only as what it is, whatever its name, its words or the files beside it say."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data.words import Words
from geo.boundaries import EMBEDDED, DamagedBoundaries, load
from geo.build.report import Report
from geo.build.source import Limits, UnusableSource, read
from tests.geo.build import world

ENDINGS = (".json", ".geojson", ".fgb", ".gpkg", ".shp")


def layer() -> gpd.GeoDataFrame:
    return world.regions()[["kode", "kab", "geometry"]]


def commands(other: Path) -> dict[str, str]:
    """Texts by which a program that guesses the format would open `other` or ask a host."""
    pipeline = f"gdal vector pipeline ! read --input {other} ! write --of stream --output streamed_dataset"
    return {
        "gdalg": json.dumps({"type": "gdal_streamed_alg", "command_line": pipeline}),
        "gdalg, spread out": json.dumps({"command_line": pipeline, "type": "gdal_streamed_alg"}, indent=4),
        "gdalg by another name": json.dumps({"type": "gdalg", "command_line": pipeline}),
        "vrt": f'<OGRVRTDataSource><OGRVRTLayer name="l"><SrcDataSource>{other}</SrcDataSource></OGRVRTLayer>'
        "</OGRVRTDataSource>",
        "wfs": "<OGRWFSDataSource><URL>http://127.0.0.1:9/wfs</URL></OGRWFSDataSource>",
        "oapif": json.dumps({"links": [{"rel": "data", "href": "http://127.0.0.1:9/collections"}]}),
        "esri": json.dumps(
            {"geometryType": "esriGeometryPolygon", "url": "http://127.0.0.1:9", "features": []}
        ),
        "topology": json.dumps({"type": "Topology", "objects": {}, "arcs": []}),
        "sequence": '{"type":"Feature","properties":{},"geometry":null}\n' * 2,
        "a list": '[{"type":"FeatureCollection"}]',
        "kml": "<kml><NetworkLink><Link><href>http://127.0.0.1:9</href></Link></NetworkLink></kml>",
        "gml": f'<gml:FeatureCollection xmlns:xlink="x"><a xlink:href="{other}"/></gml:FeatureCollection>',
        "entity": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{other}">]><gpx>&x;</gpx>',
        "database": "PG:host=127.0.0.1 dbname=x",
        "path": f"/vsicurl/http://127.0.0.1:9/{other.name}",
    }


class TestNothingElse:
    @pytest.mark.parametrize("kind", commands(Path("x")))
    def test_a_text_that_points_elsewhere_is_refused_under_every_ending(self, tmp_path, kind):
        text = commands(world.written(layer(), tmp_path, "lain.gpkg"))[kind]
        for ending in ENDINGS:
            trap = tmp_path / f"jebakan{ending}"
            trap.write_text(text)
            trap.with_suffix(".dbf").write_bytes(b"")
            with pytest.raises(UnusableSource, match=rf"jebakan\{ending}"):
                read(trap, Report())

    @pytest.mark.parametrize("magic", [b"fgb\x03fgb\x01", b"\x00\x00\x27\x0a", b"SQLite format 3\x00"])
    @pytest.mark.parametrize("kind", ["vrt", "gdalg"])
    def test_the_first_bytes_of_a_format_do_not_cover_a_command(self, tmp_path, magic, kind):
        text = commands(world.written(layer(), tmp_path, "lain.gpkg"))[kind].encode()
        for ending in (".fgb", ".shp", ".gpkg"):
            trap = tmp_path / f"jebakan{ending}"
            trap.write_bytes(magic + text)
            world.written(layer(), tmp_path, "utuh.shp")
            shutil.copy(tmp_path / "utuh.dbf", tmp_path / "jebakan.dbf")
            with pytest.raises(UnusableSource, match=rf"jebakan\{ending}"):
                read(trap, Report())

    def test_the_words_of_a_command_inside_a_layer_are_only_words(self, tmp_path):
        words = layer().assign(kab='{"type": "gdal_streamed_alg", "command_line": "gdal"} <OGRVRTDataSource>')
        assert set(read(world.written(words, tmp_path, "kata.geojson"), Report()).attributes["kab"]) == set(
            words["kab"]
        )

    @pytest.mark.parametrize(
        "name", ["PG:host=x dbname=y.geojson", "a.zip!lapisan.gpkg", "vsicurl_http.fgb", "zip+x.shp"]
    )
    def test_a_name_is_only_a_name(self, tmp_path, name):
        source = tmp_path / name
        plain = world.written(layer(), tmp_path, f"polos{source.suffix}")
        for file in tmp_path.glob("polos.*"):
            shutil.copy(file, source.with_suffix(file.suffix))
        assert plain.exists() and set(read(source, Report()).attributes["kode"]) == set(layer()["kode"])

    def test_the_address_of_a_crs_is_never_asked(self, tmp_path):
        asked = []

        class Listener(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *_: object) -> None:
                """Nothing on the terminal."""

        with HTTPServer(("127.0.0.1", 0), Listener) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            path = world.written(layer(), tmp_path, "tautan.geojson")
            content = json.loads(path.read_text())
            for crs in (
                {
                    "type": "link",
                    "properties": {"href": f"http://127.0.0.1:{server.server_port}/a", "type": "proj4"},
                },
                {"type": "name", "properties": {"name": f"http://127.0.0.1:{server.server_port}/b"}},
                {"type": "url", "properties": {"url": f"http://127.0.0.1:{server.server_port}/c"}},
            ):
                path.write_text(json.dumps(content | {"crs": crs}))
                assert read(path, report := Report()).crs == ""
                assert any("bukan kode EPSG" in finding.template for finding in report.findings)
            server.shutdown()
        assert asked == []

    @pytest.mark.parametrize(
        "change",
        [
            "ALTER TABLE lapisan RENAME TO asli; CREATE VIEW lapisan AS SELECT * FROM asli;",
            "ALTER TABLE lapisan RENAME TO asli; CREATE VIRTUAL TABLE lapisan USING fts3(geom, kode);",
            "ALTER TABLE gpkg_contents RENAME TO isi; CREATE VIEW gpkg_contents AS SELECT * FROM isi;",
        ],
    )
    def test_a_geopackage_is_read_from_tables_alone(self, tmp_path, change):
        path = world.written(layer(), tmp_path)
        with sqlite3.connect(path) as database:
            database.create_function("ST_IsEmpty", 1, lambda _: 0)
            for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
                database.create_function(name, 1, lambda _: 0.0)
            database.execute("PRAGMA legacy_alter_table = ON")
            database.executescript(change)
        database.close()
        with pytest.raises(UnusableSource, match=r"lapisan\.gpkg"):
            read(path, Report())

    def test_a_column_that_is_worked_out_is_not(self, tmp_path):
        path = world.written(layer(), tmp_path)
        with sqlite3.connect(path) as database:
            database.execute("ALTER TABLE lapisan ADD COLUMN besar AS (zeroblob(900000000)) VIRTUAL")
        database.close()
        assert list(read(path, Report()).attributes) == ["kode", "kab"]

    def test_changes_that_another_program_has_not_saved_are_not_passed_over(self, tmp_path):
        path = world.written(layer(), tmp_path)
        path.with_name("lapisan.gpkg-wal").write_bytes(b"x")
        with pytest.raises(UnusableSource, match=r"lapisan\.gpkg-wal"):
            read(path, Report())

    @pytest.mark.parametrize("ending", world.DRIVERS)
    def test_the_fingerprint_is_of_what_was_read(self, tmp_path, ending):
        path = world.written(layer(), tmp_path, f"lapisan{ending}")
        read(path, report := Report())
        assert report.source["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        for part, said in report.source.get("sha256_parts", {}).items():
            assert said == hashlib.sha256(path.with_suffix(part).read_bytes()).hexdigest()
        assert ("sha256_parts" in report.source) == (ending == ".shp")

    def test_the_app_opens_its_own_boundaries_as_that_alone(self, tmp_path):
        for text in commands(EMBEDDED).values():
            path = tmp_path / "boundaries.fgb"
            path.write_text(text)
            with pytest.raises(DamagedBoundaries):
                load(path=path)


class TestTexts:
    NAME = "Kab. Musi Rawas (Müara – é)"

    def named(self, path: Path, encoding: str | None = None) -> tuple[str, str]:
        source = read(path, report := Report(), encoding=encoding)
        return source.attributes["kab"].iloc[0], report.text()

    def shapefile(self, folder: Path, encoding: str, declared: str | None) -> Path:
        one = layer().iloc[:1].assign(kab=self.NAME.replace("–", "-") if encoding == "latin-1" else self.NAME)
        path = folder / "kab.shp"
        one.to_file(path, encoding={"latin-1": "ISO-8859-1"}.get(encoding, encoding))
        path.with_suffix(".cpg").unlink(missing_ok=True)
        if declared is not None:
            path.with_suffix(".cpg").write_text(declared)
        return path

    @pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1"])
    @pytest.mark.parametrize("declared", ["UTF-8", "1252", "ANSI 1252", "88591", "omong kosong", "", None])
    def test_a_shapefile_is_in_what_its_bytes_say(self, tmp_path, encoding, declared):
        said, report = self.named(self.shapefile(tmp_path, encoding, declared))
        assert said.replace("–", "-") == self.NAME.replace("–", "-")
        assert ("padahal isinya" in report) == (
            declared == "UTF-8" and encoding != "utf-8"
        ) or declared not in (
            "UTF-8",
            None,
        )
        guessed = declared in ("", None) and encoding != "utf-8"
        assert ("tidak disebut; dibaca sebagai cp1252" in report) == guessed

    def test_another_encoding_can_be_asked_for(self, tmp_path):
        path = self.shapefile(tmp_path, "cp1252", "UTF-8")
        assert "M³ara" in self.named(path, "cp850")[0]
        with pytest.raises(UnusableSource, match=r"kab\.shp tidak dapat dibaca sebagai utf-8"):
            self.named(path, "UTF-8")
        for name in ("kosong", "rot13", "zlib", "unicode_escape"):
            with pytest.raises(UnusableSource, match=f"{name} tidak dikenal"):
                self.named(path, name)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252"])
    def test_geojson_in_any_encoding(self, tmp_path, encoding):
        path = world.written(layer().iloc[:1].assign(kab=self.NAME), tmp_path, "kab.geojson")
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
        assert self.named(path)[0] == self.NAME

    def test_a_character_that_the_width_of_a_field_cut_in_two_spoils_nothing(self, tmp_path):
        path = self.shapefile(tmp_path, "utf-8", "UTF-8")
        table = bytearray(path.with_suffix(".dbf").read_bytes())
        at = table.rindex("é".encode())
        table[at + 1 : at + 2] = b" "
        table[at + 2 : at + 3] = b" "
        path.with_suffix(".dbf").write_bytes(table)
        assert self.named(path)[0].startswith("Kab. Musi Rawas (M")


class TestSideFiles:
    def shapefile(self, folder: Path) -> Path:
        return world.written(layer(), folder, "kab.shp")

    def test_a_missing_index_is_made_again_beside_our_copy(self, tmp_path):
        path = self.shapefile(tmp_path)
        path.with_suffix(".shx").unlink()
        assert len(read(path, report := Report()).shapes) == 24
        assert "kab.shx tidak ada" in report.text() and not path.with_suffix(".shx").exists()

    @pytest.mark.parametrize(
        ("spoil", "said"),
        [
            (lambda path: path.with_suffix(".dbf").unlink(), r"kab\.dbf tidak ada di samping kab\.shp"),
            (lambda path: path.write_bytes(path.read_bytes()[:400]), r"kab\.shp terpotong: 400 dari \d"),
            (lambda path: layer().iloc[:3].to_file(path.with_name("lain.shp")), ""),
        ],
    )
    def test_the_true_cause_is_said(self, tmp_path, spoil, said):
        path = self.shapefile(tmp_path)
        spoil(path)
        if not said:
            shutil.copy(path.with_name("lain.dbf"), path.with_suffix(".dbf"))
            said = r"kab\.dbf berisi 3 baris, sedangkan kab\.shp berisi 24 bentuk"
        with pytest.raises(UnusableSource, match=said):
            read(path, Report())

    def test_endings_in_capitals(self, tmp_path):
        path = self.shapefile(tmp_path)
        for file in list(tmp_path.iterdir()):
            file.rename(file.with_suffix(file.suffix.upper()))
        assert len(read(path.with_suffix(".SHP"), Report()).shapes) == 24


class TestHostileJson:
    def refused(self, folder: Path, text: str, said: str, **limits) -> None:
        path = folder / "jahat.geojson"
        path.write_text(text)
        with pytest.raises(UnusableSource, match=said):
            read(path, Report(), limits=Limits(**limits))

    def features(self, geometry: object, properties: object = None) -> str:
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        return json.dumps({"type": "FeatureCollection", "features": [feature]})

    @pytest.mark.parametrize(
        "geometry",
        [
            {"type": "Polygon"},
            {"type": "Polygon", "coordinates": 7},
            {"type": "Polygon", "coordinates": [[["a", 1]]]},
            {"type": "Polygon", "coordinates": [[[float("nan"), 1], [1, 1], [0, 1], [2, 2]]]},
            {"type": "Polygon", "coordinates": [[[10**400, 1], [1, 1], [0, 1], [2, 2]]]},
            {"type": "Kurva", "coordinates": []},
            ["Polygon"],
        ],
    )
    def test_a_shape_that_is_none_is_named_by_its_row(self, tmp_path, geometry):
        self.refused(tmp_path, self.features(geometry), r"jahat\.geojson, baris 1: bentuknya")

    def test_a_feature_a_line_is_no_damage(self, tmp_path):
        one = json.dumps({"type": "Feature", "properties": {}, "geometry": None})
        self.refused(tmp_path, f"{one}\n{one}\n", r"satu wilayah per baris \(GeoJSONSeq\)")
        self.refused(tmp_path, one[:-9], "rusak atau tidak lengkap")

    def test_depth_columns_and_corners_end(self, tmp_path):
        self.refused(
            tmp_path, '{"type":"FeatureCollection","features":' + "[" * 100_000, r"jahat\.geojson rusak"
        )
        self.refused(tmp_path, self.features(None, {f"k{n}": n for n in range(1_200)}), r"1\.000 kolom")
        ring = [[104 + n / 1e6, -3] for n in range(1_000)]
        self.refused(
            tmp_path, self.features({"type": "Polygon", "coordinates": [ring] * 50}), "titik", vertices=20_000
        )

    def test_a_hole_without_ground_and_a_ring_of_two_points_are_no_shape(self, tmp_path):
        path = tmp_path / "tipis.geojson"
        path.write_text(self.features({"type": "Polygon", "coordinates": [[[104, -3], [105, -3]]]}))
        assert shapely.is_empty(read(path, Report()).shapes.iloc[0])


def test_every_refusal_is_said_in_both_languages_in_their_numbers(tmp_path):
    path = world.written(layer(), tmp_path)
    with pytest.raises(UnusableSource) as refused:
        read(path, Report(), limits=Limits(megabytes=0.0004))
    assert "MB" in Words("id").explain(refused.value) and "0.1" in Words("en").explain(refused.value)
    assert "0,1" in Words("id").explain(refused.value)
