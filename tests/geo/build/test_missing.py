"""What is said of regions and kecamatan that a layer ought to have and has not."""

from __future__ import annotations

import pytest

from data.words import Words
from geo.build.source import UnusableSource
from tests.geo.build import world
from tests.geo.build.test_codes import built


def test_a_code_given_twice_is_the_reason_why_a_region_is_missing(tmp_path):
    layer = world.regions()[["kode", "geometry"]]
    two = [world.row_of(layer, code) + 1 for code in ("16.01", "16.10")]
    layer["kode"] = layer["kode"].replace("16.01", "16.10")
    with pytest.raises(UnusableSource, match=r"Ogan Komering Ulu \(16\.01\)") as refused:
        built(layer, tmp_path, level="region")
    assert f"Kab. Ogan Ilir (16.10) ← {two[0]}, {two[1]} ⊃ Kab. Ogan Komering Ulu (16.01)" in str(
        refused.value
    )
    assert "lebih tua" not in str(refused.value)


def test_a_layer_older_than_a_region_names_the_mother_and_why_it_is_too_large(tmp_path):
    layer = world.regions()[["kode", "kab", "geometry"]]
    mother, daughter = world.row_of(layer, "16.05"), world.row_of(layer, "16.13")
    layer.loc[mother, "geometry"] = layer.geometry[mother].union(layer.geometry[daughter])
    layer = layer.drop(index=daughter)
    pair = "Kab. Musi Rawas Utara (16.13) ⊂ Kab. Musi Rawas (16.05)"
    with pytest.raises(UnusableSource) as refused:
        built(layer, tmp_path, level="region")
    assert pair in str(refused.value) and "older than the split" in Words("en").explain(refused.value)
    report, _ = built(layer, tmp_path, level="region", partial=True)
    said = [finding.sentence(Words("id")) for finding in report.findings]
    assert any(pair in sentence for sentence in said)
    assert any(
        sentence.startswith("Kab. Musi Rawas (16.05) ") and "memuat Kab. Musi Rawas Utara" in sentence
        for sentence in said
    )


def test_a_missing_region_can_be_allowed(tmp_path):
    layer = world.regions()[lambda layer: layer["kode"] != "16.71"]
    report, regions = built(layer, tmp_path, level="region", partial=True)
    assert "16.71" not in set(regions["code"]) and len(regions) == 23
    assert any("Kota Palembang (16.71)" in str(finding.values) for finding in report.findings)


def test_missing_kecamatan_are_refused_unless_younger_than_the_data(tmp_path):
    layer = world.kecamatan()
    with pytest.raises(UnusableSource, match=r"Perak \(35\.17\.01\)"):
        built(layer[layer["kode"] != "35.17.01"], tmp_path)
    report, _ = built(layer, tmp_path)
    assert any("Panang Enim" in str(finding.values) for finding in report.findings)


def test_a_missing_region_is_refused_by_name_with_the_typing_error(tmp_path):
    layer = world.regions()[["kab", "geometry"]]
    layer["kab"] = layer["kab"].replace("Kota Palembang", "Kota Palembnag")
    with pytest.raises(UnusableSource, match=r"Kota Palembang \(16\.71\).*Palembnag"):
        built(layer, tmp_path, level="region")
