"""Which region a row is: codes of both systems, names, and what happens when they disagree."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from data.places.find import all_kecamatan, all_regions
from data.words import Words
from geo.boundaries import load
from geo.build.pipeline import Options, build
from geo.build.readings import Columns
from geo.build.source import UnusableSource
from tests.geo.build import world
from tests.geo.build.world import DIFFERING, capital
from tests.sampling import with_rest


def built(layer: pd.DataFrame, folder, name: str = "lapisan.gpkg", **options):
    """Build from `layer`; the report and the regions."""
    report = build(world.written(layer, folder, name), folder / "out", Options(**options))
    return report, load("region", folder / "out" / "boundaries.fgb")


def assert_every_capital_at_home(regions: gpd.GeoDataFrame) -> None:
    for code in all_regions():
        assert list(regions.loc[regions.intersects(capital(code)), "code"]) == [code]


def ocha(layer: gpd.GeoDataFrame, column: str) -> pd.Series:
    return "ID" + layer[column]


CODINGS = {
    "Kemendagri with dots": lambda layer: layer["kode"],
    "Kemendagri without dots": lambda layer: layer["kode"].str.replace(".", ""),
    "BPS": lambda layer: layer["kec_bps"],
    "BPS as numbers": lambda layer: layer["kec_bps"].astype(int),
    "BPS as fractions": lambda layer: layer["kec_bps"].astype(float),
    "OCHA": lambda layer: ocha(layer, "kec_bps"),
}
REGION_CODINGS = {
    "Kemendagri with dots": lambda layer: layer["kode"],
    "Kemendagri that a sheet made numbers": lambda layer: layer["kode"].astype(float),
    "Kemendagri without dots": lambda layer: layer["kode"].str.replace(".", ""),
    "BPS": lambda layer: layer["kab_bps"],
    "BPS as numbers": lambda layer: layer["kab_bps"].astype(int),
    "OCHA": lambda layer: ocha(layer, "kab_bps"),
}
SOME_DIFFERING = with_rest(DIFFERING[1:3], (DIFFERING[0], *DIFFERING[3:]))
# What stands in a column beside the region's own, in either place of the column.
BESIDE = (
    {"batas_utara": ["Laut", "daratan"]},
    {"penggunaan": ["Hutan", "sawah", "sungai"]},
    {"jenis": ["hutan"]},
    {"danau": ["Danau", ""]},
    {"sebelah_timur": "next"},
    {"kode_tetangga": "next code"},
)


class TestKecamatan:
    @pytest.mark.parametrize("coding", with_rest(list(CODINGS)[::2], list(CODINGS)[1::2]))
    def test_by_code_alone(self, tmp_path, coding):
        layer = world.kecamatan()
        report, regions = built(
            layer[["geometry"]].assign(X=CODINGS[coding](layer), note="16"), tmp_path, f"{coding[:4]}.gpkg"
        )
        assert_every_capital_at_home(regions)
        assert any("nama kecamatan" in finding.template for finding in report.findings)

    @pytest.mark.parametrize("home", ["kab", "kab_bps"])
    def test_by_name_and_region(self, tmp_path, home):
        layer = world.kecamatan()[["kecamatan", home, "geometry"]]
        _, regions = built(layer, tmp_path)
        assert_every_capital_at_home(regions)
        kecamatan = load("kecamatan", tmp_path / "out" / "boundaries.fgb").set_index("code").geometry
        original = world.kecamatan().set_index("kode").geometry
        assert kecamatan["35.17.01"].intersection(original["35.17.01"]).area > 0.9 * original["35.17.01"].area

    def test_with_columns_named(self, tmp_path):
        layer = world.kecamatan().rename(columns={"kab": "a", "kecamatan": "b"})[["a", "b", "geometry"]]
        _, regions = built(layer, tmp_path, columns=Columns(name="b", region="a"))
        assert_every_capital_at_home(regions)

    def test_a_name_of_another_kecamatan_is_refused(self, tmp_path):
        layer = world.kecamatan()
        first, other = all_kecamatan()["35.17.01"], all_kecamatan()["35.17.02"]
        layer.loc[world.row_of(layer, first.code), "kecamatan"] = other.name
        with pytest.raises(UnusableSource, match=f"{first.name}.*{other.name}"):
            built(layer, tmp_path)

    def test_a_code_and_a_region_name_that_disagree_are_refused(self, tmp_path):
        layer = world.kecamatan().drop(columns=["kode", "kecamatan"])
        layer.loc[layer["kab_bps"] == "1608", "kab"] = "Kab. Ogan Komering Ulu Timur"
        with pytest.raises(UnusableSource, match=r"Selatan \(16\.09\).*Ulu Timur"):
            built(layer, tmp_path)

    def test_an_unknown_code_of_ours_is_refused(self, tmp_path):
        layer = world.kecamatan()[["kec_bps", "kecamatan", "geometry"]]
        layer.loc[0, "kec_bps"] = "1609777"
        with pytest.raises(UnusableSource, match=r"Baris 1: .*1609777.*OKU|Ogan Komering Ulu Timur"):
            built(layer, tmp_path)

    def test_an_unknown_name_of_ours_is_refused_with_the_nearest(self, tmp_path):
        layer = world.kecamatan()[["kecamatan", "kab", "geometry"]]
        layer.loc[world.row_of(world.kecamatan(), "35.17.01"), "kecamatan"] = "Perakk"
        with pytest.raises(UnusableSource, match=r"Perakk.*Jombang.*Perak"):
            built(layer, tmp_path)

    def test_a_layer_of_regions_is_no_layer_of_kecamatan(self, tmp_path):
        with pytest.raises(UnusableSource, match="--level region"):
            built(world.regions(), tmp_path)


class TestRegions:
    @pytest.mark.parametrize(
        ("coding", "named"),
        with_rest(
            [(coding, at % 2 == 0) for at, coding in enumerate(REGION_CODINGS)],
            [(coding, at % 2 == 1) for at, coding in enumerate(REGION_CODINGS)],
        ),
    )
    def test_by_code(self, tmp_path, coding, named):
        layer = world.regions()
        columns = {"kode": REGION_CODINGS[coding](layer)} | ({"nama": layer["kab"]} if named else {})
        _, regions = built(layer[["geometry"]].assign(**columns), tmp_path, level="region")
        assert_every_capital_at_home(regions)

    @pytest.mark.parametrize("code", SOME_DIFFERING)
    def test_the_five_are_told_apart_by_place_alone(self, tmp_path, code):
        layer = world.regions()
        only = layer.loc[layer["kode"] == code, ["kab_bps", "geometry"]]
        report, regions = built(only, tmp_path, level="region", partial=True)
        assert list(regions["code"]) == [code] and regions.intersects(capital(code)).all()
        assert any(finding.values.get("system") == "BPS" for finding in report.findings)

    @pytest.mark.parametrize("code", SOME_DIFFERING)
    def test_the_five_read_as_the_wrong_system_are_refused(self, tmp_path, code):
        layer = world.regions()[["kab_bps", "kab", "geometry"]]
        with pytest.raises(UnusableSource, match="--system"):
            built(layer, tmp_path, level="region", columns=Columns(system="kemendagri"))
        alone = layer.loc[world.regions()["kode"] == code, ["kab_bps", "geometry"]]
        with pytest.raises(UnusableSource, match="ibu kotanya"):
            built(
                alone,
                tmp_path,
                "b.gpkg",
                level="region",
                partial=True,
                columns=Columns(system="kemendagri"),
            )

    @pytest.mark.parametrize("code", SOME_DIFFERING)
    def test_one_code_of_the_other_system_among_the_rest_is_refused(self, tmp_path, code):
        layer = world.regions()[["kode", "kab_bps", "kab", "geometry"]]
        row = world.row_of(layer, code)
        layer.loc[row, "kab_bps"] = code.replace(".", "")
        with pytest.raises(UnusableSource, match=r"Baris \d+: kode"):
            built(layer.drop(columns="kode"), tmp_path, level="region")

    def test_two_swapped_codes_are_refused_even_without_names(self, tmp_path):
        layer = world.regions()[["kode", "geometry"]]
        layer["kode"] = layer["kode"].replace({"16.08": "16.09", "16.09": "16.08"})
        with pytest.raises(UnusableSource, match=r"(Timur|Selatan).*ibu kota"):
            built(layer, tmp_path, level="region")

    def test_dotted_and_bps_columns_side_by_side(self, tmp_path):
        layer = world.regions()[["kab_bps", "kode", "kab", "geometry"]]
        _, regions = built(layer, tmp_path, level="region")
        assert_every_capital_at_home(regions)

    def test_by_name(self, tmp_path):
        layer = world.regions()
        short = [all_regions()[code].short.upper() for code in layer["kode"]]
        _, regions = built(layer[["geometry"]].assign(wilayah=short), tmp_path, level="region")
        assert_every_capital_at_home(regions)

    def test_a_plain_name_is_the_kabupaten_only_where_the_kota_is_named(self, tmp_path):
        layer = world.regions()
        plain = layer["kab"].str.removeprefix("Kab. ")
        report, regions = built(layer[["geometry"]].assign(WADMKK=plain), tmp_path, level="region")
        assert_every_capital_at_home(regions)
        assert any("Mojokerto" in str(finding.values.get("names")) for finding in report.findings)

    def test_a_plain_name_alone_is_refused(self, tmp_path):
        layer = world.regions()
        plain = layer["kab"].str.removeprefix("Kab. ").str.removeprefix("Kota ")
        with pytest.raises(UnusableSource, match=r"Mojokerto.*kota atau kabupaten"):
            built(layer[["geometry"]].assign(WADMKK=plain), tmp_path, level="region")

    def test_a_kota_drawn_where_its_kabupaten_lies_is_refused(self, tmp_path):
        layer = world.regions()[["kab", "geometry"]]
        pair = {"Kota Pekalongan": "Kab. Pekalongan", "Kab. Pekalongan": "Kota Pekalongan"}
        layer["kab"] = layer["kab"].replace(pair)
        with pytest.raises(UnusableSource, match=r"Pekalongan.*ibu kota"):
            built(layer, tmp_path, level="region")

    def test_no_column_that_can_be_read(self, tmp_path):
        layer = world.regions()[["geometry"]].assign(luas=np.arange(24) / 7)
        with pytest.raises(UnusableSource, match="luas"):
            built(layer, tmp_path, level="region")

    @pytest.mark.parametrize("level", ["region", "kecamatan"])
    def test_no_column_at_all(self, tmp_path, level):
        with pytest.raises(UnusableSource, match="tidak punya kolom"):
            built(world.regions()[["geometry"]], tmp_path, "polos.fgb", level=level)

    def test_kecamatan_can_be_joined_into_regions(self, tmp_path):
        layer = world.kecamatan()[["kab_bps", "kab", "geometry"]]
        report, regions = built(layer, tmp_path, level="region")
        assert_every_capital_at_home(regions)
        assert any("digabung" in finding.template for finding in report.findings)

    def test_a_column_that_is_not_there(self, tmp_path):
        with pytest.raises(UnusableSource, match=r"KODE_KAB.*kab_bps"):
            built(world.regions(), tmp_path, level="region", columns=Columns(code="KODE_KAB"))

    @pytest.mark.parametrize(
        ("code", "name", "read"),
        with_rest(
            [
                *[
                    (code, "Kab. Ogan Ilir", True)
                    for code in ("16,1", "\u00a016.10\u00a0", "'16.10", "1610.0")
                ],
                ("16.1", "Kab. Ogan Ilir (OI)", True),
                ("16.1", "", False),
                ("16.1", "Kab. Ogan Komering Ulu", False),
                ("enam belas", "Kab. Ogan Ilir", False),
            ],
            [
                *[(code, "Kab. Ogan Ilir", True) for code in ("16.1", "161", "16.10.0", "16,10", " 16.10")],
                ("16.1", "Kab. Lahat", False),
                ("16.88", "Kab. Ogan Ilir", False),
            ],
        ),
    )
    def test_a_code_that_a_sheet_has_spoilt_is_read_or_quoted_with_its_row(self, tmp_path, code, name, read):
        layer = world.regions()[["kode", "kab", "geometry"]]
        row = world.row_of(layer, "16.10")
        layer.loc[row, ["kode", "kab"]] = [code, name]
        path = world.written(layer, tmp_path, "kode.geojson")
        if read:
            _, regions = built(layer, tmp_path, "kode.geojson", level="region")
            assert_every_capital_at_home(regions)
        else:
            with pytest.raises(
                UnusableSource, match=rf"Baris {row + 1}: kode “{code}”.*Ogan Ilir"
            ) as refused:
                build(path, tmp_path / "out", Options(level="region", partial=True))
            assert name in str(refused.value), "the name beside the code is a witness too"

    @pytest.mark.parametrize(
        ("extra", "first"),
        with_rest(
            [(extra, at % 2 == 1) for at, extra in enumerate(BESIDE)],
            [(extra, at % 2 == 0) for at, extra in enumerate(BESIDE)],
        ),
    )
    def test_what_lies_beside_or_on_a_region_is_not_the_region(self, tmp_path, extra, first):
        layer = world.regions()[["kode", "kab", "geometry"]]
        ((column, values),) = extra.items()
        told = {"next": np.roll(layer["kab"], 1), "next code": np.roll(layer["kode"], 1)}
        cells = told[values] if isinstance(values, str) else np.resize(values, len(layer))
        layer.insert(0 if first else 2, column, cells)
        if values == "next code" and first:
            layer[column] = layer[column].where(layer.index > 3, "16.71")  # neighbours come again
        _, regions = built(layer, tmp_path, level="region")
        assert_every_capital_at_home(regions)

    @pytest.mark.parametrize(
        ("name", "kind"),
        with_rest(
            [("Danau Ranau", "-"), ("Java Sea", "sea")],
            [("Danau Ranau", "Danau"), ("Lake Ranau", "-"), ("Laut Jawa", "-")],
        ),
    )
    def test_a_lake_with_the_code_of_its_region_is_no_part_of_it(self, tmp_path, name, kind):
        layer = world.regions()[["kode", "kab", "geometry"]].assign(jenis="Kabupaten")
        lake = capital("16.09").buffer(0.03)
        row = world.row_of(layer, "16.09")
        layer.loc[row, "geometry"] = (
            layer.geometry[row].difference(lake.buffer(0.001)).union(capital("16.09").buffer(0.001))
        )
        layer.loc[len(layer)] = ["16.09", name, lake, kind]
        report, regions = built(layer, tmp_path, level="region")
        assert any("Perairan" in finding.template for finding in report.findings)
        assert not regions.set_index("code").geometry["16.09"].contains(lake)

    @pytest.mark.parametrize("kinds", [("Kota", "Kabupaten"), ("KOTA", "KABUPATEN"), ("City", "Regency")])
    def test_the_kind_in_a_column_of_its_own(self, tmp_path, kinds):
        layer = world.regions()
        is_kota = layer["kab"].str.startswith("Kota ")
        columns = {
            "jenis": np.where(is_kota, *kinds),
            "nama": layer["kab"].str.removeprefix("Kab. ").str.removeprefix("Kota "),
        }
        _, regions = built(layer[["geometry"]].assign(**columns), tmp_path, level="region")
        assert_every_capital_at_home(regions)

    @pytest.mark.parametrize(
        "form",
        [
            "{code} {name}",
            "{number}. {name}",
            "{name}, {province}",
            "{name} ({code})",
            "Prov. {province} - {name}",
            "{bps} - {name}",
        ],
    )
    def test_names_with_what_offices_write_around_them(self, tmp_path, form):
        layer = world.regions()
        entries = [all_regions()[code] for code in layer["kode"]]
        names = [
            form.format(number=n, name=one.name, code=one.code, bps=one.bps, province=one.province)
            for n, one in enumerate(entries, 1)
        ]
        _, regions = built(layer[["geometry"]].assign(wilayah=names), tmp_path, level="region")
        assert_every_capital_at_home(regions)

    @pytest.mark.parametrize(
        ("right", "typed"),
        [
            ("Kab. Ogan Komering Ilir", "Kab. Ogan Kemering Ilir"),
            ("Kab. Ogan Komering Ilir", "OGAN KOMERNG ILIR"),
            ("Kota Prabumulih", "Kota Prabumulh"),
            ("Kab. Empat Lawang", "Kabupaten Empat Lawanng"),
        ],
    )
    def test_a_typing_error_is_quoted_with_its_row_and_what_is_meant(self, tmp_path, right, typed):
        layer = world.regions()[["kab", "geometry"]]
        row = layer.index[layer["kab"] == right][0]
        layer["kab"] = layer["kab"].replace(right, typed)
        label = next(entry.label for entry in all_regions().values() if entry.name == right)
        with pytest.raises(UnusableSource) as refused:
            built(layer, tmp_path, "ketik.geojson", level="region")
        assert str(refused.value).endswith(f"{row + 1}: “{typed}” → {label}.")

    def test_others_and_water_are_left_out_and_reported(self, tmp_path):
        layer = world.kecamatan()[["kec_bps", "kecamatan", "kab_bps", "kab", "geometry"]].assign(
            kind="kecamatan"
        )
        strangers = gpd.GeoDataFrame(
            [
                ["1688888", "Danau", "1688", "Danau", "water"],
                ["1101010", "Teupah Selatan", "1101", "Simeulue", "kecamatan"],
            ],
            columns=["kec_bps", "kecamatan", "kab_bps", "kab", "kind"],
            geometry=[capital("16.09").buffer(0.02), capital("16.01").buffer(0.02)],
            crs=4326,
        )
        both = pd.concat([layer, strangers], ignore_index=True)
        report, regions = built(both, tmp_path)
        assert len(regions) == 24
        water, elsewhere = [
            finding.sentence(Words("id")) for finding in report.findings if finding.kind == "left out"
        ]
        assert water.startswith("Perairan atau hutan, bukan wilayah (1): 1688888 Danau")
        assert elsewhere.startswith("Baris di luar 24 kabupaten/kota") and "Simeulue" in elsewhere

    def test_markup_in_names_never_ships_and_is_quoted_as_text(self, tmp_path):
        layer = world.kecamatan()[["kec_bps", "kecamatan", "kab_bps", "geometry"]]
        layer.loc[0, "kecamatan"] = "<img src=x onerror=alert(1)>\x1b[31m" + "x" * 500
        report, _ = built(layer, tmp_path)
        assert b"onerror" not in (tmp_path / "out" / "boundaries.fgb").read_bytes()
        text = report.text()
        assert "<img src=x onerror=alert(1)>" in text and "\x1b" not in text and "x" * 100 not in text
