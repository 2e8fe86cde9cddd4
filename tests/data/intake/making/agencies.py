"""Lists of other agencies and of partners: SKK, informal workers, projects, minimum wages, BPS tables, agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tests.data.intake.making.books import Formula, Page, as_csv, as_html, as_ods, as_xlsx
from tests.data.intake.making.register import employers
from tests.data.intake.making.truth import Case, Sums


def _case(table: str, content: bytes, count: int, sums: Sums, **more: object) -> Case:
    answered = more.pop("answered", None)
    also = more.pop("also", {})
    return Case(
        more.pop("file", "berkas.xlsx"),
        content,
        {table: (count, sums), **also},  # type: ignore[arg-type, dict-item]
        answered={table: answered, **also} if answered else {},
        **more,  # type: ignore[arg-type, dict-item]
    )


def _other(table: str, count: int, sums: Sums) -> dict[str, tuple[int, Sums]]:
    return {table: (count, sums)}


def skk() -> Iterator[tuple[str, Case]]:
    """Arrears at the prosecutor: instalments across, millions, what was collected."""
    some = employers()[:6]
    head = [
        [
            "No",
            "Nomor SKK",
            "Tgl SKK",
            "NPP",
            "Nama BU",
            "Nilai SKK",
            "Angsuran 1",
            "",
            "Angsuran 2",
            "",
            "Status",
        ],
        ["", "", "", "", "", "", "Tgl", "Rp", "Tgl", "Rp", ""],
    ]
    rows: list[list[object]] = []
    for at, one in enumerate(some):
        first = ["15/03/2026", "1.250,5"] if at % 2 else ["-", "-"]
        second = ["2026-04-20", 500] if at % 3 == 1 else ["", ""]
        rows.append(
            [
                at + 1,
                f"SKK-{at:03d}/KC-MJK/02/2026",
                f"{13 + at} Februari 2026",
                one["npp"],
                one["name"],
                "4.321,25",
                *first,
                *second,
                "Angsur" if at % 2 else "Proses",
            ]
        )
    merged = [(2, 6, 2, 7), (2, 8, 2, 9), *((2, c, 3, c) for c in (0, 1, 2, 3, 4, 5, 10))]
    steps = 6 + 3 + 2
    collected = 3 * 1_250_500 + 2 * 500_000
    titles = [["REKAP SKK KEJARI"], ["(dalam ribuan rupiah)"]]
    for name, head_rows, spans in (
        ("two rows", head, merged),
        (
            "one row",
            [
                [
                    "No",
                    "No. SKK",
                    "Tanggal SKK",
                    "NPP",
                    "Nama BU",
                    "Nilai",
                    "Tgl Angsuran 1",
                    "Angsuran 1 (Rp)",
                    "Tgl Angsuran 2",
                    "Angsuran 2 (Rp)",
                    "Hasil",
                ]
            ],
            [],
        ),
        (
            "three rows",
            [
                [
                    "No",
                    "Nomor SKK",
                    "Tgl SKK",
                    "NPP",
                    "Nama BU",
                    "Nilai SKK",
                    "ANGSURAN",
                    "",
                    "",
                    "",
                    "Status",
                ],
                ["", "", "", "", "", "", "1", "", "2", "", ""],
                ["", "", "", "", "", "", "Tgl", "Rp", "Tgl", "Rp", ""],
            ],
            [(2, 6, 2, 9), (3, 6, 3, 7), (3, 8, 3, 9), *((2, c, 4, c) for c in (0, 1, 2, 3, 4, 5, 10))],
        ),
    ):
        page = Page([*titles, *head_rows, *rows], "Kejari Kota", spans)
        yield (
            f"agencies: SKK with instalments across, {name}",
            _case(
                "cases",
                as_xlsx(page),
                6,
                {"value": 6 * 4_321_250},
                also=_other("case_steps", steps, {"recovered": collected}),
            ),
        )
    plain = [
        [
            "No",
            "Nomor Surat Kuasa",
            "Tgl Surat Kuasa",
            "NPP",
            "Nama Badan Usaha",
            "Nilai SKK (Rp juta)",
            "Tgl Panggilan",
            "Tertagih (Rp juta)",
            "Hasil",
        ]
    ]
    for at, one in enumerate(some):
        plain.append(
            [
                str(at + 1),
                f"SKK-{at:03d}",
                "26/02/2026",
                f"{one['npp'][:4]} {one['npp'][4:]}-000",
                one["name"],
                "86,20",
                "27/06/2026" if at % 2 else "-",
                "12,5" if at % 2 else "nihil",
                ("LUNAS", "cicil", "Blm bayar", "diangsur", "sudah lunas", "SP3")[at],
            ]
        )
    yield (
        "agencies: SKK in millions, ODS",
        _case(
            "cases",
            as_ods(Page(plain, "Kejari")),
            6,
            {"value": 6 * 86_200_000},
            also=_other("case_steps", 9, {"recovered": 3 * 12_500_000}),
        ),
    )
    plain[1][2], plain[2][5], plain[3][7] = "Feb-26", "belum dihitung", "(2,5)"
    yield (
        "agencies: SKK with wrong cells",
        _case(
            "cases",
            as_xlsx(Page(plain, "Kejari")),
            3,
            {"value": 3 * 86_200_000},
            also=_other("case_steps", 5, {"recovered": 2 * 12_500_000}),
            errors={
                ("Kejari", 2, "C"): "not_date",
                ("Kejari", 3, "F"): "not_number",
                ("Kejari", 4, "H"): "negative",
            },
        ),
    )


def informal() -> Iterator[tuple[str, Case]]:
    """Informal workers: trades down or across, month and payer in the title or the sheet's name."""
    places = (
        ("Buaran", "Kab. Pekalongan"),
        ("Pekalongan Utara", "Kota Pekalongan"),
        ("Comal", "Pemalang"),
        ("Batang", "Kab. Batang"),
    )
    office = "KC-PEKALONGAN"
    rows = [
        [
            at + 1,
            *places[at % 4],
            ("Nelayan", "Ojol", "Pembatik", "Petani sawit")[at // 4 % 4],
            "APBD",
            f"1.{at:03d}",
            500 + at,
        ]
        for at in range(16)
    ]
    target, active = sum(1000 + at for at in range(16)), sum(500 + at for at in range(16))
    head = ["No", "Kecamatan", "Kabupaten/Kota", "Jenis Pekerjaan", "Sumber Dana", "Sasaran", "Aktif"]
    titles = [["DATA PEKERJA RENTAN"], ["BULAN AGUSTUS 2026"], []]
    sums = {"target": target, "active": active}
    yield (
        "agencies: trades down",
        _case(
            "informal",
            as_xlsx(Page([*titles, head, *rows], "Data")),
            16,
            sums,
            office=office,
            notes=("month_from_title",),
        ),
    )
    short = [row[:4] + row[5:] for row in rows]
    less = head[:4] + head[5:]
    yield (
        "agencies: payer in the title, month in the sheet's name",
        _case(
            "informal",
            as_xlsx(Page([["PEKERJA RENTAN DBH SAWIT"], less, *short], "Agt 2026")),
            16,
            sums,
            office=office,
            notes=("payer_from_title", "month_from_sheet"),
        ),
    )
    yield (
        "agencies: payer in the sheet's name",
        _case(
            "informal",
            as_xlsx(Page([["PEKERJA RENTAN AGUSTUS 2026"], less, *short], "Dana Desa")),
            16,
            sums,
            office=office,
            notes=("payer_from_title",),
        ),
    )
    trades = ("Nelayan", "Ojol", "Pembatik", "Pedagang")
    across = [[at + 1, *places[at], *(100 * at + n for n in range(4)), 9999] for at in range(4)]
    count = {"active": sum(100 * at + n for at in range(4) for n in range(4))}
    title = [["BPU SEKTOR APBD BULAN 08/2026"], ["PEKERJA RENTAN APBD AGUSTUS 2026"]]
    yield (
        "agencies: trades across",
        _case(
            "informal",
            as_xlsx(
                Page(
                    [
                        *title,
                        ["No", "Kecamatan", "Kab/Kota", *trades, "Jumlah"],
                        *across,
                        ["", "JUMLAH", "", 1, 2, 3, 4, 5],
                    ],
                    "BPU",
                )
            ),
            16,
            count,
            office=office,
        ),
    )
    pairs = [
        [at + 1, *places[at], *(value for n in range(3) for value in (900, 100 * at + n)), 1, 2]
        for at in range(4)
    ]
    header = [
        ["No", "Kecamatan", "Kab/Kota", *(cell for trade in trades[:3] for cell in (trade, "")), "TOTAL", ""],
        ["", "", "", *["Sasaran", "Aktif"] * 4],
    ]
    merged = [(2, c, 2, c + 1) for c in (3, 5, 7, 9)] + [(2, c, 3, c) for c in (0, 1, 2)]
    both = {"target": 900 * 12, "active": sum(100 * at + n for at in range(4) for n in range(3))}
    yield (
        "agencies: trades across, target and active",
        _case("informal", as_xlsx(Page([*title, *header, *pairs], "BPU", merged)), 12, both, office=office),
    )
    unknown = [
        ["No", "Kecamatan", "Kab/Kota", "Nelayan", "Marbot", "Ojol", "Jumlah"],
        *([at + 1, *places[at], 10, 20 + at, 30, 60] for at in range(4)),
    ]
    yield (
        "agencies: a trade across that no list has",
        _case(
            "informal",
            as_xlsx(Page([*title, *unknown], "BPU")),
            8,
            {"active": 160},
            office=office,
            questions=("value",),
            answers=(("value", "lainnya"),),
            answered=(12, {"active": 246}),
        ),
    )
    codes = [
        [
            at + 1,
            (3326140, 3375040, 3327120, 3325110)[at % 4],
            *places[at % 4],
            "Nelayan",
            "APBD",
            50,
            40 + at,
        ]
        for at in range(4)
    ]
    codes[1][2] = "Pekalongan Selatan"
    yield (
        "agencies: BPS codes of kecamatan",
        _case(
            "informal",
            as_csv(Page([*titles, ["No", "Kode Kec", *head[1:]], *codes]), "\t", "utf-16"),
            3,
            {"target": 150, "active": 125},
            office=office,
            errors={("", 6, "B"): "code_name_mismatch"},
            notes=("bps_code", "encoding"),
        ),
    )


def projects() -> Iterator[tuple[str, Case]]:
    """Construction projects: money in words, formulas without values."""
    head = [
        "No",
        "No. Pendaftaran",
        "Nama Proyek",
        "Pelaksana",
        "Lokasi",
        "Sumber Dana",
        "Nilai Kontrak (Rp)",
        "Jml TK",
        "Tgl Mulai",
        "Tgl Selesai",
        "Iuran",
        "Dibayar",
        "Tgl Bayar",
    ]
    money = ("Rp 1.250.000.000,00", "1,25 M", "850 jt", 445_000_000, "Rp850.000.000,-", "1.250.000.000")
    worth = (1_250_000_000, 1_250_000_000, 850_000_000, 445_000_000, 850_000_000, 1_250_000_000)
    places = (
        "Kota Mojokerto",
        "Kec. Mojosari, Kab. Mojokerto",
        "Jombang",
        "Desa Contoh, Kec. Sooko",
        "Kab. Mojokerto",
        "Jombang",
    )
    rows = [
        [
            at + 1,
            2_600_000_000_007 + at if at % 2 else str(2_600_000_000_007 + at),
            f"Proyek Simulasi {at}",
            "CV Contoh",
            places[at],
            ("APBD", "APBN", "Dana Desa", "Swasta", "APBD Kota", "apbdes")[at],
            money[at],
            f"{10 + at} org",
            date(2026, 2, 1 + at),
            "30/11/2026",
            Formula(f"=G{at + 2}*0.0024"),
            1_000_000,
            "28/02/2026",
        ]
        for at in range(6)
    ]
    sums = {"value": sum(worth), "workers": 75, "paid": 6_000_000}
    yield (
        "agencies: projects with formulas whose values are all zero",
        _case("projects", as_xlsx(Page([head, *rows], "JAKON")), 6, sums, questions=("no_values",)),
    )
    saved = [[*row[:10], Formula("=1", 2_400_000 + at), *row[11:]] for at, row in enumerate(rows)]
    yield (
        "agencies: projects with formulas and their values",
        _case("projects", as_xlsx(Page([head, *saved], "JAKON")), 6, sums | {"due": 6 * 2_400_000 + 15}),
    )
    empty = [[*row[:10], Formula("=1", ""), *row[11:]] for row in rows]
    yield (
        "agencies: projects with formulas without a value",
        _case("projects", as_xlsx(Page([head, *empty], "JAKON")), 6, sums, questions=("no_values",)),
    )
    wrong = [[*list(row[:10]), "", *row[11:]] for row in saved]
    wrong[0][1], wrong[1][5], wrong[2][7], wrong[3][9] = "2,6E+12", "DAK", "±25", "01/01/2026"
    yield (
        "agencies: projects with wrong cells",
        _case(
            "projects",
            as_xlsx(Page([head, *wrong], "JAKON")),
            2,
            {"value": 2_100_000_000, "workers": 29, "paid": 2_000_000},
            errors={
                ("JAKON", 2, "B"): "bad_key",
                ("JAKON", 3, "F"): "unknown_value",
                ("JAKON", 4, "H"): "not_number",
                ("JAKON", 5, "J"): "order",
            },
        ),
    )
    orders = [
        [*list(row[:8]), start, *row[9:10], "", *row[11:]]
        for row, start in zip(
            saved,
            ("03/25/2026", "04/28/2026", "05/06/2026", "06/30/2026", "01/31/2026", "02/03/2026"),
            strict=True,
        )
    ]
    yield (
        "agencies: months before days, proved",
        _case("projects", as_xlsx(Page([head, *orders], "JAKON")), 6, sums, notes=("date_order",)),
    )


def provinces() -> Iterator[tuple[str, Case]]:
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
                _case(
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
        _case(
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
            _case(
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
    yield (
        "agencies: Sakernas with a code of another region",
        _case(
            "workforce",
            as_xlsx(Page([*sheet.rows[:3], *mixed], "Tabel", [(1, 2, 1, 3)])),
            4,
            {"value": 196_972 + 230_000 + 820_000},
            office="KC-PALEMBANG",
            questions=(*asks, "definition"),
            errors={("Tabel", 5, "A"): "code_name_mismatch"},
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
        _case(
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
        _case(
            "workforce",
            as_xlsx(Page([["PROYEKSI PENDUDUK 2025"], [], *thousands], "T")),
            3,
            {"value": 1_141_522 + 139_961 + 1_339_100},
            questions=asks,
        ),
    )


def partners() -> Iterator[tuple[str, Case]]:
    """Agreements, agenda, counters and service areas in one workbook."""
    mou = Page(
        [
            ["DAFTAR MOU"],
            ["No", "Mitra", "Perihal", "Kab/Kota", "Tanggal Penandatanganan", "Berlaku sampai"],
            [1, "Pemkot Contoh", "Perlindungan", "Kota Mojokerto", "10 September 2025", "10-09-2027"],
            [2, "Pemkab Contoh", "Desa", "Jombang", "Agustus 2025", "2028"],
        ],
        "MoU",
    )
    agenda = Page(
        [
            ["AGENDA"],
            ["No", "Nama Kegiatan", "Wilayah", "Hari/Tanggal", "Tempat", "Undangan", "Hadir"],
            [1, "Sosialisasi", "Kota Mojokerto", "Senin, 3 Agustus 2026", "Aula", 48, "41 orang"],
            [2, "Rakor", "Jombang", "28 s.d. 29 Sept 2026", "Hotel", 30, "-"],
        ],
        "Agenda",
    )
    loket = Page(
        [
            ["No", "Nama Loket", "Alamat", "Kab/Kota", "Tgl Buka"],
            [1, "Loket Contoh", "Jl. Contoh", "Kab. Mojokerto", "2025-05-02"],
        ],
        "Loket",
    )
    area = Page(
        [["Kantor", "Wilayah Kerja", "Sejak"], ["Kantor Cabang Mojokerto", "Jombang", 2016]], "Wilayah kerja"
    )
    yield (
        "agencies: four tables in one workbook",
        _case(
            "agreements",
            as_xlsx(mou, agenda, loket, area),
            2,
            {},
            also={
                "events": (2, {"invited": 78, "attended": 41}),
                "service_points": (1, {}),
                "service_areas": (1, {}),
            },
            questions=("missing_column",),
        ),
    )


def cases() -> Iterator[tuple[str, Case]]:
    """Every list of an agency or a partner."""
    makers: Sequence = (skk, informal, projects, provinces, partners)
    for maker in makers:
        yield from maker()
