"""The view in the URL and in the widgets: a widget is told what it does not know yet, and nothing else."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.view import NAMES
from tests.pages.reading import opened, painted, rows, well


def selectbox(app: AppTest, key: str):
    """The select box on the page."""
    return app.selectbox(key=key)


def test_a_widget_is_not_told_its_own_choice():
    app = well(opened())
    assert selectbox(app, "w_indicator").proto.set_value  # the first time it learns the view
    selectbox(app, "w_indicator").select("employers_registered").run()
    assert not selectbox(app, "w_indicator").proto.set_value
    assert selectbox(app, "w_indicator").value == "employers_registered"
    assert app.query_params["indikator"] == "employers_registered"


def test_a_choice_is_kept_where_the_widget_is_drawn_anew():
    app = well(opened())
    selectbox(app, "w_indicator").select("employers_registered").run()
    app.segmented_control(key="w_language").set_value("en").run()  # other options: a widget without a value
    app = well(app)
    assert selectbox(app, "w_indicator").proto.set_value
    assert selectbox(app, "w_indicator").value == "employers_registered"
    assert "Jakon" not in selectbox(app, "w_indicator").label


@pytest.mark.parametrize("key", ["employers_registered", "arrears_rp"])
def test_the_map_shows_what_the_widget_says(key):
    app = well(opened())
    selectbox(app, "w_indicator").select(key).run()
    by_widget = painted(well(app))
    assert by_widget["rows"] == painted(well(opened(indikator=key)))["rows"]


# -- what an address names that there is not


BAD = {
    "paparan": "BUKAN",
    "siap": "bupati",
    "kios": "0",
    "indikator": "tidak_ada",
    "area": "jawa",
    "per": "2024-13",
    "wilayah": "1608",
    "pudar": "9",
    "kelas": "x",
    "jumlah": "99",
    "bertanda": "ya",
    "tampil": "tv",
    "data": "nyata",
    "banding": "2024-13",
    "tingkat": "desa",
    "segmen": "PNS",
    "sektor": "Z",
    "skala": "besar sekali",
    "kantor": "KC-JAKARTA",
    "cakupan": "semua",
    "kecamatan": "16.99.01",
    "jenis": "semuanya",
    "umur": "baru",
    "cari": "x" * 61,
    "urut": "nama.atas",
    "hal": "nol",
    "langkah": "pidana",
    "antara": "16.06~KC-PALEMBANG",
    "pembina": "x" * 121,
    "jadwal": "kapan",
    "tenggat": "besok",
    "tempat": "99",
    "angka": "tidak_ada",
    "tanda": "sasaran",
    "pk": "sim-1",
    "perkara": "x" * 61,
    "bobot": "9-9-9",
    "target": "101",
    "sampai": "2026-13",
    "bagian": "250",
    "lama": "99",
    "pembayar": "negara",
    "pekerjaan": "dokter",
}


@pytest.mark.sampled(16)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("name", "text"), BAD.items())
def test_a_bad_address_is_said_and_the_map_still_drawn(name, text, language):
    app = well(opened(**{name: text}, **({"bhs": "en"} if language == "en" else {})))
    [warning] = app.warning
    assert text[:20] in warning.value.replace("\\", "") and "{" not in warning.value  # Markdown is escaped
    assert ("address" in warning.value) == (language == "en")
    assert name not in app.query_params
    assert len(rows(app)) == 11


def test_what_was_wrong_with_the_address_is_said_until_one_looks_at_something_else():
    app = opened(kelas="x")
    assert len(app.run().warning) == 1
    app.selectbox(key="w_indicator").select("skk_cases").run()
    app.run()
    assert not well(app).warning


def test_every_part_of_the_address_has_a_bad_example():
    assert set(BAD) | {"bhs"} == set(NAMES.values())
