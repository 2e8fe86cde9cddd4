"""Lists of whole provinces: minimum wages as they are decreed, and the tables of BPS."""

from __future__ import annotations

from collections.abc import Iterator

from tests.data.intake.making.agencies import case_of
from tests.data.intake.making.books import Page, as_html, as_ods, as_xlsx
from tests.data.intake.making.truth import Case


def cases() -> Iterator[tuple[str, Case]]:
    """Lists of whole provinces: minimum wages and BPS tables."""
    wages: list[list[object]] = [
        [1, "KOTA SURABAYA", "Rp4.950.000,00"],
        [2, "KAB. MOJOKERTO", "4.850.000"],
        [3, "KOTA MOJOKERTO", "Rp 3.010.000,50"],
        [4, "JOMBANG", 3_120_000],
        [5, "KAB. PACITAN", "2.360.000"],
        [6, "Malang", "2.900.000"],
    ]
    asks = ("missing_column",)
    for name, head in {
        "the year in the heading": ["NO", "KABUPATEN/KOTA", "UMK TAHUN 2026"],
        "the year in the title": ["NO", "KAB/KOTA", "BESARAN (Rp)"],
    }.items():
        page = Page(
            [
                ["KEPUTUSAN GUBERNUR (CONTOH) UPAH MINIMUM KABUPATEN/KOTA TAHUN 2026"],
                head,
                *wages,
                ["", "Ditetapkan di Surabaya"],
            ],
            "UMK",
        )
        for kind, content in {"XLSX": as_xlsx(page), "web page": as_html(page)}.items():
            yield (
                f"agencies: minimum wages, {name}, {kind}",
                case_of(
                    "minimum_wages",
                    content,
                    3,
                    {"rupiah": 4_850_000 + 3_010_000 + 3_120_000},
                    questions=asks,
                    notes=("outside_map", "rounded"),
                    file="UMK.xls",
                ),
            )
    twice = [
        ["NO", "KABUPATEN/KOTA", "UMK 2026", "", "KENAIKAN 2026 (%)"],
        ["", "", "Jan-Okt", "Nov-Des", ""],
        [1, "Kab. Mojokerto", 4_850_000, 4_910_000, 6.5],
        [2, "Kota Mojokerto", 3_010_000, "", 6.5],
    ]
    yield (
        "agencies: two minimum wages in one year, across",
        case_of(
            "minimum_wages",
            as_xlsx(Page([["UPAH MINIMUM"], *twice], "UMK", [(1, 2, 1, 3)])),
            1,
            {"rupiah": 3_010_000},
            questions=(*asks, "two_values"),
            answers=(("two_values", 4_910_000),),
            answered=(2, {"rupiah": 7_920_000}),
        ),
    )
    bps: list[list[object]] = [
        ["1601", "Ogan Komering Ulu", "196.972 r)", "200.100"],
        ["1608", "Ogan Komering Ulu Selatan", "210.001", "215.000"],
        ["1609", "Ogan Komering Ulu Timur", "…", "380.000"],
        ["1671", "Palembang", "820.000", "880.000"],
        ["1672", "Prabumulih", "–", "99.000"],
        ["", "Sumatera Selatan", "9.999.999", "9.999.999"],
    ]
    head = [
        ["Kode", "Kabupaten/Kota\nRegency/Municipality", "Angkatan Kerja\nEconomically Active", ""],
        ["", "", "Bekerja\nWorking", "Jumlah\nTotal"],
    ]
    sheet = Page(
        [
            ["PENDUDUK BEKERJA MENURUT KABUPATEN/KOTA, AGUSTUS 2025"],
            *head,
            *bps,
            ["", "Catatan: r) angka diperbaiki"],
        ],
        "Tabel",
        [(1, 2, 1, 3)],
    )
    for kind, content in {
        "XLSX": as_xlsx(sheet),
        "ODS": as_ods(Page(sheet.rows, "Tabel")),
        "web page": as_html(sheet),
    }.items():
        yield (
            f"agencies: Sakernas, {kind}",
            case_of(
                "workforce",
                content,
                4,
                {"value": 196_972 + 210_001 + 820_000},
                office="KC-PALEMBANG",
                questions=(*asks, "definition"),
                errors={("table" if kind == "web page" else "Tabel", 6, "C"): "not_number"},
                notes=("footnote_mark", "bps_code"),
                file="sakernas.xlsx",
            ),
        )
    mixed = [list(row) for row in bps]
    mixed[1][1] = "Ogan Komering Ulu Timur"
    mixed[2] = ["1673", "Kota Pagar Alam", "230.000", "1"]
    mixed[3][1] = "1.2OO"
    below = [["Kode", "Kabupaten/Kota", *head[0][2:]], ["Code", "Regency/Municipality", *head[1][2:]]]
    yield (
        "agencies: Sakernas with a code of another region, English in a row of its own",
        case_of(
            "workforce",
            as_xlsx(Page([sheet.rows[0], *below, *mixed], "Tabel", [(1, 2, 1, 3)])),
            3,
            {"value": 196_972 + 230_000},
            office="KC-PALEMBANG",
            questions=(*asks, "definition"),
            errors={("Tabel", 5, "A"): "code_name_mismatch", ("Tabel", 7, "B"): "unknown_region"},
        ),
    )
    grouped = [
        ["Kabupaten/Kota", "Bekerja"],
        ["Kabupaten/Regency", ""],
        ["16. Mojokerto", 600_001],
        ["17. Jombang", 700_002],
        ["Sidoarjo", 1],
        ["Kota/Municipality", ""],
        ["76. Mojokerto", 70_003],
        ["Jawa Timur", 9],
    ]
    yield (
        "agencies: Sakernas in groups of kabupaten and kota",
        case_of(
            "workforce",
            as_xlsx(Page([["SAKERNAS AGUSTUS 2025"], [], *grouped], "T")),
            3,
            {"value": 1_370_006},
            questions=asks,
            notes=("outside_map",),
        ),
    )
    thousands = [
        ["Kabupaten/Kota", "Jumlah Penduduk (Ribu Jiwa)"],
        ["Kab. Mojokerto", "1.141,522"],
        ["Kota Mojokerto", "139,961"],
        ["Jombang", "1.339,100"],
    ]
    yield (
        "agencies: population in thousands",
        case_of(
            "workforce",
            as_xlsx(Page([["PROYEKSI PENDUDUK 2025"], [], *thousands], "T")),
            3,
            {"value": 1_141_522 + 139_961 + 1_339_100},
            questions=asks,
        ),
    )
