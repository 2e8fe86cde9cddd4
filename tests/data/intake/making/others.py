"""Files that must be refused, and sheets of a workbook that are not taken: people, summaries, drafts, other kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.data.intake.making.books import Formula, Page, as_csv, as_html, as_ods, as_xlsx
from tests.data.intake.making.months_down import amounts
from tests.data.intake.making.register import employers
from tests.data.intake.making.truth import Case, Sums

HEAD = ["No", "NPP", "Nama Perusahaan", "BLTH", "Jml TK", "Total Upah", "Total Iuran"]


def _rows(first: int = 0, last: int = 8, month: str = "Juli 2026") -> list[list[object]]:
    return [
        [
            at + 1,
            one["npp"],
            one["name"],
            month,
            amounts(at)["workers"],
            amounts(at)["wages"],
            amounts(at)["due"],
        ]
        for at, one in enumerate(employers()[first:last], first)
    ]


def _sums(first: int = 0, last: int = 8) -> Sums:
    return {name: sum(amounts(at)[name] for at in range(first, last)) for name in ("workers", "wages", "due")}


RIGHT = {"contributions": (8, _sums())}
LIST = Page([["IURAN"], HEAD, *_rows()], "Iuran")


def people() -> Iterator[tuple[str, Case]]:
    """Lists with a row per person, whatever their headings."""
    nik = [f"35160101019{at:05d}" for at in range(20)]
    workers = [
        [at + 1, nik[at], f"260000000{at:02d}", f"Nama Contoh {at}", "01/01/1990", 4_000_000]
        for at in range(20)
    ]
    some = employers()
    peserta = [
        [at + 1, some[at // 6]["npp"], some[at // 6]["name"], f"Nama Contoh {at}", nik[at], 4_500_000]
        for at in range(20)
    ]
    lists = {
        "form 2a": [["DAFTAR UPAH"], ["No", "NIK", "No. KPJ", "Nama Pekerja", "Tgl Lahir", "Upah"], *workers],
        "without headings": [row[1:] for row in workers],
        "without headings, cards alone": [*([row[2], row[3], row[5]] for row in workers), ["JUMLAH", 20, 1]],
        "data peserta": [["No", "NPP", "Nama Perusahaan", "Nama Peserta", "NIK", "Upah"], *peserta],
        "data peserta, name alone": [
            ["No", "NPP", "Pemberi Kerja", "Nama", "No Identitas", "Gaji"],
            *peserta,
        ],
        "NIK as numbers": [
            ["No", "NIK", "Nama Lengkap", "Pekerjaan", "Kecamatan"],
            *([at, float(nik[at]), f"Nama Contoh {at}", "Nelayan", "Buaran"] for at in range(9)),
        ],
        "informal workers by name": [
            ["No", "Nama", "NIK", "Jenis Pekerjaan", "Kecamatan", "Kab/Kota"],
            *([at, f"Nama Contoh {at}", nik[at], "Nelayan", "Sooko", "Kab. Mojokerto"] for at in range(9)),
        ],
        "attendance": [
            ["DAFTAR HADIR"],
            ["No", "Nama", "Instansi", "Jabatan", "No HP", "Tanda Tangan"],
            *([at, f"Nama Contoh {at}", "Dinas Contoh", "Staf", f"0812000000{at}", ""] for at in range(9)),
        ],
        "form 1a": [
            ["No", "Nama Tenaga Kerja", "Tempat Lahir", "Tgl Lahir", "Jenis Kelamin", "Upah"],
            *([at, f"Nama Contoh {at}", "Contoh", "02/02/1992", "L", 3_000_000] for at in range(9)),
        ],
    }
    for name, rows in lists.items():
        page = Page(rows, "Data")
        yield f"others: people, {name}", Case("data.xlsx", as_xlsx(page), refused="persons")
        yield f"others: people, {name}, as text", Case("data.csv", as_csv(page), refused="persons")
    both = as_xlsx(LIST, Page(lists["form 2a"], "F2a"))
    yield (
        "others: people in one sheet of two",
        Case("iuran.xlsx", both, RIGHT, notes=("person_sheet_refused",)),
    )


def sheets() -> Iterator[tuple[str, Case]]:
    """Sheets that sum the others, that are hidden, that nothing takes; a sheet for each month."""
    rekap = Page(
        [["REKAP"], ["Wilayah", "Iuran", "Bayar"], ["Kota", 1, 1], ["Kabupaten", 2, 2], ["JUMLAH", 3, 3]],
        "REKAP",
    )
    yield "others: a summary sheet", Case("iuran.xlsx", as_xlsx(LIST, rekap), RIGHT, notes=("summary_sheet",))
    named = Page(
        [["No", "NPP", "Nama", "Total Iuran"], *([row[0], row[1], row[2], row[6]] for row in _rows())],
        "Rekap",
    )
    yield (
        "others: a summary sheet with employers",
        Case("iuran.xlsx", as_xlsx(LIST, named), RIGHT, notes=("summary_sheet",)),
    )
    draft = Page([["IURAN"], HEAD, *_rows(2, 5)], "Sheet2", hidden=True)
    yield (
        "others: a hidden sheet",
        Case("iuran.xlsx", as_xlsx(LIST, draft), RIGHT, questions=("hidden_sheet",)),
    )
    months = [
        Page(
            [["PENERIMAAN IURAN TAHUN 2026"], HEAD[:3] + HEAD[4:], *(row[:3] + row[4:] for row in _rows())],
            name,
        )
        for name in ("Juni", "Juli", "Agst")
    ]
    three = {"contributions": (24, {name: 3 * value for name, value in _sums().items()})}
    yield (
        "others: a sheet for each month",
        Case("iuran.xlsx", as_xlsx(*months), three, notes=("month_from_sheet",)),
    )
    stray = Page([["IURAN"], HEAD, *_rows()], "Iuran")
    wide = as_xlsx(Page([*stray.rows], "Iuran", hidden_columns=[2]))
    yield "others: a hidden column", Case("iuran.xlsx", wide, RIGHT, notes=("hidden_column",))
    hidden = as_xlsx(Page(LIST.rows, "Iuran", hidden_rows=[3, 4]))
    six = {name: _sums()[name] - amounts(1)[name] - amounts(2)[name] for name in _sums()}
    yield (
        "others: hidden rows",
        Case(
            "iuran.xlsx",
            hidden,
            {"contributions": (6, six)},
            questions=("hidden_rows",),
            answers=(("hidden_rows", "include"),),
            answered=RIGHT,
        ),
    )
    formulas = [[*row[:6], Formula("=F3*0.1", 0)] for row in _rows()]
    yield (
        "others: dues are formulas without values",
        Case(
            "iuran.xlsx",
            as_xlsx(Page([["IURAN"], HEAD, *formulas], "Iuran")),
            {"contributions": (8, {k: v for k, v in _sums().items() if k != "due"})},
            questions=("no_values", "missing_column"),
        ),
    )
    columns = [HEAD[0], HEAD[1], HEAD[2], "Bulan", "Tahun", *HEAD[4:]]
    apart = [[*row[:3], ("Juli", 7, "07")[at % 3], 2026, *row[4:]] for at, row in enumerate(_rows())]
    apart.append([*apart[0][:3], "Jly", *apart[0][4:]])
    yield (
        "others: month and year in two columns, and a month that is none",
        Case(
            "iuran.xlsx",
            as_xlsx(Page([columns, *apart], "Iuran")),
            RIGHT,
            errors={("Iuran", 10, "D"): "bad_month"},
        ),
    )
    units = [
        HEAD,
        ["", "", "", "", "(orang)", "(Rp ribu)", "(Rp ribu)"],
        *([*row[:5], row[5] / 1000, row[6] / 1000] for row in _rows()),
    ]  # type: ignore[operator]
    yield (
        "others: a row of units",
        Case("iuran.xlsx", as_xlsx(Page([["IURAN"], [""], *units], "Iuran")), RIGHT),
    )
    repeated = [
        ["IURAN"],
        HEAD,
        *_rows(0, 4),
        [],
        ["", "Halaman 2"],
        HEAD,
        *_rows(4, 8),
        ["", "JUMLAH", "", "", 1, 1, 1],
        ["Dibuat oleh,", "", "Mengetahui,"],
        ["Nama Contoh", "", "Nama Contoh"],
    ]
    yield (
        "others: repeated headers",
        Case("iuran.xlsx", as_xlsx(Page(repeated, "Iuran")), RIGHT, notes=("repeated_header",)),
    )
    tall: list[list[object]] = [
        [*HEAD[:3], "IURAN", "", "", "PEMBAYARAN"],
        ["", "", "", "Program", "", "Total", "Rp"],
        ["", "", "", "JKK", "JKM", "", ""],
    ]
    due = [[row[0], row[1], row[2], row[6], 0, row[6], 0] for row in _rows()]
    yield (
        "others: a header of three rows, repeated",
        Case(
            "iuran.csv",
            as_csv(Page([["IURAN BLTH JULI 2026"], *tall, *due[:4], ["", "JUMLAH"], *tall, *due[4:]])),
            {"contributions": (8, {"due_jkk": _sums()["due"], "due": _sums()["due"]})},
        ),
    )
    july = [row[:3] + row[4:] for row in _rows()]
    july[2][4] = f"{amounts(2)['wages']:,}".replace(",", ".")  # Excel's sum leaves out what is kept as text
    two = [
        ["BLTH JULI 2026"],
        HEAD[:3] + HEAD[4:],
        *july,
        ["", "JUMLAH", "", "", _sums()["wages"] - amounts(2)["wages"]],
        [],
        ["BLTH AGUSTUS 2026"],
        HEAD[:3] + HEAD[4:],
        *(row[:3] + row[4:] for row in _rows()),
    ]
    twice = {"contributions": (16, {name: 2 * value for name, value in _sums().items()})}
    yield (
        "others: two lists one below the other",
        Case("iuran.xlsx", as_xlsx(Page(two, "Iuran")), twice, questions=("total_mismatch",)),
    )
    yield (
        "others: two lists one below the other, saved as text",
        Case("iuran.csv", as_csv(Page(two)), twice, questions=("total_mismatch",)),
    )
    title = ["", "", "DAFTAR IURAN PER KABUPATEN/KOTA"]
    moved: list[object] = [1, 4, 2, 3, 7, 6, 5]
    right = [["", "", *row] for row in [HEAD, moved, *_rows()]]
    shifted = Page([[], [], title, *right], "Iuran", [(2, 2, 2, 8)])
    yield (
        "others: a list that begins in the third column, its columns moved with their numbers",
        Case("iuran.xlsx", as_xlsx(shifted), RIGHT),
    )
    labelled = [
        ["Bulan", ": Juli 2026"],
        ["Kab/Kota", ": Kota Mojokerto"],
        HEAD[:3] + HEAD[4:],
        *(row[:3] + row[4:] for row in _rows()),
    ]
    yield (
        "others: titles with colons",
        Case("iuran.xlsx", as_xlsx(Page(labelled, "Iuran")), RIGHT, notes=("month_from_title",)),
    )


def kinds() -> Iterator[tuple[str, Case]]:
    """Files told by what they hold, not by what they are called."""
    yield (
        "others: a PDF called .xlsx",
        Case("daftar.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", refused="not_table"),
    )
    yield "others: a web page called .xls", Case("iuran.xls", as_html(LIST), RIGHT)
    yield "others: a workbook called .csv", Case("iuran.csv", as_xlsx(LIST), RIGHT)
    yield "others: an ODS called .xlsx", Case("iuran.xlsx", as_ods(LIST), RIGHT)
    yield "others: text called .xls", Case("iuran.xls", as_csv(LIST, "\t"), RIGHT)
    yield "others: nothing", Case("kosong.csv", b"", refused="empty")
    yield (
        "others: titles alone",
        Case("kosong.xlsx", as_xlsx(Page([["LAPORAN"], ["kosong"]])), refused="empty"),
    )
    elsewhere = [[*row[:1], f"0009{row[0]:04d}", *row[2:], "Kota Palembang"] for row in _rows()]
    yield (
        "others: rows of another office alone",
        Case("iuran.xlsx", as_xlsx(Page([[*HEAD, "Kab/Kota"], *elsewhere])), refused="wrong_area"),
    )
    unknown = [[*row[:1], f"0009{row[0]:04d}", *row[2:]] for row in _rows()]
    yield (
        "others: employers that nobody knows",
        Case("iuran.xlsx", as_xlsx(Page([HEAD, *unknown])), refused="wrong_area"),
    )


def cases() -> Iterator[tuple[str, Case]]:
    """Every other file; the lists of dues among them do not say what was paid, which is asked about."""
    for name, case in (*people(), *sheets(), *kinds()):
        asked = ("missing_column",) if "contributions" in case.tables else ()
        yield name, replace(case, questions=(*case.questions, *asked))
