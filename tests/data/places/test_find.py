"""Whatever people write becomes one region or a clear error, never a guess."""

import contextlib
import csv
import datetime
import shutil
from collections import Counter
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.places import codes
from data.places.codes import AmbiguousRegion, DamagedRegions, UnknownRegion, from_bps, to_bps
from data.places.find import all_kecamatan, all_regions, find_kecamatan, find_region

# The five regions whose Kemendagri and BPS codes differ: Kemendagri, BPS, name.
DIFFERENT = [
    ("16.08", "1609", "Kab. Ogan Komering Ulu Timur"),
    ("16.09", "1608", "Kab. Ogan Komering Ulu Selatan"),
    ("16.72", "1673", "Kota Pagar Alam"),
    ("16.73", "1674", "Kota Lubuklinggau"),
    ("16.74", "1672", "Kota Prabumulih"),
]
REGIONS = all_regions()
regions = st.sampled_from(list(REGIONS.values()))
kecamatan = st.sampled_from(list(all_kecamatan().values()))


def without_dot(code: str) -> str:
    return code.replace(".", "")


@pytest.mark.parametrize(("code", "bps", "name"), DIFFERENT)
class TestTheFiveThatDiffer:
    def test_each_code_is_read_in_its_own_system(self, code, bps, name):
        assert find_region(code).name == name
        assert find_region(float(code)).name == name
        assert find_region(bps, system="bps").name == name
        assert find_region(int(bps), system="bps").name == name
        assert find_region(f"BPS {bps}").name == name
        assert find_region(without_dot(code), system="kemendagri").name == name
        assert (to_bps(code), from_bps(bps)) == (bps, code)

    @pytest.mark.parametrize("cell", [str, int, float, np.int64])
    def test_digits_alone_are_refused_and_both_readings_named(self, code, bps, name, cell):
        for digits in (bps, without_dot(code)):
            with pytest.raises(AmbiguousRegion) as error:
                find_region(cell(digits))
            assert REGIONS[code].label in str(error.value)
            assert REGIONS[f"{digits[:2]}.{digits[2:]}"].label in str(error.value)
            assert REGIONS[from_bps(digits)].label in str(error.value)

    def test_a_dotted_code_is_never_a_bps_code(self, code, bps, name):
        with pytest.raises(UnknownRegion, match=bps):
            find_region(code, system="bps")


def test_no_other_region_has_another_number_in_the_bps_list():
    assert {code for code, region in REGIONS.items() if without_dot(code) != region.bps} == {
        code for code, _, _ in DIFFERENT
    }


@given(regions)
def test_codes_and_labels_find_their_region(region):
    assert from_bps(to_bps(region.code)) == region.code
    for written in (region.code, float(region.code), np.float32(region.code), Decimal(region.code)):
        assert find_region(written) == region
    assert find_region(region.bps, system="bps") == find_region(int(region.bps), system="bps") == region
    assert find_region(f" {region.name} ") == find_region(region.short) == region


@given(kecamatan)
def test_kecamatan_codes_round_trip(entry):
    assert (
        find_kecamatan(entry.code, entry.region) == find_kecamatan(entry.name.upper(), entry.region) == entry
    )
    assert find_kecamatan(int(without_dot(entry.code)), REGIONS[entry.region]) == entry
    if entry.bps:
        assert from_bps(to_bps(entry.code)) == entry.code
        assert find_kecamatan(entry.bps, entry.region) == entry
    else:
        with pytest.raises(UnknownRegion, match="kode BPS"):
            to_bps(entry.code)


FORMS = {
    "kabupaten": ["Kab. {}", "Kab.{}", "kabupaten  {}", "KAB {}", "{} (Kab.)", "Pemkab {}", "{} Regency"],
    "kota": ["Kota {}", "KOTA  {}", "kotamadya {}", "{} (Kota)", "Pemkot {}", "{}, kota"],
}


@given(regions, st.data(), st.sampled_from([str.upper, str.lower, str.title, str]))
def test_every_way_to_write_a_name_with_its_kind(region, data, case):
    name = region.name.split(" ", 1)[1]
    form = data.draw(st.sampled_from(FORMS[region.kind]))
    blank = data.draw(st.sampled_from([" ", "  ", "\u00a0", "-", ""]))
    assert find_region(case(form.format(name.replace(" ", blank)))) == region


@given(regions)
def test_the_wrong_kind_is_never_taken(region):
    name = region.name.split(" ", 1)[1]
    wrong = f"Kota {name}" if region.kind == "kabupaten" else f"Kab. {name}"
    if name in ("Mojokerto", "Pekalongan"):
        assert find_region(wrong).code != region.code
    else:
        with pytest.raises(UnknownRegion, match=region.code):
            find_region(wrong)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("OKU Timur", "16.08"),
        ("Kab. OKU Timur", "16.08"),
        ("Kabupaten Ogan Komering Ulu Timur", "16.08"),
        ("Ogan Komering Ulu (OKU) Timur", "16.08"),
        ("OKU", "16.01"),
        ("OKI", "16.02"),
        ("Muba", "16.06"),
        ("Muratara", "16.13"),
        ("PALI", "16.12"),
        ("Penukal Abab Lematang Ilir (PALI)", "16.12"),
        ("KOTA PEKALONGAN", "33.75"),
        ("kota  pekalongan", "33.75"),
        ("Lubuk Linggau", "16.73"),
        ("Pagaralam", "16.72"),
        ("16,08", "16.08"),
        ("'16.08", "16.08"),
        ("1601", "16.01"),
        (3576, "35.76"),
        (16.1, "16.10"),
        (np.float64(16.08), "16.08"),
        ("Musi Rawas (Mura)", "16.05"),
        ("Musi Banyuasin (Muba)", "16.06"),
        ("Ogan Ilir (OI)", "16.10"),
        ("Ogan Komering Ulu Timur (OKUT)", "16.08"),
        ("Ogan Komering Ulu Selatan (OKUS)", "16.09"),
        ("Musi Rawas Utara (Muratara)", "16.13"),
        ("OKU (Ogan Komering Ulu)", "16.01"),
        ("Muba (Musi Banyuasin)", "16.06"),
        ("Kab. Empat Lawang (4 Lawang)", "16.11"),
        ("4. Empat Lawang", "16.11"),
        ("1. Ogan Ilir", "16.10"),
        ("(12) Kab. Lahat", "16.04"),
        ("No. 3 Kab. Lahat", "16.04"),
        ("IV. Lahat", "16.04"),
        ("16.10 Kab. Ogan Ilir", "16.10"),
        ("1609 - OKU Timur", "16.08"),
        ("Ogan Ilir (16.10)", "16.10"),
        ("35.76 Mojokerto", "35.76"),
        ("Mojokerto (35.16)", "35.16"),
        ("Ogan Ilir, Sumatera Selatan", "16.10"),
        ("Kabupaten Batang, Prov. Jawa Tengah, Indonesia", "33.25"),
        ("Sumsel - Kota Palembang", "16.71"),
        ("Pemerintah Kabupaten Lahat", "16.04"),
        ("16 . 10", "16.10"),
        ("16.10.0", "16.10"),
        ("16.10.00.0000", "16.10"),
        ("1610.0", "16.10"),
        ("\ufeff16.10", "16.10"),
        ('="16.10"', "16.10"),
        ("Kemendagri 16.10", "16.10"),
        ("ID1610", "16.10"),
        ("ID1609", "16.08"),
    ],
)
def test_written_forms(written, code):
    assert find_region(written).code == code


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ("Mojokerto", {"35.16", "35.76"}),
        ("pekalongan", {"33.26", "33.75"}),
        ("OKU Raya", {"16.01", "16.08", "16.09"}),
        ("Musi Rawas (Muratara)", {"16.05", "16.13"}),
        ("Banyuasin (Muba)", {"16.06", "16.07"}),
        ("Kab. Ogan Ilir (OKI)", {"16.02", "16.10"}),
    ],
)
def test_a_name_of_several_regions_names_them_all(written, choices):
    with pytest.raises(AmbiguousRegion) as error:
        find_region(written)
    assert {code for code in REGIONS if f"({code})" in str(error.value)} == choices


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Palmbang", "Kota Palembang (16.71)"),
        ("Kota Mojokerta", "Kota Mojokerto (35.76)"),
        ("16.1", "Kab. Ogan Ilir (16.10)"),
        ("161", "Kab. Ogan Ilir (16.10)"),
        ("Musi Rawas (MR)", "Kab. Musi Rawas (16.05), hapus yang di dalam kurung"),
        ("16.11 Ogan Ilir", "kode 16.11 bukan kode Kab. Ogan Ilir"),
        ("Ogan Ilir, Jawa Timur", "Sumatera Selatan"),
        ("16.08.01", "Kab. Ogan Komering Ulu Timur (16.08)"),
        ("1609010", "Kab. Ogan Komering Ulu Timur (16.08)"),
        ("16", "provinsi Sumatera Selatan"),
        ("Prov. Jawa Timur", "provinsi Jawa Timur"),
        ("33.74", "33.74"),
        ("35.1⁶", "35.1⁶"),
        ("Kota Semarang", "Kota Semarang"),
        (16.085, "16.085"),
        (datetime.date(2026, 8, 16), "tanggal"),
        (True, "bool"),
        (["16.08"], "list"),
        (None, "kosong"),
        (float("nan"), "kosong"),
        (pd.NA, "kosong"),
        (pd.NaT, "kosong"),
        (" ", "kosong"),
    ],
)
def test_an_error_says_what_was_there_or_what_is_meant(written, expected):
    with pytest.raises(UnknownRegion) as error:
        find_region(written, row=12)
    assert expected in str(error.value)
    assert str(error.value).startswith("Baris 12: ")


@given(regions, st.data())
def test_a_missing_letter_is_never_read_as_another_region(region, data):
    cut = data.draw(st.integers(0, len(region.name) - 1))
    typed = region.name[:cut] + region.name[cut + 1 :]
    with contextlib.suppress(UnknownRegion):
        assert find_region(typed) == region


@given(
    st.one_of(
        st.text(),
        st.text("0123456789., BPSbpsKabot\u202e{}<>", max_size=12),
        st.integers(),
        st.floats(),
        st.decimals(),
        st.dates(),
        st.binary(),
        st.lists(st.integers()),
    )
)
def test_anything_else_is_a_region_or_a_short_error(written):
    try:
        assert find_region(written).code in REGIONS
    except UnknownRegion as error:
        assert len(str(error)) < 500


def test_hostile_text_is_cut_and_stays_on_one_line():
    with pytest.raises(UnknownRegion) as error:
        find_region("<img src=x>\n\u202e{row}" + "x" * 1_000_000)
    assert "<img src=x> {row}xxx" in str(error.value)
    assert len(str(error.value)) < 250
    assert "\n" not in str(error.value) and "\u202e" not in str(error.value)


@pytest.mark.parametrize(
    ("written", "region", "code"),
    [
        ("Ilir Barat II", "Palembang", "16.71.01"),
        ("Kec. Ilir Barat Dua", "16.71", "16.71.01"),
        ("Gedek", "Kab. Mojokerto", "35.16.14"),
        ("Kota Kayu Agung", "OKI", "16.02.05"),
        ("Alang Alang Lebar", "Palembang", "16.71.15"),
        ("Suku Tengah Lakitan Ulu", "Musi Rawas", "16.05.10"),
    ],
)
def test_kecamatan_by_either_list_s_name(written, region, code):
    assert find_kecamatan(written, region).code == code


@pytest.mark.parametrize(
    ("written", "region", "expected"),
    [
        ("Magersari", "Kab. Mojokerto", "Kota Mojokerto (35.76)"),
        ("35.76.02", "Kab. Mojokerto", "Kota Mojokerto (35.76)"),
        ("Mgersari", "Kota Mojokerto", "Magersari (35.76.02)"),
        ("Nowhere", "Kota Mojokerto", "35.76.01"),
        ("", "Kota Mojokerto", "kosong"),
        ("Magersari", "Mojokerto", "Kab. Mojokerto (35.16)"),
    ],
)
def test_a_kecamatan_elsewhere_or_misspelt(written, region, expected):
    with pytest.raises(UnknownRegion) as error:
        find_kecamatan(written, region, row=3)
    assert expected in str(error.value) and "Baris 3" in str(error.value)


@pytest.mark.parametrize("code", ["1608", "16.99", "", "16.08.99"])
def test_conversion_refuses_the_other_system(code):
    with pytest.raises(UnknownRegion):
        to_bps(code)
    with pytest.raises(UnknownRegion):
        from_bps(code.replace("1608", "16.08"))


def test_the_embedded_tables_hold_the_24_regions_and_335_kecamatan():
    assert Counter(entry.area for entry in REGIONS.values()) == {
        "sumsel": 17,
        "pekalongan": 4,
        "mojokerto-jombang": 3,
    }
    assert {entry.name for entry in REGIONS.values() if entry.scope == "neighbour"} == {
        "Kab. Batang",
        "Kab. Pemalang",
    }
    assert len({entry.bps for entry in REGIONS.values()}) == 24
    inside = list(all_kecamatan().values())
    assert Counter(entry.match for entry in inside) == {"exact": 320, "fuzzy": 10, "missing": 5}
    assert all(entry.code.startswith(entry.region) for entry in inside)
    assert all(entry.bps[:4] == REGIONS[entry.region].bps for entry in inside if entry.bps)
    assert {entry.region for entry in inside} == set(REGIONS)


def test_a_caller_cannot_change_the_shared_table():
    all_regions().clear()
    assert len(all_regions()) == 24


@pytest.mark.parametrize("damage", ["number", "short row", "long row", "column", "bytes", "gone"])
def test_a_damaged_table_is_named_with_its_line(tmp_path, damage):
    path = tmp_path / "regions.csv"
    shutil.copy(codes.FOLDER / "regions.csv", path)
    rows = list(csv.reader(path.open(encoding="utf-8")))
    if damage == "number":
        rows[3][9] = "17,1"
    elif damage == "short row":
        rows[3].pop()
    elif damage == "long row":
        rows[3].append("x")
    elif damage == "column":
        rows[0][0] = "kode"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    if damage == "bytes":
        path.write_bytes(b"\xff\xfe\x00")
    elif damage == "gone":
        path.unlink()
    line = 4 if damage in ("number", "short row", "long row") else 2
    with pytest.raises(DamagedRegions, match=rf"regions\.csv rusak di baris {line}:"):
        codes.read_regions(tmp_path)
