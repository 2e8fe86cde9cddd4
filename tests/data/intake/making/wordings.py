"""Lists of employers, informal workers and projects whose clerks word, split and merge things in ways of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.data.intake.making.books import Page, as_csv, as_xlsx
from tests.data.intake.making.truth import Case

PEKALONGAN = "KC-PEKALONGAN"
FIRMS = tuple(f"{form} Contoh {at}" for at, form in enumerate(("PT", "CV", "UD", "Koperasi") * 3))


def employers() -> Iterator[tuple[str, Case]]:
    """Headings below a merged one that no list has; a legal form in other words."""
    head = [
        ["No", "Nama Perusahaan", "Bentuk Usaha", "KBLI", "Tenaga Kerja", "", "", "", "", "Tgl Lapor"],
        ["", "", "", "", "TKI L", "TKI P", "TKA L", "TKA P", "Jumlah", ""],
    ]
    rows = [
        [at + 1, name, "Usaha Perseorangan", "47111", 20 + at, 10, 0, 1, 31 + at, date(2026, 3, 1 + at)]
        for at, name in enumerate(FIRMS)
    ]
    merged = [(2, 4, 2, 8), *((2, column, 3, column) for column in (0, 1, 2, 3, 9))]
    titles = [["PEMERINTAH KABUPATEN JOMBANG"], ["WAJIB LAPOR KETENAGAKERJAAN 2026"]]
    yield (
        "wordings: TKI and TKA below one heading",
        Case(
            "wlkp.xlsx",
            as_xlsx(Page([*titles, *head, *rows], "WLKP", merged)),
            {"employers": (12, {"workers_known": sum(31 + at for at in range(12))})},
            questions=("missing_column",),
        ),
    )
    sexes = [
        ["Nama Perusahaan", "Kecamatan", "Jumlah TK", "", "", "Tgl Lapor"],
        ["", "", "Laki-laki", "Perempuan", "Jml (L+P)", ""],
        ["", "", *["(orang)"] * 3, ""],
    ]
    rows = [[name, "Diwek", 5 + at, 3, 8 + at, "12/03/2026"] for at, name in enumerate(FIRMS)]
    rows[5][4] = 99
    yield (
        "wordings: units below men and women",
        Case(
            "wlkp.csv",
            as_csv(Page([*titles, *sexes, *rows])),
            {"employers": (11, {"workers_known": sum(8 + at for at in range(12)) - 13})},
            errors={("", 11, "E"): "sum_mismatch"},
            questions=("missing_column",),
        ),
    )
    between = [
        ["NAMA PERUSAHAAN", "KEC.", "JUMLAH TENAGA KERJA", *[""] * 6, "TGL LAPOR"],
        ["", "", "WNI", "", "", "WNA", "", "", "TOTAL", ""],
        ["", "", "L", "P", "JML", "L", "P", "JML", "", ""],
    ]
    counts = [[at, 5, at + 5, 0, 1, 1, at + 6] for at in range(1, 13)]
    counts[2][6], counts[4][2] = 99, 50
    rows = [[name, "Diwek", *own, "12/03/2026"] for name, own in zip(FIRMS, counts, strict=True)]
    spans = [(2, 2, 2, 8), (3, 2, 3, 4), (3, 5, 3, 7), (3, 8, 4, 8), *((2, c, 4, c) for c in (0, 1, 9))]
    yield (
        "wordings: sums between the parts",
        Case(
            "wlkp.xlsx",
            as_xlsx(Page([*titles, *between, *rows], "WLKP", spans)),
            {"employers": (11, {"workers_known": sum(at + 6 for at in range(1, 13)) - 9})},
            errors={("WLKP", 8, "I"): "sum_mismatch", ("WLKP", 10, "E"): "sum_mismatch"},
            questions=("missing_column",),
        ),
    )
    head = [
        "No",
        "Nama Badan Usaha / Perusahaan",
        "Kec. Usaha",
        "Kabupaten Usaha",
        "Kelas Usaha",
        "Perkiraan Jml. Naker",
    ]
    made = [
        [at + 1, name, "Ploso", "Jombang", "Usaha Kecil", 4 + at, f"{1 + at}/03/2026"]
        for at, name in enumerate(FIRMS)
    ]
    made[3][2], made[4][6] = "Plosso", "31/06/2026"
    yield (
        "wordings: headings made of the words of the lists",
        Case(
            "kunjungan.xlsx",
            as_xlsx(Page([[*head, "Tanggal Kunjungan Lapangan"], *made], "Hasil")),
            {"employers": (11, {"workers_known": sum(4 + at for at in range(12)) - 8})},
            errors={("Hasil", 5, "C"): "unknown_kecamatan", ("Hasil", 6, "G"): "not_date"},
            questions=("missing_column",),
        ),
    )


def informal() -> Iterator[tuple[str, Case]]:
    """One word on several sheets is asked once; who is not counted is missing, and not nobody."""
    head = ["Kecamatan", "Kabupaten", "Profesi", "Kuota", "Peserta"]
    trades = ("Nelayan", "Pembatik", "Buruh Tani")
    pages = [
        Page(
            [
                ["PEKERJA RENTAN SEPTEMBER 2026"],
                head,
                *(["Kajen", "Kab. Pekalongan", word, 900, 100 + at] for at, word in enumerate(trades)),
            ],
            payer,
        )
        for payer in ("APBD", "Dana Desa", "CSR")
    ]
    yield (
        "wordings: a trade that no list has, on three sheets",
        Case(
            "rentan.xlsx",
            as_xlsx(*pages),
            {"informal": (6, {"target": 5400, "active": 603})},
            questions=("value",),
            answers=(("value", "lainnya"),),
            answered={"informal": (9, {"target": 8100, "active": 909})},
            office=PEKALONGAN,
        ),
    )
    pages[0].rows[2][4], pages[1].rows[3][3] = "", ""
    yield (
        "wordings: informal workers whom nobody has counted",
        Case(
            "rentan.xlsx",
            as_xlsx(*pages[:2]),
            {"informal": (3, {"target": 1800, "active": 302})},
            errors={("APBD", 3, "E"): "missing"},
            questions=("value",),
            office=PEKALONGAN,
        ),
    )


def visits() -> Iterator[tuple[str, Case]]:
    """Names that begin as a sum or a signature would; a list that says nowhere where its firms are."""
    names = ("Total Jaya Contoh", "Jumlah Berkah, CV", "Sumber Rejeki", "Kepala Ikan", "TOTAL BANGUNAN")
    head = ["Nama BU", "Kecamatan", "Kab/Kota", "Bidang Usaha", "Jml Pekerja", "Tgl Survei"]
    rows = [
        [name, "Pacet", "Kab. Mojokerto", "Perdagangan", 5 + at, f"1{at}/08/2026"]
        for at, name in enumerate(names)
    ]
    yield (
        "wordings: firms that are called a total",
        Case(
            "survei.csv",
            as_csv(Page([head, *rows, ["TOTAL", "", "", "", 35, ""], ["Sumber: petugas"]])),
            {"employers": (5, {"workers_known": 35})},
            questions=("missing_column",),
        ),
    )
    nowhere = [[name, "[G] Perdagangan", 5 + at, f"1{at}/08/2026"] for at, name in enumerate(names)]
    yield (
        "wordings: a list that does not say where",
        Case(
            "survei.csv",
            as_csv(Page([["Nama BU", "KBLI", "Jml Pekerja", "Tgl Survei"], *nowhere])),
            {"employers": (5, {"workers_known": 35})},
            questions=("missing_column", "missing_column"),
        ),
    )


def elsewhere() -> Iterator[tuple[str, Case]]:
    """Lists of another office that say so by kecamatan or by codes alone."""
    head = ["Nama Perusahaan", "Kecamatan", "KBLI", "Jml TK", "Tgl Lapor"]
    places = ("Martapura", "Belitang II", "Buay Madang", "Cempaka", "Madang Suku I")
    rows = [[name, place, "47111", 5, "14/07/2026"] for name, place in zip(FIRMS[:5], places, strict=True)]
    coded = [[name, "1671", *row[2:]] for name, row in zip(FIRMS[:5], rows, strict=True)]
    for name, page in {
        "kecamatan": Page([head, *rows]),
        "codes": Page([[head[0], "kode_kabupaten_kota", *head[2:]], *coded]),
    }.items():
        yield (
            f"wordings: firms of another office by {name}",
            Case("wlkp.csv", as_csv(page), refused="wrong_area"),
        )


def groups() -> Iterator[tuple[str, Case]]:
    """What a row says once for those below it; trades across as the only headings that say what a list is of."""
    trades = ("Nelayan", "Pedagang", "Driver Ojek Online (Ojol)")
    head = ["No", "Jenis Pekerjaan", "Sumber Dana", "Sasaran", "Aktif"]
    counts = [[at + 1, word, "APBD", 100 + at, 50 + at] for at, word in enumerate(trades)]
    below = [["KECAMATAN DIWEK"], *counts, ["", "Jumlah", "", 303, 153], ["Kec. Ploso"], *counts]
    titles = [["PEKERJA RENTAN KABUPATEN JOMBANG"], ["JULI 2026"]]
    sums = {"target": 606, "active": 306}
    yield (
        "wordings: a kecamatan in a row of its own",
        Case("rentan.xlsx", as_xlsx(Page([*titles, head, *below], "BPU")), {"informal": (6, sums)}),
    )
    head = ["No", "Kecamatan", "Sumber Dana", "Sasaran", "Aktif"]
    places = [[at + 1, name, "APBD", 100 + at, 50 + at] for at, name in enumerate(("Diwek", "Ploso", "Kudu"))]
    below = [["A.", "Nelayan"], *places, ["B.", "Marbot"], *places]
    yield (
        "wordings: trades in rows of their own",
        Case(
            "rentan.csv",
            as_csv(Page([*titles, head, *below])),
            {"informal": (3, {"target": 303, "active": 153})},
            questions=("value",),
            answers=(("value", "lainnya"),),
            answered={"informal": (6, sums)},
        ),
    )
    across = [["No", "Kecamatan", "Nelayan", "", "Pekerja Batik", ""], ["", "", *["Target", "Aktif"] * 2]]
    rows = [[at + 1, name, 90, 20 + at, 80, 30] for at, name in enumerate(("Diwek", "Ploso", "Kudu"))]
    yield (
        "wordings: trades across beside the kecamatan alone",
        Case(
            "rentan.csv",
            as_csv(Page([["BPU DIBIAYAI APBD"], *titles, *across, *rows])),
            {"informal": (6, {"target": 510, "active": 153})},
        ),
    )


def merged() -> Iterator[tuple[str, Case]]:
    """A day of visits, a trade merged over its rows; the month in the day of the position."""
    rows = [
        [date(2026, 9, 1 + at) if at % 4 == 0 else "", name, "Ploso", "Jombang", "Konstruksi", 3]
        for at, name in enumerate(FIRMS)
    ]
    head = ["Hari/Tanggal", "Nama Perusahaan", "Kecamatan", "Kab./Kota", "Bidang Usaha", "Jumlah Pekerja"]
    spans = [(first, 0, first + 3, 0) for first in (2, 6, 10)]
    yield (
        "wordings: a day merged over its visits",
        Case(
            "kunjungan.xlsx",
            as_xlsx(Page([["REKAP KUNJUNGAN"], head, *rows], "Kunjungan", spans)),
            {"employers": (12, {"workers_known": 36})},
            questions=("missing_column",),
            notes=("filled_down",),
        ),
    )
    places = ("Batang", "Tulis", "Subah", "Limpung")
    served = [
        ["" if at % 4 else ("Nelayan", "Pedagang")[at // 4], places[at % 4], "APBD Kab.", 900, 100 + at]
        for at in range(8)
    ]
    titles = [["PEKERJA RENTAN KABUPATEN BATANG"], ["Posisi s.d. 31 Agustus 2026"]]
    head = ["Jenis Profesi", "Kecamatan", "Sumber Pendanaan", "Jumlah Sasaran", "Jumlah Aktif"]
    for name, content in {
        "CSV": as_csv(Page([*titles, head, *served])),
        "XLSX": as_xlsx(Page([*titles, head, *served], "Data", [(3, 0, 6, 0), (7, 0, 10, 0)])),
    }.items():
        yield (
            f"wordings: a trade merged over its kecamatan, {name}",
            Case(
                "rentan",
                content,
                {"informal": (8, {"target": 7200, "active": 828})},
                office=PEKALONGAN,
                notes=("filled_down", "month_from_title"),
            ),
        )


def _project(at: int, value: object, due: object, paid: object) -> list[object]:
    days = [date(2026, 3, 1 + at), date(2026, 9, 1 + at)]
    return [f"PK{at:08d}", f"Proyek {at}", "Jombang", "APBD", value, 10 + at, *days, due, paid, "15/03/2026"]


def projects() -> Iterator[tuple[str, Case]]:
    """An amount without its unit among others that say theirs; more paid than due."""
    head = ["No Proyek", "Nama Pekerjaan", "Kabupaten", "Sumber Dana", "Nilai SPK", "Tenaga Kerja"]
    head += ["Tanggal Mulai", "Tanggal Selesai", "Iuran", "Realisasi", "Tgl Bayar"]
    blank = [_project(at, 500_000_000, 1_200_000, "" if at == 2 else 1_200_000) for at in range(4)]
    all_of = {"value": 2_000_000_000, "workers": 46, "due": 4_800_000, "paid": 3_600_000}
    yield (
        "wordings: projects of which nobody says whether they have paid",
        Case(
            "jakon.xlsx",
            as_xlsx(Page([head, *blank], "JAKON")),
            {"projects": (3, all_of | {"value": 1_500_000_000, "workers": 34, "due": 3_600_000})},
            questions=("blank_meaning",),
            answers=(("blank_meaning", "not paid"),),
            answered={"projects": (4, all_of)},
        ),
    )
    values = ("1,25 M", "850 jt", "1.250", "Rp 450.000.000", 900, 445_000_000)
    rows = [_project(at, value, 1_000_000, 1_000_000 + 500 * (at == 1)) for at, value in enumerate(values)]
    known = 1_250_000_000 + 850_000_000 + 450_000_000 + 445_000_000
    sums = {"value": known, "workers": 10 + 11 + 13 + 15, "due": 4_000_000, "paid": 4_000_500}
    yield (
        "wordings: projects whose clerk forgot the unit",
        Case(
            "jakon.xlsx",
            as_xlsx(Page([head, *rows], "JAKON")),
            {"projects": (4, sums)},
            errors={("JAKON", 3, "J"): "paid_over_due"},
            questions=("number",),
            answers=(("number", {"4": 1_250_000_000, "6": 900_000_000}),),
            answered={
                "projects": (
                    6,
                    {"value": known + 2_150_000_000, "workers": 75, "due": 6_000_000, "paid": 6_000_500},
                )
            },
        ),
    )


def people() -> Iterator[tuple[str, Case]]:
    """Rows of people without any number of theirs; and of firms, projects and villages beside a NIK."""
    names = [f"{name} Contoh{at}" for at, name in enumerate(("Siti", "Budi", "Ani", "Joko", "Wati", "Agus"))]
    wages = [[name, "Gudang", 3_000_000 + at, "00010130"] for at, name in enumerate(names)]
    served = [[at + 1, name, "Nelayan", "Wonokerto", 16_800] for at, name in enumerate(names)]
    refused = {
        "wages by name": [["Karyawan", "Bagian", "Total Upah", "NPP"], *wages],
        "names of the insured": [["No", "Nama Peserta", "Pekerjaan", "Kecamatan", "Iuran"], *served],
    }
    for name, rows in refused.items():
        yield f"wordings: {name}", Case("list.csv", as_csv(Page(rows)), refused="persons")
    nik = [f"35170101019{at:05d}" for at in range(6)]
    head = ["No. Pendaftaran", "Nama Proyek", "Lokasi", "Sumber Dana", "Nilai Kontrak", "Jml TK"]
    head += ["Tgl Mulai", "Tgl Selesai", "Iuran", "Dibayar", "Tgl Bayar", "No KTP"]
    rows = [[*_project(at, 500_000_000, 1_000_000, 0), nik[at]] for at in range(6)]
    yield (
        "wordings: projects beside a NIK",
        Case(
            "jakon.xlsx",
            as_xlsx(Page([head, *rows], "JAKON")),
            {"projects": (6, {"value": 3_000_000_000, "workers": 75, "due": 6_000_000, "paid": 0})},
            notes=("person_dropped",),
        ),
    )
    head = ["Kecamatan", "Kabupaten", "Pekerjaan", "Sumber Dana", "Sasaran", "Aktif", "NIK Koordinator"]
    rows = [
        [kecamatan, "Jombang", "Nelayan", "APBD", 90 + at, 40, nik[at]]
        for at, kecamatan in enumerate(("Diwek", "Ploso", "Kudu", "Perak", "Gudo"))
    ]
    yield (
        "wordings: villages beside a NIK",
        Case(
            "rentan.xlsx",
            as_xlsx(Page([["PEKERJA RENTAN JULI 2026"], head, *rows], "BPU")),
            {"informal": (5, {"target": 460, "active": 200})},
            notes=("person_dropped",),
        ),
    )


def cases() -> Iterator[tuple[str, Case]]:
    """Every list."""
    for maker in (employers, visits, elsewhere, informal, groups, merged, projects, people):
        yield from maker()
