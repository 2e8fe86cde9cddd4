"""Lists of other agencies and of partners: arrears at the prosecutor, informal workers, agreements."""

from __future__ import annotations

from collections.abc import Iterator

from tests.data.intake.making.books import Page, as_csv, as_ods, as_xlsx
from tests.data.intake.making.register import employers
from tests.data.intake.making.truth import Case, Sums


def case_of(table: str, content: bytes, count: int, sums: Sums, **more: object) -> Case:
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
            case_of(
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
        case_of(
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
        case_of(
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
        case_of(
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
        case_of(
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
        case_of(
            "informal",
            as_xlsx(Page([["PEKERJA RENTAN AGUSTUS 2026"], less, *short], "Dana Desa")),
            16,
            sums,
            office=office,
            notes=("payer_from_title",),
        ),
    )
    yield (
        "agencies: neither payer nor month",
        case_of(
            "informal",
            as_xlsx(Page([["PEKERJA RENTAN"], less, *short], "Data")),
            0,
            {"target": 0, "active": 0},
            office=office,
            questions=("missing_column", "missing_column"),
            answers=(("missing_column", "2026-08"), ("missing_column", "apbd")),
            answered=(16, sums),
        ),
    )
    payers = [
        ["No", "Kecamatan", "Kab/Kota", "Jenis Pekerjaan", "APBD", "", "CSR", ""],
        ["", "", "", "", *["Sasaran", "Aktif"] * 2],
    ]
    beside = [[*row[:4], 1, 2, 3, 4] for row in rows]
    yield (
        "agencies: payers across, which nothing reads",
        Case(
            "rentan.xlsx",
            as_xlsx(
                Page(
                    [["PEKERJA RENTAN AGUSTUS 2026"], *payers, *beside], "Data", [(1, 4, 1, 5), (1, 6, 1, 7)]
                )
            ),
            questions=("not_held",),
            office=office,
        ),
    )
    trades = ("Nelayan", "Ojol", "Pembatik", "Pedagang")
    across = [[at + 1, *places[at], *(100 * at + n for n in range(4)), 9999] for at in range(4)]
    count = {"active": sum(100 * at + n for at in range(4) for n in range(4))}
    title = [["BPU SEKTOR APBD BULAN 08/2026"], ["PEKERJA RENTAN APBD AGUSTUS 2026"]]
    yield (
        "agencies: trades across",
        case_of(
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
        case_of("informal", as_xlsx(Page([*title, *header, *pairs], "BPU", merged)), 12, both, office=office),
    )
    unknown = [
        ["No", "Kecamatan", "Kab/Kota", "Nelayan", "Marbot", "Ojol", "Jumlah"],
        *([at + 1, *places[at], 10, 20 + at, 30, 60] for at in range(4)),
    ]
    yield (
        "agencies: a trade across that no list has",
        case_of(
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
        case_of(
            "informal",
            as_csv(Page([*titles, ["No", "Kode Kec", *head[1:]], *codes]), "\t", "utf-16"),
            3,
            {"target": 150, "active": 125},
            office=office,
            errors={("", 6, "B"): "code_name_mismatch"},
            notes=("bps_code", "encoding"),
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
        case_of(
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
    """Every list of a prosecutor, of informal workers, or of partners."""
    yield from skk()
    yield from informal()
    yield from partners()
