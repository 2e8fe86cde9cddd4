"""What one list of contributions looks like from office to office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.data.intake.making.books import Page, as_csv, as_html, as_ods, as_xlsx, serial
from tests.data.intake.making.months_down import PARTS, Clothes, amounts, case, dots, english, thousands
from tests.data.intake.making.register import employers
from tests.data.intake.making.truth import Case

FULL = (
    ("no", "No"),
    ("npp", "NPP"),
    ("name", "Nama Perusahaan"),
    ("region", "Kab/Kota"),
    ("blth", "BLTH"),
    ("workers", "Jml TK"),
    ("wages", "Total Upah"),
    ("due_jkk", "JKK"),
    ("due_jkm", "JKM"),
    ("due_jht", "JHT"),
    ("due_jp", "JP"),
    ("due", "Total Iuran"),
    ("paid_on", "Tgl Bayar"),
    ("paid", "Jml Bayar"),
)
CORE = (
    ("npp", "NPP"),
    ("name", "NAMA_PERUSAHAAN"),
    ("blth", "BLTH"),
    ("workers", "JML_TK"),
    ("wages", "TOTAL_UPAH"),
    ("due_jkk", "IUR_JKK"),
    ("due_jkm", "IUR_JKM"),
    ("due_jht", "IUR_JHT"),
    ("due_jp", "IUR_JP"),
    ("due", "TOTAL_IURAN"),
    ("paid_on", "TGL_BAYAR"),
    ("paid", "JML_BAYAR"),
)
ENGLISH = (
    ("npp", "Employer Number"),
    ("name", "Company"),
    ("blth", "Month"),
    ("workers", "Workers"),
    ("wages", "Wages"),
    ("due", "Due"),
    ("paid", "Paid"),
    ("paid_on", "Payment Date"),
)
MONTHS = {7: "Juli", 8: "Agustus"}


def all_clothes() -> Iterator[Clothes]:
    """The same list as many offices write it."""
    yield Clothes("plain", FULL)
    yield Clothes(
        "core export, comma, quoted",
        CORE,
        lambda p: as_csv(p, ",", quoting=1),
        (),
        money=english,
        day=lambda d: d.strftime("%d-%b-%Y").upper(),
        month=lambda m: f"{m[5:]}-{m[:4]}",
        foot=(),
        nothing="0.00",
        no_day="",
    )
    yield Clothes(
        "UTF-16 with tabs", CORE, lambda p: as_csv(p, "\t", "utf-16"), money=dots, month=lambda m: "Jul'26"
    )
    yield Clothes(
        "UTF-16 LE without a mark",
        CORE,
        lambda p: as_csv(p, "\t", "utf-16-le"),
        money=dots,
        month=lambda m: "JULI 2026",
    )
    yield Clothes(
        "UTF-16 BE without a mark",
        CORE,
        lambda p: as_csv(p, ";", "utf-16-be"),
        money=dots,
        month=lambda m: "202607",
    )
    yield Clothes(
        "Windows-1252 with pipes",
        FULL,
        lambda p: as_csv(p, "|", "cp1252"),
        titles=("Kantor “Contoh” – cabang", ""),
        money=lambda v: f"Rp {dots(v)},-",
        notes=("encoding",),
    )
    yield Clothes(
        "English export", ENGLISH, titles=(), foot=(), money=english, day=lambda d: d.strftime("%b %d, %Y")
    )
    yield Clothes(
        "web page called .xls",
        FULL,
        as_html,
        ("LAPORAN",),
        money=lambda v: f"Rp{dots(v)},00",
        file="iuran.xls",
        day=lambda d: d.strftime("%d %B %Y"),
    )
    yield Clothes("ODS", FULL, as_ods, month=lambda m: "Juli 2026", day=lambda d: d)
    yield Clothes(
        "merged header with programmes below",
        [*FULL[:7], *FULL[7:11], ("due", "Jumlah"), ("paid_on", "Tanggal"), ("paid", "Jumlah")],
        above=((7, 11, "IURAN"), (12, 13, "PEMBAYARAN")),
        numbering="({})",
        month=lambda m: date(2026, 7, 1),
        formats={4: "mmm-yy"},
        npp=lambda n: int(n) if n.isdigit() else n,
        notes=("npp_padded",),
    )
    yield Clothes(
        "merged header, ODS",
        [*FULL[:7], *FULL[7:11], ("due", "Total"), ("paid_on", "Tgl"), ("paid", "Rp")],
        as_ods,
        above=((7, 11, "IURAN (Rp)"), (12, 13, "PEMBAYARAN")),
        numbering="{}",
    )
    yield Clothes(
        "thousands in the title",
        FULL,
        titles=("PENERIMAAN IURAN BLTH JULI 2026", "(dalam ribuan rupiah)", ""),
        money=thousands,
    )
    yield Clothes(
        "thousands in the headings",
        [
            (name, f"{text} (Rp ribu)" if name in ("wages", "due", "paid", *PARTS) else text)
            for name, text in FULL
        ],
        money=lambda v: v / 1000,
    )
    yield Clothes(
        "month in the title",
        [one for one in FULL if one[0] != "blth"],
        titles=("PENERIMAAN IURAN", "BLTH JULI 2026", ""),
        notes=("month_from_title",),
    )
    yield Clothes(
        "written by a program",
        CORE,
        as_csv,
        npp=lambda npp: f"{float(npp)}" if npp.isdigit() else npp,
        money=lambda value: f"{float(value)}",
        number=lambda value: f"{float(value)}",
        notes=("npp_padded",),
    )
    yield Clothes(
        "month as a number in the title",
        [one for one in FULL if one[0] != "blth"],
        titles=("PENERIMAAN IURAN", "BLTH 07/2026", ""),
        notes=("month_from_title",),
    )
    yield Clothes(
        "month in figures in the title",
        [one for one in FULL if one[0] != "blth"],
        as_html,
        titles=("PENERIMAAN IURAN", "BLTH : 07-2026", "Dicetak 15-08-2026"),
        notes=("month_from_title",),
        money=dots,
    )
    yield Clothes(
        "words as clerks shorten them",
        [
            ("no", "No"),
            ("npp", "NMR. NPP"),
            ("name", "Nm. Prsh"),
            ("blth", "Bln/Thn"),
            ("workers", "Jlh TK"),
            ("wages", "Tot. Upah"),
            ("due", "Jlh. Iuran Rp"),
            ("paid", "Jml Setor Rp"),
            ("paid_on", "Tgl.Byr"),
        ],
    )
    yield Clothes(
        "month in the sheet's name",
        [one for one in FULL if one[0] != "blth"],
        sheet="Jul 2026",
        notes=("month_from_sheet",),
    )
    yield Clothes(
        "month in the sheet's name, the year in the title",
        [one for one in FULL if one[0] != "blth"],
        sheet="Juli",
        titles=("PENERIMAAN IURAN TAHUN 2026", ""),
        notes=("month_from_sheet",),
    )
    yield Clothes("divisions in the number", FULL, npp=lambda n: f"{n}/000", notes=("npp_trimmed",))
    yield Clothes("blanks in the number", FULL, npp=lambda n: f" {n[:4]} {n[4:]}-000", notes=("npp_trimmed",))
    yield Clothes("serial days", FULL, day=lambda d: serial(d), month=lambda m: 202607)
    yield Clothes(
        "no split, no day",
        [
            ("no", "No."),
            ("npp", "No. NPP"),
            ("name", "Nama BU"),
            ("blth", "Bln-Thn"),
            ("workers", "TK"),
            ("wages", "Upah"),
            ("due", "Kewajiban"),
            ("paid", "Realisasi"),
        ],
        foot=("Sumber: SMILE", "Catatan: sementara"),
    )
    yield Clothes(
        "split headings",
        [
            ("no", "No"),
            ("npp", "Nomor\nPendaftaran\nPerusahaan"),
            ("name", "Nama\nBadan Usaha"),
            ("blth", "Bulan\nIuran"),
            ("workers", "Jml\nTK"),
            ("wages", "Jumlah\nUpah"),
            ("due", "Jumlah\nIuran"),
            ("paid", "Jml\nBayar"),
            ("paid_on", "Tgl\nBayar"),
        ],
        total="J U M L A H",
        day=lambda d: d.strftime("%d-%b-%y").replace("Aug", "Agt"),
    )
    yield Clothes(
        "other words",
        [
            ("no", "NO. URUT"),
            ("npp", "NPP PERUSAHAAN"),
            ("name", "PEMBERI KERJA"),
            ("blth", "PERIODE"),
            ("workers", "TENAGA KERJA"),
            ("wages", "TOTAL UPAH"),
            ("due", "PENETAPAN"),
            ("paid", "DIBAYAR"),
            ("paid_on", "TANGGAL BAYAR"),
            ("", "KET."),
        ],
        total="GRAND TOTAL",
        month=lambda m: "07/2026",
        day=lambda d: f"{d.day} Agst 2026",
    )
    yield Clothes(
        "rates beside the programmes, a bank beside what was paid",
        [
            *FULL[:7],
            ("due_jkk", "JKK (0,54%)"),
            ("due_jkm", "JKM 0,3%"),
            ("due_jht", "JHT 5,7 %"),
            ("due_jp", "JP (3%)"),
            ("due", "Jumlah"),
            ("", "Bank"),
            ("paid_on", "Tgl"),
            ("paid", "Rp"),
        ],
        above=((7, 11, "IURAN"), (12, 14, "PEMBAYARAN")),
    )
    yield Clothes(
        "a bill with its fine before the dues, times a thousand",
        [*FULL[:7], ("", "Total Tagihan"), ("due", "Iuran"), ("", "Denda"), *FULL[12:]],
        titles=("PENERIMAAN IURAN", "(x Rp 1.000)", ""),
        money=lambda v: v / 1000,
    )
    yield Clothes(
        "two months",
        FULL,
        months=("2026-07", "2026-08"),
        month=lambda m: f"{MONTHS[int(m[5:])]} {m[:4]}",
        total="Sub Total",
        day=lambda d: date(2026, 9, d.day),
    )


def cases() -> Iterator[tuple[str, Case]]:
    """Every clothing with its case."""
    for clothes in all_clothes():
        yield f"months down: {clothes.name}", case(clothes)
    yield "months down: programmes parted by who pays", _parted()


def _parted() -> Case:
    """Dues of JHT and JP in two columns each, and units in a row of their own below the headings."""
    rows: list[list[object]] = [
        ["NPP", "Nama BU", "IURAN", "", "", "", "", "Jml TK", "Upah", "Tgl Bayar", "Bayar"],
        ["", "", "JKK", "JHT Pemberi Kerja", "JHT Pekerja", "JP PK", "JP TK", "", "", "", ""],
        ["", "", "(Rp)", "(Rp)", "(Rp)", "(Rp)", "(Rp)", "(orang)", "(Rp)", "(hh/bb/tttt)", "(Rp)"],
    ]
    names = ("workers", "wages", "due_jkk", "due_jht", "due_jp", "paid")
    sums = dict.fromkeys(names, 0)
    for at, employer in enumerate(employers()[:6]):
        given = amounts(at)
        jht, jp = given["due_jht"], given["due_jp"]
        parts = [given["due_jkk"], jht * 37 // 57, jht - jht * 37 // 57, jp * 2 // 3, jp - jp * 2 // 3]
        row = [employer["npp"], employer["name"], *parts, given["workers"], given["wages"]]
        rows.append([*row, "14/08/2026", sum(parts)])
        sums = {name: sums[name] + (sum(parts) if name == "paid" else given[name]) for name in names}
    page = Page([["RINCIAN IURAN BLTH JULI 2026"], *rows], merged=[(1, 2, 1, 6)])
    return Case("iuran.xlsx", as_xlsx(page), {"contributions": (6, {**sums, "due": sums["paid"]})})
