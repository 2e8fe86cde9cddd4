"""Lists of offices themselves in other clothing: powers of attorney, outreach, sheets that no table takes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.data.intake.making.books import Page, as_csv, as_xlsx
from tests.data.intake.making.register import employers
from tests.data.intake.making.truth import Case


def powers() -> Iterator[tuple[str, Case]]:
    """Arrears at the prosecutor below "Surat Kuasa Khusus", and what came of them below a heading of the clerk's own."""
    head = [
        ["No", "NPP", "Nama Perusahaan", "Surat Kuasa Khusus", "", "", "Tertagih", "Ket. Bayar"],
        ["", "", "", "Nomor", "Tanggal", "Nilai", "", ""],
    ]
    merged = [(1, 3, 1, 5), *((1, c, 2, c) for c in (0, 1, 2, 6, 7))]
    rows = [
        [
            at + 1,
            one["npp"],
            one["name"],
            f"{at:03d}/SKK/2026",
            f"{13 + at}-02-2026",
            f"Rp {at + 1}.000.000",
            "-",
            word,
        ]
        for at, (one, word) in enumerate(
            zip(employers()[:6], ("Lunas", "Angsur", "Macet", "lunas", "Proses", "dicicil"), strict=True)
        )
    ]
    yield (
        "offices: Surat Kuasa Khusus over number, day and value; the outcome told by its words",
        Case(
            "skk.xlsx",
            as_xlsx(Page([["REKAP KEJARI"], *head, *rows], "Kejari", merged)),
            {"cases": (6, {"value": 21_000_000}), "case_steps": (6, {"recovered": 0})},
            errors={("Kejari", 6, "H"): "unknown_value"},
        ),
    )
    across = [
        ["NPP", "No SKK", "Tgl SKK", "Nilai SKK", "Angsuran I", "", "Angsuran II", ""],
        ["", "", "", "", "Tgl", "Rp", "Tgl", "Rp"],
    ]
    paid = [
        [one["npp"], f"{at:03d}/SKK/2026", f"{13 + at}/02/2026", 900, "3/3/2026", 500, "4/4/2026", second]
        for at, (one, second) in enumerate(zip(employers()[:4], (300, 400, 450, 100), strict=True))
    ]
    yield (
        "offices: instalments that come to more than the case is worth",
        Case(
            "skk.xlsx",
            as_xlsx(Page([["REKAP SKK"], *across, *paid], "Kejari", [(1, 4, 1, 5), (1, 6, 1, 7)])),
            {"cases": (4, {"value": 3600}), "case_steps": (12, {"recovered": 3250})},
            errors={("Kejari", 6, "H"): "paid_over_due"},
        ),
    )


def outreach() -> Iterator[tuple[str, Case]]:
    """Agendas: text files whose first cell is a weekday, and workbooks with lists that are not ours beside them."""
    head = ["Hari/Tanggal", "Acara", "Tempat", "Wilayah", "Undangan", "Yang Hadir"]
    days = ("Kamis, 2 April 2026", "Rabu, 6 Mei 2026", "8 - 9 Juni 2026", "Jumat, 20/11/2026")
    rows = [[day, f"Rakor {at}", "Aula", "Jombang", "30", f"{25 + at}"] for at, day in enumerate(days)]
    sums = {"invited": 120, "attended": 106}
    yield (
        "offices: an agenda as text, a weekday first",
        Case(
            "agenda.txt",
            as_csv(Page([["AGENDA 2026"], head, *rows]), "\t", "utf-16"),
            {"events": (4, sums)},
            questions=("missing_column",),
        ),
    )
    no = [[rows[0][0], nothing, *rows[0][2:]] for nothing in ("-", "#REF!")]
    yield (
        "offices: the site of an event beside the region, and events without a name",
        Case(
            "agenda.csv",
            as_csv(
                Page([["AGENDA 2026"], ["Tanggal", "Acara", "Lokasi", *head[3:]], *rows, *no]), ";", "utf-8"
            ),
            {"events": (4, sums)},
            errors={("", 7, "B"): "missing", ("", 8, "B"): "missing"},
            questions=("missing_column",),
        ),
    )
    tools = [["No", "Nama Barang", "Merk", "Kondisi"], *([at, "Laptop", "Contoh", "baik"] for at in range(4))]
    cover = [["KANTOR CABANG"], ["Data kerja sama dan agenda"], ["2026"]]
    yield (
        "offices: a recap of outreach is no sum, and a list that is not ours is asked about",
        Case(
            "agenda.xlsx",
            as_xlsx(Page(cover, "Sampul"), Page([head, *rows], "Rekap Kegiatan"), Page(tools, "Inventaris")),
            {"events": (4, sums)},
            questions=("missing_column", "not_held"),
        ),
    )


def _partners(*headings: str) -> bytes:
    agreement, event = headings[:5], headings[5:]
    signed = [1, "Pemkab Contoh", "Perlindungan", "Jombang", "5 Mei 2025", "5 Mei 2027"]
    came = [1, "Rakor", "Jombang", "5 Mei 2026", "Aula", 30, 25]
    return as_xlsx(
        Page([["No", *agreement], signed, [2, "Pemkot Contoh", "", "Jombang", "", ""]], "MoU"),
        Page([["No", *event], came], "Agenda"),
    )


def wordings() -> Iterator[tuple[str, Case]]:
    """Headings of agreements and outreach that are made of the words of the lists."""
    for name, headings in {
        "long": "Mitra Kerja Sama|Pokok Perjanjian|Wilayah Kerja|Tgl Penandatanganan PKS|Masa Berlaku s.d.|"
        "Nama Kegiatan|Kabupaten/Kota|Hari dan Tanggal Pelaksanaan|Tempat Kegiatan|Jumlah Peserta Diundang|"
        "Jumlah Peserta Hadir",
        "short": "Instansi|Hal|Kab/Kota|Tgl MoU|Berakhir|Acara|Lokasi|Tgl Kegiatan|Tempat Acara|Undangan|Yg Hadir",
    }.items():
        yield (
            f"offices: {name} headings of agreements and outreach",
            Case(
                "kerja sama.xlsx",
                _partners(*headings.split("|")),
                {"agreements": (1, {}), "events": (1, {"invited": 30, "attended": 25})},
                errors={("MoU", 3, "C"): "missing"},
                questions=("missing_column",),
            ),
        )


def provinces() -> Iterator[tuple[str, Case]]:
    """What BPS prints: both sexes beside their sum, years across, the year in a column, and none at all."""
    places = ("Kab. Ogan Komering Ilir", "Kota Palembang")
    office = "KC-PALEMBANG"
    sexes = Page(
        [
            ["Penduduk Bekerja (ribu orang), Agustus 2025"],
            ["Kabupaten/Kota", "Bekerja", "", "", "Bekerja di Pertanian"],
            ["", "Laki-laki", "Perempuan", "Jumlah", ""],
            *([place, 200.123, 100.5, 300.623, 9] for place in places),
        ],
        "T1",
        [(1, 1, 1, 3), (1, 0, 2, 0), (1, 4, 2, 4)],
    )
    years = Page(
        [
            ["Keadaan Agustus"],
            ["Kabupaten/Kota", "Bekerja 2024", "Bekerja 2025"],
            *([p, 1_000, 2_000] for p in places),
        ],
        "T2",
    )
    undated = Page([["Kabupaten/Kota", "Bekerja", "Formal"], *([p, 3_000, 1_000] for p in places)], "T3")
    for name, page, count, people, asked in (
        ("both sexes beside their sum", sexes, 2, 601_246, ()),
        ("years across", years, 4, 6_000, ()),
        ("no year", undated, 0, 0, ("missing_column",)),
    ):
        yield (
            f"offices: people of a province, {name}",
            Case(
                "tabel.xlsx",
                as_xlsx(page),
                {"workforce": (count, {"value": people})},
                questions=("missing_column", *asked),
                answers=(("missing_column", "2025"),) if asked else (),
                answered={"workforce": (4, {"value": 8_000})} if asked else {},
                office=office,
            ),
        )


def marks() -> Iterator[tuple[str, Case]]:
    """Numbers that only their unit and their size settle, or that nothing does."""
    people = Page(
        [
            ["Penduduk Bekerja Agustus 2025 (ribu orang)"],
            ["Kode Wilayah", "Bekerja"],
            ["1671", "758,714"],
            ["16.02", "393,723"],
        ]
    )
    yield (
        "offices: thousands of people with three decimals, by code alone",
        Case(
            "tabel.xlsx",
            as_xlsx(people),
            {"workforce": (2, {"value": 1_152_437})},
            questions=("missing_column",),
            office="KC-PALEMBANG",
        ),
    )
    wages = Page(
        [
            ["UPAH MINIMUM KABUPATEN/KOTA"],
            ["No", "Kab/Kota", "Tahun 2025", "Tahun 2026"],
            [1, "Kota Mojokerto", "3.010", 3_030_000],
            [2, "Jombang", "3.120", "3,6"],
        ]
    )
    yield (
        "offices: minimum wages in thousands that nobody says",
        Case(
            "umk.xlsx",
            as_xlsx(wages),
            {"minimum_wages": (1, {"rupiah": 3_030_000})},
            errors={("Sheet1", 4, "D"): "not_number"},
            questions=("missing_column", "unit"),
            answers=(("unit", "ribu"),),
            answered={"minimum_wages": (3, {"rupiah": 9_160_000})},
        ),
    )
    head = ["Nomor SKK", "Tgl SKK", "NPP", "Nilai SKK", "Status"]
    words = ("LUNAS (12/05/2026)", "Angsuran ke-3", "lunas sebagian")
    amounts = ("850 jt", "Rp 86.200.000", "86,2")
    rows = [
        [f"SKK-{at}", "13/02/2026", one["npp"], amount, word]
        for at, (one, amount, word) in enumerate(zip(employers()[:3], amounts, words, strict=True))
    ]
    yield (
        "offices: an amount in full below a title in millions",
        Case(
            "skk.xlsx",
            as_xlsx(Page([["REKAP SKK (Rp juta)"], head, *rows], "Kejari")),
            {"cases": (2, {"value": 936_200_000}), "case_steps": (2, {"recovered": 0})},
            errors={("Kejari", 5, "E"): "unknown_value"},
            questions=("number",),
            answers=(("number", 86_200_000),),
            answered={"cases": (3, {"value": 1_022_400_000}), "case_steps": (3, {"recovered": 0})},
        ),
    )


def days() -> Iterator[tuple[str, Case]]:
    """Days of outreach and agreements in prose, and what ends before it begins."""
    head = ["No", "Tanggal", "Kegiatan", "Kab/Kota", "Tempat", "Diundang", "Hadir"]
    written = (
        "Selasa-Rabu, 11-12 Agustus 2026",
        "11/08/2026 - 12/08/2026",
        "3, 4 dan 5 Agustus 2026 pukul 09.00",
        "13 s.d. 12 Agustus 2026",
    )
    rows = [[at, day, "Rakor", "Jombang", "Aula", 10, 9] for at, day in enumerate(written, 1)]
    agreed = [
        ["Mitra", "Perihal", "Wilayah", "Tgl TTD", "Berakhir"],
        ["Dinas A", "Izin", "Kota & Kab Mojokerto, Jombang", "2 Februari 2026", "2 Februari 2025"],
        ["Dinas B", "Izin", "Kota & Kab Mojokerto, Jombang", "2 Februari 2026", "2028"],
        ["Dinas C", "Izin", "Jombang", "2 Desember 2026", ""],
    ]
    yield (
        "offices: days in prose",
        Case(
            "agenda.xlsx",
            as_xlsx(Page([head, *rows], "Agenda"), Page(agreed, "PKS")),
            {"events": (3, {"invited": 30, "attended": 27}), "agreements": (1, {})},
            errors={("Agenda", 5, "B"): "order", ("PKS", 2, "E"): "order", ("PKS", 4, "D"): "future"},
            questions=("missing_column",),
        ),
    )


def guests() -> Iterator[tuple[str, Case]]:
    """Whom companies sent, beside what they came to; and who agreed with whom, where both have a column."""
    head = ["No", "Kegiatan", "Wilayah", "Tgl Mulai", "Tgl Selesai", "Target Peserta", "Realisasi Peserta"]
    agenda = Page([head, [1, "Rakor", "Jombang", "3 Agustus 2026", "5 Agustus 2026", 30, 20]], "Agenda")
    came = [["Nama", "Perusahaan", "No HP"], *([f"Contoh {n}", f"PT {n}", "0812"] for n in "abcd")]
    signed = [
        ["Pihak I", "Pihak II", "Tentang", "Wilayah", "Tanggal"],
        ["BPJS", "Pemkab", "Desa", "Seluruh wilayah kerja", "5 Mei 2026"],
        ["BPJS", "Pemprov", "Desa", "Provinsi Jawa Timur", "5 Mei 2026"],
        ["BPJS", "Pemkot", "Desa", "Mojokerto dan Jombang", "5 Mei 2026"],
    ]
    yield (
        "offices: guests by company, days and counts in columns of their own, parties apart",
        Case(
            "kegiatan.xlsx",
            as_xlsx(agenda, Page(came, "Peserta"), Page(signed, "MoU")),
            {"events": (1, {"invited": 30, "attended": 20}), "agreements": (2, {})},
            questions=("missing_column", "region"),
            answers=(("region", "35.16;35.17"),),
            answered={"events": (1, {"invited": 30, "attended": 20}), "agreements": (3, {})},
            notes=("person_sheet_refused",),
        ),
    )


def recaps() -> Iterator[tuple[str, Case]]:
    """A sheet that sums others and bears no name, and a list that is none beside lists called a recap."""
    head = ["Nomor SKK", "Tgl SKK", "NPP", "Nilai SKK"]
    lists = [
        Page(
            [
                head,
                *([f"{name}-{at}", "13/02/2026", one["npp"], 10] for at, one in enumerate(employers()[:3])),
            ],
            name,
        )
        for name in ("Kejari A", "Kejari B")
    ]
    sums = Page(
        [["Kejaksaan", "Jumlah SKK", "Nilai", "NPP"], ["Kejari A", 3, 30, ""], ["Kejari B", 3, 30, ""]],
        "Lembar1",
    )
    odd = [["REKAPITULASI"], ["No", "Berkas", "Nama", "Besar"], *([at, "x", "y", 1] for at in range(8))]
    yield (
        "offices: a sheet that names the others sums them, a long one does not",
        Case(
            "skk.xlsx",
            as_xlsx(*lists, sums, Page(odd, "Kejari C")),
            {"cases": (6, {"value": 60}), "case_steps": (6, {"recovered": 0})},
            questions=("not_held",),
            notes=("summary_sheet",),
        ),
    )


def licences() -> Iterator[tuple[str, Case]]:
    """Arrears that the labour agency urges to pay, collects, and recommends for withheld licences; without an SKK."""
    head = [
        "No",
        "NPP",
        "Nama BU",
        "Tgl Himbauan Disnakertrans",
        "Tgl Penagihan Disnaker",
        "Tgl Rekomendasi ke PTSP",
    ]
    days = (
        ("02/03/2026", "20/04/2026", "15/06/2026"),
        ("5 Maret 2026", "", ""),
        ("", "21/04/2026", "-"),
        ("", "", ""),
    )
    rows = [
        [str(at + 1), one["npp"], one["name"], *days[at], "12.500.000", "1.000.000" if at == 0 else "nihil"]
        for at, one in enumerate(employers()[:4])
    ]
    yield (
        "offices: the licence chain, a row without any day",
        Case(
            "himbauan.xlsx",
            as_xlsx(Page([[*head, "Nilai Tunggakan", "Tertagih"], *rows], "Disnaker")),
            {"cases": (3, {"value": 3 * 12_500_000}), "case_steps": (5, {"recovered": 1_000_000})},
            errors={("Disnaker", 5, "D"): "missing"},
        ),
    )


def cases() -> Iterator[tuple[str, Case]]:
    """Every list of offices."""
    yield from powers()
    yield from outreach()
    yield from wordings()
    yield from provinces()
    yield from marks()
    yield from days()
    yield from guests()
    yield from recaps()
    yield from licences()
