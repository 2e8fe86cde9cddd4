"""Lists of employers: NIB from the licensing agency, WLKP from the labour agency, canvassing typed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.data.intake.making.books import Page, as_csv, as_html, as_ods, as_xlsx, serial
from tests.data.intake.making.register import employers
from tests.data.intake.making.truth import Case

KECAMATAN = (
    ("Magersari", "Kota Mojokerto"),
    ("Sooko", "Kab. Mojokerto"),
    ("Diwek", "Kab. Jombang"),
    ("Mojosari", "KAB MOJOKERTO"),
)
NAMES = tuple(one["name"].replace(" 0", " Baru 0").replace(" 1", " Baru 1") for one in employers())
SCALES = ("Usaha Mikro", "Usaha Kecil", "Usaha Menengah", "Usaha Besar")
CODES = ("01133", "47111", "56101", "13134")


def _case(name: str, content: bytes, count: int, workers: int, **more: object) -> Case:
    answers = more.pop("answers", ())
    answered = more.pop("answered", None)
    return Case(
        name,
        content,
        {"employers": (count, {"workers_known": workers})},
        answers=answers,
        answered={"employers": answered} if answered else {},
        **more,  # type: ignore[arg-type]
    )


def _nib(at: int) -> list[object]:
    kecamatan, region = KECAMATAN[at % 4]
    return [
        at + 1,
        f"9120000{at:06d}",
        NAMES[at],
        SCALES[at % 4],
        CODES[at % 4],
        kecamatan,
        region,
        4 + at,
        1,
        f"{10 + at}/03/2026",
        f"info{at}@contoh.invalid",
        f"0812000000{at:02d}",
        f"35160000000000{at:02d}",
    ]


NIB = [
    "No",
    "NIB",
    "Nama Perusahaan",
    "Skala Usaha",
    "KBLI",
    "Kecamatan",
    "Kab/Kota",
    "TKI L",
    "TKI P",
    "Tanggal Terbit NIB",
    "Email",
    "No Telp",
    "NIK Penanggung Jawab",
]


def nib() -> Iterator[tuple[str, Case]]:
    """NIB terbit, as text in many encodings and as a workbook."""
    rows = [_nib(at) for at in range(12)]
    workers = sum(5 + at for at in range(12))
    page = Page(
        [["DATA NIB TERBIT 2026"], [], NIB, *rows, ["JUMLAH", *[""] * 6, "99", "9"], ["Sumber: contoh"]],
        "NIB",
    )
    asks = ("missing_column",)
    for name, content in {
        "CSV": as_csv(page),
        "CSV with tabs, UTF-16": as_csv(page, "\t", "utf-16"),
        "CSV with pipes": as_csv(page, "|", "cp1252"),
        "XLSX": as_xlsx(page),
        "ODS": as_ods(page),
        "HTML": as_html(page),
    }.items():
        yield (
            f"lists: NIB as {name}",
            _case(
                "NIB.csv", content, 12, workers, questions=asks, notes=("person_dropped", "contact_dropped")
            ),
        )
    wrong = [list(row) for row in rows]
    wrong[1][3], wrong[2][7], wrong[3][9], wrong[4][2] = "UMKM", "±20", "31/06/2026", "@CV Contoh Melati"
    wrong[5][6], wrong[6][1], wrong[7][4], wrong[8][5] = "Kab. Sidoarjo", "9,12E+12", "ABC", "Trowullan"
    wrong[8][6] = "Kab. Mojokerto"
    wrong[9][2], wrong[10][7] = "", "-5"
    yield (
        "lists: NIB with wrong cells",
        _case(
            "NIB.xlsx",
            as_xlsx(Page([NIB, *wrong], "NIB")),
            4,
            sum(5 + at for at in (0, 4, 8, 11)),
            questions=asks,
            errors={
                ("NIB", 3, "D"): "unknown_value",
                ("NIB", 4, "H"): "not_number",
                ("NIB", 5, "J"): "not_date",
                ("NIB", 6, "C"): "formula_text",
                ("NIB", 7, "G"): "outside_area",
                ("NIB", 8, "B"): "bad_key",
                ("NIB", 9, "E"): "unknown_value",
                ("NIB", 10, "F"): "unknown_kecamatan",
                ("NIB", 11, "C"): "missing",
                ("NIB", 12, "H"): "negative",
            },
        ),
    )
    bare = [[*row[:6], "Mojokerto" if row[6] != "Kab. Jombang" else "Jombang", *row[7:]] for row in rows]
    bare[3][5] = ""
    yield (
        "lists: kota and kabupaten without their kind",
        _case(
            "NIB.xlsx",
            as_xlsx(Page([NIB, *bare], "NIB")),
            11,
            workers - 8,
            questions=(*asks, "region"),
            answers=(("region", "35.16"),),
            answered=(12, {"workers_known": workers}),
            notes=("region_from_kecamatan",),
        ),
    )
    merged = sorted(rows, key=lambda row: str(row[6]))
    places = [str(row[6]) for row in merged]
    for at in range(len(merged)):
        if at and places[at] == places[at - 1]:
            merged[at] = [*merged[at][:6], "", *merged[at][7:]]
    starts = [at for at in range(12) if merged[at][6]]
    spans = [(start + 1, 6, end, 6) for start, end in zip(starts, [*starts[1:], 12], strict=True)]
    page = Page([NIB, *merged], "NIB", spans)
    for name, content in {
        "XLSX": as_xlsx(page),
        "HTML": as_html(page),
        "ODS": as_ods(Page([NIB, *merged], "NIB")),
    }.items():
        yield (
            f"lists: a kabupaten merged over its rows, {name}",
            _case("NIB.xlsx", content, 12, workers, questions=asks, notes=("filled_down",)),
        )
    english = [
        "NIB",
        "Company",
        "Scale",
        "Sector (KBLI)",
        "District",
        "Regency/City",
        "Employees",
        "Issue Date",
        "Owner",
    ]
    foreign = [
        [
            row[1],
            row[2],
            ("micro", "small", "medium", "large")[at % 4],
            row[4],
            row[5],
            row[6],
            f"{row[7]:,}",
            f"March {1 + at}, 2026",
            f"Nama Contoh {at}",
        ]
        for at, row in enumerate(rows)
    ]
    yield (
        "lists: English export",
        _case("export.csv", as_csv(Page([english, *foreign]), ","), 12, workers - 12, questions=asks),
    )


def wlkp() -> Iterator[tuple[str, Case]]:
    """WLKP: three rows of headings, the region in the title, a filter left on."""
    head = [
        [
            "No",
            "Nama Perusahaan",
            "Pimpinan",
            "Kecamatan",
            "KBLI",
            "JUMLAH TENAGA KERJA",
            "",
            "",
            "",
            "",
            "NPP",
            "Tgl Lapor",
        ],
        ["", "", "", "", "", "WNI", "", "WNA", "", "Jumlah", "", ""],
        ["", "", "", "", "", "L", "P", "L", "P", "", "", ""],
    ]
    rows: list[list[object]] = []
    for at in range(10):
        listed = date(2026, 4, 1 + at)
        day: object = (listed, serial(listed), listed.strftime("%d/%m/%y"), f"{listed.day} April 2026")[
            at % 4
        ]
        npp = employers()[3 * at % 24 // 3 * 3 + 2]["npp"] if at % 3 == 0 else "-"
        rows.append(
            [
                at + 1,
                NAMES[at],
                f"Nama Contoh {at}",
                ("Diwek", "Kec. Ploso", "MOJOAGUNG", "Jombang")[at % 4],
                int(CODES[at % 4]),
                20 + at,
                10,
                0,
                at % 2,
                30 + at + at % 2,
                npp,
                day,
            ]
        )
    workers = sum(30 + at + at % 2 for at in range(10))
    merged = [
        (4, 5, 4, 9),
        (5, 5, 5, 6),
        (5, 7, 5, 8),
        (5, 9, 6, 9),
        *((4, c, 6, c) for c in (0, 1, 2, 3, 4, 10, 11)),
    ]
    asks = ("missing_column",)
    titles = [
        ["PEMERINTAH KABUPATEN JOMBANG"],
        ["DINAS TENAGA KERJA"],
        ["DAFTAR PERUSAHAAN WAJIB LAPOR TAHUN 2026"],
        [],
    ]
    page = Page([*titles, *head, *rows, ["", "JUMLAH"], ["", "Ket: contoh"]], "WLKP", merged)
    yield (
        "lists: WLKP",
        _case(
            "wlkp.xlsx",
            as_xlsx(page),
            10,
            workers,
            questions=asks,
            notes=("region_from_title", "person_dropped"),
        ),
    )
    hidden = Page(page.rows, "WLKP", merged, hidden_rows=[8, 10])
    yield (
        "lists: WLKP with a filter left on",
        _case(
            "wlkp.xlsx",
            as_xlsx(hidden),
            8,
            workers - 32 - 34,
            questions=(*asks, "hidden_rows"),
            answers=(("hidden_rows", "include"),),
            answered=(10, {"workers_known": workers}),
        ),
    )
    wrong = [list(row) for row in rows]
    wrong[2][9], wrong[5][9], wrong[6][10] = 99, "n/a", "0001012"
    page = Page([*titles, *head, *wrong], "WLKP", merged)
    yield (
        "lists: WLKP with sums that do not add up",
        _case(
            "wlkp.xlsx",
            as_xlsx(page),
            7,
            workers - 32 - 36 - 36,
            questions=asks,
            errors={
                ("WLKP", 10, "J"): "sum_mismatch",
                ("WLKP", 13, "J"): "not_number",
                ("WLKP", 14, "K"): "bad_npp",
            },
        ),
    )
    other = Page([["PEMERINTAH KABUPATEN SIDOARJO"], ["DAFTAR WLKP"], *head, *rows], "WLKP")
    yield "lists: WLKP of another region", Case("wlkp.xlsx", as_xlsx(other), refused="wrong_area")


def canvassing() -> Iterator[tuple[str, Case]]:
    """Canvassing: counts as people say them, words for what a business does."""
    head = [
        "No.",
        "Tgl Kunjungan",
        "Nama Usaha",
        "Alamat",
        "Kec.",
        "Kab/Kota",
        "Jenis Usaha",
        "Jml Pekerja",
        "PIC",
        "HP",
    ]
    counts = ("12", "25 org", "10-15", "±20", "belasan", "8 orang", "5", "40 TK", "puluhan", "")
    rows: list[list[object]] = [
        [
            at + 1,
            f"{3 + at} Agst 2026",
            NAMES[at],
            f"Jl. Contoh {at}",
            *KECAMATAN[at % 4],
            "Warung makan" if at == 6 else "Perdagangan",
            count,
            "Nama Contoh",
            "0812-0000-0001",
        ]
        for at, count in enumerate(counts)
    ]
    errors = {("Canvassing", 3 + at, "H"): "not_number" for at in (2, 3, 4, 8)}
    yield (
        "lists: canvassing",
        _case(
            "canvassing.xlsx",
            as_xlsx(Page([["HASIL CANVASSING AGUSTUS 2026"], head, *rows], "Canvassing")),
            5,
            12 + 25 + 8 + 40,
            errors=errors,
            questions=("missing_column", "value"),
            answers=(("value", "I"),),
            answered=(6, {"workers_known": 90}),
            notes=("unit_word", "key_made", "person_dropped", "contact_dropped"),
        ),
    )


def cases() -> Iterator[tuple[str, Case]]:
    """Every list of employers."""
    yield from nib()
    yield from wlkp()
    yield from canvassing()
